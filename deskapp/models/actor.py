"""Actor: who sits at a desk, and what they may see or change."""

from collections.abc import Iterable
from dataclasses import dataclass

from deskapp.models.scope import STREET, is_unit, part_of, unit_of

READ, WRITE, PUSH = "read", "write", "push"
ROLES = (
    "community_worker",
    "proxy_agent",
    "community_secretary",
    "window_clerk",
    "department_officer",
    "dibao_officer",
    "subdistrict_leader",
    "inspector",
    "operator",
)
_COMMUNITY = ("community_worker", "proxy_agent", "community_secretary")
_CENTER = ("window_clerk", "department_officer")

# part → role → (access, "own" community, "all" communities, or the street itself)
GRANTS: dict[str, dict[str, tuple[str, str]]] = {
    "public": {role: (READ, STREET) for role in ROLES} | {"operator": (WRITE, STREET)},
    "roster": {r: (WRITE, "own") for r in _COMMUNITY}
    | {r: (READ, "all") for r in (*_CENTER, "dibao_officer")},
    "field": {r: (WRITE, "own") for r in _COMMUNITY},
    "papers": {r: (WRITE, "own") for r in _COMMUNITY}
    | {r: (WRITE, "all") for r in (*_CENTER, "dibao_officer")},
    "hall": {r: (WRITE, STREET) for r in (*_CENTER, "dibao_officer")}
    | {"subdistrict_leader": (READ, STREET), "inspector": (READ, STREET)},
    "aid": {"dibao_officer": (WRITE, STREET)},
    "access": {role: (PUSH, "own") for role in ROLES},
}


@dataclass(frozen=True)
class Actor:
    """A user at work: one role in one unit."""

    id: str
    name: str
    role: str
    unit: str

    def access(self, scope: str) -> str | None:
        """READ, WRITE, PUSH, or None for what is not theirs."""
        grant = GRANTS.get(part_of(scope), {}).get(self.role)
        if grant is None:
            return None
        access, where = grant
        unit = unit_of(scope)
        if where == "own":
            return access if unit == self.unit else None
        if where == "all":
            return access if is_unit(unit) and unit != STREET else None
        return access if unit == STREET else None

    def may(self, action: str, scope: str) -> bool:
        """Whether they may READ or WRITE in a scope; writing implies reading."""
        access = self.access(scope)
        if action == READ:
            return access in (READ, WRITE)
        return access in (WRITE, PUSH)


def scopes_of(actors: Iterable[Actor], unit: str, communities: Iterable[str]) -> list[str]:
    """The scopes a device of a unit pulls: what its users may read, within its unit (the street: all)."""
    units = [STREET] if unit == STREET else [STREET, unit]
    if unit == STREET:
        units += [c for c in communities if c != STREET]
    wanted = {f"{u}/{part}" for u in units for part in GRANTS}
    people = list(actors)
    return sorted(s for s in wanted if any(a.may(READ, s) for a in people))
