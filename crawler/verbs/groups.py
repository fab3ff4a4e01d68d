"""Verbs with verbs of their own: `gongkai sites …`, `gongkai replica …`, `gongkai chrome …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from crawler.verbs.options import ArchiveOption, JsonOption, archive_in_force

sites_app = typer.Typer(no_args_is_help=True, help="The portals that are known.")
replica_app = typer.Typer(no_args_is_help=True, help="The built-in portals of fictional bodies.")
chrome_app = typer.Typer(
    no_args_is_help=True, help="Rules for page furniture: tried and proposed, never applied."
)


@sites_app.command("list")
def list_sites(json: JsonOption = False) -> int:
    """Every site, its family and where it starts."""
    from crawler.verbs.sites import list_sites as run

    return run(json)


@sites_app.command("check")
def check_sites(paths: Annotated[list[Path] | None, typer.Argument(metavar="FILE")] = None) -> int:
    """Check site files, all of them or those named; every fault with file, line and key."""
    from crawler.verbs.sites import check_sites as run

    return run(paths or [])


@replica_app.command("serve")
def serve_replica(port: Annotated[int, typer.Option(min=0, max=65535)] = 0) -> int:
    """Keep the replica portals running on this machine until Ctrl-C."""
    from crawler.verbs.replica import serve

    return serve(port)


@chrome_app.command("try")
def try_rule(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help="css:SELECTOR, words:EXPRESSION (whole folded lines) or a rule's name."
        ),
    ],
    archive: ArchiveOption = None,
    site: Annotated[
        str | None, typer.Option("--site", metavar="SITE", help="Only documents of this site.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="Look at N documents, taken at even distances.")
    ] = None,
    where: Annotated[
        Literal["anywhere", "head", "tail", "edge", "end"],
        typer.Option("--where", help="For words: where in the article the rule may act."),
    ] = "anywhere",
) -> int:
    """What a rule would take from the archived documents before it is adopted; nothing is changed."""
    from crawler.verbs.chrome import try_rule as run

    return run(archive_in_force(archive), rule, where, site, limit)


@chrome_app.command("suggest")
def suggest_rules(
    site: Annotated[str, typer.Argument(metavar="SITE", help="Name of a site that the archive holds.")],
    archive: ArchiveOption = None,
    limit: Annotated[
        int, typer.Option("--limit", min=3, help="Pages looked at, taken at even distances.")
    ] = 200,
) -> int:
    """Blocks that repeat on most pages of a site, as rules for its file; nothing is applied."""
    from crawler.verbs.chrome import suggest as run

    return run(archive_in_force(archive), site, limit)
