"""The title: from the article's meta tag, the heading, `<title>` without the site's name, or the first lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.fields.clues import GARLAND, Clues, Reading
from pipelines.fields.dates import find_dates, is_only_date
from pipelines.fields.headings import heading_texts
from pipelines.fields.pairs import Pair
from pipelines.fields.words import fold, is_column, is_organ, looks_like_site

LONGEST = 300
LEAST_PART = 8
MOST_LINES = 4
_PARTS = re.compile(
    r"\s*[_|｜]+\s*|\s+[-—–]+\s+|\s*-{2,}\s*|-(?=[^-]{2,30}(?:网站?|门户|政府|网站欢迎您?|委员会|卫健委|发改委|局|厅|办公室|办|馆|中心|院)[!！]?\s*$)"
)
_COLUMN_TAIL = re.compile(r"(?<=.{6})-(?=[\u4e00-\u9fff]{2,8}$)")
"""Before the site's name another hyphen parts the column: 关于…的咨询-互动交流-示范市人民政府."""
_DOCUMENT = re.compile(
    r"(?:报告|年报|通知|公告|通告|公报|意见|决定|决议|办法|方案|规定|细则|函|批复|报表|公示|通报|制度|指南|要点|规划)(?:[(（].{1,30}[)）])?$"
)


_OF_A_BAR = frozenset({"published", "published_weakly", "dispatched"})
_BAR_WORDS = re.compile(r"[:：]|^\W*$")


