"""The court: hears the witnesses, decides on one encoding, and puts on record why the others were not followed.

Order of trust: a byte order mark; bytes that are valid UTF-8; UTF-16 betrayed by its zero bytes; a declaration (header,
page, site) whose codec really reads as Chinese; the character model; a declaration of another language that reads as
that language; a general detector. A declaration is never believed against the bytes, and text is always returned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.decoding.labels import codec_of
from pipelines.decoding.readers import REPLACEMENT, read, read_strictly
from pipelines.decoding.scales import CHINESE, NOT_CHINESE, sample, utf16_without_zeros, weigh
from pipelines.decoding.scripts import in_its_own_script
from pipelines.decoding.spans import foreign_spans, read_page, read_pieces
from pipelines.decoding.witnesses import DECLARING, PROVING, Case, byte_order_mark, detector
from pipelines.evidence import Verdict, Witness
from pipelines.hanzi.common import HAN, common_share

PRIOR = 6.0
"""Bits a declaration adds to its codec on the scales."""
SURE_SHARE = 0.55
"""Share of the 600 commonest Han above which a declared codec needs no scales; wrong codecs reach 0.05."""
FEW = 6
"""Three-byte characters below which valid UTF-8 may be an accident of a short GBK text."""


@dataclass(frozen=True)
class Decoded:
    """The text of some bytes and how its encoding was decided. The byte order mark is not part of the text."""

    text: str = field(repr=False)
    verdict: Verdict


class Ruling(NamedTuple):
    """A decision: the codec, whose word it was, how sure."""

    codec: str
    winner: str
    confidence: float


def decode(data: bytes, content_type: str | None = None, hint: str | None = None) -> Decoded:
    """Text and verdict for a body without content coding. Never raises; bytes that are not empty give text.

    `content_type` is the header as received, `hint` the encoding the site's file names.

    >>> page = '<meta charset="utf-8"><p>政府信息公开工作年度报告</p>'.encode("gbk")
    >>> found = decode(page, "text/html; charset=utf-8")
    >>> found.text[-9:-4], found.verdict.used, found.verdict.lost
    ('作年度报告', 'gb18030', 0)
    """
    case = Case(data, content_type, hint)
    heard = [(name, said) for name, hears in DECLARING if (said := hears(case)) is not None]
    proofs = [(name, said) for name, hears in PROVING if (said := hears(case)) is not None]
    ruling, scales, asked = _rule(case, heard, proofs)
    text, spans = _read(case, ruling)
    codecs = "+".join([ruling.codec, *sorted({codec for _, _, codec in spans})])
    verdict = Verdict(
        used=codecs,
        winner=ruling.winner,
        witnesses=_record(ruling, heard, proofs, scales, asked),
        lost=text.count(REPLACEMENT),
        confidence=ruling.confidence,
        spans=spans,
    )
    return Decoded(text, verdict)


Heard = list[tuple[str, str]]


def _rule(case: Case, heard: Heard, proofs: Heard) -> tuple[Ruling, str | None, str | None]:
    """The ruling, what the character model said and what the detector said (None: not called)."""
    for name, said in proofs:
        if not (name == "UTF-8 bytes" and _may_be_accident(case)):
            return Ruling(said, name, 1.0), None, None
    claims = {name: codec for name, said in heard if (codec := codec_of(said))}
    for name, codec in claims.items():
        if codec in ("gb18030", "big5hkscs") and _plainly_chinese(case.data, codec):
            return Ruling(codec, name, 0.99), None, None
    return _weighed(case, claims)


def _may_be_accident(case: Case) -> bool:
    """A few Chinese characters in GBK can form valid two-byte UTF-8 by chance; three-byte sequences hardly can."""
    if len(case.data) >= 200:
        return False
    text = read(case.data, "utf-8")
    high = sum(char > "\x7f" for char in text)
    return 0 < high < 30 and sum(char > "\u07ff" for char in text) < min(FEW, high)


def _plainly_chinese(data: bytes, codec: str) -> bool:
    text = read_strictly(data, codec)
    return text is not None and common_share(text) >= SURE_SHARE and bool(HAN.search(text))


def _weighed(case: Case, claims: dict[str, str]) -> tuple[Ruling, str | None, str | None]:
    segments = sample(case.data)
    candidates = list(dict.fromkeys([*CHINESE, *(codec for codec in claims.values() if codec in CHINESE)]))
    weights = {codec: weigh(segments, codec) for codec in candidates}
    scored = {
        codec: bits - PRIOR * sum(c == codec for c in claims.values()) for codec, (bits, _) in weights.items()
    }
    best, second, *_ = sorted(scored, key=scored.__getitem__)
    mean = weights[best][1]
    wide = utf16_without_zeros(case.data) if mean > 11.0 else None
    if wide and wide[1] + 2 < mean:
        return Ruling(wide[0], "character model", 0.9), wide[0], None
    if mean > NOT_CHINESE:
        foreign = _foreign(case, claims)
        if foreign.codec:
            return foreign, best, foreign.codec if foreign.winner == "detector" else None
    believed = [name for name, codec in claims.items() if codec == best]
    confidence = round(1 - 2.0 ** -(1 + min(20.0, (scored[second] - scored[best]) / 4)), 3)
    return Ruling(best, believed[0] if believed else "character model", confidence), best, None


def _foreign(case: Case, claims: dict[str, str]) -> Ruling:
    """Another language: a declaration that reads cleanly and in its own script, else the detector; codec "" if none."""
    for name, codec in claims.items():
        text = read_strictly(case.data, codec) if codec not in CHINESE else None
        if text is not None and in_its_own_script(text, codec):
            return Ruling(codec, name, 0.9)
    guess = detector(case)
    if guess in SIBLINGS_OF_CP1252:
        guess = "cp1252"
    for codec in filter(None, (guess, *LIKELY_ELSEWHERE)):
        text = read_strictly(case.data, codec) if codec not in CHINESE else None
        if text is not None and in_its_own_script(text, codec):
            return Ruling(codec, "detector", 0.6)
    return Ruling("", "", 0.0)


SIBLINGS_OF_CP1252 = frozenset(
    "cp1250 cp1254 cp1257 cp1258 iso8859-2 iso8859-9 iso8859-15 latin_1 mac_roman".split()
)
"""Undeclared, these are hardly to be told from the commonest of them, and a detector's choice is chance."""
LIKELY_ELSEWHERE = ("cp932", "euc_jp", "cp949", "cp1251", "koi8-r", "cp1252")
"""Tried in this order when the detector has no answer; the script check decides."""


