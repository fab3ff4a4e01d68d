"""Compatibility ideographs (U+F900\u2013FAD9) in the place of the Han they are equal to: \uf981 for 女.

They exist so that old Korean and Japanese sets can be converted and back. In Chinese text they come from fonts and input
methods, look the same, and break searches. Twelve of the block are no duplicates and stay.

>>> [edit.text for edit in find("\uf981士 \ufa0e")] == ["女"]
True
"""

from __future__ import annotations

import re
import unicodedata

from pipelines.evidence import Edit
from pipelines.repairs.look_alikes import outside_lists

REAL = "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"
MARKS = SIGN = re.compile("[\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufad9]")
_HAN_OF = {
    chr(code): unicodedata.normalize("NFC", chr(code))
    for code in range(0xF900, 0xFADA)
    if chr(code) not in REAL
}


def find(text: str) -> list[Edit]:
    """One edit for each duplicate."""
    return outside_lists(text, SIGN, _HAN_OF, "compatibility ideograph")
