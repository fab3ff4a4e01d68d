"""Fields: every reader has a page that it reads, and pages that must not mislead it. The pages are our own words."""

from __future__ import annotations

import json
import os
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import Report
from pipelines.fields.clues import Clues
from pipelines.fields.dates import find_dates, read_date
from pipelines.fields.read import FieldsRead, read_fields
from pipelines.fields.regions import by_code, region_in
from pipelines.fields.regions_build import condense
from pipelines.fields.runner import FieldReader, run_readers
from pipelines.fields.table import READERS
from pipelines.tree.flat import parse, plain
from pipelines.tree.page import Page, page_of

GOLDEN = Path(__file__).parents[1] / "golden" / "fields"
CASES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(GOLDEN.glob("*.json"))}


def page_from(text: str, url: str = "", html: bool = True) -> Page:
    tree = parse(text) if html else plain(text)
    return page_of(url, tree, tree.texts)


def read_case(name: str) -> tuple[Page, FieldsRead]:
    case = CASES[name]
    source = GOLDEN / f"{name}.html"
    html = source.exists()
    page = page_from((source if html else source.with_suffix(".txt")).read_text("utf-8"), case["url"], html)
    node = page.tree.select(case["container"])[0] if html else 0
    return page, read_fields(page, (node, page.tree.ends[node]), case["hints"])


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, case in CASES.items() for field in case["expect"]]
)
def test_field_has_the_value_and_the_reader_that_its_page_shows(name: str, field: str) -> None:
    _, read = read_case(name)
    found = next((f for f in read.fields if f.name == field), None)
    assert found is not None, f"{field} was not read: {CASES[name]['what']}"
    assert {"value": found.value, "reader": found.reader} == CASES[name]["expect"][field]


@pytest.mark.parametrize(
    ("name", "field"), [(name, f) for name, case in CASES.items() for f in case["absent"]]
)
def test_field_that_the_page_does_not_show_is_absent(name: str, field: str) -> None:
    _, read = read_case(name)
    assert read.value(field) is None, CASES[name]["what"]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "spans" in case])
def test_spans_are_title_bar_and_table_and_nothing_of_the_body(name: str) -> None:
    page, read = read_case(name)
    spans = [[field, page.lines[s.line].text[s.start : s.end].strip()] for field, s in read.spans]
    assert spans == CASES[name]["spans"]


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "links" in case])
def test_links_are_the_related_documents(name: str) -> None:
    _, read = read_case(name)
    assert [list(link) for link in read.links] == CASES[name]["links"]


@pytest.mark.parametrize("row", READERS, ids=lambda row: f"{row.field}: {row.name}")
def test_every_reader_of_the_table_has_a_golden_case(row: FieldReader) -> None:
    read = {(field, e["reader"]) for case in CASES.values() for field, e in case["expect"].items()}
    assert (row.field, row.name) in read, (
        f"write tests/golden/fields/*.html on which {row.name!r} reads {row.field}"
    )
    assert row.why


def test_rows_of_one_field_stand_together_and_have_names_of_their_own() -> None:
    fields = [field for field, _ in groupby(READERS, key=lambda row: row.field)]
    assert len(fields) == len(set(fields))
    assert len({(row.field, row.name) for row in READERS}) == len(READERS)


def test_the_whole_metadata_table_is_labelled_and_the_prose_below_it_is_not() -> None:
    page, read = read_case("metadata_table")
    labelled = "".join(page.lines[s.line].text[s.start : s.end] for _, s in read.spans)
    assert "交通" in labelled and "有效性" in labelled
    assert "群众关心" not in labelled


@pytest.mark.parametrize("name", CASES)
def test_spans_lie_in_visible_lines_in_order_and_without_overlap(name: str) -> None:
    page, read = read_case(name)
    spans = [span for _, span in read.spans]
    assert all(0 <= s.start < s.end <= len(page.lines[s.line].text) for s in spans)
    assert all(a.line < b.line or a.end <= b.start for a, b in pairwise(spans))


def test_readers_that_say_something_else_are_recorded() -> None:
    head = '<meta name="ContentSource" content="示范网站"><meta name="PubDate" content="2021-01-29">'
    page = page_from(
        f"{head}<h1>公路养护有新招</h1><p>来源：示范日报 发布时间：2021-02-01</p><div id=zoom><p>正文</p></div>"
    )
    node = page.tree.select("#zoom")[0]
    fields = {f.name: f for f in read_fields(page, (node, page.tree.ends[node]), {}).fields}
    assert fields["source"].disagreed == (("ContentSource", "示范网站"),)
    assert fields["published"].disagreed == (("publication label", "2021-02-01"),)


def test_page_without_a_body_still_has_its_fields() -> None:
    page = page_from("<h1>关于公路养护的公告</h1><div>发布时间：2021-01-29 来源：市交通运输局</div>")
    read = read_fields(page, (0, 0), {})
    assert [read.value(name) for name in ("title", "published", "source")] == [
        "关于公路养护的公告",
        "2021-01-29",
        "市交通运输局",
    ]


