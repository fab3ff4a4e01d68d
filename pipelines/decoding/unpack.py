"""Bodies that came packed though nobody said so: gzip and zlib, known by their first bytes and their checksums.

Whoever reads an archived exchange has its content coding undone already; a file of bytes from elsewhere has not. A
stream that is torn gives what it still holds, and none gives more than `LIMIT` bytes.
"""

from __future__ import annotations

import zlib
from typing import NamedTuple

LIMIT = 64 * 1024 * 1024
_GZIP = b"\x1f\x8b\x08"
_ZLIB = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_LAYERS = 2
_MEMBERS = 64
_STEP = 256


class Unpacked(NamedTuple):
    """The bytes as they were before packing, and what the record says of it ('' when nothing was packed)."""

    data: bytes
    note: str


def unpacked(data: bytes) -> Unpacked:
    """`data` without the packing its own bytes betray; unchanged where there is none.

    gzip is believed from its header. The two bytes of zlib may begin a text, so that it must unpack to its end, where
    its checksum stands.

    >>> unpacked(zlib.compress(b"<p>text</p>" * 9)).note
    'zlib, 99 bytes'
    >>> unpacked(b"x^y")
    Unpacked(data=b'x^y', note='')
    """
    notes: list[str] = []
    for _ in range(_LAYERS):
        layer = _gzip(data) if data.startswith(_GZIP) else _zlib(data) if data.startswith(_ZLIB) else None
        if layer is None or not layer.data:
            break
        data = layer.data
        notes.append(layer.note)
    return Unpacked(data, "; ".join(notes))


def _zlib(data: bytes) -> Unpacked | None:
    stream = _inflate(data, 15, LIMIT)
    return None if stream.fault or stream.rest else Unpacked(stream.data, f"zlib, {len(stream.data)} bytes")


def _gzip(data: bytes) -> Unpacked:
    """The members of the stream one after another, until one is damaged or there is enough."""
    got, fault = b"", ""
    for _ in range(_MEMBERS):
        stream = _inflate(data, 31, LIMIT - len(got))
        got, data, fault = got + stream.data, stream.rest, stream.fault
        if fault or not data.startswith(_GZIP):
            break
    return Unpacked(got, f"gzip, {len(got)} bytes{fault}")


class _Stream(NamedTuple):
    data: bytes
    rest: bytes
    fault: str


def _inflate(data: bytes, window_bits: int, room: int) -> _Stream:
    """One stream: what it holds up to `room` bytes, what stands behind it, and what is wrong with it."""
    unpacker = zlib.decompressobj(window_bits)
    try:
        got = unpacker.decompress(data, max(1, room))
    except zlib.error:
        return _Stream(_before_the_damage(data, window_bits, room), b"", ", then damaged")
    if unpacker.eof:
        return _Stream(got, unpacker.unused_data, "")
    return _Stream(got, b"", ", cut there" if unpacker.unconsumed_tail else ", then torn")


def _before_the_damage(data: bytes, window_bits: int, room: int) -> bytes:
    """The stream fed in small pieces until it breaks."""
    unpacker, got = zlib.decompressobj(window_bits), b""
    for start in range(0, len(data), _STEP):
        try:
            got += unpacker.decompress(data[start : start + _STEP], max(1, room - len(got)))
        except zlib.error:
            break
        if len(got) >= room:
            break
    return got
