"""`gongkai schedule`: what makes the crawl run every night, written for this machine, this folder and this archive."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import Literal

from crawler.config import Config
from crawler.errors import UsageError
from crawler.verbs import exits
from crawler.verbs.units import Machine, cron_lines, units

INSTALL = """Look at them, then:
  sudo cp {files} /etc/systemd/system/
  sudo systemctl daemon-reload
  sudo systemctl enable --now gongkai.timer gongkai-watch.timer
  systemctl list-timers 'gongkai*'"""


def schedule(archive: Path, settings: Config, form: Literal["systemd", "cron"], out: Path | None) -> int:
    """Print units or cron lines, or write units into the folder `out`. Raises UsageError for what they cannot hold."""
    machine = this_machine(archive, settings)
    if form == "cron":
        lines = cron_lines(machine, datetime.now().astimezone())
        if out is not None:
            _written(out, {"gongkai.cron": lines})
        else:
            print(lines, end="")
        return exits.OK
    made = units(machine)
    if out is None:
        for name, text in made.items():
            print(f"# {name}\n{text}")
        return exits.OK
    # A unit may only write to a folder that is there when it starts.
    machine.archive.mkdir(parents=True, exist_ok=True)
    _written(out, made)
    print(INSTALL.format(files=" ".join(str(out / name) for name in made)))
    return exits.OK


def this_machine(archive: Path, settings: Config) -> Machine:
    """Where and as whom the units run. Raises UsageError for a path that units and crontabs would break at."""
    config = os.environ.get("GONGKAI_CONFIG", "")
    machine = Machine(
        command=_command(),
        directory=Path.cwd(),
        archive=archive.resolve(),
        user=getpass.getuser(),
        night=settings.night,
        readers=settings.limits.readers,
        config=str(Path(config).resolve()) if config else "",
    )
    for path in (machine.command, machine.directory, machine.archive, machine.config):
        if any(mark in str(path) for mark in " \t\n%$\\\"';"):
            raise UsageError(
                f"{path}: a path with blanks, quotes, %, $ or backslashes cannot stand in a unit; give it a plain name"
            )
    return machine


def _command() -> str:
    """The `gongkai` that is running: beside the interpreter, or wherever the shell finds it."""
    beside = Path(sys.executable).with_name("gongkai")
    found = str(beside) if beside.is_file() else shutil.which("gongkai")
    if found is None:
        raise UsageError("no installed `gongkai` was found; install it, then schedule it")
    return str(Path(found).absolute())


def _written(out: Path, files: dict[str, str]) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (out / name).write_text(text, "utf-8")
            print(out / name)
    except OSError as fault:
        raise UsageError(f"{out}: the files cannot be written: {fault.strerror}") from fault
