"""The skeleton of every screen: spine, head, work, strip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp.ui.frame import Frame
from deskapp.ui.rows import RowList
from deskapp.ui.spine import SpineTool
from deskapp.ui.standing import Fact, Standing
from deskapp.ui.strips import Act, Said, Strip
from deskapp.ui.theme import NAMES, Theme, current

SECTIONS = [
    ("today", "今天", "today"),
    ("needs-you", "要您处理", "needs_you"),
    ("households", "住户", "home"),
    ("imports", "导入", "import"),
]


class Screen(QWidget):
    """A screen with a list and a field."""

    keys = (("Enter", "打开"), ("Esc", "返回"))
    sub = "5 月 9 日 星期五"

    def __init__(self) -> None:
        super().__init__()
        self.arrived = 0
        column = QVBoxLayout(self)
        self.rows, self.field = RowList(self), QLineEdit(self)
        self.field.setAccessibleName("备注")
        column.addWidget(self.rows)
        column.addWidget(self.field)

    def arrive(self) -> None:
        self.arrived += 1


@pytest.fixture
def frame(qapp, qtbot):
    made = Frame()
    qtbot.addWidget(made)
    made.pages = {name: Screen() for name, _, _ in SECTIONS}
    for name, title, icon in SECTIONS:
        made.add_screen(name, title, icon, made.pages[name])
    made.add_screen("settings", "设置", "settings", Screen(), at_foot=True)
    made.set_worker("陈晓兰", "后堡社区", [("lock", "锁上")])
    made.set_standing(Standing(False, "昨天 17:42", 11, 5, free_disk=38 * 10**9, clock_right=True))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_the_first_screen_is_open_and_knows_it(frame):
    assert frame.open_screen() == "today"
    assert frame.findChild(SpineTool).isChecked()


def test_control_and_a_digit_open_the_sections_in_the_order_of_the_eye(frame, qtbot):
    for digit, name in enumerate(["today", "needs-you", "households", "imports", "settings"]):
        qtbot.keyClick(frame, Qt.Key(Qt.Key.Key_1 + digit), Qt.KeyboardModifier.ControlModifier)
        assert frame.open_screen() == name
    qtbot.keyClick(frame, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert frame.open_screen() == "needs-you"


def test_a_screen_is_told_when_it_is_shown_and_brings_its_keys_and_scope(frame):
    frame.show_screen("households")
    screen = frame.pages["households"]
    assert screen.arrived >= 1
    assert frame.sub.text() == "5 月 9 日 星期五"
    assert frame.standing.hints.accessibleName() == "Enter 打开，Esc 返回"


def test_pressing_a_tool_says_which_screen_is_shown(frame, qtbot):
    tool = next(tool for tool in frame.findChildren(SpineTool) if tool.name == "imports")
    with qtbot.waitSignal(frame.shown) as got:
        qtbot.mouseClick(tool, Qt.MouseButton.LeftButton)
    assert got.args == ["imports"]


def test_the_spine_is_walked_by_arrows(frame, qtbot):
    tools = frame.findChildren(SpineTool)
    tools[0].setFocus()
    qtbot.keyClick(tools[0], Qt.Key.Key_Down)
    assert tools[1].hasFocus()


def test_a_slash_leads_to_the_search_but_is_typed_in_a_field(frame, qtbot):
    screen = frame.pages["today"]
    screen.rows.setFocus()
    qtbot.keyClick(screen.rows, Qt.Key.Key_Slash)
    assert frame.search.hasFocus()
    screen.field.setFocus()
    qtbot.keyClick(screen.field, Qt.Key.Key_Slash)
    assert screen.field.hasFocus()
    assert screen.field.text() == "/"


def test_f1_asks_for_help(frame, qtbot):
    with qtbot.waitSignal(frame.help_asked):
        qtbot.keyClick(frame, Qt.Key.Key_F1)


def test_everything_can_be_reached_with_the_tab_key(frame, qtbot, qapp):
    reached, widget = set(), None
    frame.spine.findChild(SpineTool).setFocus()
    for _ in range(60):
        widget = qapp.focusWidget()
        if widget in reached:
            break
        reached.add(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert frame.search in reached
    assert frame.worker in reached
    assert {fact.name for fact in reached if isinstance(fact, Fact)} == {"sync", "waiting", "attention"}
    assert len([tool for tool in reached if isinstance(tool, SpineTool)]) >= 1


def test_everything_that_takes_the_focus_has_a_name(frame):
    for widget in frame.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget


def test_the_strip_says_how_things_stand(frame):
    said = {fact.name: fact.text() for fact in frame.findChildren(Fact) if fact.isVisible()}
    assert said == {
        "road": "离线工作中",
        "sync": "上次同步 昨天 17:42",
        "waiting": "待发 11 项",
        "attention": "需处理 5 件",
        "disk": "磁盘余 38 GB",
        "clock": "时间正常",
    }


def test_nothing_to_do_is_not_said(frame):
    frame.set_standing(Standing(online=True))
    said = {fact.name: fact.text() for fact in frame.findChildren(Fact) if fact.isVisible()}
    assert said == {"road": "连着中心", "sync": "还没有同步过", "waiting": "待发 0 项"}


def test_what_waits_can_be_pressed(frame, qtbot):
    waiting = next(fact for fact in frame.findChildren(Fact) if fact.name == "waiting")
    with qtbot.waitSignal(frame.standing_asked) as got:
        qtbot.keyClick(waiting, Qt.Key.Key_Space)
    assert got.args == ["waiting"]


def test_a_new_strip_takes_the_place_of_the_one_before(frame, qtbot, qapp):
    first = frame.say(Said("done", "已存。"))
    second = frame.say(Said("undo", "已把 42 户交给吴敏", acts=[Act("undo", "撤销")]))
    assert not first.isVisible()
    assert second.isVisible()
    second.dismiss()
    qapp.processEvents()
    assert not [strip for strip in frame.findChildren(Strip) if strip.isVisible()]


def test_sign_in_stands_alone_on_the_page(frame):
    frame.set_chrome(False)
    assert not frame.spine.isVisible()
    assert not frame.standing.isVisible()
    frame.set_chrome(True)
    assert frame.spine.isVisible()


def test_the_skeleton_has_its_measures(frame):
    assert frame.spine.width() == 80
    assert frame.standing.height() == 32
    assert frame.head.height() == 56
    assert frame.search.width() == 372
    assert frame.search.height() == 36
    tool = frame.findChild(SpineTool)
    assert (tool.width(), tool.height(), tool.y()) == (80, 56, 80)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_smallest_window_shows_every_section(qapp, qtbot, frame, name, scale):
    Theme.load(name, scale).apply(qapp)
    for number in range(5):
        frame.add_screen(f"more-{number}", "更多栏目", "table", Screen())
    frame.resize(1280, 660)
    qapp.processEvents()
    assert (frame.width(), frame.height()) == (1280, 660)
    assert frame.spine.width() == current().px("spine")
    tools = frame.findChildren(SpineTool)
    assert len(tools) == 10
    bottoms = sorted(tool.geometry().bottom() for tool in tools)
    assert bottoms[-1] < frame.spine.height()
    assert all(tool.height() >= current().line("small") for tool in tools)
    assert not frame.grab().isNull()


def test_the_first_window_leaves_room_for_its_title_bar_or_takes_the_whole_screen(frame):
    frame.fit(QSize(1920, 1040))
    assert not frame.isMaximized()
    frame.fit(QSize(1366, 768))
    assert frame.isMaximized()
