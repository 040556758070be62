"""Small enough to read: no file of 400 lines, no function of 60."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("deskapp", "center", "tests", "benchmarks")
FILE_LIMIT, FUNCTION_LIMIT = 400, 60
Function = (ast.FunctionDef, ast.AsyncFunctionDef)


def sources(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, Function):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


@pytest.fixture
def every_file() -> list[Path]:
    return [ROOT / "dev.py", *sources(*FOLDERS)]


def test_no_file_has_400_lines(every_file: list[Path]) -> None:
    sizes = {file: len(file.read_text("utf-8").splitlines()) for file in every_file}
    assert [f"{file.relative_to(ROOT)}: {n} lines" for file, n in sizes.items() if n >= FILE_LIMIT] == []


def test_no_function_has_60_lines(every_file: list[Path]) -> None:
    lengths = ((file.relative_to(ROOT), *each) for file in every_file for each in functions(file))
    assert [f"{file}: {name} has {n} lines" for file, name, n in lengths if n >= FUNCTION_LIMIT] == []
