"""`gongkai browse`: the archive in a browser, until Ctrl-C."""

from __future__ import annotations

import sys
from pathlib import Path

from crawler.errors import UsageError
from crawler.verbs import exits


def serve(archive: Path, host: str, port: int) -> int:
    """Serve the archive, read-only. Raises UsageError where Datasette is not installed or the port is taken."""
    try:
        from crawler.browse.server import serve as run
    except ModuleNotFoundError as fault:
        if (fault.name or "").partition(".")[0] not in ("datasette", "uvicorn"):
            raise
        raise UsageError("browsing needs Datasette: pip install 'gongkai[browse]'") from fault
    try:
        run(archive, host, port, lambda address: _tell(archive, address))
    except KeyboardInterrupt:
        print(file=sys.stderr)
    return exits.OK


def _tell(archive: Path, address: str) -> None:
    print(f"The archive in {archive} can be read at {address} (Ctrl-C ends it).", flush=True)
