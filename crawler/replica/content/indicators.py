"""Reports of the years 2014 to 2018: prose, and one table of indicators as 国办发〔2014〕32号 asked for."""

import random

from crawler.replica.article import Article, Cell, Para, Table
from crawler.replica.content import report_phrases as words
from crawler.replica.content.dates import after_year, days_before, office_hours, signed
from crawler.replica.content.earlier import CHANNELS, CHARGED, DISPUTED
from crawler.replica.content.grammar import paragraph
from crawler.replica.content.places import Place
from crawler.replica.content.slots import slots_for
from crawler.replica.draw import draw

CAPTION = "附表：政府信息公开情况统计表"
HEADING_ROW = "——"
"""What stands in the columns of unit and number beside the heading of a section."""

INDICATORS: tuple[tuple[str, str, str], ...] = (
    ("一、主动公开情况", "", ""),
    ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "proactive_total"),
    ("其中：主动公开规范性文件数", "条", "proactive_normative"),
    ("制发规范性文件总数", "件", "normative_issued"),
    ("（二）通过不同渠道和方式公开政府信息的情况", "", ""),
    ("1.政府公报公开政府信息数", "条", "channel.gazette"),
    ("2.政府网站公开政府信息数", "条", "channel.website"),
    ("3.政务微博公开政府信息数", "条", "channel.weibo"),
    ("4.政务微信公开政府信息数", "条", "channel.wechat"),
    ("5.其他方式公开政府信息数", "条", "channel.other"),
    ("二、回应解读情况", "", ""),
    ("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", "次", "response_hot_topics"),
    ("（二）通过不同渠道和方式回应解读的情况", "", ""),
    ("1.参加或举办新闻发布会总次数", "次", "press_conf"),
    ("其中：主要负责同志参加新闻发布会次数", "次", "press_conf_leader"),
    ("2.政府网站在线访谈次数", "次", "online_interview"),
    ("其中：主要负责同志参加政府网站在线访谈次数", "次", "online_interview_leader"),
    ("3.政策解读稿件发布数", "篇", "interpretations"),
    ("4.微博微信回应事件数", "次", "social_responses"),
    ("5.其他方式回应事件数", "次", "other_responses"),
    ("三、依申请公开情况", "", ""),
    ("（一）收到申请数", "件", "apply.received"),
    ("1.当面申请数", "件", "apply.in_person"),
    ("2.传真申请数", "件", "apply.fax"),
    ("3.网络申请数", "件", "apply.online"),
    ("4.信函申请数", "件", "apply.letter"),
    ("（二）申请办结数", "件", "closed"),
    ("1.按时办结数", "件", "closed_on_time"),
    ("2.延期办结数", "件", "closed_extended"),
    ("（三）申请答复数", "件", "reply.total"),
    ("1.属于已主动公开范围数", "件", "reply.already_public"),
    ("2.同意公开答复数", "件", "reply.granted"),
    ("3.同意部分公开答复数", "件", "reply.partial"),
    ("4.不同意公开答复数", "件", "reply.denied"),
    ("其中：涉及国家秘密", "件", "reply.denied.state_secret"),
    ("涉及商业秘密", "件", "reply.denied.trade_secret"),
    ("涉及个人隐私", "件", "reply.denied.privacy"),
    ("危及国家安全、公共安全、经济安全和社会稳定", "件", "reply.denied.security"),
    ("不是《条例》所指政府信息", "件", "reply.denied.not_gov_info"),
    ("法律法规规定的其他情形", "件", "reply.denied.other_law"),
    ("5.不属于本行政机关公开数", "件", "reply.not_this_agency"),
    ("6.申请信息不存在数", "件", "reply.not_exist"),
    ("7.告知作出更改补充数", "件", "reply.told_to_amend"),
    ("8.告知通过其他途径办理数", "件", "reply.other_channel"),
    ("四、行政复议数量", "件", "reconsideration.total"),
    ("（一）维持具体行政行为数", "件", "reconsideration.upheld"),
    ("（二）被依法纠错数", "件", "reconsideration.corrected"),
    ("（三）其他情形数", "件", "reconsideration.other"),
    ("五、行政诉讼数量", "件", "litigation.total"),
    ("（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "litigation.upheld"),
    ("（二）被依法纠错数", "件", "litigation.corrected"),
    ("（三）其他情形数", "件", "litigation.other"),
    ("六、举报投诉数量", "件", "complaints"),
    ("七、依申请公开信息收取的费用", "万元", "fees_wan"),
    ("八、机构建设和保障经费情况", "", ""),
    ("（一）政府信息公开工作专门机构数", "个", "org.offices"),
    ("（二）设置政府信息公开查阅点数", "个", "org.reading_points"),
    ("（三）从事政府信息公开工作人员数", "人", "org.staff"),
    ("1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "org.staff_full"),
    ("2.兼职人员数", "人", "org.staff_part"),
    (
        "（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）",
        "万元",
        "org.budget_wan",
    ),
    ("九、政府信息公开会议和培训情况", "", ""),
    ("（一）召开政府信息公开工作会议或专题会议数", "次", "meetings"),
    ("（二）举办各类培训班数", "次", "trainings"),
    ("（三）接受培训人员数", "人次", "trainees"),
)

SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("apply.received", ("apply.in_person", "apply.fax", "apply.online", "apply.letter")),
    (
        "reply.denied",
        tuple(
            f"reply.denied.{why}"
            for why in ("state_secret", "trade_secret", "privacy", "security", "not_gov_info", "other_law")
        ),
    ),
    (
        "reply.total",
        tuple(
            f"reply.{kind}"
            for kind in (
                "already_public",
                "granted",
                "partial",
                "denied",
                "not_this_agency",
                "not_exist",
                "told_to_amend",
                "other_channel",
            )
        ),
    ),
    (
        "reconsideration.total",
        ("reconsideration.upheld", "reconsideration.corrected", "reconsideration.other"),
    ),
    ("litigation.total", ("litigation.upheld", "litigation.corrected", "litigation.other")),
    ("org.staff", ("org.staff_full", "org.staff_part")),
)
"""Totals and their parts; a total of totals comes after them."""

