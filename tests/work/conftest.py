"""A worker's desk for the tests of daily work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.work.desks import Beat, new_beat


@pytest.fixture
def beat(tmp_path: Path) -> Iterator[Beat]:
    beat = new_beat(tmp_path)
    yield beat
    beat.desk.store.close()
