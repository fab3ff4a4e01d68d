"""How the body of an article is written: plain paragraphs, Word paste, span soup, or lines cut by `<br>`."""

import random
import re
from collections.abc import Callable, Sequence
from html import escape

from crawler.replica.article import Block, File, FileLine, Para, Table
from crawler.replica.markup.tables import table_html

Href = Callable[[File], str]
Writer = Callable[[Sequence[Block], Href, random.Random], str]

_RUNS = re.compile(r"[0-9A-Za-z@.,%‰-]+|[^0-9A-Za-z@.,%‰-]+")
_INDENTS = ("　　", "&emsp;&emsp;", "&nbsp;&nbsp;&nbsp;&nbsp;", "")
_ALIGNED = {"signature": "right", "date": "right", "number": "center"}


def plain(blocks: Sequence[Block], href: Href, rng: random.Random) -> str:
    """One `p` a paragraph, indented by spaces of one kind or another."""
    indent = rng.choice(_INDENTS)

    def para(block: Para) -> str:
        words = escape(block.text, quote=False)
        if block.role in _ALIGNED:
            return f'<p style="text-align: {_ALIGNED[block.role]};">{words}</p>\n'
        if block.role == "heading":
            return f"<p>{indent}<strong>{words}</strong></p>\n"
        return f"<p>{'' if block.role == 'address' else indent}{words}</p>\n"

    return _write(
        blocks,
        para,
        lambda line: f"<p>{indent}{_link(line, href)}</p>\n",
        lambda table: table_html(table, "bare", rng),
    )


def word(blocks: Sequence[Block], href: Href, rng: random.Random) -> str:
    """Paragraphs pasted from Word: a span for each change of script, long numbers cut in two."""

    def para(block: Para) -> str:
        align = f"text-align:{_ALIGNED[block.role]};" if block.role in _ALIGNED else "text-indent:32.0pt;"
        runs = "".join(_runs(block.text, rng))
        bold = f"<b>{runs}</b>" if block.role == "heading" else runs
        return f'<p class="MsoNormal" style="{align}line-height:28.0pt">{bold}<span lang="EN-US"><o:p></o:p></span></p>\n'

    return _write(
        blocks,
        para,
        lambda line: f'<p class="MsoNormal">{_link(line, href)}</p>\n',
        lambda table: table_html(table, "word", rng),
    )


def _runs(text: str, rng: random.Random) -> list[str]:
    """The spans of one paragraph."""
    spans = []
    for run in _RUNS.findall(text):
        if not run.isascii():
            spans.append(
                f'<span style="font-family:仿宋_GB2312;font-size:16.0pt">{escape(run, quote=False)}</span>'
            )
            continue
        cut = rng.randint(1, len(run) - 1) if len(run) > 2 and rng.random() < 0.5 else len(run)
        spans += [
            f'<span lang="EN-US" style="font-size:16.0pt">{part}</span>'
            for part in (run[:cut], run[cut:])
            if part
        ]
    return spans


def soup(blocks: Sequence[Block], href: Href, rng: random.Random) -> str:
    """Sections in sections and spans in spans, with quotation marks as entities."""

    def para(block: Para) -> str:
        words = escape(block.text, quote=False).replace("“", "&ldquo;").replace("”", "&rdquo;")
        cut = block.text.find("，") + 1
        if cut and "“" not in block.text[:cut]:
            words = f'<span>{words[:cut]}</span><span></span><font face="宋体">{words[cut:]}</font>'
        if block.role == "heading":
            return f'<section><h2 style="font-size: 18px;"><span>{words}</span></h2></section>\n'
        tag = rng.choice(("p", "p", "div"))
        align = f"text-align: {_ALIGNED.get(block.role, 'justify')};"
        return (
            f'<section><section data-role="paragraph"><{tag} style="{align}"><span style="color: #333;"><span>'
            f"{words}</span></span></{tag}></section></section>\n"
        )

    return _write(
        blocks,
        para,
        lambda line: f"<section><p><span>{_link(line, href)}</span></p></section>\n",
        lambda table: f"<section>{table_html(table, 'soup', rng)}</section>\n",
    )


def breaks(blocks: Sequence[Block], href: Href, rng: random.Random) -> str:
    """Lines ended by `<br>` and indented by `&nbsp;`; each table sits in a cell of a layout table."""
    end = rng.choice(("<br>", "<BR>\r\n", "<br /><br />\r\n"))

    def para(block: Para) -> str:
        words = escape(block.text, quote=False)
        if block.role == "heading":
            words = f"<b>{words}</b>"
        return f"&nbsp;&nbsp;&nbsp; {words}{end}"

    def layout(table: Table) -> str:
        inner = table_html(table, rng.choice(("bare", "word")), rng)
        return (
            f'<TABLE width="96%" border=0 align=center cellPadding=0><TR><TD height=8></TD></TR>\r\n'
            f"<TR><TD>{inner}</TD></TR></TABLE>\r\n"
        )

    return _write(blocks, para, lambda line: f"&nbsp;&nbsp;&nbsp; {_link(line, href)}{end}", layout)


def _link(line: FileLine, href: Href) -> str:
    name = escape(line.file.name, quote=False)
    return f'{escape(line.before, quote=False)}<a href="{escape(href(line.file))}" target="_blank">{name}</a>'


def _write(
    blocks: Sequence[Block],
    para: Callable[[Para], str],
    line: Callable[[FileLine], str],
    table: Callable[[Table], str],
) -> str:
    """Write each block with the function for its kind."""
    out = []
    for block in blocks:
        if isinstance(block, Para):
            out.append(para(block))
        else:
            out.append(table(block) if isinstance(block, Table) else line(block))
    return "".join(out)
