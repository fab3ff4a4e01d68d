"""Whose page is it: signs for and against, and the address at which the original may be. All hosts are invented."""

from __future__ import annotations

import pytest

from pipelines.fields.origin import OriginEvidence, origin_evidence, possible_origin, read_origin
from pipelines.fields.read import read_fields
from pipelines.tree.flat import parse
from pipelines.tree.page import page_of

GOV = "https://wjw.shifan.gov.cn/art/2020/1/2/art_1_2.html"
ELSEWHERE = "https://hats.example/wjw/art/2020/1/2/art_1_2.html"


def read(html: str, url: str, flags: tuple[str, ...] = ()) -> OriginEvidence:
    tree = parse(html)
    page = page_of(url, tree, tree.texts)
    fields = read_fields(page, (0, len(tree.tags)), {}).fields
    return read_origin(page, fields, flags)


def names(evidence: OriginEvidence) -> list[str]:
    return [sign.name for sign in evidence.signs]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (GOV, "gov_host"),
        ("http://www.gov.cn/a.htm", "gov_host"),
        ("http://WWW.SHIFAN.GOV.CN:8080/a.htm", "gov_host"),
        (ELSEWHERE, "other_host"),
        ("https://shifan.gov.cn.hats.example/a", "other_host"),
        ("https://notgov.cn/a", "other_host"),
        ("https://10.1.2.3/a", "other_host"),
    ],
)
def test_the_host_speaks_for_or_against(url: str, name: str) -> None:
    evidence = origin_evidence(url)
    assert names(evidence) == [name]
    assert not evidence.suspect


def test_no_address_says_nothing() -> None:
    assert origin_evidence("") == OriginEvidence((), False)
    assert names(origin_evidence("http://[broken/")) == []


@pytest.mark.parametrize("code", ["3504000012", "bm07000001"])
def test_a_code_of_a_division_or_a_central_body_speaks_for_the_page(code: str) -> None:
    assert "site_id" in names(origin_evidence(GOV, [code]))


@pytest.mark.parametrize("code", ["28", "0000000028", "35040000123", "shifan"])
def test_a_made_up_code_speaks_against_the_page(code: str) -> None:
    assert "unsound_site_id" in names(origin_evidence(GOV, [code]))


def test_a_made_up_code_on_a_foreign_host_is_suspect_and_either_alone_is_not() -> None:
    assert origin_evidence(ELSEWHERE, ["28"]).suspect
    assert not origin_evidence(GOV, ["28"]).suspect
    assert not origin_evidence(ELSEWHERE, ["3504000012"]).suspect


def test_the_code_of_the_footer_must_be_that_of_the_head() -> None:
    html = (
        '<head><meta name="SiteIDCode" content="{}"></head><body><p>正文的内容在这里。</p>'
        "<div>闽ICP备12345678号 闽公网安备 35040202000123号 网站标识码：3504000012</div></body>"
    )
    same = read(html.format("3504000012"), GOV)
    assert names(same) == ["gov_host", "site_id", "registration", "police_registration"]
    assert not same.suspect
    differing = read(html.format("6104000012"), ELSEWHERE)
    assert "site_ids_differ" in names(differing)
    assert differing.suspect


def test_an_unsound_code_of_the_head_is_seen_though_it_is_no_field() -> None:
    html = '<head><meta name="SiteIDCode" content="28"></head><body><p>正文的内容在这里。</p></body>'
    assert names(read(html, ELSEWHERE)) == ["other_host", "unsound_site_id"]


@pytest.mark.parametrize("url", [GOV, ELSEWHERE, ""])
def test_damage_that_mirror_kits_make_is_suspect_wherever_it_stands(url: str) -> None:
    assert origin_evidence(url, flags=["origin_suspect"]).suspect


def test_torn_pairs_are_suspect_only_with_another_sign() -> None:
    assert origin_evidence(ELSEWHERE, flags=["gbk_desync"]).suspect
    assert not origin_evidence(GOV, flags=["gbk_desync"]).suspect


