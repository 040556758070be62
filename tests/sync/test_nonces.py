"""Numbers of requests: none twice, and past what the center has already seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.models.clock import ClockAt
from deskapp.store import Store
from deskapp.sync.nonces import HUNDRED, Nonces
from tests.town import blank_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = blank_store(tmp_path / "profile", ClockAt("2026-11-24T01:00:00Z"))
    yield store
    store.close()


def test_each_start_begins_a_new_hundred(store: Store) -> None:
    first, second = Nonces(store), Nonces(store)
    assert [first(), first(), second(), first()] == [1, 2, HUNDRED + 1, 3]


@pytest.mark.parametrize("seen", [0, 1, 5, 99, 100, 101, 250])
def test_after_a_number_the_center_has_seen_comes_a_higher_one_and_no_start_repeats_it(
    store: Store, seen: int
) -> None:
    numbers = Nonces(store)
    used = [numbers()]
    numbers.skip_past(seen)
    used += [numbers() for _ in range(HUNDRED + 1)]
    used.append(Nonces(store)())
    assert used == sorted(set(used))
    assert used[1] > seen


def test_before_the_first_number_one_can_already_skip(store: Store) -> None:
    numbers = Nonces(store)
    numbers.skip_past(700)
    assert numbers() == 701


def test_what_another_process_reserved_meanwhile_is_not_used_again(store: Store) -> None:
    numbers, other = Nonces(store), Nonces(store)
    numbers()
    theirs = other()
    numbers.skip_past(HUNDRED + 1)
    assert numbers() > theirs
    assert numbers() != other()
