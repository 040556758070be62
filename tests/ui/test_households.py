"""The list of all doors: 3,100 rows without a pause, sorted, filtered and opened by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.demo.filling import fill_campaign, fill_roster, fill_visits
from deskapp.demo.town import make_community
from deskapp.ui.table import ID_ROLE
from tests.people import TODAY, WORKER
from tests.ui.window import Window, focused, open_desk, press, type_words

HOUSEHOLDS, VACANT = 3100, 180


@pytest.fixture(scope="module")
def filled(tmp_path_factory: Any) -> Path:
    """A community's whole roster and some hundred visits, written once."""
    folder = tmp_path_factory.mktemp("community") / "desk"
    desk = open_desk(folder)
    community = make_community("houbao", "后堡社区", HOUSEHOLDS, VACANT, today=date.fromisoformat(TODAY))
    homes = fill_roster(desk, community)
    campaign = fill_campaign(desk, community, homes, [WORKER.id, "another"])
    fill_visits(desk, community, homes, campaign, 400)
    desk.store.close()
    return folder


@pytest.fixture
def window(filled: Path, qapp: QApplication) -> Iterator[Window]:
    made = Window(open_desk(filled)).show()
    made.frame.show_screen("households")
    made.settle()
    yield made
    made.close()
    assert made.broke == []


def column(window: Window, number: int, rows: int = 60) -> list[str]:
    model = window.households.model
    for row in range(rows):
        model.index(row, number).data()
    window.settle()
    return [model.index(row, number).data() for row in range(rows)]


def type_filter(window: Window, words: str, qtbot: Any) -> None:
    """Typed as a person does, and waited until the list has followed."""
    QTest.keyClick(focused(), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    type_words(words)
    with qtbot.waitSignal(window.households.model.modelReset, timeout=30_000):
        pass
    window.settle()


def test_all_doors_are_in_the_list_and_the_chips_count_them(window: Window) -> None:
    screen = window.households
    assert screen.model.rowCount() == HOUSEHOLDS
    names = [chip.accessibleName() for chip in screen.chips.findChildren(QWidget) if chip.accessibleName()]
    assert f"全部 {HOUSEHOLDS}" in names
    for chip in ("mine", "never", "tried", "met", "refused", "vacant", "due", "new"):
        screen.open(chip)
        window.settle()
        counted = next(b for b in screen.chips.findChildren(QWidget) if getattr(b, "key", "") == chip)
        assert counted.accessibleName().endswith(f" {screen.model.rowCount()}")


def test_who_was_never_visited_comes_first_and_then_the_longest_ago(window: Window) -> None:
    assert set(column(window, 2)) == {"没走过"}


def test_a_click_on_a_head_sorts_and_a_second_one_turns_it_round(window: Window) -> None:
    screen = window.households
    screen.sort_by(0)
    window.settle()
    up = column(window, 0, 20)
    screen.sort_by(0)
    window.settle()
    last = screen.model.rowCount() - 1
    assert column(window, 0, 20) != up
    screen.model.index(last, 0).data()
    window.settle()
    assert screen.model.index(last, 0).data() == up[0]
    screen.sort_by(1)
    window.settle()
    assert screen.table.horizontalHeader().sortIndicatorSection() == 1


def test_a_head_that_cannot_sort_changes_nothing(window: Window) -> None:
    screen = window.households
    before = column(window, 0, 20)
    screen.sort_by(5)
    window.settle()
    assert column(window, 0, 20) == before
    assert screen.table.horizontalHeader().sortIndicatorSection() == 2


def test_typing_narrows_the_list_and_nothing_found_says_so(window: Window, qtbot: Any) -> None:
    screen = window.households
    type_filter(window, "1-1", qtbot)
    assert 0 < screen.model.rowCount() < HOUSEHOLDS
    screen.filter.clear()
    type_filter(window, "zzzz", qtbot)
    assert screen.model.rowCount() == 0
    assert screen.nothing.isVisible()
    assert "zzzz" in screen.nothing.title.text()
    screen.nothing.button.setFocus()
    press(Qt.Key.Key_Space)
    window.settle()
    assert screen.model.rowCount() == HOUSEHOLDS


def test_enter_opens_the_chosen_door_and_escape_comes_back_to_it(window: Window) -> None:
    screen = window.households
    screen.table.setFocus()
    for _ in range(5):
        press(Qt.Key.Key_Down)
    id = screen.table.currentIndex().data(ID_ROLE)
    press(Qt.Key.Key_Return)
    window.settle()
    assert window.frame.open_screen() == "household"
    assert window.household.page.home() == id
    press(Qt.Key.Key_3)
    assert window.household.page.form.outcome.outcome() == "O3"
    press(Qt.Key.Key_Escape)
    window.settle()
    assert window.frame.open_screen() == "households"
    assert screen.table.currentIndex().data(ID_ROLE) == id
    assert screen.table.hasFocus()


def test_a_row_is_read_out_as_a_sentence(window: Window) -> None:
    index = window.households.model.index(0, 0)
    index.data()
    window.settle()
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "没走过" in said
    face = QAccessible.queryAccessibleInterface(window.households.table)
    assert face.text(QAccessible.Text.Name) == "住户"


def test_three_thousand_rows_are_scrolled_through_to_the_last(window: Window) -> None:
    screen = window.households
    screen.table.setFocus()
    for _ in range(100):
        press(Qt.Key.Key_PageDown)
        QApplication.processEvents()
    press(Qt.Key.Key_End)
    window.settle()
    assert screen.table.currentIndex().row() == HOUSEHOLDS - 1
    assert screen.model.index(HOUSEHOLDS - 1, 0).data() not in ("", "…")
