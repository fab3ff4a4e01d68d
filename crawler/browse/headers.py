"""The headers that keep a page of the archive a page: nothing is loaded from elsewhere, nothing runs that is not ours."""

from __future__ import annotations

from typing import Any

OURS = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Of our pages, which have no script at all."""
DATASETTE = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Of Datasette's own, whose scripts stand in the page; they, too, can reach nobody else."""
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


def guarded(app: Any, hosts: tuple[str, ...] | None) -> Any:
    """The same application: each answer with these headers, and none to a name that is not ours.

    A page elsewhere can have its own name point to this machine and then read what is served here; it cannot make a
    browser ask under our name.
    """

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if hosts is not None and _host(scope) not in hosts:
            await _refuse(send)
            return

        async def send_guarded(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                if not any(name.lower() == b"content-security-policy" for name, _ in headers):
                    headers.append((b"content-security-policy", DATASETTE.encode()))
                message = {**message, "headers": [*headers, *_ALWAYS]}
            await send(message)

        await app(scope, receive, send_guarded)

    return answer


def _host(scope: Any) -> str:
    """The name asked for, without its port."""
    asked = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
    if asked.startswith("["):
        return asked[1:].partition("]")[0]
    return asked.partition(":")[0]


async def _refuse(send: Any) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_ALWAYS]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send(
        {"type": "http.response.body", "body": b"This server answers to the names of this machine only.\n"}
    )
