"""Attachments: what counts as a file of the document, what it is called, and where it stands. Pages in our own words."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.attachments.addresses import DOWNLOADS, EXTENSIONS, DownloadAddress, is_file_address
from pipelines.attachments.links import Found, find_attachments
from pipelines.tree.flat import parse, plain
from pipelines.tree.page import Page, page_of

URL = "https://www.shifan.example/zwgk/202101/t20210129_1.html"
LIST_OF_PAGES = '<ul><li><a href="/1.html">甲</a></li><li><a href="/2.html">乙</a></li><li><a href="/c.pdf">丙</a></li></ul>'


def page_from(html: str, url: str = URL) -> Page:
    tree = parse(html)
    return page_of(url, tree, tree.texts)


def found_in(html: str, url: str = URL) -> tuple[Found, ...]:
    """Attachments of a page whose body is #zoom."""
    page = page_from(html, url)
    node = page.tree.select("#zoom")[0]
    return find_attachments(page, (node, page.tree.ends[node]))


def names_in(html: str) -> list[str]:
    return [found.attachment.name for found in found_in(html)]


def in_body(inner: str) -> str:
    return f'<div class="header"><a href="/">首页</a></div><div id="zoom"><p>正文。</p>{inner}</div>'


@pytest.mark.parametrize("extension", sorted(EXTENSIONS))
def test_link_to_a_file_in_the_body_is_an_attachment_whatever_its_case_and_query(extension: str) -> None:
    (found,) = found_in(in_body(f'<p>附件：<a href="./P0202101.{extension.upper()}?v=1">统计表</a></p>'))
    assert found.attachment.name == "统计表"
    assert found.attachment.href == f"./P0202101.{extension.upper()}?v=1"
    assert found.attachment.url == f"https://www.shifan.example/zwgk/202101/P0202101.{extension.upper()}?v=1"
    assert found.inside


@pytest.mark.parametrize("row", DOWNLOADS, ids=lambda row: row.family)
def test_download_address_of_a_family_is_a_file(row: DownloadAddress) -> None:
    assert is_file_address(row.example)
    assert names_in(in_body(f'<a href="{row.example}">统计表</a>')) == ["统计表"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/style.css">x</a>',
        '<a href="W0202101.jpg"><img src="W0202101.jpg"></a>',
        '<a href="/app/shifan.apk">下载客户端</a>',
        "<a href=\"javascript:open('a.pdf')\">打印</a>",
        '<a href="#a.pdf">到附件</a>',
        '<a href="">空</a>',
        '<a href="{{item.url}}.pdf">{{item.name}}</a>',
        '<a href="/art/2021/1/29/art_1_2.html">统计表.pdf</a>',
        '<a href="http://www.shifan.et">外站</a>',
    ],
)
def test_link_to_anything_else_is_no_attachment(link: str) -> None:
    assert names_in(in_body(link)) == []


@pytest.mark.parametrize(
    ("link", "name", "url"),
    [
        ('<a href="javascript:void(0)" onclick="downloadFile(\'/u/a.pdf\')">名单</a>', "名单", "/u/a.pdf"),
        ("<a href=\"javascript:downFile('/u/b.doc?v=2')\">台账</a>", "台账", "/u/b.doc?v=2"),
        ('<iframe src="/pdfjs/web/viewer.html?file=%2Fattach%2Fc.pdf"></iframe>', "c.pdf", "/attach/c.pdf"),
        ('<iframe src="/pdfjs/web/viewer.html?file=../../attach/d.pdf"></iframe>', "d.pdf", "/attach/d.pdf"),
        ('<li>检查单位名单 <a href="/u/e.doc">下载</a></li>', "检查单位名单", "/u/e.doc"),
        ('<p>整改台账：<a href="/u/f.xls">【点击下载】</a></p>', "整改台账", "/u/f.xls"),
        ('<p><a href="/u/g.xls" title="汇总表.xls">下载附件</a></p>', "汇总表.xls", "/u/g.xls"),
        ('<p><a href="/u/h.xls">点击下载</a></p>', "h.xls", "/u/h.xls"),
    ],
)
def test_file_behind_a_script_a_viewer_or_a_general_word_has_its_own_name_and_address(
    link: str, name: str, url: str
) -> None:
    (found,) = found_in(in_body(link))
    assert (found.attachment.name, found.attachment.url) == (name, f"https://www.shifan.example{url}")


def test_file_below_the_body_between_links_to_the_neighbours_is_an_attachment() -> None:
    below = (
        '<p>附件【<a href="/download.jsp?wbfileid=1">表.xls</a>】</p>'
        '<div>上一条：<a href="1.htm">甲</a> 下一条：<a href="2.htm">乙</a></div>'
    )
    assert names_in(in_body("") + f"<div>{below}</div>") == ["表.xls"]


