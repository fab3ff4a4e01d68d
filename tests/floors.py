"""Quality on the golden pages as a few numbers, and the floors below which they may not fall.

`tests/golden/floors.toml` holds the floors and the digest of the pages they were measured on. After a change of the pages,
or when the reader has become better, run

    python -m tests.floors

It measures, writes the digest and raises the floors. It refuses to lower one: a page on which the reader falls short needs a
better reader, or its truth is wrong.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from pipelines.capture import capture_of_file
from pipelines.document import Document
from pipelines.reading.read import read

PAGES = Path(__file__).parent / "golden" / "pages"
FLOORS = Path(__file__).parent / "golden" / "floors.toml"
GRAM = 5
_APART = re.compile(r"[\s|]+")


class Truth(NamedTuple):
    """What is right about a page: its reviewed expectation, and what `truth.json` beside it adds or says otherwise."""

    paragraphs: tuple[str, ...]
    tables: tuple[Any, ...]
    furniture: tuple[str, ...]
    """Words of the page that must not stand in the text."""
    kept: tuple[str, ...]
    """Words of the body that look like furniture and must stand in the text."""
    fields: dict[str, str]
    attachments: tuple[str, ...]


def cases() -> list[Path]:
    """The folders of golden pages that have an expectation."""
    return sorted(path.parent for path in PAGES.glob("*/expected.json"))


def truth_of(case: Path) -> Truth:
    """The truth about a case. Without words in `truth.json`, all that was reviewed as chrome is furniture."""
    said = json.loads((case / "expected.json").read_text("utf-8"))
    beside = case / "truth.json"
    own: dict[str, Any] = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    cells = {_plain(line) for grid in said["tables"] for line in _rows(grid)}
    paragraphs = own.get("paragraphs") or [line for line in said["text"] if _plain(line) not in cells]
    body = _plain("".join(said["text"]))
    chrome = (
        line
        for rule, texts in said["chrome"].items()
        if rule.startswith("chrome:")
        for text in texts
        for line in text.split("\n")
        if len(_plain(line)) >= 4 and _plain(line) not in body
    )
    return Truth(
        tuple(filter(_plain, paragraphs)),
        tuple(own.get("tables") or said["tables"]),
        tuple(own.get("furniture") or chrome),
        tuple(own.get("kept", ())),
        {
            **{name: said["fields"].get(name, "") for name in ("title", "published", "source")},
            **own.get("fields", {}),
        },
        tuple(own.get("attachments") or (url for _, url in said["attachments"])),
    )


def document_of(case: Path) -> Document:
    """The case as the reader reads it."""
    asked = json.loads((case / "headers.json").read_text("utf-8"))
    return read(capture_of_file((case / "page.html").read_bytes(), asked["url"], asked["headers"]))


def qualities(truth: Truth, document: Document) -> dict[str, float]:
    """Each quality as a share, 1.0 being right; a quality that a page does not ask for is left out.

    Tables stand in the text as rows of cells, so that their words belong to it.
    """
    text = _plain(document.text)
    belongs = _grams(
        *truth.paragraphs,
        *(cell for grid in truth.tables for row in _rows(grid) for cell in [row, *row.split("|")]),
    )
    belongs |= _grams("".join(map(_plain, truth.paragraphs)))
    grams = _grams(text)
    strays = [gram for gram in grams - belongs if not _is_border(gram, belongs)]
    found = {
        "verbatim": _share([_plain(paragraph) in text for paragraph in truth.paragraphs]),
        "precision": 1 - len(strays) / len(grams) if grams else None,
        "without_furniture": _share([_plain(words) not in text for words in truth.furniture]),
        "kept": _share([_plain(words) in text for words in truth.kept]),
        "tables": _share([grid in [table.grid for table in document.tables] for grid in truth.tables]),
        "attachments": _share(
            [url in [one.url for one in document.attachments] for url in truth.attachments]
        ),
    }
    for name, value in truth.fields.items():
        found[name] = float(document.value(name) == value) if value else None
    return {name: value for name, value in found.items() if value is not None}


def measured() -> dict[str, float]:
    """The mean of each quality over the pages that ask for it."""
    pages = [qualities(truth_of(case), document_of(case)) for case in cases()]
    names = sorted({name for page in pages for name in page})
    return {name: round(fmean(page[name] for page in pages if name in page), 4) for name in names}


def digest() -> str:
    """SHA-256 over the names and bytes of all files of the golden pages."""
    sums = hashlib.sha256()
    for path in sorted(path for path in PAGES.rglob("*") if path.is_file()):
        sums.update(path.relative_to(PAGES).as_posix().encode() + b"\0")
        sums.update(hashlib.sha256(path.read_bytes()).digest())
    return sums.hexdigest()


def pinned() -> tuple[str, dict[str, float]]:
    """The digest and the floors as they are written down; nothing where they were never measured."""
    if not FLOORS.exists():
        return "", {}
    kept = tomllib.loads(FLOORS.read_text("utf-8"))
    return kept["pages"], kept["floors"]


def fallen(now: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A line for each quality that is below its floor."""
    return [
        f"{name}: {now.get(name, 0.0)} is below its floor {floor}"
        for name, floor in floors.items()
        if now.get(name, 0.0) < floor
    ]


def main() -> int:
    """Write digest and floors; 1 where a floor would fall, and nothing is written then."""
    now, (_, floors) = measured(), pinned()
    if lines := fallen(now, floors):
        print(*lines, sep="\n", file=sys.stderr)
        return 1
    rows = [f"{name} = {value}" for name, value in now.items()]
    text = [
        "# Written by `python -m tests.floors`; floors only rise.",
        f'pages = "{digest()}"',
        "",
        "[floors]",
        *rows,
    ]
    FLOORS.write_text("\n".join(text) + "\n", encoding="utf-8")
    print(f"{len(cases())} pages", *rows, sep="\n")
    return 0


def _plain(text: str) -> str:
    """Without white space and cell marks, which a reader may set as it likes."""
    return _APART.sub("", text)


def _rows(grid: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of a grid as the text has them: a spanning cell once."""
    for row in grid:
        yield "|".join(cell for at, cell in enumerate(row) if at == 0 or cell != row[at - 1])


def _grams(*texts: str) -> set[str]:
    plain = map(_plain, texts)
    return {text[at : at + GRAM] for text in plain if text for at in range(max(1, len(text) - GRAM + 1))}


def _is_border(gram: str, belongs: set[str]) -> bool:
    """Two blocks meet in it: its beginning ends something that belongs there, its end begins something."""
    return any(
        any(one.endswith(gram[:cut]) for one in belongs)
        and any(one.startswith(gram[cut:]) for one in belongs)
        for cut in range(1, GRAM)
    )


def _share(truths: Sequence[bool]) -> float | None:
    return sum(truths) / len(truths) if truths else None


if __name__ == "__main__":
    sys.exit(main())
