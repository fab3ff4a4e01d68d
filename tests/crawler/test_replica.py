"""The replica is the same each time, agrees with itself, and serves what its truth says."""

import hashlib
import http.client
import io
import json
import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from crawler.replica import Gold, GoldMember, Replica, Serving, serving
from crawler.replica.content.indicators import SUMS
from crawler.replica.content.pinyin import ANNOTATED, CONVERTED, disguise
from crawler.replica.content.statutory import APPLICANTS, OUTCOMES, REVIEWS, results

SITES = Path(__file__).parents[2] / "crawler" / "replica" / "sites"
MIRROR = "www.jingxiang.example"
GLOSS = re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)")
BLANK = re.compile(r"\s+")


@pytest.fixture(scope="module")
def replica() -> Iterator[Serving]:
    with serving(seed=1) as served:
        yield served


class Answer:
    """One exchange with the server."""

    def __init__(
        self, served: Serving, url: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> None:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
        sent = {"Host": parts.netloc} | {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""), body, sent)
        got = connection.getresponse()
        self.status, self.headers, self.body = got.status, got.headers, got.read()
        connection.close()


def page_text(gold: Gold, body: bytes) -> str:
    """The source of the page, or of the body that stands in its script."""
    text = body.decode("utf-8-sig" if gold.encoding == "utf-8" else gold.encoding)
    if "DETAIL:" in text:
        detail, _ = json.JSONDecoder().raw_decode(text, text.index("DETAIL:") + len("DETAIL:"))
        return str(detail["content"])
    return text


def whole_text(replica: Serving, gold: Gold) -> str:
    """The sources of all pages of a document, one after another."""
    return "".join(page_text(gold, Answer(replica, url).body) for url in (gold.url, *gold.pages))


def visible(source: str) -> str:
    """All words of a page without white space, by a reader of our test's own."""
    lexbor = pytest.importorskip("selectolax.lexbor")
    tree = lexbor.LexborHTMLParser(source)
    tree.strip_tags(["script", "style"])
    return BLANK.sub("", tree.root.text())


def test_two_builds_of_a_seed_are_equal_to_the_byte() -> None:
    one, two = Replica(5), Replica(5)
    assert (
        one.gold() == two.gold() and one.faults() == two.faults() and one.attachments() == two.attachments()
    )
    for host in one.hosts:
        assert one.portals[host].pages == two.portals[host].pages


def test_another_seed_gives_other_words() -> None:
    assert {g.text for g in Replica(1).gold()}.isdisjoint(g.text for g in Replica(2).gold())


def test_seed_one_has_not_changed_by_accident() -> None:
    kinds = Counter(gold.kind for gold in Replica(1).gold())
    assert sum(kinds.values()) >= 150
    assert set(kinds) == {"annual_report", "work_plan_notice", "news", "website_report"}


def test_addresses_and_most_paragraphs_are_distinct(replica: Serving) -> None:
    golds = replica.gold()
    assert len({gold.url for gold in golds}) == len(golds)
    prose = [
        line
        for g in golds
        for line in g.text.split("\n")
        if len(line) > 25 and " | " not in line and not line.startswith("第二十条")
    ]
    assert len(set(prose)) / len(prose) > 0.95


def checks(gold: Gold | GoldMember) -> set[str]:
    """The checks of the statutory tables that fail, blank cells counted as nothing."""
    edition = gold.format
    assert edition in ("2019", "2021")
    f = {name: value or 0 for name, value in gold.figures.items()}
    failed = set()
    rows = results(edition)
    for who in APPLICANTS:
        if f[f"t3.new_received.{who}"] + f[f"t3.carried_in.{who}"] != (
            f[f"t3.total_processed.{who}"] + f[f"t3.carried_out.{who}"]
        ):
            failed.add(f"C1.{who}")
        summed = sum(f[f"t3.{row}.{who}"] for row in rows)
        blank = any(gold.figures[f"t3.{row}.{who}"] is None for row in rows) and summed == 0
        if f[f"t3.total_processed.{who}"] != summed and not blank:
            failed.add(f"C2.{who}")
    for row in ("new_received", "carried_in", *rows, "total_processed", "carried_out"):
        total = gold.figures[f"t3.{row}.total"]
        if total is not None and total != sum(f[f"t3.{row}.{who}"] for who in APPLICANTS[:-1]):
            failed.add(f"C3.{row}")
    for block in REVIEWS:
        if f[f"t4.{block}.total"] != sum(f[f"t4.{block}.{name}"] for name, _ in OUTCOMES[:-1]):
            failed.add(f"C4.{block}")
    return failed


