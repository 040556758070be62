"""A town of two communities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town import Seat, Town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path)
    town.community("houbao", "后堡")
    town.community("donglu", "东路")
    yield town
    town.close()


@pytest.fixture
def pair(town: Town) -> tuple[Seat, Seat]:
    """Two desks of one community that know of each other's rows."""
    one, two = town.join("houbao"), town.join("houbao")
    town.sync()
    return one, two
