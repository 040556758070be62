"""A scope that does not agree is mended by a list of its rows: only what differs is fetched."""

from __future__ import annotations

import pytest

from deskapp.models.household import Household
from deskapp.models.wire import Manifest, Wanted
from deskapp.sync.road import RoadError
from tests.people import adding, household, setting
from tests.sync.test_keeping import set_at_desk
from tests.town import Seat, Town


def broken_and_synced(town: Town, two: Seat, damage: str) -> list[object]:
    """What the desk said in the round that mended it."""
    set_at_desk(two, damage)
    town.clock.advance(days=1)
    two.road.carried.clear()
    assert two.sync().verified
    return list(two.road.carried)


@pytest.mark.parametrize(
    ("damage", "fetched"),
    [
        ("DELETE FROM household WHERE room='1'", 1),
        ("UPDATE household SET rev=rev+1 WHERE room IN ('1', '2')", 2),
        ("UPDATE household SET rev=rev-1, note='alt' WHERE room='1'", 1),
        ("UPDATE household SET id='ghost' WHERE room='1'", 1),
        ("DELETE FROM household", 20),
    ],
)
def test_only_what_differs_is_fetched(town: Town, pair: tuple[Seat, Seat], damage: str, fetched: int) -> None:
    one, two = pair
    homes = [one.do(adding(household(str(n)))) for n in range(20)]
    for id in homes:
        one.do(setting(Household, id, note="一"))
    town.sync()
    said = broken_and_synced(town, two, damage)
    assert sum(isinstance(r, Manifest) for r in said) == 1
    assert sum(len(r.rows) for r in said if isinstance(r, Wanted)) == fetched
    assert town.agrees()
    two.road.carried.clear()
    two.sync()
    assert [type(r).__name__ for r in two.road.carried] == ["Pull"], "once mended, it is let be"


def test_unsent_work_on_a_mended_row_stays_and_arrives(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    home = one.do(adding(household("1")))
    town.sync()
    two.do(setting(Household, home, note="未发"))
    two.pull_only()
    set_at_desk(two, "UPDATE shadow SET rev=rev+3")
    town.clock.advance(days=1)
    two.road.push, push = _refuse, two.road.push
    with pytest.raises(RoadError):
        two.sync()
    two.road.push = push
    two.pull_only()
    assert two.row("household", home)["note"] == "未发"  # type: ignore[index]
    town.sync()
    assert town.center_rows("household")[0]["note"] == "未发"
    assert town.agrees()


def _refuse(_request: object) -> object:
    raise RoadError("unreachable")


def test_a_scope_that_is_not_the_devices_has_no_manifest(town: Town) -> None:
    one = town.join("houbao")
    one.sync()
    epoch = one.desk.store.text("epoch")
    with pytest.raises(RoadError, match="not-yours"):
        one.road.manifest(Manifest(epoch, one.road.device, "donglu/roster"))
    with pytest.raises(RoadError, match="not-yours"):
        one.road.rows(Wanted(epoch, one.road.device, "donglu/roster", []))


def test_rows_of_another_scope_are_not_given_by_their_ids(town: Town) -> None:
    one, other = town.join("houbao"), town.join("donglu")
    home = other.do(adding(household("1", unit="donglu")))
    town.sync()
    epoch = one.desk.store.text("epoch")
    answer = one.road.rows(Wanted(epoch, one.road.device, "houbao/roster", [("household", home)]))
    assert home.encode() not in answer
