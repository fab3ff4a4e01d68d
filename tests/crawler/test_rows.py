"""Rows of lists: what is an entry, which title and date it has, and that long pages take no long time."""

import pytest

from crawler.spiders.listing import Entry, ListPage
from crawler.spiders.rows import dated_entries, selected_entries

URL = "http://www.shifan.example/zwgk/nb/"
AT = "http://www.shifan.example/1.html"


def dated(html: str) -> list[tuple[str, str, str]]:
    return [(e.url, e.title, e.date) for e in dated_entries(ListPage(URL, html))]


@pytest.mark.parametrize(
    "row",
    [
        '<ul><li><a href="/1.html">年度报告</a><span>2021-01-29</span></li></ul>',
        '<ul><li><span>2021-1-29</span> <a href="/1.html">年度报告</a></li></ul>',
        '<ul><li>·<a href="/1.html">·年度报告</a>[2021/01/29]</li></ul>',
        '<ul><li><a href="/1.html">年度报告</a>（2021年1月29日）</li></ul>',
        '<ul><li><a href="/1.html">年度报告</a><i>2021-\n01-\n29</i></li></ul>',
        '<ul><li><a href="/1.html">年度报告</a><i>2021</i>-<i>01</i>-<i>29</i></li></ul>',
        '<ul><li><a href="/1.html">年度报告</a>2021-01-29 10:08:00</li></ul>',
        '<ul><li><a href="/1.html" title="年度报告">年度…</a>2021-01-29</li></ul>',
        '<ul><li><a href="/1.html" title="年度...">年度报告</a>2021-01-29</li></ul>',
        '<ul><li><a href="/1.html"><img src="new.gif"></a><a href="/1.html">年度报告</a>2021-01-29</li></ul>',
        '<ul><li><a href="/1.html">年度报告<span>[2021-01-29]</span></a></li></ul>',
        '<ul><li><a href="/1.html"><h3>年度报告</h3><p>摘要：二〇二〇年</p><em>2021-01-29</em></a></li></ul>',
        '<ul><li><a href="/1.html">年度报告</a><a href="javascript:;">收藏</a><a href="#">顶</a>2021-01-29</li></ul>',
        '<p><a href="/1.html">年度报告</a> 2021-01-29</p>',
        '<table><tr><td><a href="/1.html">年度报告</a></td><td>2021-01-29</td></tr></table>',
        '<table><tr><td><p><a href="/1.html">年度报告</a></p></td><td><p>2021-01-29</p></td></tr></table>',
        '<dl><dt>2021-01-29</dt><dd><a href="/1.html">年度报告</a></dd></dl>',
        '<dl><dd><a href="/1.html">年度报告</a></dd><dd>2021-01-29</dd></dl>',
    ],
)
def test_row_with_one_address_and_a_date_is_an_entry(row: str) -> None:
    assert dated(row) == [(AT, "年度报告", "2021-01-29")]


@pytest.mark.parametrize(
    "row",
    [
        '<ul><li><a href="/">首页</a></li></ul>',
        '<ul><li><a href="/1.html">关于2021年1月29日会议的通知</a></li></ul>',
        '<ul><li><a href="/1.html">甲</a><a href="/2.html">乙</a>2021-01-29</li></ul>',
        '<ul><li><a name="x">年度报告</a>2021-01-29</li></ul>',
        '<ul><li><a href="/1.html">年度报告</a>2021-13-29</li></ul>',
        '<ul><li><a href="/1.html">年度报告</a><script>var d = "2021-01-29";</script></li></ul>',
        '<div><a href="/1.html">年度报告</a>2021-01-29</div>',
        f'<table><tr><td><a href="/1.html">打印</a>{"正文" * 1500}2021-01-29</td></tr></table>',
    ],
)
def test_row_without_one_address_and_a_date_is_none(row: str) -> None:
    assert dated(row) == []


def test_layout_row_around_a_list_does_not_swallow_it() -> None:
    rows = "".join(
        f'<tr><td><a href="/{n}.html">报告{n}</a></td><td>2021-01-0{n}</td></tr>' for n in (1, 2, 3)
    )
    page = f"<table><tr><td>今天是2026年1月1日<table>{rows}</table></td></tr></table>"
    assert [(title, date) for _, title, date in dated(page)] == [
        ("报告1", "2021-01-01"),
        ("报告2", "2021-01-02"),
        ("报告3", "2021-01-03"),
    ]


