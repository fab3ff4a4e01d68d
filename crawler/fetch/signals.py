"""The signal through which every exchange reaches whoever keeps it."""

from __future__ import annotations

exchange_recorded = object()
"""Sent once for every exchange the crawler had, in the order they ended: `exchange_recorded(exchange, request)`.

Pages, redirect hops, robots.txt, attempts that are retried, failures: everything that went through the download
handler, also where a middleware consumes the answer and no callback ever sees it. Receivers may be coroutines; the
answer goes on to the spider only after all of them have finished, so "kept first, read second" is a matter of
returning when the bytes are safe. A receiver that raises stops the answer (`crawler.fetch.handler.NotKept`).
"""
