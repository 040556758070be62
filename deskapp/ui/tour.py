"""The tour: goes through the desk by itself with the keyboard, says each step and takes a picture of it.

status = run(entrance, folder, password)        1 when a step does not come to its end

What `docs/screens` shows is there in each look: home-light.png, home-dark.png, home-150.png and so on; what
happens on the way is there once.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    Qt,
    QTimer,
    QTranslator,
)
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.ui.application import listen_to_qt, make_application, prepare
from deskapp.ui.ask import Answered
from deskapp.ui.entrance import ROSTER, Entrance
from deskapp.ui.garbage import Garbage
from deskapp.ui.shell import Shell
from deskapp.ui.theme import RESOURCES, Theme
from deskapp.ui.wishes import FILE, Wishes, keep_wishes

PATIENCE = 60_000
LOOK_EVERY = 5
LOOKS: dict[str, dict[str, Any]] = {
    "dark": {"theme": "dark", "size": 100},
    "150": {"theme": "light", "size": 150},
    "light": {"theme": "light", "size": 100},
}
"""The last one is what the tour goes on in."""
PAGES = {
    "home": "today",
    "needs-you": "reviews",
    "evening": "evening",
    "handover": "handover",
    "buildings": "buildings",
    "households": "households",
    "household": "household",
    "requests": "requests",
    "import": "imports",
    "settings": "settings",
}
Key, Modifier = Qt.Key, Qt.KeyboardModifier


class Stuck(Exception):
    """A step waited for something that did not come."""


def run(
    entrance: Entrance,
    folder: Path,
    password: str,
    roster: Path | None = None,
    language: str = "zh",
    told_in: str = "zh",
) -> int:
    """`roster` is the workbook to look into, by default the demo's own; the steps are told in `told_in`."""
    if not os.environ.get("DISPLAY") and os.name != "nt":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepare(os.environ)
    folder.mkdir(parents=True, exist_ok=True)
    wishes = Wishes(theme="light", language=language, lock_minutes=0)
    keep_wishes(entrance.profile, wishes)
    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else None
    if app is None:
        app = make_application(sys.argv[:1], language=language, theme=Theme.load("light"))
        listen_to_qt()
    garbage = Garbage(app)
    ask = Answered([roster or entrance.profile.parent / ROSTER])
    shell = Shell(app, entrance, language=language, ask=ask)
    tell = Telling(told_in)
    try:
        tour = Tour(app, shell, folder)
        for words in tour.steps(password):
            tell(words)
    except Stuck as stuck:
        tell(QT_TRANSLATE_NOOP("tour", "停在这一步：{0}"), stuck)
        shell.frame.grab().save(str(folder / "stuck.png"))
        return 1
    finally:
        shell.frame.close()
        (entrance.profile / FILE).unlink(missing_ok=True)
        garbage.stop()
    tell(QT_TRANSLATE_NOOP("tour", "走完了，{0} 张图在 {1}"), len(tour.pictures), folder)
    return 0


class Telling:
    """Says each step in the language of the terminal, whatever the window speaks."""

    def __init__(self, language: str) -> None:
        self._words = QTranslator()
        if language == "en":
            self._words.load("hutong_en", str(RESOURCES / "i18n"))

    def __call__(self, words: Any, *filled: object) -> None:
        sentence = ("tour", words)
        said = self._words.translate(*sentence) or words
        sys.stdout.write(said.format(*filled) + "\n")
        sys.stdout.flush()


