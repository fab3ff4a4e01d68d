"""Every row of the outcome table has a case of its own here, in our own words."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch.answer import Answer
from crawler.fetch.outcome import classify
from crawler.fetch.rules import NAMES, RULES
from pipelines.exchange import Exchange

URL = "http://www.shifan.example/zwgk/202103/t20210301_1.html"


def exchange(status="200 OK", body="", headers=(), error="", truncated=False, url=URL, response=None):
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", *headers, "", ""]
    wire = "\r\n".join(lines).encode() + body if response is None else response
    return Exchange(url, "GET", b"GET / HTTP/1.1\r\n\r\n", wire, "", "", error=error, truncated=truncated)


def failure(error):
    return exchange(response=b"", error=error)


RIVER = "<html><head><meta id='c7' content='abc' r='m'><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head></html>"
ARTICLE = "<html><head><meta name='ArticleTitle' content='通知'></head><body><h1>通知</h1>"

CASES: dict[str, list[tuple[Exchange, str]]] = {
    "address": [(failure("address: localhost is at 127.0.0.1"), "refused(address)")],
    "url": [(failure("url: white space"), "refused(url)")],
    "tls": [(failure("tls: certificate verify failed"), "tls_failed")],
    "dns": [(failure("dns: the host name could not be resolved"), "unreachable(dns)")],
    "connection": [
        (failure("refused: the connection was refused"), "unreachable(connection)"),
        (failure("connect: no route"), "unreachable(connection)"),
        (failure("reset: closed without an answer"), "unreachable(connection)"),
    ],
    "timeout": [(failure("timeout: no complete answer in time"), "unreachable(timeout)")],
    "endless head": [(failure("too large: cut"), "too_large")],
    "no http": [
        (exchange(response=b"220 ftp ready\r\n", error="not http: no status line"), "unreachable(not_http)"),
        (exchange(response=b""), "unreachable(not_http)"),
    ],
    "瑞数": [
        (exchange("412 Precondition Failed", RIVER), "blocked(js_challenge)"),
        (exchange("412 Precondition Failed"), "blocked(js_challenge)"),
        (exchange("202 Accepted", RIVER), "blocked(js_challenge)"),
        (exchange("200 OK", RIVER), "blocked(js_challenge)"),
        (
            exchange("200 OK", gzip.compress(RIVER.encode()), ["Content-Encoding: gzip"]),
            "blocked(js_challenge)",
        ),
        # a page that was let through still carries the script
        (exchange("200 OK", RIVER + "<p>" + "本机关主动公开政府信息。" * 30), "ok"),
        (exchange("200 OK", ARTICLE + RIVER), "ok"),
    ],
    "加速乐": [
        (
            exchange("521 ", "<script>document.cookie='__jsl_clearance_s=1';</script>"),
            "blocked(js_challenge)",
        ),
        (
            exchange("521 ", "<script>x()</script>", ["Set-Cookie: __jsluid_h=ab; path=/"]),
            "blocked(js_challenge)",
        ),
        (
            exchange("200 OK", "<script>document.cookie='__jsl_clearance=1';</script>"),
            "blocked(js_challenge)",
        ),
        (exchange("521 Origin Down", "origin is down"), "unreachable(http_error)"),
        (exchange("200 OK", "<p>目录</p><script>x()</script>", ["Set-Cookie: __jsluid_h=ab; path=/"]), "ok"),
    ],
    "forbidden": [
        (exchange("403 Forbidden", "reason:GeoBL"), "blocked(forbidden)"),
        (exchange("401 Unauthorized"), "blocked(forbidden)"),
        (exchange("403 Forbidden", "cut", truncated=True, error="cut: early"), "blocked(forbidden)"),
    ],
    "throttled": [
        (exchange("429 Too Many Requests", headers=["Retry-After: 60"]), "throttled"),
        (exchange("503 Service Unavailable"), "throttled"),
        (exchange("405 Not Allowed"), "throttled"),
        (exchange("418 "), "throttled"),
    ],
    "captcha": [
        (
            exchange(body="<title>访问验证</title><div>请完成安全验证</div><script src=c.js></script>"),
            "blocked(captcha)",
        ),
        (exchange(body="<p>您的请求过于频繁，请稍后再试</p>"), "blocked(captcha)"),
        (exchange(body='{"code":1,"msg":"访问过于频繁"}'), "blocked(captcha)"),
        (exchange(body="<script>var arg1='A';setCookie('acw_sc__v2')</script>"), "blocked(captcha)"),
        (exchange(body="<p>请拖动下方滑块完成拼图</p>".encode("gbk")), "blocked(captcha)"),
        # content that talks about captchas is content
        (exchange(body=ARTICLE + "<p>本网站新版登录页面请输入验证码后继续，请完成安全验证。</p>"), "ok"),
        (exchange(body="<p>发布时间：2021-03-01</p><p>请求过于频繁的处理办法</p>"), "ok"),
        (exchange(body="<p>" + "关于启用短信验证码的说明。" * 60 + "请完成验证</p>"), "ok"),
        (exchange(body="<p>为防范诈骗，请勿把验证码告诉他人。</p>"), "ok"),
    ],
    "gone": [(exchange("404 Not Found", "x"), "gone"), (exchange("410 Gone"), "gone")],
    "unchanged": [(exchange("304 Not Modified"), "unchanged")],
    "home": [
        (exchange("302 Found", headers=["Location: /"]), "soft_404(redirect_home)"),
        (
            exchange("302 Found", headers=["Location: http://www.shifan.example/index.html"]),
            "soft_404(redirect_home)",
        ),
    ],
    "moved": [
        (exchange("301 Moved", headers=["Location: /zwgk/202103/t2.html"]), "moved"),
        (
            exchange(
                "302 Found",
                headers=["Location: https://www.shifan.example/"],
                url="http://www.shifan.example/",
            ),
            "moved",
        ),
        (exchange("302 Found", headers=["Location: http://other.example/"]), "moved"),
        (exchange("300 Multiple Choices"), "moved"),
    ],
    "too large": [(exchange(body="x" * 99, error="too large: cut", truncated=True), "too_large")],
    "truncated": [
        (exchange(body="half", error="cut: early", truncated=True), "truncated"),
        (exchange(body="half", error="timeout: late", truncated=True), "truncated"),
    ],
    "error": [
        (exchange("500 Internal Server Error", "x"), "unreachable(http_error)"),
        (exchange("400 Bad Request"), "unreachable(http_error)"),
    ],
    "empty": [(exchange("200 OK"), "soft_404(empty)"), (exchange("204 No Content"), "soft_404(empty)")],
    "not found": [
        (exchange(body="<title>404 错误</title><p>返回首页"), "soft_404(page)"),
        (exchange(body="<p>您访问的页面不存在或已被删除，<a href=/>返回首页</a>"), "soft_404(page)"),
        (exchange(body="<h1>网站正在维护，请稍后访问</h1>"), "soft_404(page)"),
        (exchange(body="<p>本网站将于2021年6月30日关闭，请访问新网站</p>".encode("gbk")), "soft_404(page)"),
        (exchange(body=ARTICLE + "<p>本网站将于6月30日关闭。</p>"), "ok"),
        # listings name articles about anything
        (exchange(body="<li>本网站将于月底关闭 2021-03-01<li>关于网站正在维护的公告 2021-02-01"), "ok"),
        (exchange(body="<?xml version='1.0'?><datastore><record>网站正在维护</record></datastore>"), "ok"),
        (exchange(body="<h1>关于网站升级维护的公告</h1>"), "ok"),
        (exchange(body="<p>" + "对页面不存在等问题进行了整改，" * 60), "ok"),
    ],
}
OK = [
    exchange(body="<h1>示范市2020年政府信息公开工作年度报告</h1>"),
    exchange(response=b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4 $_ts=window"),
    exchange("202 Accepted", "<p>已受理</p>"),
    exchange("206 Partial Content", "<p>x"),
]


@pytest.mark.parametrize(
    ("rule", "number"), [(rule, number) for rule, cases in CASES.items() for number in range(len(cases))]
)
def test_a_case_has_its_outcome(rule, number):
    case, expected = CASES[rule][number]
    assert str(classify(case)) == expected


@pytest.mark.parametrize("case", OK)
def test_a_page_is_ok(case):
    assert classify(case).name == "ok"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_row_has_a_case_that_it_decides(rule):
    assert rule.outcome in NAMES
    assert rule.why
    deciding = [next((one for one in RULES if one.find(Answer(case))), None) for case, _ in CASES[rule.name]]
    assert rule in deciding


def test_every_outcome_but_ok_has_a_row():
    assert {rule.outcome for rule in RULES} == set(NAMES) - {"ok"}


def test_the_evidence_can_be_checked_by_a_person():
    assert (
        classify(exchange("429 Slow", headers=["Retry-After: 60"])).evidence == "status 429, Retry-After: 60"
    )
    assert classify(exchange("202 Accepted", "<script>$_ts.nsd=1</script>")).evidence.endswith(
        "characters and $_ts.nsd"
    )
    assert classify(exchange("301 Moved", headers=["Location: /b c.html"])).evidence.endswith("/b%20c.html")


@given(response=st.binary(max_size=400), error=st.sampled_from(["", "cut: x", "timeout: x", "nonsense"]))
def test_no_bytes_make_it_fail(response, error):
    assert classify(exchange(response=response, error=error)).name in NAMES


@given(body=st.text(max_size=400), status=st.sampled_from(["200 OK", "202 A", "302 F", "521 X", "999"]))
def test_no_page_makes_it_fail(body, status):
    headers = ["Location: " + body.replace("\r", "").replace("\n", "")]
    assert classify(exchange(status, body, headers)).name in NAMES
