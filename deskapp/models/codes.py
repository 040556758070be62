"""Code tables: what a code means, and which code a word means, from resources/codes."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OWN = {"code", "zh", "en", "also"}


def resources() -> Path:
    """The folder of everything that is not code, in a checkout or a frozen bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parents[2]
    return root / "resources"


def plain(word: str) -> str:
    """A word as it is compared: NFKC, no blanks, upper case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", word)).upper()


@dataclass(frozen=True)
class Code:
    """One value of a table; `extra` holds what only this table has (effective, kind, level, short ...)."""

    code: str
    zh: str
    en: str
    extra: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Table:
    """A code table: its values in order, and the words people write for them."""

    name: str
    edition: int
    standard: str
    values: tuple[Code, ...]
    by_code: Mapping[str, Code] = field(repr=False)
    by_word: Mapping[str, tuple[str, ...]] = field(repr=False)
    loose: frozenset[str] = field(repr=False)

    def __iter__(self) -> Iterator[Code]:
        return iter(self.values)

    def __getitem__(self, code: str) -> Code:
        return self.by_code[code]

    def has(self, code: str | None) -> bool:
        return code in self.by_code

    def get(self, code: str | None) -> Code | None:
        return self.by_code.get(code) if code is not None else None

    def word(self, code: str | None, lang: str = "zh") -> str:
        """The word for a code; a code of a newer edition stands for itself, nothing is an empty word."""
        known = self.get(code)
        if known is None:
            return code or ""
        return known.en if lang.startswith("en") else known.zh

    def choices(self, word: str) -> tuple[str, ...]:
        """All codes a word may mean, the likeliest first."""
        return self.by_word.get(plain(word), ())

    def code_of(self, word: str) -> str | None:
        """The code a word means; None when it is unknown or may mean several (see `choices`)."""
        found = self.choices(word)
        return found[0] if len(found) == 1 else None

    def is_loose(self, word: str) -> bool:
        """Whether the word says less than its code (大专: the level, not that school was finished)."""
        return plain(word) in self.loose


@cache
def table(name: str) -> Table:
    """A table by its name; KeyError says which names there are."""
    path = resources() / "codes" / f"{name}.yaml"
    if name not in names():
        raise KeyError(f"no code table {name!r}; there are: {', '.join(names())}")
    return _read(name, path.read_text(encoding="utf-8"))


@cache
def names() -> tuple[str, ...]:
    """The names of all tables."""
    return tuple(sorted(path.stem for path in (resources() / "codes").glob("*.yaml")))


def _read(name: str, text: str) -> Table:
    raw = yaml.load(text, Loader=_LOADER)
    values: list[Code] = []
    words: dict[str, tuple[str, ...]] = {}
    for row in raw["values"]:
        extra = MappingProxyType({key: value for key, value in row.items() if key not in _OWN})
        values.append(Code(row["code"], row["zh"], row["en"], extra))
        for word in (row["zh"], *row.get("also", ())):
            if row["code"] not in words.setdefault(plain(word), ()):
                words[plain(word)] += (row["code"],)
    for word, codes in raw.get("unclear", {}).items():
        words[plain(word)] = tuple(codes)
    return Table(
        name=name,
        edition=raw["edition"],
        standard=raw["standard"],
        values=tuple(values),
        by_code=MappingProxyType({value.code: value for value in values}),
        by_word=MappingProxyType(words),
        loose=frozenset(plain(word) for word in raw.get("loose", ())),
    )
