"""One worker's day: what was promised for today and is late, and doors handed over this week."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from sqlalchemy import func, select

from deskapp.demo.asking import last_visits
from deskapp.demo.town import Community
from deskapp.desk import Desk
from deskapp.models.campaign import Assignment
from deskapp.models.record import table_of
from deskapp.models.request import Request
from deskapp.models.request_step import RequestStep
from deskapp.models.visit import Visit
from deskapp.store.capture import EVERYTHING, CapturingSession

PROMISED = (
    ("厨房水管滴水，说好师傅上门看过再回话", "pipes", "soon", 0),
    ("单元门灯不亮，物业答应换", "repair", "soon", 0),
    ("想给老人申请助餐，等社区回话", "care", "normal", 1),
    ("楼道堆了杂物，请帮着清一清", "clean", "normal", 3),
)
"""What was asked, and how many days ago the answer was promised for."""
COME_AGAIN = ((7, 0), (8, 0), (9, 1))
"""Days since a door was found closed, and how many days ago one meant to come again."""
HANDED_OVER, DAYS_AGO = 3, 2
_QUIET = 12


def fill_day(
    desk: Desk, community: Community, homes: Sequence[str], workers: Sequence[str], campaign: str, me: int = 0
) -> None:
    """For worker number `me`: requests and second tries due today or late, another's doors handed over."""
    desk.do(
        partial(prepare_day, community=community, homes=homes, workers=workers, campaign=campaign, me=me),
        EVERYTHING,
    )


def prepare_day(
    session: CapturingSession,
    community: Community,
    homes: Sequence[str],
    workers: Sequence[str],
    campaign: str,
    me: int,
) -> None:
    today = community.today
    quiet = _quiet_doors(session, community, homes, today)
    own = iter([place for place in quiet if community.households[place].worker == me])
    visits = last_visits(session, homes)
    for (text, category, urgency, late), place in zip(PROMISED, own, strict=False):
        promised = (today - timedelta(days=late)).isoformat()
        id = session.capture.new_id()
        session.add(
            Request(
                id=id,
                household=homes[place],
                visit=visits.get(homes[place], (None, ""))[0],
                text=text,
                category=category,
                urgency=urgency,
                state="doing",
                triage="small",
                owner=workers[me],
                promised_on=promised,
            )
        )
        session.flush()
        said_on = (today - timedelta(days=late + 4)).isoformat()
        session.add_all(_taken_on(id, workers[me], said_on, promised))
    for (ago, late), place in zip(COME_AGAIN, own, strict=False):
        session.add(
            Visit(
                household=homes[place],
                campaign=campaign,
                visitors=[workers[me]],
                visited_on=(today - timedelta(days=ago)).isoformat(),
                started="10:20",
                mode="home",
                purpose="P01",
                outcome="O3",
                notice_left=True,
                next_try=(today - timedelta(days=late)).isoformat(),
                note="敲门无人应，留了联系单。",
            )
        )
    others = [place for place in quiet if community.households[place].worker != me]
    _hand_over(session, [homes[place] for place in others[:HANDED_OVER]], workers[me], today)


def _taken_on(request: str, worker: str, said_on: str, promised: str) -> list[RequestStep]:
    """Sorted, taken over and promised on one day."""
    done = (("sort", "small"), ("owner", worker), ("promise", promised))
    return [
        RequestStep(request=request, step=step, said_on=said_on, who=worker, became=became)
        for step, became in done
    ]


def _quiet_doors(
    session: CapturingSession, community: Community, homes: Sequence[str], today: date
) -> list[int]:
    """Lived in, nobody was there of late, nothing is asked for: their places, in the roster's order."""
    visit, request = table_of("visit"), table_of("request")
    since = (today - timedelta(days=_QUIET)).isoformat()
    last = select(visit.c.household).group_by(visit.c.household).having(func.max(visit.c.visited_on) >= since)
    busy = {*session.scalars(last), *session.scalars(select(request.c.household))}
    return [
        place
        for place, (home, door) in enumerate(zip(homes, community.households, strict=True))
        if not door.vacant and home not in busy
    ]


def _hand_over(session: CapturingSession, homes: Sequence[str], worker: str, today: date) -> None:
    """A colleague is away: their share of these doors ends, the worker's begins."""
    day = (today - timedelta(days=DAYS_AGO)).isoformat()
    for held in session.scalars(select(Assignment).where(Assignment.household.in_(homes))).all():
        held.until = day
    for home in homes:
        session.add(Assignment(household=home, worker=worker, since=day))
