"""C7, the soft check: what a report tells in words beside what its tables say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.document import Check, CheckStatus, Figure
from pipelines.figures.format import formats

_COUNT = r"(\d{1,7})\s*(?:件|宗|份|条|项|起)"
_GET = r"(?:收到|新收|接收|(?<!不予)受理)"
_TOLD = {
    "received": (
        rf"{_GET}[^。；;\d]{{0,30}}申请[^。；;，,、\d]{{0,8}}{_COUNT}",
        rf"{_GET}[^。；;，,\d]{{0,12}}{_COUNT}[^。；;，,、\d]{{0,12}}申请",
    ),
    "closed": (
        rf"(?<!未)办结[^。；;，,、\d]{{0,12}}{_COUNT}",
        rf"(?:办理|处理)[^。；;，,\d]{{0,20}}申请[^。；;，,、\d]{{0,8}}{_COUNT}",
    ),
    "answered": (rf"(?:答复|回复)[^。；;，,、\d]{{0,12}}{_COUNT}",),
}
_NONE_RECEIVED = re.compile(r"(?:未|没有)(?:收到|接到)[^。；;，,\d]{0,20}申请")
_OTHER_CASES = re.compile(r"上年|去年|上一年|结转|同比|复议|诉讼|投诉|建议|提案|来信|咨询")
_OTHER_YEARS = re.compile(r"累计|以来|历年")


def narrative_check(text: str, figures: Sequence[Figure]) -> tuple[Check, ...]:
    """What the text says was received, closed and answered, in this order, beside the totals of the tables.

    Only the first statement of each kind is heard. It never fails: people merge categories when they tell them.

    >>> narrative_check("本年共收到政府信息公开申请22件。", [Figure("t3.new_received.total", 21, "21", "", 1, 3, 9)])
    (Check(id='C7', column=None, left=22, right=21, delta=1, status='differs', nulls_assumed_zero=0),)
    """
    values = {figure.name: figure.value for figure in figures}
    form = next(
        (f for f in reversed(formats()) if any(name in values for name in f.narrative.values())), None
    )
    if form is None:
        return ()
    made = []
    sentences = _sentences(text)
    for kind, name in form.narrative.items():
        told = _told(kind, sentences)
        if told is None:
            continue
        value = values.get(name)
        delta = None if value is None else told - value
        status: CheckStatus = "not_assessable" if delta is None else "differs" if delta else "pass"
        made.append(Check("C7", None, told, value, delta, status))
    return tuple(made)


def _sentences(text: str) -> list[str]:
    """The sentences that speak of applications, without the rows of tables."""
    return (
        [s for s in re.split(r"[。；;\n]", text) if "申请" in s and " | " not in s] if "申请" in text else []
    )


def _told(kind: str, sentences: Sequence[str]) -> int | None:
    """The first count of one kind that is about this year's applications; None when the text gives none."""
    for sentence in sentences:
        for pattern in _TOLD[kind]:
            for match in re.finditer(pattern, sentence):
                if _is_about_applications(sentence, match):
                    return int(match[1])
        if kind == "received" and _NONE_RECEIVED.search(sentence) and not _OTHER_CASES.search(sentence):
            return 0
    return None


def _is_about_applications(sentence: str, match: re.Match[str]) -> bool:
    """False for letters and complaints, which are received and closed in the same words, and for other years.

    "收到来信9件，办结9件" closes letters: what counts is what was last said to be received in the sentence.
    """
    before = sentence[: match.start()]
    if _OTHER_YEARS.search(before):
        return False
    received = [other.start() for other in re.finditer(_GET, before)]
    clause = max(before.rfind("，"), before.rfind(",")) + 1
    subject = sentence[min([clause, *received[-1:]]) : match.end()]
    return "申请" in sentence[: match.end()] and not _OTHER_CASES.search(subject)
