"""The evening's shorthand: typing saves nothing, submitting saves exactly what was shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from deskapp.desk import Desk
from deskapp.models.campaign import Assignment
from deskapp.models.household import Household as Home
from deskapp.models.person import Person
from deskapp.store import drafts
from deskapp.ui.draftlayout import places_of
from deskapp.ui.keeping import KEEP_AFTER
from deskapp.ui.printing import A4_UPRIGHT, PrintedSheet
from deskapp.ui.roundpaper import round_html
from deskapp.ui.screens.evening import Evening
from deskapp.ui.theme import Theme
from deskapp.work.evening import FORM, SUBJECT
from deskapp.work.shorthand import read
from deskapp.work.shorthanddoors import doors_of
from deskapp.work.today import todays_round
from tests.people import TODAY, WORKER
from tests.ui.window import Window, fill, focused, open_desk, press, rows, strips, type_words

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TEXT = "3号楼2单元\n101 冉 平安 药够\n102 没人 留条\n201 漏水 要修 厨房顶\n9o9 平安"


def furnish(desk: Desk) -> None:
    """The stair of the other tests, and one door with two of a surname."""
    fill(desk, 8)

    def add(session: Any) -> None:
        home = Home(
            community="houbao", estate="花园七村", building="3", unit="2", floor="7", room="702", vacant=False
        )
        session.add(home)
        session.flush()
        session.add(Person(household=home.id, name="刘芳", relation="02", phone="13800138001"))
        session.add(Person(household=home.id, name="刘国栋", relation="51", phone="13800138002"))
        session.add(Assignment(household=home.id, worker=desk.actor.id, since="2026-01-01"))

    desk.do(add)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = open_desk(tmp_path / "desk")
    furnish(made)
    return made


def evening_of(window: Window, at_once: str = "") -> Any:
    """The screen; with something typed before the store has answered."""
    screen = Evening(window.sitting)
    window.screens["evening"] = screen
    window.frame.add_screen("evening", screen.title(), screen.icon, screen)
    window.lead("evening", None)
    type_words(at_once)
    window.settle()
    return screen


@pytest.fixture
def evening(window: Window) -> Any:
    return evening_of(window)


def write(evening: Any, text: str) -> None:
    evening.text.replace(text)


def states(evening: Any) -> list[str]:
    return [draft.entry.state for draft in evening.rows.drafts()]


def until_saved(window: Window, evening: Any) -> None:
    for _ in range(20):
        window.settle()
        if evening.saving.now is None:
            break
    window.settle()


def kept_text(desk: Desk) -> str:
    found = desk.ask(lambda session: drafts.find(session.connection(), WORKER.id, FORM, SUBJECT))
    return found.doc["text"] if found else ""


def test_what_is_typed_is_read_at_once_and_nothing_is_saved(window: Window, evening: Any, desk: Desk) -> None:
    assert focused() is evening.text
    type_words("3-2-101 冉 平安 灯不亮")
    window.settle()
    (draft,) = evening.rows.drafts()
    assert (draft.entry.state, draft.who, draft.outcome) == ("ready", "冉小禾", "见到本人")
    QTest.qWait(KEEP_AFTER + 100)
    window.settle()
    assert rows(desk, "visit") == rows(desk, "request") == []


def test_the_pills_count_and_the_margin_marks_what_is_not_clear(evening: Any) -> None:
    write(evening, TEXT)
    marks = [mark.accessibleName() for mark in evening.read_side.marks.values()]
    assert marks == ["可提交 3", "要您选 0", "没读懂 1"]
    assert list(evening.text.marks()) == [5]
    assert evening.read_side.save.text() == "提交 3 条"


def test_submitting_saves_just_what_can_be_and_leaves_the_rest(
    window: Window, evening: Any, desk: Desk
) -> None:
    write(evening, "3号楼2单元\n101 冉 平安 药够\n102 没人 留条\n201 漏水 要修 厨房顶\n9o9 平安\n702 刘 平安")
    press(Qt.Key.Key_Return, CTRL)
    until_saved(window, evening)
    found = sorted((r["outcome"], r["note"] or "", r["notice_left"]) for r in rows(desk, "visit"))
    assert found == [("O1", "", None), ("O1", "平安，药够", None), ("O3", "", True)]
    (request,) = rows(desk, "request")
    assert request["text"] == "厨房顶漏水，要修"
    assert {r["visited_on"] for r in rows(desk, "visit")} == {TODAY}
    assert evening.text.toPlainText() == "3号楼2单元\n9o9 平安\n702 刘 平安"
    assert kept_text(desk) == evening.text.toPlainText()
    assert strips(window) == ["已存。3 条走访，1 件诉求。还有 2 条留在左边"]


def test_undo_takes_back_what_was_submitted_and_the_text_is_as_it_was(
    window: Window, evening: Any, desk: Desk
) -> None:
    write(evening, TEXT)
    press(Qt.Key.Key_Return, CTRL)
    until_saved(window, evening)
    assert rows(desk, "visit")
    press(Qt.Key.Key_Z, CTRL)
    for _ in range(6):
        window.settle()
    assert [row for row in rows(desk, "visit") if not row["gone"]] == []
    assert [row for row in rows(desk, "request") if not row["gone"]] == []
    assert evening.text.toPlainText() == TEXT


def test_what_was_typed_since_is_not_lost_by_an_undo(window: Window, evening: Any, desk: Desk) -> None:
    write(evening, "3号楼2单元\n101 平安\n9o9 平安")
    press(Qt.Key.Key_Return, CTRL)
    until_saved(window, evening)
    write(evening, "3-2-102 没人")
    evening.saving.undo()
    for _ in range(4):
        window.settle()
    assert [row for row in rows(desk, "visit") if not row["gone"]] == []
    assert evening.text.toPlainText() == "花园七村3栋2单元101 平安\n3-2-102 没人"
    assert states(evening) == ["ready", "ready"]


def test_the_text_is_there_again_after_the_program_went_down(tmp_path: Path, opened: Any) -> None:
    desk = open_desk(tmp_path / "crash")
    furnish(desk)
    window = opened(desk)
    evening = evening_of(window)
    evening.typing.day.set_value("2026-11-23")
    type_words("3-2-101 平安")
    QTest.qWait(KEEP_AFTER + 100)
    window.settle()
    assert kept_text(desk) == "3-2-101 平安"  # before anybody leaves the screen or closes the window
    window.close()
    again = evening_of(opened(open_desk(tmp_path / "crash")))
    assert again.text.toPlainText() == "3-2-101 平安"
    assert again.day().isoformat() == "2026-11-23"
    assert states(again) == ["ready"]


def test_what_is_typed_before_the_kept_text_is_here_stands_after_it(tmp_path: Path, opened: Any) -> None:
    desk = open_desk(tmp_path / "crash")
    furnish(desk)
    window = opened(desk)
    evening_of(window)
    type_words("3-2-101 平安")
    QTest.qWait(KEEP_AFTER + 100)
    window.settle()
    window.close()
    again = evening_of(opened(open_desk(tmp_path / "crash")), "3-2-102 没人")
    assert again.text.toPlainText() == "3-2-101 平安\n3-2-102 没人"


def test_an_emptied_text_is_no_draft_any_more(window: Window, evening: Any, desk: Desk) -> None:
    write(evening, "3-2-101 平安")
    evening.leave()
    window.settle()
    assert kept_text(desk)
    write(evening, "")
    evening.leave()
    window.settle()
    assert kept_text(desk) == ""


def test_alt_and_a_digit_choose_who_was_met(window: Window, evening: Any, desk: Desk) -> None:
    write(evening, "3-2-101 没人\n702 刘 平安")
    assert states(evening) == ["ready", "choose"]
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_2, ALT)
    assert evening.text.toPlainText() == "3-2-101 没人\n702 刘国栋 平安"
    assert states(evening) == ["ready", "ready"]
    assert window.frame.open_screen() == "evening"
    press(Qt.Key.Key_Return, CTRL)
    until_saved(window, evening)
    (met,) = [row["met"] for row in rows(desk, "visit") if row["met"]]
    assert met == [row["id"] for row in rows(desk, "person") if row["name"] == "刘国栋"]


def test_a_door_like_the_one_that_is_not_there_is_chosen_by_pointer(evening: Any) -> None:
    write(evening, "3-2-709 没人")
    (draft,) = evening.rows.drafts()
    rect = evening.rows.visualRect(evening.rows.currentIndex())
    place = next(p for p in places_of(draft, rect.width())[0] if p.kind == "choice")
    at = place.rect.translated(rect.topLeft()).center().toPoint()
    QTest.mouseClick(
        evening.rows.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at)
    )
    assert evening.text.toPlainText() == "3-2-702 没人"


def test_a_digit_in_the_list_changes_a_guessed_outcome(evening: Any) -> None:
    write(evening, "3-2-101 平安")
    press(Qt.Key.Key_F2)
    assert focused() is evening.rows
    press(Qt.Key.Key_2)
    (draft,) = evening.rows.drafts()
    assert (draft.outcome, draft.entry.guesses) == ("见到家人", frozenset())
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Z, CTRL)
    assert evening.text.toPlainText() == "3-2-101 平安"


def test_a_guessed_request_is_made_a_note_by_n(evening: Any) -> None:
    write(evening, "3-2-101 平安 楼道灯坏了")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_N)
    said = evening.reading.entries[0].said
    assert (said.requests, said.note) == ((), "平安，楼道灯坏了")


def test_pressing_the_dotted_outcome_offers_all_of_them(evening: Any, qapp: QApplication) -> None:
    write(evening, "3-2-101 平安")
    evening.rows.asked.emit(evening.reading.entries[0], "outcome", 0)
    menu = evening.findChild(QMenu)
    assert [action.text()[-2:] for action in menu.actions()][3] == "拒访"
    menu.actions()[3].trigger()
    menu.close()
    qapp.processEvents()
    assert evening.reading.entries[0].said.outcome == "O4"


def test_a_door_already_recorded_that_day_is_said(window: Window, evening: Any, desk: Desk) -> None:
    write(evening, "3-2-101 没人")
    press(Qt.Key.Key_Return, CTRL)
    until_saved(window, evening)
    write(evening, "3-2-101 平安")
    (draft,) = evening.rows.drafts()
    assert (draft.entry.state, draft.problem) == ("choose", "这天这户已记过：敲门未遇")
    evening.typing.day.set_value("2026-11-23")
    evening.typing.day.changed.emit()
    window.settle()
    assert states(evening) == ["ready"]


def test_an_earlier_day_is_the_day_of_the_visits(window: Window, evening: Any, desk: Desk) -> None:
    evening.typing.day.set_value("2026-11-20")
    write(evening, "3-2-101 没人")
    press(Qt.Key.Key_Return, CTRL)
    until_saved(window, evening)
    assert [row["visited_on"] for row in rows(desk, "visit")] == ["2026-11-20"]


def test_a_day_to_come_cannot_be_submitted_and_the_page_says_why(evening: Any) -> None:
    evening.typing.day.set_value("2026-12-20")
    write(evening, "3-2-101 没人")
    assert not evening.read_side.save.isEnabled()
    assert evening.read_side.reason.text() == "这一圈的日期还没到"


def test_everything_has_a_name_and_f4_leads_here_from_today(window: Window, evening: Any) -> None:
    window.lead("today", None)
    window.settle()
    press(Qt.Key.Key_F4)
    assert window.frame.open_screen() == "evening"
    write(evening, TEXT)
    parts = [w for w in evening.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]
    faces = [(part, QAccessible.queryAccessibleInterface(part)) for part in parts if part.isVisible()]
    assert [part for part, face in faces if not (face and face.text(QAccessible.Text.Name))] == []


def test_no_word_is_cut_off_at_150_percent(window: Window, evening: Any, qapp: QApplication) -> None:
    Theme.load("light", 1.5).apply(qapp)
    window.frame.resize(1280, 660)
    write(evening, "3-2-101 冉 平安 " + "说了很长很长的一段话" * 9 + "\n102 楼道灯坏了\n702 刘 平安")
    window.settle()
    width = evening.rows.viewport().width()
    for draft in evening.rows.drafts():
        places, height = places_of(draft, width)
        assert max(place.rect.right() for place in places) <= width
        assert max(place.rect.bottom() for place in places) <= height + 1


def test_the_sheet_of_the_round_has_doors_as_shorthand_reads_them_and_no_phone(desk: Desk) -> None:
    lines = desk.ask(lambda session: todays_round(session, WORKER, desk.clock.today()))
    paper = round_html(lines, WORKER, "后堡社区", desk.clock.today())
    assert "1380013" not in paper
    typed = "花园七村 3 号楼 2 单元\n" + "\n".join(f"{line.room} 没人" for line in lines)
    assert "花园七村 3 号楼 2 单元" in paper
    doors = desk.ask(lambda session: doors_of(session, WORKER, desk.clock.today()))
    found = [entry.home.id for entry in read(typed, doors, desk.clock.today()).entries if entry.home]
    assert found == [line.household for line in lines]
    assert PrintedSheet(paper, "走访单", A4_UPRIGHT).pages() == 1
