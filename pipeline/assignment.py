"""Pairing two lists one to one: the largest matching, and the assignment of greatest weight."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
Pair = tuple[int, int]


def largest_matching(
    left: Sequence[A], right: Sequence[B], agree: Callable[[A, B], bool]
) -> list[Pair]:
    """As many pairs ``(left index, right index)`` that agree as possible, none used twice.

    Augmenting paths from the first left element on, so the answer does not depend on chance.
    """
    edges = [[j for j, b in enumerate(right) if agree(a, b)] for a in left]
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(left)):
        place(i, set())
    return sorted((i, j) for j, i in owner.items())


def best_assignment(weights: Sequence[Sequence[float]]) -> list[Pair]:
    """Pairs ``(row, column)`` of the greatest total weight, one for each of the shorter side.

    The shortest augmenting path method of Jonker and Volgenant, exact, in cubic time.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = best_assignment(list(zip(*weights, strict=True)))
        return sorted((row, column) for column, row in turned)
    solver = _Solver([[-weight for weight in row] for row in weights])
    for row in range(len(weights)):
        solver.add(row)
    return list(enumerate(solver.column_of))


class _Solver:
    """State of the assignment: prices of rows and columns, and who is paired with whom."""

    def __init__(self, costs: list[list[float]]) -> None:
        self.costs = costs
        self.width = len(costs[0])
        self.row_price = [0.0] * len(costs)
        self.column_price = [0.0] * self.width
        self.column_of = [-1] * len(costs)
        self.row_of = [-1] * self.width

    def add(self, row: int) -> None:
        """Pair one more row, moving rows that are paired already where that is cheaper."""
        cheapest = [math.inf] * self.width
        previous = [-1] * self.width
        # from the last column down, so that ties fall to the first one when it is swapped out
        open_columns = list(range(self.width - 1, -1, -1))
        rows, columns = [row], []
        current, reached, column = row, 0.0, -1
        while column < 0 or self.row_of[column] >= 0:
            if column >= 0:
                current = self.row_of[column]
                rows.append(current)
            index = self._relax(current, reached, open_columns, cheapest, previous)
            column = open_columns[index]
            reached = cheapest[column]
            columns.append(column)
            open_columns[index] = open_columns[-1]
            open_columns.pop()
        self._reprice(row, rows, columns, cheapest, reached)
        self._augment(row, column, previous)

    def _relax(
        self,
        row: int,
        reached: float,
        open_columns: list[int],
        cheapest: list[float],
        previous: list[int],
    ) -> int:
        """Shorten the paths over ``row``; the place of the nearest open column in its list."""
        best, lowest = -1, math.inf
        for index, column in enumerate(open_columns):
            cost = reached + self.costs[row][column]
            cost = cost - self.row_price[row] - self.column_price[column]
            if cost < cheapest[column]:
                previous[column] = row
                cheapest[column] = cost
            free = self.row_of[column] < 0
            if cheapest[column] < lowest or (cheapest[column] == lowest and free):
                best, lowest = index, cheapest[column]
        return best

    def _reprice(
        self,
        first: int,
        rows: list[int],
        columns: list[int],
        cheapest: list[float],
        reached: float,
    ) -> None:
        self.row_price[first] += reached
        for row in rows:
            if row != first:
                self.row_price[row] += reached - cheapest[self.column_of[row]]
        for column in columns:
            self.column_price[column] -= reached - cheapest[column]

    def _augment(self, first: int, column: int, previous: list[int]) -> None:
        row = -1
        while row != first:
            row = previous[column]
            self.row_of[column] = row
            self.column_of[row], column = column, self.column_of[row]