def test_report_holds_kind_and_year_and_leaves_the_format_to_the_tables() -> None:
    _, read = read_case("meta_tags")
    assert read.report == Report("annual_report", format=None, year=2020)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021-01-29 10:08", "2021-01-29T10:08+08:00"),
        ("2021-01-29 10:08:30", "2021-01-29T10:08:30+08:00"),
        ("2021/1/29", "2021-01-29"),
        ("2021.01.29", "2021-01-29"),
        ("2021年1月29日", "2021-01-29"),
        ("二〇二一年一月二十九日", "2021-01-29"),
        ("二○二一年十二月三十日", "2021-12-30"),
        ("二零零八年十月十日", "2008-10-10"),
        ("２０２１－０１－２９　１０：０８", "2021-01-29T10:08+08:00"),
        ("2026-\n01-\n23", "2026-01-23"),
        ("2021年 1 月 9 日", "2021-01-09"),
        ("2021-02-30", None),
        ("2021年13月1日", None),
        ("2021年1月", None),
        ("2021-01", None),
        ("014416330/2018-04736", None),
        ("电话0943-8253879", None),
        ("2020-06-01T02:00:00Z", "2020-06-01T10:00:00+08:00"),
    ],
)
def test_date_is_read_in_every_form_and_refused_when_it_is_none(text: str, value: str | None) -> None:
    assert read_date(text) == value


NUMERALS = "〇一二三四五六七八九"


def in_numerals(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + (
        NUMERALS[ones] if ones else ""
    )


@given(st.dates(min_value=date(1980, 1, 1), max_value=date(2090, 12, 31)))
def test_date_written_in_any_form_is_read_back(day: date) -> None:
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    forms = [
        f"{day:%Y-%m-%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{year}年{in_numerals(day.month)}月{in_numerals(day.day)}日",
    ]
    assert [read_date(form) for form in forms] == [day.isoformat()] * 4


@given(st.text(alphabet="0123456789年月日-/.: 〇○零一二十　", max_size=40))
def test_dates_lie_inside_their_text_and_do_not_overlap(text: str) -> None:
    found = find_dates(text)
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


SOUP = st.lists(
    st.sampled_from(
        "<div id=zoom> <p> <table><tr><td> </td><td> </div> <h1> </h1> <title> </title> <br> <span> <dl><dt> <dd> "
        "来源： 发布时间：2021-01-29 索引号 文号： 〔2021〕3号 示范市人民政府 关于 政府信息公开年度报告 二〇二〇年 （ ） 《 》 … "
        "<meta＿name=PubDate＿content=2021-13-45> <meta＿name=ArticleTitle＿content='&lt;'> <script> </script> <!-- -->".split()
    ).map(lambda piece: piece.replace("＿", " ")),
    max_size=40,
)


@given(SOUP, st.integers(0, 40), st.integers(0, 40))
def test_no_soup_of_labels_and_tags_makes_reading_raise(pieces: list[str], start: int, length: int) -> None:
    page = page_from("".join(pieces), "https://www.shifan.example/")
    size = len(page.tree.tags)
    container = (min(start, size), min(start + length, size))
    read = read_fields(page, container, {})
    assert all(0 <= s.start < s.end <= len(page.lines[s.line].text) for _, s in read.spans)


@given(st.text(max_size=200))
def test_no_text_makes_reading_raise(text: str) -> None:
    page = page_from(text, html=False)
    read_fields(
        page,
        (0, page.tree.ends[0]),
        {"list_title": text, "list_date": text, "region": text, "site_name": text},
    )


@given(st.lists(st.sampled_from(READERS), max_size=5))
def test_runner_reads_nothing_off_an_empty_page(rows: list[FieldReader]) -> None:
    page = page_from("")
    assert run_readers(rows, Clues(page, (0, len(page.tree.tags)), {})) == ()


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("三明市梅列区教育局", 2017, "350402"),
        ("三明市沙县教育局", 2019, "350427"),
        ("三明市沙县区教育局", 2023, "350405"),
        ("巴州卫生健康委员会", 2020, "652800"),
        ("福建省三明市永安市教育局", 2020, "350481"),
        ("新疆维吾尔自治区卫生健康委员会", 2023, "650000"),
        ("朝阳区教育局", 2020, None),
        ("某某学会", 2020, None),
    ],
)
def test_region_is_the_longest_name_in_force_that_year(name: str, year: int, code: str | None) -> None:
    assert region_in(name, year) == code


def test_region_table_is_read_and_holds_every_province() -> None:
    provinces = [code for code in by_code() if code.endswith("0000")]
    assert len(provinces) == 34


def test_region_table_is_condensed_from_rows_of_a_county_and_a_year() -> None:
    row = {"year": "2001", "province_adcode": "990000", "province_name": "示范省", "city_adcode": "990100"}
    row |= {"city_name": "示范市", "county_adcode": "990101", "county_name": "市辖区"}
    assert list(condense([row, row | {"year": "2004"}])) == [
        ("990000", "示范省", 2001, 2004),
        ("990100", "示范市", 2001, 2004),
    ]


CORPUS = os.environ.get("GONGKAI_CORPUS", "")
FLOORS = {
    "title": 1.0,
    "published": 0.95,
    "source": 1.0,
    "issuer": 1.0,
    "doc_number": 1.0,
    "index_number": 1.0,
}


@pytest.mark.skipif(not CORPUS, reason="GONGKAI_CORPUS names no folder of real pages with gold")
@pytest.mark.parametrize("field", FLOORS)
def test_share_of_real_pages_read_exactly_does_not_fall(field: str) -> None:
    root = Path(CORPUS) / "corpus"
    wanted = right = 0
    for path in sorted((root / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if not gold["meta"].get(field):
            continue
        codec = "utf-16" if gold["encoding"].startswith("utf-16") else gold["encoding"].split()[0]
        page = page_from((root / gold["file"]).read_bytes().decode(codec, "replace"), gold["url"] or "")
        chosen = [] if "Word" in gold["family"] else page.tree.select(gold["selector"])
        node = chosen[0] if chosen else 0
        value = read_fields(page, (node, page.tree.ends[node]), {}).value(field) or ""
        value = value[:10] if field == "published" else value
        wanted += 1
        right += "".join(value.split()) == "".join(gold["meta"][field].split())
    assert right >= FLOORS[field] * wanted, f"{right} of {wanted}"
