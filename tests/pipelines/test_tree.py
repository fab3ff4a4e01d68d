"""The flat tree: order, ranges, visibility, lines, selectors and paths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.tree.flat import TEXT, parse, plain
from pipelines.tree.page import Page, page_of, tidy
from pipelines.tree.paths import css_path


def page(html: str) -> Page:
    tree = parse(html)
    return page_of("", tree, tree.texts)


def lines(html: str) -> list[str]:
    return [tidy(line.text) for line in page(html).lines]


def visible_by_walk(html: str) -> int:
    tree = parse(html)
    return sum(len("".join(tree.texts[run].split())) for run in tree.runs if not tree.hidden[run])


def test_a_subtree_is_a_range_of_ordinals() -> None:
    tree = parse("<div><p>a</p><p>b</p></div><p>c</p>")
    div = tree.select("div")[0]
    inside = [tree.texts[node] for node in range(div, tree.ends[div]) if tree.tags[node] == TEXT]
    assert inside == ["a", "b"]


def test_text_after_the_end_of_the_document_is_kept() -> None:
    assert lines("<html><body><p>a</p></body></html><p>b</p>") == ["a", "b"]


def test_nesting_of_thousands_is_walked() -> None:
    assert lines("<div>" * 3000 + "公开" + "</div>" * 3000) == ["公开"]


def test_inline_borders_neither_glue_nor_split() -> None:
    assert lines("<p>〔<span>2017</span>〕<span>60</span>号</p>") == ["〔2017〕60号"]


def test_blocks_and_br_end_a_line() -> None:
    assert lines("<td>一<br>二<div>三</div>四</td>") == ["一", "二", "三", "四"]


@pytest.mark.parametrize(
    "html",
    [
        '<div style="DISPLAY:none">暗</div>',
        '<div style="visibility: hidden">暗</div>',
        "<div hidden>暗</div>",
        '<div aria-hidden="true">暗</div>',
        "<noscript>暗</noscript>",
        "<template>暗</template>",
        "<select><option>暗</option></select>",
        "<textarea>暗</textarea>",
        "<script>暗</script>",
        "<style>暗</style>",
        "<!-- 暗 -->",
    ],
)
def test_what_a_reader_does_not_see_makes_no_line(html: str) -> None:
    assert lines(f"<p>明</p>{html}") == ["明"]


def test_display_none_inside_a_longer_word_hides_nothing() -> None:
    assert lines('<p style="display:none-of-it">明</p>') == ["明"]


def test_an_unseen_element_that_two_selectors_match_is_counted_once() -> None:
    html = '<p>明</p><textarea style="color:red">暗</textarea>'
    assert parse(html).count_visible() == visible_by_walk(html) == 1


soup = st.lists(
    st.sampled_from(
        "<p> </p> <div> </div> <table> <tr> <td> </table> <a> </a> <select> <option> <textarea> </textarea> <script> "
        "</script> <style> </style> <noscript> <template> </template> <iframe> <svg> <title> <form> <button> <h1> <br> "
        '<div\tstyle="display:none"> <p\thidden> <!--x--> <!-- </html> 公开 信息 a &nbsp; \u200b'.split(" ")
    ),
    max_size=40,
)


@given(soup)
def test_the_walk_and_the_parser_count_the_same_visible_characters(pieces: list[str]) -> None:
    html = "".join(pieces)
    assert parse(html).count_visible() == visible_by_walk(html)


@given(soup)
def test_ranges_nest_and_parents_stand_before_children(pieces: list[str]) -> None:
    tree = parse("".join(pieces))
    for node, parent in enumerate(tree.parents):
        assert parent < node < tree.ends[node] <= (tree.ends[parent] if parent >= 0 else len(tree.tags))


@given(soup)
def test_an_index_answers_selectors_as_the_css_engine_does(pieces: list[str]) -> None:
    tree = parse("".join(pieces))
    for selector in ("p", "[hidden]", 'div[style*="none"]', "p, a"):
        assert tree.select(selector) == tree.select(f":is({selector})")


def test_selectors_by_class_id_and_attribute() -> None:
    tree = parse('<div id="vsb_content_2" class="a b"><a href="javascript:doZoom(1)">x</a></div>')
    div, link = tree.select("div")[0], tree.select("a")[0]
    assert (
        tree.select(".b.a") == tree.select('[id^="vsb_content"]') == tree.select("div#vsb_content_2") == [div]
    )
    assert tree.select('a[href^="javascript:doZoom"]') == tree.select("div > a") == [link]


def test_a_selector_that_is_no_css_is_named() -> None:
    with pytest.raises(ValueError, match="is not a CSS selector"):
        parse("<p>").select("p >> q")


def test_a_path_finds_its_element_again() -> None:
    tree = parse(
        '<div><p>a</p><p>b<b>c</b></p></div><div id="zoom"><p>d</p></div><div id="1x"><p>e</p></div>'
    )
    for node, tag in enumerate(tree.tags):
        if not tag.startswith("-"):
            assert tree.select(css_path(tree, node)) == [node]


def test_a_path_begins_at_the_hundredth_ancestor_at_the_latest() -> None:
    tree = parse("<div>字" * 300)
    paths = [css_path(tree, node) for node, tag in enumerate(tree.tags) if tag == "div"]
    assert max(path.count(">") for path in paths) == 99
    assert paths[40].startswith("html > body > div")


def test_plain_text_is_a_tree_of_lines() -> None:
    tree = plain("一\n\n二\r\n")
    read = page_of("", tree, tree.texts)
    assert [line.text for line in read.lines] == ["一", "二"]
    assert tree.select("line") == []
    assert tree.count_visible() == 2


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("　　公开\r\n  信息", "公开信息"),
        ("a\nb", "a b"),
        ("张　三", "张 三"),
        ("公开，\n信息", "公开，信息"),
    ],
)
def test_tidy_joins_wrapped_han_and_keeps_other_gaps(text: str, tidied: str) -> None:
    assert tidy(text) == tidied
