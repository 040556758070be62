"""Shorthand: the lines a worker writes after the round, read into drafts of visits; nothing is saved here.

reading = read(text, doors, today)          never raises; `today` is the day of the round
reading.entries, reading.headings           every piece of the text is in exactly one of them
entry.state                                 "ready", "choose" or "unread"
entry.problem.choices[0].applied(text)      the text with the choice in it: the text alone says everything

3 号楼 2 单元                               a heading; so is the building of the last whole door
503 曾 平安 药够到月底                      door, who was met, what came of it, what else there is to say
501 王 没人 留条 / 502 平安                 several on one line
502：拒访 …                                 an outcome right after the door and a colon goes before all else
（…）                                       stands in the note as it is, whatever it may look like
再记                                        a second visit on one day is meant
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from deskapp.models.codes import table
from deskapp.models.door import Door
from deskapp.work import shorthandplace as place
from deskapp.work.shorthanddoors import MOST, Doors, Home, Someone
from deskapp.work.shorthandsaid import Said, explicit, said_in
from deskapp.work.shorthandwords import FAMILY, MET, PHONE

READY, CHOOSE, UNREAD = "ready", "choose", "unread"
NO_DOOR, NOT_THERE, WHICH = "no-door", "not-there", "which-door"
WHO, STRANGE, OUTCOME, BOTH_SAID = "who", "strange-name", "no-outcome", "two-outcomes"
TWICE, RECORDED = "twice", "recorded"
_BREAK = re.compile(
    r"[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]|(?<![0-9])/|/(?![0-9])|(?<=[0-9]{3})/(?=[0-9]{3})|;(?=\s*[0-9])"
)
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣_~"), "-")
_AFTER_DOOR = (MET, FAMILY, "O3", "O4", "O5", "O6", PHONE, "O8")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a problem, as a change of the text."""

    kind: str
    """ "door", "person", "both", "outcome", "again", "note", "drop"."""
    start: int
    end: int
    words: str
    home: Home | None = None
    people: tuple[Someone, ...] = ()
    code: str = ""

    def applied(self, text: str) -> str:
        return text[: self.start] + self.words + text[self.end :]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an entry cannot be submitted as it stands."""

    code: str
    choices: tuple[Choice, ...] = ()
    line: int = 0
    """The line that says the same door before."""
    written: tuple[tuple[str, int], ...] = ()
    """Doors like this one that are in the text already, with their lines."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A stair over the lines below it."""

    line: int
    start: int
    end: int
    door: Door
    known: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt at one door as it was written down."""

    line: int
    start: int
    end: int
    door_end: int
    words: str
    """The piece of text; `door_words` its beginning."""
    door_words: str
    door: Door
    home: Home | None
    said: Said
    guesses: frozenset[str]
    """ "door", "outcome", "next_try", "request": what was not written in so many words."""
    problem: Problem | None
    under: int = -1
    """Where the piece begins whose building this one goes on with, -1 if it says its own."""

    @property
    def state(self) -> str:
        if self.problem is None:
            return READY
        return UNREAD if self.problem.code in (NO_DOOR, NOT_THERE) else CHOOSE

    def with_outcome(self, code: str, text: str) -> str:
        """The text with this outcome in so many words after the door."""
        told = explicit(text[self.door_end : self.end])
        word = next(each.zh for each in table("outcome") if each.code == code)
        rest = text[self.door_end + (told[1] if told else 0) : self.end].lstrip()
        return f"{text[: self.door_end]}：{word}{' ' if rest else ''}{rest}{text[self.end :]}"

    def as_note(self, spans: Iterable[tuple[int, int]], text: str) -> str:
        """The text with these words in brackets: they stand in the note and say nothing else."""
        for start, end in sorted(spans, reverse=True):
            text = f"{text[:start]}（{text[start:end]}）{text[end:]}"
        return text


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a text."""

    entries: tuple[Entry, ...] = ()
    headings: tuple[Heading, ...] = ()

    def in_state(self, state: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.state == state]


def read(text: str, doors: Doors, today: date) -> Reading:
    """Reads all of a text. Pure: the same text, doors and day give the same reading."""
    plain = "".join(map(_plain, text))
    above, under = Door(), -1
    headings: list[Heading] = []
    entries: list[Entry] = []
    for line, start, end in _pieces(plain):
        words = plain[start:end]
        stair = place.heading(words, above, doors)
        if stair is not None:
            headings.append(Heading(line, start, end, stair, doors.is_stair(stair)))
            above, under = stair, start
            continue
        where = place.door_at(words, above, doors)
        entry = _entry(text, plain, (line, start, end), where, under, today, doors)
        entries.append(entry)
        if where is not None and where.whole:
            at = entry.home.door if entry.home else where.door
            above, under = Door(at.estate, at.building, at.unit), start
    return Reading(tuple(_judged(entries, text, doors)), tuple(headings))


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """Full-width digits, blanks and marks as the plain ones; never another length."""
    if ord(character) in _HYPHENS:
        return "-"
    known = unicodedata.normalize("NFKC", character)
    return known if len(known) == 1 else character


def _pieces(plain: str) -> Iterator[tuple[int, int, int]]:
    """(line, start, end) of each piece that is not blank."""
    begin, line = 0, 1
    breaks = [(match.start(), match.end()) for match in _BREAK.finditer(plain)]
    for stop, after in [*breaks, (len(plain), len(plain))]:
        piece = plain[begin:stop]
        if bare := piece.strip():
            start = begin + len(piece) - len(piece.lstrip())
            yield line, start, start + len(bare)
        line += plain.count("\n", stop, after)
        begin = after


