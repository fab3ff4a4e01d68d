"""OFD documents written by hand: the golden page, every way to place a letter, damage and bombs."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.replica.files.zipped import zip_bytes
from pipelines.attachments import ofd_package, ofd_pages
from pipelines.attachments.content import NotAFile, UnsupportedFormat, page_of_file
from pipelines.attachments.ofd_pages import sheets_of_ofd
from pipelines.attachments.sheet import Letter, Ruling

GOLDEN = Path(__file__).parents[1] / "golden" / "attached" / "ofd.html"
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
POINT = 72 / 25.4
NARROW = 'X="0" Y="5" DeltaX="g 2 2.5"'


def ofd_file(*pages: str, common: str = "", template: str = "", resources: str = "", **more: bytes) -> bytes:
    """Pages of A4 with what is drawn on each, on one layer."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    if template:
        common += '<ofd:TemplatePage ID="9" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    if resources:
        common += "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    used = '<ofd:Template TemplateID="9"/>' if template else ""
    members = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": drawing(template),
        "Doc_0/DocumentRes.xml": f"<ofd:Res {SPACE}>{resources}</ofd:Res>",
    }
    members |= {f"Doc_0/Pages/Page_{n}/Content.xml": drawing(page, used) for n, page in enumerate(pages)}
    return zip_bytes({name: xml.encode() for name, xml in members.items()} | more)


def drawing(objects: str, before: str = "") -> str:
    return f"<ofd:Page {SPACE}>{before}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"


def say(x: float, y: float, text: str, size: float = 5, code: str = "") -> str:
    """A line of text whose characters are all one em wide, its base line `size` below y."""
    steps = code or f'X="0" Y="{size}" DeltaX="g {len(text) - 1} {size}"'
    return (
        f'<ofd:TextObject Boundary="{x} {y} 200 {size * 2}" Font="1" Size="{size}">'
        f"<ofd:TextCode {steps}>{text}</ofd:TextCode></ofd:TextObject>"
    )


