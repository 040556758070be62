"""A disk that is full while one writes: the window says so, keeps every word, saves once there is room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from deskapp.desk import Desk
from deskapp.ui.troublewords import PLAIN
from deskapp.ui.words import problem
from tests.ui.window import Window, fill, focused, open_desk, press, rows, strips, tab_to, type_words, windows

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = "第三次上门，说好下周再来。" * 600
"""More than is left on the last page of any table."""


class Space:
    """No page more for the store: SQLite's own limit, so the error is the one of a full disk."""

    def __init__(self, desk: Desk) -> None:
        self.engine = desk.store.engine
        self.limit: int | None = None
        event.listen(self.engine, "checkout", self._tell)

    def _tell(self, connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={self.limit or 2**31 - 2}")

    def end(self) -> None:
        with self.engine.connect() as connection:
            self.limit = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def comes_back(self) -> None:
        self.limit = None


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = open_desk(tmp_path / "desk")
    fill(made)
    return made


@pytest.fixture
def window(desk: Desk, qapp: QApplication) -> Iterator[Window]:
    with windows() as show:
        yield show(desk)


def test_a_full_disk_is_said_in_the_window_which_keeps_what_was_typed_and_saves_it_later(
    window: Window, desk: Desk
) -> None:
    form, space = window.today.page.form, Space(desk)
    press(Qt.Key.Key_1)
    tab_to("情况")
    form.note.setPlainText(LONG)
    space.end()
    press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert rows(desk, "visit") == []
    assert any("没存下，硬盘满了" in said for said in strips(window)), strips(window)
    assert form.note.toPlainText() == LONG
    assert form.outcome.outcome() == "O1"

    space.comes_back()
    tab_to("情况")
    type_words("末")
    written = form.note.toPlainText()
    assert focused() is form.note
    press(Qt.Key.Key_Return, CTRL)
    window.settle()
    (saved,) = rows(desk, "visit")
    assert (saved["note"], saved["outcome"]) == (written, "O1")
    assert any("已存" in said for said in strips(window)), strips(window)
    assert not any("没存下" in said for said in strips(window))


def test_the_words_for_a_full_store_name_the_disk(desk: Desk) -> None:
    space = Space(desk)
    space.end()
    with pytest.raises(Exception, match="full") as full:
        desk.store.put("much", LONG)
    assert problem(full.value) == PLAIN["disk-full"][1]
    space.comes_back()
    desk.store.put("much", LONG)
    desk.store.close()
