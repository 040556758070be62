"""Restoring: the backup is the center, a new epoch has begun, and what no desk knows is taken over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from center import backups, copies, erasures, ledger, registry, restoring, seats, settings, tables
from center.alone import SERVING, alone
from center.database import Database
from center.refusal import Refused
from center.restoring import restore
from center.verify import verify
from deskapp.models.record import blank, kinds, table_of
from tests.conftest import BOTH
from tests.people import adding, household, person
from tests.town import Seat, Town

on_both = pytest.mark.parametrize("url", BOTH, indirect=True)


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str | None:
    """SQLite, unless a test asks for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return None
    return str(request.getfixturevalue("cluster").fresh())


@pytest.fixture
def town(tmp_path: Path, url: str | None) -> Iterator[Town]:
    town = Town(tmp_path, url)
    town.community("houbao", "后堡")
    yield town
    town.close()


@pytest.fixture
def seat(town: Town) -> Seat:
    seat = town.join("houbao")
    seat.sync()
    return seat


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def back_up(town: Town, to: Path) -> Path:
    town.clock.advance(hours=1)
    return Path(backups.back_up(town.center, to, 7, town.clock, town.folder / "center" / "blobs").path)


def put_back(town: Town, file: Path, url: str | None = None) -> restoring.Restored:
    """Restores with the command's function and lets the town's center be the restored one."""
    folder = town.folder / "center"
    town.center.close()
    try:
        return restore(folder, file, town.clock, url, folder / "blobs")
    finally:
        town.center = registry.open_center(folder)
        for seat in town.seats:
            seat.road.database = town.center


def epoch(database: Database) -> tuple[int, str]:
    with database.reading() as connection:
        return settings.epoch(connection)


def row(town: Town, table: str, id: str) -> dict[str, object] | None:
    with town.center.reading() as connection:
        found = (tables.center.tables[table] if table == "device" else table_of(table)).c
        first = connection.execute(select(found.id.table).where(found.id == id)).mappings().first()
        return dict(first) if first else None


@on_both
def test_the_backup_is_the_center_and_a_new_epoch_has_begun(town: Town, seat: Seat, to: Path) -> None:
    before = epoch(town.center)
    home = seat.do(adding(household()))
    seat.sync()
    file = back_up(town, to)
    later = seat.do(adding(household("502")))
    seat.sync()
    made = put_back(town, file)
    assert epoch(town.center) == (2, made.epoch) != before
    assert row(town, "household", home) is not None
    assert row(town, "household", later) is None
    assert (made.behind, made.own, made.own_lost, made.erased) == (1, 0, 0, 0)
    with town.center.reading() as connection:
        found = verify(connection)
    assert found.places == []
    assert found.sets == made.sets


def test_what_is_durable_then_is_what_the_backup_holds(town: Town, seat: Seat, to: Path) -> None:
    seat.do(adding(household()))
    seat.sync()
    file = back_up(town, to)
    seat.do(adding(household("502")))
    seat.sync()
    back_up(town, to)
    put_back(town, file)
    found = row(town, "device", seat.desk.store.device.id)
    assert found is not None
    assert (found["durable_seq"], found["last_seq"]) == (1, 1)
    with town.center.reading() as connection:
        assert list(connection.scalars(select(tables.backup.c.path).where(tables.backup.c.kept))) == [
            str(file)
        ]


def test_an_older_backup_that_is_kept_still_counts(town: Town, seat: Seat, to: Path) -> None:
    oldest = back_up(town, to)
    seat.do(adding(household()))
    seat.sync()
    file = back_up(town, to)
    put_back(town, file)
    found = row(town, "device", seat.desk.store.device.id)
    assert oldest.exists()
    assert found is not None
    assert (found["durable_seq"], found["last_seq"]) == (0, 1)


@on_both
def test_what_stood_before_is_put_aside_whole(town: Town, seat: Seat, to: Path) -> None:
    file = back_up(town, to)
    later = seat.do(adding(household("502")))
    seat.sync()
    before = epoch(town.center)
    url = town.center.url
    asides = [put_back(town, file).aside, put_back(town, file).aside]
    assert len(set(asides)) == 2
    old = Database(url if url.startswith("postgres") else f"sqlite:///{town.folder / 'center' / asides[0]}")
    with old.reading() as connection:
        household_ = table_of("household")
        assert connection.scalar(select(household_.c.id).where(household_.c.id == later)) == later
    assert epoch(old) == before
    old.close()


def test_a_center_that_is_served_is_left_alone(town: Town, seat: Seat, to: Path) -> None:
    file = back_up(town, to)
    before = epoch(town.center)
    with registry.serving(town.folder / "center"), pytest.raises(Refused, match="center-served"):
        put_back(town, file)
    assert epoch(town.center) == before
    with alone(town.folder / "center", SERVING, "x"), pytest.raises(Refused, match="center-served"):
        registry.serving(town.folder / "center").__enter__()


