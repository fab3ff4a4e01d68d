"""A minimal Word document (Office Open XML): paragraphs and tables, whose cells may span rows and columns."""

from collections.abc import Sequence
from html import escape

from crawler.replica.files.zipped import zip_bytes

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

Row = Sequence[tuple[str, int, int]]
"""The cells that begin in one row: words, rowspan, colspan."""


def docx_bytes(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Give a document of `lines` followed by a table of `rows`."""
    return docx_of([*lines, [[(words, 1, 1) for words in row] for row in rows]])


def docx_of(parts: Sequence[str | Sequence[Row]]) -> bytes:
    """Give a document of paragraphs and tables in the order given."""
    body = "".join(_paragraph(part) if isinstance(part, str) else _table(part) for part in parts)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:p/><w:sectPr/></w:body></w:document>',
    }
    return zip_bytes({name: (_HEAD + xml).encode() for name, xml in files.items()})


def _table(rows: Sequence[Row]) -> str:
    """A table as Word writes it: a cell over several rows stands again, empty, in each row that it covers."""
    width = sum(colspan for _, _, colspan in rows[0])
    below: dict[int, tuple[int, int]] = {}  # by column: rows that a cell there still covers, and its colspan
    written = "".join(f"<w:tr>{_row(row, below, width)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * width}</w:tblGrid>{written}</w:tbl>"


def _row(row: Row, below: dict[int, tuple[int, int]], width: int) -> str:
    cells, column, out = iter(row), 0, ""
    while column < width:
        if column in below:
            left, span = below.pop(column)
            merge, words = "<w:vMerge/>", ""
        else:
            words, rowspan, span = next(cells)
            left, merge = rowspan, '<w:vMerge w:val="restart"/>' if rowspan > 1 else ""
        if left > 1:
            below[column] = (left - 1, span)
        about = f'<w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>'
        out += f"<w:tc>{about}{_paragraph(words)}</w:tc>"
        column += span
    return out


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
