"""Articles that a portal prints on several pages, and the pagers under their text in two styles of content systems."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from crawler.replica.article import Article, Block, Para, lines_of
from crawler.replica.gold import Fault, Gold
from crawler.replica.placing import Placed, gold_of

PAGE_MARK = "\n\f\n"
"""What stands between the texts of two pages in the text of the whole."""


@dataclass(frozen=True)
class Cut:
    """Before which headings an article is cut, and whether its last page is lost (answers 404)."""

    headings: tuple[str, ...]
    loses_last: bool = False


@dataclass(frozen=True)
class Pages:
    """An article as its portal serves it: the blocks of each page and its address; `lost` is the address of a 404."""

    article: Article
    blocks: tuple[tuple[Block, ...], ...]
    urls: tuple[str, ...]
    lost: str | None = None

    @property
    def count(self) -> int:
        """How many pages the pagers speak of."""
        return len(self.blocks) + (self.lost is not None)

    @property
    def text(self) -> str:
        """The text of all pages that are served, with a mark between them."""
        return PAGE_MARK.join(
            "\n".join(line for block in blocks for line in lines_of(block)) for blocks in self.blocks
        )

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reader must say of it."""
        return ("pages_missing",) if self.lost else ()


def pages_of(article: Article, cuts: Mapping[str, Cut], url: str, counted_from: int) -> Pages:
    """Cut an article where `cuts` names its key. Its second page is `X_1.html` or `X_2.html`, as the system counts."""
    cut = cuts.get(article.key, Cut(()))
    starts = [_place(article, heading) for heading in cut.headings]
    bounds = zip([0, *starts], [*starts, len(article.blocks)], strict=True)
    blocks = [article.blocks[start:end] for start, end in bounds]
    stem = url.removesuffix(".html")
    urls = [url, *(f"{stem}_{page + counted_from}.html" for page in range(1, len(blocks)))]
    lost = urls.pop() if cut.loses_last else None
    served = tuple(blocks[: len(urls)])
    whole = replace(article, blocks=tuple(block for page in served for block in page))
    return Pages(whole, served, tuple(urls), lost)


def _place(article: Article, heading: str) -> int:
    return next(n for n, b in enumerate(article.blocks) if isinstance(b, Para) and b.text.startswith(heading))


def gold_of_pages(pages: Pages, placed: Placed) -> Gold:
    """Give the truth about an article that is served on one page or more."""
    whole = gold_of(pages.article, placed)
    return replace(whole, text=pages.text, flags=(*whole.flags, *pages.flags), pages=pages.urls[1:])


def lost_pages(pages: Pages, host: str) -> tuple[Fault, ...]:
    """The planned fault of an article whose last page is lost."""
    why = "the pager of an article links a page that answers 404"
    return (Fault(host, pages.lost, "page_gone", why),) if pages.lost else ()


def script_pager(pages: Pages, page: int) -> str:
    """The pager of TRS: a script that knows how many pages this file has and which it is, counted from 0."""
    if pages.count == 1:
        return ""
    name = pages.urls[0].rpartition("/")[2].removesuffix(".html")
    return (
        f'<div class="page"><script>createPageHTML({pages.count}, {page}, "{name}", "html");</script></div>\n'
    )


def link_pager(pages: Pages, page: int) -> str:
    """A pager of links: the numbers of all pages, this one's in bold, then the next and the last."""
    if pages.count == 1:
        return ""
    hrefs = [url.rpartition("/")[2] for url in (*pages.urls, *filter(None, [pages.lost]))]
    numbers = [
        f"<b>{n + 1}</b>" if n == page else f'<a href="{href}">{n + 1}</a>' for n, href in enumerate(hrefs)
    ]
    before = f'<a href="{hrefs[page - 1]}">上一页</a> ' if page else ""
    after = f' <a href="{hrefs[page + 1]}">下一页</a>' if page + 1 < pages.count else ""
    return f'<div class="pages">共{pages.count}页 {before}{" ".join(numbers)}{after} <a href="{hrefs[-1]}">尾页</a></div>\n'
