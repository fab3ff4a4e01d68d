"""`DATASHEET.md`: what the snapshot is, written from what it holds. Prose is fixed; every number is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from pipelines.fields.regions import by_code
from pipelines.figures.format import CheckFormat, formats
from pipelines.reading.flags import FLAGS
from pipelines.snapshot.facts import DESCRIPTION, LICENCE, TITLE, Facts

_OUTCOMES = {
    "ok": "a page",
    "unchanged": "the server said 304",
    "moved": "a redirect, each hop",
    "blocked": "a challenge, a captcha or a refusal; never evaded",
    "throttled": "asked to slow down",
    "gone": "404 or 410 on that day; no statement that it was deleted",
    "unreachable": "no answer, none that is HTTP, or another error of the server",
    "tls_failed": "a certificate or an agreement that failed",
    "soft_404": "an error page or an empty one that says it is none",
    "truncated": "the transfer ended early",
    "too_large": "cut at the limit",
    "refused": "not asked, or answered by a rule: robots.txt, another site's host",
}

_READ = """Pages are decoded by weighing every witness of their encoding, mended only where the bytes prove the damage, and divided
into article, tables, metadata and page furniture; nothing is dropped without a row in the archive that says so. A figure is
read where a statutory table of 2014, 2019 or 2021 is recognised by its labels; its name stands for the place in the form.

**No number was corrected.** `value` is the printed number in its printed unit, `raw` the cell as printed. A blank cell is null,
not 0; a figure that is not printed has no row in `figures_long`. In the wide tables both are null. Where a figure could not
be placed with certainty it is left out and the document carries a flag; where nothing proves it, `not_recoverable` says so.
`value` is a 64-bit floating point number: whole numbers are exact up to 2^53, and `raw` has every digit."""

_LOAD = """```python
import duckdb; duckdb.sql("SELECT * FROM 'data/figures_long.parquet' WHERE current")
import pandas; pandas.read_parquet("data/documents.parquet")
import polars; polars.read_parquet("data/figures_wide_2021.parquet")
import datasets; datasets.load_dataset("parquet", data_files="data/versions.parquet")
```