class Tour:
    """Presses keys as somebody would."""

    def __init__(self, app: QApplication, shell: Shell, folder: Path) -> None:
        self.app, self.shell, self.folder = app, shell, folder
        self.pictures: list[Path] = []

    @property
    def seat(self) -> Any:
        return self.shell.seat

    def steps(self, password: str) -> Iterator[object]:
        """Each step when it is done, in words."""
        yield from self._sign_in_pages()
        yield from self._come_in(password)
        yield from self._visit()
        yield from self._households()
        yield from self._import()
        yield from self._evening()
        yield from self._looks()
        yield from self._sync()
        yield from self._lock(password)
        yield from self._theme_page()

    def _sign_in_pages(self) -> Iterator[object]:
        self.shell.start()
        for look, wishes in LOOKS.items():
            self.shell.wish(**wishes)
            self.settle()
            self.picture(f"sign-in-{look}")
        yield QT_TRANSLATE_NOOP("tour", "登录页")

    def _come_in(self, password: str) -> Iterator[object]:
        QTest.keyClicks(self.shell.sign_in.password, password)
        self.press(Key.Key_Return)
        self.until(lambda: self.seat is not None, "sign in")
        self.until(lambda: self.seat.post is not None and self.screen("today").rows.chosen_id(), "today")
        self.settle()
        yield QT_TRANSLATE_NOOP("tour", "进来了，今天这一圈")

    def _visit(self) -> Iterator[object]:
        today = self.screen("today")
        before = today.rows.chosen_id()
        self.press(Key.Key_Return)
        self.settle()
        self.press(Key.Key_1)
        self.settle()
        self.picture("visit")
        yield QT_TRANSLATE_NOOP("tour", "按 1：见到本人")
        self.press(Key.Key_Return, Modifier.ControlModifier)
        self.until(lambda: today.rows.chosen_id() != before, "save")
        self.settle()
        self.picture("visit-saved")
        yield QT_TRANSLATE_NOOP("tour", "存好了，到下一户")

    def _households(self) -> Iterator[object]:
        self.show("households")
        households = self.screen("households")
        self.until(lambda: households.model.rowCount() > 0, "households")
        self.settle()
        yield QT_TRANSLATE_NOOP("tour", "全部住户")
        households.table.setFocus()
        self.press(Key.Key_Return)
        self.until(lambda: self.shell.frame.open_screen() == "household", "household")
        self.settle()
        yield QT_TRANSLATE_NOOP("tour", "一户的整页")
        self.shell.frame.search.setFocus()
        QTest.keyClicks(self.shell.frame.search, "w")
        self.until(self.seat.hits.isVisible, "search")
        self.settle()
        self.picture("search")
        self.seat.hits.put_away()
        yield QT_TRANSLATE_NOOP("tour", "搜索")

    def _import(self) -> Iterator[object]:
        self.show("imports")
        imports = self.screen("imports")
        self.settle()
        self.picture("import-empty")
        self.press(Key.Key_O, Modifier.ControlModifier)
        self.until(lambda: imports.places.currentWidget() is imports.preview, "import")
        self.settle()
        yield QT_TRANSLATE_NOOP("tour", "导入花名册前先看一看")

    def _evening(self) -> Iterator[object]:
        self.show("evening")
        evening = self.screen("evening")
        self.until(lambda: evening.doors is not None, "evening")
        self.settle()
        self.picture("evening-empty")
        evening.text.replace(spoken(evening.doors))
        self.press(Key.Key_F6)
        self.settle()
        yield QT_TRANSLATE_NOOP("tour", "晚间速记：打几行，看读成了什么")

    def _looks(self) -> Iterator[object]:
        for look, wishes in LOOKS.items():
            self.shell.wish(**wishes)
            for name, screen in PAGES.items():
                self.show(screen)
                self.settle()
                self.picture(f"{name}-{look}")
        yield QT_TRANSLATE_NOOP("tour", "每一页：浅色、深色、150 %")

    def _sync(self) -> Iterator[object]:
        self.show("today")
        heard: list[Any] = []
        self.seat.post.finished.connect(heard.append)
        self.seat.sync()
        self.until(lambda: bool(heard), "sync")
        self.settle()
        self.picture("synced")
        yield QT_TRANSLATE_NOOP("tour", "同步好了")

    def _lock(self, password: str) -> Iterator[object]:
        self.shell.lock()
        self.settle()
        self.picture("locked")
        yield QT_TRANSLATE_NOOP("tour", "锁上")
        QTest.keyClicks(self.shell.sign_in.password, password)
        self.press(Key.Key_Return)
        self.until(lambda: not self.shell.locked, "unlock")
        self.settle()
        yield QT_TRANSLATE_NOOP("tour", "又开了")

    def _theme_page(self) -> Iterator[object]:
        from deskapp.ui.themepage import ThemePage

        for look, wishes in LOOKS.items():
            self.shell.wish(**wishes)
            page = ThemePage()
            page.resize(round(1366 * wishes["size"] / 100), page.sizeHint().height())
            page.show()
            self.settle()
            self.picture(f"theme-{look}", page)
            page.close()
            page.deleteLater()
        yield QT_TRANSLATE_NOOP("tour", "部件页")

    # --- hands and eyes

    def screen(self, name: str) -> Any:
        return self.seat.screens[name]

    def show(self, name: str) -> None:
        self.shell.frame.show_screen(name)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.app.focusWidget() or self.shell.frame, key, modifier)

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        path = self.folder / f"{name}.png"
        if not reduced((widget or self.shell.frame).grab().toImage()).save(str(path)):
            raise Stuck(str(path))
        self.pictures.append(path)

    def until(self, came: Callable[[], Any], what: str) -> None:
        limit, tick = QDeadlineTimer(PATIENCE), QTimer()
        tick.start(LOOK_EVERY)  # between two looks Qt waits, so that the other threads get on
        flags = QEventLoop.ProcessEventsFlag
        while not came():
            QApplication.processEvents(flags.AllEvents | flags.WaitForMoreEvents)
            if limit.hasExpired():
                raise Stuck(what)

    def settle(self) -> None:
        """Until the store's thread has answered all that was asked, and what the answers asked."""
        for _ in range(4):
            heard: list[Any] = []
            if self.seat is not None:
                self.seat.desk.call(self.shell, lambda: None, heard.append)
                self.until(partial(bool, heard), "settle")
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def spoken(doors: Any) -> str:
    """An evening's lines about the worker's first doors, with one that is not there."""
    homes = [home for home in doors.homes if home.mine and home.people and not home.recorded][:8]
    said = (
        "平安 药够到月底",
        "没人 留条 周六再去",
        "漏水 要修 厨房顶",
        "儿媳在 平安",
        "拒访 说没空",
        "电话 平安 等女儿电话",
        "没人 平安",
        "平安 楼道灯又坏了",
    )
    lines = [f"{home.door.short()} {words}" for home, words in zip(homes, said, strict=False)]
    stair = homes[0].door
    return "\n".join([*lines, f"{stair.building}-{stair.unit}-9o9 平安"])


def reduced(image: QImage) -> QImage:
    """The picture in its 256 most frequent colours, a third of the size."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(plain.constBits()).cast("I")
    colours = [colour for colour, _ in Counter(pixels).most_common(256)]
    plainly = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, colours, plainly)
