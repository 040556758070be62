"""Wishes: how this PC's window should look and behave, in one small file of the profile."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

FILE = "window.json"
THEMES = ("system", "light", "dark")
LANGUAGES = ("zh", "en")
SIZES = (100, 115, 130, 150)
LOCK_MINUTES = (0, 5, 10, 15, 30)


@dataclass(frozen=True)
class Wishes:
    """What the settings page offers; what a file says otherwise or badly is left at its default."""

    theme: str = "system"
    size: int = 100
    language: str = ""
    lock_minutes: int = 10
    last_user: str = ""
    geometry: str = ""
    folder: str = ""
    """Where the last file was chosen."""

    def but(self, **changes: Any) -> Wishes:
        return replace(self, **changes)


_CHOICES: dict[str, tuple[Any, ...]] = {
    "theme": THEMES,
    "size": SIZES,
    "language": ("", *LANGUAGES),
    "lock_minutes": LOCK_MINUTES,
}


def read_wishes(profile: Path) -> Wishes:
    try:
        said = json.loads((profile / FILE).read_bytes())
    except (OSError, ValueError):
        return Wishes()
    if not isinstance(said, dict):
        return Wishes()
    usual = Wishes()
    good = {
        f.name: said[f.name]
        for f in fields(Wishes)
        if type(said.get(f.name)) is type(getattr(usual, f.name))
        and said[f.name] in _CHOICES.get(f.name, (said[f.name],))
    }
    return Wishes(**good)


def keep_wishes(profile: Path, wishes: Wishes) -> None:
    """Whole or not at all; a profile that is not there yet, or a full disk, keeps none."""
    if not profile.is_dir():
        return
    new = profile / (FILE + ".new")
    try:
        new.write_text(json.dumps(asdict(wishes), ensure_ascii=False, indent=1), "utf-8")
        os.replace(new, profile / FILE)
    except OSError:
        return