def test_address_without_extension_is_a_file_when_its_name_says_so() -> None:
    assert names_in(
        in_body('<a href="/file/9f8e">附件1：统计表.xlsx</a><a href="/file/1" download="a.doc">表</a>')
    ) == [
        "附件1：统计表.xlsx",
        "表",
    ]


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ('<a href="a.pdf" title="甲 表"><img src="i.gif"></a>', "甲 表"),
        ('<a href="a.pdf" download="乙表.pdf"></a>', "乙表.pdf"),
        ('<a href="a.pdf"><img src="i.gif"></a> 丙表.pdf', "丙表.pdf"),
        ('<p><a href="/x/%E4%B8%81%E8%A1%A8.pdf"></a></p>', "丁表.pdf"),
        ('<a href="a.pdf">\n　1. 戊\n　　表 </a>', "1. 戊表"),
        ('<iframe src="/pdf/己表.pdf"></iframe>', "己表.pdf"),
        ('<a href="/module/download/downfile.jsp?classid=0&amp;filename=ab12.pdf"></a>', "ab12.pdf"),
    ],
)
def test_name_is_the_link_text_else_title_else_words_behind_else_file_name(link: str, name: str) -> None:
    assert names_in(in_body(link)) == [name]


def test_file_linked_twice_is_one_attachment_with_the_name_that_people_see() -> None:
    icon = '<a href="a.pdf"><img src="i.gif"></a>'
    assert names_in(in_body(f'<p>{icon}</p><p><a href="./a.pdf">统计表</a></p>')) == ["统计表"]


def test_of_two_links_to_one_file_the_one_in_the_body_stays() -> None:
    (found,) = found_in(
        '<div class="fujian"><a href="a.pdf">表</a></div>' + in_body('<a href="a.pdf">统计表</a>')
    )
    assert found.inside and found.attachment.name == "统计表"


def test_hidden_attachment_box_counts_and_stands_in_no_line() -> None:
    (found,) = found_in(
        in_body("") + '<div id="fujian" style="display:none"><a href="a.docx">统计表</a></div>'
    )
    assert found.line is None and not found.inside and found.attachment.name == "统计表"


def test_line_is_that_of_the_link() -> None:
    html = in_body('<p>附件：<a href="a.doc">甲表</a></p><p><a href="b.doc">乙表</a></p>')
    page = page_from(html)
    assert [page.lines[found.line or 0].text for found in found_in(html)] == ["附件：甲表", "乙表"]


def test_files_right_behind_the_body_belong_to_it() -> None:
    assert names_in(in_body("") + '<p>附件：</p><p><a href="a.doc">甲表</a></p>') == ["甲表"]


@pytest.mark.parametrize(
    "outside",
    [
        '<div class="footer"><a href="/manual.pdf">使用手册</a></div>',
        '<footer><p><a href="/manual.pdf">使用手册</a></p></footer>',
        '<nav><a href="/manual.pdf">使用手册</a></nav>',
        LIST_OF_PAGES,
        "<p>一</p>" * 30 + '<a href="/far.pdf">远处的文件</a>',
    ],
)
def test_files_of_the_site_and_of_other_documents_are_left_out(outside: str) -> None:
    assert names_in(in_body("") + outside) == []


def test_relative_address_follows_the_base_of_the_page_and_is_unknown_without_any() -> None:
    (found,) = found_in('<base href="https://files.shifan.example/x/">' + in_body('<a href="a.pdf">表</a>'))
    assert found.attachment.url == "https://files.shifan.example/x/a.pdf"
    (found,) = found_in(in_body('<a href="a.pdf">表</a>'), url="")
    assert found.attachment.url is None


def test_plain_text_has_no_attachments() -> None:
    tree = plain("附件：a.pdf")
    assert find_attachments(page_of("", tree, tree.texts), (0, tree.ends[0])) == ()


@given(
    st.lists(
        st.sampled_from(
            "<a/href=x.pdf> <a/href=//[.doc> <a/href=?.xls> <a> </a> <div> </div> 附件 <img> <base/href=a>".split()
        ),
        max_size=30,
    ),
    st.integers(0, 30),
    st.integers(0, 30),
)
def test_no_soup_of_links_makes_it_raise(pieces: list[str], start: int, length: int) -> None:
    page = page_from("".join(pieces).replace("/href", " href"))
    size = len(page.tree.tags)
    found = find_attachments(page, (min(start, size), min(start + length, size)))
    keys = [f.attachment.url or f.attachment.href for f in found]
    assert len(keys) == len(set(keys))


CORPUS = os.environ.get("GONGKAI_CORPUS", "")


@pytest.mark.skipif(not CORPUS, reason="GONGKAI_CORPUS names no folder of real pages with gold")
def test_real_pages_give_their_attachments_and_no_others() -> None:
    root = Path(CORPUS) / "corpus"
    for path in sorted((root / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        codec = "utf-16" if gold["encoding"].startswith("utf-16") else gold["encoding"].split()[0]
        page = page_from((root / gold["file"]).read_bytes().decode(codec, "replace"), gold["url"] or "")
        node = (page.tree.select(gold["selector"]) or [0])[0]
        found = find_attachments(page, (node, page.tree.ends[node]))
        wanted = [(a["name"], a["href"]) for a in gold["attachments"]]
        assert [(f.attachment.name, f.attachment.href) for f in found] == wanted, path.stem