def _entry(
    text: str,
    plain: str,
    span: tuple[int, int, int],
    where: place.Where | None,
    under: int,
    today: date,
    doors: Doors,
) -> Entry:
    line, start, end = span
    if where is None:
        said = said_in(text, plain, start, end, (), doors, today)
        nowhere = Problem(NO_DOOR)
        return Entry(
            line, start, end, start, text[start:end], "", Door(), None, said, frozenset(), nowhere, under
        )
    door_end = start + where.end
    said = said_in(text, plain, door_end, end, where.homes, doors, today)
    home = _the_one(where.homes, said)
    guesses = {"door"} if where.guess or (home and len(where.homes) > 1) else set()
    guesses |= {name for name in ("outcome", "next_try") if name in said.guesses}
    guesses |= {"request"} if any(asked.guess for asked in said.requests) else set()
    return Entry(
        line=line,
        start=start,
        end=end,
        door_end=door_end,
        words=text[start:end],
        door_words=text[start:door_end],
        door=where.door,
        home=home,
        said=said,
        guesses=frozenset(guesses),
        problem=None if home else _which(where, said, start, door_end),
        under=-1 if where.whole else under,
    )


def _the_one(homes: tuple[Home, ...], said: Said) -> Home | None:
    """Of several households the one somebody of that name lives in, or the worker's own."""
    if len(homes) > 1 and said.name:
        homes = tuple(home for home in homes if home.called(said.name))
    if len(homes) > 1:
        homes = tuple(home for home in homes if home.mine)
    return homes[0] if len(homes) == 1 else None


def _which(where: place.Where, said: Said, start: int, end: int) -> Problem:
    if not where.homes:
        return Problem(NOT_THERE)
    known = [home for home in where.homes if home.called(said.name)] if said.name else []
    choices = []
    for home in (known or list(where.homes))[:MOST]:
        alike = [each for each in where.homes if each.door.key == home.door.key]
        if len(alike) == 1:
            choices.append(Choice("door", start, end, _written(home.door, where.homes), home))
        elif home.head and not said.name:
            choices.append(Choice("door", end, end, f" {home.head}", home))
    return Problem(WHICH, tuple(choices))


def _written(door: Door, among: tuple[Home, ...]) -> str:
    """3-2-501, with its estate where the numbers alone do not tell it from another."""
    alike = sum(home.door.short() == door.short() for home in among)
    return door.full() if alike > 1 else door.short()


def _judged(entries: list[Entry], text: str, doors: Doors) -> Iterator[Entry]:
    """The entries with what stands between each and being saved, seen beside the others."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.home and entry.home.id not in first:
            first[entry.home.id] = entry
    for entry in entries:
        problem = entry.problem
        if problem is not None and problem.code == NOT_THERE:
            problem = _not_there(entry, first, doors)
        elif problem is None and entry.home is not None:
            problem = _missing(entry, entry.home, text) or _again(
                entry, entry.home, first[entry.home.id], text
            )
        yield replace(entry, problem=problem)


def _not_there(entry: Entry, first: dict[str, Entry], doors: Doors) -> Problem:
    like = doors.like(entry.door)
    written = [(home.door.short(), first[home.id].line) for home in like if home.id in first]
    free = sorted((home for home in like if home.id not in first), key=lambda home: home.recorded is not None)
    choices = [
        Choice("door", entry.start, entry.door_end, _written(home.door, tuple(doors.at(home.door))), home)
        for home in free[:MOST]
    ]
    return Problem(NOT_THERE, tuple(choices), written=tuple(written[:1]))


def _missing(entry: Entry, home: Home, text: str) -> Problem | None:
    said, at = entry.said, entry.door_end
    if said.stranger:
        start, end = said.name_span
        note = Choice("note", start, end, f"（{text[start:end]}）")
        return Problem(STRANGE, (note,), name=said.name)
    if not said.outcome:
        codes = said.outcomes or _AFTER_DOOR
        told = explicit(text[at : entry.end])
        after = at + (told[1] if told else 0)
        named = {each.code: each.zh for each in table("outcome")}
        blank = " " if text[after : entry.end].strip() else ""
        choices = [
            Choice("outcome", at, _past_blanks(text, after, entry.end), f"：{named[c]}{blank}", code=c)
            for c in codes
        ]
        return Problem(BOTH_SAID if said.outcomes else OUTCOME, tuple(choices))
    if len(said.people) > 1 and not said.all_of_them and said.outcome in (MET, FAMILY, PHONE):
        start, end = said.name_span
        people = [Choice("person", start, end, each.name, people=(each,)) for each in said.people]
        names = "、".join(each.name for each in said.people)
        return Problem(WHO, (*people, Choice("both", start, end, names, people=said.people)), name=said.name)
    return None


def _past_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _again(entry: Entry, home: Home, first: Entry, text: str) -> Problem | None:
    """A door is visited once a day unless the worker says otherwise."""
    if entry.said.again:
        return None
    again = Choice("again", entry.end, entry.end, " 再记")
    drop = Choice("drop", entry.start, entry.end, "")
    if first is not entry:
        return Problem(TWICE, (again, drop), line=first.line)
    return Problem(RECORDED, (again, drop)) if home.recorded else None
