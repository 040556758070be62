"""The end of a day: every record of this PC with its state and receipt, what came, what is left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.store import get_meta
from deskapp.store.capture import EVERYTHING
from deskapp.work.handover import MANY, MARK, Handover, day_is_marked, handover, mark_day
from deskapp.work.reviews import open_reviews, settle
from deskapp.work.visits import save_visit
from tests.people import TODAY, adding, household, person, setting, visit
from tests.town import Seat, Town
from tests.work.test_returned import employ

DAY = date.fromisoformat(TODAY)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path)
    town.community("houbao", "后堡社区")
    yield town
    town.close()


@pytest.fixture
def pair(town: Town) -> tuple[Seat, Seat]:
    pair = town.join("houbao"), town.join("houbao")
    town.sync()
    return pair


@pytest.fixture
def home(town: Town, pair: tuple[Seat, Seat]) -> str:
    """A door that was entered the day before."""
    town.clock.advance(days=-1)
    home = str(pair[0].do(adding(household("501"))))
    pair[0].do(adding(person(home, "冉小禾", phone="13800138000", relation="02")))
    town.sync()
    for seat in pair:
        mark(seat, date(2026, 11, 23))
    town.clock.advance(days=1)
    return home


def mark(seat: Seat, day: date = DAY) -> None:
    with seat.desk.store.keeping() as connection:
        mark_day(connection, day)


def page_of(seat: Seat, day: date = DAY) -> Handover:
    return seat.desk.ask(lambda session: handover(session, seat.desk.actor, day))


def write(seat: Seat, home: str, words: str = "平安", outcome: str = "O1") -> str:
    draft = {"household": home, "outcome": outcome, "note": words}
    job = partial(save_visit, draft=draft, actor=seat.desk.actor, today=DAY)
    return str(seat.do(job, confirmed=EVERYTHING))


def states(page: Handover) -> list[tuple[str, str]]:
    return [(line.kind, line.state) for line in page.lines]


def test_a_record_waits_and_then_has_a_receipt(pair: tuple[Seat, Seat], home: str) -> None:
    write(pair[0], home)
    (line,) = page_of(pair[0]).lines
    assert (line.state, line.receipt, line.author) == ("waiting", "", pair[0].desk.actor.name)
    assert line.subject.words == "3-2-501 冉小禾"
    assert not page_of(pair[0]).all_there
    pair[0].sync()
    page = page_of(pair[0])
    assert states(page) == [("visit", "received")]
    assert page.lines[0].receipt == "01-0001"
    assert page.all_there
    assert page.outcomes == {"O1": 1}


def test_a_record_written_twice_is_one_line_with_its_last_receipt(pair: tuple[Seat, Seat], home: str) -> None:
    for n in range(2):
        pair[0].do(setting(Household, home, tenure=f"T{n + 1}"))
        pair[0].sync()
    (line,) = page_of(pair[0]).lines
    assert (line.receipt, line.new, dict(line.values)) == ("01-0004", False, {"tenure": "T2"})


def test_what_was_refused_stands_first_until_somebody_dealt_with_it(
    town: Town, pair: tuple[Seat, Seat], home: str
) -> None:
    seat = pair[0]
    write(seat, home)
    seat.sync()
    write(seat, home, "后来的")
    employ(town, seat, False)
    seat.sync()
    employ(town, seat, True)
    for _ in range(2):
        seat.sync()
    page = page_of(seat)
    assert ([line.state for line in page.lines], page.needs.returned) == (["refused", "received"], 1)
    town.clock.advance(60)
    write(seat, home, "改好的")
    lines = page_of(seat).lines
    assert [(line.state, line.handled) for line in lines] == [
        ("waiting", False), ("received", False), ("refused", True)
    ]  # fmt: skip


def test_a_conflict_is_received_once_it_is_settled(town: Town, pair: tuple[Seat, Seat], home: str) -> None:
    one, two = pair
    (who,) = [row["id"] for row in town.center_rows("person")]
    one.do(setting(Person, who, phone="13900139000"))
    two.do(setting(Person, who, phone="13700137000"))
    town.sync()
    assert states(page_of(two)) == [("person", "conflict")]
    assert states(page_of(one)) == [("person", "received")]
    (line,) = one.desk.ask(lambda session: open_reviews(session, one.desk.actor, DAY))
    one.do(partial(settle, id=line.id, values={}, actor=one.desk.actor, at=f"{TODAY}T03:00:00Z"))
    town.sync()
    assert states(page_of(two)) == [("person", "received")]


def test_what_others_wrote_since_the_day_before_has_come(
    town: Town, pair: tuple[Seat, Seat], home: str
) -> None:
    one, two = pair
    write(one, home)
    two.do(adding(visit(home, two.desk.actor.id)))
    two.do(setting(Household, home, tenure="T2"))
    town.sync()
    came = page_of(one).came
    assert (came.counts, came.total) == ({"household": 1, "visit": 1}, 2)
    assert [title.words for title in came.titles] == ["3-2-501 冉小禾"] * 2
    mark(one)
    assert page_of(one).came == came
    assert page_of(one, date(2026, 11, 25)).came.total == 0


def test_the_first_loading_is_no_news(town: Town, pair: tuple[Seat, Seat], home: str) -> None:
    fresh = town.join("houbao")
    mark(fresh)
    fresh.sync()
    assert page_of(fresh).came.total == 0
    mark(fresh)
    assert page_of(fresh).came.total == 0
    pair[0].do(setting(Household, home, tenure="T2"))
    pair[0].sync()
    fresh.sync()
    assert page_of(fresh).came.counts == {"household": 1}


def test_a_day_is_marked_once_and_again_when_something_came(
    town: Town, pair: tuple[Seat, Seat], home: str
) -> None:
    seat = pair[0]
    mark(seat)
    with seat.desk.store.engine.connect() as connection:
        assert day_is_marked(connection, DAY)
        assert not day_is_marked(connection, date(2026, 11, 25))
    write(seat, home)
    seat.sync()
    with seat.desk.store.engine.connect() as connection:
        assert not day_is_marked(connection, DAY)
        assert get_meta(connection, MARK)


def test_a_day_is_chinas_by_the_corrected_clock(town: Town, pair: tuple[Seat, Seat], home: str) -> None:
    """A PC that is a day slow writes today's records all the same."""
    seat = pair[0]
    seat.desk.store.put("clock_offset", str(24 * 3600))
    town.clock.jump("2026-11-22T16:30:00Z")
    write(seat, home)
    assert len(page_of(seat, DAY).lines) == 1
    assert page_of(seat, date(2026, 11, 23)).written == 2
    seat.desk.store.put("clock_offset", "0")
    town.clock.jump("2026-11-24T15:59:00Z")
    write(seat, home)
    town.clock.jump("2026-11-24T16:01:00Z")
    write(seat, home)
    assert len(page_of(seat, DAY).lines) == 2


def test_the_many_of_one_save_are_one_line(pair: tuple[Seat, Seat], home: str) -> None:
    def many(session: object) -> None:
        for n in range(MANY + 1):
            session.add(household(str(600 + n)))  # type: ignore[attr-defined]

    pair[0].do(many)
    page = page_of(pair[0])
    (line,) = page.lines
    assert (line.kind, line.count, page.written) == ("household", MANY + 1, MANY + 1)
    assert page.waiting == {"household": MANY + 1}


def test_an_empty_day_holds_nobody(pair: tuple[Seat, Seat]) -> None:
    page = page_of(pair[0])
    assert (page.lines, page.written, page.all_there, page.needs.total) == ((), 0, True, 0)
