"""What a verb on text takes in and gives out: the bytes of a file or of stdin, and text in UTF-8 on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from crawler.errors import UsageError

STDIN = "-"


def bytes_of(file: str) -> bytes:
    """All bytes of a file, or of stdin for "-". Raises UsageError when the file cannot be read."""
    if file == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as fault:
        raise UsageError(f"{file}: cannot be read: {fault.strerror}") from None


def lines_of(file: str) -> BinaryIO:
    """The lines of a file, or those of stdin as they arrive. Raises UsageError when the file cannot be read."""
    return sys.stdin.buffer if file == STDIN else BytesIO(bytes_of(file))


def name_of(file: str) -> str:
    """What a person calls it."""
    return "standard input" if file == STDIN else file


def put(text: str) -> None:
    """Write a text to stdout as it is, whatever the locale says; on a terminal it ends its line."""
    with stdout_may_close():
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
        if sys.stdout.isatty() and not text.endswith("\n"):
            sys.stdout.buffer.write(b"\n")


@contextmanager
def stdout_may_close() -> Iterator[None]:
    """A reader that has seen enough (`| head`) is no fault: what is left to say goes nowhere, and quietly."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
