"""The command `gongkai`: every verb, its options, and the sentence and exit code of every failure.

A verb's work lives in a module of its own, imported when it is called, so that `gongkai --help` stays quick.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crawler.errors import GongkaiError
from crawler.verbs import exits
from crawler.verbs.asking import asking_app
from crawler.verbs.groups import chrome_app, replica_app, sites_app
from crawler.verbs.options import (
    ArchiveOption,
    BatchOption,
    JsonOption,
    archive_in_force,
    one_form,
)
from crawler.verbs.running import running_app

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Find, keep, read and prove the disclosure pages (政府信息公开) of Chinese government portals.",
)
app.add_typer(asking_app)
app.add_typer(running_app)
app.add_typer(sites_app, name="sites")
app.add_typer(replica_app, name="replica")
app.add_typer(chrome_app, name="chrome")


def main() -> None:
    """Entry point of the distribution: runs a verb and leaves with its exit code."""
    from pipelines.archive.errors import ArchiveDamaged, ArchiveError, ArchiveFull

    try:
        code = app(standalone_mode=False)
    except GongkaiError as fault:
        code = _say(fault, fault.exit_code)
    except typer.TyperException as fault:
        code = _say(fault.format_message(), exits.USAGE)
    except typer.Abort:
        code = exits.INTERRUPTED
    except ArchiveDamaged as fault:
        code = _say(fault, exits.DAMAGED)
    except ArchiveFull as fault:
        code = _say(fault, exits.PARTIAL)
    except ArchiveError as fault:
        code = _say(fault, exits.USAGE)
    except BrokenPipeError:
        code = exits.OK
    except KeyboardInterrupt:
        code = _say("stopped; starting it again goes on where it stopped", exits.INTERRUPTED)
    sys.exit(code if isinstance(code, int) else exits.OK)


def _say(fault: object, code: int) -> int:
    print(f"gongkai: {fault}", file=sys.stderr)
    return code


@app.command()
def demo(archive: Annotated[Path, typer.Option("--archive", metavar="DIR")] = Path("data/demo")) -> int:
    """Crawl the built-in replica portals and compare the archive with what the replica knows."""
    from crawler.verbs.demo import demo as run

    return run(archive)


@app.command()
def crawl(
    sites: Annotated[
        list[str] | None, typer.Argument(metavar="SITE", help="Site names, or paths of site files.")
    ] = None,
    all_sites: Annotated[
        bool, typer.Option("--all", help="Every known site, within the night window.")
    ] = False,
    archive: ArchiveOption = None,
    max_pages: Annotated[
        int | None,
        typer.Option("--max-pages", min=1, help="Stop a site after N pages; marks nothing complete."),
    ] = None,
) -> int:
    """Crawl portals into the archive; started again after a break, it goes on where it stopped."""
    from crawler.verbs.crawl import crawl as run

    return run(sites or [], all_sites, archive_in_force(archive), max_pages)


@app.command()
def refetch(
    site: Annotated[str, typer.Argument(metavar="SITE")],
    url: Annotated[
        list[str] | None, typer.Option("--url", help="Only this known target; may be repeated.")
    ] = None,
    archive: ArchiveOption = None,
) -> int:
    """Ask one site for every known target again, without validators."""
    from crawler.verbs.crawl import refetch as run

    return run(site, url or [], archive_in_force(archive))


@app.command()
def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files or folders.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.jsonl")] = None,
) -> int:
    """Read files from disk, without a network: one JSON object a line."""
    from crawler.verbs.read import read_paths

    return read_paths(paths, out)


@app.command()
def repair(
    file: Annotated[str, typer.Argument(metavar="FILE|-")] = "-",
    diff: Annotated[
        bool, typer.Option("--diff", help="Instead of the text: every change, where, by which rule and why.")
    ] = False,
    json: JsonOption = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="FILE is what --json wrote: give the text as it was before.")
    ] = False,
    batch: BatchOption = False,
    extract: Annotated[
        bool,
        typer.Option(
            "--extract", help="The text is what an extractor made of a page: mend what it lost, too."
        ),
    ] = False,
) -> int:
    """Repair damaged text: from a file or stdin to stdout."""
    from crawler.verbs.repair import FORMS
    from pipelines.repairs.runner import repair_extract, repair_text

    form = FORMS[one_form("text", diff=diff, json=json, undo=undo, batch=batch)]
    return form(file, repair_extract if extract else repair_text)


@app.command()
def decode(
    file: Annotated[str, typer.Argument(metavar="FILE|-")] = "-",
    content_type: Annotated[
        str | None, typer.Option("--content-type", metavar="HEADER", help="The header the bytes came with.")
    ] = None,
    hint: Annotated[
        str | None, typer.Option("--hint", metavar="ENCODING", help="The encoding the site is known for.")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Instead of the record: the decoded text.")] = False,
    json: JsonOption = False,
    batch: BatchOption = False,
) -> int:
    """How the bytes of a file or of stdin are read: the encoding, every witness, and what was lost."""
    from crawler.verbs.decode import FORMS, Claims

    return FORMS[one_form("verdict", text=text, json=json, batch=batch)](file, Claims(content_type, hint))


@app.command()
def snapshot(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new directory; it becomes a BagIt bag.")],
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="SNAPSHOT", help="Say what changed since this earlier snapshot."),
    ] = None,
    archive: ArchiveOption = None,
) -> int:
    """Write all that complete runs saw as a dataset: Parquet, JSON lines, CSV, and a datasheet."""
    from crawler.verbs.snapshot import snapshot as run

    return run(archive_in_force(archive), out, since)


@app.command("config")
def show_config(json: JsonOption = False) -> int:
    """Every setting in force and where its value comes from."""
    from crawler.verbs.settings import show_settings

    return show_settings(json)
