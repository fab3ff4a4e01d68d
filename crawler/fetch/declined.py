"""Requests that are not made, or not pursued: each says why, and what to record of it."""

from __future__ import annotations

from scrapy import Request
from scrapy.exceptions import IgnoreRequest

from crawler.fetch.outcome import Outcome, classify


class Declined(IgnoreRequest):
    """Base of every refusal of ours. It reaches the request's errback; `outcome` is what to record.

    A request without an errback is dropped in silence by Scrapy, so give it one.
    """

    def __init__(self, url: str, outcome: Outcome) -> None:
        super().__init__(f"{url}: {outcome.evidence}")
        self.url = url
        self.outcome = outcome


def outcome_of(request: Request, error: BaseException | None = None) -> Outcome:
    """What an attempt met, for a callback (no error) as for an errback (`failure.value`).

    A refusal of ours says so itself; otherwise the exchange is judged; a failure that never became an exchange
    (a bug, a broken component) is `unreachable` with the error's own words.
    """
    if isinstance(error, Declined):
        return error.outcome
    exchange = request.meta.get("exchange")
    if exchange is not None:
        return classify(exchange)
    return Outcome(
        "unreachable",
        "no_exchange",
        f"{type(error).__name__}: {error}" if error else "no exchange was recorded",
    )
