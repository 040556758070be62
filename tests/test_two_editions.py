"""Two editions of the program, each in its own processes: the next has a field more, with its migration."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deskapp.models.edition import EDITION
from tests.process import ROOT, environment

COPIED = ("deskapp", "center", "resources", "tests")
WORKERS = {"old": "冉小禾", "new": "蒲晓舟"}
MIGRATION = """
from alembic import op
from sqlalchemy import Column, String

revision = "9999"
down_revision = "{last}"


def upgrade() -> None:
    op.add_column("household", Column("lift", String))
"""


@dataclass
class Program:
    """One edition of the program, by the folder it is in."""

    root: Path

    def __call__(self, *commands: str) -> list[Any]:
        """Says commands one after the other; the answers' JSON rows. after "<" stands a standard input."""
        lines = "\n".join(json.dumps(each.split(" ")) for each in commands)
        done = self._start(["-m", "tests.edition_child"], stdin=subprocess.PIPE)
        out, err = done.communicate(lines, timeout=300)
        assert done.returncode == 0, err
        answers = json.loads(out)
        assert [a["err"] for a in answers if a["status"]] == []
        return [[json.loads(row) for row in answer["out"].splitlines()] for answer in answers]

    @contextlib.contextmanager
    def serving(self, folder: Path) -> Iterator[str]:
        """The address of a center this edition serves."""
        words = ["-m", "center", "serve", str(folder), "--port", "0", "--until-stdin-ends"]
        process = self._start(words, stdin=subprocess.PIPE)
        assert process.stdout
        try:
            yield process.stdout.readline().removeprefix("listening on ").strip()
        finally:
            process.communicate(timeout=60)

    def _start(self, words: list[str], **more: Any) -> subprocess.Popen[str]:
        secrets = {"HUTONG_PASSWORD": "correct-horse-battery", "HUTONG_WITHOUT_KEYRING": "1"}
        return subprocess.Popen(
            [sys.executable, *words],
            cwd=self.root,
            env=environment(PYTHONPATH=str(self.root), **secrets),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **more,
        )


@pytest.fixture(scope="module")
def old() -> Program:
    return Program(ROOT)


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The next edition: a household has a lift."""
    made = tmp_path_factory.mktemp("program")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, made / folder, ignore=shutil.ignore_patterns("__pycache__"))
    _change(made / "deskapp/models/edition.py", f"EDITION = {EDITION}", f"EDITION = {EDITION + 1}")
    note = "    note: Mapped[str | None] = field(restricted=True)\n"
    _change(made / "deskapp/models/household.py", note, note + "    lift: Mapped[str | None] = field()\n")
    steps = made / "deskapp/store/migrations/versions"
    last = max(path.stem.partition("_")[0] for path in steps.glob("[0-9]*.py"))
    (steps / "9999_lifts.py").write_text(MIGRATION.format(last=last), "utf-8")
    return Program(made)


def _change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def center_of(program: Program, folder: Path) -> dict[str, str]:
    """A center with a community; a code for each worker."""
    program(
        f"hutong-center init {folder} --json",
        f"hutong-center community add {folder} houbao 后堡 --json",
        *(
            f"hutong-center user add {folder} {name} --role community_worker --community houbao --json"
            for name in WORKERS.values()
        ),
    )
    asked = f"hutong-center device code {folder} --community houbao --json --user"
    answers = program(*(f"{asked} {name}" for name in WORKERS.values()))
    return dict(zip(WORKERS, (rows[0]["code"] for rows in answers), strict=True))


def enrolment(profile: Path, address: str, who: str, codes: dict[str, str]) -> str:
    asked = f"hutong enrol --profile {profile} --center {address} --json"
    return f"{asked} --code {codes[who]} --user {WORKERS[who]} --without-keyring"


def household(rows: list[dict[str, Any]]) -> dict[str, Any]:
    (row,) = rows
    return row


def test_a_newer_centers_field_is_there_once_an_older_desk_is_upgraded(
    old: Program, new: Program, tmp_path: Path
) -> None:
    folder, first, second = tmp_path / "center", tmp_path / "new", tmp_path / "old"
    codes = center_of(new, folder)
    with new.serving(folder) as address:
        sync, look = "hutong sync --json --profile", "hutong list household --json --profile"
        _, _, added, _ = new(
            enrolment(first, address, "new", codes),
            f"{sync} {first}",
            f'hutong add household --json --profile {first} < {{"room":"501","lift":"坏了"}}',
            f"{sync} {first}",
        )
        id = added[0]["id"]
        *_, seen, _, synced = old(
            enrolment(second, address, "old", codes),
            f"{sync} {second}",
            f"{look} {second}",
            f"hutong set household {id} note=狗 --json --profile {second}",
            f"{sync} {second}",
        )
        assert "lift" not in household(seen)
        assert household(seen)["extra"] == {"lift": "坏了"}
        assert synced[0]["refused"] == 0
        old(f"hutong set household {id} floor=5 --json --profile {second}")
        upgraded, sent, status = new(
            f"{look} {second}", f"{sync} {second}", f"hutong status --json --profile {second}"
        )
        assert (household(upgraded)["lift"], household(upgraded)["floor"]) == ("坏了", "5")
        assert household(upgraded)["extra"] == {}
        assert sent[0]["settled"] == 1
        assert (status[0]["verified"], status[0]["waiting"]) == (True, 0)
        (there,) = new(f"hutong-center list household {folder} --json")
    row = household(there)
    assert (row["lift"], row["note"], row["floor"], row["rev"]) == ("坏了", "狗", "5", 3)


def test_a_newer_desks_field_is_there_once_an_older_center_is_upgraded(
    old: Program, new: Program, tmp_path: Path
) -> None:
    folder, first, second = tmp_path / "center", tmp_path / "new", tmp_path / "old"
    codes = center_of(old, folder)
    sync, look = "hutong sync --json --profile", "hutong list household --json --profile"
    with old.serving(folder) as address:
        *_, synced, seen = new(
            enrolment(first, address, "new", codes),
            f"{sync} {first}",
            f'hutong add household --json --profile {first} < {{"room":"501","lift":"坏了"}}',
            f"{sync} {first}",
            f"{look} {first}",
        )
        assert (synced[0]["settled"], synced[0]["refused"]) == (1, 0)
        assert (household(seen)["lift"], household(seen)["extra"], household(seen)["rev"]) == ("坏了", {}, 1)
        old(enrolment(second, address, "old", codes), f"{sync} {second}")
    (there,) = new(f"hutong-center list household {folder} --json")
    assert (household(there)["lift"], household(there)["extra"], household(there)["rev"]) == ("坏了", {}, 1)
    (upgraded,) = new(f"{look} {second}")
    assert household(upgraded)["lift"] == "坏了"
