"""Why an exchange failed: one kind out of a closed list, and one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from OpenSSL import SSL
from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, ResponseDataLossError
from service_identity import CertificateError, VerificationError
from twisted.internet import error as net
from twisted.web import http
from twisted.web.client import RequestNotSent
from twisted.web.client import ResponseFailed as WebFailure

from crawler.fetch.safety import RefusedAddress


@dataclass(frozen=True)
class FailureKind:
    """A row of the table: the word that opens `Exchange.error`, its causes, and the sentence."""

    name: str
    causes: tuple[type[BaseException], ...]
    sentence: str


KINDS = (
    FailureKind("address", (RefusedAddress,), "{error}"),
    FailureKind(
        "tls", (SSL.Error, CertificateError, VerificationError), "the TLS connection failed ({error})"
    ),
    FailureKind(
        "too large", (DownloadCancelledError,), "the answer exceeds the size limit and was cut there"
    ),
    FailureKind(
        "timeout",
        (DownloadTimeoutError, net.TimeoutError, net.TCPTimedOutError),
        "no complete answer in time",
    ),
    FailureKind(
        "cut", (ResponseDataLossError, http._DataLoss), "the connection ended before the body was complete"
    ),
    FailureKind("dns", (net.DNSLookupError,), "the host name could not be resolved"),
    FailureKind("refused", (net.ConnectionRefusedError,), "the connection was refused"),
    FailureKind("connect", (net.ConnectError,), "no connection could be made ({error})"),
    FailureKind("url", (UnicodeError,), "the address cannot be written in a request ({error})"),
    FailureKind(
        "reset",
        (net.ConnectionLost, net.ConnectionDone, RequestNotSent),
        "the connection was closed without an answer",
    ),
    FailureKind("not http", (WebFailure,), "the answer is not HTTP as far as it can be parsed"),
)
"""Most telling first: the first row with a cause anywhere in the chain of exceptions wins."""

UNKNOWN = FailureKind("failed", (BaseException,), "{error}")


def explain(error: BaseException) -> str:
    """The words for `Exchange.error`: a kind, a colon, a sentence.

    >>> explain(net.ConnectionRefusedError())
    'refused: the connection was refused'
    """
    chain = list(_causes(error))
    for kind in KINDS:
        cause = next((one for one in chain if isinstance(one, kind.causes)), None)
        if cause is not None:
            return f"{kind.name}: {kind.sentence.format(error=_words(cause))}"
    return f"{UNKNOWN.name}: {_words(error)}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception, what Twisted wrapped in it, and what it was raised from; never in circles."""
    waiting, seen = [error], set[int]()
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [failure.value for failure in getattr(one, "reasons", ()) if hasattr(failure, "value")]
        if one.__cause__ is not None:
            waiting.append(one.__cause__)


def _words(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return (
        f"{type(error).__name__}: {text}"
        if text and type(error).__name__ not in text
        else text or type(error).__name__
    )
