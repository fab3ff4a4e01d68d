"""Files a page links to: by their extension, by the download addresses of CMS families, by the box they stand in.

A link inside the body is the document's. Outside it counts only in an attachment box, or right behind the body:
headers and footers of portals link manuals and forms that belong to the site.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from pipelines.attachments.addresses import is_file_address, is_file_name, is_page_address, is_plain_page
from pipelines.attachments.link_names import file_name, line_of, name_of
from pipelines.attachments.members import FRAGMENT
from pipelines.document import Attachment
from pipelines.tree.flat import TEXT, Tree
from pipelines.tree.page import Page

LINES_BELOW, LINES_ABOVE = 20, 3
_BOX = re.compile(
    r"(?<![a-z])(?:fujian|fjxz|fjlist|xgfj|attach\w*|appendix|annex|enclosure|accessor(?:y|ies)|file-?(?:list|down\w*|box)"
    r"|article-?file|down-?(?:file|list|load)s?)|附件",
    re.IGNORECASE,
)
_SITE_PART = re.compile(
    r"(?<![a-z])(?:header|footer|foot|nav|menu|sidebar|banner|copyright|friend-?link|yqlj)(?![a-z])",
    re.IGNORECASE,
)
_HANDED = re.compile(
    r"""(?:down|attach|file|fujian|preview)\w*\s*\([^)]*?['"](?P<address>[^'"\s]+\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar)(?:\?[^'"\s]*)?)['"]""",
    re.IGNORECASE,
)
"""A file in the words of a script: `downloadFile('/u/list.pdf')`."""
_VIEWERS = ("viewer.html", "viewer.htm", "viewer.jsp")
_NEIGHBOUR = re.compile(r"[上下]一[篇条则个]")
_SITE_TAGS = frozenset({"header", "footer", "nav"})
_EMBEDS = {"iframe": "src", "embed": "src", "object": "data"}
_FORMS = frozenset({"a", *_EMBEDS})


@dataclass(frozen=True)
class Found:
    """An attachment and its place: the page line its link stands in (None: not visible), and whether in the body."""

    attachment: Attachment
    line: int | None
    inside: bool


def find_attachments(page: Page, container: tuple[int, int]) -> tuple[Found, ...]:
    """Every attachment of the document, in order of place, each file once.

    `container` is the body element as (start, end) ordinals of `page.tree`. Of two links to one file the one inside
    the body stays, else the first; a name is taken from the other where the kept one shows none. Raises nothing.
    """
    base = _base(page)
    kept: dict[str, Found] = {}
    for node in _candidates(page.tree):
        if not container[0] <= node < container[1] and not _belongs(page, node, container):
            continue
        found = _found(page, node, container, base)
        if found is None:
            continue
        key = found.attachment.url or found.attachment.href
        before = kept.get(key)
        kept[key] = _better(before, found) if before else found
    return tuple(kept.values())


def _candidates(tree: Tree) -> Iterator[int]:
    """Links and embedded frames whose address can be that of a file."""
    for node, tag in enumerate(tree.tags):
        if tag not in _FORMS:
            continue
        href = (tree.attributes[node].get(_EMBEDS.get(tag, "href")) or "").strip()
        if not href or href[0] in "#{jJaA":
            href = _address(tree, node)
            if href.startswith(FRAGMENT):
                yield node
                continue
            if not href or href[0] in "#{" or href[:11].lower() in ("javascript:", "about:blank"):
                continue
        if is_plain_page(href):
            continue
        if is_file_address(href) or (tag == "a" and _says_file(tree, node, href)):
            yield node


def _address(tree: Tree, node: int) -> str:
    """The address of a link or an embedded file; of a link that only calls a script, the file that it hands over."""
    attributes = tree.attributes[node]
    href = (attributes.get(_EMBEDS.get(tree.tags[node], "href")) or "").strip()
    if href and href[0] != "#" and href[:11].lower() != "javascript:":
        return href
    for words in (attributes.get("onclick"), href):
        handed = _HANDED.search(words) if words and "(" in words else None
        if handed:
            return handed["address"]
    return href


