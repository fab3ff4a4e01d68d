"""Plane geometry of pages: matrices of six numbers, as PDF and OFD write them (ISO 32000-1, 8.3.4; GB/T 33190, 8.2)."""

from __future__ import annotations

from collections.abc import Iterable

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def moved(matrix: Matrix, point: Point) -> Point:
    """Where a matrix takes a point.

    >>> moved((2, 0, 0, 2, 5, 0), (1, 1))
    (7, 2)
    """
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def then(first: Matrix, second: Matrix) -> Matrix:
    """One matrix that does what `first` and after it `second` do.

    >>> then((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 5, 0))
    (2, 0, 0, 2, 5, 0)
    """
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def box_around(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of some points, of which there is at least one."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
