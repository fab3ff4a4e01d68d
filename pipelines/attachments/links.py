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
from pipelines.attachments.members import FRAGMENT
from pipelines.document import Attachment
from pipelines.tree.flat import TEXT, Tree
from pipelines.tree.page import Page, is_block, tidy

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
        attributes = tree.attributes[node]
        href = (attributes.get(_EMBEDS.get(tag, "href")) or "").strip()
        if href.startswith(FRAGMENT):
            yield node
            continue
        if (
            not href
            or is_plain_page(href)
            or href[0] in "#{"
            or href[:11].lower() in ("javascript:", "about:blank")
        ):
            continue
        if is_file_address(href) or (tag == "a" and _says_file(tree, node, href)):
            yield node


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
    href = tree.attribute(node, _EMBEDS.get(tree.tags[node], "href")).strip()
    name, run = _name(page, node, href)
    inside = container[0] <= node < container[1]
    return Found(Attachment(name, href, _absolute(base, href)), _line_of(page, run), inside)


def _name(page: Page, node: int, href: str) -> tuple[str, int | None]:
    """What people call the file, and the text node that says so: its link, its title, the words behind, its file name."""
    tree = page.tree
    runs = [n for n in range(node + 1, tree.ends[node]) if tree.tags[n] == TEXT and page.texts[n].strip()]
    text = tidy("".join(page.texts[n] for n in runs)) if tree.tags[node] == "a" else ""
    run = runs[0] if runs else None
    if text:
        return text, run
    attributes = tree.attributes[node]
    for name in (attributes.get("title"), attributes.get("download")):
        if name and name.strip():
            return tidy(name), run
    behind = _run_behind(page, node) if tree.tags[node] == "a" else None
    if behind is not None:
        return tidy(page.texts[behind]), behind
    return _file_name(href), None


def _run_behind(page: Page, node: int) -> int | None:
    """The text right behind a link that shows only an icon, in the same block."""
    tree = page.tree
    for n in range(tree.ends[node], min(tree.ends[node] + 8, len(tree.tags))):
        if tree.tags[n] in ("a", "br") or is_block(tree.tags[n]):
            return None
        if tree.tags[n] == TEXT and page.texts[n].strip():
            return n if len(page.texts[n]) <= 200 else None
    return None


def _file_name(href: str) -> str:
    """The last part of an address, or the file named in its query."""
    path, _, query = href.partition("?")
    for part in reversed(query.split("&")):
        value = unquote(part.partition("=")[2])
        if is_file_name(value):
            return value.rsplit("/", 1)[-1]
    return unquote(path.rstrip("/").rsplit("/", 1)[-1]) or href


def _line_of(page: Page, run: int | None) -> int | None:
    if run is None or page.tree.hidden[run]:
        return None
    index = bisect_left(page.lines, run + 1, key=lambda line: line.runs[0]) - 1
    return index if index >= 0 and run in page.lines[index].runs else None


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
    line = bisect_left(page.lines, node, key=lambda line: line.runs[0])
    first = bisect_left(page.lines, container[0], key=lambda line: line.runs[0])
    last = bisect_left(page.lines, container[1], key=lambda line: line.runs[0])
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
        hrefs = [tree.attribute(n, "href") for n in range(box, tree.ends[box]) if tree.tags[n] == "a"]
        pages = sum(is_page_address(href) for href in hrefs)
        if len(hrefs) >= 3:
            return pages * 2 > len(hrefs)
    return False


def _better(before: Found, found: Found) -> Found:
    """Of two links to one file: the one in the body, with a name from the other where it shows none itself."""
    first, second = (found, before) if found.inside and not before.inside else (before, found)
    if first.attachment.name == _file_name(first.attachment.href) and second.line is not None:
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