`datapackage.json` has the schema of every file: types, units, keys and what each column means. The snapshot is a BagIt bag:
`bagit.py --validate .` proves that no file was changed. Every row of `documents` and `versions` names the WARC file and the
record in the archive from which it was read."""


def datasheet(facts: Facts) -> str:
    """The whole sheet as Markdown."""
    return "\n\n".join(part.rstrip() for part in _parts(facts)) + "\n"


def _parts(facts: Facts) -> Iterator[str]:
    yield f"# {TITLE}"
    yield f"`{facts.name}`, made by {facts.software}. State of {facts.date}: the end of the newest run it holds."
    yield "## What it is"
    yield DESCRIPTION
    yield _table(("table", "rows", "a row is"), _table_sizes(facts), right={1})
    yield "## Coverage"
    yield from _coverage(facts)
    yield "## What is missing"
    yield from _missing(facts)
    yield "## How numbers were read"
    yield _READ
    yield "### Checks (勾稽关系) of current versions"
    yield from _checks(facts)
    yield "### Flags of current versions"
    yield _table(("flag", "documents", "meaning"), _flags(facts), right={1}) or "No document carries a flag."
    if facts.delta:
        yield "## Since the earlier snapshot"
        yield from _delta(facts)
    yield "## Runs and rules"
    yield "Only complete runs enter; what limited, interrupted or failed runs alone have seen is left out."
    yield _table(("run", "command", "ended", "software"), [(r.name, r.row["command"], r.row["ended_at"], r.row["software"]) for r in facts.runs])  # fmt: skip
    yield f"Everything was read under {len(facts.rules)} sets of rules, one for each state of gongkai and profile of a portal. bag-info.txt names them by the digest of code, data and libraries."
    yield "## Rights and care"
    yield LICENCE
    yield (
        "Documents may name persons (authors, editors, people in news). They are kept as the bodies published them; "
        "do not use them to profile people."
    )
    yield "## How to cite"
    yield f"> {facts.name}. {facts.software}, state of {facts.date[:10]}. Cite with it the SHA-256 of `manifest-sha256.txt`, and for a single document its address, `captured_at` and `record_id`."  # fmt: skip
    yield "## How to load"
    yield _LOAD


def _table_sizes(facts: Facts) -> Iterator[Sequence[object]]:
    for schema in facts.schemas:
        yield f"`{schema.name}`", facts.coverage.rows[schema.name], schema.description


def _coverage(facts: Facts) -> Iterator[str]:
    coverage = facts.coverage
    kinds, years, regions, reports = Counter[str](), *(Counter[tuple[str, str]]() for _ in range(3))
    for (region, kind, year), count in coverage.documents.items():
        kinds[kind] += count
        regions[region, kind] += count
        years[_year(year), kind] += count
        if kind == "annual_report":
            reports[region, _year(year)] += count
    shown = [kind for kind, _ in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))]
    yield "### By region and kind"
    yield _cross("region", regions, shown, _region_name) or "No document."
    yield "### By year of the report and kind"
    yield _cross("year", years, shown, str) or "No document."
    yield "### Annual reports by region and year"
    yield (
        _cross("region", reports, sorted({year for _, year in reports}), _region_name) or "No annual report."
    )
    yield "### Annual reports by year and format"
    formats = Counter({(_year(year), format): count for (format, year), count in coverage.formats.items()})
    yield _cross("year", formats, sorted({format for _, format in formats}), str) or "No annual report."
    yield "### Attempts by portal and outcome"
    met = sorted({outcome for _, outcome in coverage.outcomes})
    yield _cross("portal", coverage.outcomes, met, str) or "No attempt."
    yield _table(("outcome", "meaning"), [(name, _OUTCOMES.get(name, "")) for name in met])


def _year(year: int | None) -> str:
    return "none" if year is None else str(year)


def _missing(facts: Facts) -> Iterator[str]:
    gaps = facts.coverage.gaps
    yield (
        "Every gap is a row of `gaps`. `listing_short`: a listing declares more documents than its pages name. `not_met`: an "
        "address is known and no document of it is held. `year_missing`: a body has reports for years before and after, and "
        "none for this one. That a page is absent says that it was not met on that day, not that it was deleted."
    )
    yield _cross("portal", gaps, sorted({what for _, what in gaps}), str) or "No gap is known."
    lost = facts.coverage.rows["not_recoverable"]
    yield f"Statutory tables or rows whose figures nothing proves: {lost} (all versions). Figures of current versions without a number: {facts.coverage.blank}."


def _checks(facts: Facts) -> Iterator[str]:
    counted = facts.coverage.checks
    statuses = ["pass", "fail", "not_assessable", "differs"]
    yield _cross("check", counted, statuses, str) or "No check was made."
    yield "A check that fails says that the printed numbers do not agree; which of them is wrong nobody knows."
    yield "\n".join(f"* **{check.id}** ({format.name}): {_formula(check)}" for format in formats() for check in format.checks)  # fmt: skip
    yield "* **C7**: counts told in the text are those of the table; it only `differs`, since people merge categories in prose."


def _formula(check: CheckFormat) -> str:
    each = f", for each of {len(check.each)} names in place of `*`" if check.each else ""
    return f"`{' + '.join(check.left)}` = `{' + '.join(check.right)}`{each}"


def _flags(facts: Facts) -> list[Sequence[object]]:
    return [
        (f"`{flag}`", count, FLAGS.get(flag, "a repair of this name found damage that it could not mend"))
        for flag, count in sorted(facts.coverage.flags.items())
    ]


def _delta(facts: Facts) -> Iterator[str]:
    assert facts.delta
    yield f"Compared with `{facts.delta.name}`, by the digests of current versions. `delta` names the documents, `delta_figures` the figures."
    rows = [(what, count) for what, count in facts.delta.counts.items()]
    yield _table(
        ("documents", ""),
        [*rows, ("figures of changed documents that differ", facts.delta.figures)],
        right={1},
    )


def _region_name(code: str) -> str:
    """A code with the name it bears last, where it has one."""
    names = by_code().get(code)
    return f"{code} {names[-1].name}" if names else code or "not told"


def _cross(
    corner: str, counts: Counter[tuple[str, str]], columns: Sequence[str], label: Callable[[str], str]
) -> str:
    """Counts by two things as a table with sums; '' for no counts."""
    if not counts:
        return ""
    rows: list[Sequence[object]] = [
        (label(row), *(counts[row, column] for column in columns), sum(counts[row, c] for c in columns))
        for row in sorted({row for row, _ in counts})
    ]
    totals = [sum(counts[row, column] for row in {row for row, _ in counts}) for column in columns]
    rows.append(("all", *totals, sum(totals)))
    return _table((corner, *columns, "all"), rows, right=set(range(1, len(columns) + 2)))


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]], right: set[Hashable] | None = None) -> str:
    """A Markdown table; '' for no rows."""
    lines = [" | ".join(_cell(cell) for cell in row) for row in rows]
    if not lines:
        return ""
    rule = "|".join("---:" if place in (right or ()) else "---" for place in range(len(heads)))
    return "\n".join([f"| {' | '.join(heads)} |", f"|{rule}|", *(f"| {line} |" for line in lines)])


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")
