"""A round by stick from the command line: out, answered at the center, and back; without any network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from center.__main__ import main as center_main
from tests.cli.conftest import Hutong, Office


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_what_waits_goes_there_by_stick_and_comes_back_settled(
    office: Office, hutong: Hutong, tmp_path: Path, stick: Path
) -> None:
    desk = office.desk(tmp_path / "desk")
    office.process.kill()
    door = {"community": "houbao", "building": "3", "unit": "2", "room": "501", "vacant": False}
    assert hutong("add", "household", "--profile", desk, stdin=json.dumps(door)).status == 0
    out = hutong("stick-out", stick, "--profile", desk, "--json").rows[0]
    assert (out["number"], out["sets"], out["records"]) == (1, 1, 1)
    back = hutong("stick", office.folder, out["file"], "--json", main=center_main).rows[0]
    seen = hutong("stick-in", back["file"], "--dry-run", "--profile", desk, "--json").rows[0]
    assert (seen["taken"], seen["refused"], seen["refusal"]) == (1, 0, None)
    assert hutong("status", "--profile", desk, "--json").rows[0]["waiting"] == 1
    done = hutong("stick-in", back["file"], "--profile", desk, "--json").rows[0]
    assert (done["settled"], done["waiting"]) == (1, 0)
    again = hutong("stick-in", back["file"], "--profile", desk, "--json").rows[0]
    assert (again["settled"], again["waiting"]) == (0, 0)
    assert sorted(p.suffix for p in stick.iterdir()) == [".htb", ".htb"]


def test_a_changed_file_is_refused_in_one_line_at_both_ends(
    office: Office, hutong: Hutong, tmp_path: Path, stick: Path
) -> None:
    desk = office.desk(tmp_path / "desk")
    office.process.kill()
    out = Path(hutong("stick-out", stick, "--profile", desk, "--json").rows[0]["file"])
    back = Path(hutong("stick", office.folder, out, "--json", main=center_main).rows[0]["file"])
    for file, command, main in (
        (out, ("stick", office.folder), {"main": center_main}),
        (back, ("stick-in", "--profile", desk), {}),
    ):
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
        said = hutong(*command, file, **main)
        assert (said.status, said.err.count("\n")) == (1, 1)
        assert "changed" in said.err


def test_a_stick_of_several_files_is_taken_as_far_as_it_can_be(
    office: Office, hutong: Hutong, tmp_path: Path, stick: Path
) -> None:
    desks = [office.desk(tmp_path / name) for name in ("one", "two")]
    office.process.kill()
    outs = [hutong("stick-out", stick, "--profile", desk, "--json").rows[0]["file"] for desk in desks]
    torn = stick / "out-torn.htb"
    torn.write_bytes(Path(outs[0]).read_bytes()[:90])
    said = hutong("stick", office.folder, torn, *outs, "--json", main=center_main)
    assert (said.status, len(said.rows), said.err.count("\n")) == (1, 2, 1)
    assert "out-torn.htb" in said.err
    backs = [row["file"] for row in said.rows]
    for desk, other in zip(desks, reversed(backs), strict=True):
        taken = hutong("stick-in", *backs, "--profile", desk, "--json")
        assert (taken.status, len(taken.rows), taken.err.count("\n")) == (1, 1, 1)
        assert Path(other).name in taken.err
