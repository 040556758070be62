"""Volume, files, surroundings: rush hours, scans, full disks, portals, sticks, erasure, and who looks."""

from __future__ import annotations

import asyncio
import os
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from center import pages, status, sticks, tables
from center.files import UNFINISHED_FOR
from center.refusal import Refused
from center.turns import Turns
from deskapp.app import enrol
from deskapp.models import bundle
from deskapp.models.attachment import Attachment
from deskapp.models.blob import PART
from deskapp.models.bundle import BadBundle
from deskapp.models.clock import ClockAt
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.wire import Manifest, Pull
from deskapp.profile import ProfileError, check_place
from deskapp.store import tables as desk_tables
from deskapp.store.files import Files
from deskapp.sync import courier, stick
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad, RoadError
from deskapp.sync.timetable import BETWEEN, Timetable
from tests.people import adding, household, person, setting
from tests.store.test_files import content, flip, on_disk
from tests.sync.test_epochs import backup, restore
from tests.sync.test_erasing import SECRET, erase, traces
from tests.sync.test_files import home_of, put_to, seen, send, stored
from tests.sync.test_hidden import cut_at_page
from tests.sync.test_moves import move
from tests.sync.test_renewal import settle
from tests.sync.test_restored_center import back_up, put_back
from tests.sync.test_round import table_at
from tests.sync.test_stick import answered, out
from tests.town import Seat, Town

Pair = tuple[Seat, Seat]


@pytest.fixture
def url() -> None:
    """SQLite is enough: that both databases do the same is shown elsewhere."""


def test_50_all_come_at_five_oclock_and_the_center_goes_down_or_somebody_starves(town: Town) -> None:
    """So many are served at a time; the others hear when to come, keep to it, and each is served."""
    seats = [town.join("houbao") for _ in range(6)]
    for n, seat in enumerate(seats):
        seat.do(adding(household(f"{n}")))
    tables_ = {seat.name: Timetable(random.Random(n)) for n, seat in enumerate(seats)}
    full = threading.Semaphore(0)

    async def day() -> list[float]:
        turns, gate = Turns(town.clock, random.Random(1), at_work=1, in_line=1), [True]

        def round_of(seat: Seat) -> Any:
            if gate.pop() if gate else False:
                full.acquire(timeout=30)
            return seat.sync()

        async def come(seat: Seat) -> float:
            try:
                await turns.take(seat.name, lambda: round_of(seat))
            except Refused as refused:
                tables_[seat.name].failed(0.0, refused.refusal.params["retry_after"])
                tables_[seat.name].saved(0.0)
                return tables_[seat.name].next_at
            return 0.0

        first = [asyncio.create_task(come(seat)) for seat in seats]
        away = [await task for task in first[2:]]
        full.release()
        assert [await task for task in first[:2]] == [0.0, 0.0]
        town.clock.advance(max(away))
        for seat in seats[2:]:
            assert await come(seat) == 0.0
        turns.close()
        return away

    away = asyncio.run(day())
    assert all(2 <= seconds <= 240 for seconds in away)
    assert len(town.center_rows("household")) == 6
    moments = set()
    for seed in range(100):
        timetable = Timetable(random.Random(seed))
        timetable.arrived(0.0, waiting=0)
        moments.add(round(timetable.next_at))
    assert len(moments) > 60
    assert max(moments) < 2 * BETWEEN, "a day's work does not wait for the evening"


def test_51_a_large_scan_keeps_a_days_rows_back(town: Town, pair: Pair) -> None:
    one, two = pair
    home = home_of(one)
    name = put_to(one, home, content(12 * PART))
    one.sync()
    arrived: list[bool] = []

    def save(progress: Any) -> None:
        if progress.done % 4 == 0:
            one.do(setting(Household, home, note=f"第 {progress.done} 段"))
            one.sync()
            two.sync()
            arrived.append(two.row("household", home)["note"] == f"第 {progress.done} 段")  # type: ignore[index]
            arrived.append([f.state for f in seen(two, home)] == ["at-the-center"])
            arrived.append(not town.blobs.place(name).exists())

    assert send(one, tell=save).files == 1
    assert arrived == [True] * 9
    assert town.agrees()


def test_52_a_part_counts_as_sent_that_never_arrived_or_a_torn_file_is_shown(town: Town, pair: Pair) -> None:
    """The center's list of the parts it has is the truth; a whole that is not what it says is not shown."""
    one, _ = pair
    name = put_to(one, home_of(one), content(4 * PART))
    one.sync()
    for cut, arrived in (("before", 1), ("after", 2)):

        def lose(progress: Any, cut: str = cut) -> None:
            one.road.cut = cut

        assert send(one, tell=lose).problem == "unreachable"
        with town.center.reading() as connection:
            assert len(connection.execute(select(tables.blob_part)).all()) == arrived + (cut == "after")

    def spoil(progress: Any) -> None:
        flip(town.blobs.place(name, ".part"), 5)

    report = send(one, tell=spoil)
    assert (report.bytes, report.refused) == (PART, {name: "wrong-file"})
    assert not town.blobs.place(name).exists()
    town.clock.advance(minutes=2)
    again = send(one)
    assert (again.files, again.bytes) == (1, 4 * PART)
    assert town.blobs.place(name).read_bytes() == content(4 * PART)


