"""Names of regions by their codes."""

from __future__ import annotations

from pipelines.fields.regions import CENTRAL, by_code


def name_of(code: str) -> str:
    """The name a division bears or bore last; its code where no table knows it.

    >>> name_of("350400"), name_of("990100")
    ('三明市', '990100')
    """
    if code == CENTRAL:
        return "中央"
    known = by_code().get(code)
    return known[-1].name if known else code


def path_of(code: str) -> str:
    """Province, city and county.

    >>> path_of("350402"), path_of("350000"), path_of("110101"), path_of("990100")
    ('福建省 三明市 梅列区', '福建省', '北京市 东城区', '990100')
    """
    chain = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))
    names = [name_of(one) for one in chain if one in by_code() or one == code]
    return " ".join(names)
