"""Order, acknowledgement, identity: what networks, copies and restores must never do to a day's work."""

from __future__ import annotations

import itertools
import random

import pytest
from sqlalchemy import func, select

from center import sticks, tables
from center.app import BODY_LIMIT
from deskapp.models.change import Change
from deskapp.models.clock import ClockAt
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.tag import Tag
from deskapp.models.wire import Manifest, Pull, Push
from deskapp.store import capture, outbox
from deskapp.store import tables as desk_tables
from deskapp.store.capture import SET_BYTES
from deskapp.sync import courier, stick
from deskapp.sync.road import RoadError
from deskapp.sync.timetable import FIRST_FAILURE, JITTER, LONGEST, Timetable
from tests.center.commanding import row
from tests.center.test_concurrency import all_at_once, scopes_hold
from tests.conftest import BOTH
from tests.people import adding, household, person, setting
from tests.sync.failures import codes, cursor_of, head_of, home_values, new, say
from tests.sync.test_conflicts import fire, hire_again
from tests.sync.test_hidden import cut_at_page
from tests.sync.test_renewal import copy_of, settle
from tests.sync.test_restored_center import back_up, put_back
from tests.sync.test_round import table_at
from tests.town import Seat, Town

Pair = tuple[Seat, Seat]


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str | None:
    """SQLite, unless a test asks for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return None
    return str(request.getfixturevalue("cluster").fresh())


def rooms(town: Town) -> list[str]:
    return sorted(r["room"] for r in town.center_rows("household"))


@pytest.mark.parametrize("url", BOTH, indirect=True)
def test_01_a_row_comes_to_light_below_a_number_that_was_already_pulled(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While some push set by set and at once, another pulls again and again and misses none."""
    monkeypatch.setattr(courier, "SETS_A_PUSH", 1)
    pushing, pulling = [town.join("houbao") for _ in range(3)], town.join("houbao")
    town.sync(1)
    for n, seat in enumerate(pushing):
        for room in range(5):
            seat.do(adding(household(f"{n}-{room}")))
    verified: list[bool] = []

    def pull_often() -> None:
        verified.extend(pulling.sync().verified for _ in range(8))

    all_at_once([*(seat.sync for seat in pushing), pull_often])
    pulling.sync()
    assert all(verified)
    assert not [asked for asked in pulling.road.carried if isinstance(asked, Manifest)], "it had to be mended"
    scopes_hold(town)
    town.sync()
    assert town.agrees()


def test_02_a_row_of_an_earlier_hour_falls_behind_a_cursor_of_time(town: Town) -> None:
    """A desk ten years slow, and a center whose clock is put back: numbers go on, whatever the hour."""
    one, slow = town.join("houbao"), town.join("houbao", clock=ClockAt("2016-11-24T01:00:00Z"))
    town.sync()
    one.do(adding(household("1")))
    town.sync()
    before = cursor_of(one, "houbao/roster")
    town.clock.jump("2025-11-24T01:00:00Z")
    late = slow.do(adding(household("2")))
    town.sync()
    assert one.row("household", late) is not None
    assert cursor_of(one, "houbao/roster") == before + 1
    assert town.agrees()


def test_03_a_push_whose_answer_was_lost_is_done_twice_or_answered_otherwise(town: Town, pair: Pair) -> None:
    one, two = pair
    home = one.do(adding(household("1")))
    town.sync()
    two.do(setting(Household, home, note="二"))
    two.sync()
    one.do(setting(Household, home, note="一"))
    one.cut_off("after")
    request = next(asked for asked in reversed(one.road.carried) if isinstance(asked, Push))
    again, once_more = one.road.push(request), one.road.push(request)
    (outcome,) = again.outcomes.values()
    assert again == once_more
    assert (outcome.status, outcome.receipts) == ("applied_with_review", {"houbao/roster": 3})
    assert one.sync().outcomes == again.outcomes
    assert (row(town, "household", home)["rev"], len(town.center_rows("review"))) == (3, 1)


def test_04_an_answer_from_before_a_push_lets_what_was_pushed_vanish(town: Town, pair: Pair) -> None:
    """Only the answer of a pull that has seen the set settles it."""
    one, two = pair
    home = one.do(adding(household("1")))
    town.sync()
    two.do(setting(Household, home, tenure="1"))
    two.sync()
    asked = next(asked for asked in reversed(one.road.carried) if isinstance(asked, Pull))
    early = one.road.pull(asked)
    one.do(setting(Household, home, note="我写的"))
    pull, one.road.pull = one.road.pull, lambda _asked: early
    report = one.sync()
    found = one.row("household", home)
    assert found is not None
    assert row(town, "household", home)["note"] == "我写的", "the center has it already"
    assert (report.sent, report.settled, one.waiting) == (1, 0, 1)
    assert (found["note"], found["tenure"]) == ("我写的", "1")
    one.road.pull = pull
    assert (one.sync().settled, one.waiting) == (1, 0)
    town.sync()
    assert town.agrees()


