"""A scope that is loaded for the first time is not shown until all of it is here; unsent work always is."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, func, select

from deskapp.models.household import Household
from deskapp.models.visit import Visit
from deskapp.store import search
from deskapp.sync.road import RoadError
from tests.people import adding, household, setting, visit
from tests.town import Seat, Town


def seen(seat: Seat, cls: Any) -> int:
    return int(seat.desk.ask(lambda s: s.scalar(select(func.count()).select_from(cls)))) or 0


def cut_at_page(seat: Seat, number: int) -> None:
    """The round ends before page `number` of the pull is here."""
    pull, asked = seat.road.pull, []

    def counted(request: Any) -> bytes:
        asked.append(request)
        if len(asked) == number:
            seat.road.cut = "before"
        return bytes(pull(request))

    seat.road.pull = counted
    with pytest.raises(RoadError):
        seat.sync()
    seat.road.pull = pull


def test_what_loads_is_not_seen_until_it_is_whole_and_agrees(town: Town) -> None:
    one = town.join("houbao")
    homes = [one.do(adding(household(str(n)))) for n in range(20)]
    one.do(adding(visit(homes[0], one.desk.actor.id)))
    one.sync()
    two = town.join("houbao")
    two.road.limit = 8
    cut_at_page(two, 3)
    assert two.row("household", homes[0]) is not None, "it is here already"
    assert (seen(two, Household), seen(two, Visit)) == (0, 0)
    assert two.desk.ask(lambda s: s.get(Household, homes[0])) is None
    two.sync()
    assert (seen(two, Household), seen(two, Visit)) == (20, 1)
    town.sync()
    assert town.agrees()


def test_what_was_typed_before_the_first_load_is_over_stays_in_sight(town: Town) -> None:
    one = town.join("houbao")
    for n in range(20):
        one.do(adding(household(str(n))))
    one.sync()
    two = town.join("houbao")
    mine = two.do(adding(household("mine")))
    two.road.limit = 8
    two.road.push = _keep_waiting(two)
    cut_at_page(two, 3)
    assert [h.id for h in two.desk.ask(lambda s: s.scalars(select(Household)).all())] == [mine]
    two.do(setting(Household, mine, note="还没送"))
    two.sync()
    assert seen(two, Household) == 21


def _keep_waiting(seat: Seat) -> Any:
    push = seat.road.push

    def once(request: Any) -> Any:
        seat.road.push = push
        from deskapp.models.wire import Pushed

        return Pushed(request.sets[-1].seq, "", {})

    return once


def half_loaded(town: Town) -> Seat:
    """A desk whose first load was cut: of twenty households it has some, and shows none."""
    one = town.join("houbao")
    for n in range(20):
        one.do(adding(household(str(n))))
    one.sync()
    two = town.join("houbao")
    two.road.limit = 8
    cut_at_page(two, 3)
    return two


def test_a_question_cannot_write_while_something_is_hidden_or_afterwards(town: Town) -> None:
    two = half_loaded(town)
    asked = [two.desk.ask(guarded) for _ in range(3)]
    with two.desk.store.engine.connect() as connection:
        asked.append(bool(connection.exec_driver_sql("PRAGMA query_only").scalar()))
    two.sync()
    assert [*asked, two.desk.ask(guarded)] == [True] * 5


def guarded(session: Any) -> bool:
    return bool(session.connection().exec_driver_sql("PRAGMA query_only").scalar())


def test_hidden_tables_are_whole_again_for_the_next_question(town: Town) -> None:
    two = half_loaded(town)
    for _ in range(5):
        assert seen(two, Household) == 0
    two.do(adding(household("mine")))
    two.sync()
    town.sync()
    assert seen(two, Household) == 21
    assert two.desk.ask(lambda s: search.find(s.connection(), "1")) is not None
    assert town.agrees()


def test_a_question_that_is_interrupted_while_a_scope_loads_ends_as_interrupted(town: Town) -> None:
    two = half_loaded(town)

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    engine = two.desk.store.engine
    event.listen(engine, "before_cursor_execute", interrupted)
    with pytest.raises(KeyboardInterrupt):
        seen(two, Household)
    event.remove(engine, "before_cursor_execute", interrupted)
    assert seen(two, Household) == 0, "another connection asks as before"