def test_53_a_file_is_swept_away_while_unsent_work_or_a_record_speaks_of_it(town: Town, pair: Pair) -> None:
    one, _ = pair
    home = home_of(one)
    name = put_to(one, home, content(900))
    for path in on_disk(Files(one.desk.store)):
        os.utime(path, (0, 0))
    for _ in range(4):
        town.clock.advance(days=30)
        assert send(one).files == 0, "its record was not sent yet"
    assert stored(one, name) == content(900)
    one.sync()
    assert send(one).files == 1
    one.do(setting(Attachment, seen(one, home)[0].id, gone=True))
    one.sync()
    for seed in (2, 3):
        town.clock.advance(days=200)
        put_to(one, home, content(9, seed=seed))
        one.sync()
        assert send(one).files == 1
    assert (stored(one, name), town.blobs.place(name).read_bytes()) == (content(900), content(900))


def test_54_markers_that_were_trimmed_leave_a_desk_with_what_moved_away(town: Town, pair: Pair) -> None:
    """No marker is needed for ever: a desk that was away for longer disagrees and is mended."""
    one, two = pair
    homes = [one.do(adding(household(room))) for room in "123"]
    town.sync()
    move(town, homes[0])
    with town.center.writing() as connection:
        connection.exec_driver_sql("DELETE FROM leave")
        connection.exec_driver_sql("UPDATE scope SET min_seq=seq")
    two.do(setting(Household, homes[1], note="未发"))
    assert two.sync().verified
    assert (two.row("household", homes[0]), two.waiting) == (None, 0)
    assert len([asked for asked in two.road.carried if isinstance(asked, Manifest)]) == 1
    town.sync()
    assert town.agrees()


def test_55_what_was_begun_and_never_ended_fills_the_disk(town: Town, pair: Pair) -> None:
    """At a desk what came of an epoch that is over; at the center parts nobody goes on with."""
    one, two = pair
    for n in range(12):
        one.do(adding(household(str(n))))
    town.sync()
    kept = backup(town)
    stages = []
    for epoch in ("second", "third", "fourth"):
        restore(town, kept, epoch)
        two.road.limit = 4
        cut_at_page(two, 5)
        stages.append(len(table_at(two, desk_tables.stage)))
    assert stages[0] == stages[1] == stages[2] > 0
    two.sync()
    assert table_at(two, desk_tables.stage) == table_at(two, desk_tables.stage_cursor) == []
    name = put_to(one, home_of(one), content(3 * PART))
    one.sync()
    stopped = send(one, tell=lambda _step: None, stopping=_after(4))
    assert (stopped.problem, town.blobs.place(name, ".part").exists()) == ("stopped", True)
    town.clock.advance(UNFINISHED_FOR.total_seconds() + 60)
    other = put_to(one, home_of(one), content(9, seed=2))
    one.sync()
    send(one, stopping=lambda: town.blobs.place(other).exists())
    assert not town.blobs.place(name, ".part").exists()
    assert send(one).bytes == 3 * PART


def _after(times: int) -> Any:
    left = iter(range(times))
    return lambda: next(left, None) is None


def test_56_a_profile_is_made_where_locks_do_not_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused before anything is asked or written: shares by their name, and what is mounted from afar."""
    for place in (r"\\server\share\hutong", "//server/share/hutong"):
        with pytest.raises(ProfileError, match="network-folder"):
            enrol(Path(place), "https://center.test", "code", None, "correct-horse-battery")
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "云"))
    for name in ("OneDrive", "OneDrive - 街道办", "Dropbox", "BaiduSyncdisk", "我的坚果云", "云"):
        with pytest.raises(ProfileError, match="cloud-folder"):
            check_place(tmp_path / name / "文档" / "hutong")
    if os.name == "nt":
        return
    mounts = f"/dev/sda1 / ext4 rw 0 0\nserver:/homes {tmp_path} nfs4 rw 0 0\n"
    monkeypatch.setattr(Path, "read_text", lambda _path, *_: mounts)
    with pytest.raises(ProfileError, match="network-folder"):
        check_place(tmp_path / "hutong")


PORTAL = b"<!doctype html><title>\xe8\xaf\xb7\xe7\x99\xbb\xe5\xbd\x95</title>"
PORTALS = {
    "a page": (200, "text/html", PORTAL),
    "a redirection": (302, "text/html", b""),
    "another JSON": (200, "application/json", b'{"ok":true}'),
    "nothing": (200, "application/json", b""),
    "a proxy's page": (407, "text/html", PORTAL),
}


@contextmanager
def portal(code: int, sort: str, body: bytes) -> Iterator[str]:
    """The address of something that gives everybody the same answer."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(code)
            self.send_header("content-type", sort)
            self.send_header("content-length", str(len(body)))
            self.send_header("location", "/login")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("answer", PORTALS)
