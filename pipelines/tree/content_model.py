"""What HTML5 says of its elements, as far as it decides how deep a page nests (HTML Living Standard, 13.2.6)."""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
"""Elements without an end tag."""
INLINE = _names("applet area br button embed img input keygen marquee object select wbr")
"""Special elements before which unclosed formatting is opened anew, as before text."""
IGNORED = _names("html head body frameset")
"""Made once, whatever stands in the page."""
RAW_TEXT = _names("script style textarea title xmp iframe noembed noframes plaintext")
"""Elements whose content is no markup."""
FOREIGN = _names("svg math")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
"""Elements that are opened anew in the next block when a block ends before they do."""
ROW_GROUPS = _names("tbody thead tfoot")
TABLE_PARTS = _names("table caption colgroup tr td th") | ROW_GROUPS
BARRIERS = _names("applet button caption marquee object table td template th")
"""Elements that an end tag inside them does not reach out of."""
MARKED = _names("applet caption marquee object td template th")
"""Elements that formatting outside them does not reach into."""
CLOSES_PARAGRAPH = HEADINGS | _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " header hgroup hr li listing main menu nav ol p pre search section summary ul"
)
SPECIAL = CLOSES_PARAGRAPH | BARRIERS | TABLE_PARTS | RAW_TEXT | VOID | IGNORED | _names("noscript select")
"""Elements that end tags of inline elements do not pass."""
LIST_BARRIERS = SPECIAL - _names("address div p")
"""Elements in which a list item does not end the item around them."""