@pytest.mark.parametrize("seed", [1, 8])
def test_statutory_tables_agree_with_themselves_except_where_planned(seed: int) -> None:
    replica = Replica(seed)
    pages = [gold for gold in replica.gold() if gold.format in ("2019", "2021")]
    golds = [*pages, *(member for member in replica.members().values() if member.format)]
    assert len(golds) > len(pages)
    assert [set(gold.failing_checks) for gold in golds] == [checks(gold) for gold in golds]
    assert {check for gold in golds for check in gold.failing_checks} == {"C2.natural_person", "C2.total"}


def test_statutory_tables_have_the_shapes_of_their_editions(replica: Serving) -> None:
    shapes = {
        (g.format, tuple((len(t.grid), len(t.grid[0])) for t in g.tables), len(g.figures))
        for g in replica.gold()
        if g.format in ("2019", "2021")
    }
    assert shapes == {
        ("2019", ((18, 4), (26, 10), (4, 15)), 198),
        ("2019", ((18, 5), (26, 10), (4, 15)), 198),
        ("2021", ((14, 4), (28, 10), (4, 15)), 200),
    }


def test_what_was_carried_out_is_carried_in_a_year_later(replica: Serving) -> None:
    reports = {(g.issuer, g.year): g for g in replica.gold() if g.format in ("2019", "2021")}
    pairs = [
        (g, reports[issuer, year - 1])
        for (issuer, year), g in reports.items()
        if year and (issuer, year - 1) in reports
    ]
    assert len(pairs) > 20
    for later, earlier in pairs:
        assert (later.figures["t3.carried_in.natural_person"] or 0) == (
            earlier.figures["t3.carried_out.natural_person"] or 0
        )


def test_manners_of_printing_all_occur(replica: Serving) -> None:
    cells = {
        cell for g in replica.gold() if g.format == "2019" for t in g.tables for row in t.grid for cell in row
    }
    for pattern in (r"\d+件", r"[\d.]+万元", r"[\d,]+元", r"\+\d+", r"-\d+", r"\d{1,3},\d{3}", "", "—"):
        assert any(re.fullmatch(pattern, cell) for cell in cells), pattern


def test_every_document_is_served_and_its_words_are_on_the_page(replica: Serving) -> None:
    for gold in replica.gold():
        answer = Answer(replica, gold.url)
        assert answer.status == 200, gold.url
        if gold.host == MIRROR:
            continue
        words = "".join(
            visible(page_text(gold, Answer(replica, url).body)) for url in (gold.url, *gold.pages)
        )
        at = 0
        for line in gold.text.split("\n"):
            for piece in line.split(" | "):
                found = words.find(BLANK.sub("", piece), at)
                assert found >= 0, (gold.url, piece)
                at = found + len(BLANK.sub("", piece))


def test_gkmlpt_pages_hold_their_body_in_the_script_only(replica: Serving) -> None:
    for gold in (gold for gold in replica.gold() if gold.host == "www.biaogan.example"):
        seen = visible(Answer(replica, gold.url).body.decode())
        assert not any(line in seen for line in gold.text.split("\n") if len(line) > 40)


def test_every_table_stands_on_its_page_cell_by_cell(replica: Serving) -> None:
    lexbor = pytest.importorskip("selectolax.lexbor")
    for gold in (gold for gold in replica.gold() if gold.tables):
        tree = lexbor.LexborHTMLParser(whole_text(replica, gold))
        grids = [expanded(table) for table in tree.css("table")]
        assert all(table.grid in grids for table in gold.tables), gold.url


def expanded(table: object) -> tuple[tuple[str, ...], ...] | None:
    """The grid of an HTML table, None if it is not rectangular."""
    places: dict[tuple[int, int], str] = {}
    rows = table.css("tr")  # type: ignore[attr-defined]
    for r, row in enumerate(rows):
        c = 0
        for cell in row.css("td"):
            while (r, c) in places:
                c += 1
            for down in range(int(cell.attributes.get("rowspan", 1))):
                for right in range(int(cell.attributes.get("colspan", 1))):
                    places[r + down, c + right] = BLANK.sub("", cell.text())
            c += int(cell.attributes.get("colspan", 1))
    width = max((c for _, c in places), default=-1) + 1
    if len(places) != width * len(rows):
        return None
    return tuple(tuple(places[r, c] for c in range(width)) for r in range(len(rows)))


