"""TOML files into checked values, with errors that name the file, the line and the key."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from crawler.errors import GongkaiError
from crawler.lines import Place, places

Model = TypeVar("Model", bound=BaseModel)

_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True)
class Source:
    """A file that values came from, to say where in it a fault stands."""

    path: Path
    text: str = ""

    @cached_property
    def places(self) -> dict[Place, int]:
        return places(self.text)

    def where(self, place: Place) -> str:
        """`FILE, line N` of a value, or of the nearest table around it; only `FILE` for what is not in the file."""
        for length in range(len(place), 0, -1):
            if line := self.places.get(place[:length]):
                return f"{self.path}, line {line}"
        return str(self.path)


def load(path: Path, model: type[Model], error: type[GongkaiError]) -> tuple[Model, Source]:
    """Read and check one file. Raises `error` with every fault of the file, one a line."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise error(f"{path}: there is no such file") from None
    except UnicodeDecodeError as fault:
        raise error(f"{path}: not UTF-8: {fault.reason} at byte {fault.start}") from None
    except OSError as fault:
        raise error(f"{path}: cannot be read: {fault.strerror or fault}") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise error(_broken(path, text, str(fault))) from None
    source = Source(path, text)
    return check(values, model, source, error), source


def check(
    values: Mapping[str, Any],
    model: type[Model],
    source: Source,
    error: type[GongkaiError],
    under: Place = (),
) -> Model:
    """Values against a model; `under` is the table of the file they are from. Raises `error` as `load` does."""
    try:
        return model.model_validate(values)
    except ValidationError as faults:
        sentences = []
        for fault in faults.errors():
            place = (*under, *fault["loc"])
            key = ".".join(map(str, place)) or "the file"
            sentences.append(f"{source.where(place)}: {key}: {_sentence(fault, model)}")
        raise error("\n".join(sentences)) from None


def _broken(path: Path, text: str, message: str) -> str:
    at = _AT.search(message)
    line, column = (at[1], at[2]) if at and at[1] else (str(text.count("\n") + 1), None)
    place = f"{path}, line {line}" + (f", column {column}" if column else "")
    return f"{place}: not valid TOML: {_AT.sub('', message)}"


def _sentence(fault: Any, model: type[BaseModel]) -> str:
    """What is wrong with one value; pydantic's words where they are good enough."""
    kind, found = fault["type"], fault["input"]
    if kind == "extra_forbidden":
        known = known_keys(model, fault["loc"][:-1])
        near = difflib.get_close_matches(str(fault["loc"][-1]), known, n=1)
        return f"unknown key; {f'did you mean {near[0]}? ' if near else ''}known here: {', '.join(known) or 'none'}"
    if kind == "missing":
        return "is missing, and has no default"
    if kind == "value_error":
        return str(fault["msg"]).removeprefix("Value error, ")
    message = str(fault["msg"])
    message = message[:1].lower() + message[1:].replace("Input should", "should")
    return f"{message.replace('input should', 'should')}; found {found!r}"


def known_keys(model: type[BaseModel], place: Sequence[str | int] = ()) -> list[str]:
    """The keys of a model, or of the table in it that `place` leads to."""
    for key in place:
        inner = model.model_fields[key].annotation if key in model.model_fields else None  # type: ignore[index]
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            break
        model = inner
    return sorted(model.model_fields)
