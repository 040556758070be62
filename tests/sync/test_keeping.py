"""What a desk keeps and heals: damage, kinds and fields it does not know, old sets, a wrong clock."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text, update

from center import tables as center_tables
from deskapp.models.household import Household
from deskapp.store import search, tables
from deskapp.store.capture import EVERYTHING
from deskapp.sync.stage import read_page
from tests.people import adding, household, person, setting
from tests.sync.test_round import table_at
from tests.town import Seat, Town


def set_at_desk(seat: Seat, sql: str, **values: Any) -> None:
    """A change past all rules, as damage or a bug would make it."""
    with seat.desk.store.absorbing() as connection:
        connection.execute(text(sql), values)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM household WHERE room='1'",
        "UPDATE household SET rev=rev+5 WHERE room='1'",
        "UPDATE household SET rev=0 WHERE room='1'",
        "INSERT INTO household SELECT 'ghost', scope, 3, 9, gone, author, made_at, extra, community, estate,"
        " building, unit, floor, 'ghost', vacant, tenure, note FROM household WHERE room='1'",
        "DELETE FROM household",
    ],
)
def test_a_desk_that_differs_notices_and_heals_without_losing_its_own(
    town: Town, pair: tuple[Seat, Seat], damage: str
) -> None:
    one, two = pair
    homes = [one.do(adding(household(str(n)))) for n in range(3)]
    town.sync()
    set_at_desk(two, damage)
    two.do(adding(household("mine")))
    if two.row("household", homes[2]):
        two.do(setting(Household, homes[2], note="未发"))
    one.do(setting(Household, homes[1], note="新"))
    one.sync()
    town.clock.advance(days=1)  # the rows themselves are counted in the first round of a day
    assert two.sync().verified
    assert two.desk.store.text("verified") == "yes"
    town.sync()
    assert town.agrees()
    assert "mine" in {r["room"] for r in town.center_rows("household")}


def test_a_desk_that_agrees_is_not_sent_everything_again(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    one.do(adding(household()))
    town.sync()
    assert two.sync().received == 0
    assert len(read_page(two.road.pull(two.road.carried[-1])).rows) == 0


def test_a_kind_nobody_here_knows_is_kept_until_somebody_does(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    home = one.do(adding(household()))
    who = one.do(adding(person(home)))
    one.sync()
    pull, manifest = two.road.pull, two.road.manifest
    two.road.pull = lambda request: pull(request).replace(b'["row","person"', b'["row","robot"')
    two.road.manifest = lambda request: manifest(request).replace(b'["entry","person"', b'["entry","robot"')
    set_at_desk(two, "SELECT 1")
    two.sync()
    assert two.row("person", who) is None
    assert [(r.kind, r.id, r.rev) for r in table_at(two, tables.shadow)] == [("robot", who, 1)]
    set_at_desk(two, "UPDATE shadow SET kind='person'")
    two.road.pull, two.road.manifest = pull, manifest
    two.sync()
    assert two.row("person", who) == one.row("person", who)
    assert table_at(two, tables.shadow) == []
    with two.desk.store.engine.connect() as connection:
        assert search.find(connection, "rxh") == [("person", who)]
    two.sync()
    assert town.agrees()


def test_a_field_nobody_here_knows_is_kept(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    home = one.do(adding(household()))
    one.sync()
    pull = two.road.pull
    two.road.pull = lambda request: pull(request).replace(b'"building":"3"', b'"building":"3","lift":"yes"')
    two.sync()
    assert two.row("household", home)["extra"] == {"lift": "yes"}  # type: ignore[index]
    two.road.pull = pull
    two.do(setting(Household, home, note="x"))
    two.sync()
    assert two.row("household", home)["note"] == "x"  # type: ignore[index]


def test_an_import_is_one_batch_and_arrives_whole(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    one.do(lambda s: s.add_all([household(str(n)) for n in range(450)]), confirmed=EVERYTHING)
    assert one.sync().settled == 3
    assert two.sync().received == 450
    with town.center.reading() as connection:
        batches = connection.scalars(select(center_tables.change_set.c.batch)).all()
    assert len(set(batches) - {None}) == 1
    assert town.agrees()


def test_what_is_durable_and_old_is_forgotten_but_never_what_the_next_push_goes_on_from(town: Town) -> None:
    seat = town.join("houbao")
    for n in range(3):
        seat.do(adding(household(str(n))))
    seat.sync()
    with town.center.writing() as connection:
        connection.execute(update(center_tables.device).values(durable_seq=3))
    town.clock.advance(days=31)
    seat.do(adding(household("new")))
    seat.pull_only()
    assert [r.seq for r in table_at(seat, tables.outbox)] == [3, 4]
    assert seat.sync().waiting == 0
    assert town.agrees()


def test_what_is_not_durable_or_not_old_is_kept(town: Town) -> None:
    seat = town.join("houbao")
    for n in range(3):
        seat.do(adding(household(str(n))))
    seat.sync()
    town.clock.advance(days=31)
    seat.sync()
    assert len(table_at(seat, tables.outbox)) == 3
    with town.center.writing() as connection:
        connection.execute(update(center_tables.device).values(durable_seq=2))
    seat.sync()
    assert len(table_at(seat, tables.outbox)) == 2


def test_a_wrong_clock_is_measured_and_harms_nothing(town: Town) -> None:
    from deskapp.models.clock import ClockAt

    wrong = town.join("houbao", clock=ClockAt("1987-01-01T00:00:00Z"))
    right = town.join("houbao")
    home = right.do(adding(household()))
    town.sync()
    right.do(setting(Household, home, note="先"))
    right.sync()
    wrong.do(setting(Household, home, note="后"))
    town.sync()
    assert town.center_rows("household")[0]["note"] == "后"
    assert wrong.desk.clock.today().isoformat() == "2026-11-24"
    assert town.agrees()
