"""The XML parts of a workbook: shared strings, day formats, rows, merges.

Read straight from the file and not through openpyxl: a third of the time, and the styles some office programs
write, at which openpyxl gives up, do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring, iterparse

from openpyxl.styles.numbers import is_date_format

# Formats of days that have a number but no code in the file, the Chinese ones (27-36, 50-58) among them.
_DAYS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
_WIDEST = 16_384
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')

Merges = dict[int, list[tuple[int, int]]]
"""First row of a merge → (column from 0, last row)."""


def local(element: Element) -> str:
    """The tag without its namespace: ordinary and strict files have different ones."""
    return element.tag.rpartition("}")[2]


def children(element: Element, *path: str) -> list[Element]:
    """The elements under a path of tags."""
    found = [element]
    for tag in path:
        found = [child for each in found for child in each if local(child) == tag]
    return found


def shared_strings(xml: bytes) -> list[str]:
    return [_text(item) for item in fromstring(xml)]


def day_styles(xml: bytes) -> frozenset[int]:
    """The places of those cell styles that show a number as a day."""
    root = fromstring(xml)
    own = {
        int(each.get("numFmtId", 0)): each.get("formatCode", "")
        for each in children(root, "numFmts", "numFmt")
    }
    formats = [int(each.get("numFmtId", 0)) for each in children(root, "cellXfs", "xf")]
    return frozenset(
        place
        for place, number in enumerate(formats)
        if (is_date_format(own[number]) if number in own else number in _DAYS)
    )


def merges(xml: bytes) -> Merges:
    """The merges that go over several rows."""
    found: Merges = {}
    for left, top, _, bottom in _MERGE.findall(xml):
        first, last = int(top), int(bottom)
        if last > first:
            found.setdefault(first, []).append((column_of(left.decode()), last))
    return found


def rows(
    xml: bytes, strings: list[str], days: frozenset[int], start: datetime
) -> Iterator[tuple[int, list[Any]]]:
    """Numbers and cells of the rows that are written down; `start` is the day of the number 0."""
    value_of = _reader(strings, days, start)
    columns: dict[str, int] = {}
    number = 0
    for _, row in iterparse(BytesIO(xml)):
        if not row.tag.endswith("}row"):
            continue
        number = int(row.get("r") or number + 1)
        cells: list[Any] = []
        for cell in row:
            letters = (cell.get("r") or "").rstrip("0123456789")
            place = columns.get(letters, -1) if letters else len(cells)
            if place < 0:
                place = columns[letters] = column_of(letters)
                if not 0 <= place < _WIDEST:
                    raise ValueError(f"no such column: {letters[:9]}")
            if place >= len(cells):
                cells.extend([None] * (place + 1 - len(cells)))
            cells[place] = value_of(cell)
        yield number, cells
        row.clear()


def column_of(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _reader(strings: list[str], days: frozenset[int], start: datetime) -> Callable[[Element], Any]:
    def value_of(cell: Element) -> Any:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell) or None
        said = next((child.text for child in cell if child.tag.endswith("}v")), None)
        if said is None:
            return None
        if kind == "s":
            return strings[int(said)]
        if kind == "b":
            return said == "1"
        if kind == "d":
            return datetime.fromisoformat(said)
        if kind != "n":
            return said
        value = float(said) if not said.lstrip("-").isdigit() else int(said)
        return _day(value, start) if days and int(cell.get("s", 0)) in days else value

    return value_of


def _day(value: float, start: datetime) -> datetime | float:
    """A count of days as a day; Excel believes in 29 February 1900, so that the days before are one off."""
    if not 1 <= value < 2_958_466:
        return value
    off = 1 if start.year < 1900 and value < 60 else 0
    return start + timedelta(days=off, seconds=round(value * 86_400))


def _text(item: Element) -> str:
    """All runs of a rich text, without the reading aids."""
    direct = [child.text or "" for child in item if child.tag.endswith("}t")]
    inner = [_text(child) for child in item if local(child) in ("r", "is")]
    return "".join(direct + inner)
