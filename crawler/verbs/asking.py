"""Verbs that ask the archive and change nothing: `gongkai show`, `search`, `browse`, `explain`, `history`, `diff`, …"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import UsageError
from crawler.verbs.options import ArchiveOption, JsonOption, UrlArgument, archive_in_force, one_form

asking_app = typer.Typer()


@asking_app.command()
def show(
    url: UrlArgument,
    at: Annotated[str | None, typer.Option("--at", metavar="DATE", help="As archived on that day.")] = None,
    archive: ArchiveOption = None,
) -> int:
    """The clean text of a document."""
    from crawler.verbs.show import show as run

    return run(archive_in_force(archive), url, at)


@asking_app.command(context_settings={"ignore_unknown_options": True})
def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS…", help="All must stand there; '\"a phrase\"'; -word must not."),
    ],
    region: Annotated[
        str | None, typer.Option("--region", metavar="PLACE", help="Name or code of a place and all in it.")
    ] = None,
    body: Annotated[
        str | None, typer.Option("--body", metavar="WORDS", help="In the name of the issuer or the portal.")
    ] = None,
    site: Annotated[
        str | None, typer.Option("--site", "--portal", metavar="SITE", help="Name or title of a portal.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Of a report; of other documents that of publication.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="annual_report, news, other, …")
    ] = None,
    newest: Annotated[bool, typer.Option("--newest", help="By date, the newest first: the default.")] = False,
    rank: Annotated[bool, typer.Option("--rank", help="By how much a document speaks of the words.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Show N documents.")] = 20,
    archive: ArchiveOption = None,
    json: JsonOption = False,
) -> int:
    """Find documents by the words in them."""
    from crawler.verbs.search import print_found
    from pipelines.archive.search_query import Filters

    order = "rank" if one_form("newest", newest=newest, rank=rank) == "rank" else "newest"
    filters = Filters(region, body, site, year, kind)
    return print_found(archive_in_force(archive), words, filters, order, limit, json)


@asking_app.command()
def browse(
    archive: ArchiveOption = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes a free one.")] = 8001,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Where to listen; the default serves this machine alone."
        ),
    ] = "127.0.0.1",
) -> int:
    """Read the archive in a browser, until Ctrl-C."""
    from crawler.verbs.browse import serve

    return serve(archive_in_force(archive), host, port)


@asking_app.command()
def explain(
    url: UrlArgument,
    archive: ArchiveOption = None,
    json: JsonOption = False,
    html: Annotated[
        bool,
        typer.Option(
            "--html", help="One self-contained page: the text beside its source, every label shown."
        ),
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where --html goes instead of stdout.")
    ] = None,
) -> int:
    """The whole way of a document from socket to sentence."""
    form = one_form("text", json=json, html=html)
    if out is not None and form != "html":
        raise UsageError("--out says where --html goes; without --html it means nothing")
    if form == "html":
        from crawler.verbs.explain_html import explain_html

        return explain_html(archive_in_force(archive), url, out)
    from crawler.verbs.explain import explain as run

    return run(archive_in_force(archive), url, form == "json")


@asking_app.command()
def history(url: UrlArgument, archive: ArchiveOption = None, json: JsonOption = False) -> int:
    """The distinct readings of a document, when each was seen, and the looks that met none."""
    from crawler.verbs.history import print_history

    return print_history(archive_in_force(archive), url, json)


@asking_app.command()
def diff(
    url: UrlArgument,
    versions: Annotated[
        list[int] | None, typer.Argument(metavar="[A B]", help="Numbers that `gongkai history` shows.")
    ] = None,
    archive: ArchiveOption = None,
    json: JsonOption = False,
) -> int:
    """What differs between two readings of a document: by default the last two."""
    from crawler.verbs.differences import print_differences

    numbers = versions or []
    if len(numbers) > 2:
        raise UsageError("two versions are compared, not more")
    return print_differences(archive_in_force(archive), url, numbers, json)


@asking_app.command()
def verify(archive: ArchiveOption = None, json: JsonOption = False) -> int:
    """Check the digest and the locator of every record, and the database itself."""
    from crawler.verbs.verify import verify as run

    return run(archive_in_force(archive), json)


@asking_app.command()
def status(archive: ArchiveOption = None, json: JsonOption = False) -> int:
    """What the archive holds, portal by portal, and how the last runs went."""
    from crawler.verbs.status import status as run

    return run(archive_in_force(archive), json)
