"""Make the table of `pipelines.decoding.euctw`: run by hand, kept so that the table has a provenance.

    python -m pipelines.decoding.build_euctw

Both CNS 11643 and Big5 order their characters by strokes, so that all of planes 1 and 2 are some ninety stretches of
Big5 and a few odd characters. What a code means is asked of the system's `iconv` (a fact, not its code); the stretches
are printed as they stand in the module. Needs an iconv that knows EUC-TW, as that of glibc does.
"""

from __future__ import annotations

import subprocess

from pipelines.decoding.euctw import ROW, big5_place

LAST_OF_PLANE = {1: ROW * ROW, 2: 7650}
"""Places after these hold nothing in the standard."""


def ask_iconv(plane: int) -> dict[int, str]:
    """Place in the plane → its character."""
    lead = b"" if plane == 1 else bytes([0x8E, 0xA0 + plane])
    codes = [lead + bytes([0xA1 + place // ROW, 0xA1 + place % ROW]) for place in range(LAST_OF_PLANE[plane])]
    asked = ["iconv", "-c", "-f", "EUC-TW", "-t", "UTF-8"]
    told = subprocess.run(asked, input=b"\n".join(codes), capture_output=True).stdout.decode("utf-8")
    return {place: char for place, char in enumerate(told.split("\n")) if len(char) == 1}


def stretches(chars: dict[int, str]) -> tuple[list[list[int]], dict[int, str]]:
    """What is Big5 in another place, as [place in the plane, place in Big5, how many], and the rest."""
    runs: list[list[int]] = []
    odd: dict[int, str] = {}
    for place, char in chars.items():
        there = _in_big5(char)
        if there is None:
            odd[place] = char
        elif runs and (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]) == (place, there):
            runs[-1][2] += 1
        else:
            runs.append([place, there, 1])
    return runs, odd


def _in_big5(char: str) -> int | None:
    try:
        code = char.encode("cp950")
    except UnicodeEncodeError:
        return None
    return big5_place(code) if len(code) == 2 and code.decode("cp950") == char else None


def main() -> None:
    """Print the stretches and the odd characters of both planes."""
    for plane in LAST_OF_PLANE:
        runs, odd = stretches(ask_iconv(plane))
        print(plane, " ".join("/".join(map(str, run)) for run in runs))
        print(plane, odd)


if __name__ == "__main__":
    main()
