"""What is set up before the first window, and what watches over all of them."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from deskapp.ui.application import Crashes, Watch, prepare
from deskapp.ui.garbage import Garbage


def test_a_wheel_over_a_form_changes_nothing(qapp, qtbot):
    page = QWidget()
    combo, other = QComboBox(page), QLineEdit(page)
    combo.addItems(["老年人探访", "回访", "摸排"])
    watch = Watch(qapp)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    other.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, turn)
    assert combo.currentIndex() == 0
    qapp.removeEventFilter(watch)
    watch.deleteLater()


def test_idleness_is_noticed_only_when_nobody_touched_anything(qapp, qtbot):
    now = [0.0]
    watch = Watch(qapp, 10, clock=lambda: now[0])
    heard = []
    watch.idle.connect(lambda: heard.append(now[0]))
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    now[0] = 500
    qtbot.keyClick(field, Qt.Key.Key_A)
    now[0] = 700
    watch.look()
    assert heard == []
    now[0] = 1000
    qapp.sendEvent(field, QInputMethodEvent("pin", []))
    now[0] = 1101
    watch.look()
    assert heard == []
    now[0] = 1601
    watch.look()
    assert heard == [1601]
    qapp.removeEventFilter(watch)
    watch.deleteLater()


def test_fcitx_without_its_plugin_is_spoken_to_as_ibus(tmp_path):
    environ = {"QT_IM_MODULE": "fcitx"}
    prepare(environ, tmp_path)
    assert environ == {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
    environ = {"XMODIFIERS": "@im=fcitx"}
    prepare(environ, tmp_path)
    assert environ["QT_IM_MODULE"] == "ibus"


def test_a_real_fcitx_plugin_and_other_inputs_are_left_alone(tmp_path):
    environ = {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}
    prepare(environ, tmp_path)
    assert environ == {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}
    plugins = tmp_path / "platforminputcontexts"
    plugins.mkdir()
    (plugins / "libfcitx5platforminputcontextplugin.so").touch()
    environ = {"QT_IM_MODULE": "fcitx5"}
    prepare(environ, tmp_path)
    assert environ == {"QT_IM_MODULE": "fcitx5"}


def test_a_crash_becomes_a_file_without_anybodys_name(qapp, tmp_path):
    before, name = sys.excepthook, "".join(["王", "桂芳"])
    crashes = Crashes(tmp_path)
    heard: list[Path] = []
    crashes.happened.connect(heard.append)
    try:
        try:
            raise ValueError(name)
        except ValueError as error:
            try:
                raise RuntimeError(name) from error
            except RuntimeError:
                sys.excepthook(*sys.exc_info())
    finally:
        crashes.restore()
    assert sys.excepthook is before
    written = heard[0].read_text("utf-8")
    assert "builtins.RuntimeError" in written
    assert "builtins.ValueError" in written
    assert "test_application.py" in written
    assert name not in written


def test_the_collector_works_only_when_told(qapp):
    garbage = Garbage(qapp)
    try:
        assert not gc.isenabled()
        rings = [[] for _ in range(2000)]
        for ring in rings:
            ring.append(ring)
        del rings, ring
        assert garbage.collect() >= 2000
    finally:
        garbage.stop()
        garbage.deleteLater()
    assert gc.isenabled()
