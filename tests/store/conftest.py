"""A desk with an empty store, nobody connected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from deskapp.desk import Desk
from deskapp.models.clock import ClockAt
from deskapp.store import Store
from tests.people import WORKER
from tests.town import KEY, blank_store

__all__ = ["KEY", "rows_of"]


@pytest.fixture
def clock() -> ClockAt:
    return ClockAt("2026-11-24T01:00:00Z")


@pytest.fixture
def store(tmp_path: Path, clock: ClockAt) -> Iterator[Store]:
    store = blank_store(tmp_path / "profile", clock)
    store.put("epoch", "e1")
    yield store
    store.close()


@pytest.fixture
def desk(store: Store, clock: ClockAt) -> Desk:
    return Desk(store, WORKER, clock)


def rows_of(store: Store, table: str) -> list[dict[str, Any]]:
    with store.engine.connect() as connection:
        return [dict(r) for r in connection.execute(text(f'SELECT * FROM "{table}"')).mappings()]