def rule(x0: float, y0: float, x1: float, y1: float, more: str = "") -> str:
    return (
        f'<ofd:PathObject Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.2" {more}>'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def letters(data: bytes) -> list[Letter]:
    return [letter for sheet in sheets_of_ofd(data)[0] for letter in sheet.letters]


def text(data: bytes) -> str:
    return "".join(letter.char for letter in letters(data))


# --- what is read -----------------------------------------------------------------------------------------------


def test_a_document_gives_title_paragraphs_and_a_ruled_table_that_goes_on_over_the_page() -> None:
    full = "本镇全年公开信息的统计期限自一月一日起至十二月三十一日止数据"
    first = say(60, 20, "年度报告", 9) + say(30, 40, full[:28]) + say(20, 48, full[:30]) + say(20, 56, "完。")
    first += say(30, 66, "一、总体情况")
    first += "".join(rule(20, y, 190, y) for y in (240, 255, 270)) + "".join(
        rule(x, 240, x, 270) for x in (20, 100, 190)
    )
    first += (
        say(22, 245, "事项")
        + say(102, 245, "数量")
        + say(22, 260, "（一）受理")
        + say(102, 260, "12", code=NARROW)
    )
    second = "".join(rule(20, y, 190, y) for y in (20, 35)) + "".join(
        rule(x, 20, x, 35) for x in (20, 100, 190)
    )
    second += say(22, 25, "（二）办结") + say(102, 25, "11", code=NARROW) + say(30, 50, "以上。")
    made = (
        page_of_file(
            ofd_file(first + say(100, 285, "-1-", code=NARROW), second + say(100, 285, "-2-", code=NARROW))
        ).html
        + "\n"
    )
    if not GOLDEN.exists():
        GOLDEN.write_text(made, encoding="utf-8")
        pytest.fail(f"{GOLDEN.name} was missing and has been written: review it")
    assert made == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_the_prefix_of_the_namespace_does_not_matter(prefix: str) -> None:
    with_prefix = ofd_file(say(20, 20, "正文一行"))
    space = f'xmlns{":x" if prefix else ""}="http://www.ofdspec.org"'
    members = {}
    with zipfile.ZipFile(io.BytesIO(with_prefix)) as archive:
        for name in archive.namelist():
            members[name] = archive.read(name).decode().replace(SPACE, space).replace("ofd:", prefix).encode()
    assert text(zip_bytes(members)) == "正文一行"


@pytest.mark.parametrize(
    ("root", "page"),
    [
        ("/Doc_0/Document.xml", "/Doc_0/Pages/a.xml"),
        ("Doc_0\\Document.xml", "Doc_0/Pages/A.XML"),
        ("./Doc_0/Document.xml", "pages/a.xml"),
    ],
)
def test_parts_are_found_by_relative_absolute_and_careless_addresses(root: str, page: str) -> None:
    members = {
        "OFD.xml": f"<OFD><DocBody><DocRoot>{root}</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": f'<Document><Pages><Page BaseLoc="{page}"/></Pages></Document>',
        "Doc_0/Pages/a.xml": drawing(say(20, 20, "正文")),
    }
    assert text(zip_bytes({name: xml.encode() for name, xml in members.items()})) == "正文"


def test_a_matrix_turns_and_scales_the_letters_of_an_object() -> None:
    (plain,) = letters(ofd_file(say(10, 20, "字", code='X="1" Y="4"')))
    assert plain[1:5] == pytest.approx([11 * POINT, 19.6 * POINT, 16 * POINT, 24.6 * POINT])
    turned = say(10, 20, "字", code='X="1" Y="4"').replace("Font", 'CTM="0 2 -2 0 0 0" Font')
    (quarter,) = letters(ofd_file(turned))
    assert quarter[1:5] == pytest.approx([0.8 * POINT, 22 * POINT, 10.8 * POINT, 32 * POINT])


def test_distances_repeat_and_a_letter_is_no_wider_than_the_next_one_stands() -> None:
    made = letters(ofd_file(say(10, 20, "a字bc", code='X="0" Y="5" DeltaX="2 g 2 5"')))
    assert [round(letter.left / POINT - 10, 6) for letter in made] == [0, 2, 7, 12]
    assert [round((letter.right - letter.left) / POINT, 6) for letter in made] == [2, 5, 2.5, 2.5]


def test_without_distances_letters_stand_by_their_usual_widths() -> None:
    made = letters(ofd_file(say(10, 20, "字a字", code='X="0" Y="5"')))
    assert [round(letter.left / POINT - 10, 6) for letter in made] == [0, 5, 7.5]


def test_line_breaks_inside_an_element_are_no_letters_and_a_missing_position_is_the_last_one() -> None:
    two = '<ofd:TextObject Boundary="10 20 9 9" Size="5"><ofd:TextCode X="3" Y="5">\n\t甲\n\t</ofd:TextCode><ofd:TextCode Y="9">乙</ofd:TextCode></ofd:TextObject>'
    first, second = letters(ofd_file(two))
    assert (first.char, second.char) == ("甲", "乙")
    assert first.left == second.left
    assert second.top - first.top == pytest.approx(4 * POINT)


def test_templates_and_composite_objects_are_drawn_where_they_are_used() -> None:
    unit = f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>{say(1, 1, "件")}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>'
    used = '<ofd:CompositeObject Boundary="50 60 9 9" ResourceID="7"/>'
    made = letters(ofd_file(say(20, 20, "正") + used, template=say(20, 10, "眉"), resources=unit))
    assert [letter.char for letter in made] == ["眉", "正", "件"]
    assert made[2].left == pytest.approx(51 * POINT)


def test_what_is_invisible_or_slanted_is_left_out_and_slanted_text_is_a_doubt() -> None:
    hidden = say(20, 30, "暗").replace("Font", 'Visible="false" Font')
    slanted = say(20, 40, "水印").replace("Font", 'CTM="0.7 0.7 -0.7 0.7 0 0" Font')
    page = page_of_file(ofd_file(say(20, 20, "正文") + hidden + slanted))
    assert "<p>正文</p>\n</body>" in page.html
    assert page.doubts == ("1 pieces of text along slanted lines, as watermarks are, are left out.",)


def test_thin_filled_areas_are_lines_and_neither_curves_nor_backgrounds_are() -> None:
    def path(data: str, more: str) -> str:
        return f'<ofd:PathObject Boundary="0 0 9 9" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'

    filled = 'Stroke="false" Fill="true"'
    drawn = path("M 10 10 L 90 10 L 90 10.2 L 10 10.2 C", filled) + path(
        "M 10 20 L 90 20 L 90 60 L 10 60 C", filled
    )
    drawn += path("M 10 30 B 1 2 3 4 90 50", "") + path("M10-5L10,5", "")
    (sheet,) = sheets_of_ofd(ofd_file(drawn))[0]
    assert sheet.rulings == (
        Ruling(True, pytest.approx(10.1 * POINT), pytest.approx(10 * POINT), pytest.approx(90 * POINT)),
        Ruling(False, pytest.approx(10 * POINT), pytest.approx(-5 * POINT), pytest.approx(5 * POINT)),
    )


def test_all_documents_of_a_package_are_read() -> None:
    members = {
        "OFD.xml": "<OFD><DocBody><DocRoot>a.xml</DocRoot></DocBody><DocBody><DocRoot>b.xml</DocRoot></DocBody></OFD>"
    }
    for name in "ab":
        members[f"{name}.xml"] = f'<Document><Pages><Page BaseLoc="{name}1.xml"/></Pages></Document>'
        members[f"{name}1.xml"] = drawing(say(20, 20, name))
    assert text(zip_bytes({name: xml.encode() for name, xml in members.items()})) == "ab"


# --- what is refused --------------------------------------------------------------------------------------------

PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="3"/>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zip_bytes({"OFD.xml": b"<x/>"}), "names no page"),
        (zip_bytes({"OFD.xml": b""}), "OFD.xml is empty"),
        (zip_bytes({"OFD.xml": b"<O><DocRoot>gone.xml</DocRoot></O>"}), "does not hold the document"),
        (ofd_file("", common="<ofd:a"), "damaged"),
        (ofd_file(PICTURE), "scanned"),
        (ofd_file(rule(1, 1, 90, 1)), "no text"),
        (ofd_file(say(1, 1, "字"), **{"Doc_0/Encryptions.xml": b"<x/>"}), "encrypted"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, words: str) -> None:
    with pytest.raises(UnsupportedFormat, match=words):
        page_of_file(data)


