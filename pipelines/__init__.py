"""From the bytes of a page to text, tables and figures; knows nothing of crawling.

The text steps are a library of their own::

    from pipelines import decode, repair

    found = decode(data, content_type="text/html; charset=gb2312")
    mended = repair(found.text)

A name is loaded when it is first asked for, so that importing one module of this package costs nothing of the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.decoding.court import Decoded, decode
    from pipelines.evidence import AppliedRepair, Change, Verdict, Witness
    from pipelines.layers import TextLayers
    from pipelines.repairs.runner import Repaired, undo
    from pipelines.repairs.runner import repair_text as repair

__all__ = [
    "AppliedRepair",
    "Change",
    "Decoded",
    "Repaired",
    "TextLayers",
    "Verdict",
    "Witness",
    "decode",
    "repair",
    "undo",
]

_HOMES = {
    "AppliedRepair": ("pipelines.evidence", "AppliedRepair"),
    "Change": ("pipelines.evidence", "Change"),
    "Decoded": ("pipelines.decoding.court", "Decoded"),
    "Repaired": ("pipelines.repairs.runner", "Repaired"),
    "TextLayers": ("pipelines.layers", "TextLayers"),
    "Verdict": ("pipelines.evidence", "Verdict"),
    "Witness": ("pipelines.evidence", "Witness"),
    "decode": ("pipelines.decoding.court", "decode"),
    "repair": ("pipelines.repairs.runner", "repair_text"),
    "undo": ("pipelines.repairs.runner", "undo"),
}
"""Where each public name lives: module, and its name there."""

if not TYPE_CHECKING:  # a type checker reads the imports above, and refuses names that are not there

    def __getattr__(name: str) -> object:
        """The public name `name`, loaded now and kept. Raises AttributeError for any other."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, own = _HOMES[name]
        found = globals()[name] = getattr(import_module(module), own)
        return found
