"""Writing a visit down."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from deskapp.models.record import table_of
from deskapp.models.request import Request
from deskapp.store import drafts
from deskapp.store.capture import Refused
from deskapp.store.drafts import Draft
from deskapp.work.entry import NotThere
from deskapp.work.states import sync_states
from deskapp.work.today import todays_round
from deskapp.work.visits import FORM, defaults_for, next_door, save_visit
from tests.work.desks import DAY, TODAY, WORKER, Beat


def save(beat: Beat, draft: dict[str, Any], *requests: dict[str, Any]) -> str:
    job = partial(save_visit, draft=draft, actor=WORKER, today=DAY, requests=requests)
    return beat.desk.do(job)


def row(beat: Beat, kind: str, id: str) -> dict[str, Any]:
    table = table_of(kind)
    with beat.desk.store.engine.connect() as connection:
        return dict(connection.execute(select(table).where(table.c.id == id)).mappings().one())


def keep_draft(beat: Beat, home: str, owner: str = WORKER.id) -> None:
    with beat.desk.store.keeping() as connection:
        drafts.keep(connection, Draft(owner, FORM, home, {"note": "精神不错"}, "2026-11-24T01:00:00Z"))


def kept_drafts(beat: Beat, owner: str = WORKER.id) -> list[str]:
    with beat.desk.store.engine.connect() as connection:
        return [each.subject for each in drafts.of_owner(connection, owner)]


def test_what_goes_without_saying_is_filled_in(beat: Beat) -> None:
    campaign, home = beat.campaign(), beat.door("501")
    saved = row(beat, "visit", save(beat, {"household": home, "outcome": "O1", "note": None}))
    assert (saved["campaign"], saved["visitors"], saved["visited_on"]) == (campaign, [WORKER.id], TODAY)


def test_a_visit_and_its_requests_are_one_save(beat: Beat) -> None:
    home = beat.door("501")
    told: list[Any] = []
    beat.desk.listeners.append(told.extend)
    id = save(beat, {"household": home, "outcome": "O1"}, {"text": "厨房水管滴水"}, {"text": "路灯不亮"})
    (one_set,) = told
    assert one_set.action == "save_visit"
    assert sorted(change.kind for change in one_set.changes) == ["request", "request", "visit"]
    asked = beat.desk.ask(
        lambda s: [(r.text, r.visit, r.household, r.state) for r in s.scalars(select(Request))]
    )
    assert sorted(asked) == sorted((t, id, home, "open") for t in ("厨房水管滴水", "路灯不亮"))


def test_the_draft_goes_with_the_save_and_others_stay(beat: Beat) -> None:
    home, other = beat.door("501"), beat.door("502")
    keep_draft(beat, home)
    keep_draft(beat, other)
    keep_draft(beat, home, owner="another")
    save(beat, {"household": home, "outcome": "O1"})
    assert kept_drafts(beat) == [other]
    assert kept_drafts(beat, "another") == [home]


def test_a_save_that_is_refused_keeps_the_draft_and_saves_nothing(beat: Beat) -> None:
    home = beat.door("501")
    keep_draft(beat, home)
    with pytest.raises(Refused):
        save(beat, {"household": home, "outcome": "O1"}, {"text": "  "})
    assert kept_drafts(beat) == [home]
    with beat.desk.store.engine.connect() as connection:
        assert connection.execute(select(table_of("visit").c.id)).all() == []


def test_ones_own_visit_is_corrected_and_not_doubled(beat: Beat) -> None:
    home = beat.door("501")
    id = save(beat, {"household": home, "outcome": "O3", "note": "没人"})
    assert save(beat, {"id": id, "household": home, "outcome": "O1", "note": None}) == id
    saved = row(beat, "visit", id)
    assert (saved["outcome"], saved["note"], saved["visitors"]) == ("O1", None, [WORKER.id])


def test_a_form_begins_with_what_is_likely(beat: Beat) -> None:
    campaign, home = beat.campaign(), beat.door("501", "冉小禾")
    assert beat.ask(defaults_for, home, WORKER, DAY) == {
        "household": home,
        "campaign": campaign,
        "visitors": [WORKER.id],
        "visited_on": TODAY,
        "mode": "home",
        "purpose": "P01",
        "safety": [],
    }


def test_the_purpose_follows_from_who_lives_there_and_what_was_asked(beat: Beat) -> None:
    old = beat.door("501", "王桂芳", born="1943-05-02")
    assert beat.ask(defaults_for, old, WORKER, DAY)["purpose"] == "P03"
    beat.request(old, state="replied", triage="small", promised_on=TODAY)
    assert beat.ask(defaults_for, old, WORKER, DAY)["purpose"] == "P10"


def test_the_safety_points_are_those_of_the_last_time_somebody_was_met(beat: Beat) -> None:
    home = beat.door("501")
    beat.visit(home, "O1", "2026-11-01", safety=["gas"])
    beat.visit(home, "O1", "2026-11-02", safety=["gas", "power"])
    beat.visit(home, "O3", "2026-11-03", safety=[])
    assert beat.ask(defaults_for, home, WORKER, DAY)["safety"] == ["gas", "power"]


def test_a_door_that_is_not_here_has_no_defaults(beat: Beat) -> None:
    with pytest.raises(NotThere):
        beat.ask(defaults_for, "not-here", WORKER, DAY)


def test_the_next_door_is_up_the_stairs_and_at_the_end_the_first_left(beat: Beat) -> None:
    beat.campaign()
    first, second, third = (beat.door(room) for room in ("501", "502", "601"))

    def after(home: str) -> str | None:
        line = beat.ask(next_door, home, WORKER, DAY)
        return line.household if line else None

    assert after(first) == second
    beat.visit(second, "O3")
    assert after(first) == third
    assert after(third) == first
    beat.visit(first)
    assert after(third) is None


def test_the_next_door_is_one_of_the_round(beat: Beat) -> None:
    beat.campaign()
    home = beat.door("501")
    beat.door("502", worker="another")
    beat.door("601", vacant=True)
    assert [line.household for line in beat.ask(todays_round, WORKER, DAY)] == [home]
    assert beat.ask(next_door, home, WORKER, DAY) is None


def test_states_are_said_in_one_word(beat: Beat) -> None:
    ids = [beat.visit(beat.door(room)) for room in ("501", "502", "503", "504")]
    # of what came with a review only an open one is a conflict: tests/work/test_reviews.py
    for status, id in zip(("applied", "rejected", "applied_with_review"), ids, strict=False):
        with beat.desk.store.keeping() as connection:
            connection.exec_driver_sql(
                "UPDATE outbox SET state='settled', outcome=json_object('status', ?)"
                " WHERE seq IN (SELECT seq FROM outbox_row WHERE id=?)",
                (status, id),
            )
    assert beat.ask(sync_states, "visit", [*ids, "not-here"]) == dict(
        zip([*ids, "not-here"], ["received", "refused", "received", "waiting", None], strict=True)
    )
