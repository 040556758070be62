"""What stands after the door: who was met, what came of it, what is asked for, when to come again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from deskapp.models.codes import table
from deskapp.work.shorthanddoors import Doors, Home, Someone
from deskapp.work.shorthandwords import (
    FAMILY,
    MET,
    NEXT,
    NOBODY,
    PHONE,
    REFUSED,
    Word,
    asks,
    called,
    is_place,
    labelled,
    next_day,
    word_before,
    words_in,
)

_TOKEN = re.compile(r"\([^()\n]*\)|[^\s,、。;:][^\s,、。;]*")
_TOLD = re.compile(r"\s*:\s*([^\s,、。;]+)\s*")
SPOKEN = (MET, FAMILY, PHONE)
_MORE_EXACT = {frozenset((PHONE, FAMILY)): PHONE, frozenset((PHONE, MET)): PHONE}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, and where its words stand."""

    text: str
    guess: bool
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """All that was read after one door."""

    outcome: str = ""
    outcomes: tuple[str, ...] = ()
    """The outcomes that contradict each other, if there are several."""
    name: str = ""
    name_span: tuple[int, int] = (0, 0)
    people: tuple[Someone, ...] = ()
    """Who is meant by the name: one, several of one surname, or all that were named."""
    all_of_them: bool = False
    stranger: bool = False
    """Nobody there is called so."""
    notice: bool = False
    note: str = ""
    requests: tuple[Asked, ...] = ()
    next_try: str = ""
    next_span: tuple[int, int] = (0, 0)
    again: bool = False
    guesses: frozenset[str] = frozenset()

    @property
    def met(self) -> tuple[str, ...]:
        """Ids of the people the text names as met."""
        return tuple(each.id for each in self.people) if self.outcome in SPOKEN else ()

    @property
    def notice_left(self) -> bool:
        return self.notice and self.outcome not in SPOKEN


def explicit(words: str) -> tuple[str, int] | None:
    """The outcome that stands after a colon and how far it reaches: "：拒访 说没空" → O4."""
    match = _TOLD.match(words.replace("：", ":"))
    for each in table("outcome") if match else ():
        if match and match[1] == each.zh:
            return each.code, match.end()
    return None


@dataclass
class _Found:
    """What the tokens said so far."""

    outcomes: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    well: bool = False
    notice: bool = False
    again: bool = False
    unsure: bool = False
    names: list[tuple[str, int, int, tuple[Someone, ...]]] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)
    asked: list[list[tuple[int, int, bool]]] = field(default_factory=list)
    asking: bool = False
    next_try: str = ""
    next_span: tuple[int, int] = (0, 0)
    next_told: bool = False

    def hear(self, word: Word, *, sure: bool = True) -> None:
        if word.outcome:
            (self.hints if word.hint else self.outcomes).append(word.outcome)
            self.unsure |= not sure and not word.hint
        self.notice |= word.notice
        self.again |= word.again
        self.well |= word.well


def said_in(
    text: str, plain: str, start: int, end: int, homes: tuple[Home, ...], doors: Doors, today: date
) -> Said:
    """Reads plain[start:end]; what is kept is taken from the text as it was written."""
    told = explicit(plain[start:end])
    begin = start + (told[1] if told else 0)
    found = _Found()
    for token, at, stop in _tokens(plain, begin, end, found, today):
        _hear(token, at, stop, found, homes, doors)
    people = _people(found)
    outcome, several = _outcome(found, people, told[0] if told else "")
    guesses = set()
    if outcome and not told and (not found.outcomes or found.unsure):
        guesses.add("outcome")
    if found.next_try and not found.next_told:
        guesses.add("next_try")
    first = found.names[0] if found.names else ("", 0, 0, ())
    strange = bool(found.names) and not people and any(home.people for home in homes)
    return Said(
        outcome=outcome,
        outcomes=several,
        name=first[0],
        name_span=(first[1], found.names[-1][2]) if found.names else (0, 0),
        people=people,
        all_of_them=len(found.names) > 1,
        stranger=strange,
        notice=found.notice,
        note="，".join(_bare(text[at:stop]) for at, stop in sorted(found.notes)),
        requests=tuple(_asked(text, plain, each) for each in found.asked),
        next_try=found.next_try,
        next_span=found.next_span,
        again=found.again,
        guesses=frozenset(guesses),
    )