def _says_file(tree: Tree, node: int, href: str) -> bool:
    """An address that shows nothing, on a link whose name or @download is that of a file."""
    if is_page_address(href):
        return False
    attributes = tree.attributes[node]
    names = [attributes.get("download") or "", attributes.get("title") or "", *_own_texts(tree, node)]
    return any(is_file_name(name) for name in names)


def _own_texts(tree: Tree, node: int) -> Iterator[str]:
    inner = range(node + 1, tree.ends[node])
    if len(inner) < 20:
        yield from (tree.texts[n] for n in inner if tree.tags[n] == TEXT)


def _found(page: Page, node: int, container: tuple[int, int], base: str) -> Found | None:
    tree = page.tree
    href = _address(tree, node)
    name, run = name_of(page, node, href)
    inside = container[0] <= node < container[1]
    return Found(Attachment(name, href, _absolute(base, _shown(base, href))), line_of(page, run), inside)


def _shown(base: str, href: str) -> str:
    """The address of the file that a viewer in a page is told to show: `viewer.html?file=/a.pdf`; else the address itself."""
    path, _, query = href.partition("?")
    if not path.lower().endswith(_VIEWERS):
        return href
    files = [unquote(part[5:]) for part in query.split("&") if part.startswith("file=")]
    return urljoin(_absolute(base, path) or path, files[0]) if files else href


def _belongs(page: Page, node: int, container: tuple[int, int]) -> bool:
    """Whether a link outside the body is the document's: in an attachment box, or right behind the body."""
    tree = page.tree
    if tree.tags[node] != "a":
        return False
    around = [
        ancestor
        for ancestor in tree.ancestors(node)
        if tree.ends[ancestor] < container[1] or ancestor > container[0]
    ]
    if any(_is_site_part(tree, ancestor) for ancestor in around):
        return False
    if any(_BOX.search(_marks(tree, ancestor)) for ancestor in around[:6]):
        return True
    line = bisect_left(page.starts, node)
    first = bisect_left(page.starts, container[0])
    last = bisect_left(page.starts, container[1])
    if node < container[0]:
        return first - line <= LINES_ABOVE
    return line - last <= LINES_BELOW and not _in_list_of_pages(page, node)


def _is_site_part(tree: Tree, node: int) -> bool:
    return tree.tags[node] in _SITE_TAGS or _SITE_PART.search(_marks(tree, node)) is not None


def _marks(tree: Tree, node: int) -> str:
    attributes = tree.attributes[node]
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""


def _in_list_of_pages(page: Page, node: int) -> bool:
    """A file among links to pages is an item of a list of other documents, not an attachment."""
    tree = page.tree
    for box in tree.ancestors(node)[:4]:
        links = [
            n for n in range(box, tree.ends[box]) if tree.tags[n] == "a" and not _leads_to_neighbour(page, n)
        ]
        hrefs = [tree.attribute(n, "href") for n in links]
        pages = sum(is_page_address(href) and not is_file_address(href) for href in hrefs)
        if len(hrefs) >= 3:
            return pages * 2 > len(hrefs)
    return False


def _leads_to_neighbour(page: Page, node: int) -> bool:
    """上一篇 and 下一篇 stand below attachments, and make no list of them."""
    index = bisect_left(page.starts, node)
    near = page.lines[max(0, index - 1) : index + 1]
    return any(_NEIGHBOUR.search(line.text) for line in near)


def _better(before: Found, found: Found) -> Found:
    """Of two links to one file: the one in the body, with a name from the other where it shows none itself."""
    first, second = (found, before) if found.inside and not before.inside else (before, found)
    if first.attachment.name == file_name(first.attachment.href) and second.line is not None:
        named = Attachment(second.attachment.name, first.attachment.href, first.attachment.url)
        return Found(named, second.line if first.line is None else first.line, first.inside)
    return first


def _base(page: Page) -> str:
    """What relative addresses are relative to: the page, or the `<base>` it declares."""
    tree = page.tree
    if "base" in tree.tags:
        href = tree.attribute(tree.tags.index("base"), "href").strip()
        return _absolute(page.url, href) or page.url if href else page.url
    return page.url


def _absolute(base: str, href: str) -> str | None:
    """The absolute address, None when neither part is one."""
    try:
        url = urljoin(base, href)
    except ValueError:
        return None
    return url if url.lower().startswith(("http://", "https://", "ftp://")) else None
