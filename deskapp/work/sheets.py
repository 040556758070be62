"""Opening a workbook whatever its name says, and its rows with what real merges mean."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from xml.etree import ElementTree

from deskapp.work.parts import children, day_styles, merges, rows, shared_strings

_OLD_FORMAT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRINGS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_LARGEST = 400 << 20
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ElementTree.ParseError),
    *(ValueError, LookupError, RuntimeError),  # what the parts and zipfile raise for nonsense inside
)


class UnreadableWorkbook(Exception):
    """The file cannot be read as a roster at all; the words for `code` are the interface's."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number in the file, its cells, and which of them a merge has filled from above."""

    row: int
    cells: list[Any]
    filled: frozenset[int]


class Sheet:
    """One worksheet, read from top to bottom."""

    def __init__(self, book: Book, title: str, hidden: bool, part: str) -> None:
        self.title = title
        self.hidden = hidden
        self._book = book
        self._part = part

    def lines(self) -> Iterator[Line]:
        """Rows with merged values filled down; a block of columns gives its value to the first column."""
        try:
            xml = self._book.archive.read(self._part)
            starts = merges(xml)
            active: dict[int, tuple[int, Any]] = {}
            for row, cells in rows(xml, self._book.strings, self._book.days, self._book.start):
                for column in [c for c, (until, _) in active.items() if until < row]:
                    del active[column]
                filled = _fill(cells, active)
                for column, until in starts.get(row, ()):
                    if column < len(cells) and cells[column] is not None:
                        active[column] = (until, cells[column])
                yield Line(row, cells, filled)
        except _DAMAGE as error:
            raise UnreadableWorkbook("damaged", sheet=self.title) from error


def _fill(cells: list[Any], active: dict[int, tuple[int, Any]]) -> frozenset[int]:
    filled = set()
    for column, (_, value) in active.items():
        if column >= len(cells):
            cells.extend([None] * (column + 1 - len(cells)))
        if cells[column] is None:
            cells[column] = value
            filled.add(column)
    return frozenset(filled)


class Book:
    """An opened workbook; use it in a `with`."""

    def __init__(self, path: Path | str) -> None:
        path = Path(path)
        _sniff(path)
        try:
            self.archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise UnreadableWorkbook("damaged", name=path.name) from error
        try:
            self._open(path.name)
        except _DAMAGE as error:
            self.archive.close()
            raise UnreadableWorkbook("damaged", name=path.name) from error
        except UnreadableWorkbook:
            self.archive.close()
            raise

    def _open(self, name: str) -> None:
        parts = set(self.archive.namelist())
        if "xl/workbook.xml" not in parts:
            raise UnreadableWorkbook("not-a-workbook", name=name)
        if sum(entry.file_size for entry in self.archive.infolist()) > _LARGEST:
            raise UnreadableWorkbook("too-large", name=name, limit=_LARGEST)
        read = self.archive.read
        self.strings = shared_strings(read(_STRINGS)) if _STRINGS in parts else []
        self.days = day_styles(read(_STYLES)) if _STYLES in parts else frozenset()
        root = ElementTree.fromstring(read("xl/workbook.xml"))
        settings = children(root, "workbookPr")
        self.since_1904 = bool(settings) and settings[0].get("date1904") in ("1", "true")
        self.start = datetime(1904, 1, 1) if self.since_1904 else datetime(1899, 12, 30)
        targets = {
            each.get("Id"): each.get("Target", "")
            for each in ElementTree.fromstring(read("xl/_rels/workbook.xml.rels"))
        }
        self.sheets: list[Sheet] = []
        for each in children(root, "sheets", "sheet"):
            link = next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in parts and "chartsheet" not in part:
                hidden = each.get("state", "visible") != "visible"
                self.sheets.append(Sheet(self, each.get("name", ""), hidden, part))

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.archive.close()


def _sniff(path: Path) -> None:
    """Says what the file is by its content; the extension is not believed."""
    try:
        with path.open("rb") as file:
            head = file.read(1 << 16)
    except FileNotFoundError:
        raise UnreadableWorkbook("missing", name=path.name) from None
    except OSError as error:
        raise UnreadableWorkbook("cannot-open", name=path.name, reason=error.strerror or "") from error
    if not head:
        raise UnreadableWorkbook("empty", name=path.name)
    if head.startswith(_OLD_FORMAT):
        # The list of streams may stand at the end of the file.
        locked = _ENCRYPTED in head or _ENCRYPTED in path.read_bytes()
        raise UnreadableWorkbook("password" if locked else "old-format", name=path.name)
    if head.startswith(b"PK"):
        return
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    if text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise UnreadableWorkbook("web-page", name=path.name)
    if b"\0" not in head and b"," in head and b"\n" in head:
        raise UnreadableWorkbook("comma-separated", name=path.name)
    raise UnreadableWorkbook("not-a-workbook", name=path.name)