_LARGE = frozenset(("proactive_total", "channel.website", "channel.weibo", "channel.wechat", "trainees"))
_ODD_SPANS = ((3, 1, 2), (2, 3, 1), (4, 1, 1), (3, 2, 1))
"""Columns of six that the cells of a row take where a table was drawn by hand and then exported."""


def indicator_report(seed: int, place: Place, issuer: str, year: int, number: int) -> Article:
    """Give the report of `issuer` for `year`; every other one has its table exported from a word processor."""
    rng = draw(seed, "indicators", issuer, year)
    figures = _figures(rng)
    received, closed = int(figures["apply.received"]), int(figures["closed"])
    told = {"received": received, "carried": 0, "processed": closed, "left": received - closed}
    slots = slots_for(seed, place, issuer, year) | told
    day = after_year(year, rng)

    def prose(patterns: tuple[str, ...], count: int) -> Para:
        return Para(paragraph(patterns, count, slots, rng))

    return Article(
        key=f"indicators-{issuer}-{year}",
        kind="annual_report",
        format="2014",
        year=year,
        title=f"{issuer}{year}年政府信息公开工作年度报告",
        blocks=(
            prose(words.INTRO, 1),
            Para("一、概述", "heading"),
            prose(words.OVERVIEW, 3),
            Para("二、主动公开政府信息的情况", "heading"),
            prose(CHANNELS, 2),
            prose(words.PROACTIVE, 2),
            Para("三、依申请公开政府信息的情况", "heading"),
            prose(words.APPLICATIONS, 1),
            Para("四、收费及减免情况", "heading"),
            prose(CHARGED, 1),
            Para("五、行政复议和行政诉讼情况", "heading"),
            prose(DISPUTED, 1),
            Para("六、存在的主要问题和改进措施", "heading"),
            prose(words.PROBLEMS, 2),
            prose(words.IMPROVEMENTS, 2),
            Para(issuer, "signature"),
            Para(signed(days_before(day, rng.randint(1, 9)), rng), "date"),
            Para(CAPTION, "heading"),
            _table(figures, exported=number % 2 == 0),
        ),
        day=day,
        clock=office_hours(rng),
        source=issuer,
        issuer=issuer,
        doc_number=None,
        index_number=f"{rng.randint(10**7, 10**8 - 1):09d}/{day[0]}-{rng.randint(1, 9999):05d}",
    )


def _figures(rng: random.Random) -> dict[str, int | float]:
    """Figures whose totals are the sums of their parts."""
    figures: dict[str, int | float] = {}
    for _, unit, name in INDICATORS:
        if name:
            figures[name] = rng.randint(800, 9800) if name in _LARGE else rng.randint(0, 24)
        if unit == "万元":
            figures[name] = rng.choice((0, rng.randint(10, 4000) / 100))
    for total, parts in SUMS:
        figures[total] = sum(figures[part] for part in parts)
    received = figures["apply.received"]
    figures["closed_extended"] = min(received, 1)
    figures["closed_on_time"] = max(received - 2, 0)
    figures["closed"] = figures["closed_extended"] + figures["closed_on_time"]
    return figures


def _table(figures: dict[str, int | float], exported: bool) -> Table:
    rows = [_row(0, ("统计指标", "单位", "统计数"), exported)]
    for place, (label, unit, name) in enumerate(INDICATORS, 1):
        if not name:
            rows.append(_row(place, (label, HEADING_ROW, HEADING_ROW), exported))
            continue
        value = figures[name]
        printed = f"{value:.2f}" if isinstance(value, float) else str(value)
        rows.append(
            _row(
                place,
                (label, unit, printed),
                exported,
                f"s14.{name}",
                float(printed) if "." in printed else value,
            )
        )
    return Table(CAPTION, tuple(rows), exported)


def _row(
    place: int,
    texts: tuple[str, str, str],
    exported: bool,
    field: str | None = None,
    value: int | float | None = None,
) -> tuple[Cell, ...]:
    spans = _ODD_SPANS[place % len(_ODD_SPANS)] if exported else (1, 1, 1)
    label, unit, number = texts
    return (
        Cell(label, colspan=spans[0]),
        Cell(unit, colspan=spans[1]),
        Cell(number, colspan=spans[2], field=field, value=value),
    )
