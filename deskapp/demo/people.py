"""Invented residents: families of any size with ages, ID numbers and phones that fit together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from deskapp.demo.names import FEMALE, MALE, given, minority_name, surname
from deskapp.models.identity import check_digit

# Area codes are those of the first registration: 5102xx stopped in 1997, but their holders kept them.
_AREAS_OLD = ("510214", "510203", "510211", "510212", "510215", "510222")
_AREAS_NEW = ("500108", "500108", "500108", "500103", "500112", "500106", "500113")
_PREFIXES = ("130", "132", "133", "135", "136", "137", "138", "139", "150", "151", "152", "153",
             "157", "158", "159", "180", "182", "183", "185", "186", "187", "188", "189", "199")  # fmt: skip
_WORKPLACES = ("个体经营", "物业公司", "超市", "餐饮店", "建筑公司", "物流公司", "社区医院", "小学",
               "汽车修理店", "公交公司", "服装店", "软件公司")  # fmt: skip
_ELSEWHERE = {
    "R3": ("重庆市江津区", "重庆市合川区", "重庆市万州区", "重庆市涪陵区", "重庆市渝中区"),
    "R4": ("四川省广安市", "四川省达州市", "贵州省遵义市", "湖北省恩施州"),
}
SLOTS = 13


@dataclass(frozen=True, slots=True)
class Person:
    """One invented resident; sex, relation and the like are the codes of the national tables."""

    household: int
    name: str
    id_number: str
    phone: str
    birth_date: str
    sex: str
    relation: str
    education: str
    marital: str
    political: str
    ethnic: str
    hukou_kind: str
    hukou_address: str
    residence: str
    workplace: str
    note: str


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a family in the making: who, how related, how old."""

    relation: str
    sex: str
    age: float
    marital: str
    surname: str


class Crowd:
    """Makes the people of one community; two slots never share an ID number or a phone."""

    def __init__(self, rng: Random, slot: int, today: date) -> None:
        self._rng = rng
        self._slot = slot % SLOTS
        self._today = today
        self._taken: set[str] = set()

    def family(self, household: int, size: int, address: str) -> list[Person]:
        members = _family(self._rng, size)
        ethnic = self._rng.choices(("01", "15", "06", "05"), (940, 35, 23, 2))[0]
        residence = self._rng.choices(("R1", "R2", "R3", "R4"), (90, 3, 4, 3))[0]
        hukou = self._rng.choice(_ELSEWHERE[residence]) if residence in _ELSEWHERE else address
        home = (household, ethnic, residence, hukou, len(members) == 1)
        return [self._person(member, *home) for member in members]

    def worker_name(self) -> tuple[str, str]:
        """A name and a sex for somebody between 26 and 55."""
        sex = FEMALE if self._rng.random() < 0.7 else MALE
        year = self._today.year - self._rng.randint(26, 55)
        while len(name := surname(self._rng) + given(self._rng, sex, year)) < 3:
            pass
        return name, sex

    def phone(self) -> str:
        rng = self._rng
        while True:
            number = rng.choice(_PREFIXES) + f"{rng.randrange(10**8 // SLOTS) * SLOTS + self._slot:08d}"
            if number not in self._taken:
                self._taken.add(number)
                return number

    def _id_number(self, born: date, sex: str) -> str:
        rng = self._rng
        old = born.year < 1997 and rng.random() < 0.6
        while True:
            area = rng.choice(_AREAS_OLD if old else _AREAS_NEW)
            sequence = (rng.randrange(38) * SLOTS + self._slot) * 2 + (1 if sex == MALE else 0)
            body = f"{area}{born:%Y%m%d}{sequence:03d}"
            if body not in self._taken:
                self._taken.add(body)
                return body + check_digit(body)

    def _person(
        self, member: Member, household: int, ethnic: str, residence: str, hukou: str, alone: bool
    ) -> Person:
        rng = self._rng
        born = self._today - timedelta(days=int(member.age * 365.2425) + rng.randrange(1, 300))
        age = (self._today - born).days / 365.2425
        mine = ethnic if rng.random() < 0.85 else "01"
        name = (
            minority_name(rng, member.sex)
            if mine == "05"
            else member.surname + given(rng, member.sex, born.year)
        )
        unnumbered = age < 0.5 and rng.random() < 0.5
        hukou_kind = rng.choices(("3", "1", "2"), (50, 39, 11))[0]
        return Person(
            household=household,
            name=name,
            id_number="" if unnumbered else self._id_number(born, member.sex),
            phone=self._phone_of(age),
            birth_date=born.isoformat(),
            sex=member.sex,
            relation=member.relation,
            education=_education(rng, age),
            marital=member.marital,
            political=_political(rng, age),
            ethnic=mine,
            hukou_kind=hukou_kind,
            hukou_address="" if rng.random() < 0.3 else hukou,
            residence=residence,
            workplace=rng.choice(_WORKPLACES) if 22 <= age < 60 and rng.random() < 0.35 else "",
            note=_note(rng, age, alone),
        )

    def _phone_of(self, age: float) -> str:
        if age < 14 or self._rng.random() < 0.08:
            return ""
        if age > 70 and self._rng.random() < 0.1:
            return f"023-62{self._rng.randrange(10**6):06d}"
        return self.phone()


