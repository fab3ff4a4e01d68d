"""Annual reports in the 2019 and the 2021 edition: six sections, three statutory tables."""

import random

from crawler.replica.article import Article, Block, FileLine, Para
from crawler.replica.content import report_phrases as words
from crawler.replica.content.dates import after_year, days_before, office_hours, signed
from crawler.replica.content.enclosures import enclosed_as, enclosure
from crawler.replica.content.grammar import Slots, expand, paragraph
from crawler.replica.content.numbers import Figures, applications, disclosures, reviews
from crawler.replica.content.places import Place
from crawler.replica.content.printing import Manner, print_figures
from crawler.replica.content.slots import slots_for
from crawler.replica.content.tables import (
    HEADING_FOUR,
    HEADING_THREE,
    HEADING_TWO,
    Values,
    table_four,
    table_three,
    table_two,
)
from crawler.replica.draw import cycle, draw
from crawler.replica.gold import Format

ORDINALS = "一二三四五六七八九"
FAILING_ROW = "granted"


def annual_report(
    seed: int,
    place: Place,
    issuer: str,
    year: int,
    number: int,
    manner: Manner = "plain",
    breaks_c2: bool = False,
) -> Article:
    """Give the report of `issuer` for `year`; `number` is its place in the portal's plan.

    With `breaks_c2` one result row is one too high, as in real reports whose 总计 misses its parts by one.
    """
    rng = draw(seed, "report", issuer, year)
    edition: Format = "2019" if year < 2021 else "2021"
    figures = applications(seed, issuer, year, edition)
    slots = slots_for(seed, place, issuer, year) | _counts(figures)
    if breaks_c2:
        figures[f"{FAILING_ROW}.natural_person"] += 1
        figures[f"{FAILING_ROW}.total"] += 1
    values = (
        print_figures("t2", disclosures(seed, issuer, year, edition), manner)
        | print_figures("t3", figures, manner)
        | print_figures("t4", reviews(seed, issuer, year), manner)
    )
    day = after_year(year, rng)
    title = f"{issuer}{year}年政府信息公开工作年度报告"
    blocks = (
        *_opening(slots, number, rng),
        *_tables(edition, values, number % 3 == 1),
        *_closing(edition, slots, rng),
    )
    enclosed = enclosure(seed, title, number, reports=_from_below(seed, place, year, number))
    line = (FileLine("附件：", enclosed),) if enclosed and number % 2 == 0 else ()
    signature = (Para(issuer, "signature"), Para(signed(days_before(day, rng.randint(1, 9)), rng), "date"))
    return Article(
        key=f"report-{issuer}-{year}",
        kind="annual_report",
        format=edition,
        year=year,
        title=title,
        blocks=(*blocks, *line, *signature),
        day=day,
        clock=office_hours(rng),
        source=issuer,
        issuer=issuer,
        doc_number=None,
        index_number=f"{rng.randint(10**7, 10**8 - 1):09d}/{day[0]}-{rng.randint(1, 9999):05d}",
        below=(enclosed,) if enclosed and not line else (),
        failing_checks=("C2.natural_person", "C2.total") if breaks_c2 else (),
    )


def _from_below(seed: int, place: Place, year: int, number: int) -> tuple[Article, ...]:
    """The report of a district, which stands in an archive that the report of the city encloses and nowhere else."""
    if enclosed_as(number) != "zip":
        return ()
    issuer = f"{place.name}{cycle(place.districts[:5], number)}人民政府"
    return (annual_report(seed, place, issuer, year, 1),)


def _counts(figures: Figures) -> dict[str, int]:
    """The totals that the narrative repeats from table three (C7)."""
    names = {
        "received": "new_received",
        "carried": "carried_in",
        "processed": "total_processed",
        "left": "carried_out",
    }
    return {slot: int(figures[f"{row}.total"]) for slot, row in names.items()}


def _opening(slots: Slots, number: int, rng: random.Random) -> tuple[Block, ...]:
    """The introduction and section one."""
    contact = [Para(paragraph(words.CONTACT, 1, slots, rng))] if number % 3 != 2 else []
    bodies = [
        paragraph(words.OVERVIEW, 3, slots, rng),
        "（一）主动公开。" + paragraph(words.PROACTIVE, 4, slots, rng),
        "（二）依申请公开。"
        + paragraph(words.APPLICATIONS, 1, slots, rng)
        + paragraph(words.HANDLING, 2, slots, rng),
        "（三）政府信息管理。" + paragraph(words.MANAGEMENT, 2, slots, rng),
        "（四）平台建设。" + paragraph(words.PLATFORM, 2, slots, rng),
        "（五）监督保障。" + paragraph(words.SUPERVISION, 2, slots, rng),
    ]
    bodies.insert(2, expand(cycle(words.LOOKALIKES, number), slots, rng))
    return (
        Para(paragraph(words.INTRO, 1, slots, rng) + paragraph(words.PERIOD, 1, slots, rng)),
        *contact,
        Para("一、总体情况", "heading"),
        *(Para(text) for text in bodies),
    )


def _tables(edition: Format, values: Values, five_columns: bool) -> tuple[Block, ...]:
    """Sections two to four."""
    return (
        Para(HEADING_TWO, "heading"),
        table_two(edition, values, five_columns and edition == "2019"),
        Para(HEADING_THREE, "heading"),
        table_three(edition, values),
        Para(HEADING_FOUR, "heading"),
        table_four(values),
    )


def _closing(edition: Format, slots: Slots, rng: random.Random) -> tuple[Block, ...]:
    """Sections five and six; the 2021 edition also reports information processing fees."""
    problems = [expand(pattern, slots, rng) for pattern in rng.sample(words.PROBLEMS, 3)]
    listed = "".join(f"{ORDINALS[n]}是{text}" for n, text in enumerate(problems))
    fees = [Para(paragraph(words.FEES, 1, slots, rng))] if edition == "2021" else []
    return (
        Para("五、存在的主要问题及改进情况", "heading"),
        Para(listed),
        Para(paragraph(words.IMPROVEMENTS, 3, slots, rng)),
        Para("六、其他需要报告的事项", "heading"),
        *fees,
        Para(paragraph(words.MORE, 1, slots, rng)),
    )
