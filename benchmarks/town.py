"""A center with one whole community in it, and desks that have yet to see it."""

from __future__ import annotations

from pathlib import Path

from deskapp.demo.filling import fill_campaign, fill_roster, fill_visits
from deskapp.demo.town import Community, make_community
from tests.town import Seat, Town

HOUSEHOLDS, PERSONS, VISITS = 3100, 9300, 30_000


def community() -> Community:
    return make_community("houbao", "后堡", households=HOUSEHOLDS, persons=PERSONS)


def filled_town(folder: Path, visits: int = VISITS) -> Town:
    """A center that holds a community's roster, campaign and visits, sent by one desk."""
    town = Town(folder)
    town.community("houbao", "后堡")
    first: Seat = town.join("houbao")
    first.sync()
    invented = community()
    homes = fill_roster(first.desk, invented)
    campaign = fill_campaign(first.desk, invented, homes, [first.desk.actor.id])
    fill_visits(first.desk, invented, homes, campaign, visits)
    first.sync()
    return town
