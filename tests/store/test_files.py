"""Files at a desk: encrypted part by part, durable before their row; no sudden end or bad disk loses one."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from deskapp.desk import Desk
from deskapp.models.blob import LIMIT, PART
from deskapp.models.clock import ClockAt
from deskapp.store import Store
from deskapp.store.files import Files, FileTrouble, Taken, open_disk
from deskapp.store.sealed import STEP, disk_name
from deskapp.work.attachments import attach
from tests.people import adding, household
from tests.store.conftest import rows_of

JPEG, PNG, PDF = b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n"


def content(size: int, head: bytes = JPEG, seed: int = 1) -> bytes:
    return (head + random.Random(seed).randbytes(size))[:size]


@pytest.fixture
def files(store: Store) -> Files:
    return Files(store)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A scan of three parts and a bit."""
    path = tmp_path / "冉小禾身份证.jpg"
    path.write_bytes(content(3 * PART + 77))
    return path


def put_to(desk: Desk, files: Files, taken: Taken, name: str = "身份证.jpg") -> str:
    """A household with a file."""

    def job(session: Any) -> str:
        home = adding(household())(session)
        return attach(session, files, taken, "household", home, name)

    return str(desk.do(job))


def on_disk(files: Files) -> list[Path]:
    return sorted(files.folder.iterdir()) if files.folder.is_dir() else []


def test_a_file_comes_back_as_it_was_and_is_known_by_its_content(
    desk: Desk, files: Files, scan: Path
) -> None:
    taken = files.take(scan)
    put_to(desk, files, taken)
    raw = scan.read_bytes()
    assert (taken.sha256, taken.size, taken.media) == (
        hashlib.sha256(raw).hexdigest(),
        len(raw),
        "image/jpeg",
    )
    assert files.content(taken.sha256) == raw
    assert files.part(taken.sha256, 3) == raw[3 * PART :]
    (row,) = rows_of(desk.store, "attachment")
    assert (row["sha256"], row["size"], row["name"], row["media"]) == (
        *(taken.sha256, taken.size),
        *("身份证.jpg", "image/jpeg"),
    )


@pytest.mark.parametrize("size", [5, PART - 1, PART, PART + 1, 2 * PART])
def test_every_length_around_a_part_comes_back(desk: Desk, files: Files, size: int) -> None:
    raw = content(size)
    taken = files.take_bytes(raw)
    put_to(desk, files, taken)
    assert files.content(taken.sha256) == raw


def test_the_disk_shows_neither_name_nor_content_nor_hash(desk: Desk, files: Files, scan: Path) -> None:
    taken = files.take(scan)
    put_to(desk, files, taken)
    (path,) = on_disk(files)
    assert path.name == disk_name(taken.key, taken.sha256)
    assert taken.sha256 not in path.name
    sealed = path.read_bytes()
    assert b"\xff\xd8\xff\xe0" not in sealed[:64]
    assert scan.read_bytes()[1000:1040] not in sealed
    if os.name != "nt":
        assert (path.stat().st_mode & 0o077, files.folder.stat().st_mode & 0o077) == (0, 0)


@pytest.mark.parametrize(
    ("head", "media"), [(JPEG, "image/jpeg"), (PNG, "image/png"), (PDF, "application/pdf")]
)
def test_the_sort_is_told_by_the_content_not_by_the_name(
    files: Files, tmp_path: Path, head: bytes, media: str
) -> None:
    path = tmp_path / "file.exe"
    path.write_bytes(content(1000, head))
    assert files.take(path).media == media


