"""A compound file (OLE2) that holds one stream in sectors of 512 bytes."""

import struct

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(name: str, data: bytes) -> bytes:
    """Give a file with `data` as stream `name`; it is padded past the size kept in the mini stream."""
    size = max(len(data), 4096)
    count = -(-size // _SECTOR)
    data = data.ljust(count * _SECTOR, b"\0")
    assert count + 2 <= _SECTOR // 4, "more sectors than one FAT sector can hold"
    chain = [_FAT, _END, *range(3, count + 2), _END]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    root = _entry("Root Entry", 5, child=1, start=_END, size=0)
    stream = _entry(name, 2, child=_FREE, start=2, size=count * _SECTOR)
    directory = (root + stream).ljust(_SECTOR, b"\0")
    return _header() + table + directory + data


def _header() -> bytes:
    """The first sector: version 3, one FAT sector (number 0), the directory in sector 1."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
        + struct.pack("<I", 0)
        + b"\xff" * 432
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """One directory entry of 128 bytes."""
    words = name.encode("utf-16-le") + b"\0\0"
    return (
        words.ljust(64, b"\0")
        + struct.pack("<HBB", len(words), kind, 1)
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )
