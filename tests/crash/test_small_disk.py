"""A real disk of three megabytes fills while one saves: nothing told is lost, and with room it goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from deskapp.cli.trouble import trouble_of
from deskapp.cli.words import WORDS
from deskapp.desk import Desk
from deskapp.language import Sentences
from deskapp.models.clock import ClockAt
from deskapp.store import Store
from deskapp.store.database import FILE
from deskapp.store.files import Files, FileTrouble
from tests.crash.checks import hold_together, ids
from tests.crash.workloads import NOW
from tests.people import KEY, WORKER, adding, household, visit
from tests.town import blank_store

NOTE = "说好下周再来。" * 100
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200_000)


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self.folder, self.ballast = folder, folder / "ballast"

    def fill(self, but: int) -> None:
        """Leaves so many bytes."""
        with open(self.ballast, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                file.truncate(max(0, file.tell() - but))

    def free(self) -> None:
        self.ballast.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(words, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount on this machine")
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield SmallDisk(folder)
    subprocess.run(["umount", str(folder)], check=True)


def saved_until_full(desk: Desk, acked: set[str]) -> str:
    """The code of what the program says when nothing more goes."""
    for n in range(2_000):
        id = f"visit {len(acked)}"
        try:
            desk.do(adding(visit("home", id=id, note=f"{n}{NOTE}")))
        except Exception as error:
            trouble = trouble_of(error, Sentences(WORDS, "en"))
            return trouble.code if trouble else repr(error)
        acked.add(id)
    return "never full"


@pytest.mark.parametrize("left", [0, 4_096, 20_000, 70_000, 200_000, 500_000])
def test_a_disk_that_fills_loses_nothing_told_and_saves_again_with_room(disk: SmallDisk, left: int) -> None:
    store = blank_store(disk.folder / "profile", ClockAt(NOW))
    store.put("epoch", "e1")
    desk = Desk(store, WORKER, store.clock)
    desk.do(adding(household(id="home")))
    acked: set[str] = set()
    for _ in range(2):
        disk.fill(but=left)
        for _ in range(3):
            assert saved_until_full(desk, acked) == "disk-full"
        assert seen(desk) == acked
        disk.free()
        desk.do(adding(visit("home", id=f"visit {len(acked)}")))
        acked.add(f"visit {len(acked)}")
        assert seen(desk) == acked
    disk.fill(but=left)
    store.close()
    disk.free()
    assert looked_at(disk.folder / "profile") == acked
    Store.open(disk.folder / "profile", KEY, ClockAt(NOW)).close()


def test_a_file_that_does_not_fit_is_told_and_leaves_nothing(disk: SmallDisk, tmp_path: Path) -> None:
    store = blank_store(disk.folder / "profile", ClockAt(NOW))
    files, source = Files(store), tmp_path / "photo.png"
    source.write_bytes(PNG)
    files.make_folder()
    disk.fill(but=100_000)
    with pytest.raises(FileTrouble, match="disk-full"):
        files.take(source)
    assert list(files.folder.iterdir()) == []
    disk.free()
    taken = files.take(source)
    with store.keeping() as connection:
        files.keep(connection, taken)
    assert files.content(taken.sha256) == PNG
    store.close()


def seen(desk: Desk) -> set[str]:
    """The visits as the program reads them, on a full disk too."""
    with desk.store.engine.connect() as connection:
        return set(connection.exec_driver_sql("SELECT id FROM visit").scalars())


def looked_at(profile: Path) -> set[str]:
    connection = sqlcipher.connect(str(profile / FILE))
    connection.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    hold_together(connection)
    found = ids(connection, "visit")
    connection.close()
    return found
