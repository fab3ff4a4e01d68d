"""The left side: the document as it was read, each entry with the way to its place in the source.

Ids: `d12` is the entry of mark 12, `c0-5` cell 5 of table 0, `f7` figure 7, `x3` check 3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from crawler.verbs.ledger.checked import STATUS, compared, figures_of, is_wrong, title
from crawler.verbs.ledger.markup import NONE, Markup, element, join, rows, text
from crawler.verbs.ledger.places import Places
from crawler.verbs.ledger.words import why
from pipelines.document import Block, Document, Figure, Number

_HEADINGS = {1: "h3", 2: "h4", 3: "h5"}


class Reading:
    """Sections of the left side for one document."""

    def __init__(self, document: Document, places: Places) -> None:
        self.document, self.places = document, places
        self.begun: set[int] = set()
        """Marks that have an entry; complete once `sections` has returned."""
        self.figures: dict[tuple[int, int, int], tuple[int, Figure]] = {
            (one.table, one.row, one.column): (number, one) for number, one in enumerate(document.figures)
        }
        self.wrong: dict[int, list[int]] = defaultdict(list)
        """By figure, the checks that do not hold for it."""
        self.totals: set[int] = set()
        """Figures that stand alone on one side of such a check."""
        for number, check in enumerate(document.checks):
            for side in compared(check, document) if is_wrong(check) else ():
                for figure, _ in figures_of(side, document):
                    self.wrong[figure].append(number)
                    if len(side) == 1:
                        self.totals.add(figure)

    def sections(self) -> list[tuple[str, str, Markup]]:
        """Id, heading and content of every section that has any."""
        document = self.document
        found = [
            ("text", "Text", join(map(self._block, document.blocks, self.places.blocks))),
            ("checks", f"Checks 勾稽关系 ({self._checks_counted()})", self._checks()),
            ("fields", f"Fields ({len(document.fields)})", self._fields()),
            ("files", f"Attachments ({len(document.attachments)})", self._files()),
            ("removed", f"Set aside ({len(document.evidence.removed)})", self._removed()),
            ("figures", f"Figures ({len(document.figures)})", self._figures()),
        ]
        return [section for section in found if section[2]]

    def _entry(self, mark: int | None) -> tuple[dict[str, str | int | None], Markup]:
        """Attributes of an entry and its link to the source; the id goes to the first entry of a mark."""
        if mark is None:
            return {}, text("")
        first = mark not in self.begun
        self.begun.add(mark)
        link = element(
            "a", {"class": "go", "href": f"#s{mark}", "title": "its place in the source"}, text("▸")
        )
        return {"id": f"d{mark}" if first else None, "data-to": mark}, link

    def _block(self, block: Block, mark: int | None) -> Markup:
        if block.kind == "page_mark":
            begun = f"第{block.page}页" if block.text else "·"
            return element("div", {"class": "page-mark"}, text(f"· {begun} ·"))
        attributes, link = self._entry(mark)
        if block.table is not None:
            table = self._table(block.table)
            return element("div", {"class": "entry e-table", **attributes}, link, table)
        tag = _HEADINGS.get(block.level, "h6") if block.kind == "heading" else "p"
        shown = element(tag, {"class": f"as-{block.kind}"}, text(block.text))
        label = "attachment" if block.kind == "attachment" else "body"
        return element("div", {"class": f"entry e-{label}", **attributes}, link, shown)

    def _table(self, number: int) -> Markup:
        table, lines = self.document.tables[number], defaultdict[int, list[Markup]](list)
        for place, cell in enumerate(table.cells):
            figure = self.figures.get((number, cell.row, cell.column))
            attributes: dict[str, str | int | None] = {
                "id": f"c{number}-{place}",
                "colspan": cell.colspan if cell.colspan > 1 else None,
                "rowspan": cell.rowspan if cell.rowspan > 1 else None,
            }
            if self.places.tables[number] is not None:
                attributes["data-cell"] = f"{self.places.tables[number]}-{place}"
            shown = text(cell.text)
            if figure is not None:
                ordinal, value = figure
                checks = [self.document.checks[check] for check in self.wrong.get(ordinal, ())]
                attributes["class"] = f"figure {self._doubt(ordinal)}".strip()
                attributes["title"] = "; ".join([value.name, *(f"{title(c)} {c.status}" for c in checks)])
                shown = element("a", {"href": f"#f{ordinal}"}, text(cell.text or "(blank)"))
            lines[cell.row].append(element("th" if cell.header else "td", attributes, shown))
        body = join(element("tr", NONE, *lines[row]) for row in range(table.rows))
        caption = element("caption", NONE, text(table.caption)) if table.caption else text("")
        return element("div", {"class": "wide"}, element("table", {"class": "grid"}, caption, body))

    def _doubt(self, figure: int) -> str:
        """A total that does not agree is marked, and so, less loudly, are the figures that it should agree with."""
        return "wrong" if figure in self.totals else "doubtful" if figure in self.wrong else ""

    def _checks_counted(self) -> str:
        counts = [(status, sum(one.status == status for one in self.document.checks)) for status in STATUS]
        return ", ".join(f"{number} {STATUS[status]}" for status, number in counts if number) or "0"

    def _checks(self) -> Markup:
        order = sorted(enumerate(self.document.checks), key=lambda pair: (not is_wrong(pair[1]), pair[0]))
        lines = []
        for number, check in order:
            status = element(
                "span", {"id": f"x{number}", "class": f"status {check.status}"}, text(STATUS[check.status])
            )
            left, right = compared(check, self.document)
            lines.append(
                (
                    status,
                    text(title(check)),
                    text(_number(check.left)),
                    text(_number(check.right)),
                    text(_number(check.delta)),
                    join((self._summed(left), text(" : "), self._summed(right)))
                    if left
                    else text("in the text"),
                )
            )
        headings = ("", "check", "left", "right", "Δ", "left : right")
        return rows(headings, lines, "checks") if lines else text("")

    def _summed(self, names: list[str]) -> Markup:
        """The figures of one side, each with the way to it."""
        links = [
            element("a", {"href": f"#f{place}", "title": figure.name}, text(_number(figure.value)))
            for place, figure in figures_of(names, self.document)
        ]
        return Markup(text(" + ").join(links))

    def _fields(self) -> Markup:
        lines = []
        for one in self.document.fields:
            others = "; ".join(f"{reader}: {value}" for reader, value in one.disagreed)
            links = join(self._linked(mark) for mark in self.places.fields.get(one.name, ()))
            lines.append(
                (text(one.name), text(one.value), text(one.words), text(one.reader), text(others), links)
            )
        valued = {one.name for one in self.document.fields}
        for name, marks in self.places.fields.items():
            if name not in valued:
                nothing = (text("(no value)"), text(""), text(""), text(""))
                lines.append((text(name), *nothing, join(map(self._linked, marks))))
        headings = ("field", "value", "words it came from", "reader", "disagreed", "place")
        return rows(headings, lines, "fields") if lines else text("")

    def _linked(self, mark: int) -> Markup:
        attributes, link = self._entry(mark)
        return element("span", {"class": "entry inline", **attributes}, link)

    def _files(self) -> Markup:
        lines = [
            (text(one.name), text(one.url or one.href), text("") if mark is None else self._linked(mark))
            for one, mark in zip(self.document.attachments, self.places.files, strict=True)
        ]
        return rows(("name", "address", "place"), lines, "files") if lines else text("")

    def _removed(self) -> Markup:
        return join(self._removals())

    def _removals(self) -> Iterator[Markup]:
        for one, mark in zip(self.document.evidence.removed, self.places.removed, strict=True):
            attributes, link = self._entry(mark)
            label, _, rule = one.rule.partition(":")
            yield element(
                "div",
                {"class": f"entry e-{label}", **attributes},
                link,
                element("code", {"title": one.path}, text(one.rule)),
                element("small", NONE, text(why(label, rule))),
                element("p", {"class": "as-removed"}, text(one.text)),
            )

    def _figures(self) -> Markup:
        lines = []
        for number, one in enumerate(self.document.figures):
            place = self._cell_of(one)
            cell = (
                text("—") if place is None else element("a", {"href": f"#c{one.table}-{place}"}, text("cell"))
            )
            there = text("")
            if place is not None and self.places.tables[one.table] is not None:
                there = element("a", {"href": f"#k{self.places.tables[one.table]}-{place}"}, text("source"))
            wrong = join(
                element("a", {"class": "status fail", "href": f"#x{check}"}, text("✗"))
                for check in self.wrong.get(number, ())
            )
            shown = element("span", {"id": f"f{number}"}, text(one.name))
            lines.append((shown, text(_number(one.value)), text(one.raw), text(one.unit), cell, there, wrong))
        headings = ("figure", "value", "as printed", "unit", "cell", "in the source", "checks")
        return rows(headings, lines, "figures") if lines else text("")

    def _cell_of(self, figure: Figure) -> int | None:
        """The ordinal of the cell that covers a figure's place."""
        if not 0 <= figure.table < len(self.document.tables):
            return None
        for place, cell in enumerate(self.document.tables[figure.table].cells):
            rows_of, columns_of = (
                range(cell.row, cell.row + cell.rowspan),
                range(cell.column, cell.column + cell.colspan),
            )
            if figure.row in rows_of and figure.column in columns_of:
                return place
        return None


def _number(value: Number | None) -> str:
    return "blank" if value is None else str(value)
