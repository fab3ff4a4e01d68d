"""What the outcome rules look at: one exchange, with the questions they ask of it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cached_property

from pipelines.capture import Capture, TooLarge
from pipelines.exchange import Exchange

PROBE = 64 * 1024
"""Bytes of a page that are looked at; block pages and error pages are far smaller."""

SILENT = re.compile(r"(?is)<(script|style|noscript|template)\b.*?(?:</\1\s*>|$)|<!--.*?(?:-->|$)")
TITLE = re.compile(r"(?is)<title[^>]*>(.*?)</title")
CONTENT = re.compile(
    r"(?i)<meta[^>]+name\s*=\s*[\"']?(?:ArticleTitle|PubDate|ContentSource)\b"
    r"|<ucapcontent\b|TRS_Editor|(?:发布|发文|成文)(?:时间|日期)\s*[:：]|索引号\s*[:：]"
)
"""Marks of a published article (GB/T 33476 page metadata, or the line under its title). Error pages have none."""
DATE = re.compile(r"20\d\d[-/.年][01]?\d[-/.月][0-3]?\d")


@dataclass(frozen=True)
class Answer:
    """An exchange as a rule sees it. Nothing here is kept; the archive keeps the exchange."""

    exchange: Exchange

    @cached_property
    def capture(self) -> Capture:
        return self.exchange.capture()

    @property
    def status(self) -> int:
        """The status code; 0 when no answer can be recognised."""
        return self.capture.status or 0

    @property
    def failure(self) -> str:
        """The kind of failure, "" for none."""
        return kind_of(self.exchange.error)

    @cached_property
    def probe(self) -> str:
        """The beginning of the body as text, "" for what is not markup or plain text."""
        try:
            start = self.capture.entity[:PROBE]
        except TooLarge:
            return ""
        kind = (self.capture.header("content-type") or "").lower()
        if not re.search(r"html|xml|text|json|javascript", kind) and start.lstrip()[:1] not in (b"<", b"{"):
            return ""
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(
                start
            )  # a character cut at the end is no error
        except UnicodeDecodeError:
            return start.decode("gb18030", "replace")

    @cached_property
    def title(self) -> str:
        found = TITLE.search(self.probe)
        return " ".join(found[1].split()) if found else ""

    @cached_property
    def visible(self) -> str:
        """What a reader would see, roughly, without white space: enough to tell a page from a shell of a page."""
        shown = TITLE.sub("", SILENT.sub("", self.probe))
        return "".join(re.sub(r"(?s)<[^>]*>", " ", shown).split())

    @property
    def data(self) -> bool:
        """Whether this is an answer for a program (JSON, the XML of a listing), which has no error pages in words."""
        return self.probe.lstrip()[:1] in ("{", "[") or bool(
            re.match(r"(?i)\s*<(?:\?xml|datastore)\b", self.probe)
        )

    @property
    def published(self) -> bool:
        """Whether the page carries marks of an article, or dates as a listing does: content, whatever its words."""
        return bool(CONTENT.search(self.probe)) or len(DATE.findall(self.visible)) > 1


def kind_of(error: str) -> str:
    """The kind that opens `Exchange.error`; "" for an exchange that did not fail.

    >>> kind_of("refused: the connection was refused"), kind_of("")
    ('refused', '')
    """
    return error.partition(":")[0]
