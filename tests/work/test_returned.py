"""What came back: kept with all that was typed, chained to what it hangs on, and never thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from center import ledger
from center import tables as of_center
from deskapp.desk import Desk
from deskapp.models.actor import Actor
from deskapp.models.change import from_body
from deskapp.models.record import table_of
from deskapp.models.visit import Visit
from deskapp.store import drafts, outbox, tables
from deskapp.store.capture import EVERYTHING
from deskapp.work.entry import NotThere
from deskapp.work.needs import needs
from deskapp.work.returned import (
    Case,
    acknowledge,
    dealt_with,
    fill_again,
    may_resubmit,
    put_aside,
    resubmit,
    returned,
    take_up,
    words_of,
)
from deskapp.work.visits import FORM, save_visit
from tests.people import TODAY, adding, household, person, setting
from tests.town import Seat, Town

DAY = date.fromisoformat(TODAY)
NOW = f"{TODAY}T03:00:00Z"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path)
    town.community("houbao", "后堡社区")
    town.community("donglu", "东路社区")
    yield town
    town.close()


@pytest.fixture
def seat(town: Town) -> Seat:
    """A PC of the community with a worker and their secretary."""
    seat = town.join("houbao")
    town.sync()
    return seat


@pytest.fixture
def home(seat: Seat) -> str:
    home = str(seat.do(adding(household("501"))))
    seat.do(adding(person(home, "冉小禾", relation="02")))
    seat.sync()
    return home


def cases(seat: Seat, actor: Actor | None = None) -> list[Case]:
    return seat.desk.ask(lambda session: returned(session, actor or seat.desk.actor))


def note(seat: Seat, what: Callable[..., Any], *given: Any, **more: Any) -> None:
    with seat.desk.store.keeping() as connection:
        what(connection, *given, **more)


def write(seat: Seat, home: str, words: str = "平安") -> str:
    draft = {"household": home, "outcome": "O1", "note": words}
    job = partial(save_visit, draft=draft, actor=seat.desk.actor, today=DAY, requests=[{"text": "灯不亮"}])
    return str(seat.do(job, confirmed=EVERYTHING))


def employ(town: Town, seat: Seat, active: bool) -> None:
    user = table_of("user")
    with town.center.writing() as connection:
        connection.execute(update(user).where(user.c.id == seat.desk.actor.id).values(active=active))


def dismiss(town: Town, seat: Seat) -> Desk:
    """The worker goes while their work waits; the secretary sits down at the same PC."""
    id = town.user("houbao", "community_secretary", "童一苇")
    secretary = Actor(id, "童一苇", "community_secretary", "houbao")
    with town.center.writing() as connection:
        connection.execute(of_center.device_user.insert().values(device=seat.road.device, user=id))
    employ(town, seat, False)
    seat.sync()
    return Desk(seat.desk.store, secretary, seat.desk.clock)


def sets(seat: Seat) -> int:
    with seat.desk.store.engine.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(tables.outbox)) or 0)


def refuse(town: Town, seat: Seat) -> None:
    """What waits is turned down, and the desk is in its place again."""
    employ(town, seat, False)
    seat.sync()
    employ(town, seat, True)
    seat.sync()
    seat.sync()


def test_what_came_back_has_all_that_was_typed(town: Town, seat: Seat, home: str) -> None:
    write(seat, home, "说膝盖不好")
    refuse(town, seat)
    (case,) = cases(seat)
    assert (case.status, case.code, case.author) == ("rejected", "author_inactive", seat.desk.actor.id)
    assert (case.subject.words, case.subject.household) == ("3-2-501 冉小禾", home)
    typed = {change.kind: change.values.get("note") or change.values.get("text") for change in case.changes}
    assert typed == {"visit": "说膝盖不好", "request": "灯不亮"}
    names = seat.desk.ask(lambda session: words_of(session, case))
    assert names[seat.desk.actor.id] == seat.desk.actor.name
    assert seat.desk.ask(lambda session: needs(session, seat.desk.actor)).returned == 1


def test_what_hangs_on_it_is_one_case_under_it(town: Town, seat: Seat, home: str) -> None:
    first = write(seat, home)
    seat.do(setting(Visit, first, note="改一改"))
    second = write(seat, home, "另一次")
    refuse(town, seat)
    one, two = cases(seat)
    assert {one.row, two.row} == {first, second}
    (chained,) = [case for case in (one, two) if case.behind]
    assert [each.row for each in chained.behind] == [first]
    assert len(chained.ids) == 2


def test_it_goes_back_into_its_form_and_ends_when_that_is_saved(town: Town, seat: Seat, home: str) -> None:
    write(seat, home, "说膝盖不好")
    refuse(town, seat)
    (case,) = cases(seat)
    owner = seat.desk.actor.id
    note(seat, drafts.drop, owner, FORM, home)
    note(seat, fill_again, case)
    with seat.desk.store.engine.connect() as connection:
        draft = drafts.find(connection, owner, FORM, home)
    assert draft
    assert draft.doc["note"] == "说膝盖不好"
    write(seat, home, "说膝盖不好，改过了")
    assert cases(seat) == []


def test_a_newer_draft_is_not_written_over(town: Town, seat: Seat, home: str) -> None:
    write(seat, home, "旧的")
    refuse(town, seat)
    owner = seat.desk.actor.id
    note(seat, drafts.keep, drafts.Draft(owner, FORM, home, {"note": "新的"}, NOW))
    note(seat, fill_again, cases(seat)[0])
    with seat.desk.store.engine.connect() as connection:
        draft = drafts.find(connection, owner, FORM, home)
    assert draft
    assert draft.doc["note"] == "新的"


def test_it_is_put_aside_with_a_reason_only_and_can_be_taken_up_again(
    town: Town, seat: Seat, home: str
) -> None:
    write(seat, home)
    refuse(town, seat)
    (case,) = cases(seat)
    with pytest.raises(ValueError, match="reason"):
        note(seat, put_aside, case, "  ", seat.desk.actor.id, NOW)
    assert len(cases(seat)) == 1
    note(seat, put_aside, case, "重复记了", seat.desk.actor.id, NOW)
    assert cases(seat) == []
    (done,) = seat.desk.ask(lambda session: dealt_with(session, seat.desk.actor, TODAY))
    assert done.aside == {"reason": "重复记了", "by": seat.desk.actor.id, "at": NOW}
    with seat.desk.store.engine.connect() as connection:
        assert outbox.body_of(connection, str(_set_of(seat, case)))
    note(seat, take_up, done)
    assert [each.id for each in cases(seat)] == [case.id]


def test_the_secretary_sends_it_again_ids_and_all(town: Town, seat: Seat, home: str) -> None:
    visit = write(seat, home, "说膝盖不好")
    desk = dismiss(town, seat)
    (case,) = desk.ask(lambda session: returned(session, desk.actor))
    assert may_resubmit(case, desk.actor)
    desk.do(partial(resubmit, case=case, actor=desk.actor), EVERYTHING)
    assert desk.ask(lambda session: returned(session, desk.actor)) == []
    with desk.store.engine.connect() as connection:
        last = connection.execute(select(tables.outbox).order_by(tables.outbox.c.seq.desc())).first()
    assert last is not None
    again = from_body(last.body)
    assert (last.action, last.author) == ("resubmit", desk.actor.id)
    assert [(c.kind, c.id, c.new) for c in again.changes] == [(c.kind, c.id, True) for c in case.changes]
    seat.sync()
    (row,) = [row for row in town.center_rows("visit") if row["id"] == visit]
    assert (row["author"], row["visitors"], row["note"]) == (
        desk.actor.id, [seat.desk.actor.id], "说膝盖不好"
    )  # fmt: skip
    assert seat.waiting == 0


def test_nothing_ends_when_sending_again_fails(town: Town, seat: Seat, home: str) -> None:
    write(seat, home)
    desk = dismiss(town, seat)
    (case,) = desk.ask(lambda session: returned(session, desk.actor))
    before = sets(seat)
    with desk.store.absorbing() as connection:
        connection.execute(table_of("household").delete())
    with pytest.raises(Exception, match="unknown-row"):
        desk.do(partial(resubmit, case=case, actor=desk.actor), EVERYTHING)
    assert len(desk.ask(lambda session: returned(session, desk.actor))) == 1
    assert sets(seat) == before


def test_a_worker_cannot_send_it_again(town: Town, seat: Seat, home: str) -> None:
    write(seat, home)
    refuse(town, seat)
    (case,) = cases(seat)
    with pytest.raises(NotThere, match="not-to-resubmit"):
        seat.do(partial(resubmit, case=case, actor=seat.desk.actor))
    assert len(cases(seat)) == 1


def test_another_workers_is_not_ones_own(town: Town, seat: Seat, home: str) -> None:
    write(seat, home)
    refuse(town, seat)
    other = Actor("other", "岑若水", "community_worker", "houbao")
    assert cases(seat, other) == []


def test_what_was_sent_on_names_where_it_is_and_is_acknowledged(town: Town, seat: Seat, home: str) -> None:
    write(seat, home, "月底搬走")
    ledger.edit(town.center, "move_household", [], town.clock, {"household": home, "to": "donglu"})
    seat.sync()
    (case,) = cases(seat)
    assert (case.status, case.to) == ("forwarded", "东路社区")
    assert (case.subject.words, case.subject.household) == ("3-2-501 冉小禾", "")
    assert seat.row("household", home) is None
    assert case.changes[0].values["note"] == "月底搬走"
    counted = seat.desk.ask(lambda session: needs(session, seat.desk.actor))
    assert (counted.returned, counted.forwarded) == (0, 1)
    note(seat, acknowledge, case, seat.desk.actor.id, NOW)
    assert cases(seat) == []


def _set_of(seat: Seat, case: Case) -> Any:
    with seat.desk.store.engine.connect() as connection:
        c = tables.attention.c
        return connection.scalar(select(c.change_set).where(c.id == case.id))
