"""import: a roster workbook through the same job as in the window."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from deskapp.cli.call import Call, write_json
from deskapp.profile import ProfileError

LINES = 20
"""Findings of one grade that are said; --json has them all."""


def import_roster(call: Call) -> None:
    """Reads, plans, and unless it is a dry run writes; says the counts and what was noticed, row by row."""
    from deskapp.models.scope import STREET
    from deskapp.store.capture import EVERYTHING
    from deskapp.work.imports import apply_import, plan_import
    from deskapp.work.sheets import UnreadableWorkbook
    from deskapp.work.workbook import read_roster

    asked = call.asked
    if asked.file.is_dir():
        raise UnreadableWorkbook("is-a-folder", name=str(asked.file))
    with call.desk() as opened:
        desk = opened.desk
        if desk.actor.unit == STREET:
            raise ProfileError("street-has-no-roster")
        roster = read_roster(asked.file, desk.clock.today())
        plan = desk.ask(partial(plan_import, roster=roster, community=desk.actor.unit))
        if not asked.dry_run and not plan.empty:
            desk.do(partial(apply_import, roster=roster, community=desk.actor.unit), EVERYTHING)
    answer: dict[str, Any] = {
        "dry_run": asked.dry_run,
        "households": asdict(plan.households),
        "persons": asdict(plan.persons),
        "read": {"households": roster.counts.households, "vacant": roster.counts.vacant}
        | {"persons": roster.counts.persons, "rows": roster.counts.rows},
        "findings": [asdict(finding) for finding in roster.findings],
    }
    if asked.json:
        write_json(answer)
        return
    counts = {f"h_{n}": v for n, v in answer["households"].items()}
    counts |= {f"p_{n}": v for n, v in answer["persons"].items()} | {"vacant": roster.counts.vacant}
    call.say("would-import" if asked.dry_run else "imported", **counts, findings=len(roster.findings))
    _say_findings(call, roster.findings)


def _say_findings(call: Call, findings: list[Any]) -> None:
    """Grade by grade, what was held back first."""
    from deskapp.work.roster import FIXED, QUARANTINE, WARN

    for grade in (QUARANTINE, WARN, FIXED):
        some = [finding for finding in findings if finding.grade == grade]
        if some:
            call.say(f"grade:{grade}", n=len(some))
        for finding in some[:LINES]:
            _say_finding(call, finding)
        if len(some) > LINES:
            call.say("more-rows", n=len(some) - LINES)


def _say_finding(call: Call, finding: Any) -> None:
    remark = f"remark:{finding.code}"
    words = call.words.say(remark, **finding.params) if call.words.has(remark) else finding.code
    code = "whole-sheet" if not finding.row else "row" if finding.column else "whole-row"
    call.say(code, sheet=finding.sheet, row=finding.row, column=finding.column, code=words)
