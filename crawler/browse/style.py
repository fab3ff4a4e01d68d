"""The one style sheet."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from datasette.utils.asgi import Response


async def sheet(request: Any, datasette: Any) -> Response:
    return Response(_text(), content_type="text/css; charset=utf-8", headers={"cache-control": "max-age=300"})


@cache
def _text() -> str:
    return files("crawler.browse").joinpath("templates/style.css").read_text("utf-8")
