"""The building picture: walked through by arrow keys, read out door by door, filtered by chips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskapp.ui.buildingview import BuildingView
from deskapp.ui.chips import ChipButton
from deskapp.ui.plan import Plan
from deskapp.ui.symbols import Mark
from deskapp.ui.theme import Theme, current
from deskapp.work.buildings import SHOWS
from tests.people import WORKER
from tests.ui.window import Window, focused, open_desk, press
from tests.work.desks import Beat, person

Key = Qt.Key
FLAT = {"estate": "花园七村", "building": "5", "unit": "1"}


def build(beat: Beat) -> None:
    """Building 3 with two stairs of three floors and a cellar, the lower 5, and two doors without a place."""
    beat.campaign()
    for unit in ("1", "2"):
        for floor in (1, 2, 3):
            for number in (1, 2):
                home = beat.door(
                    f"{floor}0{number}", f"住户{unit}{floor}{number}", unit=unit, estate="花园七村"
                )
                if unit == "2" and (floor, number) == (3, 1):
                    beat.visit(home, "O3")
    beat.door("负1-1", "地下", unit="1", estate="花园七村")
    beat.door("101", "矮楼", **FLAT)
    beat.door("102", "", vacant=True, worker="another", **FLAT)
    for room, name in (("附1", "平房甲"), ("附2", "平房乙")):
        beat.door(room, name, building="", unit="", estate="花园七村", born="1940-01-01")
    beat.door("101", "别处", estate="南苑", worker="another")


@pytest.fixture
def window(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    desk = open_desk(tmp_path / "desk")
    build(Beat(desk))
    made = Window(desk).show()
    made.frame.show_screen("buildings")
    made.settle()
    yield made
    made.close()
    assert made.broke == []


@pytest.fixture
def bare(tmp_path: Path, qapp: QApplication) -> Iterator[Window]:
    made = Window(open_desk(tmp_path / "desk")).show()
    made.frame.show_screen("buildings")
    made.settle()
    yield made
    made.close()
    assert made.broke == []


def here(window: Window) -> str:
    """The door one stands at."""
    view = window.buildings.view
    return str(view.cells.cells[view.currentIndex().row()].door)


def go(window: Window, door: str) -> None:
    view = window.buildings.view
    assert view.choose(next(cell.household for cell in view.cells.cells if cell.door == door))
    window.settle()


def walk(window: Window, *keys: Qt.Key) -> list[str]:
    found = []
    for key in keys:
        press(key)
        found.append(here(window))
    return found


def chip_counts(window: Window) -> dict[str, int]:
    words = {each.key: each.text() for each in window.buildings.chips.findChildren(ChipButton)}
    return {key: int(text.rsplit(" ", 1)[1]) for key, text in words.items()}


def click_chip(window: Window, key: str) -> None:
    chips = window.buildings.chips.findChildren(ChipButton)
    next(each for each in chips if each.key == key).click()


def seen(view: BuildingView) -> dict[str, QRect]:
    """Where each door is in the viewport."""
    rows = range(view.model().rowCount())
    return {view.cells.cells[n].door: view.visualRect(view.model().index(n, 0)) for n in rows}


def bright(window: Window) -> list[str]:
    view = window.buildings.view
    return [cell.door for cell in view.cells.cells if view.is_bright(cell)]


def pick(combo: Any, words: str) -> None:
    combo.setCurrentIndex(combo.findText(words))
    combo.activated.emit(combo.currentIndex())


def test_the_picture_has_the_focus_and_a_door_of_the_round(window: Window) -> None:
    assert focused() is window.buildings.view
    assert window.buildings.view.cells.cells[window.buildings.view.currentIndex().row()].in_round
    assert window.buildings.card.household() == window.buildings.view.chosen_id()


def test_up_and_down_go_from_floor_to_floor_into_the_cellar_and_stop_at_the_ends(window: Window) -> None:
    go(window, "3-1-101")
    up = walk(window, Key.Key_Up, Key.Key_Up, Key.Key_Up)
    assert up == ["3-1-201", "3-1-301", "3-1-301"]
    down = walk(window, *[Key.Key_Down] * 4)
    assert down == ["3-1-201", "3-1-101", "3-1-负1-1", "3-1-负1-1"]


def test_left_and_right_go_from_door_to_door_through_stairs_and_buildings(window: Window) -> None:
    go(window, "3-1-101")
    right = walk(window, *[Key.Key_Right] * 7)
    assert right == ["3-1-102", "3-2-101", "3-2-102", "5-1-101", "5-1-102", "附1", "附2"]
    assert walk(window, Key.Key_Right) == ["附2"]
    assert walk(window, *[Key.Key_Left] * 8)[-1] == "3-1-101"


def test_a_lower_building_is_passed_on_its_top_floor_and_one_comes_back_as_high(window: Window) -> None:
    go(window, "3-2-302")
    assert walk(window, Key.Key_Right, Key.Key_Left) == ["5-1-101", "3-2-302"]


def test_home_end_and_the_page_keys_go_to_the_ends_and_from_building_to_building(window: Window) -> None:
    ends = walk(window, Key.Key_Home, Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp, Key.Key_End)
    assert ends == ["3-1-负1-1", "5-1-101", "附1", "5-1-101", "附2"]


def test_the_floors_stand_above_each_other_on_one_ground_line(window: Window) -> None:
    view: BuildingView = window.buildings.view
    boxes = {spot.cell.door: spot.box for spot in view.plan.spots}
    assert boxes["3-1-101"].left() == boxes["3-1-301"].left() == boxes["3-1-负1-1"].left()
    assert boxes["3-1-301"].top() < boxes["3-1-201"].top() < boxes["3-1-101"].top() < 0
    assert boxes["3-1-负1-1"].top() > 0
    assert boxes["3-1-101"].top() == boxes["3-2-101"].top() == boxes["5-1-101"].top()
    assert boxes["3-1-102"].right() < boxes["3-2-101"].left() < boxes["5-1-101"].left() < boxes["附1"].left()
    assert len(view.plan.grounds) == 1


def test_no_two_doors_lie_on_each_other_in_any_size(window: Window) -> None:
    view: BuildingView = window.buildings.view
    for by in (-20, *[1] * 12):
        view.zoom(by)
        plan: Plan = view.plan
        boxes = [spot.box for spot in plan.spots]
        assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])
        assert all(plan.bounds.contains(box) for box in boxes)
        assert all(view.plan.place_at(box.center()) == place for place, box in enumerate(boxes))


def test_every_door_is_read_out_with_its_state_and_whether_it_is_in_the_round(window: Window) -> None:
    view = window.buildings.view
    face = QAccessible.queryAccessibleInterface(view)
    assert face.text(QAccessible.Text.Name) == "楼栋图"
    assert face.childCount() == len(view.plan.spots) == 17
    children = [face.child(place) for place in range(face.childCount())]
    said = {child.text(QAccessible.Text.Name) for child in children}
    assert "3-2-301 住户231，敲门未遇，在今天这一圈里" in said
    assert "5-1-102 （空户），空着" in said
    assert "3-1-101 住户111，没走过，在今天这一圈里" in said
    box = view.visualRect(view.model().index(0, 0))
    assert children[0].rect().size() == box.size()


def test_a_chip_counts_the_cells_it_leaves_bright_for_all_and_for_one_worker(window: Window) -> None:
    screen = window.buildings
    for worker in ("全部责任人", WORKER.name or WORKER.id):
        pick(screen.workers, worker if screen.workers.findText(worker) >= 0 else WORKER.id)
        for show in SHOWS:
            click_chip(window, show)
            assert chip_counts(window)[show] == len(bright(window)), (worker, show)
    pick(screen.workers, "全部责任人")
    assert chip_counts(window) == {"all": 17, "never": 15, "tried": 1, "aged": 2, "tenants": 0, "round": 16}


def test_what_does_not_match_is_painted_without_its_symbol(window: Window) -> None:
    view = window.buildings.view
    go(window, "3-1-101")
    click_chip(window, "tried")
    window.settle()
    assert bright(window) == ["3-2-301"]
    assert here(window) == "3-2-301"
    image = view.viewport().grab().toImage()
    boxes = seen(view)
    still = current().color("still_tint")
    dimmed = boxes["3-1-101"]
    assert {QColor(image.pixel(dimmed.center() + QPoint(x, 0))).name() for x in range(-8, 9)} == {
        still.name()
    }
    assert QColor(image.pixel(boxes["3-2-301"].center() - QPoint(3, 0))) == current().color("waiting")


def test_nothing_that_matches_says_so_and_leads_back(window: Window) -> None:
    screen = window.buildings
    click_chip(window, "tenants")
    assert screen.places.currentWidget() is screen.nothing
    screen.nothing.button.setFocus()
    press(Key.Key_Space)
    assert screen.places.currentWidget() is screen.view
    assert (screen.chips.key(), focused()) == ("all", screen.view)


def test_escape_shows_all_again(window: Window) -> None:
    click_chip(window, "tried")
    window.buildings.view.setFocus()
    press(Key.Key_Escape)
    assert len(bright(window)) == 17


def test_enter_opens_the_household_and_escape_comes_back_to_its_door(window: Window) -> None:
    go(window, "3-1-201")
    id = window.buildings.view.chosen_id()
    press(Key.Key_Return)
    window.settle()
    assert window.led[-1] == ("household", id)
    assert window.frame.open_screen() == "household"
    press(Key.Key_Escape)
    window.settle()
    assert window.frame.open_screen() == "buildings"
    assert here(window) == "3-1-201"
    assert focused() is window.buildings.view


def test_a_click_chooses_a_door_and_a_double_click_opens_it(window: Window) -> None:
    view = window.buildings.view
    point = seen(view)["3-2-202"].center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert here(window) == "3-2-202"
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert window.led[-1] == ("household", view.chosen_id())


def test_the_card_says_who_lives_there_and_what_was_tried(window: Window) -> None:
    go(window, "3-2-301")
    card = window.buildings.card
    assert card.door.text() == "3-2-301 住户231"
    assert "常住 1 人" in card.who.text()
    marks = [each.accessibleName() for each in card.findChildren(Mark)]
    assert "敲门未遇" in marks
    card.visit.click()
    assert window.led[-1] == ("household", window.buildings.view.chosen_id())


def test_another_estate_is_another_picture(window: Window) -> None:
    screen = window.buildings
    assert [screen.estates.itemText(n) for n in range(screen.estates.count())] == ["南苑", "花园七村"]
    pick(screen.estates, "南苑")
    window.settle()
    assert [cell.head for cell in screen.view.cells.cells] == ["别处"]
    assert screen.sheet.title.text() == "南苑"


def test_a_visit_written_elsewhere_changes_the_picture_and_keeps_the_door(window: Window) -> None:
    go(window, "3-1-202")
    id = window.buildings.view.chosen_id()
    Beat(window.desk).visit(id, "O1")
    window.buildings.refresh()
    window.settle()
    assert here(window) == "3-1-202"
    assert window.buildings.view.currentIndex().data() == "3-1-202 住户122，已见面，在今天这一圈里"


def test_the_keys_and_the_wheel_make_it_larger_and_smaller(window: Window) -> None:
    view = window.buildings.view
    usual = view.plan.sizes.cell
    walk(window, Key.Key_Minus)
    assert view.plan.sizes.cell.width() < usual.width()
    walk(window, Key.Key_Plus)
    assert view.plan.sizes.cell == usual
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), turned)
    assert view.plan.sizes.cell.width() > usual.width()


def test_the_whole_estate_is_seen_at_once_and_then_as_before(window: Window) -> None:
    view = window.buildings.view
    window.frame.resize(1280, 660)
    view.zoom(9)
    walk(window, Key.Key_0)
    assert view.is_whole()
    assert view.horizontalScrollBar().maximum() == view.verticalScrollBar().maximum() == 0
    walk(window, Key.Key_0)
    assert (view.is_whole(), view.zoom_percent()) == (False, 100)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_chosen_door_is_in_sight_wherever_one_walks(window: Window, scale: float) -> None:
    Theme.load("light", scale).apply(QApplication.instance())
    window.frame.resize(1366, 768)
    view = window.buildings.view
    for key in (Key.Key_Home, *[Key.Key_Up] * 3, *[Key.Key_Right] * 6, Key.Key_End):
        press(key)
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_without_a_roster_the_way_leads_to_the_import(bare: Window) -> None:
    screen = bare.buildings
    assert screen.places.currentWidget() is screen.nobody
    assert not screen.card.isVisible()
    screen.nobody.button.click()
    assert bare.led[-1] == ("imports", None)


def test_the_first_doors_appear_without_a_word(bare: Window) -> None:
    beat = Beat(bare.desk)
    home = beat.door("101")
    beat.add(person(home, "王一", relation="02"))
    bare.buildings.refresh()
    bare.settle()
    assert bare.buildings.places.currentWidget() is bare.buildings.view
    assert bare.buildings.card.isVisible()
