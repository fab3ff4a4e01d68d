"""Words and labels of official forms that layouts tear apart with spaces. Facts of the forms; add a line to add one."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from pipelines.hanzi.fold import fold

WORDS: frozenset[str] = frozenset(
    (
        "规章 总计 合计 小计 其他 自然人 备注 序号 单位 名称 年度 数量 姓名 性别 年龄 民族 职务 "
        "职称 学历 电话 传真 邮编 地址 日期 编号 类别 项目 金额 内容 附件 主任 局长 科长 处长 抄送 "
        "主送 签发 目录 目次 前言 总则 附则 通知 公告 通告 决定 意见 报告 请示 批复 方案 说明 其中 "
        "予以公开 不予公开 不予处理 部分公开 无法提供 其他处理 本年度办理结果 行政许可 行政处罚 "
        "行政强制 行政复议 行政诉讼 统计指标 统计数 法人 指标 合同 时间 地点 审核 签名 盖章 签字 "
        "领导 科室"
    ).split()
)
"""Short words whose characters are spread to fill a cell or a heading."""

LABELS: tuple[str, ...] = (
    "第二十条第（一）项",
    "信息内容",
    "本年新制作数量",
    "本年新公开数量",
    "对外公开总数量",
    "规范性文件",
    "第二十条第（五）项",
    "上一年项目数量",
    "本年增/减",
    "处理决定数量",
    "行政许可",
    "其他对外管理服务事项",
    "第二十条第（六）项",
    "行政处罚",
    "行政强制",
    "第二十条第（八）项",
    "行政事业性收费",
    "第二十条第（九）项",
    "采购项目数量",
    "采购总金额",
    "政府集中采购",
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
    "行政规范性文件",
    "本年处理决定数量",
    "本年收费金额（单位：万元）",
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "申请人情况",
    "法人或其他组织",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "三、本年度办理结果",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "（三）不予公开",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "（四）无法提供",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "（五）不予处理",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "（六）其他处理",
    "（七）总计",
    "四、结转下年度继续办理",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
    "行政复议",
    "行政诉讼",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "未经复议直接起诉",
    "复议后起诉",
    "二、上年结转政府信息公开数量",
    "本年度办理结果",
    "（二）部分公开",
    "1.本机关不掌握相关政府信",
    "出具已获取信息",
)
"""Labels of the statutory tables, in which a wrapped cell leaves a space."""


@cache
def folded_labels() -> frozenset[str]:
    """The labels as `fold` writes them."""
    return frozenset(map(fold, LABELS))


@cache
def pairs_of_labels() -> frozenset[str]:
    """Every two neighbouring characters of a label."""
    return frozenset(left + right for label in folded_labels() for left, right in pairwise(label))


@cache
def pairs_of_words() -> frozenset[str]:
    """Every two neighbouring characters of a word."""
    return frozenset(left + right for word in WORDS for left, right in pairwise(word))
