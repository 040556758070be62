"""Copied and put-back profiles by many seeds: when they are found, and that no work of either is lost."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.store import outbox
from deskapp.sync.road import RoadError
from tests.people import adding, household
from tests.sync.test_renewal import confirm_all, copy_of, settle
from tests.town import Seat, Town

SEEDS = 1_000 if os.environ.get("HUTONG_SOAK") else 8
PARTS = 8


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path / "town")
    town.community("houbao", "后堡")
    yield town
    town.close()


class Story:
    """What a person does with a profile and the copies of it: saves, rounds that arrive and that do not."""

    def __init__(self, town: Town, dice: random.Random) -> None:
        self.town, self.dice = town, dice
        self.rooms: set[str] = set()

    def save(self, seat: Seat) -> None:
        room = f"{seat.name}-{len(self.rooms)}"
        seat.do(adding(household(room)))
        self.rooms.add(room)

    def lost(self, seat: Seat) -> None:
        """A round of which nothing arrives."""
        seat.road.cut = "before"
        with pytest.raises(RoadError):
            seat.sync()

    def live(self, seat: Seat, acts: int) -> None:
        for _ in range(acts):
            self.dice.choice((self.save, self.save, self.round, self.lost))(seat)

    def round(self, seat: Seat) -> None:
        seat.sync()

    def meets(self, seat: Seat) -> bool:
        """One round; whether it found the profile to be a copy, which it is refused to go on as."""
        before = seat.desk.store.device.id
        try:
            seat.sync()
        except RoadError as error:
            if error.code != "not-confirmed":
                raise
        return seat.desk.store.device.id != before

    def everything_arrived(self) -> bool:
        return self.rooms == {r["room"] for r in self.town.center_rows("household")}


@pytest.mark.parametrize("part", range(PARTS))
def test_a_put_back_profile_is_found_at_its_first_contact(town: Town, part: int) -> None:
    for seed in range(part, SEEDS, PARTS):
        dice = random.Random(seed)
        story, seat = Story(town, dice), town.join("houbao")
        seat.sync()
        story.rooms = {r["room"] for r in town.center_rows("household")}
        story.live(seat, dice.randrange(4))
        old = copy_of(town, seat, f"old{seed}")
        kept = dice.randrange(1, 4)
        for _ in range(kept):
            story.save(seat)
            seat.sync()
        seat.desk.store.close()
        town.seats.remove(seat)
        for _ in range(dice.randrange(3)):
            story.save(old)
        for _ in range(dice.randrange(kept + 1)):
            story.lost(old)
        assert story.meets(old), f"seed {seed}"
        settle(town, old)
        assert story.everything_arrived(), f"seed {seed}"
        old.desk.store.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_a_copy_is_found_no_later_than_at_the_others_next_contact(town: Town, part: int) -> None:
    for seed in range(part, SEEDS, PARTS):
        dice = random.Random(seed)
        story, seat = Story(town, dice), town.join("houbao")
        seat.sync()
        story.rooms = {r["room"] for r in town.center_rows("household")}
        story.live(seat, dice.randrange(4))
        twin = copy_of(town, seat, f"twin{seed}")
        pair = [seat, twin]
        dice.shuffle(pair)
        for each in pair:
            for _ in range(dice.randrange(3)):
                dice.choice((story.save, story.lost))(each)
        found = [story.meets(pair[0]), story.meets(pair[1]), story.meets(pair[0])]
        assert any(found), f"seed {seed}: both were in contact and neither noticed"
        for each in pair:
            story.save(each)
        confirm_all(town)
        settle(town, *pair)
        assert story.everything_arrived(), f"seed {seed}"
        with seat.desk.store.engine.connect() as a, twin.desk.store.engine.connect() as b:
            assert (outbox.count_waiting(a), outbox.count_waiting(b)) == (0, 0), f"seed {seed}"
        twin.desk.store.close()
        seat.desk.store.close()
        town.seats.remove(seat)