def test_a_title_of_betting_words_over_an_official_text_is_suspect() -> None:
    html = "<title>新葡京娱乐城官网注册送彩金</title><h1>关于印发工作方案的通知</h1><p>各科室：现将方案印发给你们。</p>"
    evidence = read(html, ELSEWHERE)
    assert "betting_title" in names(evidence)
    assert evidence.suspect


@pytest.mark.parametrize("heading", ["<h1>{}</h1>", "<p>{}</p>"])
def test_a_notice_that_forbids_betting_is_not_suspect(heading: str) -> None:
    title = "关于依法打击六合彩、百家乐等赌博活动的通告"
    html = f"<title>{title}</title>" + heading.format(title) + "<p>任何人不得参与。</p>"
    assert not read(html, GOV).suspect


def test_hidden_betting_words_are_suspect_and_visible_ones_are_not() -> None:
    words = "<a href='/x'>百家乐</a><a href='/y'>老虎机</a>"
    body = "<h1>关于印发工作方案的通知</h1><p>各科室：现将方案印发给你们。</p>"
    hidden = read(f"{body}<div style='display:none'>{words}</div>", GOV)
    assert "betting_hidden" in names(hidden)
    assert hidden.suspect
    assert not read(f"{body}<div>严禁{words}等赌博机。</div>", GOV).suspect


def test_a_script_that_leads_visitors_of_search_engines_away_is_one_sign() -> None:
    away = 'var r=document.referrer;if(/baidu|sogou/.test(r)){window.location.href="//bets.example/";}'
    counter = 'var hm=document.createElement("script");hm.src="//hm.baidu.com/hm.js?r="+document.referrer;'
    body = "<h1>关于印发工作方案的通知</h1><p>各科室：现将方案印发给你们。</p>"
    assert "referrer_script" in names(read(f"<script>{away}</script>{body}", GOV))
    assert not read(f"<script>{away}</script>{body}", GOV).suspect
    assert read(f"<script>{away}</script>{body}", ELSEWHERE).suspect
    assert "referrer_script" not in names(read(f"<script>{counter}</script>{body}", ELSEWHERE))


def test_a_title_of_which_nothing_stands_on_the_page_is_one_sign() -> None:
    body = "<h1>关于印发工作方案的通知</h1><p>示范市卫生局：现将方案印发给你们。</p>"
    strange = "<title>厦门精品茶叶批发价格大全</title>" + body
    assert "strange_title" in names(read(strange, GOV))
    assert not read(strange, GOV).suspect
    assert read(strange, ELSEWHERE).suspect
    assert "strange_title" not in names(read("<title>示范市卫生局门户网站首页</title>" + body, GOV))
    assert "strange_title" not in names(read("<title>關於印發工作方案的通知</title>" + body, GOV))


@pytest.mark.parametrize(
    ("url", "parents", "expected"),
    [
        (
            "https://hats.example/hc/202101/a.shtml?x=1#top",
            ["shifan.gov.cn", "moxing.gov.cn"],
            ("https://hc.shifan.gov.cn/202101/a.shtml?x=1", "https://hc.moxing.gov.cn/202101/a.shtml?x=1"),
        ),
        (
            "http://hats.example/wjw/gknb/a.shtml",
            ["shifan.gov.cn", "wjw.moxing.gov.cn"],
            ("http://wjw.moxing.gov.cn/gknb/a.shtml", "http://wjw.shifan.gov.cn/gknb/a.shtml"),
        ),
        ("https://hats.example/", ["shifan.gov.cn"], ()),
        ("https://hats.example/index.html", ["shifan.gov.cn"], ()),
        ("https://hats.example/2020/a.html", ["shifan.gov.cn"], ()),
        ("https://wjw.shifan.gov.cn/hc/a.html", ["shifan.gov.cn"], ()),
        ("https://hats.example/hc/a.html", [], ()),
        ("hc/a.html", ["shifan.gov.cn"], ()),
    ],
)
def test_the_original_may_be_under_a_known_domain(
    url: str, parents: list[str], expected: tuple[str, ...]
) -> None:
    assert possible_origin(url, parents) == expected