def _tokens(plain: str, start: int, end: int, found: _Found, today: date) -> Iterator[tuple[str, int, int]]:
    """The tokens, days to come again taken out first: they may have blanks inside."""
    days: list[tuple[int, int]] = []
    for match in NEXT.finditer(plain, start, end):
        day = next_day(match, today)
        if day is not None and not found.next_try and match["day"]:
            told = bool(match["told"] or match["after"])
            found.next_try, found.next_told = day.isoformat(), told
            found.next_span = match.span()
            days.append(match.span())
            if match["part"] or not told:
                found.notes.append(match.span())
    for match in _TOKEN.finditer(plain, start, end):
        if not any(at <= match.start() < stop for at, stop in days):
            yield match[0], match.start(), match.end()


def _hear(token: str, at: int, stop: int, found: _Found, homes: tuple[Home, ...], doors: Doors) -> None:
    """One token; a request goes on while what follows asks too, or says where."""
    asking, found.asking = found.asking, False
    if token.startswith("("):
        found.notes.append((at, stop))
        return
    if words := words_in(token):
        for word in words:
            found.hear(word)
        if any(word.told for word in words):
            found.notes.append((at, stop))
        return
    if label := labelled(token):
        if at + label < stop:
            found.asked.append([(at + label, stop, False)])
        found.asking = True
        return
    if _name(token, at, stop, found, homes, doors):
        return
    how = asks(token)
    if how or (asking and is_place(token)):
        piece = (at, stop, how == "guess")
        if asking and found.asked:
            found.asked[-1].append(piece)
        else:
            found.asked.append([piece])
        found.asking = True
        return
    before = word_before(token)
    if before is not None:
        found.hear(before, sure=False)
    found.notes.append((at, stop))


def _name(token: str, at: int, stop: int, found: _Found, homes: tuple[Home, ...], doors: Doors) -> bool:
    """Whether a token names somebody: who lives there, or somebody who does not."""
    for name in called(token):
        people = tuple(each for home in homes for each in home.called(name) if len(name) < 5)
        if people and (len(name) == 1 or any(each.name == name for each in people)):
            found.names.append((name, at, stop, people))
            return True
    somebody = any(len(name) == 1 and name in doors.surnames for name in called(token))
    if homes and (token in doors.names or somebody) and not found.names:
        found.names.append((token, at, stop, ()))
        return True
    for name in {each.name for home in homes for each in home.people if len(each.name) > 1}:
        rest = words_in(token[len(name) :]) if token.startswith(name) else ()
        if rest:
            people = tuple(each for home in homes for each in home.called(name))
            found.names.append((name, at, at + len(name), people))
            for word in rest:
                found.hear(word)
            return True
    return False


def _people(found: _Found) -> tuple[Someone, ...]:
    every = [each for _, _, _, people in found.names for each in people]
    return tuple(dict.fromkeys(every))


def _outcome(found: _Found, people: tuple[Someone, ...], told: str) -> tuple[str, tuple[str, ...]]:
    """The one outcome, or those that contradict each other."""
    if told:
        return told, ()
    strong = tuple(dict.fromkeys(found.outcomes))
    if len(strong) > 1:
        exact = _MORE_EXACT.get(frozenset(strong))
        return (exact, ()) if exact else ("", strong)
    if strong:
        away = strong[0] not in SPOKEN and strong[0] != REFUSED
        return ("", (*strong, MET)) if away and found.well else (strong[0], ())
    if FAMILY in found.hints:
        return FAMILY, ()
    by_name = MET if not people or any(each.is_head for each in people) else FAMILY
    if MET in found.hints or found.asked:
        return by_name, ()
    if NOBODY in found.hints:
        return NOBODY, ()
    return (by_name, ()) if people and found.notes else ("", ())


def _asked(text: str, plain: str, pieces: list[tuple[int, int, bool]]) -> Asked:
    """Where it is before what it is: 漏水 要修 厨房顶 → 厨房顶漏水，要修."""
    where = [
        each
        for each in pieces[1:]
        if is_place(plain[each[0] : each[1]]) and not asks(plain[each[0] : each[1]])
    ]
    what = [each for each in pieces if each not in where]
    words = "".join(text[at:stop] for at, stop, _ in where) + "，".join(text[at:stop] for at, stop, _ in what)
    return Asked(
        words, all(guess for _, _, guess in pieces), tuple((at, stop) for at, stop, _ in sorted(pieces))
    )


def _bare(words: str) -> str:
    """Without the brackets that keep it from being read."""
    return words[1:-1].strip() if words[:1] in "(（" and words[-1:] in ")）" else words
