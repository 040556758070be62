"""The scripting door keeps to the same rules: nothing closes unsorted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Hutong, Office


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Path:
    return office.desk(tmp_path / "desk")


def add(hutong: Hutong, desk: Path, kind: str, **values: object) -> str:
    said = hutong("add", kind, "--profile", desk, stdin=json.dumps(values))
    assert said.status == 0, said.err
    return said.out.strip()


@pytest.mark.parametrize("state", ["replied", "solved", "closed"])
def test_a_request_is_not_closed_unsorted_by_a_command(hutong: Hutong, desk: Path, state: str) -> None:
    home = add(hutong, desk, "household", building="3", unit="1", room="2-1")
    request = add(hutong, desk, "request", household=home, text="楼道灯不亮", state="open")
    said = hutong("set", "request", request, f"state={state}", "--profile", desk, "--json")
    assert said.status == 1
    assert json.loads(said.err)["findings"][0]["code"] == "not-sorted"
    done = hutong("set", "request", request, f"state={state}", "triage=small", "--profile", desk)
    assert done.status == 0
    again = hutong("set", "request", request, "triage=", "--profile", desk)
    assert again.status == 1


def test_what_was_done_about_a_request_is_listed_and_added_like_any_record(
    hutong: Hutong, desk: Path
) -> None:
    home = add(hutong, desk, "household", building="3", unit="1", room="2-1")
    request = add(hutong, desk, "request", household=home, text="楼道灯不亮")
    add(
        hutong, desk, "request_step", request=request, step="progress", said_on="2026-11-24", words="问过物业"
    )
    said = hutong("list", "request_step", "--where", f"request={request}", "--profile", desk, "--json")
    assert [row["words"] for row in said.rows] == ["问过物业"]
