"""Invented requests in every state, with what was done about each since the visit they came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from random import Random

from sqlalchemy import select

from deskapp.demo.town import Community
from deskapp.desk import Desk
from deskapp.models.record import Record, table_of
from deskapp.models.request import Request
from deskapp.models.request_step import RequestStep
from deskapp.models.workdays import shipped
from deskapp.store.capture import EVERYTHING, CapturingSession

REQUEST_DOORS = 40
_OVER, _EVERY = ("solved", "closed", "withdrawn"), 4
_WEIGHTS = {"open": 3, "doing": 5, "replied": 2, "solved": 4, "closed": 1, "withdrawn": 1}
# what was asked, its category, how urgent, how it was sorted and why, what was done in the end
_REQUESTS = (
    ("单元门灯不亮，晚上看不见台阶", "repair", "soon", "small", "物业和楼栋自己能换", "换了灯泡，晚上试过了"),
    ("厨房水管滴水，殃及楼下", "pipes", "soon", "private", "户内水管，介绍了师傅", "师傅上门换了软管"),
    ("楼道堆了杂物，请帮着清一清", "clean", "normal", "small", "楼栋清理日一起清", "周六和邻居一起清走了"),
    ("楼上半夜有响动，睡不好", "noise", "normal", "private", "两家能当面说开", "两家约好十点以后不拖椅子"),
    ("想给老人申请助餐", "care", "normal", "big", "助餐点由民政安排", "助餐卡办好了，周一起送"),
    ("医保怎么续交，想问清楚", "work", "normal", "big", "社保窗口的事", "陪着在手机上交好了"),
    ("下水道返味，请物业看一看", "pipes", "urgent", "small", "公共管道，物业负责", "管道疏通了，味道没有了"),
    ("车位被占，回来没处停", "parking", "normal", "small", "停车划线要一起商量", "划了线，贴了号"),
    ("路面塌了一块，怕老人摔", "parking", "urgent", "big", "市政道路，报街道", "市政补好了路面"),
    ("楼下烧烤店油烟进屋", "noise", "soon", "big", "要城管来查", "店家装了净化器"),
)
_MEDIATIONS = (
    ("楼上漏水泡了墙，赔多少说不拢", "501 与 601 两家", "约在社区谈，先看墙", "601 赔 600 元，当面签了字"),
    ("物业费涨价，业主不肯交", "12 户业主与物业", "物业把账摊开讲了一遍", "先按老价交半年"),
)


def fill_requests(
    desk: Desk, community: Community, homes: Sequence[str], workers: Sequence[str], seed: int = 1
) -> int:
    """What residents asked for at some of the doors, the first of them in each state; how many."""
    rng = Random(f"{seed}/{community.code}/requests")
    lived_in = [home for home, door in zip(homes, community.households, strict=True) if not door.vacant]
    asked = rng.sample(lived_in, max(1, len(lived_in) // REQUEST_DOORS))
    desk.do(partial(raise_requests, asked=asked, workers=workers, today=community.today, rng=rng), EVERYTHING)
    return len(asked)


def raise_requests(
    session: CapturingSession, asked: Sequence[str], workers: Sequence[str], today: date, rng: Random
) -> None:
    visits = last_visits(session, asked)
    states = [*_WEIGHTS, *rng.choices(list(_WEIGHTS), list(_WEIGHTS.values()), k=len(asked))][: len(asked)]
    states.sort(key=_OVER.__contains__)  # what is open was asked for lately
    lately = sorted(asked, key=lambda home: visits.get(home, ("", ""))[1], reverse=True)
    for n, (home, state) in enumerate(zip(lately, states, strict=True)):
        id = session.capture.new_id()
        visit, day = visits.get(home, (None, today.isoformat()))
        story = _Story(id, rng.choice(workers), date.fromisoformat(day), today)
        mediation = n % _EVERY == _EVERY - 1 and state in ("doing", "replied", "solved")
        records = story.mediation(rng, state) if mediation else story.request(rng, state)
        request, *steps = records
        assert isinstance(request, Request)
        request.household, request.visit = home, visit
        session.add(request)
        session.flush()
        session.add_all(steps)


class _Story:
    """One request and its steps, day after day from the visit on, none later than today."""

    def __init__(self, id: str, worker: str, raised: date, today: date) -> None:
        self.id, self.worker, self.day, self.today = id, worker, raised, today
        self.steps: list[RequestStep] = []

    def request(self, rng: Random, state: str) -> list[Record]:
        text, category, urgency, triage, why, done = rng.choice(_REQUESTS)
        made = Request(id=self.id, text=text, category=category, urgency=urgency, state=state)
        if state not in ("open", "withdrawn"):
            made.triage = triage
            self._step("sort", why, became=triage)
            self._go_on(made, rng, state, "progress", "去看过了，约了人", done)
        elif state == "withdrawn":
            self._step("withdraw", "自己弄好了，不用管了")
        return [made, *self.steps]

    def mediation(self, rng: Random, state: str) -> list[Record]:
        text, parties, talk, done = rng.choice(_MEDIATIONS)
        made = Request(id=self.id, text=text, category="mediation", urgency="soon", parties=parties)
        made.state = state
        made.triage = "small"
        self._step("sort", "邻里的事，社区来劝", became="small")
        if state != "doing":
            made.result = "agreed"
        self._go_on(made, rng, state, "talk", talk, done)
        return [made, *self.steps]

    def _go_on(self, made: Request, rng: Random, state: str, meanwhile: str, said: str, done: str) -> None:
        if state == "doing" and rng.random() < 0.25:
            return
        made.owner = self.worker
        self._step("owner", "", became=self.worker)
        promised = self.today + timedelta(days=rng.randrange(-3, 12))
        if state != "doing":
            promised = self.day + timedelta(days=7)
        self._step("promise", "", became=promised.isoformat())
        self._step(meanwhile, said)
        if state != "doing":
            made.reply = done
            if state == "replied":
                self.day = max(self.day, self.today - timedelta(days=3))
            self._step("finish", done, became=made.result)
            promised = shipped().add_working_days(self.today, rng.randrange(1, 4)).day
        if state == "solved":
            self._step("solved", "电话里说好了")
        elif state == "closed":
            self._step("close", "打了三次电话没人接，敲门也没见到")
        made.promised_on = promised.isoformat()

    def _step(self, step: str, words: str, became: str | None = None) -> None:
        self.day = min(self.today, shipped().add_working_days(self.day, 1).day)
        self.steps.append(
            RequestStep(
                request=self.id,
                step=step,
                said_on=self.day.isoformat(),
                who=self.worker,
                became=became,
                words=words or None,
            )
        )


def last_visits(session: CapturingSession, homes: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(id, day) of the last visit to each door that had one."""
    c = table_of("visit").c
    statement = select(c.household, c.id, c.visited_on).where(c.household.in_(homes)).order_by(c.visited_on)
    return {home: (id, day) for home, id, day in session.execute(statement)}
