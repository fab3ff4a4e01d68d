"""How a figure is printed: plainly, with thousands separators, with units, signed, or left blank."""

from collections.abc import Callable, Mapping
from typing import Literal

from crawler.replica.gold import Number

Manner = Literal["plain", "thousands", "units", "signed", "blank_zeros", "blank_totals"]
Printed = tuple[str, Number]
SUMMARY_ROWS = ("new_received", "carried_in", "total_processed", "carried_out")


def print_figures(table: str, figures: Mapping[str, int | float], manner: Manner) -> dict[str, Printed]:
    """Give the printed words and the value they stand for, by full name such as `t3.granted.total`."""
    return {f"{table}.{name}": _print(table, name, value, manner) for name, value in figures.items()}


def _print(table: str, name: str, value: int | float, manner: Manner) -> Printed:
    """Print one figure; a dash or nothing stands for no value."""
    if manner == "blank_zeros" and value == 0:
        return "", None
    if (
        manner == "blank_totals"
        and table == "t3"
        and name.endswith(".total")
        and not name.startswith(SUMMARY_ROWS)
    ):
        return "", None
    if name == "procurement.amount":
        return _amount(value, manner)
    if name.endswith("items_delta"):
        return _delta(int(value), manner)
    if name == "fees.amount_wan_yuan":
        return _fee(value, manner)
    number = int(value)
    words = _grouped(number) if manner == "thousands" else str(number)
    return words + ("件" if manner == "units" and table == "t2" else ""), number


def _grouped(value: int | float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def _amount(value: float, manner: Manner) -> Printed:
    """Procurement has no unit of its own: some print yuan, most print ten thousand yuan."""
    if manner in ("thousands", "blank_zeros"):
        yuan = round(value * 10_000)
        return (_grouped(yuan) if manner == "thousands" else str(yuan)) + "元", yuan
    return f"{value:.2f}万元", round(value, 2)


def _delta(value: int, manner: Manner) -> Printed:
    """本年增/减 is signed on some pages, and a dash where nothing changed on others."""
    if manner == "signed":
        return f"{value:+d}", value
    if manner == "thousands" and value == 0:
        return "—", None
    return str(value) + ("项" if manner == "units" else ""), value


def _fee(value: int | float, manner: Manner) -> Printed:
    if value == 0:
        return "0", 0
    words: Callable[[int | float], str] = _grouped if manner == "thousands" else lambda v: f"{v:.2f}"
    return words(float(value)) + ("万元" if manner == "units" else ""), round(float(value), 2)
