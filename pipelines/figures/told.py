"""What a report tells in words about its applications: received, closed, carried over, contested.

Heard is only what cannot well mean anything else. Parts (其中…, 通过信函收到…), other years (累计, 以来, another year than the
report's), other matters (letters, complaints, licences, the office's own work on reconsiderations) and statements that
contradict one another are left out: to compare the wrong number is worse than to compare none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.figures.numerals import NUMERAL, count_of

_COUNT = (
    r"(?<![\d.约近逾超第每这任同各])(?:(?P<count>(?=\d)" + NUMERAL + r")\s*(?:件|宗|份|条|项|起)"
    r"|(?P<written>(?!\d)" + NUMERAL + r")(?:件|宗|份|起))"
)
_GET = r"(?:收到|新收|接收|(?<!不予)受理)"
_LAST = r"(?:上一?年度?|去年度?|前一年度?)"
_NEXT = r"(?:下一?年度?|次年度?|明年|20\d\d年度?)"
_NONE = r"(?:未|没有|无|尚无|暂无|不存在)"


class Kind(NamedTuple):
    """One thing reports tell: what a sentence must speak of, how its number is told, and how that there is none."""

    name: str
    about: re.Pattern[str]
    counts: tuple[re.Pattern[str], ...]
    none: re.Pattern[str] | None
    other: re.Pattern[str]
    """Words that make it another matter where they stand between the verb and the number."""


def _kind(name: str, about: str, counts: Sequence[str], none: str, other: str) -> Kind:
    return Kind(
        name,
        re.compile(about),
        tuple(map(re.compile, counts)),
        re.compile(none) if none else None,
        re.compile(other),
    )


_OTHER_MATTERS = "复议|诉讼|投诉|举报|建议|提案|来信|咨询|许可|专利|商标|救助|低保|入学|补贴|登记|审批|资助|贷款|仲裁|执行|职称|工伤|备案|认定"
_CARRIED = rf"上年|去年|上一年|前一年|结转|同比|{_OTHER_MATTERS}"
_CHANNEL = re.compile(
    "信函|邮寄|信件|当面|现场|网上|网络|在线|网站|平台|电子邮件|邮箱|传真|口头|(?<![、和或])(?:自然人|个人|企业|公民|法人)(?![、和或])"
)
_CONTEST = r"政府信息|信息公开|依申请"
_ALONE = "(?<!议[、和及与])(?<!议[、和及与]行政)(?<!案件[、和及与])(?<!案件[、和及与]行政)"
"""Not behind "复议和", where the number is that of both."""
_OFFICE = "收到|接收|新收|受理|审理|审结|承办|代理|应诉|出庭|维持|纠正|撤销|尚未|未经|直接|复议后|不服"

KINDS = (
    _kind(
        "received",
        "申请",
        (
            rf"{_GET}[^。；;\d]{{0,30}}?申请[^。；;，,、\d]{{0,8}}?{_COUNT}",
            rf"{_GET}[^。；;，,\d]{{0,12}}?{_COUNT}[^。；;，,、\d]{{0,12}}申请",
            rf"新收[^。；;，,\d]{{0,4}}?{_COUNT}",
        ),
        rf"{_NONE}(?:收到|接到|受理|接收)[^。；;，,\d]{{0,20}}申请(?!人)"
        rf"|(?:全年|本年度?|年内|年度内){_NONE}(?:人|公民[^。；;，,\d]{{0,12}})?(?:提出|提交)?(?:依法|要求)?(?:政府)?信息公开申请"
        rf"|(?:全年|本年度?|年内|年度内){_NONE}(?:人|公民[^。；;，,\d]{{0,12}})?(?:提出|提交)?(?:依申请公开|公开申请|申请公开)",
        _CARRIED,
    ),
    _kind(
        "closed",
        "申请",
        (
            rf"(?<!未)办结[^。；;，,、\d]{{0,12}}?{_COUNT}",
            rf"(?:办理|处理)[^。；;，,\d]{{0,20}}?申请[^。；;，,、\d]{{0,8}}?{_COUNT}",
        ),
        "",
        _CARRIED,
    ),
    _kind("answered", "申请", (rf"(?:答复|回复)[^。；;，,、\d]{{0,12}}?{_COUNT}",), "", _CARRIED),
    _kind(
        "carried_in",
        "申请",
        (rf"{_LAST}度?结转[^。；;，,\d]{{0,14}}?{_COUNT}", rf"结转{_LAST}[^。；;，,\d]{{0,14}}?{_COUNT}"),
        rf"{_NONE}{_LAST}度?结转",
        _OTHER_MATTERS,
    ),
    _kind(
        "carried_out",
        "申请",
        (
            rf"结转(?:至|到)?{_NEXT}[^。；;，,\d]{{0,14}}?{_COUNT}",
            rf"{_COUNT}(?:申请)?结转(?:至|到)?{_NEXT}",
        ),
        rf"{_NONE}(?:申请)?结转(?:至|到)?{_NEXT}",
        _OTHER_MATTERS,
    ),
    _kind(
        "reconsideration",
        _CONTEST,
        (
            rf"(?:行政)?复议(?:案件|申请|事项)?(?:的|共|均?为|数量?为?|各|均|有)?\s*{_COUNT}",
            rf"{_COUNT}(?:行政)?复议",
            rf"复议(?:案件|申请)?[、和及与]+(?:行政)?诉讼(?:案件)?(?:均|各)为?\s*{_COUNT}",
        ),
        rf"{_NONE}[^。；;，,\d]{{0,24}}复议",
        _OFFICE,
    ),
    _kind(
        "litigation",
        _CONTEST,
        (
            rf"{_ALONE}(?:行政)?诉讼(?:案件|事项)?(?:的|共|均?为|数量?为?|有)?\s*{_COUNT}",
            rf"复议(?:案件|申请)?[、和及与]+(?:行政)?诉讼(?:案件)?(?:均|各)为?\s*{_COUNT}",
        ),
        rf"{_NONE}[^。；;，,\d]{{0,30}}诉讼",
        _OFFICE,
    ),
)

_LONG_AGO = re.compile("以来|历年|历史|五年|近年")
_IN_ALL_YEARS = re.compile(r"(?<!全年)(?<!本年)(?<!本年度)(?<!年度内)(?<!\d年)(?<!共)累计")
_WITH_LAST_YEAR = re.compile(rf"(?:含|包括|其中)[^，。]{{0,8}}{_LAST}")
_TOTAL = re.compile("共|总计|合计|等|累计")
_LONGEST = 1_000
"""Characters: a longer line without a full stop is no sentence."""
_YEAR = re.compile(r"20\d\d(?=年)")
_MENTION = re.compile(r"申请|复议|诉讼")


def told(text: str) -> dict[str, int]:
    """The counts by kind, in the order of `KINDS`; a kind that is told twice with different numbers is left out.

    >>> told("本年新收政府信息公开申请十二件，其中网上申请10件，办结11件，1件结转下年度。")
    {'received': 12, 'closed': 11, 'carried_out': 1}
    >>> told("市局收到申请12件。下属单位收到申请30件。")
    {}
    """
    if not _MENTION.search(text):
        return {}
    own = _own_year(text)
    heard: dict[str, set[int]] = {}
    for sentence in re.split(r"[。；;\n]", text):
        if len(sentence) > _LONGEST or " | " in sentence or not _MENTION.search(sentence):
            continue
        for kind in KINDS:
            heard.setdefault(kind.name, set()).update(_heard(kind, sentence, own))
    return {kind.name: heard[kind.name].pop() for kind in KINDS if len(heard.get(kind.name, ())) == 1}


def _own_year(text: str) -> str:
    """The year a report is about: the one it names most often; '' where two are named alike."""
    ranked = Counter(_YEAR.findall(text)).most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else ""


def _heard(kind: Kind, sentence: str, own: str) -> Iterator[int]:
    """The numbers of a kind in a sentence: the first that is meant, or 0."""
    if not kind.about.search(sentence):
        return
    for pattern in kind.counts:
        for match in pattern.finditer(sentence):
            count = count_of(match["count"] or match["written"])
            if count is not None and _is_meant(kind, sentence, match, own):
                yield count
                return
    none = kind.none.search(sentence) if kind.none else None
    if none and not (
        _is_elsewhen(sentence, none, own) or kind.other.search(none[0]) or _CHANNEL.search(none[0])
    ):
        yield 0


def _is_meant(kind: Kind, sentence: str, match: re.Match[str], own: str) -> bool:
    """False for letters and complaints, which are received and closed in the same words, for parts and other years.

    "收到来信9件，办结9件" closes letters: what counts is what was last said to be received in the sentence.
    """
    if _is_elsewhen(sentence, match, own):
        return False
    before = sentence[: match.start()]
    received = [other.start() for other in re.finditer(_GET, before)] if kind.name != "received" else []
    clause = max(before.rfind("，"), before.rfind(",")) + 1
    subject = sentence[min([clause, *received[-1:]]) : match.end()]
    if kind.name == "received" and _is_part(sentence, match, subject):
        return False
    return bool(kind.about.search(sentence[: match.end()])) and not kind.other.search(subject)


def _is_part(sentence: str, match: re.Match[str], subject: str) -> bool:
    """One way of applying or one kind of applicant, or more than what is new of this year."""
    if "新收" in sentence:
        return not match[0].startswith("新收")
    one_way = _CHANNEL.search(subject) and not _TOTAL.search(subject)
    return bool(one_way or "其中" in subject or _WITH_LAST_YEAR.search(sentence, match.end()))


def _is_elsewhen(sentence: str, match: re.Match[str], own: str) -> bool:
    """About another year than the report's, or about many."""
    before = sentence[: match.start()]
    if _LONG_AGO.search(before) or _IN_ALL_YEARS.search(sentence[: match.end()]):
        return True
    years = _YEAR.findall(before)
    return bool(own and years and years[-1] != own)