def test_every_figure_is_a_number_that_a_cell_prints(replica: Serving) -> None:
    for gold in replica.gold():
        printed = Counter(
            re.sub(r"[,件项万元]", "", cell) for table in gold.tables for row in table.grid for cell in row
        )
        values = {float(cell) for cell in printed if re.fullmatch(r"[+-]?\d+(\.\d+)?", cell)}
        assert {float(value) for value in gold.figures.values() if value is not None} <= values, gold.url


def test_facts_stand_on_the_page_as_printed(replica: Serving) -> None:
    for gold in replica.gold():
        text = Answer(replica, gold.url).body.decode(gold.encoding)
        year, month, day = gold.published[:10].split("-")
        assert gold.published[:10] in text or f"{year}-{int(month)}-{int(day)}" in text
        assert gold.published[11:16] in text
        if gold.host == MIRROR:
            continue
        words = visible(text) + visible(page_text(gold, text.encode(gold.encoding)))
        for fact in (gold.title, gold.source, gold.issuer, gold.doc_number, gold.index_number):
            assert fact is None or BLANK.sub("", fact) in words, (gold.url, fact)


def test_chrome_and_hidden_words_are_on_pages_but_not_in_the_text(replica: Serving) -> None:
    golds = replica.gold()
    texts = "\n".join(gold.text for gold in golds)
    pages = "".join(Answer(replica, g.url).body.decode(g.encoding) for g in golds)
    for words in (
        "扫一扫在手机打开当前页",
        "分享到",
        "打印本页",
        "关闭窗口",
        "责任编辑：",
        "上一篇",
        "网站标识码：",
        "#PAGE_BREAK#",
        "当前位置",
        "浏览次数：",
        "display:none",
        "ICP备",
        "热点文章",
    ):
        assert words in pages and words not in texts, words


def test_sentences_that_look_like_chrome_stay_in_the_text(replica: Serving) -> None:
    texts = "\n".join(gold.text for gold in replica.gold())
    for pattern in (
        "扫一扫二维码关注“",
        r"微信公众号\d+条",
        "大中小企业",
        "（邮编",
        "浏览次数比上年",
        "附件：1.",
    ):
        assert re.search(pattern, texts), pattern


def test_encodings_are_declared_rightly_wrongly_and_not_at_all(replica: Serving) -> None:
    seen = set()
    for gold in replica.gold():
        answer = Answer(replica, gold.url)
        answer.body.decode(gold.encoding)
        meta = re.search(rb"<meta[^>]*charset=\"?([\w-]+)", answer.body, re.I)
        header = answer.headers.get_content_charset()
        seen.add((gold.encoding, header, meta and meta[1].decode().lower()))
    assert {
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", None, "gb2312"),
        ("gbk", None, None),
        ("gbk", "gbk", "gbk"),
        ("gbk", None, "gb2312"),
        ("gbk", "utf-8", "gb2312"),
        ("gb18030", None, "gb2312"),
    } <= seen


def test_gb18030_page_cannot_be_read_as_gbk(replica: Serving) -> None:
    gold = next(gold for gold in replica.gold() if gold.encoding == "gb18030")
    with pytest.raises(UnicodeDecodeError):
        Answer(replica, gold.url).body.decode("gbk")


def test_word_paste_splits_numbers_over_spans(replica: Serving) -> None:
    pages = [
        Answer(replica, g.url).body.decode(g.encoding) for g in replica.gold() if g.kind == "work_plan_notice"
    ]
    assert any(
        re.search(
            r"〔</span><span[^>]*>(\d{4}</span>|\d+</span><span[^>]*>\d+</span>)<span[^>]*>〕</span>", page
        )
        for page in pages
    )


def test_mirror_is_disguised_and_can_be_restored(replica: Serving) -> None:
    gold = next(gold for gold in replica.gold() if gold.host == MIRROR)
    page = Answer(replica, gold.url).body.decode()
    assert gold.flags == ("origin_suspect",)
    assert all(disguise(line) in page for line in gold.text.split("\n"))
    glosses = GLOSS.findall(disguise(gold.text))
    assert 0.02 < len(glosses) / len(gold.text) < 0.5 and len(glosses) > 10
    converter = pytest.importorskip("opencc").OpenCC("t2s")
    assert converter.convert(GLOSS.sub("", disguise(gold.text))) == gold.text


