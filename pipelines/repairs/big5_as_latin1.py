"""Big5 that was read as Latin-1 or windows-1252.

The same for pages of Taiwan and Hong Kong: second bytes may be ASCII letters, so plain letters stand between the accents.

>>> find("政府資訊公開".encode("big5").decode("latin-1"))[0].text == "政府資訊公開"
True
"""

from __future__ import annotations

from pipelines.evidence import Edit
from pipelines.repairs.misread import ANYWHERE, ODD, edits_for

MARKS = ODD
SIGN = ANYWHERE


def find(text: str) -> list[Edit]:
    """Units and stretches that this wrong reading explains."""
    return edits_for("big5_as_latin1", text)
