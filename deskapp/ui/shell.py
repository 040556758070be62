"""Shell: the program as one sees it: a window with the sign-in card, somebody's seat, the card again.

shell = Shell(app, entrance)        shell.start() shows the sign-in field
shell.lock(); shell.leave(); shell.end()
shell.wishes; shell.wish(theme="dark")      how the window should look, kept in the profile
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, QTranslator, Signal, Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

from deskapp.ui.application import Watch, speak
from deskapp.ui.ask import Ask
from deskapp.ui.entrance import Entrance, Opened
from deskapp.ui.frame import Frame
from deskapp.ui.screens.sign_in import SignIn
from deskapp.ui.strips import Said
from deskapp.ui.theme import Theme
from deskapp.ui.wishes import Wishes, keep_wishes, read_wishes

if TYPE_CHECKING:
    from deskapp.ui.seat import Seat

SIGN_IN = "sign_in"


def look_of(app: QApplication, wishes: Wishes) -> Theme:
    """The theme somebody wishes; "system" is asked of the desktop, which may not say."""
    from PySide6.QtCore import Qt

    name = wishes.theme
    if name == "system":
        app.styleHints().unsetColorScheme()
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        name = "dark" if dark else "light"
    return Theme.load(name, wishes.size / 100)


class Shell(QObject):
    """Who is in front of the screen, and what they may see of it."""

    sat = Signal()

    def __init__(
        self,
        app: QApplication,
        entrance: Entrance,
        *,
        language: str = "zh",
        ask: Ask | None = None,
        make_post: Callable[[Opened], Any] | None = None,
    ) -> None:
        super().__init__(app)
        self.app, self.entrance, self.ask = app, entrance, ask or Ask()
        self.wishes = read_wishes(entrance.profile)
        self.language = self.wishes.language or language
        self.locked = False
        self.opened: Opened | None = None
        self.seat: Seat | None = None
        self._make_post = make_post or _post
        self._before_lock = ""
        self._anew = self._told_unkept = False
        self.watch = Watch(app)
        self.watch.idle.connect(self.lock)
        self._make_frame()

    def _make_frame(self) -> None:
        self.frame = Frame()
        self.sign_in = SignIn(self.entrance, self.wishes.last_user, self.frame)
        self.sign_in.opened.connect(self._sit)
        self.sign_in.unlocked.connect(self._unlocked)
        self.sign_in.left.connect(self.leave)
        self.frame.closing.connect(self.end)
        self.frame.add_screen(SIGN_IN, self.tr("进入"), "lock", self.sign_in, rail=False)
        self._show_chrome(False)
        if self.wishes.geometry:
            self.frame.restoreGeometry(QByteArray.fromBase64(self.wishes.geometry.encode()))

    def start(self) -> None:
        self.frame.show()
        self.frame.activateWindow()
        self.sign_in.arrive()

    @Slot()
    def come_forward(self) -> None:
        """Somebody started the program again: this window is what they want."""
        self.frame.setWindowState(self.frame.windowState() & ~Qt.WindowState.WindowMinimized)
        self.frame.raise_()
        self.frame.activateWindow()

    # --- coming and going

    @Slot(object)
    def _sit(self, opened: Opened) -> None:
        from deskapp.ui.seat import Seat

        self.opened = opened
        self.wish(last_user=opened.user)
        self.seat = Seat(self, opened, self.frame, self._make_post(opened))
        self.seat.changed.connect(self._sit_anew)
        self.watch.set_limit(self.wishes.lock_minutes)
        self._show_chrome(True)
        self.frame.show_screen(self.seat.home())
        self.sat.emit()

    @Slot()
    def lock(self) -> None:
        """The card stands before the desk; the courier goes on behind it."""
        if self.seat is None or self.locked:
            return
        box = self.app.activeModalWidget()
        if box is not None:
            box.close()
        self.locked = True
        self.frame.hush(True)
        self._before_lock = self.frame.open_screen()
        self.seat.put_away()
        self.sign_in.unlock(self.seat.opened.user)
        self._show_chrome(False)
        self.frame.show_screen(SIGN_IN)
        self._let_screens(False)

    def _let_screens(self, on: bool) -> None:
        """A page that hears an answer behind the lock takes no keys from the password."""
        for screen in self.seat.screens.values() if self.seat else ():
            screen.setEnabled(on)

    @Slot()
    def _unlocked(self) -> None:
        self.locked = False
        self._let_screens(True)
        self._show_chrome(True)
        self.frame.show_screen(self._before_lock)
        self.frame.hush(False)
        if self._anew:
            self._change_chairs()

    @Slot()
    def leave(self) -> None:
        """Somebody else may sit down: the desk is closed, the card is there again."""
        if not self._may_go():
            return
        self._rise()
        if self.opened is not None:
            self.opened.close()
            self.opened = None
        self._begin_anew()

    @Slot()
    def _sit_anew(self) -> None:
        """The same desk in a new window: another role, another language."""
        QTimer.singleShot(0, self, self._change_chairs)

    @Slot()
    def _change_chairs(self) -> None:
        """Behind the lock it waits for whoever sits here."""
        opened, self._anew = self.opened, self.locked
        if opened is None or self.seat is None or self.locked:
            return
        here = self.frame.open_screen()
        self._rise()
        self._begin_anew()
        self._sit(opened)
        assert self.seat is not None
        self.seat.lead(here, None)

    def _begin_anew(self) -> None:
        old = self.frame
        self._make_frame()
        self.start()
        old.closing.disconnect(self.end)
        old.close()
        old.deleteLater()

    def _may_go(self) -> bool:
        """Not the first time the disk would not take what is unfinished; behind the lock nobody can help."""
        if self.seat is None or self.seat.keep() or self.locked or self._told_unkept:
            return True
        self._told_unkept = True
        self.frame.say(Said("broken", self.tr("没写完的存不上，看看磁盘是不是满了。再关一次就不等了")))
        return False

    def _rise(self) -> None:
        self.locked = self._anew = self._told_unkept = False
        self._keep_geometry()
        self.watch.set_limit(0)
        if self.seat is not None:
            self.seat.leave()
            self.seat = None

    @Slot(object)
    def end(self, event: QEvent) -> None:
        """The window goes at once; what waits is finished behind it."""
        if not self._may_go():
            event.ignore()
            return
        self._keep_geometry()
        self.frame.hide()
        self._rise()
        self.sign_in.wait()
        if self.opened is not None:
            self.opened.close()
            self.opened = None

    # --- wishes

    def wish(self, **changes: Any) -> None:
        before, self.wishes = self.wishes, self.wishes.but(**changes)
        keep_wishes(self.entrance.profile, self.wishes)
        if (before.theme, before.size) != (self.wishes.theme, self.wishes.size):
            look_of(self.app, self.wishes).apply(self.app)
        if before.lock_minutes != self.wishes.lock_minutes and self.seat is not None:
            self.watch.set_limit(self.wishes.lock_minutes)
        if before.language != self.wishes.language and self.wishes.language != self.language:
            self.language = self.wishes.language
            for translator in self.app.findChildren(QTranslator):
                self.app.removeTranslator(translator)
                translator.deleteLater()
            speak(self.app, self.language)
            self._sit_anew()

    def sync_now(self) -> None:
        if self.seat is not None:
            self.seat.sync()

    def _keep_geometry(self) -> None:
        shape = bytes(self.frame.saveGeometry().toBase64().data()).decode()
        self.wish(geometry=shape)

    def _show_chrome(self, there: bool) -> None:
        """Without it no key of the frame may lead behind the card."""
        self.frame.set_chrome(there)
        for shortcut in self.frame.children():
            if isinstance(shortcut, QShortcut):
                shortcut.setEnabled(there)


def _post(opened: Opened) -> Any:
    from deskapp.ui.post import Post

    return Post(opened, live=opened.live())