def test_no_character_is_converted_twice() -> None:
    characters = [entry[0] for entry in (ANNOTATED + CONVERTED).split()]
    assert len(set(characters)) == len(characters)


def test_attachments_are_files_of_their_kind(replica: Serving) -> None:
    openers = {"pdf": open_pdf, "docx": open_docx, "xls": open_xls, "zip": open_zip}
    kept = replica.attachments()
    links = [(gold, link) for gold in replica.gold() for link in gold.attachments]
    assert len(links) == len(kept) > 30
    assert {link.name.rpartition(".")[2] for _, link in links} == set(openers)
    for gold, link in links:
        assert urljoin(gold.url, link.href) == link.url
        url, answer = link.url, Answer(replica, link.url)
        if gold.host == "www.yangli.example":
            assert answer.status == 302
            url = urljoin(url, answer.headers["Location"])
            answer = Answer(replica, url)
        assert hashlib.sha256(answer.body).hexdigest() == kept[url].sha256
        assert "年" in openers[link.name.rpartition(".")[2]](answer.body)


def test_archives_hold_the_documents_they_are_said_to_hold_and_a_report_that_no_page_prints(
    replica: Serving,
) -> None:
    titles = {gold.title for gold in replica.gold()}
    archives = [file for file in replica.attachments().values() if file.members]
    assert len(archives) >= 3 and replica.members().keys() == {m.url for a in archives for m in a.members}
    for file in archives:
        names = zipfile.ZipFile(io.BytesIO(file.body)).namelist()
        assert [member.url for member in file.members] == [f"{file.url}#member={name}" for name in names]
        report, *sheets = file.members
        assert report.title not in titles and len(report.figures) > 150 and len(report.tables) == 3
        assert [(sheet.kind, dict(sheet.figures)) for sheet in sheets] == [(None, {})] * len(sheets)
        word = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(io.BytesIO(file.body)).read(names[0])))
        printed = re.sub("<[^>]*>", "", word.read("word/document.xml").decode())
        words = "".join(report.title + report.text.replace(" | ", "").replace("\n", ""))
        assert printed.endswith(words)


def test_spanning_cells_of_a_word_file_stand_where_its_truth_says(replica: Serving) -> None:
    docx = pytest.importorskip("docx")
    (file, *_) = (file for file in replica.attachments().values() if file.members)
    body = zipfile.ZipFile(io.BytesIO(file.body)).read(f"{file.members[0].title}.docx")
    tables = docx.Document(io.BytesIO(body)).tables
    grids = tuple(tuple(tuple(cell.text for cell in row.cells) for row in table.rows) for table in tables)
    assert grids == tuple(table.grid for table in file.members[0].tables)


def open_pdf(body: bytes) -> str:
    return str(pytest.importorskip("pypdfium2").PdfDocument(body)[0].get_textpage().get_text_bounded())


def open_docx(body: bytes) -> str:
    document = pytest.importorskip("docx").Document(io.BytesIO(body))
    assert document.tables[0].cell(0, 1).text == "领域"
    return str(document.paragraphs[0].text)


def open_xls(body: bytes) -> str:
    assert pytest.importorskip("olefile").OleFileIO(io.BytesIO(body)).exists("Workbook")
    book = pytest.importorskip("python_calamine").CalamineWorkbook.from_filelike(io.BytesIO(body))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1] == ["序号", "领域", "公开件数"] and isinstance(rows[2][2], float)
    return str(rows[0][0])


def open_zip(body: bytes) -> str:
    archive = zipfile.ZipFile(io.BytesIO(body))
    assert archive.testzip() is None
    return open_docx(archive.read("附表.docx"))


def test_unchanged_pages_answer_304(replica: Serving) -> None:
    for host, kept, asked in (
        ("www.shifan.example", "ETag", "If_None_Match"),
        ("www.yangli.example", "ETag", "If_None_Match"),
        ("www.mofan.example", "Last-Modified", "If_Modified_Since"),
    ):
        url = next(gold.url for gold in replica.gold() if gold.host == host)
        first = Answer(replica, url)
        again = Answer(replica, url, **{asked: first.headers[kept]})
        assert (again.status, again.body) == (304, b"")
        stale = Answer(
            replica, url, **{asked: '"other"' if kept == "ETag" else "Mon, 01 Jan 2001 00:00:00 GMT"}
        )
        assert (stale.status, stale.body) == (200, first.body)


