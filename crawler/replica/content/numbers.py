"""Figures that agree with each other, as reports should print them.

Within a report C1 to C4 hold (received + carried in = processed + carried out; the results add up; the
applicant columns add up; the outcomes add up). Between years of one body what was carried out is carried
in (C5), and the documents in force follow from those issued and repealed (C6).
"""

import random

from crawler.replica.content.statutory import APPLICANTS, OUTCOMES, REVIEWS, results
from crawler.replica.draw import draw
from crawler.replica.gold import Format

Figures = dict[str, int | float]
_SINGLE = APPLICANTS[:-1]


def _carried_out(seed: int, issuer: str, year: int) -> dict[str, int]:
    """What a body leaves open at the end of a year, by applicant."""
    rng = draw(seed, "carry", issuer, year)
    return {who: rng.choice((0, 0, 0, 1, 2)) if who in _SINGLE[:2] else 0 for who in _SINGLE}


def _share(total: int, rows: tuple[str, ...], rng: random.Random) -> dict[str, int]:
    """Spread `total` over `rows`, most of it on the first."""
    counts = dict.fromkeys(rows, 0)
    for _ in range(total):
        counts[rows[0] if rng.random() < 0.45 else rng.choice(rows)] += 1
    return counts


def applications(seed: int, issuer: str, year: int, edition: Format) -> Figures:
    """Table three."""
    rng = draw(seed, "applications", issuer, year)
    before, after = _carried_out(seed, issuer, year - 1), _carried_out(seed, issuer, year)
    rows = results(edition)
    large = issuer.endswith("人民政府")
    figures: Figures = {}
    for who in _SINGLE:
        most = {"natural_person": 1400 if large else 60, "commercial_enterprise": 40}.get(who, 3)
        new = rng.randint(most // 3, most) + after[who]
        processed = new + before[who] - after[who]
        figures |= {
            f"new_received.{who}": new,
            f"carried_in.{who}": before[who],
            f"total_processed.{who}": processed,
            f"carried_out.{who}": after[who],
        }
        figures |= {f"{row}.{who}": n for row, n in _share(processed, rows, rng).items()}
    for row in ("new_received", "carried_in", *rows, "total_processed", "carried_out"):
        figures[f"{row}.total"] = sum(figures[f"{row}.{who}"] for who in _SINGLE)
    return figures


def reviews(seed: int, issuer: str, year: int) -> Figures:
    """Table four."""
    rng = draw(seed, "reviews", issuer, year)
    figures: Figures = {}
    for block in REVIEWS:
        counts = [rng.choice((0, 0, 0, 1, 1, 2, 4)) for _ in OUTCOMES[:-1]]
        figures |= {f"{block}.{name}": n for (name, _), n in zip(OUTCOMES, counts, strict=False)}
        figures[f"{block}.total"] = sum(counts)
    return figures


def disclosures_2019(seed: int, issuer: str, year: int) -> Figures:
    """Table two of the 2019 edition; the amount of procurement is in ten thousand yuan."""
    rng = draw(seed, "disclosures", issuer, year)
    figures: Figures = {}
    for name, most in (("rules", 2), ("normative_documents", 48)):
        made = rng.randint(0, most)
        figures |= {
            f"{name}.made_this_year": made,
            f"{name}.disclosed_this_year": made,
            f"{name}.disclosed_total": made + rng.randint(0, most * 9),
        }
    for name, most in (("licensing", 90), ("other_services", 160), ("penalty", 220), ("coercion", 12)):
        figures |= {
            f"{name}.items_prev_year": rng.randint(most // 4, most),
            f"{name}.items_delta": rng.randint(-most // 8, most // 6),
            f"{name}.decisions": rng.randint(0, most * 140),
        }
    figures |= {
        "fees.items_prev_year": rng.randint(0, 14),
        "fees.items_delta": rng.choice((0, 0, -1, 1, -2)),
        "procurement.items": rng.randint(3, 180),
        "procurement.amount": rng.randint(20_000, 9_000_000) / 100,
    }
    return figures


def disclosures_2021(seed: int, issuer: str, year: int) -> Figures:
    """Table two of the 2021 edition."""
    rng = draw(seed, "disclosures", issuer, year)
    figures: Figures = {}
    for name, most in (("rules", 2), ("normative_documents", 17)):
        force = draw(seed, "in force", issuer, name).randint(most * 4, most * 9)
        issued = repealed = 0
        for past in range(2021, year + 1):
            moved = draw(seed, "issued", issuer, name, past)
            issued, repealed = moved.randint(0, most), moved.randint(0, most // 2)
            force += issued - repealed
        figures |= {f"{name}.issued": issued, f"{name}.repealed": repealed, f"{name}.in_force": force}
    figures |= {
        "licensing.decisions": rng.randint(30, 26_000),
        "penalty.decisions": rng.randint(0, 1_900),
        "coercion.decisions": rng.randint(0, 60),
        "fees.amount_wan_yuan": rng.choice((0, rng.randint(100, 480_000) / 100)),
    }
    return figures


def disclosures(seed: int, issuer: str, year: int, edition: Format) -> Figures:
    """Table two of either edition."""
    made = disclosures_2019 if edition == "2019" else disclosures_2021
    return made(seed, issuer, year)
