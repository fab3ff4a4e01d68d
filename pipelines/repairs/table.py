"""The table of repairs: what is mended, in which order, and why in that order.

To add one: a file with `MARKS`, `SIGN` and `find`, a row here, and a golden file with a case that changes and one that must not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Protocol

from pipelines.evidence import Edit, Level
from pipelines.repairs import (
    big5_as_gbk,
    big5_as_latin1,
    bracket_pinyin,
    byte_level_pinyin,
    compatibility_ideographs,
    entities,
    gbk_as_big5,
    gbk_as_latin1,
    invisible_characters,
    kangxi_radicals,
    lost_brackets,
    lost_date_words,
    mirror_traditional,
    misread_twice,
    mixed_width,
    padded_words,
    percent_escapes,
    pipe_runs,
    private_use_han,
    radicals_supplement,
    spaced_lines,
    swallowed_spaces,
    torn_words,
    unicode_escapes,
    utf8_as_big5,
    utf8_as_gbk,
    utf8_as_latin1,
    wide_letters,
    wrapped_labels,
)


class Sign(Protocol):
    """What looks for damage in a text: a pattern, or something that looks as quickly."""

    def search(self, text: str, /) -> object: ...


@dataclass(frozen=True)
class Repair:
    """One kind of damage and its cure.

    `marks` is a class of single characters without which the damage cannot be: one pass over a text finds which it has (see
    `signs`). `sign` must match somewhere before `find` is called. `find` proposes edits to the text it is given; the runner
    makes and records them.
    """

    name: str
    level: Level
    marks: re.Pattern[str]
    sign: Sign
    find: Callable[[str], Sequence[Edit]]
    why: str


def _row(module: ModuleType, level: Level, why: str) -> Repair:
    """The row of a file: its name is the file's."""
    return Repair(module.__name__.rpartition(".")[2], level, module.MARKS, module.SIGN, module.find, why)


REPAIRS: tuple[Repair, ...] = (
    _row(utf8_as_latin1, "page", "a server or database that took UTF-8 for a western set"),
    _row(utf8_as_gbk, "page", "a template that says gb2312 around UTF-8 text"),
    _row(utf8_as_big5, "page", "a template that says big5 around UTF-8 text"),
    _row(gbk_as_latin1, "page", "GBK copied through western software"),
    _row(big5_as_latin1, "page", "Big5 copied through western software"),
    _row(gbk_as_big5, "page", "a crawler that takes all Chinese for Big5"),
    _row(big5_as_gbk, "page", "a crawler that takes all Chinese for GBK"),
    _row(misread_twice, "page", "a page saved again after a wrong reading"),
    _row(unicode_escapes, "run", "JSON and JavaScript escapes that nobody read back"),
    _row(percent_escapes, "run", "titles copied out of addresses"),
    _row(entities, "run", "escaped twice by an editor or a JSON answer"),
    _row(swallowed_spaces, "run", "a regenerated no-break space ate an angle bracket"),
    _row(invisible_characters, "run", "left by editors and conversions; they split words"),
    _row(kangxi_radicals, "run", "glyph tables of PDF fonts"),
    _row(radicals_supplement, "run", "glyph tables of PDF fonts"),
    _row(compatibility_ideographs, "run", "duplicates from fonts and input methods"),
    _row(private_use_han, "run", "GBK characters before Unicode had them"),
    _row(byte_level_pinyin, "run", "mirror kits that cut through characters; before mirror_traditional, which changes the bytes"),
    _row(mirror_traditional, "run", "mirror kits; before bracket_pinyin, which takes the evidence away"),
    _row(bracket_pinyin, "run", "mirror kits that disguise a copied page"),
    _row(pipe_runs, "extract", "an extractor that lost nested tables"),
    _row(wide_letters, "run", "newspaper typesetting and input methods; before the rows that read numbers"),
    _row(lost_date_words, "extract", "one-character nodes dropped; before lost_brackets, whose damage is its evidence"),
    _row(lost_brackets, "extract", "one-character nodes dropped"),
    _row(wrapped_labels, "cell", "cells wrapped inside a word"),
    _row(padded_words, "run", "words spread over a cell"),
    _row(spaced_lines, "run", "a box for each character"),
    _row(torn_words, "run", "padding and wrapped lines inside running prose; after the rows that know forms and headings"),
    _row(mixed_width, "run", "slips of an input method"),
)  # fmt: skip
