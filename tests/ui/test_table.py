"""A list of any length reads only what is looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from deskapp.desk import Desk
from deskapp.models.clock import ClockAt
from deskapp.store import Store
from deskapp.ui.table import PAGE, Line, RecordTable
from deskapp.ui.thread import DeskThread
from tests.people import TODAY, WORKER


@pytest.fixture
def desk(tmp_path: Path, qapp: Any) -> Any:
    clock = ClockAt(f"{TODAY}T01:00:00Z")
    store = Store.open(tmp_path, b"k" * 32, clock)
    thread = DeskThread(Desk(store, WORKER, clock))
    yield thread
    thread.close()
    store.close()


@pytest.fixture
def asked() -> list[list[str]]:
    return []


@pytest.fixture
def model(desk: DeskThread, asked: list[list[str]]) -> RecordTable:
    def page(_session: Any, ids: list[str]) -> list[Line]:
        asked.append(ids)
        return [Line(id, (id, id.upper()), said=f"户 {id}") for id in reversed(ids)]

    return RecordTable(desk, ["门牌", "户主"], page, desk)


def text(model: RecordTable, row: int, column: int = 0) -> Any:
    return model.index(row, column).data(Qt.ItemDataRole.DisplayRole)


def test_a_page_is_read_when_it_is_looked_at_and_only_once(
    model: RecordTable, asked: list[list[str]], qtbot: Any
) -> None:
    model.show_ids([f"h{n}" for n in range(10_000)])
    assert model.rowCount() == 10_000
    assert asked == []
    with qtbot.waitSignal(model.page_came):
        assert text(model, 5005) == "…"
    assert text(model, 5005) == "h5005"
    assert text(model, 5005, 1) == "H5005"
    assert len(asked) == 1
    assert len(asked[0]) == PAGE


def test_a_new_list_forgets_pages_that_come_late(model: RecordTable, qtbot: Any) -> None:
    model.show_ids(["a"])
    text(model, 0)
    model.show_ids(["b"])
    with qtbot.waitSignal(model.page_came):
        text(model, 0)
    assert text(model, 0) == "b"


def test_words_read_again_stand_until_the_new_ones_are_here(
    desk: DeskThread, qtbot: Any, asked: list[list[str]]
) -> None:
    def page(_session: Any, ids: list[str]) -> list[Line]:
        asked.append(ids)
        return [Line(id, (f"{id} {len(asked)}",)) for id in ids]

    model = RecordTable(desk, ["门牌"], page, desk)
    model.show_ids(["a"])
    with qtbot.waitSignal(model.page_came):
        text(model, 0)
    model.forget()
    with qtbot.waitSignal(model.page_came):
        assert text(model, 0) == "a 1"
        assert text(model, 0) == "a 1"
    assert text(model, 0) == "a 2"
    assert len(asked) == 2


def test_a_row_is_found_again_by_its_id(model: RecordTable) -> None:
    model.show_ids(["a", "b", "c"])
    assert model.row_of("c") == 2
    assert model.row_of("z") == -1
    assert model.id_at(1) == "b"


def test_a_row_says_a_whole_sentence_to_a_screen_reader(model: RecordTable, qtbot: Any) -> None:
    model.show_ids(["a"])
    with qtbot.waitSignal(model.page_came):
        text(model, 0)
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "户 a"


def test_the_model_keeps_qts_own_rules(model: RecordTable, qtmodeltester: Any, qtbot: Any) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    model.show_ids([f"h{n}" for n in range(250)])
    view.setModel(model)
    qtmodeltester.check(model, force_py=True)
