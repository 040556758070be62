"""Upgrade: a set of an earlier edition as this one would have made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from deskapp.models import upgrade
from deskapp.models.change import Change, ChangeSet
from deskapp.models.edition import EDITION


def of_edition(edition: int, change: Change, id: str = "s", author: str = "u") -> ChangeSet:
    return ChangeSet(id, author, "save", edition, "2026-11-24T01:00:00Z", 0, None, [change])


def renamed(body: dict[str, Any]) -> dict[str, Any]:
    """In the edition after the first, a household's remark became its note."""
    for change in body["changes"]:
        change["values"] = {{"remark": "note"}.get(n, n): v for n, v in change["values"].items()}
    return body


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(upgrade.STEPS, EDITION - 1, renamed)


def of_old(values: dict[str, Any], edition: int = EDITION - 1) -> ChangeSet:
    return of_edition(edition, Change("household", "h", ("e", 1), values))


@pytest.mark.usefixtures("step")
def test_an_older_body_is_lifted_and_is_judged_by_its_own_edition_still() -> None:
    lifted = upgrade.lift(of_old({"remark": "a", "room": "1"}))
    assert lifted.changes[0].values == {"note": "a", "room": "1"}
    assert (lifted.edition, lifted.id) == (EDITION - 1, "s")
    of_now = of_old({"remark": "a"}, EDITION)
    assert upgrade.lift(of_now) is of_now


@pytest.mark.parametrize(
    "step", [lambda body: body["nothing"], lambda _: {"changes": 7}, lambda body: body + 1]
)
def test_a_step_that_makes_no_sense_of_a_body_leaves_it_as_it_is(
    step: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(upgrade.STEPS, EDITION - 1, step)
    old = of_old({"remark": "a"})
    assert upgrade.lift(old) == old