def test_same_address_twice_is_one_entry_with_what_either_shows() -> None:
    html = '<ul><li><a href="/1.html"></a>2021-01-29</li><li><a href="/1.html#a">年度报告</a>2021-01-30</li></ul>'
    assert dated(html) == [(AT, "年度报告", "2021-01-29")]


def test_selector_names_links_or_elements_around_them() -> None:
    page = ListPage(
        URL,
        '<div class="x"><div><a href="/1.html">年度报告</a><b>2021-01-29</b></div></div><a href="/2.html">乙</a>',
    )
    wanted = [Entry(AT, "年度报告", "2021-01-29")]
    assert (
        selected_entries(page, ".x a")
        == selected_entries(page, ".x")
        == selected_entries(page, "div, b")
        == wanted
    )


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("./a.html", "http://www.shifan.example/zwgk/nb/a.html"),
        ("../../../../a.html", "http://www.shifan.example/a.html"),
        ("..\\a.html", "http://www.shifan.example/zwgk/a.html"),
        ("//WWW.Other.example/A.html", "http://www.other.example/A.html"),
        (" a.html\n", "http://www.shifan.example/zwgk/nb/a.html"),
        ("a b.html?q=年#x", "http://www.shifan.example/zwgk/nb/a%20b.html?q=%C4%EA"),
        ("年.html", "http://www.shifan.example/zwgk/nb/%E5%B9%B4.html"),
        ("%C4%EA%zz.html?w=%c4%ea&b=1+2", "http://www.shifan.example/zwgk/nb/%C4%EA%zz.html?w=%c4%ea&b=1+2"),
        ("http://h.example", "http://h.example/"),
        ("", ""),
        ("#top", ""),
        ("JavaScript:void(0)", ""),
        ("mailto:a@b.example", ""),
        ("ftp://h.example/", ""),
        ("http://[", ""),
        ("http://a b.example/", ""),
    ],
)
def test_address_is_what_a_browser_would_ask(href: str, url: str) -> None:
    assert ListPage(URL, "", "gb18030").absolute(href) == url


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://h.example/a.PDF", "attachment"),
        ("http://h.example/module/download/downfile.jsp?classid=0&filename=ab12.docx", "attachment"),
        ("http://h.example/a.html?from=list", "page"),
        ("http://h.example/zip", "page"),
    ],
)
def test_kind_is_told_by_the_address(url: str, kind: str) -> None:
    assert Entry(url).kind == kind


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("共30条 第1/3页", 30),
        ("第1/25页 共&nbsp;<b>372</b> 条", None),
        ("共 <b>372</b> 条记录，分 25 页", 372),
        ("本办法共12条", None),
        ("", None),
    ],
)
def test_total_is_read_beside_page_numbers_only(text: str, total: int | None) -> None:
    assert ListPage(URL, text).stated_total == total


@pytest.mark.parametrize(
    "page",
    [
        "".join(f'<li><a href="/{n}.html">报告</a>2021-01-01</li>' for n in range(6_000)),
        "<table><tr><td>" + "".join(f'<p><a href="/{n}.html">报告</a></p>' for n in range(6_000)),
        "<table><tr><td>" + '<p><a href="/1.html">报告</a></p>' * 6_000,
        "<ul><li>" * 5_000 + '<a href="/1.html">报告</a>' * 5_000,
        "<ul><li>" * 3_000 + "".join(f'<a href="/{n}.html">报告</a></li></ul>' for n in range(3_000)),
    ],
    ids=["flat", "layout", "one address", "deep", "deep and many"],
)
@pytest.mark.timeout(60)
def test_large_and_deep_lists_are_read_to_their_end(page: str) -> None:
    listing = ListPage(URL, page)
    linked = {entry.url for entry in selected_entries(listing, "li, p, a")}
    assert linked >= {entry.url for entry in dated_entries(listing)}
    assert linked
