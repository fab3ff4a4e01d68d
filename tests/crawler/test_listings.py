"""Every family walks its replica portal completely, reads real samples, and survives any text."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.registry import REPLICA_SITES
from crawler.replica import Replica
from crawler.replica.portal import Portal
from crawler.site import Site, load_site
from crawler.spiders.families import FAMILIES
from crawler.spiders.keys import checked_keys
from crawler.spiders.listing import Entry, Listing, ListPage
from crawler.spiders.literal import read_literal
from pipelines.decoding.court import decode
from pipelines.reading.pager import read_pager

SITES = {path.stem: path for path in sorted(REPLICA_SITES.glob("*.toml"))}


@dataclass
class Walk:
    """What a walk over a portal's listing met, without network."""

    pages: list[str] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    declared: list[int | None] = field(default_factory=list)


def walk(site: Site, portal: Portal) -> Walk:
    keys, spider, done = checked_keys(site), FAMILIES[site.family], Walk()
    waiting = list(site.start)
    while waiting:
        url = waiting.pop(0)
        if url in done.pages:
            continue
        assert len(done.pages) < 40, "the walk does not end"
        listing = spider.read_listing(fetched(portal, url), keys)
        done.pages.append(url)
        done.declared.append(listing.declared)
        for entry in listing.entries:
            done.entries.setdefault(entry.url, entry)
        waiting += listing.more
    return done


def fetched(portal: Portal, url: str) -> ListPage:
    parts = urlsplit(url)
    assert parts.hostname == portal.host
    answer = portal.answer(parts.path + (f"?{parts.query}" if parts.query else ""))
    assert answer.status == 200, f"{url} is a page that the portal does not have"
    decoded = decode(answer.body, dict(answer.headers).get("Content-Type"))
    return ListPage(url, decoded.text, decoded.verdict.used)


@pytest.fixture(scope="module")
def replica() -> Replica:
    return Replica(1)


@pytest.fixture(params=sorted(SITES))
def walked(request: pytest.FixtureRequest, replica: Replica) -> Iterator[tuple[Walk, Portal]]:
    site = load_site(SITES[request.param])
    (host,) = site.hosts
    yield walk(site, replica.portals[host]), replica.portals[host]


def test_replica_listing_names_every_document_and_nothing_else(walked: tuple[Walk, Portal]) -> None:
    done, portal = walked
    listed = {url for gold in portal.gold for url in (gold.aliases or (gold.url,))}
    faults = {fault.url for fault in portal.faults if fault.kind in ("gone", "robots")}
    assert set(done.entries) == listed | faults


def test_replica_listing_gives_whole_titles_and_dates(walked: tuple[Walk, Portal]) -> None:
    done, portal = walked
    if portal.host == "www.jingxiang.example":
        pytest.skip("the mirror prints its titles in another writing")
    for gold in portal.gold:
        entry = done.entries[(gold.aliases or (gold.url,))[0]]
        assert (entry.title, entry.date) == (gold.title, gold.published[:10])


def test_replica_listing_reads_the_declared_total(walked: tuple[Walk, Portal]) -> None:
    done, portal = walked
    said = {total for total in done.declared if total is not None}
    if portal.family == "gkmlpt":
        assert sum(said) == portal.listing.declared  # a total for each of two categories
    elif portal.family in ("ucap", "hanweb") or portal.host == "www.jiuyang.example":
        assert said == {portal.listing.declared}
    else:
        assert not said  # nothing is printed, nothing is made up


def test_replica_listing_asks_for_no_page_twice_and_few_in_vain(walked: tuple[Walk, Portal]) -> None:
    done, _ = walked
    assert len(done.pages) <= 8


def test_hanweb_asks_on_past_a_total_that_is_too_small(replica: Replica) -> None:
    site = load_site(SITES["replica-hanweb"])
    page = fetched(replica.portals["www.yangli.example"], site.start[0])
    low = ListPage(page.url, page.text.replace("totalRecord:60", "totalRecord:30"))
    assert FAMILIES["hanweb"].read_listing(low, checked_keys(site)).more


CORPUS = os.environ.get("GONGKAI_CORPUS")
REAL = (
    (
        "hanweb",
        "api/hanweb_dingxi_jpage_datastore.xml",
        "http://zwgk.dingxi.gov.cn/col/col12377/index.html",
        11,
        1,
    ),
    (
        "hanweb",
        "api/hanweb_nantong_jpage_datastore_tr.xml",
        "http://cg.nantong.gov.cn/col/col31685/index.html",
        5,
        1,
    ),
    (
        "hanweb",
        "api/hanweb_shandong_kjt_col103585_datastore_in_page.html",
        "http://kjt.shandong.gov.cn/col/col103585/index.html",
        2,
        1,
    ),
    ("trs", "pingtan_zfxxgknb_list.PARTIAL.html", "http://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/", 1, 0),
    ("links", "wsjkw_sh_yiqing_list.html", "https://wsjkw.sh.gov.cn/yqtb/index.html", 20, 0),
    ("links", "yichun_home_20231011.html", "http://www.yichun.gov.cn/", 15, 0),
)


