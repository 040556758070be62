"""The words of a line of shorthand that was read: what it says, what is wrong, what may be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from deskapp.ui.phrases import code_word, day_short, outcome_word, translate
from deskapp.work import shorthand
from deskapp.work.shorthand import CHOOSE, READY, Choice, Entry

TONES = {READY: ("tick", "done"), CHOOSE: ("warning", "waiting"), shorthand.UNREAD: ("info", "trouble")}


@dataclass(frozen=True)
class Part:
    """Some words of the body: "estate", "note", "next" or "request"; `number` says which request."""

    kind: str
    words: str
    guess: bool = False
    number: int = 0


@dataclass(frozen=True)
class Draft:
    """One entry as the list shows it."""

    entry: Entry
    who: str
    outcome: str
    parts: tuple[Part, ...]
    state: str
    problem: str
    choices: tuple[tuple[str, str], ...]
    """Words and fainter words of each."""

    def sentence(self) -> str:
        said = " ".join(part.words for part in self.parts)
        choices = " ".join(f"{n} {words}{more}" for n, (words, more) in enumerate(self.choices, 1))
        door = self.entry.door.short() or self.entry.words
        head = (str(self.entry.line), door, self.who, self.outcome, said, self.state, self.problem, choices)
        return "，".join(part for part in head if part)


def draft_of(entry: Entry, today: date) -> Draft:
    problem = entry.problem
    unclear = problem is not None and problem.code == shorthand.WHO
    who = translate("evening", "哪位？") if unclear else _who(entry)
    outcome = outcome_word(entry.said.outcome) if entry.said.outcome else ""
    if entry.said.outcomes:
        outcome = translate("evening", "哪样？")
    return Draft(
        entry,
        who,
        outcome,
        tuple(_parts(entry, today)),
        state_word(entry.state),
        problem_words(entry),
        tuple(_choice_words(each, entry) for each in problem.choices) if problem else (),
    )


def state_word(state: str) -> str:
    return {
        READY: translate("evening", "可提交"),
        CHOOSE: translate("evening", "要您选"),
        shorthand.UNREAD: translate("evening", "没读懂"),
    }[state]


def _who(entry: Entry) -> str:
    named = "、".join(each.name for each in entry.said.people)
    return named or (entry.home.head if entry.home else "")


def _parts(entry: Entry, today: date) -> list[Part]:
    said = entry.said
    found = []
    if entry.home and entry.home.door.estate and "door" in entry.guesses:
        found.append(Part("estate", entry.home.door.estate, True))
    if said.notice_left:
        found.append(Part("note", translate("evening", "留了条")))
    if said.note:
        found.append(Part("note", said.note))
    if said.next_try:
        words = translate("evening", "再去 {0}").format(day_short(date.fromisoformat(said.next_try), today))
        found.append(Part("next", words, "next_try" in entry.guesses))
    for n, asked in enumerate(said.requests):
        found.append(Part("request", translate("evening", "诉求：{0}").format(asked.text), asked.guess, n))
    if said.again:
        found.append(Part("note", translate("evening", "（再记一次）")))
    if not entry.home and not found:
        found.append(Part("note", entry.words[len(entry.door_words) :].strip() or entry.words))
    return found


def problem_words(entry: Entry) -> str:
    problem = entry.problem
    if problem is None:
        return ""
    if problem.code == shorthand.NOT_THERE:
        return _not_there(entry)
    if problem.code == shorthand.WHICH and not problem.choices:
        return translate("evening", "没说是几号楼几单元，写在前面")
    if problem.code == shorthand.RECORDED and entry.home and entry.home.recorded:
        there = entry.home.recorded
        words = f"{there.started} {outcome_word(there.outcome)}".strip()
        return translate("evening", "这天这户已记过：{0}").format(words)
    words = {
        shorthand.NO_DOOR: translate("evening", "开头没有门牌，写上 3-2-501 或房号"),
        shorthand.WHICH: translate("evening", "有好几户，是哪一户？"),
        shorthand.WHO: translate("evening", "姓{0}的不止一位，见到哪位？"),
        shorthand.STRANGE: translate("evening", "这户没有“{0}”，看看门牌对不对"),
        shorthand.OUTCOME: translate("evening", "没说结果，是哪一样？"),
        shorthand.BOTH_SAID: translate("evening", "结果前后对不上，以哪样为准？"),
        shorthand.TWICE: translate("evening", "第 {0} 行已记过这户"),
    }[problem.code]
    return words.format(problem.line if problem.code == shorthand.TWICE else problem.name)


def _not_there(entry: Entry) -> str:
    problem, door = entry.problem, entry.door.short()
    assert problem is not None
    if not problem.written:
        ask = translate("evening", "没有 {0} 这个门牌，是不是：") if problem.choices else ""
        return (ask or translate("evening", "没有 {0} 这个门牌")).format(door)
    ask = translate("evening", "没有 {0} 这个门牌（{1} 第 {2} 行已记），是不是：") if problem.choices else ""
    words = ask or translate("evening", "没有 {0} 这个门牌（{1} 第 {2} 行已记）")
    return words.format(door, *problem.written[0])


def _choice_words(choice: Choice, entry: Entry) -> tuple[str, str]:
    if choice.kind == "door" and choice.home:
        adds = choice.start == choice.end
        return choice.home.door.short() if adds else choice.words, choice.home.head
    if choice.kind == "person":
        someone = choice.people[0]
        age = translate("evening", "{0} 岁").format(someone.age) if someone.age is not None else ""
        relation = code_word("relation", someone.relation) if someone.relation else ""
        return someone.name, " ".join(part for part in (relation, age) if part)
    words = {
        "both": translate("evening", "都见到了"),
        "again": translate("evening", "再记一次"),
        "drop": translate("evening", "不要这条"),
        "note": translate("evening", "照记，写进情况"),
    }
    return (outcome_word(choice.code) if choice.kind == "outcome" else words[choice.kind]), ""
