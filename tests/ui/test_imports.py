"""Importing a roster in the window: look first, then take over, and a second time changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt

from deskapp.demo.town import make_community
from deskapp.demo.workbook import write_roster
from deskapp.work.households import household_counts
from tests.ui.house import House, press

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "花名册.xlsx"
    write_roster(path, make_community("houbao", "后堡", 40, 3, today=date(2026, 11, 24)))
    return path


@pytest.fixture
def house(tmp_path: Path, qapp: object) -> Iterator[House]:
    house = House(tmp_path / "house")
    house.sign_in().go_to("imports")
    yield house
    house.close()


def choose(house: House, *paths: Path) -> None:
    house.files.extend(paths)
    for _ in paths:
        press(Key.Key_O, Modifier.ControlModifier)
        house.until(lambda: not house.screen.work.busy)
        house.settle()


def homes(house: House) -> int:
    opened = house.opened[0]
    today = opened.desk.clock.today()
    return opened.desk.ask(lambda s: household_counts(s, opened.desk.actor, today)).get("all", 0)


def take_over(house: House) -> Any:
    page = house.screen
    press(Key.Key_Return, Modifier.ControlModifier)
    house.until(lambda: not page.work.busy)
    house.settle()
    return page


def test_a_workbook_is_looked_at_before_anything_changes(house: House, roster: Path) -> None:
    choose(house, roster)
    page = house.screen
    assert page.places.currentWidget() is page.preview
    assert page.go.text() == f"导入 40 户 {page.work.preview.roster.counts.persons} 人"
    assert page.band.cards["new"].count() == 40
    assert page.band.cards["vacant"].count() == 3
    assert homes(house) == 0


def test_taking_it_over_says_what_it_did_and_what_cannot_be_undone(house: House, roster: Path) -> None:
    choose(house, roster)
    take_over(house)
    assert homes(house) == 40
    assert "新增 40 户" in house.strip()
    assert "不能一键撤销" in house.strip()


def test_the_same_workbook_a_second_time_changes_nothing(house: House, roster: Path) -> None:
    choose(house, roster)
    take_over(house)
    choose(house, roster)
    page = house.screen
    assert page.band.cards["same"].count() == 40
    assert not page.go.isEnabled()
    assert page.reason.text() == "和这里的一样，没有要导的"
    press(Key.Key_Return, Modifier.ControlModifier)
    assert not page.work.busy


def test_every_finding_is_a_sentence_with_its_row(house: House, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "花园"
    for line in (
        ["楼栋", "单元", "房号", "姓名", "与户主关系", "身份证号"],
        ["3", "2", "501", "冉小禾", "户主", "11010119900307123"],
        ["3", "2", "502", "", "户主", ""],
    ):
        sheet.append(line)
    book.save(tmp_path / "odd.xlsx")
    choose(house, tmp_path / "odd.xlsx")
    page = house.screen
    rows = [
        [page.rows.index(row, column).data() for column in range(5)] for row in range(page.rows.rowCount())
    ]
    assert ["第 2 行", "花园", "身份证号", "搁着没导", "身份证号位数不够"] in rows
    assert ["第 3 行", "花园", "姓名", "搁着没导", "没有写姓名"] in rows


def test_a_habit_of_the_file_names_its_rows_and_enter_unfolds_them_all(house: House, roster: Path) -> None:
    choose(house, roster)
    page = house.screen
    rows, which = page.rows, []
    habits = [f for f in page.work.preview.roster.findings if len(f.params.get("which", ())) > 5]
    assert habits
    habit = habits[0]
    assert len(habit.params["which"]) == habit.params["rows"]
    place = next(
        n
        for n in range(rows.rowCount())
        if rows.index(n, 4).data().find(f"共 {habit.params['rows']} 行：") > 0
    )
    named = "、".join(map(str, rows._found[place].params["which"][:5]))  # noqa: SLF001
    assert rows.index(place, 4).data().endswith(f"：{named}…")
    before = rows.rowCount()
    page.table.setCurrentIndex(rows.index(place, 0))
    page.table.setFocus()
    press(Key.Key_Return)
    count = rows.rowCount() - before
    which = [rows.index(place + 1 + n, 0).data() for n in range(count)]
    assert which == [f"第 {row} 行" for row in rows._found[place].params["which"]]  # noqa: SLF001
    press(Key.Key_Return)
    assert rows.rowCount() == before


def test_what_is_no_workbook_is_said_in_words(house: House, tmp_path: Path) -> None:
    (tmp_path / "letter.xlsx").write_text("<html>dear all</html>")
    choose(house, tmp_path / "letter.xlsx")
    assert "其实是网页" in house.strip()
    assert house.screen.places.currentIndex() == 0


def test_cancelling_the_reading_leaves_all_as_it_was(house: House, roster: Path) -> None:
    house.files.append(roster)
    page = house.screen
    page.choose()
    press(Key.Key_Escape)
    house.until(lambda: not page.work.busy)
    assert "停下了" in house.strip()
    assert homes(house) == 0


def test_cancelling_the_import_takes_nothing_over(house: House, roster: Path) -> None:
    choose(house, roster)
    page, gate = house.screen, Event()
    house.shell.seat.desk.call(page, gate.wait)  # what is before it in the thread takes its time
    page.take_over()
    press(Key.Key_Escape)
    gate.set()
    house.until(lambda: not page.work.busy)
    assert homes(house) == 0
    assert "一户也没有导" in house.strip()
    assert page.places.currentWidget() is page.preview
