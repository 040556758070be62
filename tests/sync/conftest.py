"""A town of two communities, over each of the center's two databases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.town import Seat, Town

POSTGRES_TOO = (
    "test_round",
    "test_conflicts",
    "test_scopes",
    "test_moves",
    "test_restored_center",
    "test_renewal",
)
"""Where the database makes a difference; the others go over it in the long run only."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("HUTONG_SOAK"):
        return
    here = Path(__file__).parent
    spared = [
        item
        for item in items
        if item.path.parent == here
        and item.get_closest_marker("postgres")
        and item.path.stem not in POSTGRES_TOO
        and "failures" not in item.path.stem
    ]
    config.hook.pytest_deselected(items=spared)
    items[:] = [item for item in items if item not in set(spared)]


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
