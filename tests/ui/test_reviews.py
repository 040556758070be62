"""要您处理 by the keyboard: what came back, two values for one field, and how each is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from sqlalchemy import insert, update

from deskapp.desk import Desk
from deskapp.models.person import Person
from deskapp.models.record import table_of
from deskapp.store import Store, tables
from deskapp.store.capture import EVERYTHING
from deskapp.ui.choice import ChoiceCard, Reason
from deskapp.ui.spine import SpineTool
from deskapp.work.visits import save_visit
from tests.people import TODAY, adding, household, person, setting
from tests.town import KEY, Seat
from tests.ui.house import House, focused, press, type_words
from tests.work.desks import DAY

CTRL = Qt.KeyboardModifier.ControlModifier
Filled = Callable[..., House]


@pytest.fixture
def house(qapp: Any, qtbot: Any, tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


def at_desk(house: House, what: Callable[[Seat], Any]) -> Any:
    """Does something at the desk before somebody signs in."""
    store = Store.open(house.profile, KEY, house.town.clock)
    house.seat.desk = Desk(store, house.seat.desk.actor, store.clock)
    answer = what(house.seat)
    store.close()
    return answer


def two_phones(house: House) -> str:
    """Both sides wrote the phone of one resident; whose it is here is the household's worker."""
    other = house.town.join("houbao")

    def write(seat: Seat) -> str:
        home = seat.do(adding(household("501")))
        who = str(seat.do(adding(person(home, "冉小禾", phone="13800138000", relation="02"))))
        house.town.sync()
        other.do(setting(Person, who, phone="13700137000"))
        other.sync()
        seat.do(setting(Person, who, phone="13900139000"))
        seat.sync()
        seat.sync()
        return who

    return str(at_desk(house, write))


def one_refused(house: House, code: str = "not-yours", status: str = "rejected", **params: Any) -> str:
    """A visit that came back; its household is here."""

    def write(seat: Seat) -> str:
        home = str(seat.do(adding(household("501"))))
        seat.do(adding(person(home, "冉小禾", relation="02")))
        seat.sync()
        draft = {"household": home, "outcome": "O1", "note": "说膝盖不好"}
        visit = seat.do(
            partial(save_visit, draft=draft, actor=seat.desk.actor, today=DAY), confirmed=EVERYTHING
        )
        seat.sync()
        with seat.desk.store.keeping() as connection:
            box = tables.outbox
            last = connection.execute(box.select().order_by(box.c.seq.desc())).first()
            assert last is not None
            refused = {"status": status, "code": code}
            connection.execute(update(box).where(box.c.seq == last.seq).values(outcome=refused))
            details = {"status": status, "params": params, "action": "save_visit"}
            values = {"id": "a", "code": code, "kind": "visit", "row": visit, "change_set": last.id}
            connection.execute(
                insert(tables.attention).values(**values, details=details, made_at=f"{TODAY}T02:00:00Z")
            )
        return home

    return str(at_desk(house, write))


def person_at(house: House, who: str) -> dict[str, Any]:
    with house.opened[-1].desk.store.engine.connect() as connection:
        table = table_of("person")
        return dict(connection.execute(table.select().where(table.c.id == who)).mappings().one())


def badge(house: House) -> str:
    (tool,) = [each for each in house.shell.frame.findChildren(SpineTool) if each.name == "reviews"]
    return tool.accessibleDescription()


def words(widget: QWidget) -> str:
    labels = [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]
    return " ".join([*labels, *(each.accessibleName() for each in widget.findChildren(Reason))])


def test_the_badge_the_counter_and_the_list_say_the_same(house: House) -> None:
    two_phones(house)
    house.sign_in()
    counter = house.screen.band.needs
    assert (house.shell.frame.open_screen(), counter.count()) == ("today", 1)
    assert badge(house) == "1"
    assert "1" in house.fact("attention")
    counter.click()
    house.settle()
    assert house.shell.frame.open_screen() == "reviews"
    assert house.screen.rows.count() == 1
    assert house.screen.list.title.text() == "1 件"


