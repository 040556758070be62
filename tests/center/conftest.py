"""A center over each of its two databases, and desks that speak to it over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from center.app import make_app
from tests.center.wire import Wire
from tests.town import Seat, Town


@pytest.fixture
def town(tmp_path: Path, url: str | None) -> Iterator[Town]:
    """Two communities, nobody in them."""
    town = Town(tmp_path, url)
    town.community("houbao", "后堡")
    town.community("donglu", "东路")
    yield town
    town.close()


@pytest.fixture
def seat(town: Town) -> Seat:
    """A desk of houbao that has synced once."""
    seat = town.join("houbao")
    seat.sync()
    return seat


@pytest.fixture
def wire(town: Town, seat: Seat) -> Iterator[Wire]:
    """The seat's own wire to the center."""
    with client(town) as found:
        yield Wire(found, seat.desk.store.device)


def client(town: Town) -> Any:
    from litestar.testing import TestClient

    return TestClient(make_app(town.center, town.clock, town.blobs.folder), base_url="https://center.test")
