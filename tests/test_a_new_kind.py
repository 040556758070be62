"""docs/a-new-kind.md is done as it stands, in a copy of the program: desks and center have the new kind."""

from __future__ import annotations

import filecmp
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.process import ROOT, environment

DOCUMENT = ROOT / "docs" / "a-new-kind.md"
COPIED = ("deskapp", "center", "resources", "tests")
BLOCK = re.compile(r"^`([^`\n]+)`\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MENTION = re.compile(r"referrals?|4$", re.IGNORECASE)


def blocks() -> dict[str, str]:
    """The files of the document: path → the whole file."""
    return dict(BLOCK.findall(DOCUMENT.read_text("utf-8")))


def sources(root: Path, *folders: str) -> set[Path]:
    found = {path.relative_to(root) for folder in folders for path in (root / folder).rglob("*")}
    return {path for path in found if (root / path).is_file() and "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with what the document adds."""
    made = tmp_path_factory.mktemp("program")
    for folder in COPIED:
        shutil.copytree(ROOT / folder, made / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in blocks().items():
        assert (made / path).parent.is_dir(), f"{path} would begin a folder"
        (made / path).write_text(text, "utf-8")
    return made


def in_copy(copy: Path, module: str, *words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=copy,
        env=environment(PYTHONPATH=str(copy), QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def saw(copy: Path) -> dict[str, Any]:
    """What three desks and a center of the copy saw."""
    done = in_copy(copy, "tests.referral_child", str(copy / "town"))
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    answer["said"] = done.stderr
    return answer


def test_every_block_names_the_file_it_is() -> None:
    assert len(blocks()) == DOCUMENT.read_text("utf-8").count("```") / 2


def test_it_costs_a_model_a_migration_a_screen_and_lines_in_three_lists() -> None:
    new = [path for path in blocks() if not (ROOT / path).exists()]
    assert [str(Path(path).parent) for path in new] == [
        "resources/codes",
        "deskapp/models",
        "deskapp/store/migrations/versions",
        "deskapp/ui/screens",
    ]


@pytest.mark.parametrize(
    "path", ["deskapp/models/__init__.py", "deskapp/models/edition.py", "deskapp/ui/screens/__init__.py"]
)
def test_a_list_in_the_document_is_the_programs_with_the_new_kind_in_it(path: str) -> None:
    here = (ROOT / path).read_text("utf-8").splitlines()
    there = blocks()[path].splitlines()
    added = [line for line in there if line not in here]
    assert added, "nothing is added"
    changed = f"{path} has changed: write it anew in {DOCUMENT.name}"
    assert all(MENTION.search(line) for line in added), changed
    assert len([line for line in here if line not in there]) <= 1, changed


def test_nothing_under_sync_or_center_is_touched(copy: Path) -> None:
    assert not [path for path in blocks() if path.startswith(("deskapp/sync", "center"))]
    for folder in ("deskapp/sync", "center"):
        assert sources(copy, folder) == sources(ROOT, folder)
        differing = [
            path for path in sources(ROOT, folder) if not filecmp.cmp(ROOT / path, copy / path, shallow=False)
        ]
        assert differing == []


def test_it_is_the_copy_that_runs(saw: dict[str, Any], copy: Path) -> None:
    assert all(Path(file).is_relative_to(copy) for file in saw["from"])
    assert "referral" in saw["kinds"]


def test_the_screen_opens_empty_and_a_referral_is_typed_by_keyboard(saw: dict[str, Any]) -> None:
    assert saw["empty"] == "还没有转介"
    assert saw["listed"] == [["3-2-501 冉小禾", "社区卫生服务站", "11 月 20 日 周五", "是", "待发"]]
    assert any("已存" in words for words in saw["strips"])
    assert saw["broke"] == []
    assert saw["said"] == ""


def test_the_second_desk_has_it_and_another_community_has_not(saw: dict[str, Any]) -> None:
    row = saw["second"]
    values = {"to": "clinic", "sent_on": "2026-11-20", "urgent": True, "reason": "腿脚不便"}
    assert values.items() <= row.items()
    assert row["scope"] == "houbao/field"
    assert saw["other"] is None


def test_an_edit_of_the_second_desk_comes_back_to_the_first(saw: dict[str, Any]) -> None:
    assert saw["after"] == [["3-2-501 冉小禾", "法律援助", "11 月 20 日 周五", "是", "已收到"]]


def test_all_agree_and_the_centers_command_lists_it(saw: dict[str, Any], copy: Path) -> None:
    assert saw["agrees"]
    center = copy / "town" / "center"
    done = in_copy(copy, "center", "list", "referral", str(center), "--json")
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["to"], row["rev"]) == ("legal", 2)


def test_its_rules_hold_and_nobody_writes_for_another_community(saw: dict[str, Any]) -> None:
    assert saw["unknown helper"] == "refused: to:unknown-code"
    assert saw["future"] == "asked: sent_on:in-the-future"
    assert saw["elsewhere"] == "refused: household:unknown-row"


def test_lists_of_other_screens_know_its_word(saw: dict[str, Any]) -> None:
    assert saw["word"] == "转介"
