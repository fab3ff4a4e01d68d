"""Where an article goes on: the address of its next page, as the page's own pager tells it.

Evidence is in the page or there is none: a link under the text that says 下一页, or bears the next number, and leads to
an address that is the article's own with a page number; or a script that says how many pages this very file has. A
link to the next article (下一篇, 下一条) and the pager of a list are neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from pipelines.chrome.rule import ChromeRule
from pipelines.chrome.table import BY_NAME
from pipelines.hanzi.fold import fold
from pipelines.reading.pager import read_pager
from pipelines.reading.series import (
    begins_with_number,
    common_stem,
    may_be_numbered,
    page_number,
    possible_firsts,
)
from pipelines.tree.flat import TEXT, Tree
from pipelines.tree.page import Page

_CHROME = BY_NAME["pager_line"]

LINES_BELOW = 12
"""Lines below the article among which its pager may stand."""

_ROUND = r"[\[\](){}<>«»‹›→←|/·:]*+"
_NEXT = re.compile(
    rf"{_ROUND}(?:点击(?:进入)?)?(?:下一?[页頁]|后一?[页頁]|[Nn]ext(?:[Pp]age)?){_ROUND}|[>»›→]{{1,2}}"
)
_NUMBER = re.compile(rf"{_ROUND}第?(\d{{1,3}}|[一二三四五六七八九十]{{1,2}})[页頁]?{_ROUND}")
_PAGER = re.compile(
    rf"{_ROUND}(?>(?:[首尾末][页頁]|第一[页頁]|最[前后]一?[页頁]|[上前下后]一?[页頁]|本?分[页頁]|[页頁][码数次]|全文|阅读全文|余下全文|显示全文|显示全部|"
    r"[Nn]ext|[Pp]rev(?:ious)?|当前|共?第?\d{1,3}(?:/\d{1,3})?[页頁]?|共|第[一二三四五六七八九十]{1,2}[页頁]|[页頁]|跳?转到?第?|到第|GO|go|确定|\.{2,6}|…{1,2})"
    rf"{_ROUND})+"
)
_OTHER_THINGS = re.compile("评论|留言|相关|推荐|热点|最新|更多|猜你")
"""Words in a heading after which a pager is not the article's."""
_CHINESE = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", 1)}
_LONGEST = 60
_FOREIGN_LINES = 3
"""Lines of links to elsewhere that may stand between the article and its pager."""


class PageLink(NamedTuple):
    """A link to a page of the article at hand: its element, its folded words, that page's number and address."""

    node: int
    label: str
    number: int
    url: str


def next_page(page: Page, span: tuple[int, int], first: str = "") -> str | None:
    """The address of the page on which the article goes on, None where the page shows none.

    `span` is the body as ordinals of the tree; `first` the address of the article's first page, '' when this is it.
    Same host and folder, and an address that is the first page's with the next number; never one that is this page's.
    """
    first = first or page.url
    own = page_number(page.url, first) if first else None
    if own is None:
        return None
    found = _told_by_script(page, span, first, own) or _linked(page, span, first, own)
    return found if found and _holds_article(page, span) else None


def with_pager(
    page: Page, named: Mapping[int, tuple[ChromeRule, ...]]
) -> Mapping[int, tuple[ChromeRule, ...]]:
    """The lines that chrome rules name, and with them those of the article's pager, which its addresses give away."""
    lines = pager_lines(page)
    return {**named, **{line: (_CHROME, *named.get(line, ())) for line in lines}} if lines else named


def pager_lines(page: Page) -> frozenset[int]:
    """The lines of the article's pager: those of links to other pages of the same article, and the words around them."""
    linked: set[int] = set()
    for first in possible_firsts(page.url):
        links = list(_page_links(page, first))
        if any(_differs(link.url, page.url) for link in links):
            linked |= {line for link in links for line in _lines_of(page, link.node)}
    named = {line for line in linked if _is_pager(page.lines[line].text)}
    return frozenset(named.union(*(_around(page, line, step) for line in named for step in (-1, 1))))


def _told_by_script(page: Page, span: tuple[int, int], first: str, own: int) -> str | None:
    """The next file by `createPageHTML(3, 0, "t2024", "html")` or `countPage`, where the name is that of this article."""
    stem = _stem(first)
    for node, text in _scripts(page.tree):
        if not stem or ("createPage" not in text and "countPage" not in text):
            continue
        pager = read_pager(text, page.url)
        if pager is None or pager.current != max(own, pager.first):
            continue
        name = stem if pager.name == "index" and re.search(re.escape(stem) + "[\"'_]", text) else pager.name
        if name != stem or (stem == "index" and not _is_at_text(page, span, node)):
            continue
        following = pager.following and urljoin(page.url, f"{name}{pager.following[len(pager.name) :]}")
        if following and page_number(following, first) is not None:
            return following
    return None


def _linked(page: Page, span: tuple[int, int], first: str, own: int) -> str | None:
    """The next file by a link at the text. Where the first page has no number, the next may count from 0 or from 1;
    where it has one (`X_1.html`) that may be an article's, and 下一页 alone is not enough.
    """
    wanted = {own + 1} if own or _differs(page.url, first) else {1, 2}
    links = [link for link in _page_links(page, first) if _is_at_text(page, span, link.node)]
    following = [link for link in links if link.number in wanted and _differs(link.url, page.url)]
    numbers = any(_number_of(link.label) for link in links)
    by_words = next((link.url for link in following if _NEXT.fullmatch(link.label)), None)
    if by_words is not None and (numbers or not begins_with_number(first)):
        return by_words
    return next((link.url for link in following if _is_next_number(link, own)), None)


