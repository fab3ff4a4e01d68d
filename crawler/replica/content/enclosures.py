"""The files that some documents enclose, as bytes of a real format."""

from crawler.replica.article import File
from crawler.replica.content.report_phrases import TOPICS
from crawler.replica.draw import cycle, draw
from crawler.replica.files.docx import docx_bytes
from crawler.replica.files.pdf import pdf_bytes
from crawler.replica.files.xls import xls_bytes
from crawler.replica.files.zipped import zip_bytes

EXTENSIONS = ("pdf", "docx", "xls", "zip", "pdf")


def enclosure(seed: int, title: str, number: int, every: int = 4) -> File | None:
    """Give the file enclosed with document `number`, or None: one document in `every` has one."""
    if number % every:
        return None
    extension = cycle(EXTENSIONS, number // every)
    return File(f"{title}（附表）.{extension}", extension, file_bytes(seed, title, extension))


def file_bytes(seed: int, title: str, extension: str) -> bytes:
    """Give a file of the kind `extension` that holds the title and a small table."""
    rng = draw(seed, "enclosure", title, extension)
    rows = [
        ("序号", "领域", "公开件数"),
        *((str(n), topic, str(rng.randint(3, 990))) for n, topic in enumerate(rng.sample(TOPICS, 8), 1)),
    ]
    if extension == "pdf":
        return pdf_bytes([title, *("　".join(row) for row in rows)])
    if extension == "docx":
        return docx_bytes([title], rows)
    if extension == "xls":
        return xls_bytes("附表", [(title,), *rows])
    return zip_bytes({"附表.docx": docx_bytes([title], rows), "附表.pdf": pdf_bytes([title])})
