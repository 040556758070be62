"""Files over a bad line: sent and fetched once, on from where they ended, never in the way of rows."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from center.files import Blobs, mark_durable
from deskapp.models.attachment import Attachment
from deskapp.models.blob import PART
from deskapp.models.household import Household
from deskapp.store.files import Files, FileTrouble
from deskapp.sync.files import FileReport, Pace, fetch_file, send_files
from deskapp.sync.road import RoadError
from deskapp.work.attachments import Attached, attach, files_of, progress_of
from tests.people import adding, household, setting
from tests.store.test_files import JPEG, content, flip, on_disk
from tests.town import Seat, Town


def put_to(seat: Seat, home: str, raw: bytes, name: str = "扫描.jpg", thumb: bytes | None = None) -> str:
    """Attaches a content to a household; returns its SHA-256."""
    files = Files(seat.desk.store)
    taken, small = files.take_bytes(raw), files.take_bytes(thumb) if thumb else None
    seat.do(lambda session: attach(session, files, taken, "household", home, name, thumb=small))
    return taken.sha256


def home_of(seat: Seat) -> str:
    return str(seat.do(adding(household())))


def seen(seat: Seat, home: str) -> list[Attached]:
    return seat.desk.ask(lambda session: files_of(session, "household", home))


def progress(seat: Seat, home: str) -> str:
    return seat.desk.ask(lambda session: progress_of(session, "household", [home])).get(home, "")


def send(seat: Seat, **more: Any) -> FileReport:
    return send_files(seat.desk.store, seat.road, **more)


def fetch(seat: Seat, sha256: str, **more: Any) -> bool:
    return fetch_file(seat.desk.store, seat.road, sha256, **more)


def stored(seat: Seat, sha256: str) -> bytes:
    return Files(seat.desk.store).content(sha256)


def test_rows_go_beside_a_file_and_none_waits_more_than_a_round(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    home = home_of(one)
    put_to(one, home, content(16 * PART))
    one.sync()
    numbers, late = itertools.count(1), []

    def save_and_sync(progress: Any) -> None:
        if progress.done % 4:
            return
        word = f"note {next(numbers)}"
        one.do(setting(Household, home, note=word))
        one.sync()
        two.sync()
        row = two.row("household", home)
        if row is None or row["note"] != word:
            late.append(word)

    report = send(one, tell=save_and_sync)
    assert (report.files, report.problem, late) == (1, "", [])
    assert next(numbers) > 4
    assert town.agrees()


def test_a_file_waits_for_its_record_and_the_record_for_no_file(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    home = home_of(one)
    name = put_to(one, home, content(9))
    assert (send(one).files, one.road.blobs.place(name).exists()) == (0, False)
    assert [f.state for f in seen(one, home)] == ["waiting"]
    one.sync()
    two.sync()
    assert [(f.state, f.name) for f in seen(two, home)] == [("at-the-center", "扫描.jpg")]
    with pytest.raises(RoadError, match="unknown-file"):
        fetch(two, name)
    assert [f.state for f in seen(two, home)] == ["not-there-yet"]
    assert (progress(one, home), progress(two, home)) == ("0/1", "0/1")
    assert send(one).files == 1
    assert fetch(two, name)
    assert (progress(one, home), progress(two, home)) == ("1/1", "1/1")
    assert [f.state for f in seen(two, home)] == ["here"]


def test_a_new_household_and_its_file_go_in_one_set(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    files = Files(one.desk.store)
    taken = files.take_bytes(content(9))

    def job(session: Any) -> str:
        session.add(household(id="b41f6f0a-0000-4000-8000-000000000001"))
        attach(session, files, taken, "household", "b41f6f0a-0000-4000-8000-000000000001", "扫描.jpg")
        return "b41f6f0a-0000-4000-8000-000000000001"

    home = one.do(job)
    town.sync()
    assert [f.name for f in seen(two, home)] == ["扫描.jpg"]
    assert town.agrees()


def test_small_files_go_first_and_the_record_tells_how_many_arrived(
    town: Town, pair: tuple[Seat, Seat]
) -> None:
    one, _ = pair
    home = home_of(one)
    for seed, size in enumerate((3 * PART, 9, 2 * PART, 20, PART)):
        put_to(one, home, content(size, seed=seed))
    one.sync()
    told: list[tuple[str, int, int]] = []

    def tell(step: Any) -> None:
        told.append((progress(one, home), step.done, step.total))

    assert send(one, tell=tell).files == 5
    assert told == [
        *(("0/5", 1, 1), ("1/5", 1, 1), ("2/5", 1, 1), ("3/5", 1, 2), ("3/5", 2, 2)),
        *(("4/5", 1, 3), ("4/5", 2, 3), ("4/5", 3, 3)),
    ]
    assert progress(one, home) == "5/5"


def test_sending_stops_between_two_parts_and_goes_on_there(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    home = home_of(one)
    put_to(one, home, content(4 * PART))
    one.sync()
    done: list[int] = []
    report = send(one, tell=lambda step: done.append(step.done), stopping=lambda: done[-1:] == [2])
    assert (report.problem, report.waiting, report.bytes) == ("stopped", 1, 2 * PART)
    assert [(f.state, f.done, f.total) for f in seen(one, home)] == [("sending", 2, 4)]
    assert (progress(one, home), send(one).bytes, progress(one, home)) == ("0/1", 2 * PART, "1/1")


def test_the_same_file_on_two_records_is_sent_once(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    homes = home_of(one), home_of(one)
    for home in homes:
        put_to(one, home, content(2 * PART))
    town.sync()
    assert (send(one).bytes, send(one).bytes) == (2 * PART, 0)
    put_to(two, homes[0], content(2 * PART), "同一份.jpg")
    two.sync()
    assert send(two).bytes == 0
    assert [progress(one, home) for home in homes] == ["1/1", "1/1"]


def test_a_thumbnail_is_a_small_file_of_its_own(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    home = home_of(one)
    name = put_to(one, home, content(2 * PART), thumb=content(500, seed=2))
    town.sync()
    assert send(one).files == 2
    (found,) = seen(two, home)
    assert found.thumb_sha256
    fetch(two, found.thumb_sha256)
    assert stored(two, found.thumb_sha256) == content(500, seed=2)
    assert not Files(two.desk.store).is_here(name)


def test_a_damaged_file_is_fetched_anew_from_the_center(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    home = home_of(one)
    name = put_to(one, home, content(2 * PART))
    one.sync()
    send(one)
    flip(on_disk(Files(one.desk.store))[0], 99)
    with pytest.raises(FileTrouble, match="file-damaged"):
        stored(one, name)
    assert [f.state for f in seen(one, home)] == ["damaged"]
    assert fetch(one, name)
    assert stored(one, name) == content(2 * PART)


def test_a_file_damaged_before_it_went_is_put_off_and_the_next_goes(
    town: Town, pair: tuple[Seat, Seat]
) -> None:
    one, _ = pair
    home = home_of(one)
    bad = put_to(one, home, content(50))
    flip(on_disk(Files(one.desk.store))[0], 20)
    put_to(one, home, content(2 * PART, seed=2))
    one.sync()
    report = send(one)
    assert (report.files, report.refused, report.problem) == (1, {bad: "file-damaged"}, "")
    assert [f.state for f in seen(one, home)].count("damaged") == 1
    assert progress(one, home) == "1/2"


def test_what_is_refused_is_tried_again_later_and_later(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    put_to(one, home_of(one), content(50))
    one.sync()

    class Full:
        tries = 0

        def offer(self, _request: Any) -> Any:
            self.tries += 1
            raise RoadError("center-full")

    road = Full()
    for tries, minutes in enumerate((1, 2, 4, 8, 16, 32, 60, 60), 1):
        for early in (True, False):
            send_files(one.desk.store, road)  # type: ignore[arg-type]
            assert road.tries == tries
            town.clock.advance(minutes * 60 - 1 if early else 1)
    assert send(one).files == 1


def test_a_center_that_has_too_much_to_do_ends_the_run_and_says_when(
    town: Town, pair: tuple[Seat, Seat]
) -> None:
    one, _ = pair
    put_to(one, home_of(one), content(4 * PART))
    one.sync()
    one.road.blobs = Blobs(town.center, town.blobs.folder, town.clock, 2 * PART)
    report = send(one)
    assert (report.problem, report.bytes, report.waiting) == ("busy", 3 * PART, 1)
    assert 0 < report.retry_after <= 61
    town.clock.advance(report.retry_after)
    assert (send(one).files, send(one).waiting) == (1, 0)


def test_a_pace_is_kept_to(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, _ = pair
    put_to(one, home_of(one), content(10 * PART))
    one.sync()
    begun = town.clock.monotonic()
    pace = Pace(PART, town.clock.monotonic, town.clock.advance)
    assert send(one, pace=pace).files == 1
    assert town.clock.monotonic() - begun == pytest.approx(9)


def test_a_withdrawn_or_refused_record_sends_nothing_and_loses_nothing(
    town: Town, pair: tuple[Seat, Seat]
) -> None:
    one, _ = pair
    home = home_of(one)
    name = put_to(one, home, content(9))
    one.sync()
    one.do(setting(Attachment, seen(one, home)[0].id, gone=True))
    one.sync()
    assert (send(one).files, send(one).waiting) == (0, 1)
    assert stored(one, name) == content(9)


def test_a_file_no_record_speaks_of_goes_only_when_the_center_has_it_for_good(
    town: Town, pair: tuple[Seat, Seat]
) -> None:
    one, _ = pair
    home = home_of(one)
    sent, unsent = put_to(one, home, content(9)), put_to(one, home, content(9, seed=2))
    one.sync()
    flip(next(p for p in on_disk(Files(one.desk.store)) if p.stat().st_size), 5)
    send(one)
    with one.desk.store.absorbing() as connection:
        connection.exec_driver_sql("DELETE FROM attachment")
    send(one)
    assert len(on_disk(Files(one.desk.store))) == 2
    with town.center.writing() as connection:
        mark_durable(connection, [sent, unsent])
    send(one)
    left = on_disk(Files(one.desk.store))
    assert len(left) == 1, "what the center does not have stays"


def test_a_center_that_lost_a_file_gets_it_again_after_its_restore(
    town: Town, pair: tuple[Seat, Seat]
) -> None:
    one, _ = pair
    name = put_to(one, home_of(one), content(3 * PART))
    one.sync()
    send(one)
    town.blobs.place(name).unlink()
    assert send(one).bytes == 0
    one.desk.store.put("epoch", "after a restore")
    assert (send(one).bytes, town.blobs.place(name).read_bytes()) == (3 * PART, content(3 * PART))


def test_what_a_wrong_center_answers_is_not_taken_over(town: Town, pair: tuple[Seat, Seat]) -> None:
    one, two = pair
    home = home_of(one)
    name = put_to(one, home, content(2 * PART))
    town.sync()
    send(one)
    place = town.blobs.place(name)

    @dataclass
    class Lying:
        road: Any
        change: Callable[[list[bytes]], list[bytes]]

        def fetch(self, request: Any) -> Any:
            answer = self.road.fetch(request)
            answer.parts = self.change(answer.parts)
            return answer

        def __getattr__(self, name: str) -> Any:
            return getattr(self.road, name)

    for change, code in (
        (lambda parts: [JPEG + bytes(PART - 4), *parts[1:]], "wrong-content"),
        (lambda parts: [parts[1], parts[0]], "wrong-content"),
        (lambda parts: [part[:-1] for part in parts], "wrong-content"),
        (lambda _parts: [], "torn"),
    ):
        with pytest.raises((FileTrouble, RoadError), match=code):
            fetch_file(two.desk.store, Lying(two.road, change), name)
        assert not Files(two.desk.store).is_here(name)
    raw = bytearray(place.read_bytes())
    raw[5] ^= 1
    place.write_bytes(raw)
    with pytest.raises(RoadError, match="file-damaged"):
        fetch(two, name)
    raw[5] ^= 1
    place.write_bytes(raw)
    with pytest.raises(FileTrouble, match="wrong-content"):
        fetch_file(two.desk.store, Lying(two.road, lambda parts: [*parts, b"x"]), name)
    assert fetch(two, name), "what was right of it stayed"
    assert stored(two, name) == content(2 * PART)
