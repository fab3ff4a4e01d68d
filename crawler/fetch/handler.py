"""The download handler: Scrapy's HTTP/1.1 handler with a tape in every request and a guard on every connection."""

from __future__ import annotations

import re
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, _ScrapyAgent
from scrapy.crawler import Crawler
from scrapy.exceptions import NotSupported
from scrapy.http import Response
from scrapy.utils._download_handlers import normalize_bind_address, wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import wrapClientTLS
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.web.client import URI, Agent
from twisted.web.http_headers import Headers
from twisted.web.iweb import IBodyProducer, IResponse

from crawler.fetch.answer import kind_of
from crawler.fetch.endpoint import GuardedEndpoint
from crawler.fetch.failure import explain
from crawler.fetch.safety import ConnectMap
from crawler.fetch.signals import exchange_recorded
from crawler.fetch.tap import TappedFactory, TappedPool, address_text
from crawler.fetch.tape import HEAD_ALLOWANCE, Tape
from pipelines.exchange import Exchange


class TlsFailed(Exception):
    """Raised by the handler when TLS could not be agreed or the certificate not verified.

    A class of its own because Scrapy would try again, and a certificate does not get better within a minute.
    """


class NotKept(Exception):
    """Raised by the handler when a receiver of `exchange_recorded` failed: the answer exists but is not safe.

    The answer is withheld from the spider, because nothing may be read that was not kept. The receiver should stop
    the crawl; it knows why it failed.
    """


class RecordingHandler(HTTP11DownloadHandler):
    """For `DOWNLOAD_HANDLERS`: both http and https.

    Every request ends with its Exchange in `request.meta["exchange"]` and in the signal `exchange_recorded`, whether
    it succeeded or failed. Reads GONGKAI_CONNECT (see `ConnectMap`).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._connect = ConnectMap.of(crawler.settings.getdict("GONGKAI_CONNECT"))
        self._pool._factory = TappedFactory
        # Twisted would repeat a request unseen when a kept-alive connection turns out dead. Each attempt is an
        # exchange of its own here, and RetryMiddleware repeats it.
        self._pool.retryAutomatically = False

    async def download_request(self, request: Request) -> Response:
        """The answer, as Scrapy's handler gives it. Raises what that raises, TlsFailed, RefusedAddress, NotKept."""
        tape = self._new_tape(request)
        try:
            response = await self._download(request, tape)
        except Exception as error:
            exchange = _failed(tape, error)
            await self._deliver(request, exchange)
            if kind_of(exchange.error) == "tls":
                raise TlsFailed(exchange.error) from error
            raise
        await self._deliver(request, tape.finish(truncated="dataloss" in response.flags))
        return response

    def _new_tape(self, request: Request) -> Tape:
        limit = request.meta.get("download_maxsize", self._default_maxsize)
        return Tape(request.url.partition("#")[0], request.method, limit + HEAD_ALLOWANCE if limit else 0)

    async def _download(self, request: Request, tape: Tape) -> Response:
        if request.meta.get("proxy"):
            raise NotSupported("proxies are not used: the guard and the tape see only our own connections")
        agent = _Download(
            tape=tape,
            connect=self._connect,
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))

    async def _deliver(self, request: Request, exchange: Exchange) -> None:
        request.meta["exchange"] = exchange
        results = await self._crawler.signals.send_catch_log_async(
            exchange_recorded, exchange=exchange, request=request, spider=self._crawler.spider
        )
        for receiver, result in results:
            if isinstance(result, Exception):
                raise NotKept(
                    f"{exchange.url}: {receiver} could not keep the exchange ({result})"
                ) from result


def _failed(tape: Tape, error: Exception) -> Exchange:
    sentence = explain(error)
    if tape.full:
        sentence = "too large: the answer exceeds the size limit and was cut there"
    elif tape.handshaking and kind_of(sentence) == "reset":
        sentence = "tls: the connection was closed during the TLS handshake"
    return tape.finish(sentence, truncated=tape.answered and kind_of(sentence) != "not http")


class _Download(_ScrapyAgent):
    """Scrapy's agent for one request, told which connection to use."""

    def __init__(self, *, tape: Tape, connect: ConnectMap, **stock: Any) -> None:
        super().__init__(**stock)
        self._tape, self._connect = tape, connect

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        from twisted.internet import reactor  # only once Scrapy has installed the one it wants

        return _DirectAgent(
            reactor,
            self._contextFactory,
            connectTimeout=timeout,
            bindAddress=normalize_bind_address(self._bindAddress),
            pool=TappedPool(self._pool, self._tape),
        ).for_request(request, self._tape, self._connect)


class _DirectAgent(Agent):
    """Twisted's agent with our endpoint, and with the request target exactly as the URL has it."""

    def for_request(self, request: Request, tape: Tape, connect: ConnectMap) -> _DirectAgent:
        self._target = request_target(request.url)
        self._tape, self._connect = tape, connect
        return self

    def request(
        self,
        method: bytes,
        uri: bytes,
        headers: Headers | None = None,
        bodyProducer: IBodyProducer | None = None,  # noqa: N803 (Twisted's name)
    ) -> Deferred[IResponse]:
        parsed = URI.fromBytes(uri.strip())
        key = (parsed.scheme, parsed.host, parsed.port)
        endpoint = self._getEndpoint(parsed)
        return self._requestWithEndpoint(key, endpoint, method, parsed, headers, bodyProducer, self._target)

    def _getEndpoint(self, uri: URI) -> IStreamClientEndpoint:  # noqa: N802
        factory = self._endpointFactory
        endpoint = GuardedEndpoint(
            self._reactor,
            uri.host.decode("ascii"),
            uri.port,
            self._connect,
            factory._connectTimeout,
            factory._bindAddress,
            attempting=self._attempting,
        )
        if uri.scheme == b"https":
            return wrapClientTLS(factory._policyForHTTPS.creatorForNetloc(uri.host, uri.port), endpoint)
        return endpoint

    def _attempting(self, host: str, port: int) -> None:
        self._tape.remote_address = address_text(host, port)


def request_target(url: str) -> bytes:
    """What stands in the request line for a URL: everything from its path on, byte for byte, without fragment.

    Twisted would take the URL apart and drop an empty query. Raises UnicodeError for what no request line can hold
    (RFC 9112 §3.2: no white space, nothing beyond ASCII).

    >>> request_target("http://www.shifan.example?")
    b'/?'
    >>> request_target("http://www.shifan.example/a;b/%ca%be?x=%B7%B6&#top")
    b'/a;b/%ca%be?x=%B7%B6&'
    """
    rest = url.strip().partition("://")[2].partition("#")[0]
    start = re.search(r"[/?]|$", rest).start()  # type: ignore[union-attr]
    target = rest[start:].encode("ascii")
    if re.search(rb"[^\x21-\x7e]", target):
        raise UnicodeError(f"{url!r} holds white space or control characters")
    return target if target.startswith(b"/") else b"/" + target