def _read(case: Case, ruling: Ruling) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    data, skipped = case.data, 0
    if byte_order_mark(case) == ruling.codec:
        skipped = {"utf-8": 3, "utf-32le": 4, "utf-32be": 4}.get(ruling.codec, 2)
        data = data[skipped:]
    if ruling.codec == "utf-8":
        text = read_strictly(data, "utf-8")
    else:
        text = read_page(data, ruling.codec) if ruling.codec in CHINESE else read(data, ruling.codec)
    if text is not None:
        return text.removeprefix("\ufeff"), ()
    pieces = read_pieces(data, ruling.codec)
    spans = tuple((s + skipped, e + skipped, codec) for s, e, codec in foreign_spans(pieces, ruling.codec))
    return "".join(piece.text for piece in pieces).removeprefix("\ufeff"), spans


def _record(
    ruling: Ruling, heard: Heard, proofs: Heard, scales: str | None, asked: str | None
) -> tuple[Witness, ...]:
    """Every witness in order of trust, with the reason where it was not followed."""
    record = []
    for name, _ in PROVING:
        said = dict(proofs).get(name)
        if said is not None:
            record.append(Witness(name, said, "" if said == ruling.codec else "too short to prove anything"))
    for name, _ in DECLARING:
        said = dict(heard).get(name)
        record.append(Witness(name, said, "" if said is None else _why_not(said, ruling)))
    for name, said in (("character model", scales), ("detector", asked)):
        why = "not called" if said is None else "" if said == ruling.codec else "does not read as Chinese"
        record.append(Witness(name, said, why))
    return tuple(record)


def _why_not(said: str, ruling: Ruling) -> str:
    codec = codec_of(said)
    if codec == ruling.codec:
        return ""
    if codec is None:
        return "no encoding of that name"
    if ruling.winner in dict(PROVING):
        return f"the bytes are {ruling.codec} ({ruling.winner})"
    return (
        f"the bytes read as Chinese in {ruling.codec}, not in {codec}"
        if ruling.codec in CHINESE
        else "does not fit"
    )
