"""Every code that can end a command has a sentence, in both languages, that says something."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from center import help as center_help
from center import words as center_words
from deskapp.cli import help as cli_help
from deskapp.cli import remarks, results, words
from deskapp.language import Sentences
from deskapp.ui import findingwords

ROOT = Path(__file__).parents[2]
ALL = words.WORDS | results.WORDS | remarks.WORDS
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
# Codes a wire only carries between programs of two editions, or that a command cannot come to.
BETWEEN_PROGRAMS = {"center-exists", "no-center", "community-exists", "no-such-community", "unknown-role",
                    "user-exists", "user-in-several-units", "nobody-so-called", "no-such-device",
                    "tls-needed", "bad-certificate", "address-taken", "say-yes", "another-center",
                    "backup-damaged", "database-needed", "database-not-empty", "database-unreachable",
                    "does-not-agree", "may-not-create", "no-such-backup", "no-such-program", "not-a-backup",
                    "program-failed", "unknown-command"}  # fmt: skip


def raised(name: str, *files: Path, place: int = 0) -> Iterator[str]:
    """The plain codes with which an error, finding or remark is made."""
    for file in files:
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or len(call.args) <= place:
                continue
            made = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = call.args[place]
            if made == name and isinstance(given, ast.Constant) and isinstance(given.value, str):
                yield given.value


def files(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


DESK = files("deskapp/store", "deskapp/sync", "deskapp/cli", "deskapp/work") + sorted(
    (ROOT / "deskapp").glob("*.py")
)


@pytest.mark.parametrize("error", ["LockError", "ProfileError", "RoadError", "WrongUse", "NotThere"])
def test_every_error_of_the_desk_has_words(error: str) -> None:
    found = set(raised(error, *DESK))
    assert found
    assert sorted(found - ALL.keys()) == []


def test_every_refusal_a_desk_can_get_has_words() -> None:
    found = set(raised("Refused", *files("center"))) | set(raised("_refuse", *files("center")))
    missing = {code for code in found - BETWEEN_PROGRAMS if code not in ALL and f"center:{code}" not in ALL}
    assert sorted(missing) == []


def test_every_refusal_of_an_operator_has_words() -> None:
    own = [ROOT / "center" / name for name in ("registry.py", "seats.py", "serve.py", "__main__.py")]
    found = set(raised("Refused", *own)) | set(raised("WrongUse", *own))
    assert sorted(found - center_words.WORDS.keys()) == []


def test_every_finding_has_words() -> None:
    found = set(raised("Finding", *files("deskapp/models", "deskapp/store"), place=1))
    assert sorted(code for code in found if f"finding:{code}" not in ALL) == []


def test_every_remark_on_a_workbook_has_words() -> None:
    found = set(raised("Remark", *files("deskapp/work"))) | set(
        raised("UnreadableWorkbook", *files("deskapp/work"))
    )
    found |= {c for name in ("_say", "add", "habit") for c in raised(name, *files("deskapp/work"), place=2)}
    codes = {code for code in found if CODE.fullmatch(code)}
    known = {key.partition(":")[2] for key in ALL if key.startswith(("remark:", "workbook:"))}
    assert sorted(codes - known) == []


@pytest.mark.parametrize("table", [ALL, center_words.WORDS], ids=["desk", "center"])
def test_both_languages_take_the_same_values(table: dict[str, tuple[str, str]]) -> None:
    names = re.compile(r"(?<!\{)\{(\w+)\}")
    assert [
        code for code, (zh, en) in table.items() if set(names.findall(zh)) != set(names.findall(en))
    ] == []


@pytest.mark.parametrize("table", [words.WORDS, center_words.WORDS], ids=["desk", "center"])
def test_an_error_says_what_to_do_in_one_line(table: dict[str, tuple[str, str]]) -> None:
    sentences = [zh for code, (zh, _) in table.items() if not code.startswith("finding:")]
    assert [each for each in sentences if "\n" in each or not re.search(r"。.+|：.+|，.+", each)] == []


@pytest.mark.parametrize(
    "table",
    [ALL, center_words.WORDS, cli_help.HELP, center_help.HELP],
    ids=["desk", "center", "help", "operator"],
)
def test_chinese_has_full_width_punctuation(table: dict[str, tuple[str, str]]) -> None:
    """Commands, addresses and JSON in a sentence keep their own."""
    quoted = re.compile(r"https?:|postgresql:|主机:端口|\d:\d|\{\{.*?\}\}|\[.*?\]")
    chinese = {code: quoted.sub("", zh) for code, (zh, _) in table.items() if re.search(r"[一-鿿]", zh)}
    assert {code: zh for code, zh in chinese.items() if re.search(r"[,:;()]", zh)} == {}


def test_the_commands_say_of_an_import_what_the_window_says() -> None:
    for code in ("imported", "would-import"):
        assert all(word in results.WORDS[code][0] for word in ("新增", "改动", "相同", "搁置"))
        assert not any(word in results.WORDS[code][0] for word in ("更正", "不变", "待核"))


def test_a_code_of_a_newer_edition_stands_for_itself() -> None:
    assert Sentences(ALL, "zh").say("quite-new") == "quite-new"
    assert "—" in Sentences(ALL, "zh").say("unreachable")


def test_the_commands_have_words_for_all_a_workbook_may_have() -> None:
    known = {code.removeprefix("remark:") for code in ALL if code.startswith("remark:")}
    assert set(findingwords.ROWS) - {"other"} - known == set()
