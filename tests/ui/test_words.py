"""Every code the program raises has a sentence: found in the source, not in a list kept by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from deskapp.models.wire import Refusal
from deskapp.store.lock import LockError
from deskapp.sync.road import RoadError
from deskapp.ui.findingwords import FIELDS, ROWS
from deskapp.ui.troublewords import BUNDLES, FILES, PLAIN, PROFILE, REFUSED, ROAD, WORKBOOK
from deskapp.ui.words import field_words, problem, row_words
from deskapp.work.roster import RowFinding
from deskapp.work.sheets import UnreadableWorkbook

ROOT = Path(__file__).parents[2]
OPERATORS = {  # what only the operator's own command line meets
    *("address-taken", "bad-certificate", "center-exists", "community-exists", "no-center", "tls-needed"),
    *("no-such-community", "unknown-role", "user-exists", "say-yes"),
    *("another-center", "backup-damaged", "database-needed", "database-not-empty", "database-unreachable"),
    *("does-not-agree", "may-not-create", "no-such-backup", "no-such-program", "not-a-backup"),
    "program-failed",
}


def codes(folder: str, *names: str, place: int = 0) -> set[str]:
    """The constants handed to calls of these names as argument number `place`."""
    return {code for file in sorted((ROOT / folder).rglob("*.py")) for code in _in(file, names, place)}


def _in(file: Path, names: tuple[str, ...], place: int) -> Iterator[str]:
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(call, ast.Call) and _name(call.func) in names and len(call.args) > place:
            yield from _constants(call.args[place])


def _constants(given: ast.expr) -> Iterator[str]:
    match given:
        case ast.Constant(value=str() as code):
            yield code
        case ast.IfExp(body=one, orelse=other):
            yield from (*_constants(one), *_constants(other))
        case ast.BoolOp(values=several):
            yield from (code for each in several for code in _constants(each))


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", "") or getattr(function, "id", "")


@pytest.mark.parametrize(
    ("folder", "names", "table"),
    [
        ("deskapp", ("LockError", "ProfileError"), PROFILE),
        ("deskapp/work", ("UnreadableWorkbook",), WORKBOOK),
        ("deskapp/sync", ("RoadError",), ROAD),
        ("deskapp/work", ("NotThere",), PLAIN),
        ("deskapp/store", ("FileTrouble",), FILES),
        ("deskapp", ("BadBundle",), BUNDLES),
        ("center", ("BadBundle",), BUNDLES),
    ],
)
def test_every_trouble_has_a_sentence(folder: str, names: tuple[str, ...], table: dict[str, Any]) -> None:
    found = codes(folder, *names)
    assert found, "the search finds nothing, so it proves nothing"
    assert found - set(table) == set()


def test_every_refusal_of_the_center_has_a_sentence() -> None:
    found = codes("center", "Refused", "Refusal") - OPERATORS
    assert "bad-code" in found
    assert found - set(REFUSED) == set()


def test_everything_noticed_in_a_workbook_has_a_sentence() -> None:
    found = codes("deskapp/work", "add", "habit", "_say", place=2)
    found |= codes("deskapp/work", "Remark")
    found |= {f"id-{fault}" for fault in ID_FAULTS} | {f"phone-{fault}" for fault in PHONE_FAULTS}
    found |= {f"name-{fault}" for fault in ("lost-character", "several-people", "has-digits")}
    assert {"two-heads", "word-unclear", "blanks-in-name"} <= found
    assert found - set(ROWS) == set()


ID_FAULTS = (
    *("lost-to-excel", "too-short", "too-long", "not-digits", "impossible-birth-date"),
    *("born-in-the-future", "too-old", "bad-check-digit", "legacy-15", "x-written-otherwise"),
)
PHONE_FAULTS = ("lost-to-excel", "too-short", "too-long", "unknown-prefix", "not-a-number")


def test_everything_a_rule_says_has_a_sentence() -> None:
    found = codes("deskapp/models", "Finding", place=1) | codes("deskapp/store", "Finding", place=1)
    assert "not-yours" in found
    assert found - set(FIELDS) == set()


def test_a_sentence_is_filled_in() -> None:
    assert problem(LockError("password-too-short", need=12)) == "口令太短了，至少 12 个字"
    assert "甲.xlsx" in problem(UnreadableWorkbook("empty", name="甲.xlsx"))
    said = row_words(RowFinding("花园", 9, "", "door-twice", {"sheet": "花园", "row": 4}, "quarantine"))
    assert said == "这个门牌前面已经有了：花园 第 4 行"


def test_the_center_and_the_road_say_different_things_by_the_same_code() -> None:
    assert problem(RoadError("busy", Refusal("busy"))) == "中心正忙，过一会儿再同步"
    assert "找管理员" in problem(RoadError("brand-new", Refusal("brand-new")))
    assert "都在" in problem(RoadError("brand-new"))


def test_an_error_nobody_foresaw_is_a_sentence_too() -> None:
    assert "KeyError" in problem(KeyError("冉小禾"))
    assert "冉小禾" not in problem(KeyError("冉小禾"))
    assert field_words("brand-new") == "有一项存不下（brand-new）"


def test_a_full_disk_is_told_as_such() -> None:
    assert "硬盘满了" in problem(OSError(28, "No space left on device", "store.db"))
    assert "硬盘满了" in problem(OperationalError("", {}, Exception("database or disk is full")))


def test_what_the_store_says_is_told_without_what_was_to_be_stored() -> None:
    error = OperationalError("INSERT", [("冉小禾",)], Exception("database is locked"))
    assert "database is locked" in problem(error)
    assert "冉小禾" not in problem(error)
