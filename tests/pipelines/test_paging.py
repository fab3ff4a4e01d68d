"""Articles on several pages: where they go on, and what comes of their pages together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.replica import Gold, Replica
from crawler.replica.portal import page_key
from pipelines.capture import Capture
from pipelines.document import Document, Unreadable
from pipelines.reading.joined import PAGE_MARK, read_joined
from pipelines.reading.read import read
from pipelines.reading.record import record
from pipelines.reading.series import MOST_PAGES, page_number

SITE = "http://www.shifan.example"
FIRST = f"{SITE}/art/t20240312_880.html"
TITLE = "示范市粮食局关于粮库巡查情况的通报"
PROSE = (
    "全市共查粮库三十一座，其中县级库十二座，巡查组逐仓测温，未见霉变。",
    "对账册不齐的五座粮库，限期十五日补正；逾期的，由所在县粮食局约谈负责人。",
    "下一页登记簿的编号应当连续，缺号须写明缘由，不得事后补写。",
    "请各库于月底前报送整改清单，并附照片。",
)


def page(*paragraphs: str, below: str = "", inside: str = "", title: str = TITLE) -> str:
    body = "".join(f"<p>{text}</p>\n" for text in paragraphs)
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="nav">'
        f'<a href="/">首页</a></div><h1>{title}</h1><div class="info">发布时间：2024-03-12</div>'
        f'<div id="zoom">{body}{inside}</div>\n{below}<div class="footer">版权所有：示范市粮食局</div></body></html>'
    )


def capture(html: str, url: str = FIRST) -> Capture:
    return Capture(
        url, html.encode(), head=b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    )


def goes_on(html: str, url: str = FIRST, first: str = "") -> str:
    return read(capture(html, url), first=first).continues


def at(name: str) -> str:
    return f"{SITE}/art/{name}"


PAGERS = {
    "numbers and words": ('<div class="pages">1 <a href="t20240312_880_2.html">2</a> <a href="t20240312_880_2.html">下一页</a></div>', "_2.html"),
    "words alone": ('<p align="center"><a href="./t20240312_880_2.html">下一页&gt;&gt;</a></p>', "_2.html"),
    "numbers alone": ('<p>[1] <a href="t20240312_880_2.html">[2]</a> <a href="t20240312_880_3.html">[3]</a></p>', "_2.html"),
    "counted from 0": ('<p><a href="t20240312_880.html">1</a> <a href="t20240312_880_1.html">2</a> <a href="t20240312_880_2.html">3</a></p>', "_1.html"),
    "items of a list": ('<ul><li>共3页:</li><li class="on">1</li><li><a href="/art/t20240312_880_2.html">2</a></li><li><a href="/art/t20240312_880_2.html">下一页</a></li><li><a href="/art/t20240312_880_3.html">末页</a></li></ul>', "_2.html"),
    "第二页": ('<p>第一页 <a href="t20240312_880_2.html">第二页</a></p>', "_2.html"),
    "a picture": ('<a href="t20240312_880_2.html"><img src="n.gif" alt="下一页"></a>', "_2.html"),
    "a dash": ('<p><a href="t20240312_880-2.html">下一页</a></p>', "-2.html"),
    "TRS": ('<script>createPageHTML(3, 0, "t20240312_880", "html");</script>', "_1.html"),
    "TRS with records": ("<script>createPageHTML(40, 3, 0, 't20240312_880', 'html');</script>", "_1.html"),
    "UCAP": ("<div id='page_div'></div><script>createPageHTML('page_div', 2, 1, 't20240312_880', 'html', 2);</script>", "_2.html"),
    "TRS of old": ('<script>var currentPage = 0;\nvar countPage = 2;\ndocument.write("<a href=\\"t20240312_880" + "_1.html\\">");</script>', "_1.html"),
}  # fmt: skip


@pytest.mark.parametrize("style", PAGERS)
@pytest.mark.parametrize("place", ["inside", "below"])
def test_the_pager_of_an_article_tells_its_next_page(style: str, place: str) -> None:
    pager, ending = PAGERS[style]
    assert goes_on(page(*PROSE, **{place: pager})) == at("t20240312_880") + ending


@pytest.mark.parametrize("style", PAGERS)
@pytest.mark.parametrize("place", ["inside", "below"])
def test_the_words_of_a_pager_are_no_text(style: str, place: str) -> None:
    document = read(capture(page(*PROSE, **{place: PAGERS[style][0]})))
    assert document.text.split("\n") == list(PROSE)
    assert document.flags.count("continues") == 1


NO_PAGERS = {
    "the next article": '<p>下一篇：<a href="t20240312_881.html">关于储备粮轮换的公告</a></p>',
    "the next item": '<p><a href="t20240312_880_2.html">下一条</a></p>',
    "another article": '<p><a href="t20240312_881.html">下一页</a></p>',
    "another folder": '<p><a href="../b/t20240312_880_2.html">下一页</a></p>',
    "another host": '<p><a href="http://www.yangli.example/art/t20240312_880_2.html">下一页</a></p>',
    "a number too high": '<p><a href="t20240312_880_7.html">下一页</a></p>',
    "a script of one page": '<script>createPageHTML(1, 0, "t20240312_880", "html");</script>',
    "the script of a list": '<script>createPageHTML(9, 0, "index", "html");</script>',
    "a script of another page": '<script>createPageHTML(9, 3, "t20240312_880", "html");</script>',
    "a definition": "<script>function createPageHTML(count, current, name, ext){}</script>",
    "a comment": '<!-- <a href="t20240312_880_2.html">下一页</a> -->',
    "a hidden link": '<p style="display:none"><a href="t20240312_880_2.html">下一页</a></p>',
    "a link in a sentence": '<p>附表见<a href="t20240312_880_2.html">巡查明细</a>。</p>',
    "readers' comments": '<h4>网友评论</h4><p>已阅</p><p><a href="t20240312_880.html?page=2">2</a> <a href="t20240312_880.html?page=2">下一页</a></p>',
    "a script link": '<p><a href="javascript:go(2)">下一页</a></p>',
}  # fmt: skip


@pytest.mark.parametrize("what", NO_PAGERS)
def test_what_is_no_pager_of_the_article_leads_nowhere(what: str) -> None:
    assert goes_on(page(*PROSE, below=NO_PAGERS[what])) == ""


def test_a_list_with_a_pager_is_no_article() -> None:
    rows = "".join(
        f'<li><a href="t{n}.html">示范市粮食局关于第{n}号粮库的公告</a> 2024-03-{n}</li>'
        for n in range(10, 28)
    )
    html = f'<html><body><div id="zoom"><ul>{rows}</ul></div><div><a href="index_2.html">下一页</a></div></body></html>'
    assert goes_on(html, at("index.html")) == ""


@pytest.mark.parametrize(
    ("url", "href", "following"),
    [
        (f"{SITE}/show.asp?id=7", "show.asp?id=7&page=2", f"{SITE}/show.asp?id=7&page=2"),
        (f"{SITE}/show.asp?id=7&Page=1", "?id=7&Page=2", f"{SITE}/show.asp?id=7&Page=2"),
        (f"{SITE}/show.asp?id=7", "show.asp?id=8", ""),
        (f"{SITE}/show.asp?id=7", "show.asp?id=8&page=2", ""),
        (f"{SITE}/show.asp?p=31", "show.asp?p=32", ""),
        (f"{SITE}/n/880/", "index_2.html", f"{SITE}/n/880/index_2.html"),
        (f"{SITE}/n/880", "880_2", f"{SITE}/n/880_2"),
        (f"{SITE}/content_7.htm", "content_7_2.htm", f"{SITE}/content_7_2.htm"),
        (f"{SITE}/content_7.htm", "content_8.htm", ""),
        (f"{SITE}/content_1.htm", "content_2.htm", ""),
    ],
)
def test_only_an_address_of_the_same_article_is_its_next_page(url: str, href: str, following: str) -> None:
    assert goes_on(page(*PROSE, below=f'<p><a href="{href}">下一页</a></p>'), url) == following


def test_a_first_page_with_a_number_needs_numbers_in_its_pager() -> None:
    pager = '<p>1 <a href="content_2.htm">2</a> <a href="content_2.htm">下一页</a></p>'
    assert goes_on(page(*PROSE, below=pager), at("content_1.htm")) == at("content_2.htm")


def test_a_later_page_leads_on_and_never_back() -> None:
    pager = '<p><a href="t20240312_880.html">1</a> <a href="t20240312_880_2.html">2</a> <a href="t20240312_880_3.html">下一页</a></p>'
    second, third = at("t20240312_880_2.html"), at("t20240312_880_3.html")
    assert goes_on(page(*PROSE, below=pager), second, FIRST) == third
    assert goes_on(page(*PROSE, below=pager), third, FIRST) == ""


@pytest.mark.parametrize("number", [MOST_PAGES, MOST_PAGES + 1])
def test_no_article_has_more_pages_than_the_limit(number: int) -> None:
    url = at(f"t20240312_880_{number}.html")
    assert page_number(url, FIRST) == (number if number <= MOST_PAGES else None)


@given(st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=200)
def test_no_address_breaks_the_series(url: str, first: str) -> None:
    number = page_number(url, first)
    assert number is None or 0 <= number <= MOST_PAGES


def cut(paragraphs: list[str], places: list[int]) -> list[Capture]:
    """The paragraphs on as many pages as there are places to cut at, and one more."""
    bounds = list(zip([0, *places], [*places, len(paragraphs)], strict=True))
    urls = [FIRST, *(at(f"t20240312_880_{n}.html") for n in range(2, len(bounds) + 1))]
    made = []
    for number, (start, end) in enumerate(bounds):
        links = " ".join(f'<a href="{url}">{n}</a>' for n, url in enumerate(urls, 1))
        following = f' <a href="{urls[number + 1]}">下一页</a>' if number + 1 < len(urls) else ""
        pager = f"<div>{links}{following}</div>"
        made.append(capture(page(*paragraphs[start:end], below=pager), urls[number]))
    return made


SENTENCES = st.lists(
    st.tuples(st.sampled_from("甲乙丙丁戊己庚辛"), st.integers(100, 999), st.integers(1, 40)).map(
        lambda one: f"{one[0]}库第{one[1]}号仓入库小麦{one[2]}吨，经复测水分合格，账实相符，已入册备查。"
    ),
    min_size=4,
    max_size=9,
    unique=True,
)


@given(SENTENCES, st.data())
@settings(max_examples=25, deadline=None)
def test_pages_joined_are_the_article_wherever_it_was_cut(paragraphs: list[str], data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(1, len(paragraphs) - 1), min_size=1, max_size=3)))
    document = read_joined(cut(paragraphs, places))
    assert [line for line in document.text.split("\n") if line != PAGE_MARK] == paragraphs
    assert [block.text for block in document.blocks].count(PAGE_MARK) == len(places)
    assert document.flags == ()
    numbers = [block.page for block in document.blocks]
    assert numbers == sorted(numbers) and set(numbers) == set(range(1, len(places) + 2))


def test_each_page_keeps_its_own_account() -> None:
    captures = cut([*PROSE, "密\u200b码箱由双人保管，钥匙分存，启封须登记。"], [2])
    document = read_joined(captures)
    alone = [read(one, first=FIRST) for one in captures]
    evidence = document.evidence
    assert [one.page for one in evidence.pages] == [2]
    assert evidence.pages[0].digest == captures[1].digest
    assert evidence.pages[0].sums == alone[1].evidence.sums and evidence.sums.balanced
    assert evidence.sums.visible == sum(one.evidence.sums.visible for one in alone)
    assert {repair.page for repair in evidence.repairs} == {2}
    assert {one.page for one in evidence.removed} == {1, 2}


def test_what_only_the_last_page_shows_is_taken_from_there_and_said() -> None:
    first, last = (
        page(*PROSE[:2], below='<p><a href="t20240312_880_2.html">下一页</a></p>'),
        page(*PROSE[2:], "示范市粮食局", "2024年3月11日"),
    )
    document = read_joined([capture(first), capture(last, at("t20240312_880_2.html"))])
    signed = next(one for one in document.fields if one.name == "signed")
    assert (signed.value, signed.words) == ("2024-03-11", "2024年3月11日〔第2页〕")
    assert document.value("published") == "2024-03-12"


TWO_PARTS = (
    "<table><tr><td colspan=4>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    "<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr><tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr></table>",
    "<table><tr><td colspan=4>第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr>"
    "<tr><td>行政许可</td><td colspan=3>77</td></tr></table>",
)


def test_a_statutory_table_on_two_pages_is_read_as_one() -> None:
    title = "示范市粮食局2023年政府信息公开工作年度报告"
    pager = '<p><a href="t20240312_880_2.html">下一页</a></p>'
    first = page(*PROSE[:2], "二、主动公开政府信息情况", inside=TWO_PARTS[0], below=pager, title=title)
    second = page(inside=TWO_PARTS[1] + f"<p>{PROSE[3]}</p>", title=title)
    document = read_joined([capture(first), capture(second, at("t20240312_880_2.html"))])
    figures = {figure.name: (figure.value, figure.table) for figure in document.figures}
    assert figures["t2.rules.issued"] == (1, 0)
    assert figures["t2.licensing.decisions"] == (77, 1)
    assert [table.page for table in document.tables] == [1, 2]
    assert [block.table for block in document.blocks if block.kind == "table"] == [0, 1]
    assert (document.report.format, document.report.year) == ("2021", 2023)


def test_a_page_that_is_not_there_is_said_to_be_missing() -> None:
    captures = cut(list(PROSE), [1, 2])
    for kept in (1, 2):
        document = read_joined(captures[:kept])
        assert "pages_missing" in document.flags and "continues" not in document.flags
        assert document.continues == captures[kept].url
    assert "continues" in read(captures[0]).flags


@pytest.mark.parametrize(
    "second",
    [
        page(*PROSE[:2], below='<p><a href="t20240312_880_2.html">下一页</a></p>'),
        page("本市今日晴，最高气温二十三度，偏南风三级，请注意防火。", title="示范市天气"),
        "<html><body></body></html>",
    ],
    ids=["the first page again", "another article", "nothing"],
)
def test_a_page_that_is_not_the_next_one_is_not_joined(second: str) -> None:
    first = page(*PROSE[:2], below='<p><a href="t20240312_880_2.html">下一页</a></p>')
    document = read_joined([capture(first), capture(second, at("t20240312_880_2.html"))])
    assert document.text == "\n".join(PROSE[:2])
    assert document.flags == ("pages_missing",) and not document.evidence.pages


def test_a_page_without_pager_is_read_as_ever() -> None:
    one = capture(page(*PROSE))
    assert (
        read_joined([one])
        == read_joined([one, capture(page(*PROSE[:1]), at("t20240312_880_2.html"))])
        == read(one)
    )
    keys = record("", read(one)).keys()
    assert {"continues", "pages"}.isdisjoint(keys)
    assert not any("page" in block for block in record("", read(one))["blocks"])


def test_the_record_of_an_article_on_several_pages_names_them() -> None:
    captures = cut(list(PROSE), [2])
    row = record("", read_joined(captures))
    assert [(one["page"], one["url"]) for one in row["pages"]] == [(2, captures[1].url)]
    assert [block.get("page", 1) for block in row["blocks"]] == [1, 1, 2, 2, 2]
    assert record("", read(captures[0]))["continues"] == captures[1].url


def test_a_first_page_that_cannot_be_read_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_joined([capture("<html><body></body></html>"), capture(page(*PROSE))])


REPLICA = Replica(3)


def served(url: str) -> Capture:
    host = url.split("/")[2]
    answer = REPLICA.portals[host].pages[page_key(url.split(host, 1)[1])]
    head = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    return Capture(url, answer.body, head=f"HTTP/1.1 200 OK\r\n{head}\r\n".encode())


@pytest.mark.parametrize("gold", [gold for gold in REPLICA.gold() if gold.pages], ids=lambda gold: gold.url)
def test_paged_articles_of_the_replica_are_read_as_they_were_made(gold: Gold) -> None:
    document: Document = read_joined([served(url) for url in (gold.url, *gold.pages)])
    assert (document.title, document.text, document.flags) == (gold.title, gold.text, gold.flags)
    assert {figure.name: figure.value for figure in document.figures} == dict(gold.figures)
    assert [tuple(map(tuple, table.grid)) for table in document.tables] == [
        table.grid for table in gold.tables
    ]
    assert not [check for check in document.checks if check.status == "fail"]
