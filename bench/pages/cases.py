"""The pages that are read, each with what is right about it."""

from __future__ import annotations

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bench.pages.folder import Benchmark, Page, rows

FURNITURE = (
    "扫一扫在手机打开当前页",
    "您现在的位置",
    "打印本页",
    "关闭窗口",
    "责任编辑",
    "相关信息",
    "分享到",
    "上一篇",
    "下一篇",
    "浏览次数",
    "点击数",
    "网站标识码",
)
"""What the generator's templates print around every article."""
_FILE_LINE = re.compile("<p>(附件：<a.*?)</p>")
_READING = re.compile("[(（][a-z\u00e0-\u01dc]{1,6} ?[)）]")


class Case(NamedTuple):
    """A page of a set: the name readers give their answer, the file, and its gold."""

    name: str
    file: Path
    gold: Page
    glossed: bool = False
    """Its text has pinyin in brackets and traditional characters, a mirror's work that only some readers undo: both sides are
    compared without."""

    def compared(self, answer: Page) -> tuple[Page, Page]:
        """Gold and answer as they are compared."""
        if not self.glossed:
            return self.gold, answer
        bare = [without_readings(text) for text in self.gold["paragraphs"]]
        # The scorer writes both sides in simplified characters where gold names such paragraphs.
        gold = {**self.gold, "paragraphs": bare, "paragraphs_nopinyin": bare}
        return gold, {**answer, "text": without_readings(answer.get("text") or "")}


class PageSet(NamedTuple):
    """Pages whose figures stand in one table."""

    title: str
    cases: list[Case]


def without_readings(text: str) -> str:
    """
    >>> without_readings("社會服務(wù)機構(gòu )（见附件）(a)")
    '社會服務機構（见附件）'
    """
    return _READING.sub("", text)


def gold_pages(corpus: Path) -> PageSet:
    """The gold pages of a corpus: `gold/NAME.json` names the file."""
    cases = []
    for path in sorted((corpus / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if "paragraphs" in gold:
            file = corpus / str(gold.get("file", f"{path.stem}.html"))
            cases.append(Case(path.stem, file if file.is_file() else corpus / "pages" / file.name, gold))
    return PageSet(f"gold pages ({len(cases)})", cases)


def generated_pages(bench: Benchmark, seed: int, pages: int, scratch: Path) -> PageSet:
    """The pages of a seed under names of their own, with the generator's gold in the form the scorer takes."""
    made, flat = scratch / "generated", scratch / "flat"
    bench.generate(seed, pages, made)
    flat.mkdir()
    sites = {row["id"]: row for row in rows(made / "manifest.jsonl")}
    cases = []
    for truth in rows(made / "gold.jsonl"):
        site = sites[truth["id"]]
        name = truth["id"].replace("/", "_")
        file = shutil.copyfile(made / site["file"], flat / f"{name}.html")
        glossed = truth["id"].split("/")[0].endswith("4")
        gold = _gold(truth, site["site"]) | {
            "optional": _unlisted(truth, file.read_text(site["encoding"], "replace"))
        }
        cases.append(Case(name, file, gold, glossed))
    return PageSet(f"generated pages of seed {seed} ({len(cases)})", cases)


def _gold(truth: Page, source: str) -> Page:
    body = "".join(
        [*truth["paras"], *(cell for grid in truth["tables"] for row in grid for cell in row), truth["title"]]
    )
    return {
        "paragraphs": truth["paras"],
        "tables": [{"grid": grid} for grid in truth["tables"]],
        "meta": {"title": truth["title"], "published": truth["date"], "source": source},
        "attachments": [],
        "forbidden": [words for words in FURNITURE if words not in body],
        "required": [],
    }


def _unlisted(truth: Page, html: str) -> list[str]:
    """Parts of the article that the generator's gold leaves out, so that no reader is charged for keeping them.

    They are the date under the signature, the line of the attached file, and the seams between two rows of a table:
    the scorer takes each row for itself, while a text holds one behind the other.
    """
    year, month, day = map(int, truth["date"].split("-"))
    parts = [f"{year}年{month}月{day}日", *(re.sub("<[^>]*>", "", line) for line in _FILE_LINE.findall(html))]
    lines = [*truth["paras"], *parts]
    for grid in truth["tables"]:
        told = ["".join(_once(row, above)) for above, row in zip([[], *grid], grid, strict=False)]
        parts += [one[-5:] + other[:5] for one, other in pairwise(told)]
        lines += [told[0], told[-1]]
    ends = {line[-5:] for line in lines}
    return parts + [end + start for end in ends for start in {line[:5] for line in lines}]


def _once(row: list[str], above: list[str]) -> list[str]:
    """The cells of an expanded row that begin in it: a cell over several columns or rows stands where it begins."""
    same = [i for i, text in enumerate(row) if i < len(above) and above[i] == text and len(text) > 2]
    return [
        text for i, text in enumerate(row) if i not in same and (not i or row[i - 1] != text or len(text) < 3)
    ]
