"""Runs one Scrapy crawl in a process of its own (a reactor cannot be started twice) and prints what happened.

Standard input: {"urls": [...], "settings": {...}, "meta": {...}}; standard output: the fields of `Result` as JSON.
"""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import asdict
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess

from crawler.fetch.declined import outcome_of
from crawler.fetch.signals import exchange_recorded

JOB: dict[str, Any] = {}
FOUND: dict[str, list[Any]] = {"exchanges": [], "answers": [], "failures": []}


class Lab(scrapy.Spider):
    name = "lab"

    @classmethod
    def from_crawler(cls, crawler, *args, **kwargs):
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.keep, exchange_recorded)
        return spider

    async def start(self):
        for url in JOB["urls"]:
            yield scrapy.Request(
                url, self.parse, errback=self.failed, meta=dict(JOB.get("meta") or {}), dont_filter=True
            )

    async def keep(self, exchange, request):
        if JOB.get("fail_to_keep"):
            raise OSError("no space left on device")
        row = asdict(exchange)
        for name in ("request", "response"):
            row[name] = base64.b64encode(row[name]).decode()
        row["kind"] = request.meta.get("kind", "")
        row["in_meta"] = request.meta.get("exchange") is exchange
        FOUND["exchanges"].append(row)

    def parse(self, response):
        FOUND["answers"].append(
            {
                "url": response.url,
                "status": response.status,
                "body": base64.b64encode(response.body).decode(),
                "outcome": str(outcome_of(response.request)),
            }
        )

    def failed(self, failure):
        FOUND["failures"].append(
            {
                "url": failure.request.url,
                "type": type(failure.value).__name__,
                "message": str(failure.value),
                "outcome": str(outcome_of(failure.request, failure.value)),
                "evidence": outcome_of(failure.request, failure.value).evidence,
                "redirect_to": getattr(failure.value, "redirect_to", ""),
                "rule": getattr(failure.value, "rule", ""),
                "has_exchange": "exchange" in failure.request.meta,
            }
        )


if __name__ == "__main__":
    JOB.update(json.load(sys.stdin))
    process = AsyncCrawlerProcess({**JOB["settings"], "LOG_LEVEL": "INFO"})
    process.crawl(Lab)
    process.start()
    json.dump(FOUND, sys.stdout)
