"""From a question to a page: the query runs beside the server on a connection that cannot write, a template shows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from crawler.browse.headers import OURS
from crawler.errors import GongkaiError
from crawler.verbs.ledger import words
from pipelines.archive.errors import ArchiveError


class NotHeld(Exception):
    """What was asked for is not in the archive; the message is a sentence for the page."""


@dataclass(frozen=True)
class Question:
    """What the address asks: its path's parts and its parameters, and where to look."""

    parts: dict[str, str]
    parameters: dict[str, str]
    archive: Any

    def text(self, name: str) -> str:
        return self.parameters.get(name, "").strip()

    def number(self, name: str) -> int | None:
        """None for what is absent or no number."""
        digits = self.text(name)
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


@dataclass(frozen=True)
class Shown:
    """A template and what it shows."""

    template: str
    values: dict[str, Any]
    status: int = 200


@dataclass(frozen=True)
class Raw:
    """An answer that is no page of ours."""

    body: str | bytes
    content_type: str
    headers: dict[str, str] = field(default_factory=dict)


View = Callable[[sqlite3.Connection, Question], Shown | Raw]


def page(view: View) -> Callable[..., Awaitable[Response]]:
    """A view as Datasette calls it. What is not held becomes a page that says so, a wrong filter one with its sentence."""

    async def answer(request: Any, datasette: Any) -> Response:
        parameters = {name: request.args[name] for name in request.args}
        question = Question(request.url_vars, parameters, datasette.archive)
        if request.method not in ("GET", "HEAD"):
            return _response(_fault("This server only shows", "It takes nothing.", 405))
        try:
            shown = await datasette.get_database("archive").execute_fn(
                lambda connection: view(connection, question)
            )
        except NotHeld as fault:
            shown = _fault("Not in this archive", str(fault), 404)
        except (ArchiveError, GongkaiError) as fault:
            shown = _fault("This cannot be shown", str(fault), 400)
        return _response(shown)

    return answer


def _fault(heading: str, sentence: str, status: int) -> Shown:
    return Shown("fault.html", {"heading": heading, "sentence": sentence}, status)


def _response(shown: Shown | Raw) -> Response:
    if isinstance(shown, Raw):
        return Response(
            shown.body,
            headers={"content-security-policy": "default-src 'none'; sandbox", **shown.headers},
            content_type=shown.content_type,
        )
    written = _templates().get_template(shown.template).render(shown.values)
    # Half a surrogate pair can stand in an address that a page links.
    body = written.encode("utf-8", "replace").decode("utf-8")
    return Response.html(body, status=shown.status, headers={"content-security-policy": OURS})


@cache
def _templates() -> Environment:
    """Everything is escaped; an unknown name is a fault of ours and not an empty place."""
    environment = Environment(
        loader=PackageLoader("crawler.browse"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": lambda instant: (instant or "")[:10],
        "minute": lambda instant: (instant or "")[:16].replace("T", " "),
        "number": lambda number: f"{number:,}",
        "words": lambda name: str(name).replace("_", " "),
        "flag": words.flag,
    }
    environment.globals |= {"address": address}
    return environment


def address(path: str, **parameters: object) -> str:
    """A path of ours with its parameters; those that are None or '' are left out.

    >>> address("/search", q="预算", page=None)
    '/search?q=%E9%A2%84%E7%AE%97'
    """
    given = {name: str(value) for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(given, errors='replace')}" if given else path