def test_a_value_is_chosen_and_taken_back_without_a_mouse(house: House) -> None:
    who = two_phones(house)
    house.sign_in()
    screen = house.go_to("reviews")
    assert not screen.paper.main.isEnabled()
    assert "没选" in screen.paper.lacks.text()
    press(Qt.Key.Key_Return)
    assert isinstance(focused(), ChoiceCard)
    press(Qt.Key.Key_Right)
    assert "13700137000" in focused().accessibleName() or "137****7000" in focused().accessibleName()
    press(Qt.Key.Key_Return, CTRL)
    house.settle()
    assert person_at(house, who)["phone"] == "13700137000"
    assert screen.rows.count() == 0
    assert badge(house) == ""
    assert "定好了" in house.strip()
    press(Qt.Key.Key_Z, CTRL)
    house.settle()
    assert person_at(house, who)["phone"] == "13900139000"
    assert screen.rows.count() == 1


def test_a_third_value_is_typed(house: House) -> None:
    who = two_phones(house)
    house.sign_in()
    screen = house.go_to("reviews")
    row = screen.paper.body.rows[0]
    row.neither.click()
    assert focused().accessibleName() == "联系电话：另写一个"
    assert not screen.paper.main.isEnabled()
    type_words("13600136000")
    press(Qt.Key.Key_Return, CTRL)
    house.settle()
    assert person_at(house, who)["phone"] == "13600136000"


def test_what_was_settled_is_listed_and_asked_anew(house: House) -> None:
    who = two_phones(house)
    house.sign_in()
    screen = house.go_to("reviews")
    screen.paper.body.rows[0].cards[1].click()
    press(Qt.Key.Key_Return, CTRL)
    house.settle()
    screen.other.click()
    house.settle()
    assert screen.list.title.text() == "处理过的"
    assert "30 天内能反悔" in screen.paper.about.text()
    press(Qt.Key.Key_Return, CTRL)
    house.settle()
    assert person_at(house, who)["phone"] == "13900139000"
    assert screen.list.title.text() == "1 件"


def test_what_came_back_is_opened_in_its_form_again(house: House) -> None:
    home = one_refused(house)
    house.sign_in()
    screen = house.go_to("reviews")
    assert "不归您管" in words(screen.paper)
    assert "说膝盖不好" in words(screen.paper)
    press(Qt.Key.Key_Return, CTRL)
    house.settle()
    assert house.shell.frame.open_screen() == "household"
    assert house.screen.page.home() == home
    assert house.screen.page.form.state()["note"] == "说膝盖不好"
    assert house.go_to("reviews").rows.count() == 1


def test_it_is_put_aside_only_with_a_reason(house: House) -> None:
    one_refused(house)
    house.sign_in()
    screen = house.go_to("reviews")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Right)
    assert screen.paper.lacks.text() == "还没写为什么"
    press(Qt.Key.Key_Return, CTRL)
    house.settle()
    assert screen.rows.count() == 1
    press(Qt.Key.Key_Tab)
    type_words("重复记了")
    press(Qt.Key.Key_Return, CTRL)
    house.settle()
    assert screen.rows.count() == 0
    screen.other.click()
    house.settle()
    assert "重复记了" in screen.paper.about.text()


def test_what_was_sent_on_is_acknowledged_by_one_key(house: House) -> None:
    house.town.community("donglu", "东路社区")
    one_refused(house, "forwarded", "forwarded", to="donglu")
    house.sign_in()
    screen = house.go_to("reviews")
    assert "这户已迁到东路社区，您写的已转过去" in words(screen.paper)
    press(Qt.Key.Key_Return, CTRL)
    house.settle()
    assert screen.rows.count() == 0
    assert badge(house) == ""


def test_an_empty_list_says_so_and_leads_on(house: House) -> None:
    house.sign_in()
    screen = house.go_to("reviews")
    assert "没有要您处理的" in words(screen.paper)
    press(Qt.Key.Key_Escape)
    house.settle()
    assert house.shell.frame.open_screen() == "today"


def test_everything_one_can_reach_has_a_name(house: House) -> None:
    two_phones(house)
    house.sign_in()
    screen = house.go_to("reviews")
    screen.paper.body.rows[0].neither.click()
    reached = [
        each
        for each in screen.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) > 5
    unnamed = [
        each
        for each in reached
        if not (each.accessibleName() or (isinstance(each, QAbstractButton) and each.text()))
    ]
    assert unnamed == []
