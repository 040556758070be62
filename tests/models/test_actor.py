"""Who may see and change what: DECISIONS 2 as a table."""

import pytest

from deskapp.models.actor import GRANTS, PUSH, READ, ROLES, WRITE, Actor, scopes_of

OWN, OTHER, STREET = "houbao", "donglu", "street"
STAFF = {"community_worker", "proxy_agent", "community_secretary"}
CLERKS = {"window_clerk", "department_officer"}

# part, unit of the scope, unit of the person → who writes, who only reads; everybody else has nothing
TABLE: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {
    ("public", STREET, OWN): ({"operator"}, set(ROLES) - {"operator"}),
    ("roster", OWN, OWN): (STAFF, CLERKS | {"dibao_officer"}),
    ("roster", OTHER, OWN): (set(), CLERKS | {"dibao_officer"}),
    ("roster", OTHER, STREET): (set(), CLERKS | {"dibao_officer"}),
    ("field", OWN, OWN): (STAFF, set()),
    ("field", OTHER, OWN): (set(), set()),
    ("field", OTHER, STREET): (set(), set()),
    ("papers", OWN, OWN): (STAFF | CLERKS | {"dibao_officer"}, set()),
    ("papers", OTHER, STREET): (CLERKS | {"dibao_officer"}, set()),
    ("closed", OWN, OWN): (set(), set()),
    ("hall", STREET, STREET): (CLERKS | {"dibao_officer"}, {"subdistrict_leader", "inspector"}),
    ("aid", STREET, STREET): ({"dibao_officer"}, set()),
}


def actor(role: str, unit: str = OWN) -> Actor:
    return Actor("u", "蓝天晴", role, unit)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("case", TABLE, ids="/".join)
def test_the_table_of_grants(case: tuple[str, str, str], role: str) -> None:
    part, unit, home = case
    writers, readers = TABLE[case]
    expected = WRITE if role in writers else READ if role in readers else None
    assert actor(role, home).access(f"{unit}/{part}") == expected


def test_every_part_that_is_granted_stands_in_the_table() -> None:
    assert GRANTS.keys() - {"access"} <= {part for part, _, _ in TABLE}


@pytest.mark.parametrize("role", ROLES)
def test_the_access_log_is_pushed_and_never_read(role: str) -> None:
    assert actor(role).access(f"{OWN}/access") == PUSH
    assert actor(role).may(WRITE, f"{OWN}/access")
    assert not actor(role).may(READ, f"{OWN}/access")
    assert actor(role).access(f"{OTHER}/access") is None


@pytest.mark.parametrize(
    "scope", ["", "houbao", "/roster", "roster", "houbao/", "houbao/roster/field", "street/"]
)
@pytest.mark.parametrize("role", ROLES)
def test_a_scope_that_is_none_is_nobodys(role: str, scope: str) -> None:
    assert actor(role).access(scope) is None


def test_an_unknown_role_has_nothing() -> None:
    assert actor("").access("street/public") is None


def test_a_desk_of_a_community_pulls_what_its_people_may_read_there() -> None:
    people = [actor("community_worker")]
    scopes = ["houbao/field", "houbao/papers", "houbao/roster", "street/public"]
    assert scopes_of(people, OWN, [OWN, OTHER]) == scopes
    assert scopes_of([*people, actor("subdistrict_leader", STREET)], OWN, [OWN]) == sorted(
        [*scopes, "street/hall"]
    )


def test_a_window_desk_pulls_all_rosters_and_papers_and_no_visits() -> None:
    found = scopes_of([actor("window_clerk", STREET)], STREET, [OWN, OTHER])
    assert found == sorted(
        ["street/public", "street/hall"]
        + [f"{c}/{part}" for c in (OWN, OTHER) for part in ("roster", "papers")]
    )


def test_a_desk_nobody_sits_at_pulls_nothing() -> None:
    assert scopes_of([], OWN, [OWN, OTHER]) == []


def test_a_person_of_another_community_brings_no_scope_with_them() -> None:
    assert scopes_of([actor("community_worker", OTHER)], OWN, [OWN, OTHER]) == ["street/public"]
