"""Pages of absurd size or shape: each gets its answer, and the reader neither hangs nor fills the memory.

Each page is read by a process of its own, which is killed when it takes two minutes (a hang guard, far above what is needed)
or more than 4 GB. What is asserted is the answer.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from typing import Any

import pytest

from pipelines.tree.flat import parse
from pipelines.tree.nesting import nesting_of

HANG = 120
MOST_MEMORY = 4 << 30
READER = """
import json, sys
from pipelines.capture import capture_of_file
from pipelines.document import Unreadable
from pipelines.reading.read import read
kind = sys.argv[1]
page = capture_of_file(sys.stdin.buffer.read(), "http://www.example.gov.cn/a.html", {"Content-Type": kind})
try:
    document = read(page)
except Unreadable as fault:
    answer = {"unreadable": str(fault)}
else:
    answer = {
        "blocks": len(document.blocks),
        "text": document.text[:2000],
        "size": len("".join(document.text.split())),
        "tables": [[table.rows, table.columns] for table in document.tables][:10],
        "attachments": len(document.attachments),
        "flags": document.flags,
        "encoding": document.evidence.verdict.used,
    }
json.dump(answer, sys.stdout)
"""
HEAD = '<html><head><meta charset="utf-8"><title>示范市年度报告</title></head><body><div id="zoom" class="TRS_Editor">'
SENTENCE = "示范单位按照要求公开了各类信息，并及时答复了群众提出的申请。"


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def answer(page: bytes, kind: str = "text/html") -> dict[str, Any]:
    """What the reader says of a page. Fails where it does not end, or ends without an answer."""
    done = subprocess.run(
        [sys.executable, "-c", READER, kind],
        input=page,
        capture_output=True,
        timeout=HANG,
        check=False,
        preexec_fn=_bounded,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return dict(json.loads(done.stdout))


def page(body: str) -> bytes:
    return f"{HEAD}{body}</div></body></html>".encode("utf-8", "surrogatepass")


def paragraphs(count: int) -> str:
    return "".join(f"<p>第{number:06d}段，{SENTENCE}</p>\n" for number in range(count))


def test_five_megabytes_of_paragraphs_give_every_paragraph() -> None:
    said = answer(page(paragraphs(45_000)))
    assert said["blocks"] == 45_000
    assert said["size"] == 45_000 * (9 + len(SENTENCE))


def test_a_page_without_paragraphs_is_read_line_by_line() -> None:
    said = answer(page(f"{SENTENCE}<br>" * 30_000))
    assert (said["blocks"], said["size"]) == (30_000, 30_000 * len(SENTENCE))


@pytest.mark.parametrize("sentence", [SENTENCE, "公", "a"])
def test_one_line_of_megabytes_is_one_paragraph(sentence: str) -> None:
    said = answer(page("<p>" + sentence * (1_500_000 // len(sentence)) + "</p>"))
    assert said["blocks"] == 1
    assert said["size"] == 1_500_000 // len(sentence) * len(sentence)


def test_thousands_of_tables_stand_side_by_side() -> None:
    one = "<table><tr><th>项目</th><th>数量</th></tr><tr><td>行政许可</td><td>12</td></tr></table>"
    said = answer(page("".join(f"<p>表{number}</p>{one}" for number in range(5_000))))
    assert said["blocks"] == 10_000
    assert said["tables"] == [[2, 2]] * 10


def test_twenty_thousand_cells_are_one_table() -> None:
    rows = "".join("<tr>" + f"<td>格{row}</td>" * 10 + "</tr>" for row in range(2_000))
    assert answer(page(f"<table>{rows}</table>"))["tables"] == [[2_000, 10]]


def test_cells_that_are_never_closed_do_not_nest() -> None:
    rows = "<tr>" + "<td>格" * 10
    assert answer(page("<table>" + rows * 2_000))["tables"] == [[2_000, 10]]


@pytest.mark.parametrize(
    "span", ['rowspan="65534"', 'colspan="1000"', 'rowspan="999999999" colspan="999999999"']
)
def test_absurd_spans_do_not_make_absurd_grids(span: str) -> None:
    rows = "".join("<tr>" + f"<td {span}>格{row}</td>" * 10 + "</tr>" for row in range(2_000))
    said = answer(page(f"<p>{SENTENCE}</p><table>{rows}</table>"))
    [[rows_read, columns]] = said["tables"]
    assert rows_read == 2_000
    assert columns <= 20_000
    assert said["size"] == len(SENTENCE) + sum(10 * len(f"格{row}") + 9 for row in range(2_000))


@pytest.mark.parametrize(
    ("entity", "char"), [("&#x4e2d;", "中"), ("&#20013;&#22269;", "中国"), ("&amp;nbsp;", ""), ("&lt;", "<")]
)
def test_entities_without_end_are_the_characters_they_stand_for(entity: str, char: str) -> None:
    count = 400_000 // len(entity)
    said = answer(page(f"<p>始{entity * count}终</p>"))
    assert said["text"].startswith("始" + char * 20)
    assert said["size"] == 2 + len(char) * count


def test_thousands_of_links_are_read() -> None:
    links = "".join(f'<a href="/art/{number}.html">通知第{number}号</a> ' for number in range(8_000))
    assert "unreadable" not in answer(page(f"<p>{SENTENCE}</p>" * 20 + links))


def test_chrome_and_comments_by_the_thousand_leave_the_article() -> None:
    chrome = '<div class="share">分享到</div><!-- 分享 --><div>打印本页</div>' * 8_000
    said = answer(page(f"<p>{SENTENCE}</p>{chrome}"))
    assert said["text"] == SENTENCE


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "font", "ul><li", "x-y"])
def test_nesting_of_thousands_is_read(tag: str) -> None:
    assert answer(page(f"<{tag}>" * 4_900 + f"<p>{SENTENCE}</p>"))["text"] == SENTENCE


@pytest.mark.parametrize(
    ("tag", "count", "depth"),
    [
        ("<div>", 20_000, 20_003),
        ("<div>", 100_000, 100_003),
        ("<span>", 50_000, 50_003),
        ("<ul><li>", 25_000, 50_003),
        ("<table><tr><td>", 25_000, 100_003),
        ("<blockquote>", 50_000, 50_003),
    ],
)
def test_nesting_beyond_the_bound_is_refused_with_its_depth(tag: str, count: int, depth: int) -> None:
    said = answer(page(tag * count + SENTENCE))
    assert said == {
        "unreadable": f"the page nests {depth} elements inside one another; at most 10100 are read."
    }


def test_the_same_unclosed_formatting_ten_thousand_times_is_read() -> None:
    said = answer(page("<b><i><font color=red>" * 3_000 + SENTENCE))
    assert said["text"] == SENTENCE
    said = answer(page(f"<p><b><i><font color=red>{SENTENCE}" * 3_000))
    assert said["blocks"] == 3_000


def test_formatting_that_would_be_repeated_millions_of_times_is_refused() -> None:
    said = answer(page("".join(f"<p><font size={number}>{SENTENCE}" for number in range(5_000))))
    assert "never closes its formatting" in said["unreadable"]


def test_unclosed_links_end_one_another() -> None:
    said = answer(page("".join(f'<p><a href="/f/{number}">{SENTENCE}' for number in range(3_000))))
    assert "unreadable" not in said


def test_attributes_and_options_beyond_the_bound_are_refused() -> None:
    many = " ".join(f"a{number}=1" for number in range(60_000))
    said = answer(page(f"<div {many}><p>{SENTENCE}</p></div>"))
    assert said == {"unreadable": "a tag of the page has 60000 attributes; at most 20000 are read."}
    said = answer(page("<select>" + "<option>某区" * 60_000 + f"</select><p>{SENTENCE}</p>"))
    assert said == {"unreadable": "the page has 60000 choices in its lists; at most 20000 are read."}


@pytest.mark.parametrize("name", ["title", "style", "class", "href"])
def test_an_attribute_of_a_megabyte_is_read(name: str) -> None:
    said = answer(page(f'<div {name}="{"字" * 1_000_000}"><p>{SENTENCE}</p></div>'))
    assert said["text"] == SENTENCE


def test_zero_bytes_and_lone_surrogates_do_not_stop_the_reader() -> None:
    said = answer(page("".join(f"<p>第{number:06d}段，{SENTENCE}\0</p>" for number in range(10_000))))
    assert said["blocks"] == 10_000
    said = answer(page(f"<p>{SENTENCE}&#xD800;</p>" * 10_000))
    assert said["blocks"] == 10_000
    assert said["size"] == 10_000 * (len(SENTENCE) + 1)


def test_megabytes_of_mojibake_are_mended() -> None:
    wrong = paragraphs(5_000).encode("utf-8").decode("latin-1")
    said = answer(page(wrong))
    assert said["blocks"] == 5_000
    assert SENTENCE in said["text"]


def test_mojibake_that_lost_one_character_in_nine_is_mended_and_no_binary_data() -> None:
    said = answer(page(paragraphs(2_000).encode("utf-8").decode("gbk", "replace")))
    assert said["blocks"] == 2_000
    assert "undecodable_bytes" in said["flags"]
    assert answer(page(paragraphs(5).encode("utf-16").decode("latin-1"))) == {
        "unreadable": "the body is binary data and not a page."
    }


def test_megabytes_of_two_encodings_are_read_in_both() -> None:
    lines = [f"<p>第{number:06d}段，{SENTENCE}</p>\n" for number in range(10_000)]
    mixed = [line.encode("gb18030" if number // 20 % 2 else "utf-8") for number, line in enumerate(lines)]
    said = answer(HEAD.encode() + b"".join(mixed))
    assert said["blocks"] == 10_000
    assert said["size"] == 10_000 * (9 + len(SENTENCE))
    assert "mixed_encoding" in said["flags"]


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-16"])
def test_megabytes_of_other_encodings_are_read(codec: str) -> None:
    said = answer((HEAD.replace("utf-8", codec) + paragraphs(10_000)).translate(TRADITIONAL).encode(codec))
    assert said["blocks"] == 10_000
    assert "undecodable_bytes" not in said["flags"]


TRADITIONAL = str.maketrans(
    "单位报报开类并时应众请构级办这汇项数张们计总积图书经为关发无从",
    "單位報報開類並時應眾請構級辦這匯項數張們計總積圖書經為關發無從",
)


def test_depth_is_estimated_as_the_parser_nests() -> None:
    for html in (
        "<div><p>甲<p>乙<div>丙</div></div><p>丁",
        "<table><tr><td>甲<td>乙<tr><td><table><tr><td>丙</table></table><p>丁",
        "<ul><li>甲<li>乙<ul><li>丙</ul><li>丁</ul>",
        "<b><div>甲</b>乙</div><p><i>丙<p>丁",
        "<div><svg><path/><path/><g>甲</g></svg><p>乙</div>",
        "<script>'<div><div><div><div>'</script><textarea><div><div></textarea><p>甲",
        "<dl><dt>甲<dd>乙<dt>丙<dd>丁</dl><select><option>一<option>二</select>",
        "<a href=\"a>b\">甲<a href=x>乙<p title='<div><div>'>丙",
    ):
        assert nesting_of(html).depth == _depth(html), html


def _depth(html: str) -> int:
    tree = parse(html)
    elements = (node for node, tag in enumerate(tree.tags) if not tag.startswith("-"))
    return max(len(tree.ancestors(node)) + 1 for node in elements)
