"""Putting an invented community into a desk, through the same units of work a person's saves go through."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from itertools import islice

from deskapp.demo.history import Visit as Invented
from deskapp.demo.history import visits as invented_visits
from deskapp.demo.town import Community
from deskapp.desk import Desk
from deskapp.models.campaign import Assignment, Campaign
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.tag import Tag
from deskapp.models.visit import Visit
from deskapp.store.capture import EVERYTHING, CapturingSession

VISITS_A_UNIT = 4000


def fill_roster(desk: Desk, community: Community) -> list[str]:
    """Households, persons and tags; returns the households' ids, in the community's order."""
    new_id = desk.store.new_id
    homes = [new_id() for _ in community.households]
    people = [new_id() for _ in community.persons]

    def import_roster(session: CapturingSession) -> None:
        for id, home in zip(homes, community.households, strict=True):
            values = asdict(home)
            values.pop("worker")
            session.add(Household(id=id, community=community.code, **values))
        session.flush()
        for id, person in zip(people, community.persons, strict=True):
            values = {name: value or None for name, value in asdict(person).items()}
            session.add(Person(id=id, **{**values, "household": homes[person.household]}))
        session.flush()
        for tag in community.tags:
            session.add(Tag(person=people[tag.person], code=tag.code, since=tag.since, source=tag.source))

    desk.do(import_roster, EVERYTHING)
    return homes


def fill_campaign(desk: Desk, community: Community, homes: Sequence[str], workers: Sequence[str]) -> str:
    """A campaign of the year and every worker's share of the doors; returns the campaign's id."""
    campaign = desk.store.new_id()
    since = f"{community.today.year}-01-01"

    def share_out(session: CapturingSession) -> None:
        session.add(
            Campaign(
                id=campaign,
                community=community.code,
                name=f"{community.today.year} 年全面走访",
                since=since,
                until=f"{community.today.year}-12-31",
            )
        )
        for home, door in zip(homes, community.households, strict=True):
            worker = workers[door.worker % len(workers)]
            session.add(Assignment(household=home, worker=worker, since=since))

    desk.do(share_out, EVERYTHING)
    return campaign


def fill_visits(
    desk: Desk,
    community: Community,
    homes: Sequence[str],
    campaign: str | None,
    n: int,
    seed: int = 1,
    workers: Sequence[str] = (),
) -> None:
    """`n` visits of the past months by the doors' workers (ids; else the desk's user)."""
    names = workers or [desk.actor.id]
    made = (_visit(v, homes, campaign, names, community.today) for v in invented_visits(community, n, seed))
    while some := list(islice(made, VISITS_A_UNIT)):
        desk.do(partial(log_visits, some=some), EVERYTHING)


def log_visits(session: CapturingSession, some: Sequence[Visit]) -> None:
    session.add_all(some)


def _visit(
    visit: Invented, homes: Sequence[str], campaign: str | None, workers: Sequence[str], today: date
) -> Visit:
    return Visit(
        household=homes[visit.household],
        campaign=campaign,
        visitors=[workers[visit.worker % len(workers)]],
        visited_on=visit.visited_on,
        started=visit.started,
        mode=visit.mode,
        purpose=visit.purpose,
        outcome=visit.outcome,
        notice_left=visit.notice_left or None,
        next_try=_next_try(visit, today),
        note=visit.note or None,
    )


def _next_try(visit: Invented, today: date) -> str | None:
    """Who found a door closed of late means to come again about ten days later."""
    again = date.fromisoformat(visit.visited_on) + timedelta(days=10)
    return again.isoformat() if visit.outcome == "O3" and again >= today - timedelta(days=2) else None
