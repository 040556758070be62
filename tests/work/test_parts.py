"""Rows straight from a workbook's XML: the same values openpyxl reads, and nothing worse than a refusal."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from deskapp.work.parts import column_of
from deskapp.work.sheets import Book, UnreadableWorkbook

VALUES: list[list[Any]] = [
    ["姓名", 1, 2.5, True, False, None, "=1+1"],
    [None, datetime(1980, 1, 1), date(2026, 11, 24), datetime(2026, 3, 2, 8, 30), 29221, -3],
    [],
    ["𠮷䶮㛃", " 两边 ", "a&b<c>", "一\n二", 5.0010819800101e17],
    ["#N/A", CellRichText("红", TextBlock(InlineFont(b=True), "字"), "白")],
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = Workbook()
    sheet: Any = book.active
    for values in VALUES:
        sheet.append(values)
    sheet["B5"].number_format = 'm"月"d"日"'
    sheet["B5"] = 46083
    book.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def read(path: Path) -> list[list[Any]]:
    with Book(path) as book:
        return [trimmed(line.cells) for line in book.sheets[0].lines() if trimmed(line.cells)]


def trimmed(cells: Any) -> list[Any]:
    values = list(cells)
    while values and values[-1] is None:
        values.pop()
    return values


def changed(path: Path, part: str, old: str, new: str) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part].decode()
    parts[part] = parts[part].decode().replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def test_every_value_is_what_openpyxl_reads(path: Path) -> None:
    sheet = load_workbook(path, data_only=True).worksheets[0]
    expected = [trimmed(cells) for cells in sheet.iter_rows(values_only=True)]
    assert read(path) == [cells for cells in expected if cells]
    assert datetime(2026, 3, 2) in read(path)[3]


def test_shared_strings_are_read_with_their_runs_and_without_reading_aids(path: Path) -> None:
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>一</t></si>'
        "<si><r><t>姓</t></r><r><t>名</t></r><rPh sb='0' eb='1'><t>xing</t></rPh></si></sst>"
    )
    inline = '<c r="A1" t="inlineStr"><is><t>姓名</t></is></c>'
    changed(path, "xl/worksheets/sheet1.xml", inline, '<c r="A1" t="s"><v>1</v></c>')
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", shared)
    assert read(path)[0][0] == "姓名"


def test_rows_keep_their_numbers_when_empty_ones_are_not_written_down(path: Path) -> None:
    with Book(path) as book:
        numbers = {line.row for line in book.sheets[0].lines() if trimmed(line.cells)}
    assert numbers == {1, 2, 4, 5}


@pytest.mark.parametrize(("letters", "place"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383)])
def test_letters_name_columns(letters: str, place: int) -> None:
    assert column_of(letters) == place


def test_a_column_that_cannot_be_is_a_damaged_file(path: Path) -> None:
    changed(path, "xl/worksheets/sheet1.xml", 'r="B1"', 'r="ZZZZZZ1"')
    with pytest.raises(UnreadableWorkbook) as refused:
        read(path)
    assert refused.value.code == "damaged"


def test_a_file_cut_off_in_the_middle_is_damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(UnreadableWorkbook) as refused:
        read(path)
    assert refused.value.code == "damaged"
