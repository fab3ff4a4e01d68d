"""Reports of the years before 2019, when each body chose its own form and no statutory tables existed."""

import random
from collections.abc import Callable

from crawler.replica.article import Article, Block, Cell, FileLine, Para, Table
from crawler.replica.content import report_phrases as words
from crawler.replica.content.dates import after_year, days_before, office_hours, signed
from crawler.replica.content.enclosures import enclosure
from crawler.replica.content.grammar import Slots, expand, paragraph
from crawler.replica.content.places import Place
from crawler.replica.content.slots import slots_for
from crawler.replica.draw import cycle, draw

TableMaker = Callable[[str, Slots, random.Random], Table]

CHANNELS = (
    "截至{year}年底，累计通过各种渠道公开信息{8900-12000}条，其中网站{800-7600}条、公告栏{40-900}条、广播电视{11-240}条。",
    "{topic}是{year}年群众查阅最多的内容，[阅览室|档案馆]接待{120-3300}人次，解答咨询{60-980}件。",
    "[新印|补印]公开指南{500-6000}册，发往{district}、{district}的便民窗口，另在公示栏张贴{30-420}期。",
    "党政机关网站群接入单位{12-66}家，{district}子站被评为{last_year}年度[优秀|先进]子站。",
    "机关内设公开办公室，配有专职{1-4}人、兼职{3-38}人，{year}年投入经费{2-49}.{1-9}万元。",
)
ASKED = (
    "{year}年共受理公开申请{90-190}件，[当面|信函]提出的{1-60}件，其余由网络提交，全部在法定期限内答复。",
    "收到申请{50-88}件，内容涉及{topic}、{topic}等；同意公开{20-40}件，信息不存在{0-5}件，不属于本机关职责{0-4}件。",
    "{district}居民提交的申请占{21-64}%，多为查询{topic}的批准文件，[经办人|窗口]逐一电话沟通后寄出答复。",
)
CHARGED = (
    "{year}年没有因依申请公开[收取检索、复制、邮寄费用|发生收费]，也没有减免情况。",
    "依照成本标准，全年收取复制邮寄费{20-900}元，{3-18}名低保户予以免收。",
)
DISPUTED = (
    "{year}年[因信息公开被申请行政复议|发生公开类行政复议]{0-6}件，被提起行政诉讼{0-3}件，均依法应对。",
    "未发生因政府信息公开引起的行政诉讼，{topic}方面的投诉{1-9}件已经查复。",
)
FORMS = (
    (
        "一、概述",
        "二、主动公开政府信息的情况",
        "三、依申请公开办理情况",
        "四、收费及减免情况",
        "五、复议、诉讼情况",
        "六、存在不足和改进措施",
    ),
    (
        "一、基本情况",
        "二、主动公开情况",
        "三、受理申请情况",
        "四、费用情况",
        "五、申诉情况",
        "六、问题与打算",
    ),
)


def earlier_report(seed: int, place: Place, issuer: str, year: int, number: int) -> Article:
    """Give a free-form report of `issuer` for `year`; one in four prints a small table of its own."""
    return _report(seed, place, issuer, year, number, _own_table if number % 4 == 3 else None)


def local_report(seed: int, place: Place, issuer: str, year: int, number: int) -> Article:
    """Give a free-form report with the table of indicators that the province drew up for itself."""
    return _report(seed, place, issuer, year, number, _local_table)


def _report(
    seed: int, place: Place, issuer: str, year: int, number: int, table: TableMaker | None
) -> Article:
    rng = draw(seed, "earlier", issuer, year)
    slots = slots_for(seed, place, issuer, year)
    day = after_year(year, rng)
    title = cycle(
        (
            f"{issuer}{year}年政府信息公开工作年度报告",
            f"{issuer}{year}年度政府信息公开年报",
            f"{issuer}关于{year}年政府信息公开工作情况的报告",
        ),
        number,
    )
    form = cycle(FORMS, number // 2)
    enclosed = enclosure(seed, title, number, every=5)
    line = (FileLine("附件：1.", enclosed),) if enclosed and number % 2 else ()
    return Article(
        key=f"earlier-{issuer}-{year}",
        kind="annual_report",
        format="free",
        year=year,
        title=title,
        blocks=(
            *_sections(form, slots, number, rng, table),
            *line,
            Para(issuer, "signature"),
            Para(signed(days_before(day, rng.randint(2, 12)), rng), "date"),
        ),
        day=day,
        clock=office_hours(rng),
        source=issuer,
        issuer=issuer,
        doc_number=None,
        index_number=f"{rng.randint(10**7, 10**8 - 1):09d}/{day[0]}-{rng.randint(1, 9999):05d}",
        below=(enclosed,) if enclosed and not line else (),
    )


def _sections(
    form: tuple[str, ...], slots: Slots, number: int, rng: random.Random, maker: TableMaker | None
) -> tuple[Block, ...]:
    """Six sections of prose, with a table in section three if one is made."""

    def prose(patterns: tuple[str, ...], count: int) -> Para:
        return Para(paragraph(patterns, count, slots, rng))

    heads = [Para(text, "heading") for text in form]
    table = (maker(form[2], slots, rng),) if maker else ()
    return (
        prose(words.INTRO, 1),
        prose(words.CONTACT, 1),
        heads[0],
        prose(words.OVERVIEW, 2),
        Para(expand(cycle(words.LOOKALIKES, number), slots, rng)),
        heads[1],
        prose(CHANNELS, 3),
        prose(words.PROACTIVE, 2),
        heads[2],
        prose(ASKED, 2),
        *table,
        heads[3],
        prose(CHARGED, 1),
        heads[4],
        prose(DISPUTED, 1),
        heads[5],
        prose(words.PROBLEMS, 2),
        prose(words.IMPROVEMENTS, 2),
    )


def _local_table(caption: str, slots: Slots, rng: random.Random) -> Table:
    """A table of five columns as provinces drew them up before there was a common one: no figure of any format."""
    walk_in, online, letter = (rng.randint(0, 60) for _ in range(3))
    counts = (
        ("1.主动公开信息数", "条", rng.randint(300, 9000)),
        ("其中：网站公开信息数", "条", rng.randint(100, 300)),
        ("2.受理申请总数", "件", walk_in + online + letter),
        ("其中：当面申请数", "件", walk_in),
        ("网上申请数", "件", online),
        ("信函申请数", "件", letter),
        ("3.接受咨询人次", "人次", rng.randint(40, 4000)),
    )
    rows = [tuple(Cell(words) for words in ("指标名称", "计量单位", "代码", "本期实际", "本年累计"))]
    for place, (label, unit, count) in enumerate(counts, 1):
        shown = (label, unit, f"{place:02d}", str(count), str(count))
        rows.append(tuple(Cell(text) for text in shown))
    return Table(caption, tuple(rows))


def _own_table(caption: str, slots: Slots, rng: random.Random) -> Table:
    """A table of four columns as bodies drew them up themselves; the last column is mostly empty."""
    topics = [expand("{topic}", slots, rng) for _ in range(4)]
    counts = [rng.randint(1, 80) for _ in topics]
    rows = [tuple(Cell(words) for words in ("序号", "申请内容", "件数", "备注"))]
    for place, (topic, count) in enumerate(zip(topics, counts, strict=True), 1):
        note = "含转办" if place == 2 else ""
        rows.append((Cell(str(place)), Cell(f"{topic}类"), Cell(str(count)), Cell(note)))
    rows.append((Cell("合计", colspan=2), Cell(str(sum(counts))), Cell("")))
    return Table(caption, tuple(rows))
