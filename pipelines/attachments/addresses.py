"""Which addresses are those of files: a table of extensions, and of the download addresses of CMS families."""

from __future__ import annotations

import re
from dataclasses import dataclass

EXTENSIONS = frozenset("pdf doc docx xls xlsx wps et ofd zip rar 7z csv txt ppt pptx".split())
"""Documents, tables, and archives of them. Not images (part of the article), not apk (an app of the site)."""

PAGES = frozenset(
    "html htm shtml shtm jhtml xhtml jsp jspx asp aspx php do action xml css js apk exe jpg jpeg png gif".split()
)
"""Pages, scripts, apps, images: never a file, whatever the link is called."""

_PAGE_ENDINGS = ("/", *(f".{ending}" for ending in sorted(PAGES)))
_NAME = re.compile(
    rf"[^/\\]\.(?:{'|'.join(sorted(EXTENSIONS, key=len, reverse=True))})\s*[)）]?\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class DownloadAddress:
    """How one family addresses a file without an extension: words that must all be in the address."""

    family: str
    words: tuple[str, ...]
    example: str


DOWNLOADS: tuple[DownloadAddress, ...] = (
    DownloadAddress(
        "Hanweb", ("downfile.jsp", "filename="), "/module/download/downfile.jsp?classid=0&filename=ab12.pdf"
    ),
    DownloadAddress(
        "VSB", ("download.jsp", "wbfileid="), "/system/_content/download.jsp?urltype=x&owner=1&wbfileid=2"
    ),
    DownloadAddress(
        "VSB of old", ("downloadattachurl",), "/content.jsp?urltype=news.DownloadAttachUrl&wbfileid=2"
    ),
    DownloadAddress(
        "Epoint", ("attachstorage", "attachguid="), "/epointwebbuilder/frame/attachStorage?attachGuid=ab"
    ),
    DownloadAddress("Epoint of old", ("attach", "attachguid="), "/ewebeditor/attach/down?attachGuid=ab"),
    DownloadAddress("PHPCMS", ("m=content", "c=down"), "/index.php?m=content&c=down&a_k=ab"),
    DownloadAddress("Empire CMS", ("downsys", "classid="), "/e/DownSys/GetDown/?classid=1&id=2"),
)
_FIRST_WORDS = tuple({address.words[0] for address in DOWNLOADS})


def is_plain_page(href: str) -> bool:
    """True for the many addresses that cannot be a file's: no query, and the ending of a page. A cheap first question.

    >>> is_plain_page("/content/post_1.html"), is_plain_page("/download.jsp?wbfileid=1")
    (True, False)
    """
    return href.endswith(_PAGE_ENDINGS) and "?" not in href


def is_file_address(href: str) -> bool:
    """True when an address ends in a known extension, names such a file in its query, or is a family's download.

    >>> is_file_address("./P020210129.PDF?v=1"), is_file_address("/module/download/downfile.jsp?filename=ab.xls")
    (True, True)
    >>> is_file_address("/art/2021/1/29/art_1_2.html"), is_file_address("/app/shifan.apk")
    (False, False)
    """
    if _extension(href) in EXTENSIONS or ("=" in href and _names_file_in_query(href)):
        return not _is_host(href)
    lower = href.lower()
    if not any(word in lower for word in _FIRST_WORDS):
        return False
    return any(all(word in lower for word in address.words) for address in DOWNLOADS)


def is_page_address(href: str) -> bool:
    """True for an address that is that of a page, a script, or an app.

    >>> is_page_address("/content/post_1.html"), is_page_address("/file/9f8e")
    (True, False)
    """
    extension = _extension(href)
    return extension in PAGES or not extension.strip("/") or href.split("?")[0].endswith("/")


def is_file_name(text: str) -> bool:
    """True for words that end as names of files do.

    >>> is_file_name("附件1：统计表.xlsx"), is_file_name("附件1")
    (True, False)
    """
    return "." in text and _NAME.search(text) is not None


def _extension(href: str) -> str:
    """What stands behind the last dot of an address's path, in lower case; the last part when there is no dot."""
    path = href.split("?", 1)[0].split("#", 1)[0].rstrip()
    return path[path.rfind("/") + 1 :].rpartition(".")[2].lower()


def _names_file_in_query(href: str) -> bool:
    query = href.partition("?")[2].split("#", 1)[0]
    return any(part.rpartition(".")[2].lower() in EXTENSIONS for part in query.split("&") if "." in part)


def _is_host(href: str) -> bool:
    """`http://www.shifan.et` has an ending but no file."""
    scheme, _, rest = href.partition("://")
    return bool(rest) and "/" not in rest and scheme.lower() in ("http", "https")
