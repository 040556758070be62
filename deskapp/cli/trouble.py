"""Trouble: any error a command can meet, as its code, one sentence and the exit code."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from deskapp.cli.call import WrongUse
from deskapp.language import Sentences

COULD_NOT, WRONG_USE = 1, 2


@dataclass(frozen=True)
class Trouble:
    """What is said on stderr, and how the command ends."""

    code: str
    sentence: str
    status: int = COULD_NOT
    details: dict[str, Any] = field(default_factory=dict)

    def about(self, file: str) -> Trouble:
        """The same, where several files were given."""
        return replace(self, sentence=f"{file}: {self.sentence}", details=self.details | {"file": file})


def trouble_of(error: Exception, words: Sentences) -> Trouble | None:
    """None for an error nobody foresaw."""
    if isinstance(error, WrongUse):
        return _plain(words, error.code, error.params, WRONG_USE)
    return _of_the_records(error, words) or _of_the_profile(error, words) or _of_the_rest(error, words)


def _plain(words: Sentences, code: str, params: dict[str, Any], status: int = COULD_NOT) -> Trouble:
    comma = words.say("between-names")
    params = {n: comma.join(map(str, v)) if isinstance(v, list) else v for n, v in params.items()}
    return Trouble(code.rpartition(":")[2], words.say(code, **params), status)


def _of_the_records(error: Exception, words: Sentences) -> Trouble | None:
    from deskapp.store.capture import Refused, Unconfirmed
    from deskapp.work.entry import NotThere
    from deskapp.work.listing import BadValue, UnknownField, names_of

    match error:
        case Refused():
            code = "unconfirmed" if isinstance(error, Unconfirmed) else "refused"
            found = [(kind, f) for (kind, _), some in error.findings.items() for f in some]
            details = [
                {"kind": kind, "field": f.field, "code": f.code, "params": f.params} for kind, f in found
            ]
            sentence = words.say(code, findings=_findings(words, [f for _, f in found]))
            return Trouble(code, sentence, COULD_NOT, {"findings": details})
        case NotThere():
            return _plain(words, error.code, error.params)
        case UnknownField():
            fields = list(names_of(error.kind))
            return _plain(
                words,
                "unknown-field",
                {"kind": error.kind, "field": error.field, "fields": fields},
                WRONG_USE,
            )
        case BadValue():
            return _plain(
                words, f"bad-value-{error.wanted}", {"field": error.field, "text": error.text}, WRONG_USE
            )
    return None


def _findings(words: Sentences, found: Iterable[Any]) -> str:
    texts = []
    for finding in found:
        code = f"finding:{finding.code}"
        text = words.say(code) if words.has(code) else finding.code
        texts.append(f"{finding.field} {text}".strip())
    return words.say("between-findings").join(dict.fromkeys(texts))


def _of_the_profile(error: Exception, words: Sentences) -> Trouble | None:
    from deskapp.profile import ProfileError
    from deskapp.store.database import DamagedStore, WrongKey
    from deskapp.store.lock import LockError
    from deskapp.store.migrate import NewerStore

    match error:
        case ProfileError() | LockError():
            return _plain(words, error.code, error.params)
        case WrongKey():
            return _plain(words, "wrong-key", {})
        case DamagedStore():
            return _plain(words, "damaged-store", {"reason": _first_line(str(error))})
        case NewerStore():
            return _plain(words, "newer-store", {})
    return None


def _of_the_rest(error: Exception, words: Sentences) -> Trouble | None:
    from sqlalchemy.exc import DBAPIError

    from deskapp.models.bundle import BadBundle
    from deskapp.work.sheets import UnreadableWorkbook

    if type(error).__name__ == "RoadError":  # to import it would import the network
        return _of_the_road(error, words)
    match error:
        case BadBundle():
            return _plain(words, error.code, error.params)
        case UnreadableWorkbook():
            return _plain(words, f"workbook:{error.code}", error.params)
        case DBAPIError():
            return _of_the_database(str(error.orig), words)
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return _plain(words, "disk-full", {})
        case OSError():
            reason = error.strerror or type(error).__name__
            code = "file-unusable" if error.filename else "system-refused"
            return _plain(words, code, {"file": error.filename, "reason": reason})
    return None


def _of_the_database(said: str, words: Sentences) -> Trouble:
    if "disk is full" in said:
        return _plain(words, "disk-full", {})
    if "malformed" in said:
        return _plain(words, "damaged-store", {"reason": _first_line(said)})
    return _plain(words, "store-unusable", {"reason": _first_line(said)})


def _first_line(said: str) -> str:
    """What a database says, without what stands around it: its class, its statement, its headings."""
    lines = [
        line.strip() for line in said.splitlines() if not line.startswith(("***", "[SQL", "(Background"))
    ]
    return next(iter(lines), said).rpartition("Error) ")[2]


def _of_the_road(error: Any, words: Sentences) -> Trouble:
    refused = f"center:{error.code}"
    code = refused if error.refusal is not None and words.has(refused) else error.code
    params = {"address": "", **error.params}
    if not words.has(code):
        code, params = ("center:other", {"code": error.code}) if error.refusal else (error.code, params)
    return (
        _plain(words, code, params)
        if code != "center:other"
        else Trouble(error.code, words.say(code, **params))
    )