@on_both
def test_a_damaged_file_changes_nothing(town: Town, seat: Seat, to: Path) -> None:
    seat.do(adding(household()))
    seat.sync()
    file = back_up(town, to)
    before, url = epoch(town.center), town.center.url
    content = bytearray(file.read_bytes())
    content[len(content) // 3 :] = bytes(len(content) - len(content) // 3)
    file.write_bytes(content)
    with pytest.raises(Refused, match="backup-damaged"):
        put_back(town, file)
    assert (epoch(town.center), town.center.url) == (before, url)
    assert [p.name for p in (town.folder / "center").glob("center.db.*")] == []


def test_a_file_that_is_no_backup_changes_nothing(town: Town, to: Path) -> None:
    to.mkdir()
    (to / "x").write_bytes(b"a letter")
    with pytest.raises(Refused, match="not-a-backup"):
        put_back(town, to / "x")
    with pytest.raises(Refused, match="no-such-backup"):
        put_back(town, to / "y")


def test_another_centers_backup_is_not_taken(tmp_path: Path) -> None:
    one, two = Town(tmp_path / "one"), Town(tmp_path / "two")
    file = back_up(one, tmp_path / "backups")
    before = epoch(two.center)
    with pytest.raises(Refused, match="another-center"):
        put_back(two, file)
    assert epoch(two.center) == before
    assert list((two.folder / "center").glob("center.db.*")) == []
    one.close()
    two.close()


def test_the_centers_own_edits_since_are_taken_over(town: Town, seat: Seat, to: Path) -> None:
    file = back_up(town, to)
    registry.add_community(town.center, "donglu", "东路", town.clock)
    user = town.user("donglu", name="童一苇")
    seats.set_user(town.center, seat.desk.actor.name, "houbao", {"active": False}, town.clock)
    made = put_back(town, file)
    assert (made.own, made.own_lost) == (3, 0)
    there = row(town, "user", user)
    assert there is not None
    assert there["name"] == "童一苇"
    gone = row(town, "user", seat.desk.actor.id)
    assert gone is not None
    assert gone["active"] is False


@on_both
def test_devices_let_in_and_locked_out_since_are_so_again(town: Town, seat: Seat, to: Path) -> None:
    file = back_up(town, to)
    newcomer = town.join("houbao")
    newcomer.do(adding(household()))
    newcomer.sync()
    seats.revoke(town.center, seat.desk.store.device.id)
    put_back(town, file)
    lost, found = (
        row(town, "device", seat.desk.store.device.id),
        row(town, "device", newcomer.desk.store.device.id),
    )
    assert lost is not None
    assert lost["status"] == "revoked"
    assert found is not None
    assert (found["status"], found["last_seq"], found["durable_seq"]) == ("active", 0, 0)
    with town.center.reading() as connection:
        assert newcomer.desk.actor.id in connection.scalars(select(tables.device_user.c.user)).all()


def test_a_database_that_is_gone_is_put_back_all_the_same(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.community("houbao")
    file = back_up(town, tmp_path / "backups")
    town.center.close()
    for path in (town.folder / "center").glob("center.db*"):
        path.unlink()
    made = put_back(town, file)
    assert (made.aside, made.own, made.own_lost, made.behind) == ("", None, None, None)
    assert epoch(town.center)[0] == 2
    town.close()


def test_a_database_that_is_damaged_is_put_aside_and_replaced(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.community("houbao")
    file = back_up(town, tmp_path / "backups")
    town.center.close()
    broken = town.folder / "center" / "center.db"
    broken.write_bytes(b"\0" * 8192)
    made = put_back(town, file)
    assert made.own is None
    assert (town.folder / "center" / made.aside).read_bytes() == b"\0" * 8192
    assert epoch(town.center)[0] == 2
    town.close()


def test_a_whole_folder_that_is_lost_comes_back_from_the_file_alone(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.community("houbao")
    file = back_up(town, tmp_path / "backups")
    town.center.close()
    shutil.rmtree(town.folder / "center")
    put_back(town, file)
    assert [r["code"] for r in town.center_rows("community")] == ["houbao"]
    town.close()


def test_a_cut_before_the_last_step_leaves_the_old_center(
    town: Town, seat: Seat, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a restore dies, the next one begins anew and nothing of it is in its way."""
    file = back_up(town, to)
    before = epoch(town.center)

    class Cut(Exception):
        pass

    def cut(*_: object) -> None:
        raise Cut

    for name in ("unpack", "fold", "sync"):
        with monkeypatch.context() as patch:
            patch.setattr(copies, name, cut)
            with pytest.raises(Cut):
                put_back(town, file)
        assert epoch(town.center) == before
    put_back(town, file)
    assert epoch(town.center)[0] == 2


def test_an_erasure_since_the_backup_is_done_again(town: Town, seat: Seat, to: Path) -> None:
    home = seat.do(adding(household()))
    who = seat.do(adding(person(home, "鲁阿婆")))
    seat.sync()
    file = back_up(town, to)
    ledger.edit(town.center, "erase", [], town.clock, args={"kind": "person", "id": who})
    put_back(town, file)
    found = row(town, "person", who)
    assert found is not None
    assert (found["gone"], found["name"]) == (True, "")
    with town.center.reading() as connection:
        assert not [b for b in connection.scalars(select(tables.change_set.c.body)) if "鲁阿婆".encode() in b]
        assert verify(connection).places == []


def test_the_list_beside_it_knows_erasures_when_the_database_is_lost(tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.community("houbao")
    seat = town.join("houbao")
    seat.sync()
    home = seat.do(adding(household()))
    seat.sync()
    file = back_up(town, tmp_path / "backups")
    folder = town.folder / "center"
    erasures.note_erasure(folder, "household", home, "houbao/roster", "2026-11-24T03:00:00Z")
    town.center.close()
    (folder / "center.db").unlink()
    assert put_back(town, file).erased == 1
    found = row(town, "household", home)
    assert found is not None
    assert found["gone"]
    assert not found["room"]
    town.close()


@on_both
def test_a_row_the_backup_never_had_does_not_come_back_from_a_desk_once_it_is_erased(
    town: Town, seat: Seat, to: Path
) -> None:
    file = back_up(town, to)
    home = seat.do(adding(household()))
    seat.sync()
    ledger.edit(town.center, "erase", [], town.clock, args={"kind": "household", "id": home})
    put_back(town, file)
    seat.sync()
    found = row(town, "household", home)
    assert found is not None
    assert found["gone"]
    assert not found["room"]
    with town.center.reading() as connection:
        assert verify(connection).places == []
        count = select(func.count()).select_from(tables.leave).where(tables.leave.c.erased)
        assert connection.scalar(count) == 1


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_row_of_any_kind_the_backup_never_had_is_erased_in_the_restored_center(
    town: Town, seat: Seat, kind: str
) -> None:
    erased = erasures.Erasure(kind, "never-had", "houbao/roster")
    assert erasures.erase_again(town.center, [erased], town.clock) == 0
    if not kinds()[kind].fixed_unit:
        assert (row(town, kind, "never-had") or {}).items() >= {"gone": True, **blank(kinds()[kind])}.items()
    with town.center.reading() as connection:
        assert verify(connection).places == []


def test_a_line_cut_off_by_a_power_cut_costs_only_itself(tmp_path: Path) -> None:
    erasures.note_erasure(tmp_path, "person", "a", "houbao/roster", "")
    with open(tmp_path / erasures.FILE, "ab") as file:
        file.write(b'{"kind":"pers')
    erasures.note_erasure(tmp_path, "person", "b", "houbao/roster", "")
    assert [e.id for e in erasures.read(tmp_path)] == ["a", "b"]


def test_attachments_come_back_with_it(town: Town, seat: Seat, to: Path) -> None:
    from tests.center.test_backups import with_a_file

    place, content = with_a_file(town)
    file = back_up(town, to)
    (town.folder / "center" / "blobs" / place).unlink()
    assert put_back(town, file).files == 1
    assert (town.folder / "center" / "blobs" / place).read_bytes() == content


@pytest.mark.postgres
def test_a_dump_goes_into_the_database_that_is_named_if_it_is_empty(cluster: object, tmp_path: Path) -> None:
    town = Town(tmp_path, cluster.fresh())  # type: ignore[attr-defined]
    town.community("houbao")
    file = back_up(town, tmp_path / "backups")
    with pytest.raises(Refused, match="database-not-empty"):
        put_back(town, file, cluster.fresh())  # type: ignore[attr-defined]
    named = copies.free_name(town.center.url)
    copies.create(named, town.center.url)
    (town.folder / "center" / registry.CONFIG).unlink()
    made = put_back(town, file, named)
    assert (town.center.url, made.own) == (named, None)
    assert [r["code"] for r in town.center_rows("community")] == ["houbao"]
    with town.center.reading() as connection:
        assert connection.scalar(text("SELECT current_database()")) == made.database
    town.close()


@pytest.mark.postgres
def test_a_dump_without_a_postgres_to_put_it_in_says_what_is_needed(cluster: object, tmp_path: Path) -> None:
    town = Town(tmp_path / "a", cluster.fresh())  # type: ignore[attr-defined]
    file = back_up(town, tmp_path / "backups")
    with pytest.raises(Refused, match="database-needed"):
        restore(tmp_path / "b", file, town.clock, None, tmp_path / "b" / "blobs")
    town.close()
