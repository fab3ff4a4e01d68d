"""What changed since an earlier snapshot: both are sorted by address, so one walk over the two tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipelines.snapshot.earlier import Earlier

Row = dict[str, Any]

_OF_DOCUMENT = ("url", "version", "title", "rules", "body_digest")
_OF_FIGURE = ("url", "current", "name", "value", "raw", "unit")
_PRINTED = ("value", "raw", "unit")


def write_delta(data: Path, earlier: Earlier, add: Callable[[str, Row], None]) -> dict[str, int]:
    """Write the rows of `delta` and `delta_figures` for the tables in `data`; gives the documents counted by what they are."""
    counts: Counter[str] = Counter({"new": 0, "changed": 0, "same": 0, "withdrawn": 0})
    documents = _paired(_documents(earlier.documents), _documents(data / "documents.parquet"))
    old, new = _Walk(_figures(earlier.figures)), _Walk(_figures(data / "figures_long.parquet"))
    for before, after in documents:
        row = _difference(before, after)
        counts[row["what"]] += 1
        if row["what"] == "same":
            continue
        add("delta", row)
        if row["what"] == "changed":
            for change in figure_changes(old.find(row["url"]), new.find(row["url"])):
                add("delta_figures", {"url": row["url"], **change})
    return dict(counts)


def _difference(before: Row | None, after: Row | None) -> Row:
    what = "new" if before is None else "withdrawn" if after is None else "changed"
    if before and after and before["version"] == after["version"]:
        what = "same"
    shown = after or before or {}
    return {
        "url": shown["url"],
        "what": what,
        "title": shown["title"],
        "before": before and before["version"],
        "after": after and after["version"],
        "rules_before": before and before["rules"],
        "rules_after": after and after["rules"],
        "body_changed": before["body_digest"] != after["body_digest"] if before and after else None,
    }


def figure_changes(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Row]:
    """Figures that differ in number, words or unit, by name; of a name printed twice the last, as in `gongkai diff`."""
    old, new = {row["name"]: row for row in before}, {row["name"]: row for row in after}
    for name in sorted({*old, *new}):
        was, now = _printed(old.get(name)), _printed(new.get(name))
        if was != now:
            yield {
                "name": name,
                "printed_before": name in old,
                **{f"{part}_before": value for part, value in zip(_PRINTED, was, strict=True)},
                "printed_after": name in new,
                **{f"{part}_after": value for part, value in zip(_PRINTED, now, strict=True)},
            }


def _printed(row: Row | None) -> tuple[Any, ...]:
    return tuple(row[part] if row else None for part in _PRINTED)


def _documents(path: Path) -> Iterator[Row]:
    return _rows(path, _OF_DOCUMENT)


def _figures(path: Path) -> Iterator[tuple[str, list[Row]]]:
    """Addresses with the figures of their current versions."""
    current = (row for row in _rows(path, _OF_FIGURE) if row["current"])
    for url, rows in groupby(current, key=_url):
        yield url, list(rows)


def _rows(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=10_000, columns=list(columns), use_threads=False):
            yield from batch.to_pylist()


def _url(row: Row) -> str:
    return str(row["url"])


class _Walk:
    """Looks things up in a sorted stream by keys that only grow."""

    def __init__(self, pairs: Iterable[tuple[str, list[Row]]]) -> None:
        self._pairs = iter(pairs)
        self._next = next(self._pairs, None)

    def find(self, url: str) -> list[Row]:
        """The rows of an address; [] where it has none."""
        while self._next is not None and self._next[0] < url:
            self._next = next(self._pairs, None)
        return self._next[1] if self._next is not None and self._next[0] == url else []


def _paired(left: Iterable[Row], right: Iterable[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows of two streams sorted by address side by side, None where a side has none of that address."""
    lefts, rights = iter(left), iter(right)
    one, other = next(lefts, None), next(rights, None)
    while one is not None or other is not None:
        if other is None or (one is not None and _url(one) < _url(other)):
            yield one, None
            one = next(lefts, None)
        elif one is None or _url(other) < _url(one):
            yield None, other
            other = next(rights, None)
        else:
            yield one, other
            one, other = next(lefts, None), next(rights, None)
