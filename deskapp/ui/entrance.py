"""Entrance: what the window needs of the program around it to let somebody in, as functions handed to it.

Nothing here imports the store: the sign-in field has to be there before the heavy parts are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from deskapp.desk import Desk

ROSTER = "花名册.xlsx"
"""The demo's own workbook, beside its profile."""
SLOTS = ("slots.json", "slots.json.1")


class Opened(Protocol):
    """An unlocked profile."""

    @property
    def profile(self) -> Path: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def user(self) -> str: ...
    @property
    def center(self) -> str: ...
    def sync(self, tell: Any, stopping: Any) -> Any: ...
    def tidy(self) -> None: ...
    def live(self) -> Any: ...
    def road(self) -> Any: ...
    def round(self, patience: float = 0) -> AbstractContextManager[None]: ...
    def refresh_actor(self) -> Any: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Slot:
    """Somebody who may sign in here."""

    user: str
    name: str


@dataclass(frozen=True)
class Entrance:
    """The doors of one profile. All but `slots` are slow and are called away from the GUI thread."""

    profile: Path
    warm: Callable[[], None]
    """Imports what `open` needs."""
    open: Callable[[str, str], Opened]
    """open(password, user)"""
    check: Callable[[str, str], None]
    """check(password, user): whether the lock opens; the store stays as it is."""
    enrol: Callable[[str, str, str, str, bool, Path | None], str]
    """enrol(center, code, name, password, without_keyring, authority) -> the new user's id"""
    add_user: Callable[[Opened, str, str, str, str], str]
    """add_user(opened, own password, code, name, their password) -> their name"""
    change_password: Callable[[Opened, str, str], None]
    """change_password(opened, old, new)"""

    def slots(self) -> list[Slot]:
        """Who can sign in; empty when there is no profile yet."""
        for name in SLOTS:
            try:
                read = json.loads((self.profile / name).read_bytes())
                return [Slot(slot["user"], slot["name"]) for slot in read["slots"]]
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return []
