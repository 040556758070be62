"""Strips: what just happened, in one sentence with at most two buttons; never a pop-up.

    Said("done", "这户还有 降压药代取", lead="已存。", acts=[Act("next", "下一户 502", main=True, key="")])
    Said("undo", "已把 42 户交给吴敏", acts=[Act("undo", "撤销", key="Ctrl Z")])
    strip = Strip(said, parent=self)        44 high; kinds: done, question, broken, undo
    strip.acted.connect(self.act)           Signal(str): the act's key
    strip.gone.connect(...)                 Signal(): dismissed, acted, or an undo strip's 10 seconds are over

`frame.say(Said(...))` shows one above the work and returns the strip. A strip is announced to screen readers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from deskapp.ui.buttons import button
from deskapp.ui.symbols import Icon, Mark
from deskapp.ui.text import Line, Run
from deskapp.ui.theme import current, put_icon, set_state

UNDO_SECONDS = 10
KINDS = {
    "done": ("tick", "done"),
    "question": ("hourglass", "waiting"),
    "broken": ("warning", "trouble"),
    "undo": ("", ""),
}


@dataclass(frozen=True)
class Act:
    """A button of a strip; `shown_key` is the key's name beside it, as in an undo strip."""

    key: str
    text: str
    main: bool = False
    quiet: bool = False
    shown_key: str = ""


@dataclass(frozen=True)
class Said:
    """One sentence to the user, `lead` in bold before it."""

    kind: str
    words: str
    lead: str = ""
    acts: list[Act] = field(default_factory=list)
    closable: bool = True


class Strip(QWidget):
    """One strip of the four kinds."""

    acted = Signal(str)
    gone = Signal()

    def __init__(
        self, said: Said, parent: QWidget | None = None, *, undo_seconds: float = UNDO_SECONDS
    ) -> None:
        super().__init__(parent)
        self.said = said
        self._icon, self._tone = KINDS[said.kind]
        undo = said.kind == "undo"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{said.lead}{said.words}")
        row = QHBoxLayout(self)
        row.setContentsMargins(14 if undo else 16, 0, 8, 0)
        row.setSpacing(8)
        if self._icon:
            row.addWidget(Mark(Icon(self._icon, self._tone), parent=self))
            row.addSpacing(4)
        ink = "window" if undo else "text"
        runs = [Run(said.lead, tone=ink, bold=True), Run(said.words, tone=ink, gap=3 if said.lead else 0)]
        row.addWidget(Line([run for run in runs if run.text], self), 1)
        self.buttons = [self._button(act) for act in said.acts]
        for made in self.buttons:
            row.addWidget(made)
        if said.closable and not undo and not said.acts:
            row.addWidget(self._closer())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        if undo:
            self._timer.start(int(undo_seconds * 1000))

    def _button(self, act: Act) -> QWidget:
        if self.said.kind == "undo":
            made = button(act.text, "undo", key=act.shown_key, parent=self)
        else:
            role = "main" if act.main else "quiet" if act.quiet else ""
            made = button(act.text, role, key=act.shown_key, small=True, parent=self)
        made.setProperty("act", act.key)
        made.clicked.connect(self._clicked)
        return made

    def _closer(self) -> QToolButton:
        closer = QToolButton(self)
        set_state(closer, role="plain")
        put_icon(closer, "cross", "text2", "icon_tag")
        closer.setAccessibleName(self.tr("知道了"))
        closer.setToolTip(self.tr("知道了"))
        closer.clicked.connect(self.dismiss)
        return closer

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), current().px("strip"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    @Slot()
    def _clicked(self) -> None:
        self.acted.emit(self.sender().property("act"))
        self.dismiss()

    @Slot()
    def dismiss(self) -> None:
        self._timer.stop()
        self.hide()
        self.gone.emit()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(f"{self._tone}_line" if self._tone else "text"), 1))
        painter.setBrush(theme.color(f"{self._tone}_tint" if self._tone else "text"))
        radius = theme.space("radius_sheet")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
