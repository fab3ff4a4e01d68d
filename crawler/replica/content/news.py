"""News items and the odd page that is neither report nor notice."""

from crawler.replica.article import Article, Cell, Para, Table
from crawler.replica.content import report_phrases as words
from crawler.replica.content.dates import office_hours, within_year
from crawler.replica.content.grammar import expand
from crawler.replica.content.places import Place
from crawler.replica.content.slots import slots_for
from crawler.replica.draw import cycle, draw

TITLES = (
    "{district}举办{topic}政府开放日活动",
    "{place}召开{topic}公开工作推进会",
    "{department}到{district}调研{topic}公开",
    "{place}{topic}公开专区上线",
    "{district}试行{topic}明白卡",
    "{place}组织{topic}解读直播",
)
LEADS = (
    "{3-12}月{1-28}日，{place}{topic}公开工作现场会在{district}举行，{20-180}名基层信息员参加。",
    "近日，{department}派出{2-9}个小组走进{district}，听取群众对{topic}公开的意见，带回建议{8-70}条。",
    "记者从{department}获悉，{topic}公开专区已在{district}完成试运行，首周访问量达{3-90}千次。",
    "一场关于{topic}的政策直播[在{district}文化站举行|吸引{district}居民围观]，在线观看{1-30}万人次。",
)
BODIES = (
    "活动现场设置咨询台{3-18}个，工作人员围绕{topic}、{topic}逐一答疑，发放折页{200-4900}份。",
    "家住{district}的居民说，过去办{topic}要跑{2-5}趟，[现在看公开栏|如今对照办事指南]一次就能备齐材料。",
    "据介绍，{district}今年把{topic}列为公开重点，[每周|每旬]更新数据，至今发布{30-690}期。",
    "参会人员参观了{road}政务服务大厅的查阅区，该区配有终端{4-22}台，{topic}资料按年份摆放。",
    "{department}有关负责人表示，下半年将在{district}、{district}增设{5-48}个查阅点，把{topic}信息送到家门口。",
    "统计显示，专区开通以来收到留言{60-980}条，其中{topic}类占{18-57}%，平均{1-5}天答复。",
    "为方便老年人，{district}把{topic}流程录成方言音频{4-36}段，[在村广播站|通过小喇叭]循环播放。",
)


def news_item(seed: int, place: Place, year: int, number: int) -> Article:
    """Give a news item; it names a source but no issuing body."""
    rng = draw(seed, "news", place.name, year, number)
    slots = slots_for(seed, place, place.government, year)
    texts = [expand(pattern, slots, rng) for pattern in (rng.choice(LEADS), *rng.sample(BODIES, 4))]
    texts.insert(2, expand(cycle(words.LOOKALIKES, number), slots, rng))
    return Article(
        key=f"news-{place.name}-{year}-{number}",
        kind="news",
        format=None,
        year=None,
        title=expand(cycle(TITLES, number), slots, rng),
        blocks=tuple(Para(text) for text in texts),
        day=within_year(year, rng),
        clock=office_hours(rng),
        source=f"{place.name}融媒体中心",
        issuer=None,
        doc_number=None,
        index_number="",
    )


def website_report(seed: int, place: Place, year: int) -> Article:
    """Give the yearly report on the website, whose title resembles a disclosure report's but which is none."""
    rng = draw(seed, "website", place.name, year)
    slots = slots_for(seed, place, place.government, year)
    visits = rng.randint(90_000, 8_000_000)
    rows = (
        ("网站名称", f"{place.government}门户网站"),
        ("网站标识码", place.site_code),
        ("独立用户访问总量（个）", str(visits)),
        ("网站总访问量（次）", str(visits * rng.randint(3, 9))),
        ("信息发布总数（条）", str(rng.randint(900, 20_000))),
    )
    table = Table("一、网站概况", tuple((Cell(label), Cell(value)) for label, value in rows))
    return Article(
        key=f"website-{place.name}-{year}",
        kind="website_report",
        format=None,
        year=year,
        title=f"{place.government}网站工作年度报表（{year}年度）",
        blocks=(
            Para("一、网站概况", "heading"),
            table,
            Para("二、说明", "heading"),
            Para(expand(words.PLATFORM[0], slots, rng)),
            Para(expand(words.LOOKALIKES[4], slots, rng)),
        ),
        day=within_year(year + 1, rng),
        clock=office_hours(rng),
        source=f"{place.government}办公室",
        issuer=place.government,
        doc_number=None,
        index_number="",
    )
