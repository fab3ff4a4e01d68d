"""Which line of a TOML file each key and each array element stands on: tomllib reads values and forgets places."""

from __future__ import annotations

import re
import tomllib

Place = tuple[str | int, ...]
"""The way to a value, as pydantic names it: keys by name, array elements by number."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\])*"|' r"'[^']*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\r\n]*")


def places(text: str) -> dict[Place, int]:
    """The line (1-based) of every table, key and array element of a text that tomllib has accepted.

    >>> places("title = 'x'\\n[fetch]\\nhosts = [\\n  'a',\\n  'b',\\n]\\n")[("fetch", "hosts", 1)]
    5
    """
    return _Scanner(text).document()


class _Scanner:
    """One pass over a valid text. It knows where values begin and end and nothing of what they are."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.found: dict[Place, int] = {}
        self.counts: dict[Place, int] = {}
        """How many `[[name]]` headers of each name were met."""

    def document(self) -> dict[Place, int]:
        table: Place = ()
        while self._skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._assignment(table)
        return self.found

    def _header(self) -> Place:
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        line = self._line()
        self.at += brackets
        table: Place = ()
        for name in self._names():
            table = (*table, name)
            if table in self.counts and not (brackets == 2 and self._closes()):
                table = (*table, self.counts[table] - 1)
        self.at += brackets
        if brackets == 2:
            number = self.counts.get(table, 0)
            self.counts[table] = number + 1
            table = (*table, number)
        self._note(table, line)
        return table

    def _closes(self) -> bool:
        return self.text.startswith("]", self.at)

    def _assignment(self, table: Place) -> None:
        line = self._line()
        place = (*table, *self._names())
        self.at += 1  # the equals sign
        self._note(place, line)
        self._value(place)

    def _names(self) -> list[str]:
        """The parts of a dotted key; what follows it, a bracket or an equals sign, is next."""
        names = []
        while True:
            self._skip(_SPACE)
            quoted = _STRING.match(self.text, self.at)
            part = quoted or _BARE_KEY.match(self.text, self.at)
            assert part, "the text is valid TOML"
            names.append(str(tomllib.loads(f"key = {part[0]}")["key"]) if quoted else part[0])
            self.at = part.end()
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return names
            self.at += 1

    def _value(self, place: Place) -> None:
        self._skip(_SPACE)
        if self.text.startswith("[", self.at):
            self._array(place)
        elif self.text.startswith("{", self.at):
            self._inline_table(place)
        else:
            self._skip(_STRING if _STRING.match(self.text, self.at) else _SCALAR)

    def _array(self, place: Place) -> None:
        self.at += 1
        number = 0
        while self.text[self._skip(_BLANK)] != "]":
            if self.text[self.at] == ",":
                self.at += 1
                continue
            self._note((*place, number), self._line())
            self._value((*place, number))
            number += 1
        self.at += 1

    def _inline_table(self, place: Place) -> None:
        self.at += 1
        while self.text[self._skip(_BLANK)] != "}":
            if self.text[self.at] == ",":
                self.at += 1
            else:
                self._assignment(place)
        self.at += 1

    def _note(self, place: Place, line: int) -> None:
        """A place and the tables on the way to it, each where it is first named."""
        for length in range(1, len(place) + 1):
            self.found.setdefault(place[:length], line)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1