def test_57_a_login_page_is_taken_for_the_centers_word(town: Town, pair: Pair, answer: str) -> None:
    one, _ = pair
    home = one.do(adding(household("1")))
    before = table_at(one, desk_tables.cursor)
    with portal(*PORTALS[answer]) as address:
        road = HttpRoad(address, one.desk.store.device, Nonces(one.desk.store))
        with pytest.raises(RoadError, match="not-a-center"):
            courier.go_round(one.desk.store, road)
        one.desk.store.put("center_seq", "1")  # as if all had been sent: the pull meets it
        with pytest.raises(RoadError, match=r"not-a-center|torn"):
            courier.go_round(one.desk.store, road)
        road.close()
    one.desk.store.put("center_seq", "0")
    assert (one.waiting, table_at(one, desk_tables.cursor)) == (1, before)
    assert one.sync().settled == 1
    assert one.row("household", home)["rev"] == 1  # type: ignore[index]


def test_58_a_stick_that_is_lost_old_doubled_or_forged_loses_or_doubles_work(town: Town) -> None:
    one = town.join("houbao")
    one.sync()
    one.do(adding(household("1")))
    lost = out(one)
    one.do(adding(household("2")))
    second = out(one)
    assert SECRET.encode() not in lost
    back = answered(town, second)
    assert len(town.center_rows("household")) == 2, "the second has what was on the lost one too"
    for forged in (back[:-40] + bytes(40), back[: len(back) // 2], second, flipped(back)):
        with pytest.raises(BadBundle):
            stick.take_back(one.desk.store, forged)
    assert one.waiting == 2, "only the center's own word settles"
    stick.take_back(one.desk.store, back)
    assert one.waiting == 0
    one.do(setting(Household, town.center_rows("household")[0]["id"], note="后来"))
    one.sync()
    for file in (lost, second, lost):
        stick.take_back(one.desk.store, answered(town, file))
    stick.take_back(one.desk.store, back)
    assert sorted(r["rev"] for r in town.center_rows("household")) == [1, 2]
    with pytest.raises(BadBundle):
        sticks.answer(town.center, flipped(second), town.clock)
    assert town.agrees()


def flipped(file: bytes) -> bytes:
    """One bit of the sealed part is another."""
    place = len(bundle.MAGIC) + (len(file) - len(bundle.MAGIC)) // 2
    return file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :]


def test_59_a_person_who_was_erased_lives_on_in_a_log_a_draft_a_desk_or_a_backup(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = one.do(adding(household("1")))
    who = one.do(adding(person(home, SECRET, note=SECRET)))
    town.sync()
    file = back_up(town)
    two.do(setting(Person, who, workplace=SECRET))
    erase(town, who)
    assert two.sync().refused == 1
    one.sync()
    assert [traces(one), traces(two)] == [[], []]
    assert center_has(town, SECRET) == []
    assert town.agrees()
    town.clock.advance(days=1)
    assert SECRET.encode() in file.read_bytes()
    put_back(town, file)
    assert center_has(town, SECRET) == []
    settle(town, one, two)
    assert [traces(one), traces(two), center_has(town, SECRET)] == [[], [], []]
    assert {r["room"] for r in town.center_rows("household")} == {"1"}
    assert town.agrees()


def center_has(town: Town, secret: str) -> list[str]:
    """The tables at the center in which a text still is."""
    with town.center.reading() as connection:
        names = (
            connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type='table'").scalars().all()
        )
        return [
            name
            for name in names
            for found in connection.exec_driver_sql(f'SELECT * FROM "{name}"')
            if any(
                secret in str(value) or (isinstance(value, bytes) and secret.encode() in value)
                for value in found
            )
        ]


def test_60_everything_seems_to_work_and_nobody_looks(town: Town, pair: Pair) -> None:
    """The operator's page tells of each desk what it said itself, and warns of those who say nothing."""
    one, two = pair
    slow = town.join("houbao", clock=ClockAt("2026-11-24T00:30:00Z"))
    asked = next(asked for asked in reversed(one.road.carried) if isinstance(asked, Pull))
    one.road.pull(msgspec.structs.replace(asked, waiting=1))
    slow.sync()
    found = status.whole(town.center, town.clock)
    devices = {each["id"]: each for each in found["devices"]}
    told = [devices[seat.desk.store.device.id] for seat in (one, two, slow)]
    assert [each["waiting"] for each in told] == [1, 0, 0], "as they say it themselves"
    assert [each["clock_offset"] for each in told] == [0, 0, 1800]
    assert {(each["app"], each["edition"], each["verified"]) for each in told[:2]} == {
        (courier.APP, found["schema"], True)
    }
    assert all(each["last_contact"] == "2026-11-24T01:00:00Z" for each in told)
    assert ("clock-off", slow.desk.store.device.id) in {(a.code, a.device) for a in found["alarms"]}
    town.clock.advance(days=5)
    two.sync()
    found = status.whole(town.center, town.clock)
    silent = {alarm.device for alarm in found["alarms"] if alarm.code == "silent"}
    assert silent == {seat.desk.store.device.id for seat in (one, slow)}
    page = pages.operators_page(found, "zh")
    assert page.index(pages.short(one.desk.store.device.id)) < page.index("<h2>", page.index("<h2>") + 1)
