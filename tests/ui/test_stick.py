"""A round by stick from the window: written out with its slip, looked into, taken in or left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from center import sticks
from deskapp.models.bundle import SUFFIX
from deskapp.ui.stickpaper import slip_html
from tests.people import adding, household, person
from tests.sync.test_epochs import backup, restore
from tests.ui.house import House, focused, press, tab_to

Key = Qt.Key


@pytest.fixture
def house(tmp_path: Path, qapp: object) -> Iterator[House]:
    house = House(tmp_path)
    house.sign_in()
    yield house
    house.close()


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    drive = tmp_path / "usb"
    drive.mkdir()
    return drive


def at_stick(house: House) -> Any:
    """By the worker's menu, as with the keyboard."""
    plate = house.shell.frame.worker
    plate.setFocus()
    press(Key.Key_Return)
    (menu,) = plate.findChildren(QMenu)
    while menu.activeAction() is None or menu.activeAction().text() != "用 U 盘送收":
        QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    house.shell.frame.activateWindow()  # a popup without a screen keeps it
    QTest.qWaitForWindowActive(house.shell.frame)
    house.settle()
    assert house.shell.frame.open_screen() == "stick"
    return house.screen


def save_home(house: House, name: str = "蓝天晴") -> None:
    desk = house.opened[-1].desk
    home = desk.do(adding(household("501")))
    desk.do(adding(person(home, name)))
    house.settle()


def write(house: House, drive: Path) -> Path:
    page = house.screen
    house.files.append(drive)
    tab_to("选 U 盘，写上去")
    press(Key.Key_Space)
    house.until(lambda: not page.busy)
    house.settle()
    return page.slip.file if page.slip else drive


def choose(house: House, file: Path) -> Any:
    page = house.screen
    house.files.append(file)
    tab_to("选回执文件")
    press(Key.Key_Space)
    house.until(lambda: not page.busy)
    house.settle()
    return page


def answered(house: House, file: Path) -> Path:
    header, content = sticks.answer(house.town.center, file.read_bytes(), house.town.clock)
    back = file.parent / f"back-{header.number:04d}{SUFFIX}"
    back.write_bytes(content)
    return back


def test_a_round_by_stick_and_back_settles_what_waited(house: House, drive: Path) -> None:
    save_home(house)
    page = at_stick(house)
    file = write(house, drive)
    assert os.listdir(drive) == [file.name]
    assert "第 1 号" in page.out_mark.accessibleName()
    assert "2 份，2 条记录" in page.out_said.text()
    assert focused() is page.print_slip
    choose(house, answered(house, file))
    assert "中心收下 2 份，没收下 0 份" in page.back_said.text()
    assert "住户 1" in page.back_said.text()
    assert focused() is page.take
    assert "待发 2 项" in house.fact("waiting"), "looking settles nothing"
    press(Key.Key_Space)
    house.until(lambda: "收下了" in house.strip())
    house.settle()
    assert "待发 0 项" in house.fact("waiting")
    assert house.town.center_rows("household")


def test_what_a_stick_brings_is_on_the_pages_at_once(house: House, drive: Path) -> None:
    other = house.town.join("houbao")
    other.do(adding(household("702")))
    other.sync()
    assert house.go_to("households").model.rowCount() == 0
    page = at_stick(house)
    choose(house, answered(house, write(house, drive)))
    press(Key.Key_Space)
    house.until(lambda: page.seen is None)
    assert house.go_to("households").model.rowCount() == 1


def test_first_look_then_leave_it(house: House, drive: Path) -> None:
    save_home(house)
    page = at_stick(house)
    choose(house, answered(house, write(house, drive)))
    tab_to("先不收")
    press(Key.Key_Space)
    assert page.seen is None
    assert not page.take.isVisible()
    assert "待发 2 项" in house.fact("waiting")


def test_the_slip_says_who_and_how_much_and_nothing_of_a_resident(house: House, drive: Path) -> None:
    save_home(house)
    page = at_stick(house)
    write(house, drive)
    html = slip_html(page.slip, house.shell.seat.actor.name, "后堡社区")
    for word in (
        "第 1 号",
        "后堡社区",
        house.shell.seat.actor.name,
        page.slip.device[:12],
        "2 份，2 条",
        "签字",
    ):
        assert word in html
    assert "蓝天晴" not in html
    assert "501" not in html
    house.files.append(drive)
    press(Key.Key_Space)  # no printer here: into a file
    house.until(lambda: "单子存在" in house.strip())
    (pdf,) = drive.glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]), "被改过"),
        (lambda raw: b"a picture", "不是互通的 U 盘文件"),
        (lambda raw: raw[:40], "没有拷全"),
    ],
)
def test_a_file_that_is_no_answer_is_said_and_nothing_is_used(
    house: House, drive: Path, spoil: Any, words: str
) -> None:
    save_home(house)
    page = at_stick(house)
    back = answered(house, write(house, drive))
    back.write_bytes(spoil(back.read_bytes()))
    choose(house, back)
    assert words in house.strip()
    assert page.seen is None
    assert "待发 2 项" in house.fact("waiting")


def test_our_own_file_is_not_for_us(house: House, drive: Path) -> None:
    at_stick(house)
    choose(house, write(house, drive))
    assert "没有收" in house.strip()


def test_after_a_restore_the_strip_leads_to_a_fresh_stick(house: House, drive: Path) -> None:
    house.shell.seat.sync()
    house.until(lambda: "同步好了" in house.strip())
    kept = backup(house.town)
    save_home(house)
    page = at_stick(house)
    file = write(house, drive)
    restore(house.town, kept)
    choose(house, answered(house, file))
    assert "中心没有收" in page.back_said.text()
    press(Key.Key_Space)
    house.until(lambda: "重新写一份" in house.strip())
    house.files.append(drive)
    house.press_strip()
    house.until(lambda: page.slip.number == 2)


def test_a_stick_that_is_full_or_gone_is_said_and_holds_no_half(house: House, tmp_path: Path) -> None:
    page = at_stick(house)
    write(house, tmp_path / "gone")
    assert "没有写成" in house.strip()
    assert page.slip is None
    assert not list(tmp_path.rglob(f"*{SUFFIX}*"))


def test_behind_the_lock_the_page_is_not_seen(house: House) -> None:
    page = at_stick(house)
    house.shell.lock()
    assert not page.isVisible()
    assert not page.isEnabled()
