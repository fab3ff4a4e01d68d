"""Which visible characters are title, meta bar or metadata table: the labeller marks them `field`, not body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipelines.document import Field
from pipelines.fields.clues import Clues
from pipelines.fields.dates import find_dates, is_only_date
from pipelines.fields.numbers import NUMBER
from pipelines.fields.pairs import DATED, Pair
from pipelines.fields.title import repeats
from pipelines.fields.words import is_prose
from pipelines.tree.page import Span

Claim = tuple[str, Span]

FIELD_OF = {"published_weakly": "published", "dispatched": "published", "written": "signed"}
"""Groups of labels that have no field of their own name; `metadata` stays the name for labels without a field."""
STRONG = frozenset({"published", "source", "issuer", "index_number", "doc_number", "written", "dispatched"})
TABLE_LINES = 60
BAR = frozenset({"published", "published_weakly", "source", "author", "editor", "other"})
NEAR_LINES, NEAR_LABELS = 8, 4


def claim_spans(clues: Clues, fields: tuple[Field, ...]) -> tuple[Claim, ...]:
    """Field name and characters, in document order and without overlap.

    Inside the body only what repeats its head: the title on top, a line of the meta bar, a metadata table. A label
    that may as well belong to the text (时间：, 主题：) counts there only beside one that may not.
    """
    pairs = [pair for pair in clues.pairs if _is_bar(clues, pair, fields)]
    claims = [
        *_title(clues, fields),
        *_pairs(clues, pairs, fields),
        *_dates(clues, pairs, fields),
        *_number(clues),
        *_tables(clues, pairs),
    ]
    lines = clues.page.lines
    free = _without_overlap(claims)
    return tuple(
        sorted(
            ((n, s) for n, s in free if lines[s.line].text[s.start : s.end].strip()),
            key=lambda claim: claim[1],
        )
    )


def _title(clues: Clues, fields: Iterable[Field]) -> Iterator[Claim]:
    titles = [value for f in fields if f.name == "title" for value in (f.value, *(v for _, v in f.disagreed))]
    for title in dict.fromkeys(titles):
        for place in repeats(clues, title):
            for index in place:
                yield "title", Span(index, 0, len(clues.page.lines[index].text))


def _pairs(clues: Clues, pairs: Iterable[Pair], fields: Iterable[Field]) -> Iterator[Claim]:
    """Labels with their values; of a source no more than what was read of it: 下载 and 收藏 may follow."""
    read = {f.name: f.words for f in fields}
    for pair in pairs:
        name = FIELD_OF.get(pair.group, pair.group)
        words = read.get(name, "")
        for span in pair.spans:
            if (
                len(pair.spans) == 1
                and words
                and pair.words.startswith(words)
                and len(words) < len(pair.words)
            ):
                span = span._replace(end=_end_of(clues.page.lines[span.line].text, span, words))
            yield name, span


def _end_of(text: str, span: Span, words: str) -> int:
    """Where in a line as printed the words end that were read off its tidied form."""
    wanted = "".join(words.split())
    at = span.start
    for char in wanted:
        at = text.find(char, at, span.end) + 1
        if not at:
            return span.end
    return at


def _is_bar(clues: Clues, pair: Pair, fields: tuple[Field, ...]) -> bool:
    if pair.group == "other" or pair.zone == "tail" or not _is_sound(pair):
        return False
    if any(pair.words == f.words for f in fields):
        return True
    if pair.zone == "below" or pair.line < clues.zones.top.start:
        return pair.group in STRONG or pair.group in ("editor", "author") or _company(clues, pair)
    return (pair.group in STRONG and len(pair.label) >= 3) or _company(clues, pair)


def _company(clues: Clues, pair: Pair) -> bool:
    """Whether a label that can only be of a bar or a metadata table stands near, or two of a bar share the line.

    The bar above the body is no company for what stands in the body.
    """
    body = clues.zones.top.start
    for other in clues.pairs:
        if (
            other is pair
            or other.zone != pair.zone
            or not _is_sound(other)
            or (other.line < body) != (pair.line < body)
        ):
            continue
        if other.line == pair.line and other.group in BAR and pair.group in BAR:
            return True
        if other.group in STRONG and len(other.label) >= 3 and abs(other.line - pair.line) <= NEAR_LABELS:
            return True
    return False


def _is_sound(pair: Pair) -> bool:
    """False for a label of a date with something else behind it: text that was pasted in, no bar of this page."""
    return pair.group not in DATED or not pair.value or bool(find_dates(pair.value))


def _dates(clues: Clues, pairs: Iterable[Pair], fields: Iterable[Field]) -> Iterator[Claim]:
    """Dates without a label: in lines of the bar, alone on a line between title and body, or under a title in the body."""
    read = {f.words for f in fields if f.name == "published"}
    bars = {
        pair.line for pair in pairs if pair.zone == "head" and pair.group in ("source", "author", "editor")
    }
    above = clues.zones.above
    alone = {
        index
        for index in range(max(above.start, above.stop - NEAR_LINES), above.stop)
        if is_only_date(clues.text(index))
    }
    alone |= {n for n in clues.zones.top if clues.text(n) in read and is_only_date(clues.text(n))}
    for index in bars | alone:
        text = clues.page.lines[index].text
        for dated in find_dates(text):
            yield "published", Span(index, dated.start, dated.end)


def _number(clues: Clues) -> Iterator[Claim]:
    """A document number alone on a line above the body; inside, it is part of the document."""
    above = clues.zones.above
    for index in range(max(above.start, above.stop - NEAR_LINES), above.stop):
        text = clues.text(index).strip("()（） ")
        if len(text) <= 40 and "号" in text and NUMBER.fullmatch(text):
            yield "doc_number", Span(index, 0, len(clues.page.lines[index].text))


def _tables(clues: Clues, pairs: Iterable[Pair]) -> Iterator[Claim]:
    """The rest of a table or definition list of which three labels are known: its other rows are of one kind."""
    tree = clues.page.tree
    owners = Counter(
        table
        for pair in pairs
        if pair.zone == "head" and (table := _table_around(clues, pair.line)) is not None
    )
    for table, count in owners.items():
        if count < 3 or tree.within(clues.container[0], table) or not _is_metadata(table, clues, pairs):
            continue
        indices = clues.lines_within(table)
        if len(indices) <= TABLE_LINES:
            for index in indices:
                yield "metadata", Span(index, 0, len(clues.page.lines[index].text))


def _table_around(clues: Clues, line: int) -> int | None:
    tree = clues.page.tree
    node = clues.page.lines[line].owner
    for ancestor in (node, *tree.ancestors(node)[:6]):
        if tree.tags[ancestor] in ("table", "dl"):
            return ancestor
    return None


def _is_metadata(table: int, clues: Clues, pairs: Iterable[Pair]) -> bool:
    """A catalogue number, an issuer or a document number is named in it, and it holds no text but a summary."""
    indices = clues.lines_within(table)
    groups = {pair.group for pair in pairs if pair.line in indices}
    prose = sum(is_prose(clues.page.lines[index].text) for index in indices)
    return bool(groups & {"index_number", "issuer", "doc_number"}) and prose <= 1


def _without_overlap(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Claims in order of precedence, each without what an earlier one has taken."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for name, span in claims:
        free = [(span.start, span.end)]
        for start, end in taken.setdefault(span.line, []):
            free = [
                piece
                for left, right in free
                for piece in ((left, min(right, start)), (max(left, end), right))
            ]
            free = [(left, right) for left, right in free if left < right]
        for left, right in free:
            taken[span.line].append((left, right))
            yield name, Span(span.line, left, right)
