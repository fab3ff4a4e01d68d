"""The table of repairs: what is mended, in which order, and why in that order.

To add one: a file with `MARKS`, `SIGN` and `find`, a row here, and a golden file with a case that changes and one that must not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.evidence import Edit, Level
from pipelines.repairs import (
    big5_as_gbk,
    big5_as_latin1,
    bracket_pinyin,
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
    unicode_escapes,
    utf8_as_big5,
    utf8_as_gbk,
    utf8_as_latin1,
    wrapped_labels,
)


@dataclass(frozen=True)
class Repair:
    """One kind of damage and its cure.

    `marks` is a class of single characters without which the damage cannot be: one pass looks for the marks of all
    rows that sound pages lack. `sign` must match
    somewhere before `find` is called. `find` proposes edits to the text it is given; the runner makes and records them.
    """

    name: str
    level: Level
    marks: re.Pattern[str]
    sign: re.Pattern[str]
    find: Callable[[str], Sequence[Edit]]
    why: str


REPAIRS: tuple[Repair, ...] = (
    Repair(
        "utf8_as_latin1", "page", utf8_as_latin1.MARKS, utf8_as_latin1.SIGN, utf8_as_latin1.find,
        "a server or database that took UTF-8 for a western set",
    ),
    Repair(
        "utf8_as_gbk", "page", utf8_as_gbk.MARKS, utf8_as_gbk.SIGN, utf8_as_gbk.find,
        "a template that says gb2312 around UTF-8 text",
    ),
    Repair(
        "utf8_as_big5", "page", utf8_as_big5.MARKS, utf8_as_big5.SIGN, utf8_as_big5.find,
        "a template that says big5 around UTF-8 text",
    ),
    Repair(
        "gbk_as_latin1", "page", gbk_as_latin1.MARKS, gbk_as_latin1.SIGN, gbk_as_latin1.find,
        "GBK copied through western software",
    ),
    Repair(
        "big5_as_latin1", "page", big5_as_latin1.MARKS, big5_as_latin1.SIGN, big5_as_latin1.find,
        "Big5 copied through western software",
    ),
    Repair(
        "gbk_as_big5", "page", gbk_as_big5.MARKS, gbk_as_big5.SIGN, gbk_as_big5.find,
        "a crawler that takes all Chinese for Big5",
    ),
    Repair(
        "big5_as_gbk", "page", big5_as_gbk.MARKS, big5_as_gbk.SIGN, big5_as_gbk.find,
        "a crawler that takes all Chinese for GBK",
    ),
    Repair(
        "misread_twice", "page", misread_twice.MARKS, misread_twice.SIGN, misread_twice.find,
        "a page saved again after a wrong reading",
    ),
    Repair(
        "unicode_escapes", "run", unicode_escapes.MARKS, unicode_escapes.SIGN, unicode_escapes.find,
        "JSON and JavaScript escapes that nobody read back",
    ),
    Repair(
        "percent_escapes", "run", percent_escapes.MARKS, percent_escapes.SIGN, percent_escapes.find,
        "titles copied out of addresses",
    ),
    Repair(
        "entities", "run", entities.MARKS, entities.SIGN, entities.find,
        "escaped twice by an editor or a JSON answer",
    ),
    Repair(
        "swallowed_spaces", "run", swallowed_spaces.MARKS, swallowed_spaces.SIGN, swallowed_spaces.find,
        "a regenerated no-break space ate an angle bracket",
    ),
    Repair(
        "invisible_characters", "run", invisible_characters.MARKS, invisible_characters.SIGN, invisible_characters.find,
        "left by editors and conversions; they split words",
    ),
    Repair(
        "kangxi_radicals", "run", kangxi_radicals.MARKS, kangxi_radicals.SIGN, kangxi_radicals.find,
        "glyph tables of PDF fonts",
    ),
    Repair(
        "radicals_supplement", "run", radicals_supplement.MARKS, radicals_supplement.SIGN, radicals_supplement.find,
        "glyph tables of PDF fonts",
    ),
    Repair(
        "compatibility_ideographs", "run", compatibility_ideographs.MARKS, compatibility_ideographs.SIGN, compatibility_ideographs.find,
        "duplicates from fonts and input methods",
    ),
    Repair(
        "private_use_han", "run", private_use_han.MARKS, private_use_han.SIGN, private_use_han.find,
        "GBK characters before Unicode had them",
    ),
    Repair(
        "mirror_traditional", "run", mirror_traditional.MARKS, mirror_traditional.SIGN, mirror_traditional.find,
        "mirror kits; before bracket_pinyin, which takes the evidence away",
    ),
    Repair(
        "bracket_pinyin", "run", bracket_pinyin.MARKS, bracket_pinyin.SIGN, bracket_pinyin.find,
        "mirror kits that disguise a copied page",
    ),
    Repair(
        "pipe_runs", "run", pipe_runs.MARKS, pipe_runs.SIGN, pipe_runs.find,
        "an extractor that lost nested tables",
    ),
    Repair(
        "lost_date_words", "run", lost_date_words.MARKS, lost_date_words.SIGN, lost_date_words.find,
        "one-character nodes dropped; before lost_brackets, whose damage is its evidence",
    ),
    Repair(
        "lost_brackets", "run", lost_brackets.MARKS, lost_brackets.SIGN, lost_brackets.find,
        "one-character nodes dropped",
    ),
    Repair(
        "wrapped_labels", "run", wrapped_labels.MARKS, wrapped_labels.SIGN, wrapped_labels.find,
        "cells wrapped inside a word",
    ),
    Repair(
        "padded_words", "run", padded_words.MARKS, padded_words.SIGN, padded_words.find,
        "words spread over a cell",
    ),
    Repair(
        "spaced_lines", "run", spaced_lines.MARKS, spaced_lines.SIGN, spaced_lines.find,
        "a box for each character",
    ),
    Repair(
        "mixed_width", "run", mixed_width.MARKS, mixed_width.SIGN, mixed_width.find,
        "slips of an input method",
    ),
)  # fmt: skip
