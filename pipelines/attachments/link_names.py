"""What people call a file that a page links to: the words of the link, unless those are what any link is called."""

from __future__ import annotations

import re
from bisect import bisect_left
from urllib.parse import unquote

from pipelines.attachments.addresses import is_file_name
from pipelines.tree.flat import TEXT
from pipelines.tree.page import Page, is_block, tidy

_GENERIC = re.compile(
    r"[\[(（【<《]?\s*(?:请?(?:点击|点此|单击)?(?:这里|此处|此)?(?:下载|查看|打开|预览|浏览)(?:附件|文件|全文|原文|地址|链接|PDF|pdf)?|附件|下载地址)\s*[\])）】>》]?"
)
"""What a link to any file may be called: no name."""
_BEFORE_LINK = " :：-—（(【["


def name_of(page: Page, node: int, href: str) -> tuple[str, int | None]:
    """What people call the file, and the text node that says so: its link, its title, the words beside, its file name."""
    tree = page.tree
    runs = [n for n in range(node + 1, tree.ends[node]) if tree.tags[n] == TEXT and page.texts[n].strip()]
    text = tidy("".join(page.texts[n] for n in runs)) if tree.tags[node] == "a" else ""
    run = runs[0] if runs else None
    if text and not _GENERIC.fullmatch(text):
        return text, run
    attributes = tree.attributes[node]
    for name in (attributes.get("title"), attributes.get("download")):
        if name and name.strip():
            return tidy(name), run
    if text:
        return _words_before(page, node, run) or file_name(href), run
    behind = _run_behind(page, node) if tree.tags[node] == "a" else None
    if behind is not None:
        return tidy(page.texts[behind]), behind
    return file_name(href), None


def _words_before(page: Page, node: int, run: int | None) -> str:
    """What stands in front of a link that is called 点击下载: in the same line, the name of the file."""
    index = line_of(page, run)
    if index is None:
        return ""
    before = tidy("".join(page.texts[n] for n in page.lines[index].runs if n < node))
    if not 4 <= len(before) <= 100 or any(mark in before for mark in "，。；"):
        return ""
    return before.strip(_BEFORE_LINK)


def _run_behind(page: Page, node: int) -> int | None:
    """The text right behind a link that shows only an icon, in the same block."""
    tree = page.tree
    for n in range(tree.ends[node], min(tree.ends[node] + 8, len(tree.tags))):
        if tree.tags[n] in ("a", "br") or is_block(tree.tags[n]):
            return None
        if tree.tags[n] == TEXT and page.texts[n].strip():
            return n if len(page.texts[n]) <= 200 else None
    return None


def file_name(href: str) -> str:
    """The last part of an address, or the file named in its query."""
    path, _, query = href.partition("?")
    for part in reversed(query.split("&")):
        value = unquote(part.partition("=")[2])
        if is_file_name(value):
            return value.rsplit("/", 1)[-1]
    return unquote(path.rstrip("/").rsplit("/", 1)[-1]) or href


def line_of(page: Page, run: int | None) -> int | None:
    if run is None or page.tree.hidden[run]:
        return None
    index = bisect_left(page.starts, run + 1) - 1
    return index if index >= 0 and run in page.lines[index].runs else None
