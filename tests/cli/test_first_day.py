"""What somebody met who used the commands for the first time."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from center.__main__ import main as center
from deskapp.app import open_desk
from deskapp.cli.trouble import trouble_of
from deskapp.demo.town import make_community
from deskapp.demo.workbook import write_roster
from deskapp.language import Sentences
from deskapp.store.database import FILE
from tests.cli.conftest import PASSWORD, Hutong, Office, Said
from tests.cli.test_words import ALL
from tests.process import environment

ENGLISH = Sentences(ALL, "en")
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def one_line(said: Said) -> bool:
    return said.err.endswith("\n") and said.err.count("\n") == 1 and said.err.startswith("hutong: ")


def roster(path: Path, households: int = 40) -> Path:
    write_roster(path, make_community("houbao", "后堡", households=households, vacant=4))
    return path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize("words", [(), ("demo",)])
def test_without_a_display_it_says_so_and_makes_nothing(
    hutong: Hutong, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    for name in SCREENS:
        monkeypatch.delenv(name, raising=False)
    more = ("--dir", tmp_path / "demo") if words else ("--profile", tmp_path / "desk")
    said = hutong(*words, *more)
    assert (said.status, said.out, one_line(said)) == (1, "", True)
    assert "no display" in said.err
    assert list(tmp_path.iterdir()) == []


def test_enrolling_with_the_center_away_does_not_speak_of_what_is_kept(
    hutong: Hutong, tmp_path: Path
) -> None:
    words = (
        "--center",
        "http://127.0.0.1:9",
        "--code",
        "BCDFGHJKLM",
        "--user",
        "冉小禾",
        "--without-keyring",
    )
    said = hutong("enrol", "--profile", tmp_path / "desk", *words)
    assert (said.status, said.out, one_line(said)) == (1, "", True)
    assert "nothing was made here" in said.err
    assert "sync again" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_revoked_device_gets_nothing(hutong: Hutong, office: Office, tmp_path: Path) -> None:
    desk, second = office.desk(tmp_path / "desk"), office.desk(tmp_path / "second", "蒲晓舟")
    assert hutong("sync", "--profile", second).status == 0
    said = hutong("add", "household", "--profile", second, stdin='{"room": "2-1", "building": "3"}')
    assert said.status == 0
    assert hutong("sync", "--profile", second).status == 0
    opened = open_desk(desk, PASSWORD)
    device = opened.store.device.id
    opened.close()
    assert hutong("device", "revoke", office.folder, device, main=center).status == 0
    said = hutong("sync", "--profile", desk)
    assert (said.status, said.out, one_line(said)) == (1, "", True)
    assert "switched off" in said.err
    assert hutong("list", "household", "--profile", desk, "--json").rows == []
    assert hutong("sync", "--profile", second).status == 0
    listed = hutong("list", "device", office.folder, "--json", main=center).rows
    assert {row["id"]: row["status"] for row in listed}[device] == "revoked"
    code = office.code("houbao", "蒲晓舟")
    words = ("--by", "冉小禾", "--user", "蒲晓舟", "--code", code)
    assert hutong("enrol", "--profile", desk, *words).status != 0


def test_a_folder_is_no_roster_and_is_called_one(hutong: Hutong, tmp_path: Path) -> None:
    said = hutong("import", tmp_path, "--profile", tmp_path / "none")
    assert (said.status, one_line(said)) == (1, True)
    assert "is a folder" in said.err
    assert "rights" not in said.err


def test_a_full_disk_is_called_full() -> None:
    for error in (OSError(errno.ENOSPC, "No space left on device"), OSError(errno.ENOSPC, "full", "a.xlsx")):
        trouble = trouble_of(error, ENGLISH)
        assert trouble is not None
        assert (trouble.code, "disk is full" in trouble.sentence) == ("disk-full", True)


def test_an_error_without_a_file_names_none() -> None:
    trouble = trouble_of(OSError(errno.EIO, "Input/output error"), ENGLISH)
    assert trouble is not None
    assert "Input/output error" in trouble.sentence
    assert "file" not in trouble.sentence
    assert "  " not in trouble.sentence


def test_findings_stand_by_grade_with_their_counts(hutong: Hutong, office: Office, tmp_path: Path) -> None:
    desk = office.desk(tmp_path / "desk")
    dry = ("import", roster(tmp_path / "roster.xlsx", 400), "--dry-run", "--profile", desk)
    grades = [finding["grade"] for finding in hutong(*dry, "--json").rows[0]["findings"]]
    assert {"warn", "fixed"} <= set(grades)
    lines = hutong(*dry).out.splitlines()
    assert "vacant in the file 4" in lines[0]
    heads = [line for line in lines if not line.startswith(" ")][1:]
    wanted = {"quarantine": "Held back", "warn": "Please look", "fixed": "Put right"}
    assert heads == [f"{words} ({grades.count(g)}):" for g, words in wanted.items() if g in grades]
    assert [line for line in lines if " :" in line] == []


@pytest.fixture
def damaged(hutong: Hutong, office: Office, tmp_path: Path) -> Path:
    """A synced store of which one page was overwritten; it still opens, and what status reads is whole."""
    desk = office.desk(tmp_path / "desk")
    assert hutong("import", roster(tmp_path / "roster.xlsx"), "--profile", desk).status == 0
    assert hutong("sync", "--profile", desk).status == 0
    opened = open_desk(desk, PASSWORD)
    with opened.store.engine.connect() as connection:
        (page,) = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'ix_person_id_number'"
        ).one()
        (size,) = connection.exec_driver_sql("PRAGMA page_size").one()
    opened.close()
    with (desk / FILE).open("r+b") as file:
        file.seek((page - 1) * int(size))
        file.write(os.urandom(int(size)))
    return desk


def test_the_doctor_says_a_damaged_store_in_one_line_and_status_does_not_call_it_verified(
    hutong: Hutong, damaged: Path
) -> None:
    said = hutong("doctor", "--profile", damaged)
    assert said.status == 1
    assert len(said.out.splitlines()) == 8
    (line,) = [line for line in said.out.splitlines() if line.startswith("integrity: ")]
    assert "damaged" in line
    assert len(line) < 200
    assert hutong("status", "--profile", damaged, "--json").rows[0]["verified"] is False
    assert "hutong doctor" in hutong("status", "--profile", damaged).out


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set in a process")
def test_status_tells_the_time_of_the_wall_and_json_that_of_the_world(
    hutong: Hutong, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office.desk(tmp_path / "desk")
    opened = open_desk(desk, PASSWORD)
    opened.store.put("last_sync", "2026-11-24T09:12:33Z")
    opened.close()
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert "last sync 2026-11-24 17:12," in hutong("status", "--profile", desk).out
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert hutong("status", "--profile", desk, "--json").rows[0]["last_sync"] == "2026-11-24T09:12:33Z"


def test_help_and_wrong_use_are_chinese_where_the_locale_is(
    hutong: Hutong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    said = hutong("add").err
    assert said == "hutong: 用法不对：缺少 KIND。请看 hutong add --help\n"
    assert "没有 dance，可用的有" in hutong("dance").err
    assert "要写 1 到 40000 的整数" in hutong("demo", "--households", "-5").err
    helped = hutong("--help").out
    assert "用法：hutong" in helped
    assert "导入花名册" in helped
    assert "show this help" not in helped
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "usage: hutong" in hutong("--help").out


def test_a_command_on_a_store_of_this_edition_does_not_wait_for_alembic(
    hutong: Hutong, office: Office, tmp_path: Path
) -> None:
    desk = office.desk(tmp_path / "desk")
    asked = f"""
import sys
from center.__main__ import main as center
from deskapp.__main__ import main
assert center(["list", "user", {str(office.folder)!r}]) == 0
assert main(["status", "--profile", {str(desk)!r}]) == 0
heavy = {{"alembic", "litestar", "granian", "pypinyin", "openpyxl", "PySide6"}}
print(heavy & set(sys.modules), file=sys.stderr)
"""
    ran = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        env=environment(HUTONG_PASSWORD=PASSWORD),
    )
    assert (ran.returncode, ran.stderr.strip()) == (0, "set()")