def test_too_many_pages_objects_and_nested_units_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    itself = '<ofd:CompositeGraphicUnit ID="7"><ofd:Content><ofd:CompositeObject ResourceID="7"/><ofd:CompositeObject ResourceID="7"/></ofd:Content></ofd:CompositeGraphicUnit>'
    data = ofd_file(say(20, 20, "字") + '<ofd:CompositeObject ResourceID="7"/>', resources=itself)
    assert text(data) == "字"
    monkeypatch.setattr(ofd_pages, "_OBJECTS", 100)
    with pytest.raises(UnsupportedFormat, match="more than 100 objects"):
        page_of_file(data)
    monkeypatch.setattr(ofd_package, "PAGES", 2)
    with pytest.raises(UnsupportedFormat, match="more than 2 pages"):
        page_of_file(ofd_file("", "", ""))


def test_an_object_with_broken_numbers_is_left_out_and_a_doubt() -> None:
    broken = say(20, 30, "坏").replace('Size="5"', 'Size="fünf"')
    page = page_of_file(
        ofd_file(
            say(20, 20, "正文") + broken + say(20, 40, "完", code='X="0" Y="5" DeltaX="g 99999999999 1"')
        )
    )
    assert "<p>正文</p>\n<p>完</p>" in page.html
    assert page.doubts == ("1 drawn objects have damaged numbers and are left out.",)


SAMPLE = ofd_file(
    say(20, 20, "正文") + rule(20, 40, 90, 40) + rule(20, 40, 20, 90), template=say(20, 10, "眉")
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_damaged_files_give_a_page_or_one_of_our_own_exceptions(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, value in changes:
        data[place] = value
    try:
        page_of_file(bytes(data))
    except (UnsupportedFormat, NotAFile) as error:
        assert str(error).endswith(".")
