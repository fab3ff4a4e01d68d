"""Choosing the body: markers, density, parts outside the container, articles in scripts, the second opinion."""

from __future__ import annotations

import pytest

from pipelines.body.choose import Chosen, choose
from pipelines.body.embedded import expand
from pipelines.body.families import COMMENT_PAIRS, MARKERS
from pipelines.body.opinion import ask, better
from pipelines.body.weigh import Weights, weigh
from pipelines.tree.flat import parse
from pipelines.tree.page import page_of

P = "示范市卫生健康委员会认真贯彻落实条例，全年主动公开政府信息一百条，依申请公开十条，均已按期答复。"
NAV = "<ul>" + "".join(f'<li><a href="/{i}/">栏目{i}政务公开</a></li>' for i in range(30)) + "</ul>"


def weights_of(html: str) -> Weights:
    tree = parse(html)
    return weigh(page_of("", tree, tree.texts), (), ())


def text_of(html: str, selector: str | None = None) -> str:
    weights = weights_of(html)
    chosen = choose(weights, selector)
    assert chosen is not None
    page = weights.page
    return "\n".join(line.text for line in page.lines if any(s <= line.runs[0] < e for s, e in chosen.parts))


def marker_of(html: str) -> str:
    chosen = choose(weights_of(html))
    return chosen.marker if chosen else ""


@pytest.mark.parametrize("marker", MARKERS, ids=lambda marker: f"{marker.family} {marker.selector}")
def test_each_marker_finds_the_article_it_holds(marker: object) -> None:
    name = str(getattr(marker, "selector", ""))
    if name.startswith("[id^="):
        opening, closing = '<div id="vsb_content_1028">', "</div>"
    elif name.startswith("["):
        opening, closing = f"<div {name[1:-1]}>", "</div>"
    elif name.startswith("."):
        opening, closing = f'<div class="{name[1:].replace(".", " ")}">', "</div>"
    elif "#" in name:
        opening, closing = f'<div id="{name.split("#")[1]}">', "</div>"
    else:
        opening, closing = f"<{name}>", f"</{name}>"
    assert name in marker_of(f"{NAV}{opening}<p>{P}</p><p>{P}</p>{closing}{NAV}")


@pytest.mark.parametrize("pair", COMMENT_PAIRS, ids=lambda pair: str(pair.start))
def test_each_pair_of_comments_marks_the_article(pair: object) -> None:
    start, end = getattr(pair, "start", ""), getattr(pair, "end", "")
    html = f"{NAV}<div><h1>题</h1><!--{start}--><p>{P}</p><p>{P}</p><!--{end}--><p>尾</p></div>{NAV}"
    assert text_of(html) == f"{P}\n{P}"


def test_an_empty_marker_is_not_believed() -> None:
    assert marker_of(f'<div id="zoom"></div><div class="x"><p>{P}</p><p>{P}</p></div>') == "density"


def test_a_marker_on_a_teaser_is_not_believed_against_the_article() -> None:
    html = f'<div id="content"><p>本页简介，仅供参考。</p></div><div class="x">{f"<p>{P}</p>" * 6}</div>'
    assert marker_of(html) == "density"


def test_of_nested_markers_the_inner_is_taken_when_it_holds_the_same() -> None:
    assert marker_of(f'<div id="zoom"><div class="TRS_Editor"><p>{P}</p></div></div>') == "trs .TRS_Editor"


def test_of_nested_markers_the_outer_is_taken_when_it_holds_more() -> None:
    html = f'<div id="zoom"><p>{P}</p><div class="TRS_Editor"><p>{P}</p></div><p>{P}</p></div>'
    assert marker_of(html) == "shared #zoom"


def test_two_containers_of_one_family_are_both_the_article() -> None:
    html = f'<div id="vsb_content"><p>{P}</p></div>{NAV}<div id="vsb_content_2"><p>{P}续。</p></div>'
    assert text_of(html).count("示范市") == 2


def test_a_second_copy_of_the_article_is_left_out() -> None:
    html = f'<div id="zoom"><p>{P}</p></div><div id="zoom"><p>{P}</p></div>'
    assert text_of(html) == P


def test_prose_and_signature_after_the_container_belong() -> None:
    html = f'<div><div id="zoom"><p>{P}</p><p>{P}</p></div>{P}尾。<p>示范市卫生健康委员会</p><p>2021年1月22日</p>{NAV}</div>'
    assert text_of(html).split("\n")[2:] == [f"{P}尾。", "示范市卫生健康委员会", "2021年1月22日"]


def test_links_after_the_container_do_not_belong() -> None:
    assert "栏目" not in text_of(f'<div><div id="zoom"><p>{P}</p></div>{NAV}<p>{P}</p></div>')


@pytest.mark.parametrize(
    "article",
    [
        f"<table><tr><td>{P}<br><br>{P}<br>二、其他<br>{P}</td></tr></table>",
        f"<div><section><section><section><p><span>{P}</span></p></section></section><section><p>{P}</p></section></section></div>",
        f"<html><head><title>x</title></head><body><div><p>{P}</p><p>{P}</p></div></body></html>",
        f"<div><div>{P}</div><div>{P}</div></div>",
    ],
    ids=["cell with br lines", "editor sections", "document in a document", "div paragraphs"],
)
def test_density_finds_an_article_without_any_marker(article: str) -> None:
    html = f"<div>{NAV}</div><div><div>{NAV}</div><div>{article}</div></div><div>{NAV}</div>"
    assert text_of(html).count("示范市") >= 2
    assert "栏目" not in text_of(html)


