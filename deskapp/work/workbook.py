"""Reading a roster from a workbook: sheets, headers, lines that are no residents, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from deskapp.work.cells import Setting, text
from deskapp.work.columns import DEEPEST, Header, find_header, plain
from deskapp.work.families import Families, Row
from deskapp.work.findings import Findings
from deskapp.work.roster import WARN, Progress, ReadingCancelled, Roster
from deskapp.work.sheets import Book, Line, Sheet, UnreadableWorkbook

__all__ = ["ReadingCancelled", "Roster", "UnreadableWorkbook", "read_roster"]

_STRETCH = 200
_TOTALS = ("合计", "小计", "总计", "共计", "本页合计", "累计")
_SIGNED = ("制表", "审核", "填表", "填报", "负责人", "经办人", "打印", "单位盖章", "分管领导")
_GENERIC = re.compile(r"(?:sheet|工作表|表)\d*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[((【](.+?)[))】]\s*$")
_HOUSEHOLDS, _PERSONS = re.compile(r"(\d+)\s*户"), re.compile(r"(\d+)\s*人")


def read_roster(path: Path | str, today: date, progress: Progress | None = None) -> Roster:
    """Everything in the workbook; UnreadableWorkbook if it is no roster, ReadingCancelled on demand."""
    findings = Findings()
    with Book(path) as book:
        families = Families(findings, Setting(today, book.since_1904))
        reader = _Reader(families, findings, progress)
        headed = [reader.read(sheet) for sheet in book.sheets]
    families.close()
    if not any(headed):
        raise UnreadableWorkbook(reader.missing or "no-roster", sheets=[s.title for s in book.sheets])
    return Roster(families.households, findings.in_order(), families.counts)


class _Reader:
    """Goes through the sheets and hands the residents' rows on."""

    def __init__(self, families: Families, findings: Findings, progress: Progress | None) -> None:
        self.missing = ""
        self._families = families
        self._findings = findings
        self._progress = progress

    def read(self, sheet: Sheet) -> bool:
        """Whether the sheet is part of a roster."""
        if sheet.hidden:
            self._findings.add(sheet.title, 0, "hidden-sheet", WARN)
            return False
        lines = self._watched(sheet.lines())
        first = list(islice(lines, DEEPEST + 1))
        found = find_header([line.cells for line in first])
        if found is None:
            if any(_said(line) for line in first):
                self._findings.add(sheet.title, 0, "sheet-without-header", WARN)
            return False
        header, length = found
        if not {"room", "address"} & header.columns.keys():
            self.missing = "no-door-column"
            self._findings.add(sheet.title, length, "no-door-column", WARN)
            return False
        for place, caption in header.unknown.items():
            self._findings.add(sheet.title, length, "unknown-column", WARN, caption, {"place": place + 1})
        titles = [line for line in first[:length] if _said(line)]
        self._families.counts.skipped["title"] += max(0, len(titles) - 1)
        self._families.counts.skipped["header"] += 1
        self._families.begin(header, _estate(sheet.title, titles))
        self._residents(sheet.title, header, chain(first[length:], lines))
        return True

    def _residents(self, sheet: str, header: Header, lines: Iterator[Line]) -> None:
        counts = self._families.counts
        before = (counts.households, counts.persons)
        for line in lines:
            kind = _kind(line, header)
            if kind is None:
                self._families.add(_row(sheet, header, line))
                counts.rows += 1
                continue
            counts.skipped[kind] += 1
            if kind == "total":
                self._families.close()
                found = (counts.households - before[0], counts.persons - before[1])
                self._compare(sheet, line, found)
            elif kind == "remark":
                said = " ".join(text(value) for value in _said(line).values())
                self._findings.add(sheet, line.row, "line-not-understood", WARN, "", {"raw": said[:80]})
        self._families.close()

    def _compare(self, sheet: str, line: Line, found: tuple[int, int]) -> None:
        """Whether the line that sums a whole sheet up says what was read."""
        words = " ".join(text(value) for value in _said(line).values())
        if not plain(words).startswith(("合计", "总计")):
            return
        for code, pattern, count in (
            ("households-differ", _HOUSEHOLDS, found[0]),
            ("persons-differ", _PERSONS, found[1]),
        ):
            match = pattern.search(words)
            if match and int(match[1]) != count:
                self._findings.add(sheet, line.row, code, WARN, "", {"said": int(match[1]), "read": count})

    def _watched(self, lines: Iterator[Line]) -> Iterator[Line]:
        untold = 0
        for line in lines:
            yield line
            untold += 1
            if untold == _STRETCH:
                untold = self._tell(untold)
        self._tell(untold)

    def _tell(self, rows: int) -> int:
        if self._progress:
            self._progress.step(rows)
            if self._progress.cancelled:
                raise ReadingCancelled
        return 0


def _said(line: Line) -> dict[int, Any]:
    """The cells of a row that are its own and not blank."""
    return {
        place: value
        for place, value in enumerate(line.cells)
        if value is not None and place not in line.filled and (not isinstance(value, str) or text(value))
    }


def _kind(line: Line, header: Header) -> str | None:
    """Why a row is no resident's: blank, total, signature, header, title, remark; None when it is one."""
    said = _said(line)
    numbered = header.columns.get("number")
    if all(place == numbered and text(value).isdigit() for place, value in said.items()):
        return "blank"
    starts = [plain(value) for value in islice(said.values(), 3)]
    if any(start.startswith(_TOTALS) for start in starts[:2]):
        return "total"
    if starts[0].startswith(_SIGNED):
        return "signature"
    if header.is_repeated_in(line.cells):
        return "header"
    if len(said) == 1:
        if any(word in starts[0] for word in ("花名册", "登记表", "台账", "名册")):
            return "title"
        if not {header.columns.get(field) for field in ("name", "room", "address")} & said.keys():
            return "remark"
    return None


def _row(sheet: str, header: Header, line: Line) -> Row:
    cells = {f: line.cells[place] for f, place in header.columns.items() if place < len(line.cells)}
    merged = frozenset(f for f, place in header.columns.items() if place in line.filled)
    for field in ("name", "id_number"):  # one person over two rows is not two persons
        if field in merged:
            cells[field] = None
    return Row(sheet, line.row, cells, merged)


def _estate(title: str, lines: Sequence[Line]) -> str:
    """The sheet's name; for Sheet1 and the like what stands in brackets in the title."""
    if not _GENERIC.fullmatch(title.strip()):
        return title.strip()
    for line in lines:
        for value in _said(line).values():
            if match := _IN_BRACKETS.search(text(value)):
                return match[1]
    return ""
