"""What every description of a snapshot says of it: one value, from which the manifests and the datasheet are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.snapshot.bag import FileDigests
from pipelines.snapshot.coverage import Coverage
from pipelines.snapshot.held import Run
from pipelines.snapshot.schema import TableSchema

TITLE = "gongkai: disclosure pages (政府信息公开) of Chinese government portals"
DESCRIPTION = (
    "Documents of Chinese government portals, above all annual reports on information disclosure "
    "(政府信息公开工作年度报告), as complete crawls saw them: their text, the figures of their statutory tables with the "
    "cell and the words of each, checks of consistency, every attempt to fetch them, and what is known to be missing. "
    "Every row leads back to a WARC record."
)
KEYWORDS = ("政府信息公开", "年度报告", "government transparency", "China", "open government", "web archive")
LICENCE = (
    "The texts and figures are those that the named public bodies published; rights in them, where there are any, are "
    "theirs. Laws, decisions and other official documents are outside of copyright in China (著作权法 art. 5); news and "
    "attached files may not be. This snapshot grants no rights: whoever publishes it adds the licence of the compilation."
)


@dataclass(frozen=True)
class Delta:
    """The outcome of a comparison with an earlier snapshot."""

    name: str
    counts: Mapping[str, int]
    """Documents that are new, changed, same, withdrawn."""
    figures: int
    """Figures of changed documents that differ."""


@dataclass(frozen=True)
class Facts:
    runs: tuple[Run, ...]
    rules: tuple[str, ...]
    """Digests of all rules under which anything held was read."""
    software: str
    """What made the snapshot."""
    schemas: tuple[TableSchema, ...]
    coverage: Coverage
    delta: Delta | None

    @property
    def date(self) -> str:
        """The instant at which the newest run ended: the only date of a snapshot."""
        return max(str(run.row["ended_at"] or run.row["started_at"]) for run in self.runs)

    @property
    def name(self) -> str:
        """A name for people and machines: lower case, digits and hyphens."""
        return "gongkai-snapshot-" + "".join(c for c in self.date.split(".")[0].lower() if c.isalnum())


Files = Mapping[str, FileDigests]
"""Digests of the payload by file name."""


def table_files(schema: TableSchema, files: Files) -> list[tuple[str, FileDigests]]:
    """The files of one table, those first that keep all of it."""
    names = (f"{schema.name}.{suffix}" for suffix in ("parquet", "jsonl", "csv"))
    return [(name, files[name]) for name in names if name in files]