@pytest.mark.parametrize(
    "head", [b"MZ\x90\x00", b"PK\x03\x04", b"<html>", b"GIF89a", b"\xd0\xcf\x11\xe0", b" %PDF-1.7"]
)
def test_every_other_sort_is_refused_whatever_its_name(files: Files, tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(content(1000, head))
    refused(lambda: files.take(path), "file-kind-refused")
    assert on_disk(files) == []


def refused(call: Callable[[], Any], code: str) -> None:
    with pytest.raises(FileTrouble) as trouble:
        call()
    assert trouble.value.code == code


def test_what_is_no_file_is_refused_by_what_it_is(files: Files, tmp_path: Path, scan: Path) -> None:
    link, pipe, empty, large = (tmp_path / name for name in ("link", "pipe", "empty", "large"))
    link.symlink_to(scan)
    os.mkfifo(pipe)
    empty.touch()
    large.touch()
    os.truncate(large, LIMIT + 1)
    refused(lambda: files.take(tmp_path / "nowhere"), "file-missing")
    refused(lambda: files.take(link), "file-is-a-link")
    refused(lambda: files.take(pipe), "not-a-file")
    refused(lambda: files.take(tmp_path), "not-a-file")
    refused(lambda: files.take(empty), "file-empty")
    refused(lambda: files.take(large), "file-too-large")
    assert on_disk(files) == []


def test_a_file_that_grows_past_the_limit_while_it_is_read_is_refused(files: Files) -> None:
    class Growing(io.RawIOBase):
        read = staticmethod(lambda size=-1: (JPEG + bytes(PART))[:size])

    refused(lambda: files._take(Growing()), "file-too-large")  # type: ignore[arg-type]  # noqa: SLF001
    assert on_disk(files) == []


def flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def swap(path: Path, one: int, other: int) -> None:
    raw = path.read_bytes()
    parts = [raw[n : n + STEP] for n in range(0, len(raw), STEP)]
    parts[one], parts[other] = parts[other], parts[one]
    path.write_bytes(b"".join(parts))


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "a bit of the first part": lambda path: flip(path, 40),
    "a bit of the last tag": lambda path: flip(path, path.stat().st_size - 1),
    "parts swapped": lambda path: swap(path, 0, 1),
    "cut after a whole part": lambda path: os.truncate(path, 3 * STEP),
    "cut inside a part": lambda path: os.truncate(path, 2 * STEP + 9),
    "something behind it": lambda path: path.write_bytes(path.read_bytes() + b"x"),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_noticed_and_remembered(desk: Desk, files: Files, scan: Path, damage: str) -> None:
    taken = files.take(scan)
    put_to(desk, files, taken)
    DAMAGE[damage](on_disk(files)[0])
    refused(lambda: files.content(taken.sha256), "file-damaged")
    refused(lambda: files.part(taken.sha256, 1), "file-damaged")
    assert rows_of(desk.store, "file")[0]["state"] == "damaged"


def test_a_damaged_file_that_is_attached_again_is_whole_again(desk: Desk, files: Files, scan: Path) -> None:
    taken = files.take(scan)
    put_to(desk, files, taken)
    flip(on_disk(files)[0], 40)
    refused(lambda: files.content(taken.sha256), "file-damaged")
    put_to(desk, files, files.take(scan))
    assert files.content(taken.sha256) == scan.read_bytes()


def test_a_shortened_file_is_not_taken_for_a_shorter_one(desk: Desk, files: Files, scan: Path) -> None:
    """Even if the row is made to agree: the last part says that it is the last."""
    taken = files.take(scan)
    put_to(desk, files, taken)
    os.truncate(on_disk(files)[0], 3 * STEP)
    with desk.store.keeping() as connection:
        connection.exec_driver_sql("UPDATE file SET size=?", (3 * PART,))
    refused(lambda: files.content(taken.sha256), "file-damaged")


def test_the_same_content_is_kept_once(desk: Desk, files: Files, scan: Path) -> None:
    put_to(desk, files, files.take(scan))
    put_to(desk, files, files.take(scan), "又一份.jpg")
    assert (
        len(on_disk(files)) == len(rows_of(desk.store, "file")) == len(rows_of(desk.store, "file_queue")) == 1
    )
    assert len(rows_of(desk.store, "attachment")) == 2


class Crash(BaseException):
    """As if the power went."""


STEPS = ["copy", "sync", "rename", "sync folder"]


@pytest.mark.parametrize("when", [*STEPS, "commit"])
def test_a_sudden_end_leaves_no_row_without_a_file_and_the_rest_is_swept_after_a_day(
    desk: Desk, clock: ClockAt, scan: Path, when: str
) -> None:
    def crash(step: str) -> None:
        if step == when:
            raise Crash

    files = Files(desk.store, step=crash)

    def job(session: Any) -> None:
        attach(session, files, files.take(scan), "household", adding(household())(session), "x.jpg")
        crash("commit")

    with pytest.raises(Crash):
        desk.do(job)
    assert rows_of(desk.store, "file") == rows_of(desk.store, "attachment") == []
    left = on_disk(files)
    assert len(left) == 1
    again = Files(desk.store)
    touched = clock.now().timestamp()
    os.utime(left[0], (touched, touched))
    assert again.sweep() == 0, "somebody may be about to keep it"
    taken = again.take(scan)
    put_to(desk, again, taken)
    clock.advance(timedelta(days=1, seconds=1).total_seconds())
    os.utime(on_disk(again)[0], (touched, touched))
    again.sweep()
    assert again.content(taken.sha256) == scan.read_bytes()
    assert [path.name for path in on_disk(again)] == [disk_name(taken.key, taken.sha256)]


def test_everything_is_synced_before_it_is_named_and_named_before_it_is_spoken_of(
    desk: Desk, scan: Path
) -> None:
    seen: list[str] = []
    files = Files(desk.store, step=lambda step: seen.append(f"{step} {len(rows_of(desk.store, 'file'))}"))
    put_to(desk, files, files.take(scan))
    assert seen == [f"{step} 0" for step in STEPS]


class BadDisk:
    """A file on a disk that fails after so many bytes, or when it is synced."""

    def __init__(self, path: Path, after: int, number: int) -> None:
        self.file, self.after, self.number = open_disk(path), after, number

    def write(self, raw: bytes) -> int:
        self.after -= len(raw)
        if self.after < 0:
            raise OSError(self.number, os.strerror(self.number))
        return self.file.write(raw)

    def fileno(self) -> int:
        if self.after >= 0:
            raise OSError(self.number, os.strerror(self.number))
        return self.file.fileno()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def __enter__(self) -> BadDisk:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


@pytest.mark.parametrize("after", [0, STEP, 10**9], ids=["at once", "in the middle", "when synced"])
@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EIO, "disk-failed")])
def test_a_bad_disk_is_told_as_such_and_nothing_is_lost(
    desk: Desk, scan: Path, after: int, number: int, code: str
) -> None:
    def opener(path: Path) -> BinaryIO:
        return BadDisk(path, after, number)  # type: ignore[return-value]

    bad = Files(desk.store, opener)
    refused(lambda: bad.take(scan), code)
    assert on_disk(bad) == []
    assert rows_of(desk.store, "file") == []
    good = Files(desk.store)
    put_to(desk, good, good.take(scan))
    assert good.content(hashlib.sha256(scan.read_bytes()).hexdigest()) == scan.read_bytes()


