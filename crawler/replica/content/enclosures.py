"""The files that some documents enclose, as bytes of a real format."""

from collections.abc import Sequence

from crawler.replica.article import Article, Block, Cell, File, Member, Para, Table
from crawler.replica.content.report_phrases import TOPICS
from crawler.replica.draw import cycle, draw
from crawler.replica.files.docx import docx_bytes, docx_of
from crawler.replica.files.pdf import pdf_bytes
from crawler.replica.files.xls import xls_bytes
from crawler.replica.files.zipped import zip_bytes

EXTENSIONS = ("pdf", "docx", "xls", "zip", "pdf")

Rows = Sequence[tuple[str, ...]]


def enclosure(
    seed: int, title: str, number: int, every: int = 4, reports: Sequence[Article] = ()
) -> File | None:
    """Give the file enclosed with document `number`, or None: one document in `every` has one.

    A ZIP archive holds `reports` too, which the portal publishes nowhere else.
    """
    extension = enclosed_as(number, every)
    if extension is None:
        return None
    name = f"{title}（附表）.{extension}"
    if extension != "zip":
        return File(name, extension, file_bytes(seed, title, extension))
    members = (*map(_report, reports), *_sheets(seed, title))
    return File(name, extension, zip_bytes({member.name: member.body for member in members}), members)


def enclosed_as(number: int, every: int = 4) -> str | None:
    """Give the extension of the file enclosed with document `number`, None where there is none."""
    return None if number % every else cycle(EXTENSIONS, number // every)


def file_bytes(seed: int, title: str, extension: str) -> bytes:
    """Give a file of the kind `extension` that holds the title and a small table."""
    rows = _rows(seed, title, extension)
    if extension == "pdf":
        return pdf_bytes([title, *("　".join(row) for row in rows)])
    if extension == "docx":
        return docx_bytes([title], rows)
    if extension == "xls":
        return xls_bytes("附表", [(title,), *rows])
    return zip_bytes({member.name: member.body for member in _sheets(seed, title)})


def _rows(seed: int, title: str, extension: str) -> Rows:
    rng = draw(seed, "enclosure", title, extension)
    topics = enumerate(rng.sample(TOPICS, 8), 1)
    return [("序号", "领域", "公开件数"), *((str(n), topic, str(rng.randint(3, 990))) for n, topic in topics)]


def _sheets(seed: int, title: str) -> tuple[Member, ...]:
    """The table in a Word file, and a PDF that holds no more than the title."""
    rows = _rows(seed, title, "zip")
    table = Table("", tuple(tuple(Cell(words) for words in row) for row in rows))
    heading = f"{title.removesuffix('报告')}统计附表"
    return (
        Member("附表.docx", docx_bytes([heading], rows), _plain(heading, (table,))),
        Member("附表.pdf", pdf_bytes([heading]), _plain(heading, ())),
    )


def _report(article: Article) -> Member:
    """A report as a Word file: its title, then paragraphs and tables with their spans."""
    parts = [article.title, *(_part(block) for block in article.blocks)]
    return Member(f"{article.title}.docx", docx_of(parts), article)


def _part(block: Block) -> str | list[list[tuple[str, int, int]]]:
    if isinstance(block, Table):
        return [[(cell.text, cell.rowspan, cell.colspan) for cell in row] for row in block.rows]
    assert isinstance(block, Para), "a report in an archive links no file"
    return block.text


def _plain(title: str, blocks: tuple[Block, ...]) -> Article:
    """What a file prints that is no report and names neither day nor issuer."""
    return Article("", "news", None, None, title, blocks, (0, 0, 0), (0, 0, 0), "", None, None, "")