def from_meta(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """ArticleTitle, the tag the guidelines ask for."""
    reading = clues.meta("articletitle")
    return _titled(clues, reading.value, reading.words) if reading else None


def from_heading(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """The heading element above the body, its lines joined; one that `<title>` confirms before all others."""
    groups = heading_texts(clues, _references(clues))
    return _titled(clues, groups, groups) if groups else None


def from_title_line(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """Lines that together say what `<title>` says without the site's name, as the page prints them."""
    wanted = cut_page_title(clues)
    if not wanted:
        return None
    for place in repeats(clues, wanted):
        words = "".join(clues.text(index) for index in place)
        return _titled(clues, words, words)
    return None


def from_label(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """信息名称 or 公文名称 of the metadata table; a bare 名称 counts only where an index number stands beside it."""
    groups = {pair.group for pair in clues.pairs if pair.zone == "head"}
    for pair in clues.pairs:
        if _names_title(pair, groups):
            return _titled(clues, pair.value, pair.words)
    return None


def from_page_title(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """`<title>` itself without the site's name."""
    title = cut_page_title(clues)
    return _titled(clues, title, clues.page_title) if title else None


def from_list(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """What the list that led here called it; often cut."""
    title = clues.hints.get("list_title", "").strip()
    return Reading(title, title) if title else None


def from_first_lines(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """On a page without any mark-up: the line above the first prose that ends as titles of documents do, else the first.

    Only lines above the meta bar count, where there is one.
    """
    bar = min(
        (pair.line for pair in clues.pairs if pair.zone == "head" and pair.group != "metadata"), default=None
    )
    top = clues.zones.top
    stop = min(top.stop, top.start + 12) if bar is None or bar < top.start else bar
    lines = [(n, text) for n in range(top.start, stop) if 4 <= len(text := _bare(clues.text(n))) <= LONGEST]
    lines = [(n, text) for n, text in lines if not text.endswith(("。", "：", ":")) and not _is_place(text)]
    chosen = next(
        ((n, text) for n, text in reversed(lines) if _DOCUMENT.search(text)), lines[0] if lines else None
    )
    if chosen is None:
        return None
    before = next((text for n, text in lines if n == chosen[0] - 1), "")
    words = before + chosen[1] if before.endswith(("关于", "年", "年度")) else chosen[1]
    return _titled(clues, words, words)


def from_line_above_bar(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """On pages whose `<title>` is the site's alone and that mark no heading: the line the meta bar stands under."""
    bars = [p.line for p in clues.pairs if p.zone == "head" and p.group in _OF_A_BAR and find_dates(p.value)]
    bars += [n for n in (*clues.near, *clues.zones.top[1:4]) if is_only_date(clues.text(n))]
    bar = bars[0] if bars else 0
    index = next(
        (n for n in range(bar - 1, max(bar - 4, -1), -1) if not _BAR_WORDS.search(clues.text(n))), -1
    )
    text = _bare(clues.text(index))
    if not 6 <= len(text) <= 120 or text.endswith("。") or _is_place(text) or _is_site_name(text):
        return None
    return _titled(clues, text, text)


def from_bare_kind(clues: Clues, known: Mapping[str, str]) -> Reading | None:
    """公告 or 通知 and no more: offices do publish under such a title, and columns are called so too."""
    part = _PARTS.split(clues.page_title)[0].strip()
    return Reading(part, clues.page_title) if part in ("公告", "通告", "公示", "通知") else None


def _is_site_name(text: str) -> bool:
    return looks_like_site(text) or is_column(text) or (len(text) <= 20 and is_organ(text))


def cut_page_title(clues: Clues) -> str:
    """What `<title>` says of the document (see `_cut`), worked out once a page."""
    if "cut title" not in clues.memory:
        clues.memory["cut title"] = _cut(clues)
    return clues.memory["cut title"]


def _cut(clues: Clues) -> str:
    """`<title>` without site name, column name and other parts that are not the document's; '' when nothing is left.

    The separators are `_`, `|`, ` - `, and a bare hyphen only before the name of a site: titles hold hyphens too.
    """
    parts = [part.strip() for part in _PARTS.split(clues.page_title) if part.strip()]
    sites = site_names(clues)
    parts = [part for part in parts if fold(part) not in sites]
    if len(parts) > 1 and (looks_like_site(parts[-1]) or is_organ(parts[-1])):
        parts[:1] = [part for part in _COLUMN_TAIL.split(parts[0], 1) if part]
    if len(parts) > 1:
        parts = [
            part for n, part in enumerate(parts) if n == 0 or not (looks_like_site(part) or is_organ(part))
        ]
    if len(parts) > 1 and looks_like_site(parts[0]):
        parts = parts[1:]
    if not parts or (len(parts[0]) <= 20 and is_organ(parts[0]) and "关于" not in parts[0]):
        return ""
    if (looks_like_site(parts[0]) and not _DOCUMENT.search(parts[0])) or is_column(parts[0]):
        return ""
    return _without_tail(_printed_part(clues, parts[0]), [clues.metas.get("columnname", "")])


def _printed_part(clues: Clues, title: str) -> str:
    """Of parts with bare hyphens between them the one that the page prints as a line: 示范市民政局-通知公告-关于…的通知."""
    parts = [part.strip() for part in title.split("-")]
    if len(parts) < 2:
        return title
    lines = {text for _, text in clues.folded_head}
    if fold(title) in lines:
        return title
    return next((part for part in parts if len(part) >= LEAST_PART and fold(part) in lines), title)


def site_names(clues: Clues) -> set[str]:
    """Folded names that are the site's or the column's, so no title."""
    names = [
        clues.metas.get("sitename", ""),
        clues.hints.get("site_name", ""),
        clues.metas.get("columnname", ""),
    ]
    return {fold(name) for name in names if name} | {
        fold(name.removesuffix("门户网站")) for name in names if name
    }


def repeats(clues: Clues, title: str) -> list[tuple[int, ...]]:
    """Places in the head where one line or up to four lines together are the title; groups of line indices."""
    wanted = fold(title)
    found: list[tuple[int, ...]] = []
    if len(wanted) < 4:
        return found
    texts = clues.folded_head
    first = wanted[0]
    for n, (index, text) in enumerate(texts):
        if text[:1] == first and wanted.startswith(text) and (not found or index > found[-1][-1]):
            joined, last = text, n
            while (
                joined != wanted
                and last - n < MOST_LINES
                and last + 1 < len(texts)
                and wanted.startswith(joined)
            ):
                last += 1
                joined += texts[last][1]
            if joined == wanted:
                found.append(tuple(range(index, texts[last][0] + 1)))
    return found


def _references(clues: Clues) -> list[str]:
    meta = clues.meta("articletitle")
    return [fold(text) for text in (cut_page_title(clues), meta.value if meta else "") if len(text) >= 4]


def _names_title(pair: Pair, groups: set[str]) -> bool:
    if pair.group != "title" or pair.zone != "head" or len(pair.value) < 6:
        return False
    return pair.label not in ("标题", "名称") or "index_number" in groups


def _titled(clues: Clues, text: str, words: str) -> Reading | None:
    title = _bare(text)
    if not 2 <= len(title) <= LONGEST or fold(title) in site_names(clues):
        return None
    return Reading(title, words)


def _bare(text: str) -> str:
    """Without the bars that a table extractor leaves behind a title."""
    return text.strip(GARLAND)


def _without_tail(title: str, tails: list[str]) -> str:
    for tail in tails:
        if tail and title.endswith(tail) and len(title) > len(tail) + 6 and title[: -len(tail)][-1].isspace():
            return title[: -len(tail)].strip()
    return title


def _is_place(text: str) -> bool:
    """A breadcrumb, or the site's head: 政府信息公开 alone is the name of a column."""
    return (
        "位置" in text[:8]
        or (text.startswith("首页") and len(text) > 2)
        or text in ("政府信息公开", "信息公开")
    )
