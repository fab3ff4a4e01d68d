"""Make `data/bigrams.bin`: run by hand, kept so that the table has a provenance.

    python -m pipelines.hanzi.build DIRECTORY

`DIRECTORY` holds a file NAME.txt for each row of `SOURCES`, which gives licence and origin: of the texts a paragraph a
line, of the word lists a word and its count a line. Every line is counted in both scripts. Only counts enter the
table, weighted so that no kind of language drowns the others. Statutes and reports of state organs carry
no copyright (Copyright Law of the PRC, article 5; Copyright Act of Taiwan, article 9). Of the manuals, which are
written in Markdown, only prose was taken: no metadata but title and description, no code, no link targets; a line
that occurs twice counts once.

The probabilities are discounted counts, with the chance of the character alone where a pair was not seen: half of that
chance is how often a character occurs, half behind how many others it occurs (after Kneser and Ney).
"""

from __future__ import annotations

import argparse
import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from pipelines.hanzi.model import STEPS
from pipelines.hanzi.script import to_simplified, to_traditional


class Source(NamedTuple):
    """One file that is counted, how often each of its pairs counts, and where it comes from."""

    name: str
    kind: Literal["text", "words"]
    weight: float
    licence: str
    origin: str


SOURCES = (
    Source(
        "laws", "text", 1.2, "no copyright", "statutes of the PRC, national and local, from LawRefBook/Laws"
    ),
    Source("laws_taiwan", "text", 1.0, "no copyright", "statutes of Taiwan, from kong0107/mojLawSplitJSON"),
    Source(
        "work_reports",
        "text",
        1.0,
        "no copyright",
        "work reports of the State Council, aldohemsn/chinese-political-corpora",
    ),
    Source(
        "manuals",
        "text",
        1.0,
        "CC-BY-4.0",
        "MicrosoftDocs: OfficeDocs-AlchemyInsights, powerbi-docs, Dynamics-365-Operations, all zh-CN",
    ),
    Source("manuals_taiwan", "text", 1.0, "CC-BY-4.0", "the first and the last of these in zh-TW"),
    Source("react", "text", 1.0, "CC-BY-4.0", "manual of React, reactjs/zh-hans.react.dev"),
    Source("vue", "text", 1.0, "CC-BY-4.0", "manual of Vue, vuejs-translations/docs-zh-cn"),
    Source(
        "sentences",
        "text",
        2.0,
        "CC0-1.0",
        "Common Voice zh-CN without Wikipedia, mozilla/common-voice server/data",
    ),
    Source("sentences_taiwan", "text", 2.0, "CC0-1.0", "Common Voice zh-TW and moztw/cc0-sentences"),
    Source("sentences_hongkong", "text", 1.5, "CC0-1.0", "Common Voice zh-HK, written Cantonese"),
    Source("tatoeba", "text", 2.0, "CC-BY-2.0-FR", "sentences of tatoeba.org"),
    Source("reviews", "text", 2.0, "Apache-2.0", "samples of restaurant reviews, Meituan-Dianping/asap"),
    Source("dialogues", "text", 1.0, "Apache-2.0", "messages in thu-coai/KdConv, dev and test"),
    Source("dialogues_booking", "text", 1.0, "Apache-2.0", "messages in thu-coai/CrossWOZ, val and test"),
    Source("jieba", "words", 0.1, "MIT", "dictionary of jieba"),
    Source("mcbopomofo", "words", 0.14, "MIT", "phrase.occ of openvanilla/McBopomofo"),
)
MOST_NAMES = 8191
DISCOUNT = 0.7
"""What is taken from the count of each pair and given to the pairs that were not seen."""
LEAST_GAIN = 0.3
LEAST_SAVED = 2.0
"""Bits a pair must save over its two characters apart, once and in all that was counted, to be worth its bytes."""
ODDS_OF_UNKNOWN = 0.03
_MARK = re.compile(
    "[\n\x20-\x7e\u00a5-\u00ac\u00ae-\u00b1·×÷\u0391-\u03c9\u2010-\u2027\u2030-\u203b€\u2103\u2116\u2160-\u2179\u2190-\u2199"
    "\u2200-\u22a5\u2460-\u249b\u2500-\u25ff\u2605\u2606\u3000-\u3017\ufe30-\ufe6b\uff01-\uff5e\uffe5]"
)
_HAN = re.compile("[\u4e00-\u9fff㖞㖊㗎㩒㨂㪐䒏䟴]")
Counts = dict[str, float]


def count(sources: tuple[Source, ...], directory: Path) -> Counts:
    """The weighted count of each pair in all sources; a character of a word list that begins a word counts alone."""
    pairs: Counts = defaultdict(float)
    for source in sources:
        lines = directory.joinpath(f"{source.name}.txt").read_text("utf-8").splitlines()
        counted: Counter[str] = Counter()
        for line, times in _text(lines) if source.kind == "text" else _words(lines):
            for version in (to_simplified(line), to_traditional(line)):
                if source.kind == "words":
                    counted[version[0]] += times
                for left, right in pairwise(version):
                    counted[left + right] += times
        for pair, number in counted.items():
            pairs[pair] += number * source.weight
    return pairs


