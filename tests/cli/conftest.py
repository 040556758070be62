"""A center in a process of its own and desks enrolled with it over real HTTP: what the commands work with."""

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from center import devices, registry
from deskapp.__main__ import main
from deskapp.app import enrol
from deskapp.models.clock import Clock
from deskapp.store.lock import Cost
from tests.process import CenterProcess

CHEAP = Cost(memory=8 * 1024, time=1, lanes=1)
PASSWORD = "correct-horse-battery"
USERS = (("冉小禾", "houbao"), ("蒲晓舟", "houbao"), ("童一苇", "donglu"))


@dataclass
class Said:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [msgspec.json.decode(line) for line in self.out.splitlines()]


class Hutong:
    """`hutong`, called in this process, without a terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: str | Path, stdin: str = "", main: Any = main) -> Said:
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        self._capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:
            status = ended.code
        said = self._capsys.readouterr()
        return Said(status, said.out, said.err)


@pytest.fixture
def hutong(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hutong:
    for name in ("LC_ALL", "LC_MESSAGES", "HUTONG_WITHOUT_KEYRING"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("HUTONG_PASSWORD", PASSWORD)
    monkeypatch.setattr("deskapp.cli.call.has_terminal", lambda: False)
    return Hutong(monkeypatch, capsys)


@dataclass
class Office:
    """A running center, its folder, and desks as they are asked for."""

    process: CenterProcess
    folder: Path

    @property
    def address(self) -> str:
        return self.process.address

    def code(self, unit: str, user: str | None = None) -> str:
        database = registry.open_center(self.folder)
        try:
            id = registry.find_user(database, unit, user) if user else None
            with database.writing() as connection:
                return devices.make_code(connection, unit, id, Clock())
        finally:
            database.close()

    def desk(self, profile: Path, user: str = "冉小禾") -> Path:
        """An enrolled profile that was never synced."""
        code = self.code(dict(USERS)[user])
        enrol(profile, self.address, code, user, PASSWORD, without_keyring=True, cost=CHEAP)
        return profile


def make_center(folder: Path) -> None:
    database = registry.init(folder, None, Clock())
    registry.add_community(database, "houbao", "后堡", Clock())
    registry.add_community(database, "donglu", "东路", Clock())
    for name, unit in USERS:
        registry.add_user(database, name, "community_worker", unit, Clock())
    database.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    make_center(tmp_path / "center")
    office = Office(CenterProcess(tmp_path / "center"), tmp_path / "center")
    yield office
    office.process.kill()
