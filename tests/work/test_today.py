"""The day: the counters, and the round of doors."""

import uuid

from sqlalchemy import insert

from deskapp.store import tables
from deskapp.work.households import household_ids
from deskapp.work.returned import returned
from deskapp.work.standing import waiting_rows
from deskapp.work.today import counters, todays_round
from tests.work.desks import DAY, TODAY, WORKER, Beat, plans


def rooms(beat: Beat, limit: int = 20) -> list[str]:
    return [line.room for line in beat.ask(todays_round, WORKER, DAY, limit)]


def test_the_round_goes_up_the_stairs(beat: Beat) -> None:
    beat.campaign()
    for room in ("1001", "502", "901", "501"):
        beat.door(room, "冉小禾")
    assert rooms(beat) == ["501", "502", "901", "1001"]


def test_a_door_that_is_done_is_not_in_the_round(beat: Beat) -> None:
    beat.campaign()
    beat.visit(beat.door("501"), "O1", "2026-03-02")
    beat.door("502")
    assert rooms(beat) == ["502"]


def test_vacant_doors_those_of_others_and_those_that_refused_are_left_out(beat: Beat) -> None:
    beat.campaign()
    beat.door("501", vacant=True)
    beat.door("502", worker="another")
    beat.visit(beat.door("503"), "O4", "2026-03-02")
    beat.door("504")
    assert rooms(beat) == ["504"]


def test_what_is_late_comes_into_the_round_however_far_it_is(beat: Beat) -> None:
    beat.campaign()
    for room in ("101", "102", "103"):
        beat.door(room, building="1")
    far = beat.door("901", building="9")
    beat.visit(far, "O1", "2026-11-01", next_try="2026-11-22")
    lines = beat.ask(todays_round, WORKER, DAY, 2)
    assert far in [line.household for line in lines]
    late = next(line for line in lines if line.household == far)
    assert (late.due, late.due_days, late.due_kind) == ("late", -2, "visit")


def test_a_thing_is_late_when_its_day_is_over(beat: Beat) -> None:
    for room, day in (("501", "2026-11-23"), ("502", TODAY), ("503", "2026-12-01"), ("504", "2026-12-02")):
        beat.request(beat.door(room), promised_on=day)
    lines = beat.ask(todays_round, WORKER, DAY)
    assert [(line.due, line.due_days) for line in lines] == [
        ("late", -1),
        ("today", 0),
        ("week", 7),
        (None, 8),
    ]


def test_doors_near_what_is_due_are_taken_first(beat: Beat) -> None:
    beat.campaign()
    beat.door("101", building="1")
    beat.door("501", building="9")
    beat.visit(beat.door("502", building="9"), "O3", "2026-11-01", next_try=TODAY)
    assert rooms(beat, 2) == ["501", "502"]


def test_a_door_tried_within_the_week_waits_behind_the_others(beat: Beat) -> None:
    beat.campaign()
    beat.visit(beat.door("501"), "O3", "2026-11-23")
    beat.door("502")
    assert rooms(beat, 1) == ["502"]


def test_visiting_a_door_changes_its_line_and_not_the_round(beat: Beat) -> None:
    beat.campaign()
    homes = [beat.door(room) for room in ("501", "502", "503", "504")]
    before = rooms(beat, 2)
    beat.visit(homes[0], "O1", started="10:02")
    beat.visit(homes[1], "O3")
    lines = beat.ask(todays_round, WORKER, DAY, 2)
    assert [line.room for line in lines] == before == ["501", "502"]
    assert [line.state for line in lines] == ["met", "tried"]
    assert (lines[0].visited_at, lines[0].sync, lines[1].tries) == ("10:02", "waiting", 1)


def test_a_door_visited_today_joins_the_round(beat: Beat) -> None:
    beat.campaign()
    beat.door("501")
    beat.visit(beat.door("901"), "O4")
    lines = beat.ask(todays_round, WORKER, DAY, 1)
    assert [(line.room, line.state) for line in lines] == [("501", "not-yet"), ("901", "refused")]


