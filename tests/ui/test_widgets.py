"""What the parts of a screen do: by keyboard, for the ear, and without a word from Qt."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget

from deskapp.ui.ask import Answered
from deskapp.ui.buttons import button, why
from deskapp.ui.chips import Chip, Chips, StateTag, Tag
from deskapp.ui.counter import Counter
from deskapp.ui.coverage import Coverage, CoverageCard
from deskapp.ui.empty import Empty
from deskapp.ui.focus import FocusRing, RingFrame
from deskapp.ui.outcomes import OutcomeKeys
from deskapp.ui.rows import Due, Group, Row, RowList
from deskapp.ui.search import SearchField
from deskapp.ui.strips import Act, Said, Strip
from deskapp.ui.symbols import Symbol, symbol_pixmap
from deskapp.ui.theme import NAMES, SCALES, Theme, current
from deskapp.ui.themepage import ThemePage


def doors() -> list[Row | Group]:
    late = Due("迟 2 天", "trouble", "clock")
    return [
        Group("3 号楼 2 单元", "8 户", "上午有人多"),
        Row("a", Symbol.MET, "3-2-", "302", "冉德秀", "71 岁", "10:02 见到本人", Due("待发"), finished=True),
        Row("b", Symbol.NOT_YET, "3-2-", "501", "王桂芳", "78 岁", "上次走访 96 天前", late),
        Group("5 号楼 1 单元"),
        Row("c", Symbol.NOT_YET, "5-1-", "201", "秦淑芬", said="没走过"),
    ]


def shown(qtbot, widget: QWidget, width: int = 500, height: int = 400) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", NAMES)
def test_the_theme_page_shows_itself_in_every_dress(qapp, qtbot, name, scale):
    Theme.load(name, scale).apply(qapp)
    page = shown(qtbot, ThemePage(), int(1366 * scale), int(960 * scale))
    image = page.grab().toImage()
    assert image.pixelColor(2, 2) == current().color("window")
    points = [(x, y) for x in range(0, image.width(), 7) for y in range(0, 900, 7)]
    assert len({image.pixelColor(*point).rgb() for point in points}) > 40


def test_everything_that_takes_the_focus_has_a_name(qapp, qtbot):
    page = shown(qtbot, ThemePage(), 1366, 960)
    nameless = []
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface and not interface.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert not nameless


def test_a_counter_of_trouble_is_tinted_only_above_zero(qapp, qtbot):
    counter = shown(qtbot, Counter("退回", "return", "trouble"), 240, 72)
    ground = lambda: counter.grab().toImage().pixelColor(120, 8)  # noqa: E731
    counter.set_count(3, "最早 5 月 6 日退的")
    assert ground() == current().color("trouble_tint")
    counter.set_count(0)
    assert ground() == current().color("sheet")
    assert counter.accessibleName() == "退回 0"


def test_a_counter_is_pressed_by_the_space_bar(qapp, qtbot):
    counter = shown(qtbot, Counter("退回", "return"), 240, 72)
    counter.setFocus()
    with qtbot.waitSignal(counter.clicked):
        qtbot.keyClick(counter, Qt.Key.Key_Space)


def test_coverage_says_its_figures_with_their_denominator(qapp, qtbot):
    card = CoverageCard("我的走访")
    qtbot.addWidget(card)
    card.set_coverage(Coverage(done=252, total=443, waiting=11, pace=0.6))
    assert card.accessibleName() == "我的走访 263 / 443 户，59%，应到 60%"


def test_coverage_never_says_all_before_all_are_done():
    assert Coverage(done=999, total=1000).percent() == 99
    assert Coverage(done=1000, total=1000).percent() == 100
    assert Coverage().percent() == 0


def test_the_bar_is_green_yellow_and_still_in_the_right_places(qapp, qtbot):
    card = shown(qtbot, CoverageCard("我的走访"), 234, 72)
    card.set_coverage(Coverage(done=50, total=100, waiting=25))
    image = card.grab().toImage()
    column = [image.pixelColor(60, y) for y in range(72)]
    y = column.index(current().color("done")) + 3
    at = lambda share: image.pixelColor(17 + int(200 * share), y)  # noqa: E731
    assert at(0.3) == current().color("done")
    assert at(0.6) == current().color("waiting_fill")
    assert at(0.9) == current().color("still_tint")


def test_the_five_symbols_are_five_shapes(qapp):
    pictures = [symbol_pixmap(symbol, 16, tone="text").toImage() for symbol in Symbol]
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])


def test_chips_tell_which_was_chosen(qapp, qtbot):
    chips = shown(qtbot, Chips([Chip("all", "全部", 168), Chip("rent", "租户", 21)]))
    assert chips.key() == "all"
    second = chips.findChildren(QAbstractButton)[1]
    with qtbot.waitSignal(chips.chosen) as got:
        qtbot.keyClick(second, Qt.Key.Key_Space)
    assert got.args == ["rent"]
    chips.set_count("rent", 22)
    assert second.text() == "租户 22"


def test_choosing_a_chip_moves_no_other(qapp, qtbot):
    three = [Chip("all", "全部", 168), Chip("rent", "租户", 21), Chip("old", "独居", 9)]
    chips = shown(qtbot, Chips(three), 600, 60)
    before = [chip.x() for chip in chips.findChildren(QAbstractButton)]
    chips.choose("rent")
    qapp.processEvents()
    after = [chip.x() for chip in chips.findChildren(QAbstractButton)]
    assert max(abs(one - other) for one, other in zip(before, after, strict=True)) <= 1


def test_a_tag_speaks_its_word(qapp, qtbot):
    tag = StateTag(Tag("迟 2 天", "trouble", "clock"))
    qtbot.addWidget(tag)
    assert tag.accessibleName() == "迟 2 天"
    assert tag.sizeHint().height() == 22


def test_the_list_steps_over_group_heads(qapp, qtbot):
    rows = shown(qtbot, RowList())
    rows.set_rows(doors())
    assert rows.chosen_id() == "a"
    rows.setFocus()
    seen = []
    rows.chosen.connect(seen.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(rows, key)
    assert seen == ["b", "c", "b"]


def test_the_list_opens_a_door_by_enter(qapp, qtbot):
    rows = shown(qtbot, RowList())
    rows.set_rows(doors())
    rows.choose("b")
    with qtbot.waitSignal(rows.opened) as got:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert got.args == ["b"]


def test_the_list_keeps_its_door_when_the_rows_come_again(qapp, qtbot):
    rows = shown(qtbot, RowList())
    rows.set_rows(doors())
    rows.choose("c")
    rows.set_rows(list(reversed(doors())))
    assert rows.chosen_id() == "c"
    rows.set_rows([])
    assert rows.chosen_id() == ""


def test_a_row_is_read_out_as_a_sentence(qapp, qtbot):
    rows = RowList()
    qtbot.addWidget(rows)
    rows.set_rows(doors())
    read = rows.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read == "3-2-501 王桂芳，78 岁，上次走访 96 天前，迟 2 天"
    last = rows.model().index(4, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert last == "没走过，5-1-201 秦淑芬"


def test_the_model_of_the_list_is_sound(qapp, qtmodeltester, qtbot):
    rows = RowList()
    qtbot.addWidget(rows)
    rows.set_rows(doors())
    qtmodeltester.check(rows.model())


def test_rows_grow_with_the_scale_of_the_user(qapp, qtbot):
    rows = shown(qtbot, RowList())
    rows.set_rows(doors())
    assert rows.visualRect(rows.model().index(1, 0)).height() == 52
    Theme.load("light", 1.5).apply(qapp)
    qapp.processEvents()
    assert rows.visualRect(rows.model().index(1, 0)).height() == 78


def test_digits_press_the_outcomes_but_not_from_a_text_field(qapp, qtbot):
    page = QWidget()
    column = QVBoxLayout(page)
    keys, note, other = OutcomeKeys(page), QLineEdit(page), button("保存", parent=page)
    for widget in (keys, note, other):
        column.addWidget(widget)
    keys.listen(page)
    shown(qtbot, page)
    other.setFocus()
    with qtbot.waitSignal(keys.chosen) as got:
        qtbot.keyClick(other, Qt.Key.Key_3)
    assert got.args == ["O3"]
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_5)
    assert (note.text(), keys.outcome()) == ("5", "O3")


def test_outcomes_are_two_to_a_row_where_there_is_no_room(qapp, qtbot):
    page = shown(qtbot, QWidget())
    keys = OutcomeKeys(page)
    keys.resize(448, 90)
    keys.show()
    qapp.processEvents()
    places = lambda: len({key.x() for key in keys.findChildren(QAbstractButton)})  # noqa: E731
    assert places() == 4
    keys.resize(300, 200)
    qapp.processEvents()
    assert places() == 2


def test_a_kept_outcome_is_shown_silently_and_can_be_cleared(qapp, qtbot):
    keys = OutcomeKeys()
    qtbot.addWidget(keys)
    with qtbot.assertNotEmitted(keys.chosen):
        keys.show_outcome("O7")
    assert keys.outcome() == "O7"
    keys.clear()
    assert keys.outcome() == ""


def test_a_strip_tells_what_was_pressed_and_goes(qapp, qtbot):
    said = Said("done", "这户还有 2 件", "已存。", [Act("next", "下一户 502", main=True)])
    strip = shown(qtbot, Strip(said), 600, 44)
    assert strip.accessibleName() == "已存。这户还有 2 件"
    heard: list[str] = []
    strip.acted.connect(heard.append)
    with qtbot.waitSignal(strip.gone):
        qtbot.keyClick(strip.buttons[0], Qt.Key.Key_Space)
    assert heard == ["next"]


def test_an_undo_strip_goes_by_itself(qapp, qtbot):
    said = Said("undo", "已把 42 户交给吴敏", acts=[Act("undo", "撤销")])
    strip = Strip(said, undo_seconds=0.01)
    with qtbot.waitSignal(strip.gone):
        strip.show()


def test_an_empty_place_offers_the_next_thing(qapp, qtbot):
    empty = shown(qtbot, Empty(Symbol.MET, "今天没有到期的事", "还有 214 户没走过", "排一圈 3 号楼"))
    with qtbot.waitSignal(empty.acted):
        qtbot.keyClick(empty.button, Qt.Key.Key_Space)


def test_search_waits_for_committed_words(qapp, qtbot):
    field = shown(qtbot, SearchField(), 372, 40)
    field.setFocus()
    heard = []
    field.searched.connect(heard.append)
    QApplication.sendEvent(field, QInputMethodEvent("wang", []))
    event = QInputMethodEvent("", [])
    event.setCommitString("王桂芳")
    QApplication.sendEvent(field, event)
    qtbot.waitUntil(lambda: bool(heard), timeout=2000)
    assert heard == ["王桂芳"]


def test_escape_empties_the_search_and_then_leaves_it(qapp, qtbot):
    field = shown(qtbot, SearchField(), 372, 40)
    field.setText("wgf")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_a_button_that_cannot_be_pressed_says_why(qapp, qtbot):
    shut = button("封包送中心", "main")
    qtbot.addWidget(shut)
    why(shut, "还缺 1 份：授权委托书")
    assert not shut.isEnabled()
    assert shut.accessibleDescription() == "还缺 1 份：授权委托书"
    why(shut)
    assert shut.isEnabled()


@pytest.mark.parametrize("focused", [False, True])
def test_a_field_is_36_high_with_and_without_the_focus(qapp, qtbot, focused):
    page = QWidget()
    column = QVBoxLayout(page)
    fields = [QLineEdit(page), QComboBox(page), button("保存", parent=page)]
    for field in fields:
        column.addWidget(field)
    shown(qtbot, page)
    for field in fields:
        if focused:
            field.setFocus()
            qapp.processEvents()
        assert field.sizeHint().height() == 36, field


def test_the_ring_stands_two_pixels_outside_what_has_the_focus(qapp, qtbot):
    page = QWidget()
    first, field = button("保存", parent=page), QLineEdit(page)
    first.move(50, 50)
    field.move(50, 150)
    ring = FocusRing(qapp)
    shown(qtbot, page)
    field.setFocus()
    first.setFocus()
    frame = next(frame for frame in page.findChildren(RingFrame) if frame.isVisible())
    assert frame.geometry() == first.geometry().adjusted(-4, -4, 4, 4)
    first.move(60, 70)
    assert frame.geometry() == first.geometry().adjusted(-4, -4, 4, 4)
    field.setFocus()
    assert not frame.isVisible()
    qapp.focusChanged.disconnect(ring.follow)
    ring.deleteLater()


def test_answers_given_beforehand_are_used_in_order(qapp, qtbot):
    ask = Answered([True, Path("/tmp/roster.xlsx"), None])
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask.whether(parent, "要把这户标成空户吗？", yes="标成空户", no="先不标")
    assert ask.open_file(parent, "选花名册", "花名册 (*.xlsx)") == Path("/tmp/roster.xlsx")
    assert ask.words(parent, "为什么要改？") is None
    with pytest.raises(AssertionError, match="nobody expected"):
        ask.words(parent, "还有呢？")


def test_a_painted_widget_draws_itself_again_when_it_is_dressed_anew(qapp, qtbot):
    counter = shown(qtbot, Counter("退回", "return"), 240, 72)
    light = counter.grab().toImage()
    Theme.load("dark").apply(qapp)
    QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    assert counter.grab().toImage() != light
