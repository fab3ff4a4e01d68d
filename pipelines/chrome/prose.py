"""The prose guard: what reads like a sentence of the document is never furniture, whatever else it looks like."""

from __future__ import annotations

import re

from pipelines.hanzi.fold import fold

_HAN = re.compile("[\u3400-\u9fff]")
_ACT = re.compile(r"(?:应|按|通过|关注|下载).{0,20}(?:报告|公众号|办理|查询)")
_SENTENCE_MARKS = "。；;！!？?"
PROSE_HAN = 25

NOTICES = (
    r"(?:请)?文明上网,.{0,140}",
    r"(?:(?:网友|以上)(?:评论|留言|跟帖)|(?:评论|留言|跟帖)内容)(?:内容)?(?:仅供|只代表|仅代表|不代表).{0,120}",
    r"(?:本(?:网站|站)|我们)(?:正在)?(?:使用|通过)[Cc]ookies?.{0,140}",
    r"您(?:访问的链接|点击的链接|即将离开|将要离开|将要访问的).{0,20}(?:离开|链接|第三方|外部).{0,100}",
    r"(?:特别声明|免责声明|版权声明|声明)[:：].{0,30}本(?:网站?|站|平台).{0,130}",
    r"(?:凡|如).{0,12}本(?:网站?|站).{0,12}(?:注明|转载|刊载|发布).{0,60}(?:版权|来源|出处|侵权).{0,80}",
    r".{0,8}本(?:网站?|站)(?:所)?(?:转载|刊载).{0,60}(?:版权|侵权).{0,80}",
    r"(?:提示[:：])?您(?:当前)?(?:使用)?的浏览器.{0,40}(?:版本|升级|更换|启用|禁用).{0,100}",
    r"(?:您好[,!！。]?)?(?:我是)?.{0,4}智能(?:机器人|客服|助手).{0,40}请问.{0,40}",
)
"""Sentences that a site prints on every page, whole: of comments, cookies, outward links, reprints, old browsers."""
_NOTICE = re.compile("|".join(f"(?:{notice})" for notice in NOTICES))
_LONGEST_NOTICE = 160


def is_notice(folded: str) -> bool:
    """True when a folded line, from end to end, is one of the sentences that sites print on every page.

    >>> is_notice("您访问的链接即将离开“示范市”门户网站,是否继续?")
    True
    >>> is_notice("本网站全年发布政务信息一千余条,其中本级规章三件,均已在显著位置公开。")
    False
    """
    return len(folded) <= _LONGEST_NOTICE and _NOTICE.fullmatch(folded) is not None


def is_prose(text: str) -> bool:
    """True for a sentence: at least 25 Han and a sentence mark, or words of acting on a report or an account.

    The sentences that sites print on every page are none (see `is_notice`).

    >>> is_prose("扫一扫二维码，关注“健康示范”公众号，查询办理进度")
    True
    >>> is_prose("扫一扫在手机打开当前页")
    False
    """
    folded = fold(text)
    if len(folded) < 8:
        return False
    if any(mark in folded for mark in _SENTENCE_MARKS) and len(_HAN.findall(folded)) >= PROSE_HAN:
        return not is_notice(folded)
    return len(folded) >= 16 and _ACT.search(folded) is not None
