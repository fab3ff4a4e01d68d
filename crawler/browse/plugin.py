"""What Datasette takes from us: the addresses of our pages, and the headers of every answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl

from crawler.browse import comparing, document, portal, record, reports, searching, start, style
from crawler.browse.answers import page
from crawler.browse.headers import guarded

_PAGES = (
    (r"^/$", start.start),
    (r"^/search$", searching.search),
    (r"^/document$", document.document),
    (r"^/compare$", comparing.compare_versions),
    (r"^/ledger$", record.ledger),
    (r"^/record/(?P<capture>\d+)$", record.record),
    (r"^/record/(?P<capture>\d+)/body$", record.body),
    (r"^/portal/(?P<site>[^/]+)$", portal.portal),
    (r"^/reports$", reports.reports),
)


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Our pages, on our own server only: another Datasette in this process is none of our business."""
    if not hasattr(datasette, "archive"):
        return []
    return [(r"^/gongkai\.css$", style.sheet), *((address, page(view)) for address, view in _PAGES)]


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    if not hasattr(datasette, "archive"):
        return lambda app: app
    return lambda app: guarded(app, datasette.hosts)
