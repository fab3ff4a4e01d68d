"""Make `data/words.bin`, the words of `pipelines.hanzi.words`: run by hand, kept so that the list has a provenance.

    python -m pipelines.hanzi.build_words dict.txt

The source is `dict.txt` of jieba 0.42.1 (Sun Junyi, https://github.com/fxsjy/jieba, MIT licence): a word, its count and
its part of speech on each line. Kept are words of one to four Han with a count of at least `LEAST_COUNT`. Words that are only
names of persons (`nr…`) are listed apart, because a gap inside a name is a custom and no damage.

The file holds lines of text, packed with LZMA: the cost in half bits, `name` or `word`, then the words of that cost, all in
order, so that the same source gives the same file.
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.hanzi.words import FILE, LONGEST, STEPS

LEAST_COUNT = 4
LEAST_COUNT_OF_NAMES = 20
"""Below these counts the list has many accidents, and nothing is lost: a torn word of a page is a common one."""
_HAN = re.compile(f"[\u3400-\u4dbf\u4e00-\u9fff]{{1,{LONGEST}}}")


class Counted(NamedTuple):
    """One line of the source."""

    word: str
    times: int
    kind: str


def read(path: Path) -> Iterator[Counted]:
    """The lines of a word list; raises ValueError when one has not three fields."""
    for line in path.read_text("utf-8").splitlines():
        word, count, kind = line.split()
        yield Counted(word, int(count), kind)


def pack(rows: list[Counted]) -> bytes:
    """The list as bytes."""
    total = sum(row.times for row in rows)
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in rows:
        name = row.kind.startswith("nr") and len(row.word) > 1
        if row.times >= (LEAST_COUNT_OF_NAMES if name else LEAST_COUNT) and _HAN.fullmatch(row.word):
            steps = round(STEPS * math.log2(total / row.times))
            groups[steps, "name" if name else "word"].append(row.word)
    lines = [f"{steps} {kind} {' '.join(sorted(group))}" for (steps, kind), group in sorted(groups.items())]
    return lzma.compress("\n".join(lines).encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)


def main() -> None:
    """Build the list from the named file and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--out", type=Path, default=FILE)
    given = parser.parse_args()
    rows = list(read(given.source))
    packed = pack(rows)
    given.out.write_bytes(packed)
    print(f"{len(rows)} words read, {len(packed)} bytes written")


if __name__ == "__main__":
    main()
