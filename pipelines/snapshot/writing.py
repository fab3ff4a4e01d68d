"""A table written as Parquet, JSON lines and CSV side by side, a batch at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.snapshot.cells import IN_CSV, TYPED
from pipelines.snapshot.schema import Kind, TableSchema

BATCH_CELLS = 100_000
BATCH_CHARACTERS = 4 * 1024 * 1024
"""A batch is written when it has that many cells or its prose that many characters, so memory is bounded however wide
the rows are. Each is a row group of its own in Parquet: one that gathers batches would keep them in memory."""

_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "prose": pa.string(),
    "instant": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


def arrow_schema(schema: TableSchema) -> pa.Schema:
    """The columns as Parquet types."""
    return pa.schema([pa.field(column.name, _ARROW[column.kind]) for column in schema.columns])


class TableWriter:
    """Rows in, files out. The same rows give the same bytes; `close` writes what is left."""

    def __init__(self, directory: Path, schema: TableSchema) -> None:
        self._schema = schema
        self._arrow = arrow_schema(schema)
        self._values = itemgetter(*schema.names)
        self._prose = tuple(column.name for column in schema.columns if column.kind == "prose")
        self._batch: list[tuple[Any, ...]] = []
        self._rows = max(BATCH_CELLS // len(schema.columns), 1)
        self._characters = 0
        self._stack = ExitStack()
        self._parquet = self._stack.enter_context(
            pq.ParquetWriter(
                directory / f"{schema.name}.parquet", self._arrow, compression="zstd", version="2.6"
            )
        )
        self._json = self._stack.enter_context(
            (directory / f"{schema.name}.jsonl").open("w", encoding="utf-8", newline="\n")
        )
        table = self._stack.enter_context(
            (directory / f"{schema.name}.csv").open("w", encoding="utf-8", newline="")
        )
        self._csv = csv.writer(table, lineterminator="\n")
        self._csv.writerow([column.name for column in schema.in_csv])

    def add(self, row: dict[str, Any]) -> None:
        """Take one row. Raises KeyError for a column it lacks; what the table has no column for is not asked."""
        self._batch.append(self._values(row))
        self._characters += sum(len(row[name]) for name in self._prose)
        if len(self._batch) >= self._rows or self._characters >= BATCH_CHARACTERS:
            self._flush()

    def close(self) -> None:
        try:
            self._flush()
        finally:
            self._stack.close()

    def _flush(self) -> None:
        if not self._batch:
            return
        raw = zip(*self._batch, strict=True)
        values = [TYPED[column.kind](each) for column, each in zip(self._schema.columns, raw, strict=True)]
        arrays = [pa.array(each, field.type) for each, field in zip(values, self._arrow, strict=True)]
        self._parquet.write_table(pa.Table.from_arrays(arrays, schema=self._arrow))
        names = self._schema.names
        self._json.writelines(
            f"{_encode(dict(zip(names, row, strict=True)))}\n" for row in zip(*values, strict=True)
        )
        cells = [
            IN_CSV[column.kind](each)
            for column, each in zip(self._schema.columns, values, strict=True)
            if column.kind in IN_CSV
        ]
        self._csv.writerows(zip(*cells, strict=True))
        self._batch.clear()
        self._characters = 0


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


Add = Callable[[str, dict[str, Any]], None]


@contextmanager
def writing(directory: Path, schemas: Iterable[TableSchema]) -> Iterator[Add]:
    """A function that takes a row for a table by its name; the files of all tables are whole at the end."""
    with ExitStack() as stack:
        writers: dict[str, TableWriter] = {}
        for schema in schemas:
            writers[schema.name] = TableWriter(directory, schema)
            stack.callback(writers[schema.name].close)
        yield lambda table, row: writers[table].add(row)
