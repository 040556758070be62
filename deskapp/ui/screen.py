"""Screen: one page of the desk, for whom it is and where it stands; Workspace: the screens of a role.

A screen is a widget that declares `name`, `icon`, `roles`, `place`, `watches` and answers `title()`. The
frame shows it; the shell calls `arrive()` when it is shown, `refresh()` when a kind it watches changed while
it is shown (or at the next arrival), and `open(subject)` when another screen asks for it by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.models.actor import Actor
from deskapp.models.clock import Clock
from deskapp.ui.ask import Ask
from deskapp.ui.strips import Said, Strip

if TYPE_CHECKING:
    from deskapp.ui.porters import Porters
    from deskapp.ui.thread import DeskThread

COMMUNITY = frozenset({"community_worker", "proxy_agent", "community_secretary"})
EVERYBODY = COMMUNITY | {
    "window_clerk",
    "department_officer",
    "dibao_officer",
    "subdistrict_leader",
    "inspector",
    "operator",
}


@dataclass(frozen=True)
class Sitting:
    """What a screen is handed: the desk through its thread, who sits there, how to speak and to lead on."""

    desk: DeskThread
    actor: Actor
    clock: Clock
    ask: Ask
    say: Callable[[Said], Strip]
    lead: Callable[[str, Any], None]
    """lead("household", id) shows another screen by name and opens a subject in it."""
    sending: Callable[[], str] = str
    """Since when (ISO) a round is under way; "" while none is."""
    sync: Callable[[], None] = lambda: None
    """Goes a round at once."""
    files: Porters | None = None
    """Who takes in, sends and fetches attachments."""


class Screen(QWidget):
    """One page. `place` orders the spine; `rail` false for a page that is only led to."""

    name: ClassVar[str]
    icon: ClassVar[str]
    roles: ClassVar[frozenset[str]] = EVERYBODY
    place: ClassVar[int] = 100
    rail: ClassVar[bool] = True
    at_foot: ClassVar[bool] = False
    watches: ClassVar[frozenset[str]] = frozenset()

    stirred = Signal()
    """Something that stays on this PC was dealt with; whoever counts looks again."""
    keys: list[tuple[str, str]]
    sub: str

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sitting = sitting
        self.keys = []
        self.sub = ""

    def title(self) -> str:
        return self.name

    def come_from(self, name: str) -> None:
        """Called before `arrive` with the name of the screen that was shown until now."""

    def arrive(self) -> None:
        """Called whenever the screen is shown."""

    def refresh(self) -> None:
        """Asks its questions again."""

    def open(self, subject: Any) -> None:
        """Shows one subject, such as a household's id or a filter."""

    def round_moved(self) -> None:
        """A round to the center began or ended while the screen is shown."""

    def round_told(self, words: str) -> None:
        """How far the round is, in the words of the strip at the foot, while the screen is shown."""

    def leave(self) -> bool:
        """Whether the screen may be left now; keeps what is unfinished as a draft."""
        return True


def workspace(role: str, screens: list[type[Screen]]) -> list[type[Screen]]:
    """The screens of a role in the order of the spine; the first is its home."""
    return sorted((s for s in screens if role in s.roles), key=lambda s: s.place)
