"""A layer is a folder, and this says so: the contracts of pyproject.toml and what they cannot say."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODELS = ROOT / "deskapp" / "models"
# Records the center itself keeps: it enters communities and users, and opens reviews.
OF_THE_CENTER = {"community", "user", "review"}
ONLY_IN = {
    "PySide6": "deskapp/ui",
    "shiboken6": "deskapp/ui",
    "requests": "deskapp/sync",
    "urllib3": "deskapp/sync",
    "sqlcipher3": "deskapp/store",
    "keyring": "deskapp/store",
    "argon2": "deskapp/store",
}


def classes(file: Path) -> Iterator[str]:
    """The records a module of models defines: the classes that have a table."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            targets = [t for each in node.body if isinstance(each, ast.Assign) for t in each.targets]
            if any(isinstance(t, ast.Name) and t.id == "__tablename__" for t in targets):
                yield node.name


def kinds() -> dict[str, set[str]]:
    """Module of models -> its records."""
    found = {file.stem: set(classes(file)) for file in sorted(MODELS.glob("*.py"))}
    return {module: records for module, records in found.items() if records}


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Each dotted name a source imports, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{each.name}") for each in node.names)


def kinds_named_in(source: str, banned: dict[str, set[str]]) -> Iterator[str]:
    records = set().union(*banned.values())
    for line, name in imported(source):
        package, _, rest = name.partition("deskapp.models.")
        if not package and rest.split(".")[0] in banned.keys() | records:
            yield f"{line}: {name}"


def test_the_import_contracts_are_kept() -> None:
    """In a process of its own: the linter sets up logging anew and silences every logger there is."""
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    command = [sys.executable, "-c", lint, "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " kept, 0 broken" in done.stdout


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_in_its_own_folder_only(library: str) -> None:
    home = ROOT / ONLY_IN[library]
    files = [file for folder in ("deskapp", "center") for file in sorted((ROOT / folder).rglob("*.py"))]
    strangers = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in files
        if home not in file.parents
        for line, name in imported(file.read_text("utf-8"))
        if name.split(".")[0] == library
    ]
    assert strangers == []


@pytest.mark.parametrize(("folder", "allowed"), [("deskapp/sync", set()), ("center", OF_THE_CENTER)])
def test_a_new_kind_changes_nothing_here(folder: str, allowed: set[str]) -> None:
    banned = {module: records for module, records in kinds().items() if module not in allowed}
    files = sorted((ROOT / folder).rglob("*.py"))
    named = [
        f"{file.relative_to(ROOT)}:{each}"
        for file in files
        for each in kinds_named_in(file.read_text("utf-8"), banned)
    ]
    assert named == []


@pytest.mark.parametrize(
    "line",
    [
        "import deskapp.models.visit",
        "from deskapp.models import visit",
        "from deskapp.models import Visit",
        "from deskapp.models.visit import Visit",
    ],
)
def test_a_kind_is_seen_however_it_is_imported(line: str) -> None:
    assert list(kinds_named_in(line, {"visit": {"Visit"}}))
    assert not list(kinds_named_in("from deskapp.models.record import Record", {"visit": {"Visit"}}))


def test_the_lock_holds_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_ci_can_run_its_script() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
