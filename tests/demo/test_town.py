"""The invented town: exact figures, families that could be, and the same again for the same seed."""

import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from deskapp.demo.history import visits
from deskapp.demo.people import Person
from deskapp.demo.town import STREET, TODAY, Community, make_community, street
from deskapp.models.codes import table
from deskapp.models.identity import clean_name, name_fault, read_id, read_phones

CODED = ("relation", "sex", "education", "marital", "political", "ethnic", "hukou_kind", "residence")


@pytest.fixture(scope="module")
def houbao() -> Community:
    return make_community("houbao", "后堡", persons=7392)


@pytest.fixture(scope="module")
def families(houbao: Community) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    for person in houbao.persons:
        found[person.household].append(person)
    return found


def test_a_community_has_exactly_the_households_and_persons_asked_for(houbao: Community) -> None:
    assert len(houbao.households) == 3100
    assert sum(home.vacant for home in houbao.households) == 180
    assert len(houbao.persons) == 7392


@pytest.mark.parametrize(
    ("households", "vacant", "persons"), [(1, 0, 1), (1, 1, 0), (20, 3, 102), (300, 0, 300)]
)
def test_any_size_works(households: int, vacant: int, persons: int) -> None:
    small = make_community("east", "东", households, vacant, persons=persons)
    assert (len(small.households), len(small.persons)) == (households, persons)


def test_more_persons_than_doors_can_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        make_community("houbao", "后堡", 10, 2, persons=49)


def test_the_same_seed_gives_the_same_community_and_another_seed_another() -> None:
    assert make_community("houbao", "后堡", 50, 4) == make_community("houbao", "后堡", 50, 4)
    assert make_community("houbao", "后堡", 50, 4) != make_community("houbao", "后堡", 50, 4, seed=2)


def test_every_door_is_there_once(houbao: Community) -> None:
    doors = Counter((h.estate, h.building, h.unit, h.room) for h in houbao.households)
    assert max(doors.values()) == 1
    assert len(houbao.estates) == 4


def test_people_live_behind_doors_that_are_not_vacant(
    houbao: Community, families: dict[int, list[Person]]
) -> None:
    assert set(families) == {place for place, home in enumerate(houbao.households) if not home.vacant}


def test_every_family_has_one_head_who_comes_first(families: dict[int, list[Person]]) -> None:
    for family in families.values():
        assert [person.relation for person in family].index("02") == 0
        assert sum(person.relation == "02" for person in family) == 1


def test_every_id_number_holds_and_agrees_with_birth_and_sex(houbao: Community) -> None:
    numbered = [person for person in houbao.persons if person.id_number]
    for person in numbered:
        reading = read_id(person.id_number, TODAY)
        assert (reading.number, reading.fault) == (person.id_number, None)
        assert reading.birth_date == date.fromisoformat(person.birth_date)
        assert reading.sex == person.sex
    assert len(numbered) > 0.99 * len(houbao.persons)
    assert len({person.id_number for person in numbered}) == len(numbered)


def test_every_phone_can_be_called(houbao: Community) -> None:
    phones = [read_phones(person.phone) for person in houbao.persons if person.phone]
    assert all(len(phone) == 1 and phone[0].fault is None for phone in phones)


def test_every_code_is_in_its_table(houbao: Community) -> None:
    for person in houbao.persons:
        assert [f for f in CODED if (code := getattr(person, f)) and not table(f).has(code)] == []
    assert all(table("tenure").has(home.tenure) for home in houbao.households)
    assert all(table("tag")[tag.code].extra["level"] in ("L1", "L2") for tag in houbao.tags)


def test_names_are_clean_and_some_are_rare_or_have_a_dot(houbao: Community) -> None:
    names = [person.name for person in houbao.persons]
    assert all(clean_name(name) == name and name_fault(name) is None for name in names)
    assert any("·" in name for name in names)
    assert any(re.search("[𠮷䶮㛃]", name) for name in names)


def test_children_are_younger_than_their_parents_and_brothers_not_born_a_month_apart(
    families: dict[int, list[Person]],
) -> None:
    for family in families.values():
        head = family[0]
        couple = [person for person in family if person.relation in ("02", "11", "12")]
        children = [person for person in family if person.relation in ("20", "30")]
        parents = [person for person in family if person.relation in ("51", "52")]
        for child in children:
            assert min(_years(parent, child) for parent in couple) > 17
        for parent in parents:
            assert _years(parent, head) > 17
        if len(children) == 2:
            assert abs(_years(*children)) > 0.75


def _years(elder: Person, younger: Person) -> float:
    return (date.fromisoformat(younger.birth_date) - date.fromisoformat(elder.birth_date)).days / 365.2425


def test_seven_workers_have_all_households_in_uneven_shares(houbao: Community) -> None:
    shares = [len(worker.households) for worker in houbao.workers]
    assert len(shares) == 7
    assert sorted(place for worker in houbao.workers for place in worker.households) == list(range(3100))
    assert max(shares) > 1.3 * min(shares)
    for number, worker in enumerate(houbao.workers):
        assert all(houbao.households[place].worker == number for place in worker.households)


def test_the_street_has_thirteen_communities_that_cannot_share_an_id_number() -> None:
    town = street(households=120, vacant=6)
    assert [community.code for community in town] == [code for code, _ in STREET]
    assert len(town) == 13
    for slot, community in enumerate(town):
        sequences = [int(person.id_number[14:17]) for person in community.persons if person.id_number]
        assert {sequence // 2 % 13 for sequence in sequences} == {slot}


def test_visits_come_in_order_up_to_today_and_fit_their_doors(houbao: Community) -> None:
    found = list(visits(houbao, 2000))
    days = [visit.visited_on for visit in found]
    assert len(found) == 2000
    assert days == sorted(days)
    assert days[-1] == TODAY.isoformat()
    assert len({visit.household for visit in found}) == 2000
    for visit in found:
        home = houbao.households[visit.household]
        assert (visit.outcome == "O5") == home.vacant
        assert visit.worker == home.worker
        assert all(houbao.persons[place].household == visit.household for place in visit.met)
        assert table("outcome").has(visit.outcome)
        assert table("purpose").has(visit.purpose)
        assert table("mode").has(visit.mode)
