"""Duplicates: two records of the same, which nobody's save is refused for; a person looks at them."""

from collections.abc import Iterable
from typing import Any

from center.plans import DUPLICATE, Known, Plan
from center.rows import Doc
from deskapp.models.record import kinds
from deskapp.models.scope import unit_of


def find_duplicates(plans: list[Plan], known: Known) -> None:
    """Asks about every row that gets what another of its kind has. One question to the database a kind."""
    for kind in dict.fromkeys(plan.kind for plan in plans):
        for group in kinds()[kind].duplicates:
            written = [p for p in plans if p.kind == kind and _writes(p, group)]
            if written:
                _ask_about(written, group, [p.doc for p in plans if p.kind == kind], known)


def _writes(plan: Plan, group: tuple[str, ...]) -> bool:
    """Whether a plan gives a row these values, or brings back one that has them."""
    touched = plan.new or not plan.values.keys().isdisjoint((*group, "gone"))
    return touched and not plan.doc["gone"] and bool(plan.doc[group[-1]])


def _ask_about(written: list[Plan], group: tuple[str, ...], here: list[Doc], known: Known) -> None:
    fresh = {doc["id"] for doc in here}
    wanted = {name: {plan.doc[name] or None for plan in written} for name in group}
    found = [doc for doc in known.alike(written[0].kind, wanted) if doc["id"] not in fresh]
    twins = _by_values([*found, *(doc for doc in here if not doc["gone"])], group)
    for plan in written:
        others = [doc for doc in twins[_values(plan.doc, group)] if doc["id"] != plan.doc["id"]]
        unit = unit_of(plan.doc["scope"])
        same = sorted(doc["id"] for doc in others if doc["scope"] == plan.doc["scope"])
        elsewhere = sorted({unit_of(doc["scope"]) for doc in others} - {unit})
        if same or elsewhere:
            plan.ask(DUPLICATE, field=group[-1], duplicate_of=same, elsewhere=elsewhere)


def _by_values(docs: Iterable[Doc], group: tuple[str, ...]) -> dict[tuple[Any, ...], list[Doc]]:
    found: dict[tuple[Any, ...], list[Doc]] = {}
    for doc in docs:
        found.setdefault(_values(doc, group), []).append(doc)
    return found


def _values(doc: Doc, group: tuple[str, ...]) -> tuple[Any, ...]:
    """Nothing written and nothing known are the same here."""
    return tuple([doc[name] or "" for name in group])
