"""One window for a profile."""

from __future__ import annotations

from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from PySide6.QtCore import QLockFile

from deskapp.ui.instance import LOCK, Instance


@pytest.fixture
def first(tmp_path: Path, qapp: Any) -> Any:
    instance = Instance(tmp_path)
    assert instance.claim()
    yield instance
    instance.release()


def test_a_second_start_is_refused_and_calls_the_first_to_the_front(
    first: Instance, tmp_path: Path, qtbot: Any
) -> None:
    with qtbot.waitSignal(first.called, timeout=30_000):
        assert not Instance(tmp_path).claim()


def test_another_profile_has_a_window_of_its_own(first: Instance, tmp_path: Path) -> None:
    other = Instance(tmp_path / "other")
    assert other.claim()
    other.release()


def test_after_the_end_the_profile_is_free_again(tmp_path: Path, qapp: Any) -> None:
    one = Instance(tmp_path)
    assert one.claim()
    one.release()
    two = Instance(tmp_path)
    assert two.claim()
    two.release()


def test_a_lock_left_by_a_killed_window_does_not_lock_people_out(tmp_path: Path, qapp: Any) -> None:
    (tmp_path / LOCK).write_text("999999999\nhutong\nsomewhere\n")
    instance = Instance(tmp_path, patience=100)
    assert instance.claim()
    instance.release()


def test_the_lock_of_a_window_that_does_not_listen_yet_is_not_broken(tmp_path: Path, qapp: Any) -> None:
    lock = QLockFile(str(tmp_path / LOCK))
    assert lock.lock()
    assert not Instance(tmp_path, patience=100).claim()
    assert (tmp_path / LOCK).exists()
    assert not QLockFile(str(tmp_path / LOCK)).tryLock(0)
    lock.unlock()


def test_a_window_that_is_just_closing_is_waited_for(tmp_path: Path, qapp: Any) -> None:
    lock = QLockFile(str(tmp_path / LOCK))
    assert lock.lock()
    Timer(0.2, lock.unlock).start()
    instance = Instance(tmp_path, patience=20_000)
    assert instance.claim()
    instance.release()
