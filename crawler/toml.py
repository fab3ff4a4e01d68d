"""TOML files into checked values, with errors that name the file, the line and the key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from crawler.errors import GongkaiError

Model = TypeVar("Model", bound=BaseModel)


def load(path: Path, model: type[Model], error: type[GongkaiError]) -> Model:
    """Read and check one file. Raises `error` with every fault of the file, one a line."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise error(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as fault:
        raise error(f"{path}: cannot be read: {fault}") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise error(f"{path}: not valid TOML: {fault}") from None
    try:
        return model.model_validate(values)
    except ValidationError as faults:
        raise error("\n".join(_sentences(path, text, faults, model))) from None


def _sentences(path: Path, text: str, faults: ValidationError, model: type[BaseModel]) -> list[str]:
    sentences = []
    for fault in faults.errors():
        keys = [str(part) for part in fault["loc"]]
        line = line_of(text, keys)
        place = f"{path}, line {line}" if line else str(path)
        message = fault["msg"].removeprefix("Value error, ")
        if fault["type"] == "extra_forbidden":
            message = f"unknown key; known here: {', '.join(_known(model, keys[:-1]))}"
        sentences.append(f"{place}: {'.'.join(keys) or 'the file'}: {message}")
    return sentences


def _known(model: type[BaseModel], keys: list[str]) -> list[str]:
    for key in keys:
        inner = model.model_fields[key].annotation if key in model.model_fields else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            break
        model = inner
    return sorted(model.model_fields)


def line_of(text: str, keys: list[str]) -> int | None:
    """The line a dotted key stands on (1-based), as far as headers and plain assignments tell; None when absent.

    >>> line_of("title = 'x'\\n[fetch]\\ndelay = 'slow'\\n", ["fetch", "delay"])
    3
    """
    table: list[str] = []
    best: int | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            table = [part.strip(" \"'") for part in header[1].split(".")]
            if table == keys:
                return number
        elif assignment := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            here = [*table, assignment[1]]
            if here == keys:
                return number
            if here == keys[: len(here)]:
                best = number
    return best