def test_a_file_swept_before_it_was_kept_is_refused_not_promised(
    desk: Desk, files: Files, scan: Path
) -> None:
    taken = files.take(scan)
    on_disk(files)[0].unlink()
    with pytest.raises(FileTrouble, match="file-lost"):
        put_to(desk, files, taken)
    assert rows_of(desk.store, "attachment") == []


def test_a_forgotten_file_is_gone_with_its_key(desk: Desk, files: Files, scan: Path) -> None:
    taken = files.take(scan)
    put_to(desk, files, taken)
    files.forget(taken.sha256)
    assert on_disk(files) == []
    assert rows_of(desk.store, "file") == rows_of(desk.store, "file_queue") == []
    refused(lambda: files.content(taken.sha256), "file-not-here")


def test_a_coming_file_goes_on_where_it_was_and_a_torn_part_comes_again(files: Files) -> None:
    raw = content(3 * PART + 5)
    name = hashlib.sha256(raw).hexdigest()
    coming = files.begin(name, len(raw))
    for n in range(2):
        coming.add(raw[n * PART :][:PART])
    coming.close()
    os.truncate(on_disk(files)[0], 2 * STEP - 3)
    again = files.begin(name, len(raw))
    assert again.have == 1
    for n in range(1, 4):
        again.add(raw[n * PART :][:PART])
    again.finish()
    assert files.content(name) == raw
    assert files.digests(name)[32:64] == hashlib.sha256(raw[PART : 2 * PART]).digest()


def test_a_coming_file_that_ended_between_its_name_and_its_row_comes_to_its_end(store: Store) -> None:
    raw, seen = content(PART + 5), []

    def crash(step: str) -> None:
        seen.append(step)
        if step == "sync folder":
            raise Crash

    name = hashlib.sha256(raw).hexdigest()
    coming = Files(store, step=crash).begin(name, len(raw))
    coming.add(raw[:PART])
    coming.add(raw[PART:])
    with pytest.raises(Crash):
        coming.finish()
    files = Files(store)
    assert not files.is_here(name)
    again = files.begin(name, len(raw))
    assert again.have == 2
    again.finish()
    assert files.content(name) == raw


def test_what_came_and_is_something_else_does_not_stay(files: Files, store: Store) -> None:
    raw = content(PART + 5)
    for wrong, name in ((raw, "0" * 64), (content(9, b"MZ"), hashlib.sha256(content(9, b"MZ")).hexdigest())):
        coming = files.begin(name, len(wrong))
        for n in range(0, len(wrong), PART):
            coming.add(wrong[n : n + PART])
        refused(coming.finish, "wrong-content")
        assert on_disk(files) == rows_of(store, "file") == []
    coming = files.begin("0" * 64, len(raw))
    refused(lambda: coming.add(raw[:9]), "wrong-content")
    coming.close()
