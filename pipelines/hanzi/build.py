"""Make `data/bigrams.bin` and the lists of common characters: run by hand, kept so that the table has a provenance.

    python -m pipelines.hanzi.build --texts law.txt tlaw.txt --words dict.txt

`--texts`: plain text, a paragraph a line. The shipped table was made from statutes alone, which carry no copyright
(Copyright Law of the PRC, article 5; Copyright Act of Taiwan, article 9): national and local regulations of the PRC as
collected by LawRefBook/Laws, and those of Taiwan as collected by kong0107/mojLawSplitJSON, about 4.2 million characters,
each also converted to the other script. `--words`: lines of a word, a count and anything; the shipped table used the
dictionary of jieba (MIT licence), for words that statutes do not use. Only counts enter the table.
"""

from __future__ import annotations

import argparse
import math
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pipelines.hanzi.model import STEPS
from pipelines.hanzi.script import to_simplified, to_traditional

Counts = Counter[str]
WEIGHT_OF_WORDS = 0.05
LEAST_GAIN = 0.75
"""Bits a pair must save over its two characters apart to be worth its five bytes."""


def count_texts(paths: list[Path], singles: Counts, pairs: Counts) -> None:
    """Count characters and pairs of every line, and of the same line in the other script."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            for version in {line, to_simplified(line), to_traditional(line)}:
                framed = f"\n{version}\n"
                singles.update(framed)
                pairs.update(map("".join, pairwise(framed)))


def count_words(paths: list[Path], singles: Counts, pairs: Counts) -> None:
    """Count the characters and pairs inside words, by the word's own count."""
    for path in paths:
        for word, count in _words(path):
            for version in {word, to_traditional(word)}:
                for char in version:
                    singles[char] += count
                for left, right in pairwise(version):
                    pairs[left + right] += count


def _words(path: Path) -> Iterator[tuple[str, int]]:
    for line in path.read_text("utf-8").splitlines():
        parts = line.split()
        if len(parts) > 1 and parts[1].isdigit():
            yield parts[0], math.ceil(int(parts[1]) * WEIGHT_OF_WORDS)


def pack(singles: Counts, pairs: Counts) -> bytes:
    """The table as bytes: characters, their costs, their back-off, then the pairs worth keeping."""
    names = [
        char for char, count in singles.most_common(8191) if count > 1 and not "\ud800" <= char <= "\uf8ff"
    ]
    index = {char: number for number, char in enumerate(names)}
    total = sum(singles.values())
    followers: Counts = Counter()
    for pair, count in pairs.items():
        followers[pair[0]] += count
    single = {char: -math.log2(0.95 * singles[char] / total) for char in names}
    share = {char: 0.9 * followers[char] / (followers[char] + 20) for char in names}
    rows: list[tuple[int, int]] = []
    for pair, count in pairs.items():
        left, right = pair[0], pair[1]
        if count < 2 or left not in index or right not in index:
            continue
        apart = (1 - share[left]) * 2 ** -single[right]
        together = -math.log2(share[left] * count / followers[left] + apart)
        if -math.log2(apart) - together >= LEAST_GAIN:
            rows.append((index[left] << 13 | index[right], _eighths(together)))
    rows.sort()
    keys = [key for key, _ in rows]
    deltas = array("I", [after - before for before, after in zip([0, *keys], keys, strict=False)])
    listed = "".join(names).encode("utf-8")
    return zlib.compress(
        array("I", [len(listed), len(rows)]).tobytes()
        + listed
        + bytes(_eighths(single[char]) for char in names)
        + bytes(_eighths(-math.log2(1 - share[char])) for char in names)
        + deltas.tobytes()
        + bytes(cost for _, cost in rows),
        9,
    )


def _eighths(bits: float) -> int:
    return min(255, round(bits * STEPS))


def main() -> None:
    """Build the table from the named files and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", nargs="+", type=Path, required=True)
    parser.add_argument("--words", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("data") / "bigrams.bin")
    given = parser.parse_args()
    singles: Counts = Counter()
    pairs: Counts = Counter()
    count_texts(given.texts, singles, pairs)
    count_words(given.words, singles, pairs)
    packed = pack(singles, pairs)
    given.out.write_bytes(packed)
    print(f"{len(singles)} characters, {len(pairs)} pairs counted, {len(packed)} bytes written")


if __name__ == "__main__":
    main()
