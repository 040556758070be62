"""The page of one household, led to from a list, a search or the round."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.ui.doorpage import DoorPage
from deskapp.ui.screen import COMMUNITY, Screen, Sitting


class Household(Screen):
    """One door, all of it."""

    name = "household"
    icon = "home"
    roles = COMMUNITY
    rail = False
    watches = frozenset({"household", "person", "tag", "visit", "request", "assignment", "attachment"})

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("1–8", self.tr("结果")),
            ("Ctrl ↵", self.tr("保存，下一户")),
            ("Ctrl S", self.tr("保存")),
            ("Esc", self.tr("返回")),
        ]
        self._whence = "households"
        self.page = DoorPage(sitting, self, whole=False)
        self.page.listen(self)
        self.page.put_by.connect(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def title(self) -> str:
        return self.tr("住户")

    def open(self, subject: Any) -> None:
        self.page.show_door(str(subject))
        self.page.take_focus()

    def come_from(self, name: str) -> None:
        if name != "attachments":  # these were opened from here
            self._whence = name if name == "buildings" else "households"

    def arrive(self) -> None:
        self.page.take_focus()

    def refresh(self) -> None:
        self.page.reload()

    def leave(self) -> bool:
        self.page.keep_now()
        return True

    @Slot()
    def _back(self) -> None:
        self.sitting.lead(self._whence, None)
