"""Pull, apply, repair: nothing is seen half, goes on untrue unnoticed, or is mended at anybody's cost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from sqlalchemy import select

from center import status
from center import tables as center_tables
from deskapp.app import open_desk
from deskapp.models.household import Household
from deskapp.models.record import table_of
from deskapp.models.visit import Visit
from deskapp.models.wire import Manifest, Pull, Wanted
from deskapp.profile import ProfileError
from deskapp.store import database, tables
from deskapp.store.database import FILE
from deskapp.store.files import Files
from deskapp.sync import courier
from deskapp.sync.files import send_files
from deskapp.sync.road import RoadError
from tests.cli.conftest import PASSWORD, Office, make_center
from tests.people import adding, household, setting
from tests.process import CenterProcess
from tests.store.test_files import content
from tests.sync.failures import cursor_of, family, started_again, window_on
from tests.sync.test_files import put_to, send
from tests.sync.test_hidden import cut_at_page, seen
from tests.sync.test_keeping import set_at_desk
from tests.sync.test_moves import move
from tests.sync.test_round import table_at
from tests.town import Seat, Town

Pair = tuple[Seat, Seat]
NEXT_DAY = 24 * 3600


@pytest.fixture
def url() -> None:
    """SQLite is enough: that both databases do the same is shown elsewhere."""


def before_each_pull(seat: Seat, look: Any) -> None:
    """Has `look` called with each question, before it goes."""
    ask = seat.road.pull

    def pull(request: Pull) -> bytes:
        look(request)
        return bytes(ask(request))

    seat.road.pull = pull


def test_14_half_of_a_save_or_a_child_without_its_parent_is_seen(town: Town, pair: Pair) -> None:
    one, two = pair
    for room in "12345678":
        family(one, room)
    one.sync()
    late = town.join("houbao")
    late.road.limit = two.road.limit = 2
    whole: list[bool] = []
    shown: list[tuple[int, int]] = []

    def look(_request: Pull) -> None:
        homes, people, visits = (table_at(late, table_of(k)) for k in ("household", "person", "visit"))
        whole.append(sorted(p.seq for p in people) == sorted(2 * [h.seq for h in homes]))
        whole.append({each.household for each in (*people, *visits)} <= {home.id for home in homes})
        shown.append((seen(late, Household), seen(late, Visit)))

    before_each_pull(late, look)
    late.sync()
    assert len(shown) > 8
    assert all(whole)
    assert set(shown) <= {(0, 0), (8, 0)}, "all doors or none, and no visit before all of them"
    assert (seen(late, Household), seen(late, Visit)) == (8, 8)
    two.road.carried.clear()
    assert two.sync().received == 8 * 4 + 1, "the families, and the newcomer's name"
    assert len(two.road.carried) == 1, "what is in sight comes up to date in one step"


def test_15_a_row_written_while_others_load_falls_out_of_what_is_loaded(town: Town, pair: Pair) -> None:
    one, _ = pair
    homes = [one.do(adding(household(str(n)))) for n in range(20)]
    one.sync()
    late = town.join("houbao")
    late.road.limit = 4
    asked: list[Pull] = []

    def write(request: Pull) -> None:
        asked.append(request)
        if len(asked) == 4:
            one.do(setting(Household, homes[0], note="已经发过"))
            one.do(setting(Household, homes[-1], note="还没发"))
            one.do(adding(household("new")))
            one.sync()

    before_each_pull(late, write)
    assert late.sync().verified
    assert len(asked) > 5
    assert not [said for said in late.road.carried if isinstance(said, Manifest)]
    assert town.difference(late) == {}
    assert late.row("household", homes[0])["note"] == "已经发过"  # type: ignore[index]


def test_16_a_first_load_cut_near_its_end_begins_again_from_nothing(town: Town, pair: Pair) -> None:
    one, _ = pair
    for n in range(40):
        one.do(adding(household(str(n))))
    one.sync()
    late = town.join("houbao")
    late.road.limit = 4
    cut_at_page(late, 11)
    here = len(table_at(late, table_of("household")))
    assert 30 <= here < 40
    late = started_again(town, late)
    assert late.sync().received == 40 - here
    town.sync()
    assert town.agrees()


@pytest.mark.parametrize("phase", ["apply", "settle", "commit"])
def test_17_a_cursor_moves_on_before_its_rows_are_kept(town: Town, pair: Pair, phase: str) -> None:
    one, two = pair
    home = one.do(adding(household("1")))
    one.sync()
    mine = two.do(adding(household("2")))
    before = cursor_of(two, "houbao/roster")

    class Cut(Exception):
        """The power."""

    def die(progress: courier.Progress) -> None:
        if progress.phase == phase:
            raise Cut

    with pytest.raises(Cut):
        courier.go_round(two.desk.store, two.road, die)
    assert (cursor_of(two, "houbao/roster"), two.row("household", home), two.waiting) == (before, None, 1)
    two = started_again(town, two)
    report = two.sync()
    assert (report.settled, two.waiting) == (1, 0)
    assert [two.row("household", id) is not None for id in (home, mine)] == [True, True]
    town.sync()
    assert town.agrees()


def test_18_a_desk_that_differs_goes_on_so_and_nobody_hears_of_it(town: Town, pair: Pair) -> None:
    one, two = pair
    homes = [one.do(adding(household(str(n)))) for n in range(5)]
    town.sync()
    set_at_desk(two, "UPDATE household SET note='坏', rev=rev+1 WHERE room='1'")
    set_at_desk(two, "DELETE FROM household WHERE room='2'")
    town.clock.advance(NEXT_DAY)
    manifest = two.road.manifest

    def cut(_request: Manifest) -> bytes:
        raise RoadError("unreachable")

    two.road.manifest = cut
    for _ in range(2):
        with pytest.raises(RoadError):
            two.sync()
    assert two.desk.store.text("verified") == "no"
    told = [(a.code, a.device) for a in status.whole(town.center, town.clock)["alarms"]]
    assert ("not-verified", two.desk.store.device.id) in told
    two.road.manifest = manifest
    assert two.sync().verified
    wanted = [asked for asked in two.road.carried if isinstance(asked, Wanted)]
    assert [sorted(asked.rows) for asked in wanted] == [sorted(("household", id) for id in homes[1:3])]
    town.sync()
    assert town.agrees()
    assert "not-verified" not in {a.code for a in status.whole(town.center, town.clock)["alarms"]}


def test_19_a_digest_that_happens_to_agree_hides_what_came_and_what_went(town: Town, pair: Pair) -> None:
    """It is a check at the end of a pull, never a reason to leave a row or a marker out."""
    one, two = pair
    town.join("donglu")
    gone, left = (one.do(adding(household(room))) for room in "12")
    town.sync()
    one.do(setting(Household, gone, gone=True))
    move(town, left)
    come = one.do(adding(household("3")))
    one.sync()
    table = center_tables.scope
    with town.center.reading() as connection:
        digest = connection.scalar(select(table.c.digest).where(table.c.id == "houbao/roster"))
    set_at_desk(two, "UPDATE cursor SET digest=:digest WHERE scope='houbao/roster'", digest=digest)
    report = two.sync()
    assert (report.received, report.verified) == (2, True)
    assert two.row("household", gone)["gone"]  # type: ignore[index]
    assert (two.row("household", left), two.row("household", come) is not None) == (None, True)
    town.sync()
    assert town.agrees()


def test_20_mending_throws_away_work_and_files_that_were_not_sent(town: Town, pair: Pair) -> None:
    one, two = pair
    homes = [one.do(adding(household(room))) for room in "123"]
    town.sync()
    two.do(setting(Household, homes[0], note="未发"))
    two.do(adding(household("mine")))
    name = put_to(two, homes[0], content(500))
    two.pull_only()
    before = [(r.seq, r.id, bytes(r.body), r.state) for r in table_at(two, tables.outbox)]
    set_at_desk(two, "DELETE FROM household WHERE room IN ('2', '3')")
    set_at_desk(two, "UPDATE shadow SET rev=rev+3")
    town.clock.advance(NEXT_DAY)
    two.pull_only()
    assert two.desk.store.text("verified") == "yes"
    assert [(r.seq, r.id, bytes(r.body), r.state) for r in table_at(two, tables.outbox)] == before
    assert two.row("household", homes[0])["note"] == "未发"  # type: ignore[index]
    assert [r.sha256 for r in table_at(two, tables.file_queue)] == [name]
    two.sync()
    assert (send(two).files, Files(two.desk.store).content(name)) == (1, content(500))
    town.sync()
    assert {r["room"] for r in town.center_rows("household")} == {"1", "2", "3", "mine"}
    assert town.agrees()


def test_21_nothing_can_be_saved_while_a_round_waits_for_the_network(
    town: Town, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second window saves during every request of a round and of a file, and never finds a lock."""
    one, _ = pair
    home = one.do(adding(household("1")))
    town.sync()
    put_to(one, home, content(500))
    set_at_desk(one, "UPDATE household SET rev=rev+1 WHERE room='1'")
    town.clock.advance(NEXT_DAY)
    hasty = tuple("busy_timeout=1" if "busy" in p else p for p in database.PRAGMAS)
    monkeypatch.setattr(database, "PRAGMAS", hasty)
    window = window_on(one)
    during: list[str] = []

    class Slow:
        """A road on which somebody saves while each request is under way."""

        def __getattr__(self, name: str) -> Any:
            def carry(request: Any) -> Any:
                if name not in during:  # or a push would never come to its end
                    during.append(name)
                    window.do(adding(household(name)))
                return getattr(one.road, name)(request)

            return carry

    courier.go_round(one.desk.store, Slow())
    assert send_files(one.desk.store, Slow()).files == 1  # type: ignore[arg-type]
    assert during == ["push", "pull", "manifest", "rows", "offer", "put", "complete"]
    window.store.close()
    town.sync()
    assert len(town.center_rows("household")) == 1 + len(during)
    assert town.agrees()


