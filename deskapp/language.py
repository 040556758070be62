"""Language: which of our two languages a locale asks for, and sentences that stand in both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CHINESE, ENGLISH = "zh", "en"
Pair = tuple[str, str]
"""A sentence in Chinese and in English; {names} are filled in."""


def locale_of(environ: Mapping[str, str]) -> str:
    """The locale of messages as the environment names it, such as zh_CN.UTF-8; "" if it names none."""
    return next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")


def language_of(locale: str) -> str:
    return CHINESE if locale.lower().startswith(CHINESE) else ENGLISH


class Sentences:
    """Sentences by code; a code of a newer edition stands for itself."""

    def __init__(self, pairs: Mapping[str, Pair], language: str) -> None:
        self._pairs = pairs
        self._place = 0 if language == CHINESE else 1

    def has(self, code: str) -> bool:
        return code in self._pairs

    def say(self, code: str, /, **params: Any) -> str:
        pair = self._pairs.get(code)
        return pair[self._place].format_map(_Blank(params)) if pair else code


class _Blank(dict[str, Any]):
    """A name nobody filled in leaves a dash."""

    def __missing__(self, _name: str) -> str:
        return "—"