@pytest.mark.skipif(not CORPUS, reason="GONGKAI_CORPUS names no folder with corpus/lists")
@pytest.mark.parametrize(("family", "name", "url", "entries", "more"), REAL, ids=[r[1] for r in REAL])
def test_real_listing_gives_its_documents(family: str, name: str, url: str, entries: int, more: int) -> None:
    data = (Path(str(CORPUS)) / "corpus" / "lists" / name).read_bytes()
    spider = FAMILIES[family]
    listing = spider.read_listing(ListPage(url, decode(data, "text/html").text), spider.keys_type())
    assert (len(listing.entries), len(listing.more)) == (entries, more)
    assert all(entry.date and len(entry.title) >= 8 for entry in listing.entries)
    assert not any(entry.title.endswith(("...", "…")) for entry in listing.entries)


PIECES = st.sampled_from(
    '<li> </li> <tr> <a href="/x.html"> </a> 2021-01-02 createPageHTML( ) 1, "index" <datastore> </datastore> <record> '
    "</record> <nextgroup> </nextgroup> <a href='/dataproxy.jsp?page=9'> _CONFIG={ SID:'1' TREE:[ { ] } id:1, name:'年报' "
    '{"articles": [ {"url":"/y"} ]} 共 条 页 &#x0; \ud800 99999999999999999999 ² ： // http://[ <base href="http://[">'.split(
        " "
    )
)
ADDRESSES = st.sampled_from(
    (
        "http://www.shifan.example/gkmlpt/index",
        "http://www.shifan.example/gkmlpt/api/all/1?page=99999999999&sid=1",
        "http://www.shifan.example/dataproxy.jsp?startrecord=x&page=",
        "http://www.shifan.example",
    )
)


@pytest.mark.parametrize("family", sorted(FAMILIES))
@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40), url=ADDRESSES)
def test_no_text_makes_a_family_raise(family: str, pieces: list[str], url: str) -> None:
    spider = FAMILIES[family]
    for keys in (
        spider.keys_type(),
        *([spider.keys_type(folders=True, next="a")] if family == "links" else []),
    ):
        listing = spider.read_listing(ListPage(url, "".join(pieces).replace("\ud800", "")), keys)
        assert isinstance(listing, Listing)
        assert all(address.isascii() and address.startswith("http") for address in listing.more)
        assert all(entry.url.isascii() and entry.kind for entry in listing.entries)


def test_json_nested_deeper_than_python_reads_is_an_empty_listing() -> None:
    spider, deep = FAMILIES["gkmlpt"], "[" * 100_000
    api = ListPage("http://www.shifan.example/gkmlpt/api/all/1?page=1", deep)
    index = ListPage("http://www.shifan.example/gkmlpt/index", f"_CONFIG = {{SID:'1',TREE:{deep}")
    assert spider.read_listing(api, spider.keys_type()) == Listing()
    assert spider.read_listing(index, spider.keys_type()) == Listing()


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ('createPageHTML(2, 0, "index", "html")', "index_1.html"),
        ('createPageHTML(2, 1, "index", "html")', ""),
        ('createPageHTML(30, 2, 0, "index", "html")', "index_1.html"),
        ('createPage("13", "0", "index", "shtml")', "index_1.shtml"),
        ('createPageHTML(2, 0, "index", ".html")', "index_1.html"),
        ('createPageHTML(2, 0, "index", "html", 30)', "index_1.html"),
        ("createPageHTML('page_div',2, 1,'list','shtml',30)", "list_2.shtml"),
        ("createPageHTML('page_div',2, 2,'list','shtml',30)", ""),
        ("createPageHTML('page_div',2, 1,'list','shtml')", "list_2.shtml"),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}", None),
        ("createPageHTML(pageCount, 0, 'index', 'html')", None),
        ("createPageHTML(2, 0, 'in dex', 'html')", None),
        ("", None),
    ],
)
def test_pager_names_the_following_page(text: str, following: str | None) -> None:
    pager = read_pager(text)
    assert (pager.following if pager else None) == following


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("{a: 1, 'b': [true, undefined,], \"c\": -1.5e3}", {"a": 1, "b": [True, None], "c": -1500.0}),
        (r"{a: 'it\'s \x41 \u4e2d \"q\" " + '"r"' + r"'}", {"a": 'it\'s A 中 "q" "r"'}),
        ("[1, /* no */ 2] // end", [1, 2]),
    ],
)
def test_literal_of_a_script_is_read(literal: str, value: object) -> None:
    assert read_literal(f"var x = {literal};", 8) == value


@pytest.mark.parametrize("literal", ["{a: new Date()}", "[1, 2", "{a: f(1)}", ""])
def test_what_is_no_plain_literal_is_refused(literal: str) -> None:
    with pytest.raises(ValueError):
        read_literal(literal, 0)


def test_golden_and_replica_hosts_are_fictional() -> None:
    golden = Path(__file__).parents[1] / "golden" / "listings"
    for path in golden.glob("*/*.expected.json"):
        host = urlsplit(json.loads(path.read_text("utf-8"))["url"]).hostname or ""
        assert host.endswith(".example") or host == "127.0.0.1"