def _family(rng: Random, size: int) -> list[Member]:
    if size == 1:
        return [_alone(rng)]
    makers = _MAKERS[min(size, 6)]
    make = rng.choices([maker for maker, _ in makers], [weight for _, weight in makers])[0]
    members = make(rng)
    while len(members) < size:
        members.append(_cousin(rng, members[0]))
    return members


def _alone(rng: Random) -> Member:
    sex = rng.choice((MALE, FEMALE))
    if rng.random() < 0.4:
        age = rng.triangular(60, 94, 70)
        marital = rng.choices(("30", "40", "20", "10"), (60, 15, 18, 7))[0]
        return Member("02", FEMALE if rng.random() < 0.62 else MALE, age, marital, surname(rng))
    age = rng.triangular(20, 60, 29)
    marital = "10" if age < 30 else rng.choices(("10", "40", "20", "30"), (35, 35, 27, 3))[0]
    return Member("02", sex, age, marital, surname(rng))


def _couple(rng: Random, low: float, high: float, mode: float) -> list[Member]:
    """Head and spouse; the man is two years older on average."""
    head_sex = MALE if rng.random() < 0.66 else FEMALE
    age = rng.triangular(low, high, mode)
    gap = min(9.0, max(-4.0, rng.gauss(2, 2.5)))
    other_age = max(21.0, age - gap if head_sex == MALE else age + gap)
    head = Member("02", head_sex, age, "20", surname(rng))
    if head_sex == MALE:
        return [head, Member("12", FEMALE, other_age, "20", surname(rng))]
    return [head, Member("11", MALE, other_age, "20", surname(rng))]


def _child(
    rng: Random, parents: list[Member], elder: Member | None = None, youngest_age: float = 0.1
) -> Member:
    """A child of the head, born when the youngest parent was 22 to 34; the name comes from the father."""
    youngest = min(parent.age for parent in parents[:2])
    father = next((p for p in parents[:2] if p.sex == MALE), parents[0])
    sex = MALE if rng.random() < 0.52 else FEMALE
    if elder:
        age = elder.age - rng.uniform(2, max(2.0, min(7.0, elder.age - 0.3)))
    else:
        age = max(youngest_age, youngest - rng.triangular(22, 34, 26.5))
    marital = "20" if age > 32 and rng.random() < 0.3 else "10"
    return Member("20" if sex == MALE else "30", sex, age, marital, father.surname)


def _parent(rng: Random, head: Member, sex: str, marital: str) -> Member:
    age = head.age + rng.triangular(22, 33, 26)
    return Member(
        "51" if sex == MALE else "52",
        sex,
        min(age, 97.0),
        marital,
        head.surname if sex == MALE else surname(rng),
    )


def _cousin(rng: Random, head: Member) -> Member:
    sex = rng.choice((MALE, FEMALE))
    return Member("97", sex, rng.triangular(18, 60, 30), "10", surname(rng))


def _pair(rng: Random) -> list[Member]:
    low, high, mode = rng.choices(((62, 88, 69), (23, 34, 28), (48, 62, 55)), (50, 22, 28))[0]
    return _couple(rng, low, high, mode)


