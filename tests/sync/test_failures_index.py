"""Every failure that is known has one test by its number, and only one."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
NAME = re.compile(r"test_(\d\d)_\w{12,}")


def test_each_of_the_sixty_failures_is_played_once() -> None:
    files = sorted(HERE.glob("test_failures_[a-f].py"))
    names = [
        node.name
        for file in files
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    numbered = [found[1] for name in names if (found := NAME.fullmatch(name))]
    assert len(numbered) == len(names), "one without a number and a sentence"
    assert Counter(numbered) == Counter(f"{n:02}" for n in range(1, 61))
    assert numbered == sorted(numbered)
