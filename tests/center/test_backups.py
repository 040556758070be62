"""Backups: of one moment, tested by restoring them, and told to the desks as what they may forget."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from center import backups, copies, ledger, registry, tables
from center.__main__ import main
from center.alone import BACKING_UP, alone
from center.database import Database
from center.refusal import Refused
from center.verify import verify
from deskapp.models.household import Household
from deskapp.models.person import Person
from tests.conftest import BOTH
from tests.people import adding, household, person, setting
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


def back_up(town: Town, to: Path, keep: int = 7) -> backups.Made:
    town.clock.advance(hours=1)
    return backups.back_up(town.center, to, keep, town.clock, town.folder / "center" / "blobs")


def work(seat: Seat, count: int = 1) -> None:
    for _ in range(count):
        seat.do(adding(household()))
    seat.sync()


def durable(town: Town, seat: Seat) -> int:
    statement = select(tables.device.c.durable_seq).where(tables.device.c.id == seat.desk.store.device.id)
    with town.center.reading() as connection:
        return int(connection.scalar(statement) or 0)


def kept(town: Town) -> dict[str, bool]:
    with town.center.reading() as connection:
        return {r.name: r.kept for r in connection.execute(select(tables.backup))}


def spoil(town: Town, statement: str) -> None:
    with town.center.writing() as connection:
        connection.execute(text(statement))


@on_both
def test_a_backup_holds_all_that_was_pushed_and_is_told_of(town: Town, seat: Seat, to: Path) -> None:
    work(seat, 3)
    made = back_up(town, to)
    assert made.name == "center-2026-11-24-1"
    assert Path(made.path).stat().st_size > 0
    assert kept(town) == {made.name: True}
    assert durable(town, seat) == 3
    with town.center.reading() as connection:
        assert connection.scalar(select(tables.backup.c.path)) == made.path
        assert made.sets == verify(connection).sets


def test_nobody_else_may_read_it(town: Town, seat: Seat, to: Path) -> None:
    made = back_up(town, to)
    if os.name != "nt":
        assert Path(made.path).stat().st_mode & 0o077 == 0
        assert to.stat().st_mode & 0o077 == 0


def test_what_is_durable_is_what_the_backup_holds_not_what_came_since(
    town: Town, seat: Seat, to: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(seat, 2)
    look = backups.look_into

    def late(copy: Database) -> backups.Contents:
        found = look(copy)
        work(seat, 3)
        return found

    monkeypatch.setattr(backups, "look_into", late)
    back_up(town, to)
    assert durable(town, seat) == 2


def test_durable_is_what_the_oldest_kept_backup_holds(town: Town, seat: Seat, to: Path) -> None:
    names, at = [], []
    for _ in range(5):
        work(seat)
        names.append(back_up(town, to, keep=3).name)
        at.append(durable(town, seat))
    assert at == [1, 1, 1, 2, 3]
    assert kept(town) == dict(zip(names, [False, False, True, True, True], strict=True))
    assert sorted(p.stem for p in to.glob("center-*")) == names[2:]


def test_a_backup_somebody_took_away_is_not_kept_one_on_a_stick_elsewhere_is(
    town: Town, seat: Seat, to: Path
) -> None:
    work(seat)
    stick = to.with_name("stick")
    back_up(town, stick)
    work(seat)
    first = back_up(town, to)
    work(seat)
    back_up(town, to)
    stick.rename(to.with_name("in a drawer"))
    back_up(town, to)
    assert durable(town, seat) == 1
    to.with_name("in a drawer").rename(stick)
    for path in stick.glob("center-*"):
        path.unlink()
    back_up(town, to)
    assert durable(town, seat) == 2
    Path(first.path).unlink()
    back_up(town, to)
    assert durable(town, seat) == 3


def test_a_second_backup_of_a_day_takes_the_next_number_even_of_a_file_nobody_knows(
    town: Town, seat: Seat, to: Path
) -> None:
    to.mkdir()
    (to / f"center-2026-11-24-7{copies.ending(town.center)}").write_bytes(b"of another day")
    assert back_up(town, to).name == "center-2026-11-24-8"
    assert back_up(town, to).name == "center-2026-11-24-9"
    town.clock.advance(days=1)
    assert back_up(town, to).name == "center-2026-11-25-1"


def test_what_was_left_half_written_is_in_nobodys_way(town: Town, seat: Seat, to: Path) -> None:
    to.mkdir()
    (to / f"center-2026-11-24-1{copies.ending(town.center)}.part").write_bytes(b"half")
    assert back_up(town, to).name == "center-2026-11-24-1"
    assert list(to.glob("*.part")) == []


def test_two_backups_into_one_folder_do_not_run_at_once(town: Town, seat: Seat, to: Path) -> None:
    to.mkdir()
    with alone(to, BACKING_UP, "busy"), pytest.raises(Refused, match="backup-running"):
        back_up(town, to)
    assert kept(town) == {}


@on_both
def test_nothing_is_left_of_the_restore_test(town: Town, seat: Seat, to: Path) -> None:
    back_up(town, to)
    assert [p.name for p in to.iterdir() if p.name.startswith(".check")] == []
    if not town.center.sqlite:
        with town.center.reading() as connection:
            names = connection.scalars(text("SELECT datname FROM pg_database")).all()
        assert [name for name in names if name.startswith("hutong_check")] == []


DAMAGE = {
    "a revision nobody wrote": "UPDATE household SET rev = rev + 1",
    "a row that is gone": "DELETE FROM household",
    "a digest": "UPDATE scope SET digest = digest + 1 WHERE id = 'houbao/roster'",
    "a counter put back": "UPDATE scope SET seq = 0 WHERE id = 'houbao/roster'",
    "a scope that is gone": "DELETE FROM scope WHERE id = 'houbao/roster'",
    "an envelope": "DELETE FROM envelope WHERE device <> '0' AND seq = 2",
    "the last envelope": "DELETE FROM envelope WHERE device <> '0' AND seq = 3",
    "a device's number": "UPDATE device SET last_seq = last_seq - 1 WHERE id <> '0'",
    "a set": "DELETE FROM change_set WHERE device <> '0' AND device_seq = 1",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@on_both
def test_what_does_not_hold_together_is_named(town: Town, seat: Seat, damage: str) -> None:
    work(seat, 3)
    with town.center.reading() as connection:
        assert verify(connection).places == []
    spoil(town, damage)
    with town.center.reading() as connection:
        place = "houbao/roster" if "household" in damage or "scope" in damage else seat.desk.store.device.id
        assert verify(connection).places == [place]


@on_both
def test_a_database_that_does_not_hold_together_makes_no_backup(town: Town, seat: Seat, to: Path) -> None:
    work(seat, 3)
    spoil(town, DAMAGE["a digest"])
    with pytest.raises(Refused, match="backup-damaged") as refused:
        back_up(town, to)
    assert refused.value.refusal.params["reason"] == "houbao/roster"
    assert kept(town) == {}
    assert durable(town, seat) == 0
    assert [p.suffix for p in to.glob("center-*")] == [".failed"]


def test_a_body_that_is_not_what_was_signed_is_noticed(town: Town, seat: Seat) -> None:
    work(seat, 3)
    table = tables.change_set
    second = (table.c.device != "0") & (table.c.device_seq == 2)
    with town.center.writing() as connection:
        body = connection.scalars(select(table.c.body).where(second)).one()
        connection.execute(update(table).where(second).values(body=bytes(body) + b" "))
    with town.center.reading() as connection:
        assert verify(connection).places == [seat.desk.store.device.id]


@on_both
def test_bodies_that_were_emptied_by_an_erasure_keep_their_chain(town: Town, seat: Seat, to: Path) -> None:
    home = seat.do(adding(household()))
    who = seat.do(adding(person(home, "冉小禾")))
    seat.do(setting(Person, who, phone="13800138000"))
    seat.do(setting(Household, home, note="后来"))
    seat.sync()
    outcome = ledger.edit(town.center, "erase", [], town.clock, args={"kind": "person", "id": who})
    assert outcome.status == "applied"
    made = back_up(town, to)
    with town.center.reading() as connection:
        assert made.sets == verify(connection).sets
    assert durable(town, seat) == 4


def test_what_somebody_says_under_the_id_of_anothers_set_spoils_no_backup(
    town: Town, seat: Seat, to: Path
) -> None:
    """Only the first who said it is held to its body; otherwise one desk could stop all backups."""
    work(seat)
    other = town.join("houbao")
    work(other)
    envelope = tables.envelope
    with town.center.writing() as connection:
        first = connection.scalar(
            select(envelope.c.change_set).where(envelope.c.device == seat.desk.store.device.id)
        )
        values = {"device": other.desk.store.device.id, "seq": 2, "change_set": first, "chain": b"x" * 32}
        connection.execute(insert(envelope).values(**values))
        device = tables.device
        connection.execute(
            update(device)
            .where(device.c.id == other.desk.store.device.id)
            .values(last_seq=2, last_chain=b"x" * 32)
        )
    assert back_up(town, to).sets > 0


def with_a_file(town: Town) -> tuple[Path, bytes]:
    """An attachment that is whole at the center: its place among the blobs, and its content."""
    content = b"%PDF-1.7 a permit"
    name = hashlib.sha256(content).hexdigest()
    place = Path(name[:2], name[2:4], name)
    source = town.folder / "center" / "blobs" / place
    source.parent.mkdir(parents=True)
    source.write_bytes(content)
    _note_file(town, name, len(content))
    return place, content


def _note_file(town: Town, sha256: str, size: int) -> None:
    values = {"sha256": sha256, "size": size, "state": "here", "changed_at": "2026-11-24T01:00:00Z"}
    with town.center.writing() as connection:
        connection.execute(insert(tables.blob).values(**values))


def test_attachments_are_kept_beside_it_and_count_as_durable(town: Town, seat: Seat, to: Path) -> None:
    place, content = with_a_file(town)
    missing = hashlib.sha256(b"lost").hexdigest()
    _note_file(town, missing, 4)
    for _ in range(2):
        made = back_up(town, to)
        assert (made.files, made.files_missing) == (1, 1)
    assert (to / "blobs" / place).read_bytes() == content
    with town.center.reading() as connection:
        states = {r.sha256: r.state for r in connection.execute(select(tables.blob))}
    assert states == {place.name: "durable", missing: "here"}


@on_both
def test_a_backup_does_not_wait_for_those_who_write(town: Town, seat: Seat, to: Path) -> None:
    work(seat, 2)
    with town.center.writing() as connection:
        connection.execute(text("UPDATE setting SET value = value"))
        path = to / "copy"
        to.mkdir()
        copies.write(town.center, path)
    with copies.opened(town.center, path) as copy:
        assert backups.look_into(copy).last_seqs[seat.desk.store.device.id] == 2


def test_a_copy_with_a_torn_page_is_no_backup(tmp_path: Path) -> None:
    town = Town(tmp_path / "town")
    town.community("houbao")
    seat = town.join("houbao")
    work(seat, 3)
    path = tmp_path / "copy.db"
    copies.write(town.center, path)
    content = bytearray(path.read_bytes())
    content[8192:12288] = bytes(4096)
    path.write_bytes(content)
    with copies.opened(town.center, path) as copy, pytest.raises(Refused, match="backup-damaged"):
        backups.look_into(copy)
    town.close()


def test_a_copy_is_one_file_that_needs_no_log(tmp_path: Path) -> None:
    town = Town(tmp_path / "town")
    copies.write(town.center, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    town.close()


@pytest.mark.postgres
def test_a_missing_program_is_named_with_its_package(
    cluster: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(cluster.fresh())  # type: ignore[attr-defined]
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(copies, "PROGRAMS", tmp_path)
    with pytest.raises(Refused, match="no-such-program") as refused:
        copies.write(database, tmp_path / "copy.dump")
    assert refused.value.refusal.params == {"program": "pg_dump", "package": "postgresql-client"}
    database.close()


def test_the_commands_say_what_they_did_and_what_comes_next(
    town: Town, seat: Seat, to: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    folder = str(town.folder / "center")
    assert main(["backup", folder, "--to", str(to), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert main(["verify", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"sets": made["sets"], "scopes": 1, "devices": 2}
    town.center.close()
    assert main(["restore", folder, "--from", made["path"]]) == 0
    said = capsys.readouterr().out
    assert "aside: center.db.aside-1" in said
    assert "the desks send what the backup lacks again" in said
    town.center = registry.open_center(town.folder / "center")
    with town.center.writing() as connection:
        connection.execute(text("UPDATE scope SET digest = digest + 1"))
    assert main(["verify", folder]) == 1
    assert "street/public" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["backup", folder, "--to", str(to), "--keep", "0"])


def test_a_disk_that_takes_no_more_is_said_in_one_line_and_nothing_is_left(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, before[1]))
    try:
        status = main(["backup", str(tmp_path / "center"), "--to", str(tmp_path / "b")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    said = capsys.readouterr()
    assert (status, said.out, said.err.count("\n")) == (1, "", 1)
    assert [p.name for p in (tmp_path / "b").iterdir() if "center" in p.name] == []
