"""A no-break space that ate the angle bracket after it: `\u283c/span>` in the text.

Seen on a city portal: bytes of `&nbsp;` regenerated in a wrong width swallow the `<` of the closing tag and form a Braille or
Tibetan character, so that `/span>` becomes visible. The stretch holds no text and is cut; a longer one is Tibetan or Braille.

>>> [edit.text for edit in find("公开\u2802 \u283c/span>制度")]
['']
"""

from __future__ import annotations

import re

from pipelines.evidence import Edit

MARKS = re.compile("[\u2800-\u28ff\u0f00-\u0fff]")
SIGN = re.compile("[\u2800-\u28ff\u0f00-\u0fff]\\s*/?span>")
_STRETCH = re.compile(
    "(?<![\u2800-\u28ff\u0f00-\u0fff])(?<![\u2800-\u28ff\u0f00-\u0fff][ \u00a0])(?:[\u2800-\u28ff\u0f00-\u0fff][ \u00a0]*){1,4}/?span>"
)


def find(text: str) -> list[Edit]:
    """The characters and the rest of the tag."""
    return [Edit(one.start(), one.end(), "", "closing tag swallowed") for one in _STRETCH.finditer(text)]
