"""The court: hears the witnesses, decides on one encoding, and puts on record why the others were not followed.

Order of trust: a byte order mark; seven-bit escapes; bytes that are valid UTF-8; UTF-16 betrayed by its zero bytes; a
declaration (header, page, site) whose codec makes common characters of a sample; the character model, asked first for
the codecs that were declared; a declaration of another language that reads as that language; a general detector. A
declaration is never believed against the bytes, and text is always returned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pipelines.decoding.foreign import other_language
from pipelines.decoding.labels import codec_of
from pipelines.decoding.readers import REPLACEMENT, read
from pipelines.decoding.scales import (
    CHINESE,
    NOT_CHINESE,
    by_losses,
    sample,
    utf16_without_zeros,
    weigh,
    weigh_carefully,
)
from pipelines.decoding.spans import foreign_spans, read_page
from pipelines.decoding.unpack import unpacked
from pipelines.decoding.witnesses import DECLARING, PROVING, Case, byte_order_mark
from pipelines.evidence import Verdict, Witness
from pipelines.hanzi.common import HAN, common_600

PRIOR = 6.0
"""Bits a declaration adds to its codec on the scales."""
SURE_SHARE = 0.5
"""Share of the 600 commonest among the different Han above which a declared codec needs no scales; wrong codecs
reach 0.05."""
ENOUGH_COMMON = 10
"""Different common Han in a sample that is to prove a declaration by their share."""
NOISE = 22.0
"""Mean bits for a character of bytes that are no text at all."""
FEW = 6
"""Three-byte characters below which valid UTF-8 may be an accident of a short GBK text."""


@dataclass(frozen=True)
class Decoded:
    """The text of some bytes and how its encoding was decided. The byte order mark is not part of the text."""

    text: str = field(repr=False)
    verdict: Verdict


class Ruling(NamedTuple):
    """A decision: the codec, whose word it was, how sure; what the model and the detector said (None: not called)."""

    codec: str
    winner: str
    confidence: float
    scales: str | None = None
    detector: str | None = None
    mean: float = 0.0
    """Bits for a character where the model had to choose: noise is not read with care."""


Heard = dict[str, str]
Sayings = tuple[tuple[str, str], ...]


def decode(data: bytes, content_type: str | None = None, hint: str | None = None) -> Decoded:
    """Text and verdict for a body. Never raises; bytes that are not empty give text.

    `content_type` is the header as received, `hint` the encoding the site's file names. A body that is still packed
    (gzip, zlib) is unpacked, and the record says so; byte spans are then those of the unpacked body.

    >>> page = '<meta charset="utf-8"><p>政府信息公开工作年度报告</p>'.encode("gbk")
    >>> found = decode(page, "text/html; charset=utf-8")
    >>> found.text[-9:-4], found.verdict.used, found.verdict.lost
    ('作年度报告', 'gb18030', 0)
    """
    body = unpacked(data)
    case = Case(body.data, content_type, hint)
    heard = {name: said for name, hears in DECLARING if (said := hears(case)) is not None}
    proofs = {name: said for name, hears in PROVING if (said := hears(case)) is not None}
    ruling = _rule(case, heard, proofs)
    text, spans = _read(case, ruling)
    packing = (Witness("packing", body.note),) if body.note else ()
    verdict = Verdict(
        used="+".join([ruling.codec, *sorted({codec for _, _, codec in spans})]),
        winner=ruling.winner,
        witnesses=packing + _record(ruling, tuple(heard.items()), tuple(proofs.items())),
        lost=text.count(REPLACEMENT) if REPLACEMENT in text else 0,  # the search is far quicker
        confidence=ruling.confidence,
        spans=spans,
    )
    return Decoded(text, verdict)


def _rule(case: Case, heard: Heard, proofs: Heard) -> Ruling:
    for name, said in proofs.items():
        if not (name == "UTF-8 bytes" and _may_be_accident(case)):
            return Ruling(said, name, 1.0)
    claims = {name: codec for name, said in heard.items() if (codec := codec_of(said))}
    segments = sample(case.data)
    for name, codec in claims.items():
        if codec in ("gb18030", "big5hkscs") and _plainly_chinese(segments, codec):
            return Ruling(codec, name, 0.99)
    return _weighed(case, segments, claims)


def _may_be_accident(case: Case) -> bool:
    """A few Chinese characters in GBK can form valid two-byte UTF-8 by chance; three-byte sequences hardly can."""
    if len(case.data) >= 200:
        return False
    text = case.utf8 or ""
    high = sum(char > "\x7f" for char in text)
    return 0 < high < 30 and sum(char > "\u07ff" for char in text) < min(FEW, high)


def _plainly_chinese(segments: list[bytes], codec: str) -> bool:
    """The sample is made of common characters."""
    han = set(HAN.findall(read(b"\n".join(segments), codec)))
    common = len(han & common_600())
    return common >= ENOUGH_COMMON and common >= SURE_SHARE * len(han)


def _weighed(case: Case, segments: list[bytes], claims: Heard) -> Ruling:
    """The codec the character model finds likeliest, or what other language the bytes are in."""
    believed = [codec for codec in claims.values() if codec in (*CHINESE, "euc_tw")]
    for codec in by_losses(segments, believed):
        if weigh(segments, codec).plain:
            return Ruling(codec, _claimant(codec, claims), 0.99, codec)
    return _contested(case, segments, claims)


def _contested(case: Case, segments: list[bytes], claims: Heard) -> Ruling:
    """No codec reads the sample well: it is short, damaged, not in Chinese, or in something rarer."""
    weights = {codec: weigh_carefully(segments, codec) for codec in CHINESE}
    least = min(weight.mean for weight in weights.values())
    wide = utf16_without_zeros(case.data)
    if wide and wide[1] + 2 < least:
        return Ruling(wide[0], "character model", 0.9, wide[0])
    old = weigh(segments, "euc_tw")
    if old.mean < min(least, NOT_CHINESE):
        weights["euc_tw"] = old
    scored = {
        codec: weight.bits - PRIOR * sum(claimed == codec for claimed in claims.values())
        for codec, weight in weights.items()
    }
    best, second, *_ = sorted(scored, key=scored.__getitem__)
    if weights[best].mean > NOT_CHINESE:
        foreign = other_language(case, claims)
        if foreign:
            asked = foreign.codec if foreign.winner == "detector" else None
            return Ruling(foreign.codec, foreign.winner, foreign.confidence, best, asked)
    confidence = round(1 - 2.0 ** -(1 + min(20.0, (scored[second] - scored[best]) / 4)), 3)
    return Ruling(best, _claimant(best, claims), confidence, best, None, weights[best].mean)


def _claimant(codec: str, claims: Heard) -> str:
    """Who had said so; the character model where nobody had."""
    return next((name for name, claimed in claims.items() if claimed == codec), "character model")


def _read(case: Case, ruling: Ruling) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text without its byte order mark, and the spans that are in another encoding than the page."""
    codec = ruling.codec
    if codec == "utf-8" and case.utf8 is not None:
        return case.utf8.removeprefix("\ufeff"), ()
    skipped = 0
    if byte_order_mark(case) == codec:
        skipped = {"utf-8": 3, "utf-32le": 4, "utf-32be": 4}.get(codec, 2)
    if codec not in CHINESE or ruling.mean > NOISE:
        return read(case.data[skipped:], codec).removeprefix("\ufeff"), ()
    text, pieces = read_page(case.data[skipped:], codec)
    spans = tuple((start + skipped, end + skipped, used) for start, end, used in foreign_spans(pieces, codec))
    return text.removeprefix("\ufeff"), spans


@lru_cache(maxsize=256)
def _record(ruling: Ruling, heard: Sayings, proofs: Sayings) -> tuple[Witness, ...]:
    """Every witness in order of trust, with the reason where it was not followed. Most pages of a site share one."""
    said_by = dict(heard)
    record = [
        Witness(name, said, "" if said == ruling.codec else "too short to prove anything")
        for name, said in proofs
    ]
    for name, _ in DECLARING:
        said = said_by.get(name)
        record.append(Witness(name, said, "" if said is None else _why_not(said, ruling)))
    for name, said in (("character model", ruling.scales), ("detector", ruling.detector)):
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
