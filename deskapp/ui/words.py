"""Words: what went wrong and what to do about it, one sentence for every code the program knows.

problem(error)                 any exception a screen can meet; `enrolling` before there is anything here
disk_is_full(error)            whether that is what went wrong
file_words(code)               what kept a file the last time
refusal_words(code)            why the center refused a stick
row_words(finding)             what was noticed in a row of a workbook
grade_tag(finding.grade)       what becomes of such a row
field_words(code)              what a rule says of a field
"""

from __future__ import annotations

import errno
from typing import Any

from PySide6.QtCore import QCoreApplication

from deskapp.ui.chips import Tag
from deskapp.ui.findingwords import FIELDS, ROWS
from deskapp.ui.troublewords import BUNDLES, ENROLLING, FILES, PLAIN, PROFILE, REFUSED, ROAD, WORKBOOK

translate = QCoreApplication.translate

# By the name of the class: to import it here would import the store and the network before the first window.
_TABLES = {
    "LockError": PROFILE,
    "ProfileError": PROFILE,
    "UnreadableWorkbook": WORKBOOK,
    "NotThere": PLAIN,
    "FileTrouble": FILES,
    "BadBundle": BUNDLES,
}


def problem(error: Any, *, enrolling: bool = False) -> str:
    """One sentence; an error nobody foresaw is told by the name of its kind."""
    if disk_is_full(error):
        return _say(PLAIN["disk-full"], {})
    if type(error).__module__.startswith("sqlalchemy"):
        return _say(PLAIN["store"], {"reason": str(getattr(error, "orig", type(error).__name__))})
    kind, code = type(error).__name__, str(getattr(error, "code", ""))
    params = dict(getattr(error, "params", {}))
    if kind == "RoadError":
        road = ROAD | ENROLLING if enrolling else ROAD
        table = REFUSED if error.refusal is not None and code in REFUSED else road
        other = "other" if error.refusal is not None else "failed"
        return _say(table.get(code) or road[other], {"code": code} | params)
    if kind in _TABLES:
        return _say(_TABLES[kind].get(code) or PLAIN["unforeseen"], {"reason": code} | params)
    if kind in PLAIN:
        return _say(PLAIN[kind], {"reason": str(error), "findings": _found(error)})
    if isinstance(error, OSError):
        return _say(PLAIN["file"], {"file": error.filename or "", "reason": error.strerror or ""})
    return _say(PLAIN["unforeseen"], {"reason": kind})


def disk_is_full(error: Any) -> bool:
    """Whether the system or the store says so."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
    return "disk is full" in str(getattr(error, "orig", ""))


def refusal_words(code: str) -> str:
    """Why the center refused a stick."""
    found = REFUSED.get(code) or BUNDLES.get(code) or ROAD.get(code) or ROAD["other"]
    return _say(found, {"code": code})


def file_words(code: str) -> str:
    """What kept a file the last time, by the code its place in the queue has noted."""
    found = REFUSED.get(code) or FILES.get(code) or ROAD.get(code) or ROAD["failed"]
    return _say(found, {"code": code})


def row_words(finding: Any) -> str:
    return _say(ROWS.get(finding.code) or ROWS["other"], {"code": finding.code} | finding.params)


def field_words(code: str) -> str:
    return _say(FIELDS.get(code) or FIELDS["other"], {"code": code})


def grade_tag(grade: str) -> Tag:
    return {
        "quarantine": Tag(translate("words", "搁着没导"), "trouble", "pause"),
        "fixed": Tag(translate("words", "已理顺"), "done", "tick"),
    }.get(grade) or Tag(translate("words", "请看一看"), "waiting", "hourglass")


def _found(error: Any) -> str:
    findings = getattr(error, "findings", {})
    codes = [finding.code for some in findings.values() for finding in some]
    return "；".join(field_words(code) for code in dict.fromkeys(codes))


def _say(sentence: tuple[str, str], params: dict[str, Any]) -> str:
    shown = {
        name: "、".join(map(str, value)) if isinstance(value, list) else value
        for name, value in params.items()
    }
    return translate(*sentence).format_map(_Blank(shown))


class _Blank(dict[str, Any]):
    """A name nobody filled in leaves a dash."""

    def __missing__(self, _name: str) -> str:
        return "—"
