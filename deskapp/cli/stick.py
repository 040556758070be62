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


def take_in(call: Call) -> None:
    """Takes over the center's answer; with --dry-run it only says what it would bring."""
    from deskapp.sync import stick

    content = call.asked.file.read_bytes()
    with call.desk() as opened, opened.round():
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
            answer |= _take(opened, content)
    rows = sum(seen.rows.values())
    call.report(answer, "stick-seen" if call.asked.dry_run else "stick-in", rows=rows)


def _take(opened: OpenDesk, content: bytes) -> dict[str, Any]:
    from deskapp.sync import stick

    done = stick.take_back(opened.store, content)
    opened.refresh_actor()
    return {"settled": done.settled, "received": done.received, "waiting": done.waiting}
