"""One writer: a lock file that names its holder and cannot outlive it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from pathlib import Path

from pipelines.archive.errors import ArchiveLocked

_held: dict[Path, dict[str, object]] = {}
"""Locks of this process and who holds them. The kernel's record locks do not keep a process out of its own files,
and closing any descriptor of a locked file drops the lock: such a file is never even read here."""


class WriterLock:
    """`archive.lock`, held from construction to `release`.

    A POSIX record lock: the kernel lets go of it when the process dies, and forked workers do not inherit it. So a
    file that a killed writer left behind is simply taken over. The text in the file is for people.
    """

    def __init__(self, path: Path, since: str) -> None:
        """Take the lock or raise ArchiveLocked with the holder's process number, host and time."""
        self.path = path.resolve()
        if self.path in _held:
            raise ArchiveLocked(_sentence(self.path, _held[self.path]))
        self._file = _locked_file(self.path)
        holder: dict[str, object] = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
        _held[self.path] = holder
        try:
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, json.dumps(holder).encode(), 0)
        except OSError:
            self.release()
            raise

    def release(self) -> None:
        """Let go and remove the file; a second call does nothing."""
        if self.path in _held:
            self.path.unlink(missing_ok=True)
            del _held[self.path]
            os.close(self._file)


def _locked_file(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise ArchiveLocked(_sentence(path, _holder(path))) from error
        # The former holder may have removed the file between our open and our lock: then we hold a nameless file.
        if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
        os.close(descriptor)


def _holder(path: Path) -> dict[str, object]:
    try:
        holder = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return holder if isinstance(holder, dict) else {}


def _sentence(path: Path, holder: dict[str, object]) -> str:
    who = f"process {holder.get('pid', 'unknown')} on {holder.get('host', 'an unknown host')}"
    return (
        f"The archive {path.parent} is being written by {who} since {holder.get('since', 'an unknown time')}. "
        "Wait for it to end, or stop it, and start again."
    )
