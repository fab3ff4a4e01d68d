"""The statutory tables as data: labels, layout and field names of the 2019 and the 2021 edition.

The 2019 edition serves report years 2019 and 2020 (18 rows, 26 rows, 4 rows for tables two, three and
four), the 2021 edition later years (14, 28 and 4 rows). Table four is the same in both.
"""

from dataclasses import dataclass

from crawler.replica.gold import Format

APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_org",
    "legal_service_org",
    "other_org",
    "total",
)
APPLICANT_LABELS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
OUTCOMES = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other_result", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
REVIEWS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")

DENIED = (
    ("state_secret", "1.属于国家秘密"),
    ("prohibited_by_law", "2.其他法律行政法规禁止公开"),
    ("security_stability", "3.危及“三安全一稳定”"),
    ("third_party_rights", "4.保护第三方合法权益"),
    ("internal_affairs", "5.属于三类内部事务信息"),
    ("process_information", "6.属于四类过程性信息"),
    ("enforcement_file", "7.属于行政执法案卷"),
    ("administrative_inquiry", "8.属于行政查询事项"),
)
UNABLE = (
    ("not_held", "1.本机关不掌握相关政府信息"),
    ("needs_creation", "2.没有现成信息需要另行制作"),
    ("unclear_after_correction", "3.补正后申请内容仍不明确"),
)
NOT_PROCESSED = (
    ("petition_complaint", "1.信访举报投诉类申请"),
    ("repeated", "2.重复申请"),
    ("public_publication", "3.要求提供公开出版物"),
    ("excessive", "4.无正当理由大量反复申请"),
    ("reconfirm_obtained", "5.要求行政机关确认或重新出具已获取信息"),
)
OTHER_2021 = (
    ("no_correction_in_time", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("fee_unpaid_in_time", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("misc", "3.其他"),
)


@dataclass(frozen=True)
class Part:
    """One item of article 20 in table two: its heading, column labels and fields, and its rows."""

    heading: str
    labels: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]


_ITEMS = ("上一年项目数量", "本年增/减", "处理决定数量")
_ITEM_FIELDS = ("items_prev_year", "items_delta", "decisions")
_PUNISHING = (("行政处罚", "penalty"), ("行政强制", "coercion"))

PARTS_2019 = (
    Part(
        "第二十条第（一）项",
        ("本年新制作数量", "本年新公开数量", "对外公开总数量"),
        ("made_this_year", "disclosed_this_year", "disclosed_total"),
        (("规章", "rules"), ("规范性文件", "normative_documents")),
    ),
    Part(
        "第二十条第（五）项",
        _ITEMS,
        _ITEM_FIELDS,
        (("行政许可", "licensing"), ("其他对外管理服务事项", "other_services")),
    ),
    Part("第二十条第（六）项", _ITEMS, _ITEM_FIELDS, _PUNISHING),
    Part("第二十条第（八）项", _ITEMS[:2], _ITEM_FIELDS[:2], (("行政事业性收费", "fees"),)),
    Part(
        "第二十条第（九）项",
        ("采购项目数量", "采购总金额"),
        ("items", "amount"),
        (("政府集中采购", "procurement"),),
    ),
)
PARTS_2021 = (
    Part(
        "第二十条第（一）项",
        ("本年制发件数", "本年废止件数", "现行有效件数"),
        ("issued", "repealed", "in_force"),
        (("规章", "rules"), ("行政规范性文件", "normative_documents")),
    ),
    Part("第二十条第（五）项", ("本年处理决定数量",), ("decisions",), (("行政许可", "licensing"),)),
    Part("第二十条第（六）项", ("本年处理决定数量",), ("decisions",), _PUNISHING),
    Part(
        "第二十条第（八）项",
        ("本年收费金额（单位：万元）",),
        ("amount_wan_yuan",),
        (("行政事业性收费", "fees"),),
    ),
)


def parts(edition: Format) -> tuple[Part, ...]:
    """Give the parts of table two in an edition."""
    return PARTS_2019 if edition == "2019" else PARTS_2021


def results(edition: Format) -> tuple[str, ...]:
    """Name the result rows of table three that add up to 总计 in an edition."""
    groups = (("denied", DENIED), ("unable", UNABLE), ("not_processed", NOT_PROCESSED))
    named = tuple(f"{group}.{name}" for group, rows in groups for name, _ in rows)
    other = ("other",) if edition == "2019" else tuple(f"other.{name}" for name, _ in OTHER_2021)
    return ("granted", "partially_granted", *named, *other)
