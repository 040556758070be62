"""Chips by keyboard: arrows look, Space and Enter choose, Tab comes to what is chosen; none is cut off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp.ui.chips import Chip, ChipButton, Chips
from tests.ui.test_widgets import shown

Key = Qt.Key


def three(qtbot) -> tuple[QWidget, QLineEdit, Chips, list[ChipButton], list[str]]:
    """A page with a field, three chips of which the middle one is chosen, and what was chosen since."""
    page = QWidget()
    column = QVBoxLayout(page)
    field, chips = QLineEdit(page), Chips([Chip(key, key) for key in "abc"], page)
    column.addWidget(field)
    column.addWidget(chips)
    chips.choose("b")
    heard: list[str] = []
    chips.chosen.connect(heard.append)
    shown(qtbot, page)
    field.setFocus()
    return page, field, chips, chips.findChildren(ChipButton), heard


def test_an_arrow_moves_the_focus_and_chooses_nothing(qapp, qtbot):
    _page, _, chips, (_, b, c), heard = three(qtbot)
    b.setFocus()
    qtbot.keyClick(b, Key.Key_Right)
    assert qapp.focusWidget() is c
    assert (chips.key(), heard) == ("b", [])


def test_space_and_enter_choose_where_the_focus_is(qapp, qtbot):
    _page, _, chips, (a, b, c), heard = three(qtbot)
    b.setFocus()
    qtbot.keyClick(b, Key.Key_Right)
    qtbot.keyClick(c, Key.Key_Space)
    qtbot.keyClick(c, Key.Key_Right)
    qtbot.keyClick(a, Key.Key_Return)
    assert (chips.key(), heard) == ("a", ["c", "a"])
    assert [each.isChecked() for each in (a, b, c)] == [True, False, False]


def test_tab_comes_to_the_chosen_one_and_leaves_the_others_out(qapp, qtbot):
    _page, field, _, (_, b, _), _ = three(qtbot)
    qtbot.keyClick(field, Key.Key_Tab)
    assert qapp.focusWidget() is b
    qtbot.keyClick(b, Key.Key_Right)
    qtbot.keyClick(qapp.focusWidget(), Key.Key_Tab)
    assert qapp.focusWidget() is field
    qtbot.keyClick(field, Key.Key_Tab)
    assert qapp.focusWidget() is b


def test_pressing_the_chosen_one_again_keeps_it(qapp, qtbot):
    _page, _, chips, (_, b, _), _ = three(qtbot)
    qtbot.keyClick(b, Key.Key_Space)
    assert chips.key() == "b"


def test_what_finds_no_room_stands_whole_in_the_next_row(qapp, qtbot):
    chips = Chips([Chip(str(n), f"新交给我 {n}") for n in range(9)])
    page = QWidget()
    QVBoxLayout(page).addWidget(chips)
    shown(qtbot, page, 420, 400)
    places = [chip.geometry() for chip in chips.findChildren(ChipButton)]
    assert all(chips.rect().contains(place) for place in places)
    assert len({place.top() for place in places}) > 1
    assert not any(one.intersects(other) for n, one in enumerate(places) for other in places[:n])


def test_a_chip_says_what_it_counts(qapp, qtbot):
    chips = shown(qtbot, Chips([Chip("vacant", "空着", 255, more="名册上的空户，加上去了发现空着的户")]))
    chip = chips.findChild(ChipButton)
    assert chip.toolTip() == chip.accessibleDescription() == "名册上的空户，加上去了发现空着的户"
