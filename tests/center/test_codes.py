"""One-time codes: a device comes in on one, once, soon, and for the person it was made for."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import select

from center import devices, tables
from center.refusal import Refused
from deskapp.models.wire import Enrol, Enrolled
from deskapp.store.lock import DeviceKey
from tests.town import Town


@pytest.fixture
def user(town: Town) -> str:
    return town.user("houbao", name="岑若水")


@pytest.fixture
def key() -> DeviceKey:
    return DeviceKey.new()


def ask(town: Town, code: str, key: DeviceKey, user: str | None = None) -> Enrolled:
    return devices.enrol(town.center, Enrol(code, key.public.hex(), user), town.clock)


def refused(town: Town, code: str, key: DeviceKey, user: str | None = None) -> str:
    with pytest.raises(Refused) as caught:
        ask(town, code, key, user)
    assert caught.value.status == 403
    return caught.value.refusal.code


def wrong(code: str) -> str:
    """The same name with another secret."""
    return code[: devices.CODE_NAME] + "".join("B" if c != "B" else "C" for c in code[devices.CODE_NAME :])


def seated(town: Town) -> list[tuple[str, str]]:
    with town.center.reading() as connection:
        return [(r.device, r.user) for r in connection.execute(select(tables.device_user))]


def test_a_code_lets_one_device_in_for_the_user_it_names(town: Town, user: str, key: DeviceKey) -> None:
    answer = ask(town, town.code("houbao", user), key)
    assert (answer.device, answer.user, answer.name, answer.unit) == (key.id, user, "岑若水", "houbao")
    assert answer.recovery.startswith("age1")
    assert seated(town) == [(key.id, user)]


def test_a_code_is_read_however_it_is_typed(town: Town, user: str, key: DeviceKey) -> None:
    code = town.code("houbao", user).lower()
    assert ask(town, f" {code[:5]}-{code[5:]} ", key).user == user


def test_a_code_lets_nobody_else_in_afterwards(town: Town, user: str, key: DeviceKey) -> None:
    code = town.code("houbao", user)
    ask(town, code, key)
    assert refused(town, code, DeviceKey.new()) == "bad-code"
    assert seated(town) == [(key.id, user)]


def test_a_lost_answer_can_be_asked_for_again_by_the_same_device(
    town: Town, user: str, key: DeviceKey
) -> None:
    code = town.code("houbao", user)
    assert ask(town, code, key) == ask(town, code, key)
    assert refused(town, wrong(code), key) == "bad-code"
    assert seated(town) == [(key.id, user)]


def test_a_code_holds_for_15_minutes(town: Town, user: str, key: DeviceKey) -> None:
    code, late = town.code("houbao", user), town.code("houbao", user)
    town.clock.advance(minutes=15)
    ask(town, code, key)
    town.clock.advance(seconds=1)
    assert refused(town, late, DeviceKey.new()) == "bad-code"
    assert refused(town, code, key) == "bad-code"


def test_after_five_wrong_tries_the_right_code_is_worth_nothing(
    town: Town, user: str, key: DeviceKey
) -> None:
    code = town.code("houbao", user)
    for _ in range(5):
        assert refused(town, wrong(code), key) == "bad-code"
    assert refused(town, code, key) == "bad-code"
    assert seated(town) == []


def test_after_four_wrong_tries_it_still_is(town: Town, user: str, key: DeviceKey) -> None:
    code = town.code("houbao", user)
    for _ in range(4):
        refused(town, wrong(code), key)
    assert ask(town, code, key).user == user


def test_a_code_of_one_user_is_not_for_another(town: Town, user: str, key: DeviceKey) -> None:
    town.user("houbao", name="郝大川")
    code = town.code("houbao", user)
    assert refused(town, code, key, "郝大川") == "code-of-another-user"
    assert ask(town, code, key, "岑若水").user == user


def test_a_code_of_a_community_is_for_its_own_people_by_name(town: Town, user: str, key: DeviceKey) -> None:
    town.user("donglu", name="郝大川")
    code = town.code("houbao", None)
    assert refused(town, code, key) == "no-such-user"
    assert refused(town, code, key, "郝大川") == "no-such-user"
    assert ask(town, code, key, "岑若水").user == user


def test_a_code_for_anybody_is_the_first_ones_once_it_is_used(town: Town, user: str, key: DeviceKey) -> None:
    town.user("houbao", name="郝大川")
    code = town.code("houbao", None)
    ask(town, code, key, "岑若水")
    assert refused(town, code, key, "郝大川") == "code-of-another-user"
    assert ask(town, code, key, "岑若水").user == user
    assert seated(town) == [(key.id, user)]


def test_a_second_person_sits_down_at_the_same_device(town: Town, user: str, key: DeviceKey) -> None:
    other = town.user("houbao", name="郝大川")
    ask(town, town.code("houbao", user), key)
    ask(town, town.code("houbao", other), key)
    assert sorted(seated(town)) == sorted([(key.id, user), (key.id, other)])


def test_a_device_of_one_community_does_not_become_one_of_another(
    town: Town, user: str, key: DeviceKey
) -> None:
    ask(town, town.code("houbao", user), key)
    code = town.code("donglu", town.user("donglu"))
    assert refused(town, code, key) == "device-of-another-unit"


@pytest.mark.parametrize("code", ["", "A", "BCD", "后堡社区后堡社区后堡", "B" * 64, "' OR 1=1 --"])
def test_what_is_no_code_is_a_bad_code(town: Town, key: DeviceKey, code: str) -> None:
    assert refused(town, code, key) == "bad-code"


@pytest.mark.parametrize("public", ["", "zz", "00", "ab" * 31, "ab" * 33, "后" * 32])
def test_what_is_no_key_is_a_bad_key(town: Town, user: str, public: str) -> None:
    with pytest.raises(Refused, match="bad-key"):
        devices.enrol(town.center, Enrol(town.code("houbao", user), public), town.clock)


def test_codes_are_kept_hashed_and_old_ones_are_forgotten(town: Town, user: str) -> None:
    code = town.code("houbao", user)
    with town.center.reading() as connection:
        (row,) = connection.execute(select(tables.code)).fetchall()
    assert code not in str(row)
    town.clock.advance(minutes=16)
    town.code("houbao", user)
    with town.center.reading() as connection:
        assert len(connection.execute(select(tables.code)).fetchall()) == 1


def test_an_answer_says_no_more_than_a_desk_must_know(town: Town, user: str, key: DeviceKey) -> None:
    answer = msgspec.to_builtins(ask(town, town.code("houbao", user), key))
    assert answer.keys() == {
        "device", "unit", "epoch", "user", "name", "role", "recovery", "center", "server_time",
        "sign", "seal",
    }  # fmt: skip
