"""Articles that a script holds as data: written into the page before it is parsed, so that one tree has everything.

Guangdong's gkmlpt pages show nothing without their script; the body stands JSON-escaped in `_CONFIG.DETAIL.content`.
Each row of the table finds one such place; the engine writes what it found into an element of our own name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

ATTRIBUTE = "data-gongkai-embedded"
"""Marks the element that the article was written into; `families` knows it as a marker."""
_LEAST_HAN = 20
_HAN = re.compile("[\u4e00-\u9fff]")
_STRING = r'"(?:[^"\\]|\\.)*"'


@dataclass(frozen=True)
class Embedded:
    """One way a family hides its article in a script."""

    family: str
    sign: str
    """Plain text that must stand in the page before anything is searched."""
    find: Callable[[str], str | None]
    why: str
    facts: Callable[[str], dict[str, str]] = lambda html: {}
    """What the same script says about the article, by the name of the meta tag it is written into."""


def expand(html: str) -> tuple[str, str]:
    """The page with its embedded article written at the end of the body, and the family's name; '' when none.

    Never raises; a page without such an article comes back as it was.

    >>> page = '<body><script>window._CONFIG = {DETAIL: {"content": "<p>' + "公开" * 12 + '<\\\\/p>"}}</script></body>'
    >>> expand(page)[1], expand(page)[0][-17:]
    ('guangdong', '</p></div></body>')
    """
    for row in EMBEDDED:
        if row.sign in html:
            content = row.find(html)
            if content and len(_HAN.findall(content)) >= _LEAST_HAN:
                tags = (
                    f'<meta name="{name}" content="{escape(said)}">' for name, said in row.facts(html).items()
                )
                element = f'{"".join(tags)}<div {ATTRIBUTE}="{row.family}">{content}</div>'
                close = html.lower().rfind("</body")
                at = close if close >= 0 else len(html)
                return html[:at] + element + html[at:], row.family
    return html, ""


def _gkmlpt(html: str) -> str | None:
    detail = re.search(r"[\"']?DETAIL[\"']?\s*[:=]\s*\{", html)
    if detail is None:
        return None
    value = re.compile(rf"[\"']?content[\"']?\s*:\s*({_STRING})").search(html, detail.end())
    return _json_string(value[1]) if value else None


_GKMLPT_FACTS = (
    ("title", "ArticleTitle"),
    ("display_publish_time", "PubDate"),
    ("date", "PubDate"),
    ("publisher", "Publisher"),
    ("document_number", "DocumentNumber"),
    ("identifier", "IndexNumber"),
)
"""Keys of the script's object, in order of trust, and the meta tags that say the same."""


def _gkmlpt_facts(html: str) -> dict[str, str]:
    detail = re.search(r"[\"']?DETAIL[\"']?\s*[:=]\s*\{", html)
    found: dict[str, str] = {}
    for key, name in _GKMLPT_FACTS if detail else ():
        value = re.compile(rf"[{{,]\s*[\"']?{key}[\"']?\s*:\s*({_STRING})").search(
            html, detail.end() - 1 if detail else 0
        )
        said = _json_string(value[1]) if value else None
        if said and name not in found:
            found[name] = said
    return found


def _ueditor_script(html: str) -> str | None:
    """`<script id="content" type="text/plain">`: the editor's own holder, shown by a script."""
    holder = re.search(
        r"<script[^>]*type=[\"']?text/(?:plain|html)[\"']?[^>]*>(\s*<(?:p|div|table|section)\b.*?)</script>",
        html,
        re.DOTALL | re.IGNORECASE,
    )
    return holder[1] if holder and "{{" not in holder[1] and "<%" not in holder[1] else None


def _json_string(literal: str) -> str | None:
    try:
        text = json.loads(literal, strict=False)
    except ValueError:
        return None
    return text if isinstance(text, str) else None


EMBEDDED: tuple[Embedded, ...] = (
    Embedded(
        "guangdong",
        "DETAIL",
        _gkmlpt,
        "gkmlpt: the article is JSON in window._CONFIG, shown by a script",
        _gkmlpt_facts,
    ),
    Embedded("ueditor", "text/plain", _ueditor_script, "UEditor keeps the article in a script element"),
)
