"""The table that names outcomes. Each row finds evidence for itself in an answer; the first that does, wins.

Most rows are about the walls that portals stand behind. They are recognised to be recorded and respected, never to be
passed: a challenge is not executed, a captcha not solved.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from crawler.fetch.answer import Answer
from crawler.fetch.location import leads_home, redirect_target

Name = Literal[
    "ok",
    "unchanged",
    "moved",
    "blocked",
    "throttled",
    "gone",
    "unreachable",
    "tls_failed",
    "soft_404",
    "truncated",
    "too_large",
    "refused",
]
NAMES: tuple[str, ...] = get_args(Name)

SHELL = 200
"""Visible characters up to which a page is a shell around a script: a challenge says "please wait" or nothing."""
NOTICE = 600
"""Visible characters up to which a page may be a mere notice (captcha, not found); an article has more, or marks."""


@dataclass(frozen=True)
class Rule:
    """A row: what it is called, the outcome it gives, how it finds evidence ("" for none), and why it is there."""

    name: str
    outcome: Name
    detail: str
    find: Callable[[Answer], str]
    why: str


def failed(*kinds: str) -> Callable[[Answer], str]:
    """Evidence: the exchange failed so, and there is no status line to judge by."""
    return lambda answer: answer.exchange.error if answer.failure in kinds and not answer.status else ""


def status(*codes: int) -> Callable[[Answer], str]:
    """Evidence: the status code, with Retry-After where the portal sent one."""

    def find(answer: Answer) -> str:
        if answer.status not in codes:
            return ""
        wait = answer.capture.header("retry-after")
        return f"status {answer.status}, Retry-After: {wait}" if wait else f"status {answer.status}"

    return find


RIVER = re.compile(r"\$_ts\s*=\s*window|\$_ts\.(?:nsd|cd)\b|<meta[^>]+\br\s*=\s*['\"]m['\"]")
JIASULE = re.compile(r"__jsl_clearance|__jsluid_")
CAPTCHA_SCRIPT = re.compile(r"acw_sc__v2|TencentCaptcha|aliyunCaptcha|initGeetest")
CAPTCHA_WORDS = re.compile(
    r"请(?:您)?(?:先)?(?:完成|进行|通过|拖动|滑动|按住|点击)[^。]{0,8}(?:验证|滑块)|安全验证后(?:继续|方可)|访问验证"
    r"|(?:请求|访问|操作)(?:过于|太)频繁|请输入(?:图片|图形)?验证码(?:后)?继续"
)
MISSING_WORDS = re.compile(
    r"(?:页面|网页|文件|栏目|文章|信息|内容)(?:不存在|未找到|找不到|已(?:经)?(?:被)?删除|已(?:经)?下线)"
    r"|找不到(?:该|此|您[^，。]{0,6}的)?(?:页面|网页|文件)|(?:网站|系统|页面|服务器?)(?:正在|升级|停机)*(?:正在维护|维护中)"
    r"|(?:网站|系统|页面|服务器?)正在(?:停机|升级|停机升级)?(?:维护|升级)"
    r"|本(?:网站|站)(?:将于|已于|已)[^。]{0,20}(?:关闭|停止服务)"
)
MISSING_TITLE = re.compile(
    r"(?i)^(?:404\b|error\b|出错|错误提示|not found)|404\s*(?:错误|not found)|页面(?:不存在|未找到|找不到)"
)


def riversafe(answer: Answer) -> str:
    if answer.status == 412:
        return "status 412" + (" with the $_ts script" if RIVER.search(answer.probe) else "")
    if answer.status in (200, 202) and len(answer.visible) <= SHELL and not answer.published:
        found = RIVER.search(answer.probe)
        return (
            f"status {answer.status}, {len(answer.visible)} visible characters and {found[0]}"
            if found
            else ""
        )
    return ""


def accelerated(answer: Answer) -> str:
    found = JIASULE.search(answer.probe)
    if answer.status == 521:
        cookies = " ".join(value for name, value in answer.capture.headers if name.lower() == "set-cookie")
        found = found or JIASULE.search(cookies)
    elif answer.status != 200 or len(answer.visible) > SHELL:
        return ""
    return f"status {answer.status} with {found[0]}" if found else ""


def captcha(answer: Answer) -> str:
    if answer.status not in (200, 202) or answer.published or len(answer.visible) > NOTICE:
        return ""
    script = CAPTCHA_SCRIPT.search(answer.probe)
    if script and len(answer.visible) <= SHELL:
        return f"status {answer.status}, {len(answer.visible)} visible characters and {script[0]}"
    words = CAPTCHA_WORDS.search(answer.visible) or CAPTCHA_WORDS.search(answer.title)
    return f"status {answer.status} and a page saying {words[0]}" if words else ""


def truncated(answer: Answer) -> str:
    return (answer.exchange.error or "the body is shorter than declared") if answer.exchange.truncated else ""


def too_large(answer: Answer) -> str:
    return answer.exchange.error if answer.failure == "too large" else ""


def redirect_home(answer: Answer) -> str:
    if not 300 <= answer.status < 400:
        return ""
    target = redirect_target(answer.exchange)
    return (
        f"status {answer.status} to the home page {target}"
        if target and leads_home(answer.exchange.url, target)
        else ""
    )


def redirect(answer: Answer) -> str:
    if not 300 <= answer.status < 400 or answer.status == 304:
        return ""
    return f"status {answer.status} to {redirect_target(answer.exchange) or 'nowhere'}"


def empty(answer: Answer) -> str:
    return (
        f"status {answer.status} with no body"
        if 200 <= answer.status < 300 and not answer.capture.body
        else ""
    )


def not_found_page(answer: Answer) -> str:
    if answer.status != 200 or answer.published or answer.data:
        return ""
    if MISSING_TITLE.search(answer.title):
        return f"status 200 under the title {answer.title[:80]}"
    words = MISSING_WORDS.search(answer.visible) if len(answer.visible) <= NOTICE else None
    return f"status 200 and a page of {len(answer.visible)} characters saying {words[0]}" if words else ""


def no_page(answer: Answer) -> str:
    return f"status {answer.status}" if answer.status >= 400 else ""


def no_status(answer: Answer) -> str:
    return answer.exchange.error or "no status line" if not answer.status else ""


RULES = (
    Rule("address", "refused", "address", failed("address"), "the guard did not connect"),
    Rule("url", "refused", "url", failed("url"), "the address cannot be asked for as it is written"),
    Rule("tls", "tls_failed", "", failed("tls"), "verification is never switched off; old TLS is a finding"),
    Rule("dns", "unreachable", "dns", failed("dns"), "a name may come back; never taken for gone"),
    Rule(
        "connection",
        "unreachable",
        "connection",
        failed("refused", "connect", "reset", "cut"),
        "host or way down",
    ),
    Rule("timeout", "unreachable", "timeout", failed("timeout"), "slow is not gone"),
    Rule("endless head", "too_large", "", failed("too large"), "a head larger than any page"),
    Rule("no http", "unreachable", "not_http", no_status, "something answered, but not a web server"),
    Rule(
        "瑞数",
        "blocked",
        "js_challenge",
        riversafe,
        "412, 202 or 200 with a page that is only the $_ts script",
    ),
    Rule(
        "加速乐",
        "blocked",
        "js_challenge",
        accelerated,
        "521 (or a 200 shell) that sets __jsl_clearance by script",
    ),
    Rule(
        "forbidden",
        "blocked",
        "forbidden",
        status(401, 403),
        "创宇盾, CDN and WZWS walls; often lifts by itself",
    ),
    Rule(
        "throttled",
        "throttled",
        "",
        status(405, 418, 429, 503),
        "too fast for the portal; 405 and 418 are cloud walls",
    ),
    Rule(
        "captcha",
        "blocked",
        "captcha",
        captcha,
        "a short page that asks the visitor to prove a person is there",
    ),
    Rule(
        "gone",
        "gone",
        "",
        status(404, 410),
        "only three nights of it make a page gone; the archive decides that",
    ),
    Rule("unchanged", "unchanged", "", status(304), "the portal confirms what we have"),
    Rule("home", "soft_404", "redirect_home", redirect_home, "not found, said by sending the visitor home"),
    Rule("moved", "moved", "", redirect, "each hop is an exchange of its own"),
    Rule("too large", "too_large", "", too_large, "cut at the size limit; what arrived is kept"),
    Rule("truncated", "truncated", "", truncated, "kept, but not to be read as the whole page"),
    Rule("error", "unreachable", "http_error", no_page, "the server is there and gives no page"),
    Rule("empty", "soft_404", "empty", empty, "success without content is not content"),
    Rule("not found", "soft_404", "page", not_found_page, "页面不存在 and 网站维护 served as success"),
)
