"""The stack of open elements and the list of active formatting elements, with every look-up by number and none by walking.

A parser walks its stack for each tag, which takes the square of the depth. Here the places of the elements that rules ask for
are kept apart, so that a tag costs the same at any depth. Source: HTML Living Standard, 13.2.4 "Parse state" and 13.2.6.
"""

from __future__ import annotations

from pipelines.tree.content_model import (
    BARRIERS,
    CLOSES_PARAGRAPH,
    FOREIGN,
    FORMATTING,
    HEADINGS,
    IGNORED,
    INLINE,
    LIST_BARRIERS,
    MARKED,
    ROW_GROUPS,
    SPECIAL,
    TABLE_PARTS,
    VOID,
)

_SAME = 3
"""Formatting elements with one and the same tag that a parser keeps active ("Noah's Ark")."""


class _Active:
    """An entry of the list of active formatting elements; `place` on the stack, -1 while it is not there."""

    __slots__ = ("gone", "name", "place", "rest", "within")

    def __init__(self, name: str, rest: str, place: int, within: int) -> None:
        self.name, self.rest, self.place, self.gone = name, rest, place, False
        self.within = within
        """Markers before it."""


class OpenElements:
    """The open elements below `body`, with the places of those that rules ask for."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.absent: set[int] = set()
        """Places of elements that were closed while others inside them stay open (the adoption agency)."""
        self.places: dict[str, list[int]] = {}
        self.special: list[int] = []
        self.in_lists: list[int] = []
        self.barriers: list[int] = []
        self.parts: list[int] = []
        """Places of tables and their parts."""
        self.active: list[_Active | None] = []
        """None is a marker: what stands before it waits for the end of a cell."""
        self.by_place: dict[int, _Active] = {}
        self.by_tag: dict[tuple[str, str], list[_Active]] = {}
        self.by_name: dict[str, list[_Active]] = {}
        self.markers = 0
        self.waiting = 0
        """Active formatting elements that are not on the stack."""
        self.foreign = self.deepest = self.burden = self.reopened = 0

    def open(self, name: str, rest: str) -> None:
        """A start tag."""
        if name in IGNORED or (self.foreign and rest.endswith("/")):
            return
        if name in VOID:
            if self.waiting and name in INLINE:
                self.reopen()
            return
        if name in TABLE_PARTS:
            self._open_part(name)
            return
        self._imply_ends(name)
        if self.waiting and (name not in SPECIAL or name in INLINE):
            self.reopen()
        self._push(name)
        if name in FORMATTING:
            self._activate(name, rest)

    def close(self, name: str) -> None:
        """An end tag; nothing where it closes nothing."""
        if name in HEADINGS:
            name = max(HEADINGS, key=self._last)
        if name in FORMATTING and (entry := self._active_of(name)) is not None:
            if entry.place < 0 or entry.place >= _top(self.barriers):
                self._close_formatting(entry)
            return
        place = self._last(name)
        if place < 0:
            return
        if name in TABLE_PARTS:
            if place >= self._last("table"):
                self._pop_to(place)
        elif place >= self._reach(name):
            self._pop_to(place)

    def _reach(self, name: str) -> int:
        """The outermost place that an end tag of a name can close."""
        if name not in SPECIAL:
            return _top(self.special)
        reach = _top(self.barriers)
        return max(reach, self._last("ul"), self._last("ol")) if name == "li" else reach

    def reopen(self) -> None:
        """What text and inline elements do first: active formatting elements come back onto the stack."""
        back: list[_Active] = []
        while self.active:
            entry = self.active[-1]
            if entry is None or (not entry.gone and entry.place >= 0):
                break
            self.active.pop()
            if not entry.gone:
                back.append(entry)
        for entry in reversed(back):
            self._push(entry.name)
            entry.place = len(self.names) - 1
            self.by_place[entry.place] = entry
            self.active.append(entry)
        self.reopened += len(back)
        self.waiting -= len(back)

    def _imply_ends(self, name: str) -> None:
        """End tags that a start tag implies."""
        current = self.names[-1] if self.names else ""
        if name in ("li", "dd", "dt"):
            last = _top(self.in_lists)
            if last >= 0 and (self.names[last] == name if name == "li" else self.names[last] in ("dd", "dt")):
                self._pop_to(last)
        elif name in ("option", "optgroup"):
            if current == "option" or current == name:
                self._pop_to(len(self.names) - 1)
            return
        elif name == "a" and (entry := self._active_of(name)) is not None:
            self._close_formatting(entry)
        elif name in ("nobr", "button") or (name == "select" and current in ("select", "option")):
            self.close(name)
            return
        if name in CLOSES_PARAGRAPH and self._last("p") > _top(self.barriers):
            self._pop_to(self._last("p"))
        if name in HEADINGS and self.names and self.names[-1] in HEADINGS:
            self._pop_to(len(self.names) - 1)

    def _open_part(self, name: str) -> None:
        """A table or a part of one: parts that are missing above it are made, what stands in the way is closed."""
        table = self._last("table")
        if name == "table":
            if table >= 0 and self.names[_top(self.parts)] not in ("td", "th", "caption"):
                self._pop_to(table)
            elif self._last("p") > _top(self.barriers):
                self._pop_to(self._last("p"))
            self._push(name)
            return
        if table < 0:
            return
        group = max(map(self._last, ROW_GROUPS))
        row = self._last("tr")
        if name in ("td", "th") and row > table:
            self._pop_to(row + 1)
        elif name in ("td", "th", "tr") and group > table:
            self._pop_to(group + 1)
        else:
            self._pop_to(table + 1)
            if name in ("td", "th", "tr"):
                self._push("tbody")
        if name in ("td", "th") and self.names[-1] != "tr":
            self._push("tr")
        self._push(name)

    def _push(self, name: str) -> None:
        place = len(self.names)
        self.names.append(name)
        self.places.setdefault(name, []).append(place)
        if name in SPECIAL:
            self.special.append(place)
            if name in LIST_BARRIERS:
                self.in_lists.append(place)
            if name in BARRIERS:
                self.barriers.append(place)
            if name in TABLE_PARTS:
                self.parts.append(place)
        self.foreign += name in FOREIGN
        if name in MARKED:
            self.active.append(None)
            self.markers += 1
        depth = place + 1 - len(self.absent)
        self.burden += depth
        self.deepest = max(self.deepest, depth)

    def _pop_to(self, size: int) -> None:
        while len(self.names) > size:
            name, place = self.names.pop(), len(self.names)
            if place in self.absent:
                self.absent.discard(place)
                continue
            self.places[name].pop()
            for places in (self.special, self.in_lists, self.barriers, self.parts):
                if places and places[-1] == place:
                    places.pop()
            self.foreign -= name in FOREIGN
            if name in MARKED:
                self._clear_to_marker()
            entry = self.by_place.pop(place, None)
            if entry is not None:
                entry.place = -1
                self.waiting += not entry.gone

    def _clear_to_marker(self) -> None:
        self.markers -= 1
        while self.active and (entry := self.active.pop()) is not None:
            self._forget(entry)

    def _activate(self, name: str, rest: str) -> None:
        entry = _Active(name, rest, len(self.names) - 1, self.markers)
        self.by_name.setdefault(name, []).append(entry)
        same = self.by_tag.setdefault((name, rest), [])
        if len(same) >= _SAME:
            self._forget(same[0])
        same.append(entry)
        self.by_place[entry.place] = entry
        self.active.append(entry)

    def _forget(self, entry: _Active) -> None:
        if not entry.gone:
            entry.gone = True
            self.waiting -= entry.place < 0
            self.by_tag[entry.name, entry.rest].remove(entry)

    def _active_of(self, name: str) -> _Active | None:
        """The last active formatting element of a name, in this cell."""
        entries = self.by_name.get(name, [])
        while entries and entries[-1].gone:
            entries.pop()
        return entries[-1] if entries and entries[-1].within == self.markers else None

    def _close_formatting(self, entry: _Active) -> None:
        """The element ends; a block that was opened inside it stays open."""
        place = entry.place
        self._forget(entry)
        if place < 0:
            return
        if _top(self.special) < place:
            self._pop_to(place)
        else:
            self.absent.add(place)
            self.places[entry.name].remove(place)
            del self.by_place[place]

    def _last(self, name: str) -> int:
        """The place of the innermost element of a name, -1 when none is open."""
        return _top(self.places.get(name))


def _top(places: list[int] | None) -> int:
    return places[-1] if places else -1
