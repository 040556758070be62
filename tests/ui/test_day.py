"""The spine from end to end: a day's visits typed without a center, and one round that brings them there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from deskapp.app import enrol, open_desk
from deskapp.ui.chips import StateTag
from tests.cli.conftest import CHEAP, PASSWORD, make_center
from tests.process import CenterProcess
from tests.process import run_quickly as run
from tests.ui.window import Pointers, Window, fill, press, rows, tab_to, type_words, windows

WORKER, COLLEAGUE, STRANGER = "冉小禾", "蒲晓舟", "童一苇"
VISITS = 20
FIELDS = ("id", "household", "campaign", "visitors", "visited_on", "started", "outcome", "purpose", "note")
CTRL = Qt.KeyboardModifier.ControlModifier


class Street:
    """A center that comes and goes, and three desks enrolled with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.center = folder / "center"
        make_center(self.center)
        self.process = CenterProcess(self.center)
        self.port = self.process.address.rpartition(":")[2]
        for name, unit in ((WORKER, "houbao"), (COLLEAGUE, "houbao"), (STRANGER, "donglu")):
            self._enrol(name, unit)

    def _enrol(self, name: str, unit: str) -> None:
        code = run("center", "device", "code", self.center, "--community", unit).stdout.strip()
        enrol(
            self.folder / name, self.process.address, code, name, PASSWORD, without_keyring=True, cost=CHEAP
        )

    def come(self) -> None:
        self.process = CenterProcess(self.center, ("--port", self.port))

    def hutong(self, name: str, *words: str) -> Any:
        return run("deskapp", "--profile", self.folder / name, *words, HUTONG_PASSWORD=PASSWORD)

    def listed(self, name: str, kind: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.hutong(name, "list", kind, "--json").stdout.splitlines()]

    def at_center(self, kind: str) -> list[dict[str, Any]]:
        said = run("center", "list", kind, self.center, "--json").stdout
        return [json.loads(line) for line in said.splitlines()]


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    street = Street(tmp_path)
    yield street
    street.process.kill()


def write(window: Window) -> None:
    """Twenty doors as a worker types them in the evening."""
    for n in range(VISITS):
        press(getattr(Qt.Key, f"Key_{n % 4 + 1}"))
        tab_to("开始时间")
        type_words(f"10{n:02d}")
        tab_to("情况")
        type_words(f"第 {n} 户，平安 401")
        press(Qt.Key.Key_Return, CTRL)
        window.settle()


def picked(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted(tuple(json.dumps(row[field]) for field in FIELDS) for row in found)


def test_twenty_visits_typed_without_a_center_are_there_after_one_sync(
    street: Street, qapp: QApplication, qtbot: Any
) -> None:
    opened = open_desk(street.folder / WORKER, PASSWORD)
    fill(opened.desk)
    opened.sync()
    street.process.end()
    with windows() as show:
        window, pointers = show(opened.desk), Pointers()
        qapp.installEventFilter(pointers)
        write(window)
        qapp.removeEventFilter(pointers)
        assert pointers.seen == 0
        window.close()

        away = street.hutong(WORKER, "sync")
        assert away.returncode == 1
        assert len(away.stderr.strip().splitlines()) == 1
        typed = street.listed(WORKER, "visit")
        assert len(typed) == VISITS

        street.come()
        report = json.loads(street.hutong(WORKER, "sync", "--json").stdout)
        assert (report["sent"], report["waiting"], report["refused"]) == (VISITS, 0, 0)
        assert picked(street.at_center("visit")) == picked(typed)
        assert json.loads(street.hutong(WORKER, "status", "--json").stdout)["waiting"] == 0

        again = show(open_desk(street.folder / WORKER, PASSWORD).desk)
        assert picked(rows(again.desk, "visit")) == picked(typed)
        for row in typed:
            again.lead("household", row["household"])
            again.settle()
            tags = again.household.findChildren(StateTag)
            assert "已收到" in [tag.accessibleName() for tag in tags if tag.isVisible()]
        again.close()


def test_a_colleague_sees_the_visits_and_another_community_nothing_of_them(street: Street, qapp: Any) -> None:
    opened = open_desk(street.folder / WORKER, PASSWORD)
    homes = fill(opened.desk)
    opened.close()
    visit = json.dumps({"household": homes[0], "outcome": "O1", "note": "平安"})
    said = run(
        "deskapp", "--profile", street.folder / WORKER, "add", "visit", stdin=visit, HUTONG_PASSWORD=PASSWORD
    )
    assert said.returncode == 0
    for name in (WORKER, COLLEAGUE, STRANGER):
        assert street.hutong(name, "sync").returncode == 0
    assert [row["note"] for row in street.listed(COLLEAGUE, "visit")] == ["平安"]
    for kind in ("visit", "household", "person", "assignment"):
        assert street.listed(STRANGER, kind) == []
