"""The QApplication and what must be true before the first window: typing, language, look, crashes, idleness.

    prepare(os.environ)                              before QApplication: Chinese typing on Linux
    app = make_application(sys.argv, language="zh", theme=Theme.load("light"))
    watch = Watch(app, idle_minutes=10)              watch.idle -> Signal(): nobody touched anything so long
    crashes = Crashes(folder, app)                   crashes.happened -> Signal(object): Path of the report
    listen_to_qt()                                   Qt's own messages go into logging

`language` is "zh" or "en". A crash report holds types and places, never values: an exception's words may
name a resident.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, MutableMapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QEvent,
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QTranslator,
    Signal,
    Slot,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox

from deskapp.ui.focus import FocusRing
from deskapp.ui.theme import RESOURCES, Theme

log = logging.getLogger("deskapp.ui")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def prepare(environ: MutableMapping[str, str], plugins: Path | None = None) -> None:
    """Where the desktop types with fcitx and Qt has no plugin for it, speak as ibus through its portal."""
    folder = plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    wanted = environ.get("QT_IM_MODULE", "").startswith("fcitx")
    wanted = wanted or ("QT_IM_MODULE" not in environ and "fcitx" in environ.get("XMODIFIERS", ""))
    if wanted and not list(folder.glob("platforminputcontexts/*fcitx*")):
        environ["QT_IM_MODULE"] = "ibus"
        environ["IBUS_USE_PORTAL"] = "1"


def make_application(argv: Sequence[str], *, language: str = "zh", theme: Theme) -> QApplication:
    app = QApplication(list(argv))
    app.setApplicationName("hutong")
    app.setApplicationDisplayName("互通")
    app.setDesktopFileName("hutong")
    speak(app, language)
    theme.apply(app)
    FocusRing(app)
    log.info("Qt %s, input module %s", qVersion(), app.platformName())
    return app


def speak(app: QApplication, language: str) -> None:
    """Qt's own words in Chinese, or ours in English; Chinese is what the code is written in."""
    chinese = language != "en"
    QLocale.setDefault(QLocale(QLocale.Language.Chinese if chinese else QLocale.Language.English))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    name, place = ("qtbase_zh_CN", folder) if chinese else ("hutong_en", str(RESOURCES / "i18n"))
    translator = QTranslator(app)
    if translator.load(name, place):
        app.installTranslator(translator)
    else:
        log.warning("no translation %s in %s", name, place)


class Watch(QObject):
    """Sees every event once: a wheel over a form changes nothing, and idleness is noticed."""

    idle = Signal()

    def __init__(
        self, app: QApplication, idle_minutes: float = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(app)
        self._clock = clock
        self._touched = clock()
        self._limit = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self.set_limit(idle_minutes)
        app.installEventFilter(self)

    def set_limit(self, minutes: float) -> None:
        """0 switches the watch off."""
        self._limit = minutes * 60
        self._touched = self._clock()
        self._timer.stop()
        if self._limit:
            self._timer.start(int(self._limit * 1000))

    @Slot()
    def look(self) -> None:
        """Idle long enough? Otherwise look again when it could be."""
        if not self._limit:
            return
        left = self._limit - (self._clock() - self._touched)
        if left <= 0:
            self._touched = self._clock()
            self.idle.emit()
            left = self._limit
        self._timer.start(int(left * 1000) + 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TOUCHES:
            self._touched = self._clock()
        if kind != QEvent.Type.Wheel or not isinstance(watched, QComboBox | QAbstractSpinBox):
            return False
        if watched.hasFocus():
            return False
        event.ignore()
        return True


_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Crashes(QObject):
    """An error nobody caught becomes one file and one signal; the program goes on."""

    happened = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.caught
        threading.excepthook = self._caught_in_thread

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        path = self._folder / f"crash-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(report(kind, error, trace), "utf-8")
        except OSError:
            log.exception("could not write a crash report")
        log.error("not caught: %s, see %s", kind.__name__, path.name)
        self.happened.emit(path)

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def restore(self) -> None:
        sys.excepthook, threading.excepthook = self._before


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Types and places of an error and its causes, without its words or any value."""
    parts: list[str] = []
    link: BaseException | None = error.with_traceback(trace)
    while link is not None and len(parts) < 10:
        frames = traceback.format_tb(link.__traceback__)
        parts.append(f"{type(link).__module__}.{type(link).__qualname__}\n{''.join(frames)}")
        link = link.__cause__ or link.__context__
    return f"Qt {qVersion()}, Python {sys.version.split()[0]}, {sys.platform}\n\n" + "\n".join(parts)


def listen_to_qt() -> None:
    qInstallMessageHandler(_qt_said)


def _qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if "propagateSizeHints" not in message:
        log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
