"""How tables are written: bare cells, cells pasted from Word, and cells wrapped in layers of spans."""

import random
from html import escape
from typing import Literal

from crawler.replica.article import Cell, Table

Style = Literal["bare", "word", "soup", "exported"]

_OPEN = {
    "bare": '<table border="1" cellspacing="0" cellpadding="0" width="100%"><tbody>',
    "word": '<table class="MsoNormalTable" border="0" cellspacing="0" cellpadding="0" width="640"'
    ' style="border-collapse:collapse;mso-padding-alt:0cm 0cm 0cm 0cm">',
    "exported": '<div align="center"><table class="MsoTableGrid" border="1" cellspacing="0" cellpadding="0" width="100%"'
    ' style="width:100.0%;border-collapse:collapse;border:none;mso-border-alt:solid windowtext .5pt;mso-yfti-tbllook:1184">',
    "soup": '<div class="table-wrap"><table style="border-collapse: collapse;"><colgroup></colgroup><tbody>',
}
_CLOSE = {
    "bare": "</tbody></table>",
    "word": "</table>",
    "exported": "<![if !supportMisalignedColumns]><![endif]></table></div>",
    "soup": "</tbody></table></div>",
}


def table_html(table: Table, style: Style, rng: random.Random) -> str:
    """Write `table` in one style, or as it was exported; line breaks and tabs stand only between tags."""
    style = "exported" if table.exported else style
    rows = "\n".join(f"<tr>{''.join(_cell(cell, style, rng) for cell in row)}</tr>" for row in table.rows)
    return f"{_OPEN[style]}\n{rows}\n{_CLOSE[style]}\n"


def _cell(cell: Cell, style: Style, rng: random.Random) -> str:
    spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1) + f' colspan="{cell.colspan}"' * (
        cell.colspan > 1
    )
    words = escape(cell.text, quote=False)
    if style == "bare":
        return f"<td{spans}>{words or rng.choice(('', '&nbsp;'))}</td>\n"
    if style == "exported":
        run = _word_run(words) if words else '<span lang="EN-US"><o:p>&nbsp;</o:p></span>'
        return (
            f'<td width="{rng.randint(4, 70)}%"{spans} valign="top" style="width:{rng.randint(4, 70)}.0%;padding:0cm 5.4pt">'
            f'<p class="MsoNormal" style="mso-element:frame;line-height:12.0pt">{run}<span lang="EN-US"><o:p></o:p></span></p></td>\n'
        )
    if style == "word":
        run = _word_run(words) if words else '<span lang="EN-US"><o:p>&nbsp;</o:p></span>'
        return (
            f'<td width="{rng.randint(40, 190)}"{spans} valign="center" style="border:solid windowtext 1.0pt">'
            f'<p class="MsoNormal" align="center" style="text-align:center;">{run}</p></td>\n'
        )
    return f'<td{spans}>\n\t<div><span style="font-size: 14px;"><span>{words or "<br>"}</span></span></div>\n</td>\n'


def _word_run(words: str) -> str:
    """One or two spans, cut before the last character as Word does where the font changes."""
    font = "font-family:仿宋_GB2312;font-size:10.5pt"
    if words.isascii():
        return f'<span lang="EN-US" style="{font}">{words}</span>'
    cut = len(words) - 1 if len(words) > 3 and "&" not in words else len(words)
    tail = f'<span style="{font};letter-spacing:.2pt">{words[cut:]}</span>' if words[cut:] else ""
    return f'<span style="{font}">{words[:cut]}</span>{tail}'
