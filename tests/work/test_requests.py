"""What residents ask for: sorted three ways, promised, handled, asked after; and the lists of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from deskapp.models.change import ChangeSet
from deskapp.models.codes import table
from deskapp.models.record import table_of
from deskapp.models.request import Request
from deskapp.store.capture import EVERYTHING, Refused
from deskapp.work.lawful import ACTS, NotNow, next_act, stage_of, why_not
from deskapp.work.page import household
from deskapp.work.requests import SHOWS, list_with, listed, people, request_page
from deskapp.work.subjects import subjects
from deskapp.work.triage import (
    close_unconfirmed,
    finish,
    follow_up,
    give_owner,
    note_progress,
    promise,
    raise_request,
    sort_request,
    withdraw_request,
)
from tests.people import setting
from tests.work.desks import DAY, TODAY, WORKER, Beat

SOON = "2026-12-01"


def do(beat: Beat, job: Callable[..., Any], id: str, **given: Any) -> Any:
    beat.desk.store.clock.advance(1)  # type: ignore[attr-defined]
    return beat.desk.do(partial(job, id=id, actor=WORKER, today=DAY, **given), EVERYTHING)


def page(beat: Beat, id: str) -> Any:
    return beat.ask(request_page, id, WORKER)


def sorted_one(beat: Beat, words: str = "楼道灯不亮", **more: Any) -> str:
    id = beat.request(beat.door("501"), words, **more)
    do(beat, sort_request, id, triage="small", reason="")
    return id


def row(beat: Beat, id: str) -> dict[str, Any]:
    request = table_of("request")
    with beat.desk.store.engine.connect() as connection:
        return dict(connection.execute(select(request).where(request.c.id == id)).mappings().one())


# state, triage, how far it is
STAGES = [
    ("open", None, "unsorted"),
    (None, None, "unsorted"),
    ("doing", None, "unsorted"),
    ("open", "small", "doing"),
    ("doing", "big", "doing"),
    ("replied", "small", "replied"),
    ("replied", None, "unsorted"),
    ("solved", "private", "solved"),
    ("closed", "small", "closed"),
    ("withdrawn", None, "withdrawn"),
    ("later-edition", "small", "doing"),
]
# stage → the acts that are lawful; in the order of ACTS
LAWFUL = {
    "unsorted": "sort take owner promise progress withdraw",
    "doing": "sort take owner promise progress finish withdraw",
    "replied": "sort progress follow-up close withdraw",
    "solved": "",
    "closed": "follow-up",
    "withdrawn": "",
}
# stage, owner, promised day, the next act
NEXT = [
    ("unsorted", "w", SOON, "sort"),
    ("doing", None, None, "take"),
    ("doing", "w", None, "promise"),
    ("doing", "w", SOON, "finish"),
    ("replied", None, None, "follow-up"),
    ("solved", None, None, ""),
    ("closed", None, None, ""),
]


@pytest.mark.parametrize(("state", "triage", "stage"), STAGES)
def test_how_far_a_request_is(state: str | None, triage: str | None, stage: str) -> None:
    assert stage_of(state, triage) == stage


@pytest.mark.parametrize(("stage", "acts"), LAWFUL.items())
def test_what_may_be_done_at_each_stage(stage: str, acts: str) -> None:
    assert [act for act in ACTS if not why_not(act, stage)] == acts.split()


@pytest.mark.parametrize(("stage", "owner", "day", "act"), NEXT)
def test_the_next_step_is_lawful(stage: str, owner: str | None, day: str | None, act: str) -> None:
    assert next_act(stage, owner, day) == act
    assert not act or not why_not(act, stage)


def test_a_request_is_raised_without_a_visit(beat: Beat) -> None:
    home = beat.door("501", "王桂芳")
    given = {"household": home, "text": "门禁坏了", "category": "repair", "urgency": None}
    id = beat.desk.do(partial(raise_request, given=given, actor=WORKER, today=DAY))
    shown = page(beat, id)
    assert (shown.row.stage, shown.visit, shown.next) == ("unsorted", None, "sort")
    assert (shown.row.room, shown.row.name, shown.history[0].step) == ("501", "王桂芳", "raise")


def test_what_was_said_at_a_visit_was_raised_on_that_day(beat: Beat) -> None:
    home = beat.door("501")
    visit = beat.visit(home, on="2026-11-20")
    id = beat.request(home, visit=visit)
    shown = page(beat, id)
    assert (shown.row.raised_on, shown.visited_on) == ("2026-11-20", "2026-11-20")
    door = beat.ask(household, home, DAY)
    assert door is not None
    assert door.requests[0].raised_on == "2026-11-20"


def test_a_step_is_about_the_door_of_its_request(beat: Beat) -> None:
    id = sorted_one(beat)
    step = table_of("request_step")
    with beat.desk.store.engine.connect() as connection:
        key = ("request_step", str(connection.scalar(select(step.c.id))))
    found = beat.ask(subjects, [key])[key]
    assert found.door is not None
    assert (found.door.short(), found.household) == ("3-2-501", row(beat, id)["household"])


def test_each_job_is_one_set_and_its_undo_leaves_nothing_of_it(beat: Beat) -> None:
    id = beat.request(beat.door("501"))
    told: list[ChangeSet] = []
    beat.desk.listeners.append(told.extend)
    do(beat, sort_request, id, triage="big", reason="路面归市政")
    (one,) = told
    assert sorted(change.kind for change in one.changes) == ["request", "request_step"]
    assert page(beat, id).row.stage == "doing"
    beat.desk.undo(one.id)
    assert (page(beat, id).row.stage, len(page(beat, id).history)) == ("unsorted", 1)


def test_sorting_anew_keeps_the_earlier_decision_its_day_and_who(beat: Beat) -> None:
    id = sorted_one(beat)
    later = DAY + timedelta(days=2)
    again = partial(sort_request, id=id, triage="big", reason="要动管网", actor=WORKER, today=later)
    beat.desk.do(again)
    first, second = page(beat, id).history[1:]
    assert (first.became, first.said_on, first.who) == ("small", TODAY, WORKER.id)
    assert (second.was, second.became, second.words) == ("small", "big", "要动管网")
    assert row(beat, id)["triage"] == "big"


def test_sorting_anew_needs_a_reason_and_another_kind(beat: Beat) -> None:
    id = sorted_one(beat)
    for triage, reason, code in (("big", " ", "no-reason"), ("small", "再说", "same-triage")):
        with pytest.raises(NotNow) as refused:
            do(beat, sort_request, id, triage=triage, reason=reason)
        assert refused.value.code == code


def test_from_the_door_to_the_residents_yes(beat: Beat) -> None:
    id = sorted_one(beat)
    do(beat, give_owner, id, owner=WORKER.id)
    do(beat, promise, id, day=SOON)
    do(beat, note_progress, id, words="物业说周四换")
    do(beat, finish, id, words="换好了")
    assert (page(beat, id).row.stage, page(beat, id).row.promised_on) == ("replied", "2026-11-27")
    do(beat, follow_up, id, solved=False, day=SOON, words="又不亮了")
    assert (page(beat, id).row.stage, page(beat, id).row.promised_on) == ("doing", SOON)
    do(beat, finish, id, words="换了线")
    do(beat, follow_up, id, solved=True)
    assert page(beat, id).row.stage == "solved"
    steps = "raise sort owner promise progress finish unsolved finish solved"
    assert [line.step for line in page(beat, id).history] == steps.split()


def test_closed_without_the_residents_yes_is_another_end(beat: Beat) -> None:
    id = sorted_one(beat)
    do(beat, finish, id, words="换好了")
    with pytest.raises(NotNow):
        do(beat, close_unconfirmed, id, words=" ")
    do(beat, close_unconfirmed, id, words="电话三次没人接")
    counts = beat.ask(listed, WORKER, DAY).counts
    assert (counts["solved"], counts["closed"], counts["open"]) == (0, 1, 0)
    do(beat, follow_up, id, solved=True)
    assert beat.ask(listed, WORKER, DAY).counts["solved"] == 1


def test_a_promise_is_not_for_a_day_that_is_over(beat: Beat) -> None:
    id = sorted_one(beat)
    for day in ("2026-11-23", "", None, "soon"):
        with pytest.raises(NotNow):
            do(beat, promise, id, day=day)


@pytest.mark.parametrize("job", [finish, close_unconfirmed])
def test_nothing_closes_unsorted_by_a_job(beat: Beat, job: Callable[..., Any]) -> None:
    id = beat.request(beat.door("501"))
    with pytest.raises(NotNow) as refused:
        do(beat, job, id, words="好了")
    assert refused.value.code == "not-sorted"


@pytest.mark.parametrize("state", ["replied", "solved", "closed"])
def test_nothing_closes_unsorted_by_an_edit_of_any_kind(beat: Beat, state: str) -> None:
    home = beat.door("501")
    id = beat.request(home)
    with pytest.raises(Refused):
        beat.desk.do(setting(Request, id, state=state), EVERYTHING)
    with pytest.raises(Refused):
        beat.request(home, state=state)
    with pytest.raises(Refused):
        beat.desk.do(setting(Request, id, state=state, triage="none-of-three"), EVERYTHING)


def test_a_request_taken_back_needs_no_sorting(beat: Beat) -> None:
    id = beat.request(beat.door("501"))
    do(beat, withdraw_request, id, words="自己修好了")
    assert page(beat, id).row.stage == "withdrawn"


def test_a_mediation_has_talks_and_says_how_it_ended(beat: Beat) -> None:
    id = sorted_one(beat, "楼上漏水赔不赔", category="mediation", parties="501 与 601")
    do(beat, note_progress, id, words="两家都来了")
    with pytest.raises(NotNow) as refused:
        do(beat, finish, id, words="谈过了")
    assert refused.value.code == "no-result"
    assert beat.ask(listed, WORKER, DAY, "mediation").rows[0].id == id
    do(beat, finish, id, words="赔 300 元，两家签了字", result="agreed")
    shown = page(beat, id)
    assert (shown.result, shown.mediation, shown.parties) == ("agreed", True, "501 与 601")
    assert [line.step for line in shown.history] == ["raise", "sort", "talk", "finish"]


def test_earlier_requests_like_it_are_shown_and_nothing_is_sorted_by_them(beat: Beat) -> None:
    old = sorted_one(beat, "三楼楼道灯不亮", category="repair")
    do(beat, finish, old, words="换好了")
    beat.request(beat.door("502"), "楼道灯坏了，没分过")
    new = beat.request(beat.door("503"), "楼道灯不亮了", category="repair")
    (alike,) = page(beat, new).alike
    assert (alike.id, alike.triage, alike.took, alike.stage) == (old, "small", 0, "replied")
    assert page(beat, new).row.triage is None


def test_a_request_opens_in_the_list_that_has_it(beat: Beat) -> None:
    open_one, over = sorted_one(beat), beat.request(beat.door("502"), state="closed", triage="small")
    assert beat.ask(list_with, WORKER, open_one) == "open"
    assert beat.ask(list_with, WORKER, over) == "closed"
    assert beat.ask(list_with, WORKER, "nowhere") == ""


def test_the_filter_finds_words_and_doors(beat: Beat) -> None:
    one = beat.request(beat.door("501", "王桂芳"), "水管滴水")
    two = beat.request(beat.door("502", "邓小琴"), "灯不亮")
    for text, found in (
        ("水管", {one}),
        ("3-2-502", {two}),
        ("wgf", {one}),
        ("", {one, two}),
        ("没有", set()),
    ):
        assert {each.id for each in beat.ask(listed, WORKER, DAY, "open", text).rows} == found


def test_late_ones_come_first_and_another_community_is_not_here(beat: Beat) -> None:
    home = beat.door("501")
    late = beat.request(home, promised_on="2026-11-20")
    soon = beat.request(home, promised_on=SOON)
    none = beat.request(home)
    assert [each.id for each in beat.ask(listed, WORKER, DAY).rows] == [late, soon, none]
    assert beat.ask(people, WORKER)[0] == (WORKER.id, WORKER.name)


STATES = st.sampled_from([None, *(each.code for each in table("request_state"))])
DRAWN = st.fixed_dictionaries(
    {
        "state": STATES,
        "triage": st.sampled_from([None, "big", "small", "private"]),
        "category": st.sampled_from([None, "repair", "mediation"]),
        "owner": st.sampled_from([None, WORKER.id, "another"]),
        "promised_on": st.sampled_from([None, "2026-11-20", TODAY, SOON]),
        "text": st.sampled_from(["灯不亮", "水管滴水", "楼上吵"]),
    }
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(DRAWN, max_size=8), text=st.sampled_from(["", "灯", "501"]))
def test_the_count_of_a_list_is_its_length(beat: Beat, drawn: list[dict[str, Any]], text: str) -> None:
    home = beat.door("501")
    for values in drawn:
        words = values.pop("text")
        try:
            beat.request(home, words, **values)
        except Refused:
            assert values["triage"] is None
    counts = beat.ask(listed, WORKER, DAY, "open", text).counts
    for show in SHOWS:
        found = beat.ask(listed, WORKER, DAY, show, text)
        assert found.counts == counts
        assert len(found.rows) == counts[show]
    everything = counts["open"] + counts["solved"] + counts["closed"]
    assert text or everything == beat.ask(listed, WORKER, DAY).every