def _text(lines: list[str]) -> Iterator[tuple[str, int]]:
    for line in lines:
        yield f"\n{line}\n", 1


def _words(lines: list[str]) -> Iterator[tuple[str, int]]:
    for line in lines:
        parts = line.split()
        if len(parts) > 1 and parts[1].isdigit():
            yield parts[0], int(parts[1])


class Estimate(NamedTuple):
    """Probabilities: of the characters, in order of frequency, and of the listed pairs by the character on the left."""

    alone: dict[str, float]
    after: dict[str, dict[str, float]]


def estimate(pairs: Counts) -> Estimate:
    """From counts to probabilities, with the pairs that save too little left out."""
    alone = _alone(pairs)
    rows: dict[str, dict[str, float]] = defaultdict(dict)
    seen: Counts = defaultdict(float)
    for pair, number in pairs.items():
        left, right = pair[:-1], pair[-1]
        seen[left] += number
        if left in alone and right in alone:
            rows[left][right] = max(number - DISCOUNT, 0.0)
    after: dict[str, dict[str, float]] = {}
    for left, row in rows.items():
        total = seen[left] + 2 * DISCOUNT
        rest = 1 - sum(row.values()) / total
        chances = {right: number / total + rest * alone[right] for right, number in row.items()}
        after[left] = {
            right: chance
            for right, chance in chances.items()
            if (gain := math.log2(chance / (rest * alone[right]))) > LEAST_GAIN
            and gain * row[right] > LEAST_SAVED
        }
    return Estimate(alone, after)


def _alone(pairs: Counts) -> dict[str, float]:
    often: Counts = defaultdict(float)
    behind: Counts = defaultdict(float)
    for pair, number in pairs.items():
        often[pair[-1]] += number
        behind[pair[-1]] += min(1.0, number)
    names = _names(often)
    all_often, all_behind = sum(often[char] for char in names), sum(behind[char] for char in names)
    return {
        char: (1 - ODDS_OF_UNKNOWN) * (often[char] / all_often + behind[char] / all_behind) / 2
        for char in names
    }


def _names(often: Counts) -> list[str]:
    """The characters of the table in order of frequency: every mark of Chinese typography that occurs, and common Han.

    The rest of Unicode, met by chance, is judged by its kind and not by its count (`model.cost_of_unknown`).
    """
    ordered = sorted(often, key=often.__getitem__, reverse=True)
    marks = [char for char in ordered if _MARK.fullmatch(char)]
    han = [char for char in ordered if _HAN.fullmatch(char)]
    chosen = {*marks, *han[: MOST_NAMES - len(marks)]}
    return [char for char in ordered if char in chosen]


def pack(found: Estimate) -> bytes:
    """The table as bytes, in the form that `model.Bigrams` reads."""
    names = list(found.alone)
    place = {char: number for number, char in enumerate(names)}
    sizes: list[int] = []
    places: list[int] = []
    costs, backoffs = bytearray(), bytearray()
    for left in names:
        row = found.after.get(left, {})
        backoffs.append(_step(_rest(found.alone, row)))
        sizes.append(len(row))
        for right in sorted(row, key=place.__getitem__):
            places.append(place[right])
            costs.append(_step(row[right]))
    listed = "".join(names).encode("utf-8")
    alone = bytes(_step(chance) for chance in found.alone.values())
    low = bytes(number & 0xFF for number in places)
    high = bytes(number >> 8 for number in places)
    head = b"".join(number.to_bytes(4, "little") for number in (len(listed), len(places)))
    sizes_low_first = b"".join(size.to_bytes(2, "little") for size in sizes)
    parts = (head, listed, alone, bytes(backoffs), sizes_low_first, low, high, bytes(costs))
    return zlib.compress(b"".join(parts), 9)


def _rest(alone: dict[str, float], row: dict[str, float]) -> float:
    """The factor that makes the chances of all that is not listed sum up to what the listed pairs leave."""
    left_over = 1 - sum(row.values())
    return max(left_over / (1 - sum(alone[right] for right in row)), 1e-4) if row else 1.0


def _step(chance: float) -> int:
    return min(255, max(0, round(-math.log2(chance) * STEPS)))


def main() -> None:
    """Build the table and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("data") / "bigrams.bin")
    given = parser.parse_args()
    pairs = count(SOURCES, given.directory)
    found = estimate(pairs)
    packed = pack(found)
    fresh = given.out.with_suffix(".new")
    fresh.write_bytes(packed)
    fresh.replace(given.out)
    listed = sum(map(len, found.after.values()))
    print(
        f"{len(pairs)} pairs counted; {len(found.alone)} characters and {listed} pairs in {len(packed)} bytes"
    )


if __name__ == "__main__":
    main()
