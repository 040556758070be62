"""Windows without a screen: offscreen, dressed, and nothing left behind."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from deskapp.ui.porters import HAND, SENDER
from deskapp.ui.theme import Theme

OFFSCREEN = "This plugin does not support "
WORKING = ("live", "ahead", SENDER, HAND)
TOLERATED = tuple(OFFSCREEN + what for what in ("propagateSizeHints()", "raise()", "grabbing the keyboard"))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    qapp.setCursorFlashTime(0)
    Theme.load("light").apply(qapp)
    return qapp


@pytest.fixture(autouse=True)
def light_again(qapp):
    """A test may dress the application otherwise; the next one finds it as it was."""
    before = qapp.property("theme")
    yield
    if qapp.property("theme") is not before:
        before.apply(qapp)


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Any]:
    """Makes windows over desks; they are gone after the test."""
    from tests.ui.window import windows

    with windows() as show:
        yield show


@pytest.fixture
def window(desk: Any, opened: Any) -> Any:
    """A window over the module's desk."""
    return opened(desk)


@pytest.fixture(autouse=True)
def nothing_said_by_qt(qtlog):
    yield
    said = [record.message for record in qtlog.records if record.message not in TOLERATED]
    assert not said, f"Qt complained: {said}"


@pytest.fixture(autouse=True)
def nobody_waits_on():
    yield
    left = [thread.name for thread in threading.enumerate() if thread.name in WORKING]
    assert not left, f"threads left: {left}"


@pytest.fixture(autouse=True)
def no_window_left(qapp):
    before = set(map(id, qapp.topLevelWidgets()))
    yield
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no loop runs here that would do it
    gc.collect()
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before and widget.isVisible()]
    assert not left, f"windows left open: {left}"
