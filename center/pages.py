"""Pages: the operator's page as HTML: alarms on top, then devices, scopes and the center itself.

No script, nothing loaded from elsewhere, nothing about a resident.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from center.alarms import Alarm
from center.pagewords import ALARMS, PAGE
from deskapp.language import CHINESE, ENGLISH, Sentences
from deskapp.models.clock import CHINA, parse_iso

STYLE = """
body { margin: 0; background: #F5F1E8; color: #23272D; font-variant-numeric: tabular-nums;
  font: 14px/22px "Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
header { background: #1B3550; color: #C9D6E3; padding: 14px 28px; }
h1 { font-size: 20px; line-height: 28px; margin: 0; }
main { padding: 8px 28px 40px; }
h2 { font-size: 16px; line-height: 24px; margin: 24px 0 8px; }
table { border-collapse: collapse; background: #FDFBF7; border: 1px solid #E3DCCE; }
th { background: #F5F1E8; color: #4F545B; text-align: left; font-weight: 700; }
th, td { padding: 6px 14px; border-bottom: 1px solid #E3DCCE; vertical-align: top; white-space: nowrap; }
td.n { text-align: right; }
td.users { white-space: normal; }
.trouble { color: #AE2F1C; }
.done { color: #1E694C; }
.still { color: #62656A; }
td.alarm { white-space: normal; overflow-wrap: anywhere; }
@media print { header { background: none; color: #23272D; } }
"""
_ALLOWED = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": f"default-src 'none'; style-src 'sha256-{_ALLOWED}'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
TROUBLED = {
    "silent": "contact",
    "waiting-stuck": "waiting",
    "clock-off": "clock",
    "not-verified": "verified",
    "renewed": "status",
    "still-calling": "status",
}
"""Which cell of a device's row an alarm is about."""
_COLUMNS = ("device", "unit", "users", "status", "contact", "program", "waiting", "attention", "clock",
            "verified", "durable")  # fmt: skip
_NUMBERS = {"waiting", "attention", "clock", "durable", "head", "reviews"}
Cell = tuple[str, str, bool]
"""The column, what stands there, and whether it is in trouble."""


def language_for(accepted: str) -> str:
    """English for who asks for it first, else Chinese."""
    first = accepted.split(",")[0].strip().lower()
    return ENGLISH if first.startswith(ENGLISH) else CHINESE


def operators_page(found: Mapping[str, Any], language: str) -> str:
    """The whole page of what `status.whole` found."""
    return _Page(found, language).whole()


def closed_page(language: str) -> str:
    """What stands where somebody has no pass: how to come by one, and nothing else."""
    words = Sentences(PAGE, language)
    over = escape(words.say("link over"))
    return _document(language, escape(words.say("title")), "", f"<p>{over}</p>")


def _document(language: str, title: str, under: str, main: str) -> str:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{STYLE}</style></head>"
        f"<body><header><h1>{title}</h1>{under}</header><main>{main}</main></body></html>"
    )


class _Page:
    def __init__(self, found: Mapping[str, Any], language: str) -> None:
        self.found, self.language = found, language
        self.words, self.alarm_words = Sentences(PAGE, language), Sentences(ALARMS, language)
        self.now = parse_iso(found["time"])

    def whole(self) -> str:
        say = self._say
        time = self.now.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
        parts = [
            (say("look"), self._alarms(self.found["alarms"])),
            (say("devices"), self._devices(self.found["devices"])),
            (say("scopes"), self._scopes()),
            (say("facts"), self._facts()),
        ]
        sections = "".join(f"<h2>{head}</h2>{body}" for head, body in parts)
        return _document(self.language, say("title"), say("as of", time=time), sections)

    def _say(self, code: str, **params: Any) -> str:
        return escape(self.words.say(code, **params))

    def _alarms(self, alarms: Iterable[Alarm]) -> str:
        devices = {each["id"]: each for each in self.found["devices"]}
        rows = [self._alarm(alarm, devices.get(alarm.device)) for alarm in alarms]
        if not rows:
            return f'<p class="done">✓ {self._say("nothing")}</p>'
        return f"<table>{''.join(rows)}</table>"

    def _alarm(self, alarm: Alarm, device: Mapping[str, Any] | None) -> str:
        params = dict(alarm.params)
        if "free" in params:
            params["free"] = f"{params['free'] / 1024**3:.1f} GB"
        where = f"{device['unit']} · {short(alarm.device)}" if device else self.words.say("the center")
        users = "、".join(device["users"]) if device else ""
        said = self.alarm_words.say(alarm.code, device=alarm.device, **params)
        return (
            f'<tr><td class="trouble">▲ {escape(where)}</td><td class="users">{escape(users)}</td>'
            f'<td class="alarm">{escape(said)}</td></tr>'
        )

    def _devices(self, devices: list[Mapping[str, Any]]) -> str:
        if not devices:
            return f'<p class="still">{self._say("no devices")}</p>'
        troubled = {(a.device, TROUBLED.get(a.code)) for a in self.found["alarms"]}
        return self._table(
            _COLUMNS,
            [[(c, text, (each["id"], c) in troubled) for c, text in self._device(each)] for each in devices],
        )

    def _device(self, device: Mapping[str, Any]) -> list[tuple[str, str]]:
        verified = {True: "yes", False: "no", None: "unknown"}[device["verified"]]
        shown = {
            "device": short(device["id"]),
            "unit": device["unit"],
            "users": "、".join(device["users"]),
            "status": self.words.say(device["status"]),
            "contact": self._age(device["last_contact"]),
            "program": f"{device['app'] or '—'} · {_or_dash(device['edition'])}",
            "waiting": _or_dash(device["waiting"]),
            "attention": _or_dash(device["attention"]),
            "clock": _or_dash(device["clock_offset"]),
            "verified": self.words.say(verified),
            "durable": f"{device['durable_seq']} / {device['last_seq']}",
        }
        return [(column, shown[column]) for column in _COLUMNS]

    def _scopes(self) -> str:
        rows = []
        for scope, seq in self.found["scopes"].items():
            reviews = self.found["reviews"].get(scope)
            count, oldest = (str(reviews["open"]), self._age(reviews["oldest"])) if reviews else ("0", "—")
            cells = {"scope": scope, "head": str(seq), "reviews": count, "oldest": oldest}
            rows.append([(column, text, False) for column, text in cells.items()])
        return self._table(("scope", "head", "reviews", "oldest"), rows)

    def _facts(self) -> str:
        disk = self.found["disk"]
        facts = {"backup": self._age(self.found["backup"])}
        if disk:
            free, total = (f"{disk[part] / 1024**3:.0f}" for part in ("free", "total"))
            facts["disk"] = self.words.say("GB", n=free, total=total)
        facts |= {
            "records": str(sum(self.found["records"].values())),
            "sets": str(self.found["sets"]),
            "epoch": self.found["epoch"],
            "edition": str(self.found["schema"]),
        }
        rows = (f"<tr><th>{self._say(name)}</th><td>{escape(text)}</td></tr>" for name, text in facts.items())
        return f"<table>{''.join(rows)}</table>"

    def _table(self, columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
        head = "".join(f"<th>{self._say(column)}</th>" for column in columns)
        body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
        return f"<table><tr>{head}</tr>{body}</table>"

    def _age(self, moment: str | None) -> str:
        return self._ago(parse_iso(moment)) if moment else self.words.say("never")

    def _ago(self, moment: datetime) -> str:
        minutes = int((self.now - moment).total_seconds() // 60)
        if minutes < 1:
            return self.words.say("now")
        if minutes < 60:
            return self.words.say("minutes", n=minutes)
        if minutes < 48 * 60:
            return self.words.say("hours", n=minutes // 60)
        return self.words.say("days", n=minutes // (24 * 60))


def short(id: str) -> str:
    """As much of a device's id as tells it from the others."""
    return id[:8]


def _cell(cell: Cell) -> str:
    column, text, troubled = cell
    classes = ["n"] * (column in _NUMBERS) + ["users"] * (column == "users") + ["trouble"] * troubled
    marked = f' class="{" ".join(classes)}"' if classes else ""
    return f"<td{marked}>{'▲ ' * troubled}{escape(text)}</td>"


def _or_dash(value: int | None) -> str:
    return "—" if value is None else str(value)
