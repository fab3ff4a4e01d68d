"""EUC-TW, the encoding of old Unix systems in Taiwan: planes 1 and 2 of CNS 11643, which hold what Big5 holds.

Python has no codec for it. Both standards order their characters by strokes, so the table is a list of stretches of
Big5; `pipelines.decoding.build_euctw` makes it. The planes behind the second are not read.
"""

from __future__ import annotations

import re
from functools import cache

ROW = 94
_BIG5_ROW = 157
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_STRETCHES = {
    1: """0/0/5 6/6/15 21/23/2 24/22/1 29/29/44 73/74/1 74/73/1 75/75/21 98/98/1 100/100/27 127/128/1 128/127/1
        130/130/14 146/146/2 148/149/1 149/148/1 150/150/4 155/21/1 156/156/78 282/234/29 312/264/1 314/266/142
        470/6101/20 3290/471/1412 4702/1884/424 5126/1883/1 5127/2308/1876 7003/4571/1 7004/4184/387 7391/4572/525
        7916/5286/1 7917/5097/105 8023/5203/83 8106/5287/84 8190/5517/1 8191/5371/54 8245/5426/1 8246/5425/1
        8247/5427/90 8337/5518/354""",
    2: """0/6280/10 10/6291/33 43/6372/1 44/6324/48 92/6373/46 138/6586/1 139/6419/167 306/6587/1840 2146/9074/1
        2147/8428/108 2255/8537/537 2792/8427/1 2793/9075/100 2893/8536/1 2894/9175/399 3293/9575/1637 4930/11761/1
        4931/11212/146 5077/11899/1 5078/11358/287 5365/12508/1 5366/11645/116 5482/11762/137 5619/11900/104
        5723/12425/1 5724/12004/222 5946/12227/198 6144/12426/82 6226/12509/86 6312/12226/1 6313/12595/8
        6321/12604/153 6474/12758/56 6530/13114/1 6531/12814/113 6644/12603/1 6645/12927/142 6787/12757/1
        6788/13069/45 6833/13115/71 6904/13380/1 6905/13186/194 7099/13381/490 7589/13914/1 7590/13871/43
        7633/13915/1 7634/13917/11 7645/13916/1 7646/13928/4""",
}
"""By plane: place in it / place in Big5 / how many characters stand in the same order."""

_NOT_IN_BIG5 = {
    5: "\u30fb", 23: "\ufe32", 96: "\u203e", 129: "\u223c", 144: "\u2641", 145: "\u2609", 154: "\u2016",
    **dict(zip(range(490, 500), "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ", strict=True)),
    571: "亠", 578: "冫", 583: "勹", 8022: "彞",
    **{3102 + control: chr(0x2400 + control) for control in range(32)}, 3134: "\u2421",
}  # fmt: skip
"""What Python's Big5 cannot say of plane 1: marks, small numerals, parts of characters, pictures of control codes."""

_UNIT = re.compile(rb"[\x00-\x7f]+|[\xa1-\xfe]{2}|\x8e[\xa1-\xb0][\xa1-\xfe]{2}|[\x80-\xff]", re.S)


def read_euc_tw(data: bytes) -> str:
    """The text of `data`; what is unreadable, or in a plane behind the second, is U+FFFD.

    >>> read_euc_tw(bytes.fromhex("d1c9cdb4 0a 8ea2a1a1 ff")) == "政府\\n乂" + _REPLACEMENT
    True
    """
    table = _table()
    return "".join(
        unit.decode("ascii") if unit < b"\x80" else table.get(unit, _REPLACEMENT)
        for unit in _UNIT.findall(data)
    )


def big5_place(code: bytes) -> int:
    """The ordinal of a two-byte code of Big5, counted from A140."""
    lead, trail = code
    return (lead - 0xA1) * _BIG5_ROW + (trail - 0x40 if trail < 0x7F else trail - 0xA1 + 63)


def _big5_code(place: int) -> bytes:
    lead, trail = divmod(place, _BIG5_ROW)
    return bytes([0xA1 + lead, 0x40 + trail if trail < 63 else 0xA1 + trail - 63])


@cache
def _table() -> dict[bytes, str]:
    """Every code of the two planes and its character; the first plane has two spellings."""
    table: dict[bytes, str] = {}
    for plane, stretches in _STRETCHES.items():
        chars = dict(_NOT_IN_BIG5) if plane == 1 else {}
        for place, there, count in (map(int, one.split("/")) for one in stretches.split()):
            chars.update((place + i, _big5_code(there + i).decode("cp950")) for i in range(count))
        for place, char in chars.items():
            code = bytes([0xA1 + place // ROW, 0xA1 + place % ROW])
            table[b"\x8e" + bytes([0xA0 + plane]) + code] = char
            if plane == 1:
                table[code] = char
    return table
