"""The layers of one text: as decoded, as repaired, and the key under which search finds it.

Each layer follows from the one before by a pure function, and the way back is kept where there is one:
``undo(repaired, applied)`` is the decoded text. The bytes are the layer below; they are kept as they came (WARC) and
give `decoded` again with the same header and hint. The key loses differences on purpose and leads nowhere back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.decoding.court import decode
from pipelines.evidence import AppliedRepair, Verdict
from pipelines.hanzi.fold import search_key
from pipelines.repairs.runner import repair_text


@dataclass(frozen=True)
class TextLayers:
    """One plain text in its layers, with the record of each step."""

    decoded: str = field(repr=False)
    """The string as the court read it, unrepaired; without a byte order mark."""
    repaired: str = field(repr=False)
    key: str = field(repr=False)
    """`search_key` of the repaired text: compare it with the key of what is looked for. Never to be shown."""
    applied: tuple[AppliedRepair, ...]
    """Every change between `decoded` and `repaired`."""
    flags: tuple[str, ...]
    """Damage that the text shows and no repair undoes."""
    verdict: Verdict | None = None
    """How the bytes were read; None where the text was given as text."""


def derive(data: bytes, content_type: str | None = None, hint: str | None = None) -> TextLayers:
    """All layers of a body that is one plain text. Never raises.

    >>> layers = derive("政府信息公开（２０１９）".encode("gbk"), "text/plain; charset=gbk")
    >>> layers.verdict.used, layers.key
    ('gb18030', '政府信息公开(2019)')
    """
    found = decode(data, content_type, hint)
    return layers_of(found.text, found.verdict)


def layers_of(decoded: str, verdict: Verdict | None = None) -> TextLayers:
    """The layers above a text that is decoded already.

    >>> from pipelines.repairs.runner import undo
    >>> layers = layers_of("政府\\u200b信息")
    >>> layers.repaired, undo(layers.repaired, layers.applied) == layers.decoded
    ('政府信息', True)
    """
    mended = repair_text(decoded)
    return TextLayers(decoded, mended.text, search_key(mended.text), mended.applied, mended.flags, verdict)