def test_one_portal_compresses_when_asked(replica: Serving) -> None:
    gzip = pytest.importorskip("gzip")
    url = next(gold.url for gold in replica.gold() if gold.host == "www.mofan.example")
    packed = Answer(replica, url, Accept_Encoding="gzip, deflate")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == Answer(replica, url).body


def test_robots_are_served_or_missing_as_planned(replica: Serving) -> None:
    answers = {host: Answer(replica, f"http://{host}/robots.txt") for host in replica.hosts}
    assert [host for host, answer in answers.items() if answer.status == 404] == ["www.jiuyang.example"]
    assert b"Disallow: /inner/" in answers["www.mofan.example"].body
    assert (
        b"Crawl-delay" in answers["www.shifan.example"].body
        and b"Crawl-delay" not in answers["www.yangli.example"].body
    )


def test_planned_faults_are_there(replica: Serving) -> None:
    faults = {fault.kind: fault for fault in replica.faults()}
    assert set(faults) == {"gone", "page_gone", "robots", "short_listing"}
    assert (
        Answer(replica, faults["gone"].url).status == Answer(replica, faults["page_gone"].url).status == 404
    )
    assert Answer(replica, faults["robots"].url).status == 200
    short = faults["short_listing"]
    assert short.declared is not None and short.listed is not None and short.declared > short.listed
    assert not {fault.url for fault in replica.faults()} & {gold.url for gold in replica.gold()}


def test_articles_on_several_pages_lead_from_each_to_the_next(replica: Serving) -> None:
    golds = [gold for gold in replica.gold() if gold.pages]
    assert sorted((gold.host, len(gold.pages), gold.flags) for gold in golds) == [
        ("www.shifan.example", 2, ()),
        ("www.yangli.example", 1, ()),
        ("www.yangli.example", 1, ("pages_missing",)),
    ]
    gone = {fault.url for fault in replica.faults() if fault.kind == "page_gone"}
    for gold in golds:
        assert gold.text.count("\n\f\n") == len(gold.pages)
        urls = (gold.url, *gold.pages, *(gone if gold.flags else ()))
        for number, url in enumerate(urls[: len(gold.pages) + 1]):
            source = page_text(gold, Answer(replica, url).body)
            name = gold.url.rpartition("/")[2].removesuffix(".html")
            script = f'createPageHTML({len(urls)}, {number}, "{name}", "html")'
            following = urls[number + 1 : number + 2]
            assert script in source or all(
                f'<a href="{link.rpartition("/")[2]}">下一页</a>' in source for link in following
            )


def test_old_address_leads_to_the_new_one(replica: Serving) -> None:
    gold = next(gold for gold in replica.gold() if gold.aliases)
    answer = Answer(replica, gold.aliases[0])
    assert (answer.status, answer.headers["Location"]) == (301, gold.url)


def listed(replica: Serving, host: str) -> set[str]:
    """All links that a portal's listing gives, read in the simplest way."""
    base = next(listing.url for listing in replica.listings() if listing.host == host)
    first = Answer(replica, base).body
    if host == "www.shifan.example":
        total = int(re.search(rb"createPageHTML\((\d+), 0,", first)[1])  # type: ignore[index]
        bodies = [first, *(Answer(replica, f"{base}index_{n}.html").body for n in range(1, total))]
        return {
            urljoin(base, h.decode())
            for body in bodies
            for h in re.findall(rb'<li><a href="([^"/]+/[^"]+html)"', body)
        }
    if host == "www.yangli.example":
        total = int(re.search(rb"totalRecord:(\d+)", first)[1])  # type: ignore[index]
        proxy = urljoin(
            base, f"/module/web/jpage/dataproxy.jsp?startrecord=46&endrecord={total}&perpage=15&columnid=1229"
        )
        bodies = [first, Answer(replica, proxy).body]
        assert re.search(rb"<span>\d{4}-\n\d\d-\n\d\d</span>", first)
        return {
            urljoin(base, h.decode())
            for body in bodies
            for h in re.findall(rb'CDATA\[<li><a href="([^"]+)"', body)
        }
    if host == "www.mofan.example":
        bodies = [first, Answer(replica, base.replace("list.", "list_2.")).body]
        return {
            urljoin(base, h.decode())
            for body in bodies
            for h in re.findall(rb'</span><a href="([^"]+)"', body)
        }
    if host == "www.biaogan.example":
        sid = re.search(rb"SID:'(\d+)'", first)[1].decode()  # type: ignore[index]
        api = "http://www.biaogan.example/gkmlpt/api/all/{}?page={}&sid=" + sid
        pages = [
            json.loads(Answer(replica, api.format(c, n)).body) for c in (2155, 2160) for n in (1, 2, 3, 4)
        ]
        assert {page["classify"]["post_count"] for page in pages} == {24, 8}
        return {article["url"] for page in pages for article in page["articles"]}
    bodies = [first]
    while found := re.search(rb'class="nextpage" href="([^"]+)"', bodies[-1]):
        bodies.append(Answer(replica, urljoin(base, found[1].decode())).body)
    return {
        urljoin(base, h.decode())
        for body in bodies
        for h in re.findall(rb'class="newslist">\xa1\xa4<a href="([^"]+)"', body)
    }


