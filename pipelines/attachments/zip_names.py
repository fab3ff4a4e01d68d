"""Names of the members of a ZIP archive: in which encoding they are written, and as paths that lead nowhere else.

Source: PKWARE APPNOTE 6.3.10, 4.4.4 bit 11 (UTF-8) and 4.6.9 (Info-ZIP's Unicode Path Extra Field, 0x7075). Without
either a name is in the code page of the machine that packed it: on Chinese Windows GBK, on Chinese macOS UTF-8.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Sequence

_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_STRANGE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DRIVE = re.compile(r"[A-Za-z]:")


def names_of(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names as people wrote them. One archive has one code page: GB18030 as soon as one name is not UTF-8."""
    raw = [member.orig_filename.encode("cp437", "replace") for member in members]
    plain = [name for name, member in zip(raw, members, strict=True) if not member.flag_bits & _UTF8]
    codec = "utf-8" if all(map(_is_utf8, plain)) else "gb18030"
    return [
        member.filename
        if member.flag_bits & _UTF8
        else _unicode_path(member, name) or name.decode(codec, "replace")
        for name, member in zip(raw, members, strict=True)
    ]


def harmless(name: str) -> str:
    r"""A name as a relative path that stays below its folder, without characters nobody sees.

    >>> harmless("..\\..\\附件\\表1.xls"), harmless("/etc/passwd"), harmless("C:\\a.doc"), harmless("cod.\u202excl")
    ('附件/表1.xls', 'etc/passwd', 'a.doc', 'cod.xcl')
    """
    parts = _STRANGE.sub("", name).replace("\\", "/").split("/")
    return "/".join(part.strip() for part in parts if part.strip(" .") and not _DRIVE.fullmatch(part))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _unicode_path(member: zipfile.ZipInfo, raw: bytes) -> str:
    """The name of the Unicode Path Extra Field when it belongs to this very name, else ''."""
    extra, position = member.extra, 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        body = extra[position + 4 : position + 4 + length]
        if (
            kind == _UNICODE_PATH
            and len(body) > 5
            and struct.unpack_from("<I", body, 1)[0] == zlib.crc32(raw)
        ):
            return body[5:].decode("utf-8", "replace")
        position += 4 + length
    return ""
