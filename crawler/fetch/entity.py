"""Gives spiders the body without content coding, the same way readers of the archive get it."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from crawler.fetch.declined import Declined
from crawler.fetch.outcome import Outcome
from pipelines.capture import TooLarge


class UnpacksTooLarge(Declined):
    """Raised when a small body unpacks to more than is reasonable (a decompression bomb). The exchange is kept."""

    def __init__(self, url: str, error: TooLarge) -> None:
        super().__init__(url, Outcome("too_large", "unpacked", str(error)))


class EntityMiddleware:
    """Stands where Scrapy's decompression stands, which fails on what portals really send.

    Declared but not compressed, compressed but not declared, torn gzip: `Capture.entity` gives what there is.
    """

    def process_response(self, request: Request, response: Response) -> Response:
        exchange = request.meta.get("exchange")
        if exchange is None:
            return response
        try:
            entity = exchange.capture().entity
        except TooLarge as error:
            raise UnpacksTooLarge(request.url, error) from error
        headers = response.headers.copy()
        headers.pop(b"Content-Encoding", None)
        kind = responsetypes.from_args(headers=headers, url=response.url, body=entity)
        return response.replace(body=entity, headers=headers, cls=kind)