def _one_parent(rng: Random) -> list[Member]:
    head = Member(
        "02",
        FEMALE if rng.random() < 0.72 else MALE,
        rng.triangular(26, 58, 40),
        rng.choices(("40", "30"), (4, 1))[0],
        surname(rng),
    )
    return [head, _child(rng, [head])]


def _with_children(children: int, grandparents: int) -> Callable[[Random], list[Member]]:
    def make(rng: Random) -> list[Member]:
        family = _couple(rng, 25 + 2 * children, 52, 37)
        elder: Member | None = None
        for _ in range(children):
            elder = _child(rng, family, elder, 2.5 if children > 1 else 0.1)
            family.append(elder)
        head = family[0]
        if grandparents == 1:
            sex = FEMALE if rng.random() < 0.64 else MALE
            family.append(_parent(rng, head, sex, "30" if rng.random() < 0.75 else "20"))
        elif grandparents == 2:
            father = _parent(rng, head, MALE, "20")
            mother = replace(_parent(rng, head, FEMALE, "20"), age=father.age - rng.uniform(-1, 5))
            family += [father, mother]
        return family

    return make


def _three_generations(with_grandfather: bool, children: int) -> Callable[[Random], list[Member]]:
    """The oldest is the head: a son with his wife and children, or a daughter with her husband's name."""

    def make(rng: Random) -> list[Member]:
        older = _couple(rng, 54, 78, 62)
        if not with_grandfather:
            older = [replace(older[0], marital="30")]
        son = _child(rng, older)
        son = replace(son, age=max(son.age, 26.0), marital="20")
        in_law_sex = FEMALE if son.sex == MALE else MALE
        in_law = Member(
            "38" if son.sex == MALE else "28", in_law_sex, max(24.0, son.age - 1.5), "20", surname(rng)
        )
        family = [*older, son, in_law]
        elder: Member | None = None
        for _ in range(children):
            elder = _child(rng, [son, in_law], elder, 2.5 if children > 1 else 0.1)
            boy = elder.sex == MALE
            code = ("41" if boy else "42") if son.sex == MALE else ("43" if boy else "44")
            family.append(replace(elder, relation=code, marital="10"))
        return family

    return make


def _one_parent_three(rng: Random) -> list[Member]:
    head, child = _one_parent(rng)
    return [head, child, _parent(rng, head, FEMALE, "30")]


_Makers = list[tuple[Callable[[Random], list[Member]], int]]
_MAKERS: dict[int, _Makers] = {
    2: [(_pair, 75), (_one_parent, 25)],
    3: [(_with_children(1, 0), 78), (_with_children(0, 1), 12), (_one_parent_three, 10)],
    4: [(_with_children(2, 0), 50), (_with_children(1, 1), 32), (_three_generations(False, 1), 18)],
    5: [(_with_children(1, 2), 45), (_with_children(2, 1), 25), (_three_generations(True, 1), 30)],
    6: [(_with_children(2, 2), 60), (_three_generations(True, 2), 40)],
}


def _education(rng: Random, age: float) -> str:
    if age < 7:
        return ""
    if age < 13:
        return "81"
    if age < 16:
        return "71"
    if age < 19:
        return "61"
    weights = (
        (8, 45, 30, 10, 4, 3, 0) if age > 65 else (1, 14, 36, 27, 13, 9, 0) if age > 45 else
        (0, 2, 14, 24, 27, 30, 3)
    )  # fmt: skip
    return rng.choices(("90", "81", "71", "61", "31", "21", "14"), weights)[0]


def _political(rng: Random, age: float) -> str:
    if age < 14:
        return ""
    if age < 28:
        return rng.choices(("03", "13", "01"), (55, 42, 3))[0]
    return rng.choices(("13", "01", "05"), (860, 138, 2))[0]


def _note(rng: Random, age: float, alone: bool) -> str:
    if rng.random() > 0.1:
        return ""
    if age >= 65:
        return rng.choice(("行动不便", "独居老人" if alone else "随子女居住", "残疾三级", "优抚对象"))
    if age >= 20:
        return rng.choice(("外出务工", "低保户", "退役军人", "残疾三级"))
    return ""
