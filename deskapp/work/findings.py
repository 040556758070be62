"""Collecting what is noticed while reading: one by one, or a habit of the file only once with its count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deskapp.work.cells import Remark
from deskapp.work.roster import FIXED, RowFinding

MOST_ROWS = 500
"""Of one habit; whoever has more of them does not look for each."""


class Findings:
    """Findings of a workbook; what was only put right is told once per sheet, column and code."""

    def __init__(self) -> None:
        self._found: list[tuple[int, RowFinding]] = []
        self._habits: dict[tuple[str, str, str], RowFinding] = {}
        self._sheets: dict[str, int] = {}

    def add(
        self, sheet: str, row: int, code: str, grade: str, column: str = "", params: Mapping[str, Any] = {}
    ) -> None:
        finding = RowFinding(sheet, row, column, code, dict(params), grade)
        self._found.append((self._sheets.setdefault(sheet, len(self._sheets)), finding))

    def habit(self, sheet: str, row: int, code: str, grade: str, column: str = "") -> None:
        """Something the file does all over: the first row is named, all are counted, `which` are they."""
        known = self._habits.get((sheet, column, code))
        if known is None:
            self.add(sheet, row, code, grade, column, {"rows": 0, "which": []})
            known = self._habits[sheet, column, code] = self._found[-1][1]
        known.params["rows"] += 1
        if len(known.params["which"]) < MOST_ROWS:
            known.params["which"].append(row)

    def remark(self, sheet: str, row: int, column: str, remark: Remark) -> None:
        """A cell's remark: a habit when it was put right, else one of its own."""
        if remark.grade == FIXED:
            self.habit(sheet, row, remark.code, remark.grade, column)
        else:
            self.add(sheet, row, remark.code, remark.grade, column, remark.params)

    def in_order(self) -> list[RowFinding]:
        """By sheet and row."""
        return [finding for _, finding in sorted(self._found, key=lambda each: (each[0], each[1].row))]
