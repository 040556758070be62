"""Share: the doors one worker has, with all that decides what is to be done there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.door import Door
from deskapp.work.doors import Place, places, share_of
from deskapp.work.due import Due, Open, dues, open_requests
from deskapp.work.progress import NOTHING, Campaign, Progress, progress, running_campaign, state_of


@dataclass(frozen=True)
class Share:
    """A worker's doors as they are now, and as they were this morning."""

    campaign: Campaign
    places: Mapping[str, Place]
    seen: Mapping[str, Progress]
    requests: Mapping[str, Open]
    dues: Mapping[str, Due]

    def of(self, id: str) -> Progress:
        return self.seen.get(id, NOTHING)

    def stairs(self, id: str) -> tuple[str, str]:
        return self.places[id].stairs

    def last_day(self, id: str) -> str:
        return self.of(id).last_day

    def visited_on(self, day: date) -> set[str]:
        return {id for id in self.places if self.last_day(id) == day.isoformat()}

    def pressing(self, today: date) -> dict[str, Due]:
        """What is due today or late."""
        return {id: due for id, due in self.dues.items() if due.day <= today}

    def open_in_the_morning(self, id: str) -> bool:
        """Not done before today, and somebody lives there who has not refused."""
        seen, place = self.of(id), self.places[id]
        refused = seen.before is not None and state_of(seen.before.outcome) == "refused"
        return not (seen.done_before or place.vacant or refused)


def my_share(session: Session, actor: Actor, today: date) -> Share:
    homes = share_of(session, actor.id, today)
    campaign = running_campaign(session, actor.unit, today)
    at = places(session, homes)
    seen = progress(session, campaign, today, homes, morning=True)
    requests = open_requests(session, homes)
    due = dues({id: seen.get(id, NOTHING).last for id in at}, requests)
    return Share(campaign, at, seen, requests, due)


def stair(door: Door, depth: int) -> tuple[str, ...]:
    """An estate (1), a building in it (2), a stair in that (3)."""
    return (door.estate, door.building, door.unit)[:depth]
