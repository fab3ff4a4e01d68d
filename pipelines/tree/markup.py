"""A parsed page read back from its own canonical markup, in one pass over one string.

Asking the parser node by node costs more than parsing. Its serialiser writes the whole page at once, in a spelling that
leaves little open: texts and values are escaped, and every element is closed but those that cannot hold anything. So what
follows a ``<`` is a start tag, an end tag, a comment, or the raw text of a few elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.tree.nodes import COMMENT, TEXT, Nodes, attributes_of, unescaped
from pipelines.tree.visibility import CODE, CODE_TAGS, UNSEEN, UNSEEN_STYLE, hidden_reason

_RAW = ("iframe", "noembed", "noframes", "xmp", *CODE_TAGS)
"""Elements whose text is written as it is."""
_VOID = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
"""Elements that are not closed, because they hold nothing."""
_UNTOLD = ("", "plaintext", "template")
_FOREIGN = frozenset(("svg", "math"))
_OPENS, _CLOSES, _EMPTY, _RAW_TEXT, _COMMENT, _UNSURE = range(6)
_KINDS = dict.fromkeys(_VOID, _EMPTY) | dict.fromkeys(_RAW, _RAW_TEXT) | dict.fromkeys(_UNTOLD, _UNSURE)


def read_back(html: str) -> Nodes | None:
    """The nodes of a page, from what its parser wrote for its root; None where two trees have that markup.

    Not certain are: `template`, whose content is written and stands in no tree; `plaintext`; names with a ``<`` in them; a
    script that writes a script in a comment; and elements inside SVG and MathML that would be raw or empty in HTML.
    """
    pieces = html.split("<")
    most = 2 * len(pieces)  # a piece is an element and the text behind it at most
    tags, heads, texts, hidden = [TEXT] * most, [""] * most, [""] * most, [""] * most
    parents, ends = [-1] * most, list(range(1, most + 1))
    runs: list[int] = []
    known: dict[str, tuple[str, str, int, str, str]] = {}  # most pieces of a page stand in it several times
    further = iter(pieces)
    next(further)
    parent, inherited, ordinal, foreign = -1, "", 0, False
    for piece in further:
        if piece in known:
            tag, reason, kind, head, text = known[piece]
        else:
            known[piece] = tag, reason, kind, head, text = _learn(piece)
            foreign = foreign or tag in _FOREIGN
        if kind == _CLOSES:
            if tag != tags[parent]:
                return None
            ends[parent] = ordinal
            parent = parents[parent]
            inherited = hidden[parent]  # of the root's parent, -1, this is the unused last place
        else:
            tags[ordinal] = tag
            heads[ordinal] = head
            parents[ordinal] = parent
            if inherited:
                reason = inherited
            if reason:
                hidden[ordinal] = reason
            ordinal += 1
            if kind == _OPENS:
                parent, inherited = ordinal - 1, reason
            elif kind == _UNSURE or (foreign and _is_foreign(tags, parents, parent)):
                return None
            elif kind == _COMMENT:
                written, text = _up_to("-->", piece, further)
                texts[ordinal - 1], hidden[ordinal - 1] = written[3:].strip(), "comment"
            elif kind == _RAW_TEXT:
                raw, text = _up_to(f"</{tag}>", piece.partition(">")[2], further)
                if tag == "script" and "<!--" in raw and "<script" in raw.lower():
                    return None
                if tag in CODE_TAGS:
                    reason = hidden[ordinal - 1] = CODE
                if raw:
                    texts[ordinal], hidden[ordinal], parents[ordinal] = raw, reason, ordinal - 1
                    if reason != CODE:
                        runs.append(ordinal)
                    ordinal += 1
                    ends[ordinal - 2] = ordinal
        if text:
            texts[ordinal] = text
            parents[ordinal] = parent
            if inherited:
                hidden[ordinal] = inherited
            runs.append(ordinal)
            ordinal += 1
    if parent >= 0:
        return None
    for filled in (tags, parents, ends, heads, texts, hidden):
        del filled[ordinal:]
    return Nodes(tags, parents, ends, heads, texts, hidden, runs)


def _learn(piece: str) -> tuple[str, str, int, str, str]:
    """Name of the node, why it is not seen, what is to be done with it, its head and the text behind it."""
    head, closed, text = piece.partition(">")
    if "&" in text:
        text = unescaped(text)
    mark = head[:1]
    if mark == "/":
        return head[1:], "", _CLOSES, "", text
    if mark == "!":
        return COMMENT, "comment", _COMMENT, "", ""
    tag = head.partition(" ")[0]
    reason = UNSEEN.get(tag, "")
    if not reason and ('hidden="' in head or ('style="' in head and _may_hide(head))):
        reason = hidden_reason(tag, attributes_of(head))
    return tag, reason, _KINDS.get(tag, _OPENS) if closed else _UNSURE, head, text


def _may_hide(head: str) -> bool:
    """Whether something in a head reads like a style that hides; `hidden_reason` decides."""
    lower = head.lower()
    return ("none" in lower or "hidden" in lower) and UNSEEN_STYLE.search(head) is not None


def _is_foreign(tags: Sequence[str], parents: Sequence[int], node: int) -> bool:
    while node >= 0:
        if tags[node] in _FOREIGN:
            return True
        node = parents[node]
    return False


def _up_to(end: str, text: str, pieces: Iterator[str]) -> tuple[str, str]:
    """What is written before a mark, taking further pieces as far as needed, and the text behind the mark."""
    taken = [text]
    while end not in taken[-1]:
        piece = next(pieces, None)
        if piece is None:
            break
        taken.append(f"<{piece}")
    before, _, behind = "".join(taken).partition(end)
    return before, unescaped(behind)