def test_a_line_says_who_lives_there(beat: Beat) -> None:
    beat.campaign()
    beat.door("501", "王桂芳", born="1943-05-02", tenure="T2")
    (line,) = beat.ask(todays_round, WORKER, DAY)
    assert (line.door, line.head, line.age) == ("3-2-501", "王桂芳", 83)
    assert line.tags == ("EL02", "MP04")


def test_each_counter_is_the_length_of_the_list_it_opens(beat: Beat) -> None:
    beat.campaign()
    beat.visit(beat.door("501"), "O1", "2026-11-01", next_try=TODAY)
    beat.request(beat.door("502"), promised_on="2026-11-20")
    beat.request(beat.door("503"), promised_on="2026-11-30")
    beat.door("601", since="2026-11-20")
    beat.visit(beat.door("602", since="2026-11-20"), "O3", "2026-11-21")
    refuse(beat, WORKER.id)
    refuse(beat, "another")
    seen = beat.ask(counters, WORKER, DAY)
    assert seen.due == len(beat.ask(household_ids, WORKER, DAY, show="due")) == 2
    assert seen.due_kinds == {"visit": 1, "request": 1}
    assert seen.assigned_new == len(beat.ask(household_ids, WORKER, DAY, show="new")) == 1
    assert seen.needs.total == len(beat.ask(returned, WORKER)) == 1
    assert seen.waiting == len(beat.ask(waiting_rows)) == sum(seen.waiting_by_kind.values()) > 0
    assert seen.coverage.total == len(beat.ask(household_ids, WORKER, DAY, show="mine")) == 5


def test_any_later_visit_settles_the_one_agreed_on(beat: Beat) -> None:
    beat.campaign()
    home = beat.door("501")
    beat.visit(home, "O3", "2026-11-20", next_try="2026-11-22")
    assert beat.ask(counters, WORKER, DAY).due == 1
    beat.visit(home, "O1")
    assert beat.ask(counters, WORKER, DAY).due == 0


def test_a_closed_request_is_not_due(beat: Beat) -> None:
    beat.request(beat.door("501"), promised_on=TODAY, state="closed", triage="small")
    beat.request(beat.door("502"), promised_on=TODAY, state="replied", triage="small")
    assert beat.ask(counters, WORKER, DAY).due_kinds == {"callback": 1}


def test_an_empty_desk_has_an_empty_day(beat: Beat) -> None:
    seen = beat.ask(counters, WORKER, DAY)
    assert (seen.due, seen.waiting, seen.needs.total, seen.coverage.total) == (0, 0, 0, 0)
    assert beat.ask(todays_round, WORKER, DAY) == []


def test_the_home_looks_doors_up_and_never_asks_door_by_door(beat: Beat) -> None:
    beat.campaign()
    for room in ("501", "502"):
        beat.visit(beat.door(room, "冉小禾"), "O3")
    few, steps = plans(beat, lambda s: (counters(s, WORKER, DAY), todays_round(s, WORKER, DAY)))
    for room in range(601, 612):
        beat.visit(beat.door(str(room), "冉小禾"), "O3")
    many, _ = plans(beat, lambda s: (counters(s, WORKER, DAY), todays_round(s, WORKER, DAY)))
    assert few == many
    assert steps
    assert not [s for s in steps if s.startswith(("SCAN visit", "SCAN person", "SCAN tag", "SCAN request"))]


def refuse(beat: Beat, author: str) -> None:
    """As if the center had turned down a save of this author."""
    values = {"code": "not-yours", "kind": "visit", "row": "x", "made_at": "2026-11-23T09:00:00Z"}
    set_id = str(uuid.uuid4())
    box = {"seq": 10_000 + len(author), "id": set_id, "device": "d", "body": b"", "chain": b"", "sig": b""}
    with beat.desk.store.keeping() as connection:
        connection.execute(
            insert(tables.outbox).values(
                **box, action="save_visit", author=author, made_at="2026-11-23T08:00:00Z", state="settled"
            )
        )
        connection.execute(
            insert(tables.attention).values(
                id=set_id, change_set=set_id, details={"status": "rejected"}, **values
            )
        )
