"""Putting an invented community into a desk, through the same units of work a person's saves go through."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from itertools import islice
from random import Random

from deskapp.demo.history import Visit as Invented
from deskapp.demo.history import visits as invented_visits
from deskapp.demo.town import Community
from deskapp.desk import Desk
from deskapp.models.campaign import Assignment, Campaign
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.request import Request
from deskapp.models.tag import Tag
from deskapp.models.visit import Visit
from deskapp.store.capture import EVERYTHING, CapturingSession

VISITS_A_UNIT = 4000
REQUEST_DOORS = 40
_REQUESTS = (
    ("单元门灯不亮，晚上看不见台阶", "repair", "soon"),
    ("厨房水管滴水，殃及楼下", "pipes", "soon"),
    ("楼道堆了杂物，请帮着清一清", "clean", "normal"),
    ("楼上半夜有响动，睡不好", "noise", "normal"),
    ("想给老人申请助餐", "care", "normal"),
    ("医保怎么续交，想问清楚", "work", "normal"),
    ("下水道返味，请物业看一看", "pipes", "urgent"),
    ("车位被占，回来没处停", "parking", "normal"),
)


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


def fill_requests(desk: Desk, community: Community, homes: Sequence[str], seed: int = 1) -> int:
    """What residents asked for at some of the doors, promised for the days around today; how many."""
    rng = Random(f"{seed}/{community.code}/requests")
    lived_in = [home for home, door in zip(homes, community.households, strict=True) if not door.vacant]
    asked = rng.sample(lived_in, max(1, len(lived_in) // REQUEST_DOORS))
    made = []
    for home in asked:
        text, category, urgency = rng.choice(_REQUESTS)
        promised = community.today + timedelta(days=rng.randrange(-3, 15))
        state = rng.choices(("doing", "open", "replied"), (6, 3, 1))[0]
        made.append(
            Request(
                household=home,
                text=text,
                category=category,
                urgency=urgency,
                state=state,
                promised_on=promised.isoformat(),
            )
        )
    desk.do(partial(raise_requests, some=made), EVERYTHING)
    return len(made)


def raise_requests(session: CapturingSession, some: Sequence[Request]) -> None:
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