def test_05_one_set_that_is_no_good_keeps_back_all_that_follow(
    town: Town, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = pair
    one.do(adding(household("1")))
    say(one, new(one, "lamp", "x", watts=7))
    say(one, *[new(one, "household", f"many{n}", **home_values(f"m{n}")) for n in range(201)])
    say(one, Change("household", "nobody", ("e", 1), {"note": "x"}))
    one.do(adding(household("2")))
    report = one.sync()
    assert codes(one) == [
        ("applied", None),
        ("rejected", "unknown-kind"),
        ("rejected", "too-many-changes"),
        ("rejected", "unknown-row"),
        ("applied", None),
    ]
    assert (report.waiting, report.attention, rooms(town)) == (0, 3, ["1", "2"])
    assert SET_BYTES < BODY_LIMIT / 2
    monkeypatch.setattr(capture, "SET_BYTES", 1_000)
    one.do(lambda session: session.add_all([household(f"3{n}", note="长" * 100) for n in range(9)]))
    long = table_at(one, desk_tables.outbox)[5:]
    assert len(long) > 3, "what is long goes in several sets: none is ever too large for the center"
    assert len({each.batch for each in long}) == 1
    one.cut_off("before")
    assert one.waiting == 9, "a line that is cut is no verdict"
    town.sync()
    assert town.agrees()


def test_06_work_on_what_was_refused_is_done_or_takes_other_work_down_with_it(town: Town, pair: Pair) -> None:
    one, _ = pair
    home = one.do(adding(household("1")))
    town.sync()
    fire(town, one)
    who = one.do(adding(person(home)))
    one.cut_off("after")
    hire_again(town, one)
    one.do(setting(Person, who, phone="13900139000"))
    one.do(adding(Tag(person=who, code="EL01")))
    one.do(setting(Household, home, note="别的"))
    report = one.sync()
    assert codes(one)[1:] == [
        ("rejected", "author_inactive"),
        *[("blocked", "blocked")] * 2,
        ("applied", None),
    ]
    refused, edit, child, _other = table_at(one, desk_tables.outbox)[1:]
    assert edit.outcome["params"] == child.outcome["params"] == {"by": refused.id}
    assert (one.row("person", who), one.waiting, report.attention) == (None, 0, 3)
    assert town.center_rows("person") == []
    town.sync()
    assert town.agrees()


def test_07_sets_that_come_out_of_order_are_done_so_or_done_twice(town: Town, pair: Pair) -> None:
    """A push with a gap is told where to go on; a stick that was overtaken by the network changes nothing."""
    one, _ = pair
    store = one.desk.store
    for room in "123":
        one.do(adding(household(room)))
    carried = stick.write_out(store).content
    with store.engine.connect() as connection:
        sets, chain = outbox.sets_after(connection, 1, 10), outbox.chain_at(connection, 1)
    with pytest.raises(RoadError, match="gap") as error:
        one.road.push(courier.push_of(store.text("epoch"), store.device.id, chain or b"", sets))
    assert error.value.refusal is not None
    assert (error.value.refusal.last_seq, rooms(town)) == (0, [])
    one.do(adding(household("4")))
    one.sync()
    sticks.answer(town.center, carried, town.clock)
    assert rooms(town) == ["1", "2", "3", "4"]
    assert {r["rev"] for r in town.center_rows("household")} == {1}
    with town.center.reading() as connection:
        envelope = tables.envelope.c
        numbers = connection.scalars(select(envelope.seq).where(envelope.device == store.device.id)).all()
    assert sorted(numbers) == [1, 2, 3, 4]
    town.sync()
    assert town.agrees()


def test_08_two_copies_of_one_profile_overwrite_each_others_numbers(town: Town) -> None:
    seat = town.join("houbao")
    seat.do(adding(household("1")))
    seat.sync()
    twin = copy_of(town, seat, "twin")
    town.seats.append(twin)
    shared = seat.desk.store.device.id
    seat.do(adding(household("2")))
    twin.do(adding(household("3")))
    settle(town, seat, twin)
    assert len({shared, seat.desk.store.device.id, twin.desk.store.device.id}) == 3
    assert rooms(town) == ["1", "2", "3"]
    assert (seat.waiting, twin.waiting) == (0, 0)
    town.sync()
    assert town.agrees()


def test_09_a_profile_put_back_to_yesterday_loses_today_or_its_new_work(town: Town) -> None:
    seat = town.join("houbao")
    seat.do(adding(household("yesterday")))
    seat.sync()
    old = copy_of(town, seat, "old")
    today = seat.do(adding(household("today")))
    seat.sync()
    seat.desk.store.close()
    town.seats[:] = [old]
    before = old.desk.store.device.id
    old.do(adding(household("since")))
    with pytest.raises(RoadError, match="not-confirmed"):
        old.sync()
    assert old.desk.store.device.id != before, "noticed at its first contact"
    settle(town, old)
    assert old.row("household", today) is not None
    assert rooms(town) == ["since", "today", "yesterday"]
    assert town.agrees()


def test_10_a_center_put_back_to_yesterday_loses_what_it_had_acknowledged(town: Town, pair: Pair) -> None:
    one, two = pair
    home = one.do(adding(household("1")))
    town.sync()
    file = back_up(town)
    two.do(setting(Household, home, note="之后"))
    one.do(adding(household("2")))
    town.sync()
    assert (one.waiting, two.waiting) == (0, 0)
    made = put_back(town, file)
    assert rooms(town) == ["1"]
    town.sync()
    assert (made.behind, rooms(town), row(town, "household", home)["note"]) == (2, ["1", "2"], "之后")
    assert town.agrees()


def test_11_a_cursor_ahead_of_a_center_put_back_brings_nothing_for_ever(town: Town) -> None:
    """And until all that the center now has is here, what was here stays in sight."""
    one, two, away = (town.join("houbao") for _ in range(3))
    homes = [one.do(adding(household("first")))]
    town.sync()
    file = back_up(town)
    homes += [one.do(adding(household(f"{n}"))) for n in range(6)]
    one.sync()
    two.sync()
    put_back(town, file)
    fresh = away.do(adding(household("fresh")))
    away.sync()
    assert head_of(town, "houbao/roster") < cursor_of(two, "houbao/roster")
    two.road.limit = 1
    cut_at_page(two, 4)
    assert [two.row("household", id) is not None for id in homes] == [True] * 7
    two.sync()
    assert two.row("household", fresh) is not None
    town.sync()
    assert town.agrees()


def test_12_a_new_set_is_taken_for_an_old_one_because_its_number_was_used(town: Town) -> None:
    """What counts as had is the set, not its number: a number may come twice, a set under two numbers."""
    seat = town.join("houbao")
    seat.do(adding(household("1")))
    seat.sync()
    old = copy_of(town, seat, "old")
    seat.do(adding(household("2")))
    seat.sync()
    seat.desk.store.close()
    town.seats[:] = [old]
    old.do(adding(household("also the second")))
    settle(town, old)
    assert rooms(town) == ["1", "2", "also the second"]
    assert {r["rev"] for r in town.center_rows("household")} == {1}
    with town.center.reading() as connection:
        sets, envelope = tables.change_set.c, tables.envelope.c
        own = sets.author == old.desk.actor.id
        assert connection.scalar(select(func.count(sets.id)).where(own)) == 3
        places = func.count(envelope.seq)
        named = select(places).join(tables.change_set, sets.id == envelope.change_set).where(own)
        assert sorted(connection.scalars(named.group_by(sets.id))) == [1, 1, 2]


def test_13_a_desk_that_cannot_get_through_hammers_or_gives_up(town: Town) -> None:
    seat, timetable, now = town.join("houbao"), Timetable(random.Random(7)), 0.0
    seat.do(adding(household("1")))
    waits = []
    for _ in range(40):
        seat.cut_off("before")
        timetable.failed(now)
        waits.append(timetable.next_at - now)
        now = timetable.next_at
        assert timetable.due(now), "there is always a next time"
    assert waits[0] >= FIRST_FAILURE * (1 - JITTER)
    assert all(after > before for before, after in itertools.pairwise(waits[:6]))
    assert max(waits) <= LONGEST * (1 + JITTER)
    assert len({round(wait) for wait in waits[8:]}) > 10, "not all desks at the same second"
    timetable.asked(now)
    assert timetable.due(now)
    assert (seat.sync().waiting, rooms(town)) == (0, ["1"])