@pytest.mark.parametrize(
    "host",
    [
        "www.shifan.example",
        "www.yangli.example",
        "www.mofan.example",
        "www.biaogan.example",
        "www.jiuyang.example",
    ],
)
def test_listings_lead_to_every_document_and_every_fault(replica: Serving, host: str) -> None:
    links = listed(replica, host)
    listing = next(listing for listing in replica.listings() if listing.host == host)
    golds = [gold for gold in replica.gold() if gold.host == host]
    reachable = {gold.aliases[0] if gold.aliases else gold.url for gold in golds}
    planned = {
        fault.url for fault in replica.faults() if fault.host == host and fault.kind in ("gone", "robots")
    }
    assert links == reachable | planned
    assert len(links) == listing.listed and len(golds) == listing.documents


def test_dataproxy_answers_forms_too(replica: Serving) -> None:
    url = "http://www.yangli.example/module/web/jpage/dataproxy.jsp"
    answer = Answer(
        replica,
        url,
        "POST",
        "startrecord=1&endrecord=60&perpage=15&columnid=1229",
        Content_Type="application/x-www-form-urlencoded",
    )
    assert answer.body.count(b"<record>") == 45


def test_head_has_no_body_and_unknown_hosts_are_misdirected(replica: Serving) -> None:
    url = replica.gold()[0].url
    head = Answer(replica, url, "HEAD")
    assert head.body == b"" and int(head.headers["Content-Length"]) == len(Answer(replica, url).body)
    assert Answer(replica, "http://elsewhere.example/").status == 421


def test_requests_are_logged_and_connections_kept() -> None:
    with serving(seed=3) as served:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
        for _ in range(2):
            connection.request("GET", "/robots.txt", headers={"Host": "www.shifan.example:80", "X-Word": "a"})
            assert connection.getresponse().read()
        assert [(r.host, r.method, r.path, r.headers["x-word"]) for r in served.requests] == [
            ("www.shifan.example", "GET", "/robots.txt", "a")
        ] * 2


def test_the_replica_needs_the_standard_library_only() -> None:
    program = (
        "import sys; sys.path.insert(0, '.'); import crawler.replica; "
        "print([m for m in sys.modules if m.startswith(('crawler.', 'pipelines')) and 'crawler.replica' not in m])"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        cwd=SITES.parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_each_portal_has_a_site_file_that_starts_at_its_listing() -> None:
    sites = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(SITES.glob("*.toml"))]
    listings = {listing.url: listing for listing in Replica(1).listings()}
    assert {site["start"][0] for site in sites} == set(listings)
    for site in sites:
        listing = listings[site["start"][0]]
        assert (site["family"], site["expect"]["documents"]["min"]) == (listing.family, listing.documents)


def test_reports_before_2019_have_indicators_or_a_local_table_or_none(replica: Serving) -> None:
    with_table = [gold for gold in replica.gold() if gold.format == "2014"]
    assert {len(gold.figures) for gold in with_table} == {58}
    assert {len({gold.host for gold in with_table if gold.year == year}) for year in (2016,)} == {3}
    assert {len(gold.tables[0].grid[0]) for gold in with_table} == {3, 6}
    local = [gold for gold in replica.gold() if gold.year == 2011]
    assert len({gold.host for gold in local}) > 2 and {gold.format for gold in local} == {"free"}
    assert not any(gold.figures for gold in local)
    assert any("计量单位" in gold.text for gold in local)


@pytest.mark.parametrize("seed", range(1, 4))
def test_totals_of_indicators_are_the_sums_of_their_parts(seed: int) -> None:
    for gold in (gold for gold in Replica(seed).gold() if gold.format == "2014"):
        for total, parts in SUMS:
            assert gold.figures[f"s14.{total}"] == sum(gold.figures[f"s14.{part}"] or 0 for part in parts)
