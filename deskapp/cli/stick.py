"""stick-out and stick-in: a round by a USB stick, where there is no network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from deskapp.cli.call import Call
from deskapp.wholefile import put_on

if TYPE_CHECKING:
    from deskapp.app import OpenDesk


def write_out(call: Call) -> None:
    """Puts what waits on the stick, and says what stands on its slip."""
    from deskapp.sync import stick

    with call.desk() as opened, opened.round():
        written = stick.write_out(opened.store)
        path = put_on(call.asked.folder, written.name, [written.content])
        answer = {
            "file": str(path),
            "number": written.number,
            "sets": written.sets,
            "records": written.records,
            "made_at": written.made_at,
        }
    call.report(answer, "stick-out")


def take_in(call: Call) -> int:
    """Takes over the center's answers; with --dry-run it only says what they would bring.

    A stick may hold the answers of several desks: one that is not for this desk is told of and keeps none of
    the others waiting. 1 if there was one.
    """
    from deskapp.cli.trouble import trouble_of

    status = 0
    with call.desk() as opened, opened.round():
        for file in call.asked.files:
            try:
                _take_in(call, opened, file.read_bytes())
            except Exception as error:
                trouble = trouble_of(error, call.words)
                if trouble is None:
                    raise
                several = len(call.asked.files) > 1
                call.complain(trouble.about(str(file)) if several else trouble)
                status = trouble.status
    return status


def _take_in(call: Call, opened: OpenDesk, content: bytes) -> None:
    from deskapp.sync import stick

    seen = stick.look(opened.store, content)
    answer: dict[str, Any] = {
        "number": seen.number,
        "made_at": seen.made_at,
        "taken": seen.taken,
        "refused": seen.refused,
        "rows": seen.rows,
        "refusal": seen.refusal,
        "overtaken": seen.stale,
    }
    if not call.asked.dry_run:
        done = stick.take_back(opened.store, content)
        opened.refresh_actor()
        answer |= {"settled": done.settled, "received": done.received, "waiting": done.waiting}
    rows = sum(seen.rows.values())
    call.report(answer, "stick-seen" if call.asked.dry_run else "stick-in", rows=rows)
