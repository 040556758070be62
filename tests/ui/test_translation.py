"""English: every sentence of the window stands in hutong_en.ts, finished, and the .qm is made of it.

pyside6-lupdate -no-obsolete -locations none deskapp/ui/*.py deskapp/ui/screens/*.py -ts hutong_en.ts
pyside6-lrelease hutong_en.ts, both with resources/i18n/ before the name
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "i18n"
HOLE = re.compile(r"\{\w+\}")


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} comes with PySide6"
    return found


def messages(path: Path) -> Iterator[tuple[tuple[str, str], str, bool]]:
    """(context, source), translation, and whether it is finished."""
    for context in ElementTree.parse(path).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            assert translation is not None
            key = (context.findtext("name", ""), message.findtext("source", ""))
            yield key, translation.text or "", translation.get("type") is None


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What the code says now."""
    path = tmp_path_factory.mktemp("words") / "now.ts"
    files = [str(file) for file in sorted((ROOT / "deskapp" / "ui").rglob("*.py"))]
    subprocess.run([tool("pyside6-lupdate"), *files, "-ts", str(path)], check=True, capture_output=True)
    return {key for key, _, _ in messages(path)}


@pytest.fixture(scope="module")
def english() -> dict[tuple[str, str], tuple[str, bool]]:
    return {key: (text, finished) for key, text, finished in messages(FOLDER / "hutong_en.ts")}


def test_every_sentence_is_there_and_none_is_left_over(said: object, english: dict[object, object]) -> None:
    assert said == set(english)


def test_no_sentence_is_unfinished(english: dict[tuple[str, str], tuple[str, bool]]) -> None:
    assert [key for key, (text, finished) in english.items() if not text or not finished] == []


def test_no_sentence_loses_what_is_filled_in(english: dict[tuple[str, str], tuple[str, bool]]) -> None:
    differing = [
        source
        for (_, source), (text, _) in english.items()
        if set(HOLE.findall(source)) != set(HOLE.findall(text))
    ]
    assert differing == []


def test_the_compiled_file_is_of_these_sentences(tmp_path: Path) -> None:
    made = tmp_path / "hutong_en.qm"
    words = [tool("pyside6-lrelease"), str(FOLDER / "hutong_en.ts"), "-qm", str(made)]
    subprocess.run(words, check=True, capture_output=True)
    assert made.read_bytes() == (FOLDER / "hutong_en.qm").read_bytes()
