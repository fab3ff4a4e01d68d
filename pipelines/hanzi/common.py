"""Common characters: how much of a text is made of the Han that such reports are made of.

The order was counted in statutes, news and manuals; only the order is kept. `COMMON_600` serves the gates
of repairs; `COMMON` (about 4,500, both scripts) tells whether a run of characters can be Chinese prose at all.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")


@cache
def _listed() -> str:
    return Path(__file__).with_name("data").joinpath("common.txt").read_text("utf-8").replace("\n", "")


@cache
def common_600() -> frozenset[str]:
    """The 600 commonest Han of clean reports, simplified."""
    return frozenset(_listed()[:600])


@cache
def common() -> frozenset[str]:
    """The larger set: the common Han of both scripts."""
    return frozenset(_listed())


def common_share(text: str) -> float:
    """The part of the Han of `text` that is among the 600 commonest; 1.0 where there is no Han.

    >>> common_share("政府信息公开"), common_share("鏀垮簭淇\u2103伅鍏\ue100紑")
    (1.0, 0.0)
    """
    han = HAN.findall(text)
    listed = common_600()
    return sum(char in listed for char in han) / len(han) if han else 1.0


@cache
def rare_run() -> re.Pattern[str]:
    """Three characters in a row that Chinese prose does not put together: the sign of a wrong codec or alignment.

    >>> bool(rare_run().search("鏀垮簭淇\u2103伅")), bool(rare_run().search("涮巴市（公开）"))
    (True, False)
    """
    known = "".join(sorted(common()))
    return re.compile(
        f"[^{known}\\x00-\\x7f\u00a0·\u2010-\u203f\u2160-\u2179\u2460-\u2490\u25a0-\u25ff\u3000-\u3020\uff01-\uff5e\uffe5]{{3,}}"
    )