def _is_next_number(link: PageLink, own: int) -> bool:
    """The label shows the number after this page's: that of the address, or one more where addresses count from 0."""
    shown = _number_of(link.label)
    return shown in (link.number, link.number + 1) and shown >= 2 and (own > 0 or shown == 2)


def _page_links(page: Page, first: str) -> Iterator[PageLink]:
    """Links with the words of a pager, to pages of the article that begins at `first`."""
    tree, base = page.tree, _base(page)
    name, stem = first.rpartition("/")[2], common_stem(first)
    for node in tree.select("a"):
        href = tree.attributes[node].get("href") or ""
        if stem not in href and "?" not in href:
            continue
        href = href.strip()
        if not (may_be_numbered(href) or (name and href.endswith(name))) or tree.hidden[node]:
            continue
        label = _label(page, node)
        if not label or not (_NEXT.fullmatch(label) or _PAGER.fullmatch(label)):
            continue
        url = _joined(base, href)
        number = page_number(url, first)
        if number is not None:
            yield PageLink(node, label, number, url)


def _label(page: Page, node: int) -> str:
    """The folded words of a link: those it shows, else its title or that of its picture; '' for a long text."""
    tree = page.tree
    inner = range(node + 1, tree.ends[node])
    shown = "".join(page.texts[n] for n in inner if tree.tags[n] == TEXT and not tree.hidden[n])
    if not shown.strip():
        pictures = [tree.attribute(n, "alt") for n in inner if tree.tags[n] == "img"]
        shown = tree.attribute(node, "title") or next(filter(None, pictures), "")
    return fold(shown) if len(shown) <= _LONGEST else ""


def _number_of(label: str) -> int:
    """The number that a label is, 0 where it is none. A numeral of Chinese needs its 页 (一 may be a list's)."""
    match = _NUMBER.fullmatch(label)
    if match is None:
        return 0
    if match[1].isdecimal():
        return int(match[1])
    return _chinese(match[1]) if label.endswith(("页", "頁")) else 0


def _chinese(numeral: str) -> int:
    """一 to 十九.

    >>> _chinese("三"), _chinese("十"), _chinese("十二")
    (3, 10, 12)
    """
    return sum(_CHINESE[sign] for sign in numeral)


def _holds_article(page: Page, span: tuple[int, int]) -> bool:
    """False for a body that is a list of links: the pager under it is the list's."""
    first, last = bisect_left(page.starts, span[0]), bisect_left(page.starts, span[1])
    linked = text = 0
    for line in page.lines[first:last]:
        links = sum(
            len(page.texts[run].strip()) for run in line.runs if "a" in _tags_above(page.tree, run, span[0])
        )
        linked += links
        text += len(line.text.strip()) - links
    return text > linked


def _tags_above(tree: Tree, node: int, top: int) -> Iterator[str]:
    while (node := tree.parents[node]) > top:
        yield tree.tags[node]


def _is_at_text(page: Page, span: tuple[int, int], node: int) -> bool:
    """True for a place inside the body, or so close below it that nothing else of the site stands between."""
    if node < span[0]:
        return False
    if node < span[1]:
        return True
    first, last = bisect_left(page.starts, span[1]), bisect_left(page.starts, node)
    if last - first > LINES_BELOW:
        return False
    between = [line for line in page.lines[first:last] if not _is_pager(line.text)]
    links = sum("a" in _tags_above(page.tree, line.runs[0], 0) for line in between)
    headed = any(len(line.text) < _LONGEST and _OTHER_THINGS.search(line.text) for line in between)
    return links <= _FOREIGN_LINES and not headed


def _lines_of(page: Page, node: int) -> Iterator[int]:
    """The lines in which the words of a link stand."""
    for run in range(node + 1, page.tree.ends[node]):
        line = bisect_right(page.starts, run) - 1
        if line >= 0 and run in page.lines[line].runs:
            yield line


def _around(page: Page, line: int, step: int) -> Iterator[int]:
    """The lines beside a pager's that are a pager's too: the number of this page, which is no link, and 共3页."""
    box = _box(page, line)
    other = line + step
    while 0 <= other < len(page.lines) and _box(page, other) == box and _is_pager(page.lines[other].text):
        yield other
        other += step


def _box(page: Page, line: int) -> int:
    """What holds the lines of a pager: of items of a list the list, of a plain line its element."""
    owner = page.lines[line].owner
    return page.tree.parents[owner] if page.tree.tags[owner] in ("li", "td", "span", "p") else owner


@lru_cache(maxsize=1024)
def _is_pager(text: str) -> bool:
    """True for a line that has nothing but the words and numbers of a pager."""
    return len(text) <= 4 * _LONGEST and _PAGER.fullmatch(fold(text)) is not None


def _scripts(tree: Tree) -> Iterator[tuple[int, str]]:
    for node in tree.select("script"):
        if tree.ends[node] > node + 1:
            yield node, tree.texts[node + 1]


def _stem(url: str) -> str:
    """The name of a file in an address, without its ending; '' for a folder."""
    try:
        name = urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return ""
    return name.rpartition(".")[0] or name


def _base(page: Page) -> str:
    """What relative links are relative to: the page, or the `<base>` it declares."""
    bases = page.tree.select("base")
    return _joined(page.url, page.tree.attribute(bases[0], "href")) if bases else page.url


def _joined(base: str, href: str) -> str:
    try:
        return urldefrag(urljoin(base, href.replace("\\", "/"))).url
    except ValueError:
        return ""


def _differs(url: str, other: str) -> bool:
    return urldefrag(url).url != urldefrag(other).url
