"""import: a roster workbook through the same job as in the window."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from deskapp.cli.call import Call, write_json
from deskapp.profile import ProfileError

LINES = 40


def import_roster(call: Call) -> None:
    """Reads, plans, and unless it is a dry run writes; says the counts and what was noticed, row by row."""
    from deskapp.models.scope import STREET
    from deskapp.store.capture import EVERYTHING
    from deskapp.work.imports import apply_import, plan_import
    from deskapp.work.workbook import read_roster

    asked = call.asked
    with call.desk() as opened:
        desk = opened.desk
        if desk.actor.unit == STREET:
            raise ProfileError("street-has-no-roster")
        roster = read_roster(asked.file, desk.clock.today())
        plan = desk.ask(partial(plan_import, roster=roster, community=desk.actor.unit))
        if not asked.dry_run and not plan.empty:
            desk.do(partial(apply_import, plan=plan), EVERYTHING)
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
    counts |= {f"p_{n}": v for n, v in answer["persons"].items()}
    call.say("would-import" if asked.dry_run else "imported", **counts, findings=len(roster.findings))
    for finding in roster.findings[:LINES]:
        words = call.words.say(f"remark:{finding.code}", **finding.params)
        words = words if call.words.has(f"remark:{finding.code}") else finding.code
        call.say("row", sheet=finding.sheet, row=finding.row, column=finding.column, code=words)
    if len(roster.findings) > LINES:
        print("…")
