"""Notices that arrange the year's work: document number, addressees, numbered points, enclosures, signature."""

from crawler.replica.article import Article, Block, FileLine, Para
from crawler.replica.content.dates import days_before, office_hours, signed, within_year
from crawler.replica.content.enclosures import enclosure
from crawler.replica.content.grammar import Slots, expand
from crawler.replica.content.places import Place
from crawler.replica.content.slots import slots_for
from crawler.replica.draw import cycle, draw

TITLES = (
    "{issuer}关于印发{year}年政务公开工作要点的通知",
    "{issuer}关于做好{year}年政府信息公开重点工作的通知",
    "{issuer}关于开展{year}年{topic}领域信息公开自查的通知",
)
LEADS = (
    "为落实上级关于{topic}信息公开的部署，根据{short}〔{last_year}〕{11-340}号文件精神，现就有关工作通知如下。",
    "{year}年政务公开工作要围绕{topic}展开。结合{short}〔{last_year}〕{11-340}号要求，[作出以下安排|明确如下任务]。",
)
POINTS = (
    "梳理{topic}公开事项。各单位于{3-6}月{1-28}日前报送目录初稿，{7-9}月{1-28}日前完成核对，逾期{2-9}天的予以通报。",
    "规范{topic}类申请答复。[统一使用|对照]答复模板，重大申请报{department}会审，会审时间不超过{3-7}个工作日。",
    "提高解读质量。涉及{topic}的文件须同步配发解读，[图解不少于|案例解读达到]{2-30}件，由起草科室负责人审签。",
    "改进平台栏目。{district}、{district}的子站在{10-11}月底前完成改版，错链率控制在{1-3}‰以内。",
    "抓好培训考核。{department}牵头组织培训{1-6}次，参训率不低于{85-99}%，[结果计入年度考核|成绩全域通报]。",
    "报送材料。请于{11-12}月{1-28}日前将自查表寄至{road}{2-288}号（邮编：{zip}），联系电话：{phone}。",
)


def work_plan_notice(seed: int, place: Place, office: str, short: str, year: int, number: int) -> Article:
    """Give a notice of `office`, whose document numbers begin with `short`."""
    rng = draw(seed, "notice", office, year, number)
    slots = slots_for(seed, place, office, year) | {"short": short}
    day = within_year(year, rng)
    title = expand(cycle(TITLES, number), slots, rng)
    doc_number = f"{short}〔{year}〕{rng.randint(3, 380)}号"
    points = [f"{'一二三四五六'[n]}、{expand(p, slots, rng)}" for n, p in enumerate(rng.sample(POINTS, 4))]
    blocks = (
        Para(doc_number, "number"),
        Para(expand(cycle(_ADDRESSEES, number), slots, rng), "address"),
        Para(expand(cycle(LEADS, number), slots, rng)),
        *(Para(point) for point in points),
    )
    return Article(
        key=f"notice-{office}-{year}-{number}",
        kind="work_plan_notice",
        format=None,
        year=None,
        title=title,
        blocks=(
            *blocks,
            *_enclosed(seed, title, slots, number),
            Para(office, "signature"),
            Para(signed(days_before(day, rng.randint(0, 6)), rng), "date"),
        ),
        day=day,
        clock=office_hours(rng),
        source=office,
        issuer=office,
        doc_number=doc_number,
        index_number=f"{rng.randint(10**7, 10**8 - 1):09d}/{year}-{rng.randint(1, 9999):05d}",
    )


_ADDRESSEES = (
    "{district}、{district}管理机构，{department}，各直属单位：",
    "各县（区）人民政府，{department}，{department}：",
    "机关各科室，所属各单位：",
)


def _enclosed(seed: int, title: str, slots: Slots, number: int) -> tuple[Block, ...]:
    """The list of enclosures: linked on every second notice, otherwise words only, which are body all the same."""
    if number % 2:
        rng = draw(seed, "enclosed", title)
        return (
            Para(expand("附件：1.{topic}公开目录", slots, rng)),
            Para(expand("2.{topic}自查表", slots, rng)),
        )
    first, second = (
        enclosure(seed, title + part, place, every=1) for part, place in (("任务分工表", 1), ("自查表", 2))
    )
    return tuple(FileLine(before, file) for before, file in (("附件：1.", first), ("2.", second)) if file)
