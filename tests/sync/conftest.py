"""A town of two communities, over each of the center's two databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town import Seat, Town


@pytest.fixture
def town(tmp_path: Path, url: str | None) -> Iterator[Town]:
    town = Town(tmp_path, url)
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
