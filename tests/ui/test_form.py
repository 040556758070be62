"""A declared form: names, keys, findings beside the field, another record found by typing, two columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from deskapp.models.rules import Finding
from deskapp.ui.fields import Choice, Day, Of, Text, Yes, without_mnemonic
from deskapp.ui.form import Form
from deskapp.work.kinds import offers
from tests.people import TODAY
from tests.ui.window import Window, compose, fill, focused, open_desk, press, type_words

FIELDS = [
    Of("household", "住户(&H)", kind="household"),
    Choice("purpose", "目的(&P)", codes="purpose"),
    Day("visited_on", "日期(&D)"),
    Yes("notice_left", "留条(&L)"),
    Text("outcome", "结果(&O)"),
    Text("note", "情况(&N)", lines=3),
]


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    desk = open_desk(tmp_path / "desk")
    desk.homes = fill(desk, 8)  # type: ignore[attr-defined]
    made = Window(desk)
    made.form = Form(made.sitting, "visit", FIELDS)  # type: ignore[attr-defined]
    made.frame.add_screen("form", "表", "file", made.form)  # type: ignore[attr-defined]
    made.frame.resize(1366, 768)
    made.show().frame.show_screen("form")
    made.settle()
    yield made
    made.frame.show_screen("today")
    made.close()
    assert made.broke == []


@pytest.fixture
def form(window: Window) -> Any:
    return window.form  # type: ignore[attr-defined]


def test_a_mnemonic_is_no_part_of_a_name() -> None:
    assert without_mnemonic("转给谁(&T)") == "转给谁"
    assert without_mnemonic("&Reason") == "Reason"


def test_every_field_has_a_buddy_and_a_name(form: Any) -> None:
    buddies = {label.buddy(): label.text() for label in form.findChildren(QLabel) if label.buddy()}
    assert {place.accessibleName(): buddies[place] for place in form.places.values()} == {
        without_mnemonic(field.label): field.label for field in FIELDS
    }


def test_the_key_in_a_label_leads_to_its_field(form: Any) -> None:
    form.take_focus()
    press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert focused() is form.places["note"]


def test_tab_goes_through_the_fields_as_they_are_declared(form: Any) -> None:
    form.take_focus()
    seen = []
    for _ in FIELDS:
        seen.append(focused())
        press(Qt.Key.Key_Tab)
    assert seen == list(form.places.values())


def test_it_has_two_columns_where_there_is_room(form: Any, window: Window) -> None:
    assert form.columns() == 2
    places = form.places
    left, right = (places[n].mapTo(form, places[n].rect().topLeft()) for n in ("purpose", "visited_on"))
    assert left.y() == right.y()
    assert left.x() < right.x()
    form.setFixedWidth(300)
    window.settle()
    assert form.columns() == 1
    assert seen_order(form) == list(places)


def seen_order(form: Any) -> list[str]:
    places = form.places
    return sorted(places, key=lambda name: places[name].mapTo(form, places[name].rect().topLeft()).y())


@pytest.mark.parametrize("words", ["3-2-201", "3号楼2单元201", "201"])
def test_a_household_is_found_by_its_door(form: Any, window: Window, words: str) -> None:
    form.take_focus()
    type_words(words)
    window.settle()
    assert form.places["household"].offered() == ["3-2-201 冉小禾"]
    assert form.values()["household"] is None
    press(Qt.Key.Key_Return)
    assert form.values()["household"] == window.desk.homes[2]  # type: ignore[attr-defined]
    assert form.places["household"].text() == "3-2-201 冉小禾"
    assert form.places["household"].offered() == []


def test_a_household_is_found_by_a_name_composed_or_by_its_pinyin(form: Any, window: Window) -> None:
    for words in ("冉小禾", "rxh"):
        form.begin({})
        form.take_focus()
        type_words(words)
        window.settle()
        assert len(form.places["household"].offered()) == 8, words
    compose("", "ran")
    assert form.values()["household"] is None


def test_down_goes_on_to_the_next_of_those_found(form: Any, window: Window) -> None:
    form.take_focus()
    type_words("3-2-2")
    window.settle()
    first, second = form.places["household"].offered()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert form.places["household"].text() == second
    assert first != second


def test_enter_before_the_answer_takes_the_first_one(form: Any, window: Window) -> None:
    form.take_focus()
    type_words("3-2-302")
    press(Qt.Key.Key_Return)
    window.settle()
    assert form.values()["household"] == window.desk.homes[5]  # type: ignore[attr-defined]


def test_the_only_one_found_is_taken_when_one_goes_on(form: Any, window: Window) -> None:
    form.take_focus()
    type_words("3-2-302")
    window.settle()
    press(Qt.Key.Key_Tab)
    assert form.values()["household"] == window.desk.homes[5]  # type: ignore[attr-defined]


def test_words_that_mean_no_record_are_a_finding(form: Any, window: Window) -> None:
    form.take_focus()
    type_words("3-2-999")
    window.settle()
    assert form.findings()[0] == Finding("household", "not-chosen")
    form.show_findings(form.findings())
    assert form.said_of("household") == "从找到的里选一个"
    assert form.said_of("outcome") == "这一项要填"


def test_changing_a_chosen_household_lets_it_go(form: Any, window: Window) -> None:
    form.begin({"household": "x"}, {"household": "3-2-101 冉小禾"})
    form.take_focus()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace)
    assert form.values()["household"] is None


def test_a_finding_goes_once_it_is_mended_and_is_heard(form: Any) -> None:
    form.begin({"household": "x", "visited_on": TODAY, "visitors": []})
    form.show_findings(form.findings())
    assert form.places["outcome"].accessibleDescription() == "这一项要填"
    form.lead_to("outcome")
    type_words("O1")
    assert form.said_of("outcome") == ""
    assert form.places["outcome"].accessibleDescription() == ""


def test_only_what_was_changed_is_told(form: Any) -> None:
    form.begin({"household": "x", "visited_on": TODAY, "note": "平安", "purpose": "P01"})
    assert form.changes() == {}
    form.places["note"].setPlainText("不平安")
    assert form.changes() == {"note": "不平安"}


def test_a_draft_brings_back_half_typed_words(form: Any, window: Window) -> None:
    form.take_focus()
    type_words("3-2")
    form.places["visited_on"].setText("13-45")
    form.places["notice_left"].setChecked(True)
    kept = form.state()
    form.begin({})
    form.restore(kept)
    assert form.state() == kept
    assert form.places["household"].text() == "3-2"
    assert form.places["visited_on"].text() == "13-45"
    assert {finding.code for finding in form.findings()} >= {"not-chosen", "not-a-date"}


def test_a_code_of_a_newer_edition_is_shown_and_kept(form: Any) -> None:
    form.begin({"purpose": "X77"})
    assert form.places["purpose"].currentText() == "X77"
    assert form.values()["purpose"] == "X77"


def test_a_wheel_over_a_choice_without_the_focus_changes_nothing(form: Any) -> None:
    form.begin({"purpose": "P03"})
    form.lead_to("note")
    place = form.places["purpose"]
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), place.rect().center(), place.rect().center() * 4,
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(place, event)
    assert form.values()["purpose"] == "P03"


def test_a_locked_form_says_why_and_takes_nothing(form: Any, window: Window) -> None:
    form.begin({"household": "x", "note": "平安"})
    form.set_locked("您的岗位只能看，不能改")
    assert form.why.isVisible()
    form.lead_to("note")
    type_words("more")
    form.lead_to("outcome")
    type_words("O1")
    assert form.changes() == {}
    form.set_locked("")
    assert not form.why.isVisible()


def test_findings_without_a_place_are_given_back(form: Any) -> None:
    assert form.show_findings([Finding("", "not-yours")]) == [Finding("", "not-yours")]


def test_people_and_other_kinds_are_offered_too(window: Window) -> None:
    (person, *_) = window.desk.ask(lambda session: offers(session, "person", "冉小"))
    assert person.words.endswith("冉小禾")
    assert window.desk.ask(lambda session: offers(session, "campaign", "无")) == []