def test_links_to_files_do_not_count_against_the_article() -> None:
    html = f'<div>{NAV}</div><div id="zoom"><p><a href="./P0001.pdf">示范市年度报告.pdf</a></p></div>'
    assert text_of(html) == "示范市年度报告.pdf"


def test_the_selector_of_the_site_goes_before_all() -> None:
    html = f'<div id="zoom"><p>{P}</p></div><div class="own"><p>本站正文。</p></div>'
    assert text_of(html, ".own") == "本站正文。"


def test_a_page_without_text_has_no_body() -> None:
    assert choose(weights_of("<div></div>")) is None


def test_an_article_in_a_script_is_written_into_the_page() -> None:
    script = '<script>window._CONFIG = {SID:"1", DETAIL: {"id":1,"content":"<p>' + P + '<\\/p>"}};</script>'
    html, family = expand(f"<body>{script}</body>")
    assert family == "guangdong"
    assert text_of(html) == P


@pytest.mark.parametrize(
    "script",
    [
        '<script>window._CONFIG = {DETAIL: {"content": "坏',
        '<script>window._CONFIG = {DETAIL: {"content": ""}}</script>',
        '<script>window._CONFIG = {DETAIL: {"content": "\\ud800"}}</script>',
        "<script>var DETAIL = 1</script>",
    ],
)
def test_a_script_without_an_article_changes_nothing(script: str) -> None:
    assert expand(script) == (script, "")


def test_the_second_opinion_is_a_place_in_our_own_tree() -> None:
    html = f"<html><body>{NAV}<div><article><p>{P}</p><p>{P}再。</p></article></div>{NAV}</body></html>"
    other = ask(html, weights_of(html))
    assert other is not None
    assert other.marker == "trafilatura"


def test_the_second_opinion_is_believed_only_when_it_holds_clearly_more_prose() -> None:
    weights = weights_of(f'<div id="a"><p>{P}</p></div><div id="b"><p>{P}</p><p>{P}</p><p>{P}</p></div>')
    tree = weights.page.tree
    a, b = (tree.select(f"#{name}")[0] for name in "ab")
    own, other = (Chosen(((node, tree.ends[node]),), node, "", 0.5) for node in (a, b))
    assert better(own, other, weights)
    assert not better(other, own, weights)
    assert better(None, own, weights)


TITLED = "<html><head><title>关于开展检查的通告_示范市</title></head><body><h1>关于开展检查的通告</h1>"
ITEM = '<div class="item"><h4><a href="/{0}.html">示范市第{0}次会议召开</a></h4><p>会议研究部署了第{0}季度工作，强调要统筹推进，不断提升服务水平。</p></div>'


def test_comments_do_not_outweigh_a_short_notice() -> None:
    comments = "".join(f"<p>第{n}条留言说得很好，希望有关部门尽快落实，不要再拖延了。</p>" for n in range(20))
    html = f'{TITLED}<div class="a"><div class="nr"><p>{P}</p></div><div class="comment-list">{comments}</div></div>'
    assert text_of(html) == P


def test_a_list_of_other_articles_with_summaries_is_not_the_article() -> None:
    items = "".join(ITEM.format(n) for n in range(1, 9))
    html = f'{TITLED}<div class="l"><p>示范市气象台今日发布大风蓝色预警，请注意防范。</p></div><div class="r">{items}</div>'
    assert text_of(html).splitlines()[-1] == "示范市气象台今日发布大风蓝色预警，请注意防范。"


def test_a_page_that_is_a_list_with_summaries_keeps_its_first_entry() -> None:
    items = "".join(ITEM.format(n) for n in range(1, 9))
    assert "第1季度" in text_of(f'{TITLED}<div class="r">{items}</div>')


def test_a_paragraph_in_a_style_of_word_that_is_called_comment_stays() -> None:
    html = f'{TITLED}<div class="nr"><p>{P}</p><p class="MsoCommentText">{P}以上。</p></div>'
    assert f"{P}以上。" in text_of(html)


def test_the_article_element_that_holds_the_title_ends_where_it_says() -> None:
    other = f"<div><p>{P}</p><p>{P}</p><p>{P}</p><p>{P}</p></div>"
    html = f"<html><head><title>关于开展检查的通告</title></head><body><article><h1>关于开展检查的通告</h1><p>{P}甲。</p></article>{other}"
    assert text_of(html) == f"关于开展检查的通告\n{P}甲。"
    assert marker_of(html) == "html5 article"


def test_the_title_is_found_below_the_menus_of_a_whole_portal_only_in_an_h1() -> None:
    html = "<title>关于开展检查的通告</title>" + NAV * 3 + "<{0}>关于开展检查的通告</{0}>" + f"<p>{P}</p>"
    below = weights_of(html.format("h1")).title
    assert below is not None and below > 60
    assert weights_of(html.format("p")).title is None


def test_what_a_script_says_of_its_article_is_written_into_tags() -> None:
    detail = (
        '{"title":"检查\\u901a告","publisher":"示范市\\"卫健委\\"","date":"2024-03-05","content":"<p>'
        + P
        + '</p>"}'
    )
    page, _ = expand(f"<body><script>_CONFIG = {{DETAIL: {detail}}}</script></body>")
    assert '<meta name="ArticleTitle" content="检查通告">' in page
    assert '<meta name="Publisher" content="示范市&quot;卫健委&quot;">' in page
    assert '<meta name="PubDate" content="2024-03-05">' in page
