"""A declared screen: a list of any kind with its form, by keyboard; drafts, doubts, undo, and who may not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskapp.desk import Desk
from deskapp.models.actor import Actor
from deskapp.models.request import Request
from deskapp.store import drafts
from deskapp.store.capture import EVERYTHING
from deskapp.ui.fields import Choice, Day, Of, Text
from deskapp.ui.recordscreen import RecordScreen, called
from deskapp.work.entry import NEW, form_of
from deskapp.work.kinds import record_ids
from deskapp.work.listing import UnknownField
from tests.people import WORKER, adding, setting
from tests.ui.window import Window, fill, focused, open_desk, press, rows, strips, tab_to, type_words

CTRL = Qt.KeyboardModifier.ControlModifier
COLUMNS = ["household", "category", "promised_on"]


class Wants(RecordScreen):
    """诉求, as a screen declares it."""

    name = "wants"
    icon = "request"
    kind = "request"
    called = "诉求"
    columns = [("household", "住户"), ("category", "哪一类"), ("promised_on", "答应哪天")]
    form = [
        Of("household", "住户(&H)", kind="household"),
        Choice("category", "哪一类(&C)", codes="request_category"),
        Day("promised_on", "答应哪天(&D)", ahead=True),
        Text("text", "要什么(&W)", lines=3),
    ]


def show(desk: Desk) -> Window:
    window = Window(desk)
    screen = window.screens["wants"] = Wants(window.sitting)
    window.frame.add_screen(screen.name, screen.title(), screen.icon, screen)
    window.frame.resize(1366, 768)
    window.show().frame.show_screen("wants")
    window.settle()
    return window


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = open_desk(tmp_path / "desk")
    made.homes = fill(made, 8)  # type: ignore[attr-defined]
    return made


@pytest.fixture
def window(desk: Desk, qapp: QApplication) -> Iterator[Window]:
    made = show(desk)
    yield made
    made.close()
    assert made.broke == []


def screen_of(window: Window) -> Any:
    return window.screens["wants"]


def ask_for(desk: Desk, home: int, text: str, **more: Any) -> str:
    given = Request(household=desk.homes[home], text=text, **more)  # type: ignore[attr-defined]
    return desk.do(adding(given), EVERYTHING)


def cells(window: Window) -> list[list[str]]:
    model = screen_of(window).list.model
    model.index(0, 0).data()
    window.settle()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def write_new(window: Window, door: str, text: str) -> None:
    press(Qt.Key.Key_N, CTRL)
    window.settle()
    type_words(door)
    window.settle()
    press(Qt.Key.Key_Return)
    tab_to("要什么")
    type_words(text)


def test_an_empty_list_says_what_to_do(window: Window) -> None:
    listed = screen_of(window).list
    assert listed.places.currentWidget() is listed.none
    assert listed.none.title.text() == "还没有诉求"
    assert focused() is listed.none.button


def test_one_is_written_by_keyboard_and_stands_in_the_list(window: Window, desk: Desk) -> None:
    write_new(window, "3-2-201", "楼道灯不亮")
    tab_to("要什么")
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    (row,) = rows(desk, "request")
    assert (row["household"], row["text"]) == (desk.homes[2], "楼道灯不亮")  # type: ignore[attr-defined]
    assert cells(window) == [["3-2-201 冉小禾", "", "", "待发"]]
    assert focused() is screen_of(window).list.table
    assert screen_of(window).paper.form.values()["text"] == "楼道灯不亮"
    assert any("已存" in said for said in strips(window))


def test_codes_days_and_references_are_words(window: Window, desk: Desk) -> None:
    ask_for(desk, 0, "修", category="repair", promised_on="2026-12-01")
    window.settle()
    assert cells(window)[0][:3] == ["3-2-101 冉小禾", "公共维修", "12 月 1 日 周二"]


def test_a_restricted_field_may_not_be_a_column(window: Window) -> None:
    class Wrong(Wants):
        columns = [("text", "要什么")]

    with pytest.raises(UnknownField):
        Wrong(window.sitting)


def test_the_list_is_filtered_by_door_name_and_code_and_found_again(window: Window, desk: Desk) -> None:
    ask_for(desk, 0, "甲", category="repair")
    ask_for(desk, 3, "乙", category="noise")
    window.settle()
    for words, wanted in {"101": 1, "rxh": 2, "噪音": 1, "没有这个": 0}.items():
        press(Qt.Key.Key_F, CTRL)
        focused().selectAll()
        type_words(words)
        QTest.qWait(200)
        window.settle()
        assert screen_of(window).list.model.rowCount() == wanted, words
    listed = screen_of(window).list
    assert listed.lost.title.text() == "没找到「没有这个」"


def test_a_hundredth_of_a_text_is_no_wildcard(desk: Desk) -> None:
    ask_for(desk, 0, "甲", promised_on="2026-12-01")
    for text, found in {"2026-12": 1, "%": 0, "_": 0}.items():
        assert len(desk.ask(partial(record_ids, kind="request", columns=COLUMNS, text=text))) == found
    desk.store.close()


def test_doors_are_sorted_up_the_stairs_and_codes_as_in_their_table(desk: Desk) -> None:
    made = [ask_for(desk, n, "甲", category=c) for n, c in ((5, "repair"), (0, "noise"), (3, None))]
    by_door = partial(record_ids, kind="request", columns=COLUMNS, sort="household")
    assert desk.ask(by_door) == [made[1], made[2], made[0]]
    assert desk.ask(partial(by_door, descending=True)) == [made[0], made[2], made[1]]
    by_code = partial(record_ids, kind="request", columns=COLUMNS, sort="category")
    assert desk.ask(by_code) == [made[0], made[1], made[2]]
    assert desk.ask(partial(by_code, descending=True)) == [made[1], made[0], made[2]]
    desk.store.close()


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_saved(window: Window, desk: Desk) -> None:
    write_new(window, "3-2-201", "")
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    paper = screen_of(window).paper
    assert rows(desk, "request") == []
    assert paper.form.said_of("text") == "这一项要填"
    assert focused() is paper.form.places["text"]


def test_an_edit_takes_only_the_field_that_was_changed(window: Window, desk: Desk) -> None:
    id = ask_for(desk, 0, "修灯", category="repair")
    window.settle()
    press(Qt.Key.Key_Return)
    tab_to("要什么")
    focused().selectAll()
    type_words("修水管")
    desk.do(setting(Request, id, category="pipes"), EVERYTHING)  # meanwhile, as from another desk
    window.settle()
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    (row,) = rows(desk, "request")
    assert (row["text"], row["category"]) == ("修水管", "pipes")


def test_what_was_begun_is_there_after_the_window_closed(desk: Desk, tmp_path: Path, qapp: Any) -> None:
    window = show(desk)
    write_new(window, "3-2-201", "写了一半")
    QTest.qWait(600)
    window.settle()
    with desk.store.engine.connect() as connection:
        kept = drafts.find(connection, WORKER.id, form_of("request"), NEW)
    assert kept is not None
    assert kept.doc["values"]["text"] == "写了一半"
    window.close()

    again = show(open_desk(tmp_path / "desk"))
    press(Qt.Key.Key_N, CTRL)
    again.settle()
    form = screen_of(again).paper.form
    assert form.values()["text"] == "写了一半"
    assert form.places["household"].text() == "3-2-201 冉小禾"
    press(Qt.Key.Key_S, CTRL)
    again.settle()
    assert [row["text"] for row in rows(again.desk, "request")] == ["写了一半"]
    with again.desk.store.engine.connect() as connection:
        assert drafts.of_owner(connection, WORKER.id) == []
    again.close()


def test_another_row_keeps_what_was_begun_as_a_draft(window: Window, desk: Desk) -> None:
    ids = {n: ask_for(desk, n, f"第 {n} 件") for n in (0, 1)}
    window.settle()
    screen = screen_of(window)
    screen.open(ids[0])
    window.settle()
    screen.paper.take_focus()
    tab_to("要什么")
    type_words("补")
    screen.open(ids[1])
    window.settle()
    assert screen.paper.form.values()["text"] == "第 1 件"
    screen.open(ids[0])
    window.settle()
    assert screen.paper.form.values()["text"].replace("补", "") == "第 0 件"
    assert "补" in screen.paper.form.values()["text"]


@pytest.mark.parametrize("new", [True, False], ids=["new", "old"])
def test_what_is_typed_after_ctrl_s_stays_and_is_saved_next(window: Window, desk: Desk, new: bool) -> None:
    paper = screen_of(window).paper
    if new:
        write_new(window, "3-2-201", "一")
    else:
        screen_of(window).open(ask_for(desk, 0, "旧"))
        window.settle()
        tab_to("要什么")
        focused().selectAll()
        type_words("一")
    press(Qt.Key.Key_S, CTRL)
    type_words("二")
    window.settle()
    assert [row["text"] for row in rows(desk, "request")] == ["一"]
    assert paper.form.values()["text"] == "一二"
    assert any("接着写的还没存" in said for said in strips(window))
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    assert [row["text"] for row in rows(desk, "request")] == ["一二"]
    with desk.store.engine.connect() as connection:
        assert drafts.of_owner(connection, WORKER.id) == []


def test_one_is_withdrawn_and_taken_back(window: Window, desk: Desk) -> None:
    id = ask_for(desk, 0, "修灯")
    window.settle()
    screen_of(window).paper.withdraw_button.click()
    window.settle()
    assert rows(desk, "request") == []
    assert strips(window) == ["撤掉了一条诉求"]
    assert focused() is screen_of(window).list.none.button
    press(Qt.Key.Key_Z, CTRL)
    window.settle()
    assert [row["id"] for row in rows(desk, "request")] == [id]
    assert screen_of(window).paper.form.values()["text"] == "修灯"


def test_a_new_one_can_be_begun_for_a_household(window: Window, desk: Desk) -> None:
    screen_of(window).open({"household": desk.homes[4]})  # type: ignore[attr-defined]
    window.settle()
    form = screen_of(window).paper.form
    assert form.places["household"].text() == "3-2-301 冉小禾"
    form.lead_to("text")
    type_words("修窗")
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    assert rows(desk, "request")[0]["household"] == desk.homes[4]  # type: ignore[attr-defined]


def test_a_list_that_is_renewed_leaves_what_one_is_writing_alone(window: Window, desk: Desk) -> None:
    write_new(window, "3-2-201", "写了一半")
    ask_for(desk, 0, "别人的")
    window.settle()
    assert screen_of(window).list.model.rowCount() == 1
    assert screen_of(window).paper.form.values()["text"] == "写了一半"
    assert screen_of(window).paper.form.isAncestorOf(focused())


def test_who_may_only_read_sees_the_form_locked_and_why(desk: Desk, tmp_path: Path, qapp: Any) -> None:
    id = ask_for(desk, 0, "修灯")
    desk.store.close()
    other = open_desk(tmp_path / "desk", Actor("leader", "岑若水", "subdistrict_leader", "street"))
    window = show(other)
    screen = screen_of(window)
    paper = screen.paper
    screen.open(id)
    window.settle()
    assert paper.form.reason == "您的岗位只能看，不能改"
    assert not paper.save_button.isVisible()
    assert not screen.list.new.isVisible()
    press(Qt.Key.Key_N, CTRL)
    window.settle()
    assert not paper.is_new()
    window.close()


def test_the_word_for_a_kind_is_its_screens() -> None:
    assert called("request") == "诉求"
    assert called("nothing") == "nothing"