def test_22_a_snapshot_left_open_lets_the_log_of_the_file_grow(town: Town, pair: Pair) -> None:
    """Nobody reads while the network is waited for, nor after: the log can be folded in at any time."""
    one, two = pair
    log = Path(two.desk.store.engine.url.database or "").with_name(FILE + "-wal")
    one.do(lambda session: session.add_all([household(str(n)) for n in range(150)]))
    one.sync()
    busy: list[int] = []

    def fold(_request: Any = None) -> None:
        with two.desk.store.engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            busy.append(raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])

    before_each_pull(two, fold)
    two.sync()
    assert log.stat().st_size > 100_000
    assert seen(two, Household) == 150
    two.do(adding(household("mine")))
    two.sync()
    fold()
    assert busy == [0, 0, 0]
    assert log.stat().st_size == 0


def test_23_two_programs_on_one_profile_both_speak_for_it(tmp_path: Path) -> None:
    """Both may save; only one goes a round at a time, and the center never takes them for two copies."""
    make_center(tmp_path / "center")
    office = Office(CenterProcess(tmp_path / "center"), tmp_path / "center")
    profile = office.desk(tmp_path / "desk")
    one, two = open_desk(profile, PASSWORD), open_desk(profile, PASSWORD)
    try:
        device = one.store.device.id
        one.sync()
        for n, opened in enumerate((one, two, one, two)):
            opened.desk.do(adding(household(f"{n}")))
        with FileLock(profile / "courier.lock"), pytest.raises(ProfileError, match="courier-busy"):
            two.sync()
        with one.round(), pytest.raises(ProfileError, match="courier-busy"):
            two.sync()
        assert [opened.sync().waiting for opened in (two, one, two)] == [0, 0, 0]
        assert (one.store.device.id, two.store.device.id) == (device, device)
        rows = table_at(Seat("desk", one.desk, None), tables.outbox)
        assert [(row.seq, row.outcome["status"]) for row in rows] == [(n, "applied") for n in (1, 2, 3, 4)]
    finally:
        one.close()
        two.close()
        office.process.kill()
