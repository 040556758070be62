"""Invented visits: what seven workers wrote down after knocking at doors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from deskapp.demo.town import Community

_OUTCOMES = (("O1", 46), ("O2", 21), ("O3", 20), ("O4", 2), ("O6", 2), ("O7", 8), ("O8", 1))
_PURPOSES = (("P01", 52), ("P02", 10), ("P03", 10), ("P04", 3), ("P05", 3), ("P06", 3), ("P07", 6),
             ("P08", 6), ("P10", 3), ("P11", 2), ("P13", 1), ("P14", 1))  # fmt: skip
_MODES = (("home", 85), ("patrol", 9), ("booked", 3), ("office", 3))
_SUNDAY = 6
_NOTES: dict[str, tuple[str, ...]] = {
    "O1": ("一切平安。", "家中平安，身体尚好。", "反映楼道灯不亮，已记下。", "水电气正常，提醒出门关阀。",
           "想了解医保缴费时间，已当面说明。", "孩子今年上小学，询问入学材料。", "说楼上漏水，约好周末再看。",
           "老人腿脚不便，希望上门办理认证。", "对小区清洁费没有意见。", "手机换号，已更新。"),
    "O2": ("本人上班，家属代答。", "儿媳在家，老人去散步了。", "家属说下月搬回来住。",
           "母亲在家，转告了体检时间。", "同住亲戚在家，电话已核对。"),
    "O3": ("敲门无人应，留了联系单。", "邻居说白天都不在。", "晚上再来。", ""),
    "O4": ("不愿开门，说没有需要。", "隔门说话，表示不便。"),
    "O5": ("空房，门上有灰。", "水表未走。", ""),
    "O6": ("邻居说上月已搬走。", "房子已转租，新住户待登记。"),
    "O7": ("电话联系，在外地务工，春节回来。", "电话中说一切都好。"),
    "O8": ("楼里没有这个房号。",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """One attempt at one door; household, worker and those met are places in the community's lists."""

    household: int
    worker: int
    visited_on: str
    started: str
    mode: str
    purpose: str
    outcome: str
    met: tuple[int, ...]
    notice_left: bool
    note: str


def visits(community: Community, n: int, seed: int = 1, days: int = 300) -> Iterator[Visit]:
    """`n` visits in order of their days, the last on the community's today; doors come round evenly."""
    rng = Random(f"{seed}/{community.code}/visits")
    members: dict[int, list[int]] = {}
    for place, person in enumerate(community.persons):
        members.setdefault(person.household, []).append(place)
    round_of_doors: list[int] = []
    for number in range(n):
        if not round_of_doors:
            round_of_doors = rng.sample(range(len(community.households)), len(community.households))
        door = round_of_doors.pop()
        home = community.households[door]
        day = community.today - timedelta(days=(n - 1 - number) * days // max(n, 1))
        outcome = "O5" if home.vacant else _pick(rng, _OUTCOMES)
        purpose = _pick(rng, _PURPOSES)
        yield Visit(
            household=door,
            worker=home.worker,
            visited_on=(day - timedelta(days=day.weekday() == _SUNDAY)).isoformat(),
            started=f"{rng.choice((9, 10, 11, 14, 15, 16, 17, 19)):02d}:{rng.randrange(0, 60, 5):02d}",
            mode="phone" if outcome == "O7" else _pick(rng, _MODES),
            purpose="P02" if home.vacant else purpose,
            outcome=outcome,
            met=_met(rng, outcome, members.get(door, [])),
            notice_left=outcome == "O3" and rng.random() < 0.6,
            note=rng.choice(_NOTES[outcome]),
        )


def _pick(rng: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return rng.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def _met(rng: Random, outcome: str, members: list[int]) -> tuple[int, ...]:
    """The head for O1, somebody else for O2 where there is anybody."""
    if outcome == "O1":
        return tuple(members[:1])
    if outcome == "O2":
        return (rng.choice(members[1:]),) if len(members) > 1 else ()
    return ()
