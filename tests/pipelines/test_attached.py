"""Attached files as pages: golden pages of generated files, refusals, bombs, and damage."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.replica.content.enclosures import file_bytes
from crawler.replica.files.compound import compound_file
from crawler.replica.files.xls import xls_bytes
from crawler.replica.files.zipped import zip_bytes
from pipelines.attachments import unsupported, workbook, zipped
from pipelines.attachments.content import NotAFile, UnsupportedFormat, page_of_file

docx = pytest.importorskip("docx", reason="the docs extra is not installed")
pytest.importorskip("pypdfium2", reason="the docs extra is not installed")
pytest.importorskip("python_calamine", reason="the docs extra is not installed")

GOLDEN = Path(__file__).parents[1] / "golden" / "attached"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def golden(name: str, data: bytes) -> None:
    """Compare with the page that was reviewed; one that is missing is written, and the test asks for review."""
    path = GOLDEN / f"{name}.html"
    made = page_of_file(data).html + "\n"
    if not path.exists():
        path.write_text(made, encoding="utf-8")
        pytest.fail(f"{path.name} was missing and has been written: review it")
    assert made == path.read_text(encoding="utf-8")


# --- files, by hand ---------------------------------------------------------------------------------------------


def word_file(body: str, **parts: str) -> bytes:
    members = {"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'}
    members |= {f"word/{name}.xml": f'<w:part xmlns:w="{WORD}">{xml}</w:part>' for name, xml in parts.items()}
    return zip_bytes({name: xml.encode() for name, xml in members.items()})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def sheet_file(rows: str, merges: str = "", state: str = "visible") -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>'
        f'<sheet name="附表" sheetId="1" state="{state}" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData>{merges}</worksheet>',
    }
    return zip_bytes({name: xml.encode() for name, xml in parts.items()})


def pdf_file(*pages: bytes) -> bytes:
    """Pages drawn by content streams, in the standard font STSong-Light that is not embedded; text as UCS-2."""
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts ["
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor "
        b"/FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 "
        b"/Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
    )
    kids = b" ".join(b"%d 0 R" % (3 + 2 * n) for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
    ]
    for n, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 %s >> >> >>" % (4 + 2 * n, font)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page))
    out = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, body) for n, body in enumerate(objects, 1))
    return out + b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF\n" % (len(objects) + 1)


def say(x: float, y: float, text: str, size: int = 14) -> bytes:
    return b"BT /F1 %d Tf %d %d Td <%s> Tj ET\n" % (size, x, y, text.encode("utf-16-be").hex().encode())


def rule(x0: float, y0: float, x1: float, y1: float) -> bytes:
    return b"%d %d m %d %d l S\n" % (x0, y0, x1, y1)


# --- golden pages -----------------------------------------------------------------------------------------------


def test_a_word_document_keeps_headings_numbers_spans_and_nested_tables() -> None:
    table = (
        "<w:tbl><w:tr>" + cell("事项", '<w:vMerge w:val="restart"/>') + cell("数量", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>" + cell("", "<w:vMerge/>") + cell("上年") + cell("本年") + "</w:tr><w:tr>" + cell("甲")
        + f"<w:tc>{paragraph('内')}<w:tbl><w:tr>{cell('1')}{cell('2')}</w:tr></w:tbl><w:p/></w:tc>" + cell("5")
        + "</w:tr></w:tbl>"
    )  # fmt: skip
    styles = '<w:style w:styleId="a"><w:name w:val="heading 1"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:pStyle w:val="b"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = (
        paragraph("总体情况", listed) + paragraph("概况 &lt;一&gt;") + paragraph("工作情况", listed) + table
    )
    golden("word", word_file(body, styles=styles, numbering=numbering, footer1=paragraph("第1页")))


def test_tracked_deletions_field_codes_and_the_second_copy_of_a_text_box_are_not_text() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>"
        '<w:r><m:AlternateContent xmlns:m="urn:m"><m:Choice><w:txbxContent>' + paragraph("框") + "</w:txbxContent>"
        "</m:Choice><m:Fallback><w:txbxContent>" + paragraph("框") + "</w:txbxContent></m:Fallback>"
        "</m:AlternateContent></w:r></w:p>"
    )  # fmt: skip
    page = page_of_file(word_file(body))
    assert "<p>新</p>\n<p>框</p>\n</body>" in page.html
    assert page.doubts == ("1 characters are formatted as hidden and left out.",)


def test_a_document_written_by_python_docx_is_read() -> None:
    document = docx.Document()
    document.add_heading("年度报告", 0)
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("收到申请12件。")
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(1, 1).text = "7"
    out = io.BytesIO()
    document.save(out)
    golden("python_docx", out.getvalue())


def test_a_workbook_prints_whole_numbers_and_dates_and_keeps_merged_ranges() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>统计表</t></is></c></row>'
        '<row r="2"><c r="A2"><v>5</v></c><c r="B2"><v>0.30000000000000004</v></c></row><row r="9"><c r="D9"/></row>'
    )
    golden("workbook", sheet_file(rows, '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'))


def test_a_hidden_sheet_is_kept_and_hidden() -> None:
    html = page_of_file(sheet_file('<row r="1"><c r="A1"><v>5</v></c></row>', state="hidden")).html
    assert "<h2 hidden>附表</h2>\n<table hidden>" in html


def test_an_old_workbook_is_read() -> None:
    golden("old_workbook", xls_bytes("附表", [("领域", "公开件数"), ("教育", "12")]))


def test_a_pdf_gives_title_paragraphs_and_a_ruled_table_that_goes_on_over_the_page() -> None:
    full = "政府信息公开工作年度报告所列数据的统计期限自一月一日起至十二月"
    head = (
        say(180, 780, "年度报告", 24)
        + say(88, 740, full[:28])
        + say(60, 718, full[:30])
        + say(60, 696, "三十一日止。")
    )
    head += say(88, 670, "一、总体情况")
    lines = [rule(60, y, 500, y) for y in (140, 100, 60)] + [rule(x, 60, x, 140) for x in (60, 280, 500)]
    first = head + b"".join(lines) + say(70, 115, "事项") + say(290, 115, "数量") + say(70, 75, "（一）受理")
    first += say(290, 75, "12") + say(280, 30, "- 1 -", 10)
    more = [rule(60, y, 500, y) for y in (790, 750)] + [rule(x, 750, x, 790) for x in (60, 280, 500)]
    second = b"".join(more) + say(70, 765, "（二）办结") + say(290, 765, "11") + say(88, 700, "完。")
    golden("pdf", pdf_file(first, second + say(280, 30, "- 2 -", 10)))


def test_a_cell_that_the_page_cuts_is_made_whole() -> None:
    first = b"".join(
        [rule(60, y, 500, y) for y in (140, 60)] + [rule(x, 60, x, 140) for x in (60, 150, 280, 500)]
    )
    first += say(70, 95, "（四）无") + say(160, 95, "1.不掌握") + say(290, 95, "7")
    second = b"".join([rule(x, 710, x, 790) for x in (60, 150, 280, 500)] + [rule(150, 750, 500, 750)])
    second += b"".join(rule(60, y, 500, y) for y in (790, 710))
    second += say(70, 765, "法提供") + say(160, 765, "2.需制作") + say(290, 765, "8")
    second += say(160, 725, "3.不明确") + say(290, 725, "9")
    html = page_of_file(pdf_file(first, second)).html
    assert '<tr><td rowspan="3">（四）无法提供</td><td>1.不掌握</td><td>7</td></tr>' in html
    assert html.count("<table>") == 1


def test_spans_are_read_from_missing_lines() -> None:
    lines = [rule(60, y, 420, y) for y in (200, 80)] + [rule(x, 80, x, 200) for x in (60, 420)]
    lines += [
        rule(180, 160, 420, 160),
        rule(60, 120, 420, 120),
        rule(180, 80, 180, 200),
        rule(300, 80, 300, 160),
    ]
    text = (
        say(70, 150, "左") + say(190, 175, "上") + say(190, 135, "1") + say(310, 135, "2") + say(190, 95, "3")
    )
    html = page_of_file(pdf_file(b"".join(lines) + text)).html
    assert '<tr><td rowspan="2">左</td><td colspan="2">上</td></tr>\n<tr><td>1</td><td>2</td></tr>' in html


@pytest.mark.parametrize("extension", ["pdf", "docx", "xls"])
def test_the_files_of_the_replica_show_all_their_words(extension: str) -> None:
    html = page_of_file(file_bytes(3, "工作报告", extension)).html
    assert "工作报告" in html
    assert "公开件数" in html
    assert "(cid:" not in html


# --- refusals ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x89PNG\r\n", "PNG"),
        (zip_bytes({"content.xml": b"<x/>"}), "OpenDocument"),
        (compound_file("WpsContents", b"x"), "WPS format of its own"),
        (compound_file("ETContents", b"x"), "WPS format of its own"),
        (compound_file("EncryptedPackage", b"x"), "encrypted"),
        (compound_file("WordDocument", b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01"), "encrypted"),
        (compound_file("WordDocument", b"\xec\xa5\x65\x00"), "before Word 97"),
        (b"\x02\xd0\xc1" + bytes(159), "lock file"),
        (pdf_file(b""), "no text"),
        (b"%PDF-1.4 and nothing else", "damaged"),
        (zip_bytes({"word/document.xml": b"<a"}), "damaged"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, words: str) -> None:
    with pytest.raises(UnsupportedFormat, match=words):
        page_of_file(data)


@pytest.mark.parametrize(
    ("data", "kind"), [("<html><p>报告".encode("gbk"), "html"), ("报告\n正文".encode("gbk"), "text")]
)
def test_a_page_or_a_text_under_a_file_name_is_handed_back(data: bytes, kind: str) -> None:
    with pytest.raises(NotAFile) as raised:
        page_of_file(data, "报告.doc")
    assert raised.value.kind == kind


def test_a_missing_package_is_named_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(unsupported, "import_module", missing)
    with pytest.raises(UnsupportedFormat, match=r"pypdfium2 .* pip install 'gongkai\[docs\]'"):
        page_of_file(b"%PDF-1.4")


def test_a_name_gives_a_title_and_decides_nothing() -> None:
    page = page_of_file(word_file(paragraph("正文。")), "附件1.xls")
    assert page.kind == "docx"
    assert "<title>附件1</title>" in page.html


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (xls_bytes("附表", [("领域", "公开件数"), ("教育", "12")]), "附表.et", "xls"),
        (word_file(paragraph("正文。")), "报告.wps", "docx"),
        (sheet_file('<row r="1"><c r="A1"><v>5</v></c></row>'), "附表.et", "xlsx"),
    ],
)
def test_files_of_wps_are_known_by_what_they_hold(data: bytes, name: str, kind: str) -> None:
    assert page_of_file(data, name).kind == kind


# --- bombs ------------------------------------------------------------------------------------------------------


def deflated(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def test_an_archive_that_unpacks_beyond_all_measure_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="times its size"):
        page_of_file(deflated("word/document.xml", bytes(8_000_000)))
    with pytest.raises(UnsupportedFormat, match="more than 67,108,864 bytes"):
        page_of_file(deflated("word/document.xml", bytes(zipped.UNPACKED + 1)))


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(deflated("word/document.xml", bytes(8_000_000)))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 100)
    struct.pack_into("<I", data, 22, 100)
    with pytest.raises(UnsupportedFormat):
        page_of_file(bytes(data))


def test_declared_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(UnsupportedFormat, match="entities"):
        page_of_file(zip_bytes({"word/document.xml": bomb}))


def test_cells_at_the_far_corner_of_a_sheet_are_refused_before_memory_is_taken() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(UnsupportedFormat, match="1,048,576 rows"):
        page_of_file(sheet_file(rows))


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "CELLS", 3)
    with pytest.raises(UnsupportedFormat, match="more than 3 cells"):
        page_of_file(xls_bytes("附表", [("领域", "公开件数"), ("教育", "12")]))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match=r"deep|damaged"):
        page_of_file(word_file("<w:ins>" * 300 + paragraph("字") + "</w:ins>" * 300))


# --- damage -----------------------------------------------------------------------------------------------------

SAMPLES = (
    word_file(paragraph("一") + "<w:tbl><w:tr>" + cell("甲", "<w:vMerge/>") + "</w:tr></w:tbl>"),
    sheet_file(
        '<row r="1"><c r="A1"><v>5</v></c></row>', '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    ),
    xls_bytes("附表", [("领域", "公开件数"), ("教育", "12")]),
    pdf_file(say(70, 95, "文") + rule(60, 60, 90, 60) + rule(60, 60, 60, 90)),
    compound_file("WordDocument", b"\xec\xa5\xc1\x00" + bytes(900)),
)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_page_or_one_of_our_own_exceptions(data: bytes) -> None:
    try:
        page_of_file(data)
    except (UnsupportedFormat, NotAFile) as error:
        assert str(error).endswith(".")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12),
    st.floats(0.2, 1),
)
def test_damaged_files_give_a_page_or_one_of_our_own_exceptions(
    sample: bytes, changes: list[tuple[float, int]], kept: float
) -> None:
    data = bytearray(sample)
    for place, value in changes:
        data[int(place * len(data))] = value
    try:
        page_of_file(bytes(data[: int(kept * len(data))]) if kept < 0.9 else bytes(data))
    except (UnsupportedFormat, NotAFile) as error:
        assert str(error).endswith(".")
