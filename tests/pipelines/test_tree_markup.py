"""A page read back from its parser's markup is the page that the parser answers for, node by node."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from pipelines.tree.flat import parse
from pipelines.tree.markup import read_back
from pipelines.tree.nodes import Nodes, attributes_of, head_of
from pipelines.tree.walk import walk

GOLDEN = Path(__file__).parents[1] / "golden"
CORPUS = os.environ.get("GONGKAI_CORPUS", "")

HARMLESS = (
    "<p> </p> <div> </div> <table> <tr> <td> </td> </table> <a> </a> <b> </b> <nobr> <form> </form> <button> <li> <ul> "
    "<select> <option> </select> <textarea> </textarea> <script>a<b</script> </script> <style> </style> <noscript> </noscript> "
    "<iframe> </iframe> <xmp> </xmp> <noembed> </noembed> <noframes> </noframes> <title> </title> <pre> <listing> <frameset> "
    "<frame> <head> <body> <html> </html> </body> <caption> <col> <input> <img> <image> <br> </br> <hr> <wbr> <keygen> <embed> "
    "<object> <param> <o:p> <dd> <ruby> <rt> <font> <marquee> <dialog> <menuitem> <bgsound> "
    "<!--x--> <!-- --> <!--> <!-x> <!---> <?xml?> ]]> <![CDATA[ <!DOCTYPE\thtml> <P\tCLASS='A\tB'> <p\thidden> <p\taria-hidden=true> "
    "<div\tstyle='DISPLAY:none'> <div\tstyle='visibility:HIDDEN'> <a\thref='x?a=1&b=2'> <p\ttitle='a>b<c&d|\"e'> <p\t=a> <p\ta\"=1> "
    "<p\txml:lang=a> 公开 a &nbsp; &amp;lt; &lt; &gt; &quot; &#13; &#0; \0 \n \u3000 > & \" '"
).split(" ")
DOUBTFUL = (
    "<script> <svg> </svg> <math> </math> <mi> <foreignObject> <desc> <source> <link> <annotation-xml> <template> </template> "
    '<plaintext> <a<b> <x/y> <p\t<a> <p/"a> <svg:y> < <!--<script> --></script>'
).split(" ")


def page(pieces: list[str]) -> LexborHTMLParser:
    return LexborHTMLParser("".join(pieces).replace("\t", " "))


def both(dom: LexborHTMLParser) -> tuple[Nodes | None, Nodes]:
    assert dom.root is not None
    return read_back(dom.root.html or ""), walk(dom.root)


@given(st.lists(st.sampled_from(HARMLESS), max_size=40))
def test_what_is_read_back_is_what_the_parser_says(pieces: list[str]) -> None:
    read, asked = both(page(pieces))
    assert read == asked


@settings(max_examples=300)
@given(st.lists(st.sampled_from(HARMLESS + 3 * DOUBTFUL), max_size=40))
def test_where_markup_may_mean_two_trees_nothing_is_read_back_or_the_right_one(pieces: list[str]) -> None:
    read, asked = both(page(pieces))
    assert read is None or read == asked


@given(st.lists(st.sampled_from(HARMLESS + DOUBTFUL), max_size=40))
def test_a_page_has_the_parsers_own_tree_whichever_way_it_was_made(pieces: list[str]) -> None:
    dom = page(pieces)
    tree = parse("".join(pieces).replace("\t", " "))
    assert dom.root is not None
    assert (tree.tags, tree.texts, tree.hidden) == (
        walk(dom.root).tags,
        walk(dom.root).texts,
        walk(dom.root).hidden,
    )


@pytest.mark.parametrize(
    "html",
    [
        "<template><p>a</p></template>b",
        "a<plaintext></plaintext><b>c",
        "<x<y>a",
        "<p a<b=1>c",
        "<script><!--<script></script><p>a</script>--></script>b",
        "<svg><style>&lt;/style>&lt;b>x&lt;/b>&lt;style></style></svg>",
        "<svg><source>a</source></svg>",
    ],
)
def test_markup_of_two_trees_is_not_read_back(html: str) -> None:
    read, asked = both(LexborHTMLParser(html))
    assert read is None
    assert asked.tags == parse(html).tags


def test_text_of_scripts_and_frames_is_taken_as_it_stands() -> None:
    read, asked = both(LexborHTMLParser("<script>if (a<b && c>d) '</p>'</script><iframe><p>&lt;</iframe>"))
    assert read == asked
    assert [text for text in asked.texts if text] == ["if (a<b && c>d) '</p>'", "<p>&lt;"]


def test_deep_nesting_is_read_back() -> None:
    read, asked = both(LexborHTMLParser("<div>" * 2000 + "公开"))
    assert read == asked


@given(st.dictionaries(st.text("abc-:_", min_size=1), st.text("a b\"'&<>=\n\N{NO-BREAK SPACE}公;")))
def test_a_head_keeps_every_attribute(attributes: dict[str, str]) -> None:
    assert attributes_of(head_of("p", attributes)) == attributes


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("pages/*/page.html")), ids=lambda path: path.parent.name)
def test_golden_pages_are_read_back_exactly(path: Path) -> None:
    for encoding in ("utf-8", "gb18030"):
        read, asked = both(LexborHTMLParser(path.read_bytes().decode(encoding, "replace")))
        assert read is None or read == asked


@pytest.mark.skipif(not CORPUS, reason="GONGKAI_CORPUS names no folder of real pages")
def test_real_pages_are_read_back_exactly() -> None:
    paths = sorted(Path(CORPUS).rglob("*.html"))
    made = [both(LexborHTMLParser(path.read_bytes().decode("utf-8", "replace"))) for path in paths]
    assert all(read is None or read == asked for read, asked in made)
    assert sum(read is None for read, _ in made) * 4 < len(made)
