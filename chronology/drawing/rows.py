"""Rows for boxes that come from the left: each takes the first row in which it touches no other."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf
from typing import TypeAlias

__all__ = ["Ends", "rows_of"]

Ends: TypeAlias = tuple[float, float]
"""Where a box begins and ends."""


def rows_of(boxes: Sequence[Ends], placed: Sequence[tuple[Ends, int]] = ()) -> list[int]:
    """The number, from 0, of the row of each box, beside boxes that have their rows already.

    Both are in the order of their beginnings. Takes n log n steps, even where all boxes touch.
    """
    rows = _Rows(placed, len(boxes))
    return [rows.take(box) for box in boxes]


class _Rows:
    """What is free of some rows, while the place that is looked at moves to the right.

    A tree holds up to where each row is free: its leaves are the rows, from `_size` on, and each
    node above has the larger of its two. A row that a box has taken is free up to nowhere.
    """

    def __init__(self, placed: Sequence[tuple[Ends, int]], boxes: int) -> None:
        self._ahead: dict[int, deque[Ends]] = {}
        self._changes: list[tuple[float, int]] = []
        for box, row in placed:
            self._ahead.setdefault(row, deque()).append(box)
        self._size = 1 << (len(self._ahead) + boxes).bit_length()
        self._free = [inf] * (2 * self._size)
        for row in self._ahead:
            self._look_ahead(row)

    def take(self, box: Ends) -> int:
        """The first row in which a box is free, which it takes."""
        start, end = box
        while self._changes and self._changes[0][0] < start:
            at, row = heappop(self._changes)
            ahead = self._ahead.get(row)
            if ahead and ahead[0][1] <= at:
                ahead.popleft()
            self._look_ahead(row)
        node = 1
        while node < self._size:
            node = 2 * node if self._free[2 * node] > end else 2 * node + 1
        row = node - self._size
        self._set(row, -inf)
        heappush(self._changes, (end, row))
        return row

    def _look_ahead(self, row: int) -> None:
        """A row is free up to the next box that has been placed in it."""
        ahead = self._ahead.get(row)
        self._set(row, ahead[0][0] if ahead else inf)
        if ahead:
            heappush(self._changes, (ahead[0][1], row))

    def _set(self, row: int, until: float) -> None:
        node = self._size + row
        self._free[node] = until
        while node > 1:
            node //= 2
            self._free[node] = max(self._free[2 * node], self._free[2 * node + 1])
