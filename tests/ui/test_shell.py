"""The shell: the seat one takes, the strip at the foot, the lock, search, and leaving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deskapp.store import drafts
from deskapp.sync.courier import Report
from deskapp.ui.keysheet import KeySheet
from deskapp.ui.spine import SpineTool
from deskapp.ui.thread import Progress
from tests.people import adding, household, person
from tests.ui.house import PASSWORD, House, focused, press, type_words

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def house(tmp_path: Path, qapp: object) -> Iterator[House]:
    house = House(tmp_path)
    house.sign_in()
    yield house
    house.close()


def add_home(house: House, room: str = "501", name: str = "冉小禾") -> str:
    """A household with somebody in it, saved at this desk."""
    desk = house.opened[-1].desk
    home = desk.do(adding(household(room)))
    desk.do(adding(person(home, name)))
    house.settle()
    return home


def at_door(house: House, note: str = "") -> Any:
    """The page of a door with a visit begun in it."""
    house.shell.seat.lead("household", add_home(house))
    house.settle()
    page = house.screens["household"].page
    press(Key.Key_1)
    page.form.note.setPlainText(note)
    return page


def unlock(house: House) -> None:
    type_words(PASSWORD)
    press(Key.Key_Return)
    house.until(lambda: not house.shell.locked)
    house.settle()


def test_the_spine_has_the_screens_of_a_worker(house: House) -> None:
    names = ["today", "reviews", "buildings", "households", "requests"]
    names += ["evening", "handover", "imports", "settings"]
    assert house.shell.frame.spine.names() == names


def test_a_save_shows_at_once_as_waiting(house: House) -> None:
    add_home(house)
    assert "待发 2 项" in house.fact("waiting")


def test_syncing_says_what_it_did_and_that_nothing_waits(house: House) -> None:
    add_home(house)
    house.shell.seat.sync()
    house.until(lambda: "同步好了" in house.strip())
    house.settle()
    assert "送出 2 份" in house.strip()
    assert "待发 0 项" in house.fact("waiting")
    assert "连着中心" in house.fact("road")
    assert [row["room"] for row in house.town.center_rows("household")] == ["501"]


def test_a_sync_without_a_center_says_that_nothing_is_lost_and_can_be_tried_again(house: House) -> None:
    house.shell.seat.sync()
    house.until(house.strip)
    add_home(house)
    house.seat.road.cut = "before"
    house.shell.seat.sync()
    house.until(lambda: "没有同步成" in house.strip())
    assert "都在这台电脑上" in house.strip()
    assert house.fact("road") == "离线工作中"
    house.press_strip()
    house.until(lambda: "同步好了" in house.strip())


def test_what_comes_from_the_center_appears_on_the_open_page(house: House) -> None:
    house.shell.seat.sync()
    house.until(house.strip)
    other = house.town.join("houbao")
    other.sync()
    other.do(adding(household("702")))
    other.sync()
    page = house.go_to("households")
    assert page.model.rowCount() == 0
    house.shell.seat.sync()
    house.until(lambda: page.model.rowCount() == 1)


def test_a_page_behind_is_fresh_when_it_is_shown_again(house: House) -> None:
    house.go_to("households")
    house.go_to("settings")
    add_home(house)
    assert house.go_to("households").model.rowCount() == 1


def test_searching_by_pinyin_initials_leads_to_the_household(house: House) -> None:
    home = add_home(house)
    house.shell.frame.spine.setFocus()
    house.shell.frame.go_search()
    type_words("rxh")
    house.until(house.shell.seat.hits.isVisible)
    press(Key.Key_Down)
    assert focused() is house.shell.seat.hits.rows
    press(Key.Key_Return)
    house.settle()
    assert house.shell.frame.open_screen() == "household"
    assert house.screen.page.home() == home
    assert not house.shell.seat.hits.isVisible()


def test_enter_in_the_search_opens_the_first_that_is_found(house: House) -> None:
    add_home(house)
    house.shell.frame.search.setFocus()
    type_words("冉小禾")
    press(Key.Key_Return)
    house.until(lambda: house.shell.frame.open_screen() == "household")


def test_a_search_for_nobody_says_so(house: House) -> None:
    house.shell.frame.search.setFocus()
    type_words("zzz")
    house.until(house.shell.seat.hits.isVisible)
    assert "没找到「zzz」" in house.shell.seat.hits.nothing.text()
    press(Key.Key_Escape)
    assert not house.shell.frame.search.text()


def test_behind_the_lock_no_key_leads_to_a_page(house: House) -> None:
    add_home(house)
    house.go_to("households")
    house.shell.lock()
    assert house.shell.frame.open_screen() == "sign_in"
    press(Key.Key_1, Modifier.ControlModifier)
    press(Key.Key_2, Modifier.AltModifier)
    press(Key.Key_F1)
    assert house.shell.frame.open_screen() == "sign_in"
    assert not house.screens["households"].isVisible()
    assert house.strip() == ""


def test_the_lock_opens_to_the_same_page_for_the_right_password_only(house: House) -> None:
    house.go_to("households")
    house.shell.lock()
    type_words("mistaken")
    press(Key.Key_Return)
    house.until(lambda: not house.shell.sign_in.busy)
    assert house.shell.locked
    type_words("tongyong-12345")
    press(Key.Key_Return)
    house.until(lambda: not house.shell.locked)
    assert house.shell.frame.open_screen() == "households"
    assert len(house.opened) == 1


def test_a_desk_nobody_touches_locks_itself(house: House) -> None:
    house.shell.wish(lock_minutes=0)
    house.shell.watch.set_limit(0.001)
    house.until(lambda: house.shell.locked)


def test_leaving_for_somebody_else_closes_the_desk_and_shows_the_card(house: House) -> None:
    house.shell.leave()
    assert house.opened[0].closed
    assert house.shell.frame.open_screen() == "sign_in"
    QTest.qWaitForWindowActive(house.shell.frame)
    house.sign_in()
    assert house.shell.frame.open_screen() == "today"


def test_closing_the_window_keeps_an_unfinished_visit(house: House) -> None:
    home = add_home(house)
    house.shell.seat.lead("household", home)
    house.settle()
    press(Key.Key_3)
    store = house.opened[0].desk.store
    house.shell.seat.screens["household"].leave()
    house.settle()
    with store.reading() as session:
        kept = drafts.of_owner(session.connection(), house.opened[0].user)
    assert [draft.doc["outcome"] for draft in kept] == ["O3"]
    house.shell.frame.close()
    assert house.opened[0].closed


def test_the_window_comes_back_where_it_was(house: House) -> None:
    house.shell.frame.resize(1280, 690)
    house.shell.leave()
    assert house.shell.frame.size().toTuple() == (1280, 690)


def test_f1_lists_the_keys_and_any_key_puts_the_list_away(house: House) -> None:
    add_home(house)
    house.go_to("households")
    house.screen.table.setFocus()
    house.shell.frame.help_asked.emit()
    sheet = house.shell.frame.findChild(KeySheet)
    assert sheet.isVisible()
    press(Key.Key_Escape)
    assert not sheet.isVisible()
    assert focused() is house.screen.table


def test_a_role_taken_away_leaves_a_page_that_says_so(house: House) -> None:
    house.seat.desk.actor = replace(house.seat.desk.actor, role="")
    house.opened[0].desk.actor = house.seat.desk.actor
    house.shell.seat.sync()
    house.until(lambda: house.shell.seat is not None and not house.shell.seat.screens)
    assert house.shell.frame.open_screen() == "nobody"


def test_a_round_that_finds_me_renamed_leaves_the_lock_locked_and_sits_anew_after_it(house: House) -> None:
    house.go_to("households")
    house.shell.lock()
    desk = house.opened[-1].desk
    desk.actor = replace(desk.actor, name="冉小禾")
    house.shell.seat.sync()
    house.until(lambda: "连着中心" in house.fact("road"))
    house.settle()
    assert house.shell.locked
    assert house.shell.frame.open_screen() == "sign_in"
    before = house.shell.seat
    unlock(house)
    assert house.shell.seat is not before
    assert house.shell.seat.actor.name == "冉小禾"
    assert house.shell.frame.open_screen() == "households"


def test_nothing_of_a_door_stands_on_the_lock_card(house: House) -> None:
    page = at_door(house)
    page.save()
    house.shell.lock()
    house.settle()
    assert house.strip() == ""
    unlock(house)
    assert "已存" in house.strip()


def test_closing_while_the_disk_is_full_says_so_once_and_stays(house: House) -> None:
    with house.opened[-1].desk.store.keeping() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON draft BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    at_door(house, "500")
    house.shell.frame.close()
    assert house.shell.frame.isVisible()
    assert "存不上" in house.strip()
    assert not house.opened[0].closed
    house.shell.frame.close()
    assert not house.shell.frame.isVisible()
    assert house.opened[0].closed


def test_closing_right_after_a_save_keeps_what_was_typed_on(house: House) -> None:
    page = at_door(house, "500")
    kept: list[str] = []
    page.save()
    page.form.note.setPlainText("500 和 501")
    page._keeping.kept.connect(lambda _home, at: kept.append(at))  # noqa: SLF001
    assert house.shell.seat.keep()
    assert kept[-1]
    with house.opened[0].desk.store.reading() as session:
        (draft,) = drafts.of_owner(session.connection(), house.opened[0].user)
    assert draft.doc["note"] == "500 和 501"


def test_the_window_goes_before_a_hanging_round_is_waited_for(house: House) -> None:
    began, seen = Event(), []

    def hangs(_tell: Any, stopping: Any) -> Report:
        began.set()
        while not stopping():
            pass
        seen.append(house.shell.frame.isVisible())
        return Report()

    house.opened[-1].sync = hangs  # type: ignore[method-assign]
    house.shell.seat.sync()
    house.until(began.is_set)
    house.shell.frame.close()
    assert seen == [False]


def test_closing_calls_off_an_import_that_runs(house: House) -> None:
    progress = Progress(house.screens["imports"])
    house.shell.frame.close()
    assert progress.cancelled


def test_f1_names_every_key_there_is_for_the_page_and_those_of_the_others(house: House) -> None:
    house.shell.seat.show_keys()
    sheet = house.shell.frame.findChild(KeySheet)
    said = dict(sheet.shown)
    for key in ("Ctrl ↵", "Ctrl S", "Ctrl Z", "Ctrl F", "Ctrl O", "Ctrl L", "F5"):
        assert key in said, key
    assert said["Ctrl O"] == "选花名册（导入）"


def test_control_l_locks_and_f5_syncs(house: House) -> None:
    press(Key.Key_F5)
    house.until(lambda: "同步好了" in house.strip())
    press(Key.Key_L, Modifier.ControlModifier)
    assert house.shell.locked
    press(Key.Key_F5)
    house.settle()
    assert house.strip() == ""


def test_a_household_led_to_stands_in_the_section_of_households(house: House) -> None:
    at_door(house)
    (opened,) = (tool.name for tool in house.shell.frame.spine.findChildren(SpineTool) if tool.isChecked())
    assert opened == "households"
    assert house.shell.frame.title.text() == "住户"
