"""Coverage: one definition of every number."""

from deskapp.work.coverage import Coverage, by_worker, coverage
from deskapp.work.households import household_counts, household_ids
from tests.work.desks import DAY, WORKER, Beat, visit

UNIT = WORKER.unit


def of(beat: Beat, worker: str | None = None) -> Coverage:
    return beat.ask(coverage, UNIT, DAY, worker)


def test_a_door_is_done_once_however_often_it_was_met(beat: Beat) -> None:
    beat.campaign()
    home = beat.door("501")
    for outcome in ("O3", "O1", "O2", "O3"):
        beat.visit(home, outcome)
    seen = of(beat)
    assert (seen.done, seen.total, seen.tried) == (1, 1, 0)


def test_every_door_is_counted_in_one_place_and_vacant_ones_are_in_the_total(beat: Beat) -> None:
    beat.campaign()
    beat.door("101")
    beat.door("102", vacant=True)
    for room, outcome in (("201", "O1"), ("202", "O3"), ("203", "O4"), ("204", "O5"), ("205", "O7")):
        beat.visit(beat.door(room), outcome)
    seen = of(beat)
    assert (seen.done, seen.tried, seen.refused, seen.vacant, seen.never) == (1, 2, 1, 2, 1)
    assert seen.done + seen.tried + seen.refused + seen.vacant + seen.never == seen.total == 7


def test_who_moved_away_or_was_not_found_is_still_to_be_visited(beat: Beat) -> None:
    beat.campaign()
    for room, outcome in (("201", "O6"), ("202", "O8")):
        beat.visit(beat.door(room), outcome)
    seen = of(beat)
    assert (seen.tried, seen.vacant) == (2, 0)


def test_a_campaign_may_count_the_telephone(beat: Beat) -> None:
    beat.campaign(counts=["O7"])
    beat.visit(beat.door("501"), "O7")
    assert of(beat).done == 1


def test_a_visit_of_another_campaign_covers_nothing_whatever_its_date(beat: Beat) -> None:
    campaign = beat.campaign()
    old, new = beat.door("501"), beat.door("502")
    beat.add(visit(old, campaign="last-years"))
    beat.visit(new, "O1", "2025-12-30", campaign=campaign)
    assert of(beat).done == 1
    assert beat.ask(household_ids, WORKER, DAY, show="met") == [new]


def test_a_withdrawn_visit_and_a_withdrawn_door_do_not_count(beat: Beat) -> None:
    campaign = beat.campaign()
    beat.add(visit(beat.door("501"), campaign=campaign, gone=True))
    beat.door("502", gone=True)
    assert (of(beat).done, of(beat).total, of(beat).never) == (0, 1, 1)


def test_what_the_center_has_not_got_is_shown_as_waiting(beat: Beat) -> None:
    beat.campaign()
    one, two = beat.door("501"), beat.door("502")
    beat.visit(one)
    beat.settle()
    beat.visit(one)
    beat.visit(two)
    assert (of(beat).done, of(beat).waiting) == (2, 1)


def test_a_share_counts_its_doors_whoever_covered_them_and_shares_add_up(beat: Beat) -> None:
    beat.campaign()
    beat.visit(beat.door("501", worker="another"))
    beat.visit(beat.door("502"))
    beat.door("503")
    beat.door("504", worker=None)
    shares = beat.ask(by_worker, UNIT, DAY)
    assert {share.worker: (share.coverage.done, share.coverage.total) for share in shares} == {
        "another": (1, 1),
        WORKER.id: (1, 2),
        None: (0, 1),
    }
    assert sum(share.coverage.total for share in shares) == of(beat).total
    assert of(beat, WORKER.id).done == 1


def test_an_assignment_that_has_ended_or_not_begun_gives_no_share(beat: Beat) -> None:
    beat.campaign()
    beat.door("501", since="2026-11-25")
    assert of(beat, WORKER.id).total == 0
    assert of(beat).total == 1


def test_the_pace_is_by_working_days_and_says_what_is_needed(beat: Beat) -> None:
    beat.campaign(since="2026-11-23", until="2026-11-25")  # Monday to Wednesday, today is Tuesday
    for room in ("501", "502"):
        beat.visit(beat.door(room))
    for room in ("601", "602", "603"):
        beat.door(room)
    beat.door("701", vacant=True)
    seen = of(beat)
    assert (seen.pace, seen.needed_per_day) == (1.0, 1.5)
    assert round(seen.expected, 2) == 0.67
    assert seen.ends_on == "2026-11-27"


def test_without_a_campaign_visits_of_none_are_looked_at(beat: Beat) -> None:
    beat.visit(beat.door("501"))
    seen = of(beat)
    assert (seen.done, seen.total, seen.campaign, seen.ends_on) == (1, 1, None, None)


def test_the_counts_of_the_lists_are_those_of_the_coverage(beat: Beat) -> None:
    beat.campaign()
    for room, outcome in (("201", "O1"), ("202", "O3"), ("203", "O4"), ("204", "O5")):
        beat.visit(beat.door(room, worker=None), outcome)
    counts, seen = beat.ask(household_counts, WORKER, DAY), of(beat)
    assert counts["met"] == seen.done
    for state in ("never", "tried", "refused", "vacant"):
        assert counts[state] == getattr(seen, state)
    assert counts["all"] == seen.total
