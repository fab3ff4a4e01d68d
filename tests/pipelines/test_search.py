"""Full-text search beside the plain definition of what it should find, on an archive made for it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from pipelines.archive import search_newest, search_rank
from pipelines.archive.connection import connect_reader
from pipelines.archive.errors import ArchiveError
from pipelines.archive.folding import folded, places
from pipelines.archive.schema import migrate, migrations
from pipelines.archive.search import Found, find, search
from pipelines.archive.search_query import Filters, Term, query_of
from pipelines.archive.settlement import Labelled, NewTarget, Reading, Settlement, SiteFacts
from pipelines.archive.snippets import pieces, snippet
from pipelines.archive.store import Archive
from pipelines.document import Document, Evidence, Field, Report
from pipelines.evidence import Sums, Verdict
from pipelines.exchange import Exchange

SITES = (
    SiteFacts("shifan", "示范市人民政府", "350400", "city", "trs"),
    SiteFacts("mofan", "模范县卫生健康局", "350481", "county", "trs"),
    SiteFacts("yangli", "样例区人民政府", "110101", "county", "trs"),
)
NOW = "2026-03-01T01:00:00.000000Z"
LETTERS = "预算公开政府信息局办水库張张Ａａ1２3，。 \n"


@dataclass(frozen=True)
class Page:
    """One document as the test knows it."""

    url: str
    site: str
    title: str
    text: str
    published: str | None
    kind: str = "other"
    year: int | None = None
    issuer: str = ""


def put(archive: Archive, run: int, page: Page, body: str = "x") -> None:
    fields = [Field(name, value, value, "test") for name, value in
              (("published", page.published), ("issuer", page.issuer)) if value]  # fmt: skip
    document = Document(
        page.url, page.title, page.text, (), (), Report(page.kind, None, page.year), tuple(fields), (), (), (), (), (),
        Evidence(Verdict("utf-8", "bytes", (), 0), (), (), Sums(0)),
    )  # fmt: skip
    sent = f"GET {page.url} HTTP/1.1\r\n\r\n".encode()
    answered = f"HTTP/1.1 200 OK\r\n\r\n{body}".encode()
    archive.add_targets(page.site, [NewTarget(page.url)], run, NOW)
    target = archive.target(page.site, page.url)
    assert target is not None
    exchange = Exchange(page.url, "GET", sent, answered, NOW, NOW, "127.0.0.1")
    archive.commit(
        Settlement(run, page.site, target.id, (Labelled(exchange, "page", "ok"),), now=NOW, state="done",
                   readings=(Reading("rules", "test", document),))
    )  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[tuple[Archive, int]]:
    with Archive.open(tmp_path / "archive", {"software": "test"}, NOW) as opened:
        run, _ = opened.start_run("crawl", SITES, {}, "test", NOW)
        yield opened, run


def urls(found: Found) -> list[str]:
    return [hit.url for hit in found.hits]


def page(number: int, text: str = "", title: str = "通知", site: str = "shifan", published: str | None = None,
         **more: object) -> Page:  # fmt: skip
    return Page(f"http://{site}.example/{number}.html", site, title, text, published, **more)  # type: ignore[arg-type]


PAGES = (
    page(
        1,
        "全市预算公开情况，见ＰＤＦ附件。",
        "示范市2021年财政通知",
        published="2022-03-01",
        issuer="示范市财政局",
    ),
    page(2, "部门預算編制。\n預算執行", "关于预算的通知", published="2024-05-06T09:00+08:00"),
    page(3, "决算公开，不含预算。", "决算", "mofan", "2023-01-02", issuer="模范县卫生健康局"),
    page(4, "工作年报：预算", "年度报告", "mofan", "2023-02-03", kind="annual_report", year=2022),
    page(5, "没有日期的预算", "旧闻", "yangli"),
    page(6, "编制经费。预测与算法", "算法", "yangli", "2025-01-01"),
    page(7, "Budget 2021 and 12021 words", "English", "yangli", "2020-01-01", kind="news"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    directory = tmp_path_factory.mktemp("shelf")
    with Archive.open(directory, {"software": "test"}, NOW) as opened:
        run, _ = opened.start_run("crawl", SITES, {}, "test", NOW)
        for one in PAGES:
            put(opened, run, one)
    connection = connect_reader(directory / "archive.sqlite")
    yield connection
    connection.close()


def numbers(connection: sqlite3.Connection, words: str, **more: object) -> list[int]:
    found = find(connection, query_of(words), **more)  # type: ignore[arg-type]
    return [int(url.rpartition("/")[2].partition(".")[0]) for url in urls(found)]


def test_two_characters_are_found_the_newest_first_and_what_has_no_date_last(
    shelf: sqlite3.Connection,
) -> None:
    assert numbers(shelf, "预算") == [2, 4, 3, 1, 5]


def test_a_word_is_found_however_its_characters_are_written(shelf: sqlite3.Connection) -> None:
    assert numbers(shelf, "預算編制") == numbers(shelf, "预算编制") == [2]
    assert numbers(shelf, "pdf") == numbers(shelf, "ＰＤＦ") == [1]
    assert numbers(shelf, "\u2f2f作") == [4], "a radical stands for its character"


def test_pairs_that_stand_apart_are_no_word(shelf: sqlite3.Connection) -> None:
    assert numbers(shelf, "预算法") == []


def test_a_number_is_a_whole_number(shelf: sqlite3.Connection) -> None:
    assert numbers(shelf, "2021") == [1, 7]
    assert numbers(shelf, "202") == []


def test_one_character_is_found_at_the_end_of_a_clause_too(shelf: sqlite3.Connection) -> None:
    assert numbers(shelf, "闻") == [5]
    assert numbers(shelf, "局") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("预算 公开", [3, 1]),
        ("预算 -公开", [2, 4, 5]),
        ("预算 －决算", [2, 4, 1, 5]),
        ('"Budget  2021"', [7]),
        ('"预算 公开"', []),
        ("“不含预算”", [3]),
        ('预算 -"没有日期"', [2, 4, 3, 1]),
        ("年报:预算", [4]),
    ],
)
def test_words_phrases_and_what_must_not_stand_there(
    shelf: sqlite3.Connection, words: str, expected: list[int]
) -> None:
    assert numbers(shelf, words) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(region="350400"), [2, 4, 3, 1]),
        (Filters(region="350481"), [4, 3]),
        (Filters(region="福建"), [2, 4, 3, 1]),
        (Filters(region="东城区"), [5]),
        (Filters(region="广东省"), []),
        (Filters(site="mofan"), [4, 3]),
        (Filters(site="模范县卫生健康局"), [4, 3]),
        (Filters(body="卫生健康"), [4, 3]),
        (Filters(body="財政局"), [1]),
        (Filters(body="政财"), []),
        (Filters(year=2022), [4, 1]),
        (Filters(year=2023), [3]),
        (Filters(kind="annual_report"), [4]),
        (Filters(region="35", year=2022, kind="other"), [1]),
    ],
)
def test_filters(shelf: sqlite3.Connection, filters: Filters, expected: list[int]) -> None:
    assert numbers(shelf, "预算", filters=filters) == expected


def test_signs_alone_find_nothing(shelf: sqlite3.Connection) -> None:
    for words in ("", "，", "\ud800", "-预算", '""'):
        assert search(shelf, words) == [], words


def test_without_words_the_filters_alone_are_asked(shelf: sqlite3.Connection) -> None:
    assert numbers(shelf, "") == [6, 2, 4, 3, 1, 7, 5]
    assert numbers(shelf, "", filters=Filters(kind="news")) == [7]
    assert find(shelf, query_of(""), limit=2).total == 7


@pytest.mark.parametrize(
    "filters", [Filters(site="nobody"), Filters(region="无此地"), Filters(region="鼓楼区")]
)
def test_a_filter_that_names_nothing_is_a_fault_and_not_an_empty_answer(
    shelf: sqlite3.Connection, filters: Filters
) -> None:
    with pytest.raises(ArchiveError):
        find(shelf, query_of("预算"), filters)


def test_the_best_come_first_by_rank(shelf: sqlite3.Connection) -> None:
    assert numbers(shelf, "预算", order="rank")[0] == 2, "in the title, and twice in the text"
    assert sorted(numbers(shelf, "预算", order="rank")) == [1, 2, 3, 4, 5]


def test_pages_of_hits_follow_each_other_and_the_number_is_known(shelf: sqlite3.Connection) -> None:
    for order in ("newest", "rank"):
        whole = numbers(shelf, "预算", order=order)
        parts = [find(shelf, query_of("预算"), None, order, 2, offset) for offset in (0, 2, 4)]  # type: ignore[arg-type]
        assert [url for part in parts for url in urls(part)] == urls(
            find(shelf, query_of("预算"), None, order)  # type: ignore[arg-type]
        )
        assert [part.more for part in parts] == [True, True, False]
        assert {(part.total, part.certainty) for part in parts} == {(len(whole), "exactly")}


def test_a_hit_shows_the_words_where_they_stand(shelf: sqlite3.Connection) -> None:
    (hit,) = find(shelf, query_of("编制 预算")).hits
    assert [hit.title[start:end] for start, end in hit.title_marks] == ["预算"]
    assert [hit.snippet[start:end] for start, end in hit.snippet_marks] == ["預算編制", "預算"]
    assert (hit.portal, hit.region, hit.year) == ("示范市人民政府", "350400", 2024)


# Beside the definition


def random_pages(seed: int, count: int) -> list[Page]:
    choice = random.Random(seed)
    return [
        page(
            number,
            "".join(choice.choices(LETTERS, k=choice.randint(0, 40))),
            "".join(choice.choices(LETTERS, k=choice.randint(0, 8))).strip(),
            choice.choice(SITES).name,
            choice.choice((None, "2021-02-03", "2022-11", f"20{choice.randint(10, 25)}-0{choice.randint(1, 9)}-1{choice.randint(0, 9)}")),
        )
        for number in range(count)
    ]  # fmt: skip


MANY = random_pages(5, 150)


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    directory = tmp_path_factory.mktemp("crowd")
    with Archive.open(directory, {"software": "test"}, NOW) as opened:
        run, _ = opened.start_run("crawl", SITES, {}, "test", NOW)
        for one in MANY:
            put(opened, run, one)
    connection = connect_reader(directory / "archive.sqlite")
    yield connection
    connection.close()


def holds(one: Page, word: str) -> bool:
    """The definition, in the simplest way there is."""
    text, wanted = folded(f"{one.title}\n{one.text}"), folded(word)
    at = text.find(wanted)
    while at >= 0:
        before, behind = text[at - 1 : at], text[at + len(wanted) : at + len(wanted) + 1]
        latin = "0123456789abcdefghijklmnopqrstuvwxyz"
        if not (wanted[0] in latin and before and before in latin) and not (
            wanted[-1] in latin and behind and behind in latin
        ):
            return True
        at = text.find(wanted, at + 1)
    return False


def expected(words: list[str]) -> list[str]:
    found = [one for one in MANY if all(holds(one, word) for word in words)]
    found.reverse()
    return [one.url for one in sorted(found, key=lambda one: one.published or "", reverse=True)]


WORDS = st.lists(
    st.text(st.sampled_from("预算公开政府局张a1 2"), min_size=2, max_size=4)
    .map(lambda word: word.replace(" ", ""))
    .filter(lambda word: len(word) > 1),
    min_size=1,
    max_size=2,
)


@given(words=WORDS)
def test_what_is_found_is_what_the_definition_says(crowd: sqlite3.Connection, words: list[str]) -> None:
    assert urls(find(crowd, query_of(" ".join(words)), limit=1000)) == expected(words)


@pytest.mark.parametrize(("few", "many", "walked"), [(0, 10_000, 5), (0, 0, 5), (0, 0, 10_000), (3, 20, 1)])
def test_every_way_to_the_newest_leads_to_the_same(
    crowd: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, few: int, many: int, walked: int
) -> None:
    monkeypatch.setattr(search_newest, "FEW", few)
    monkeypatch.setattr(search_newest, "MANY", many)
    monkeypatch.setattr(search_newest, "WALKED", walked)
    for words in (["预算"], ["公开"], ["a"], ["1"], ["政府"], ["算公"], ["预算", "公开"]):
        assert urls(find(crowd, query_of(" ".join(words)), limit=1000)) == expected(words), words


def test_what_is_not_weighed_comes_behind_what_is(
    crowd: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_rank, "WEIGHED", 1)
    ranked = urls(find(crowd, query_of("预算"), order="rank", limit=1000))
    assert sorted(ranked) == sorted(expected(["预算"]))
    assert len(ranked) == len(set(ranked)) > 2


# The index


def test_a_new_version_takes_the_old_words_away(archive: tuple[Archive, int]) -> None:
    opened, run = archive
    put(opened, run, page(1, "疫情防控", "旧题", issuer="卫生局"), "a")
    put(opened, run, page(1, "旱情通报", "新题", issuer="水利局"), "b")
    with connect_reader(opened.path) as connection:
        assert [find(connection, query_of(word)).total for word in ("疫情", "旧题", "旱情", "新题")] == [
            0, 0, 1, 1,
        ]  # fmt: skip
        assert find(connection, query_of("通报"), Filters(body="卫生")).total == 0
        assert find(connection, query_of("通报"), Filters(body="水利")).total == 1
        left = connection.execute("SELECT count(*) FROM documents_fts WHERE documents_fts MATCH '疫情'")
        assert left.fetchone()[0] == 0


def test_an_archive_of_an_older_schema_is_indexed_anew(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.apply(Database(connection), stop_before="0005_search_by_date")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(
        "INSERT INTO sites VALUES (1, 'shifan', '示范市人民政府', '350400', 'city', 'trs', ?)", (NOW,)
    )
    for number, (title, text) in enumerate((("预算", "全文預算公开"), ("通知", "见附件"))):
        connection.execute(
            """INSERT INTO documents (id, site_id, url, title, kind, published, first_seen, last_seen, version_id)
               VALUES (?, 1, ?, ?, 'other', '2021-01-01', ?, ?, ?)""",
            (number + 1, f"http://shifan.example/{number}", title, NOW, NOW, number + 1),
        )
        connection.execute(
            """INSERT INTO versions (id, document_id, capture_id, run_id, reading_digest, rules, software, read_at, title,
                   text, kind, published, encoding, encoding_winner, encoding_confidence, encoding_spans, characters_lost,
                   container, confidence, believed, visible_characters, body_characters, table_characters,
                   field_characters, attachment_characters, chrome_characters, hidden_characters)
               VALUES (?, ?, 1, 1, ?, 'r', 's', ?, ?, ?, 'other', '2021-01-01', 'utf-8', 'bytes', 1, '[]', 0, '', 1, '',
                       0, 0, 0, 0, 0, 0, 0)""",
            (number + 1, number + 1, str(number), NOW, title, text),
        )
        connection.execute(
            "INSERT INTO documents_fts (rowid, title) VALUES (?, ?)", (number + 1, "預算 算公 公开 从前")
        )
    with pytest.raises(ArchiveError, match="older gongkai"):
        search(connection, "公开")
    migrate(connection, path)
    assert [hit.url for hit in search(connection, "预算公开")] == ["http://shifan.example/0"]
    assert [hit.url for hit in search(connection, "件")] == ["http://shifan.example/1"]
    assert search(connection, "从前") == []
    count = connection.execute("SELECT count(*) FROM documents_fts WHERE documents_fts MATCH '从前'")
    assert count.fetchone() == (0,)
    connection.close()


# The parts


@given(st.text())
def test_folding_keeps_the_number_of_every_place(text: str) -> None:
    begins = places(text)
    assert len(begins) == len(text) + 1
    assert begins[-1] == len(folded(text))
    assert [folded(text)[a:b] for a, b in pairwise(begins)] == [folded(one) for one in text]


@given(
    st.text(st.sampled_from(LETTERS), max_size=300), st.sampled_from(["预算", "张", "1", "a", "政府 信息"])
)
def test_a_snippet_is_of_the_text_and_marks_what_was_found(text: str, word: str) -> None:
    term = Term(word)
    shown = snippet(text, [term])
    plain = "".join(" " if character.isspace() else character for character in text)
    assert shown.text.strip("…") in plain
    assert all(term.pattern.fullmatch(folded(piece.text)) or len(piece.text) > len(word)
               for piece in pieces(shown) if piece.found)  # fmt: skip
    assert bool(shown.marks) == (term.find(text) >= 0)
    assert "".join(piece.text for piece in pieces(shown)) == shown.text
