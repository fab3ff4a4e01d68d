"""Fill-ins for the sentence patterns of one document."""

from crawler.replica.content.places import Place
from crawler.replica.content.report_phrases import TOPICS
from crawler.replica.draw import draw


def slots_for(seed: int, place: Place, issuer: str, year: int) -> dict[str, str | int | tuple[str, ...]]:
    """Give the words that the patterns of a document of `issuer` for `year` may use."""
    rng = draw(seed, "slots", issuer, year)
    lines = tuple(f"{place.area_code}-{rng.randint(2_000_000, 8_999_999)}" for _ in range(4))
    return {
        "place": place.name,
        "issuer": issuer,
        "year": year,
        "last_year": year - 1,
        "next_year": year + 1,
        "district": place.districts,
        "road": place.roads,
        "topic": TOPICS,
        "phone": lines,
        "zip": place.region[:2] + str(rng.randint(1000, 9999)),
        "host": place.host,
        "department": tuple(name for name, _ in place.issuers(9)),
    }
