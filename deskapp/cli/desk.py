"""enrol, sync and status: this desk and its center."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from deskapp.cli.call import Call, WrongUse
from deskapp.config import PASSWORD_OF_WHO_OPENS

COULD_NOT = 1


def enrol(call: Call) -> None:
    """A new profile; or, with --by, another user on the one that is here."""
    from deskapp.app import enrol as make_profile
    from deskapp.sync.road import RoadError

    asked = call.asked
    try:
        if asked.by:
            answer = _enrol_another(call)
        else:
            if not asked.center:
                raise WrongUse("wrong-use", message="--center URL", program="hutong enrol")
            answer = make_profile(
                call.config.profile,
                asked.center,
                asked.code,
                asked.user,
                call.password(twice=True),
                without_keyring=asked.without_keyring or call.config.without_keyring,
                authority=asked.authority,
            )
    except RoadError as error:
        if error.code == "unreachable":  # nothing is kept here yet that could be sent later
            raise RoadError("enrol:unreachable", **error.params) from error
        raise
    told = {"device": answer.device, "unit": answer.unit, "user": answer.user, "name": answer.name}
    call.report(told | {"role": answer.role}, "enrolled")


def _enrol_another(call: Call) -> Any:
    from deskapp.app import enrol_another, open_desk

    asked = call.asked
    prompt = call.words.say("ask-password-of", name=asked.by)
    key_password = call.password(PASSWORD_OF_WHO_OPENS, prompt)
    opened = open_desk(call.config.profile, key_password, asked.by)
    try:
        return enrol_another(opened, key_password, asked.code, asked.user, call.password(twice=True))
    finally:
        opened.close()


PATIENCE = 120.0
"""Seconds to wait for a round that the open window is on."""


def sync(call: Call) -> int:
    """One whole round. 0 only if everything that was sent has a final outcome, refused included."""
    from deskapp.profile import ProfileError
    from deskapp.store import outbox

    with call.desk() as opened:
        with opened.store.engine.connect() as connection:
            last = outbox.position(connection)[0]
        done = opened.sync(patience=PATIENCE)
        with opened.store.engine.connect() as connection:
            settled = outbox.first_waiting(connection) > last
    answer = {
        "sent": done.sent,
        "settled": done.settled,
        "received": done.received,
        "refused": done.refused,
        "waiting": done.waiting,
        "attention": done.attention,
        "last_sync": done.last_sync,
        "verified": done.verified,
    }
    call.report(answer, "synced")
    if not settled:
        raise ProfileError("not-settled", waiting=done.waiting)
    return 0


def status(call: Call) -> None:
    from deskapp.models.edition import EDITION
    from deskapp.store import attention, outbox

    with call.desk() as opened:
        store = opened.store
        with store.engine.connect() as connection:
            waiting, open_ones = outbox.count_waiting(connection), attention.count(connection)
        role, unit, device = opened.desk.actor.role, store.text("unit"), store.device.id
        verified, last_sync = store.text("verified"), store.text("last_sync") or None
        with store.engine.connect() as connection:
            whole = _is_whole(connection)
        answer = {
            "waiting": waiting,
            "attention": open_ones,
            "last_sync": last_sync,
            "verified": (verified == "yes" and whole) if verified else None,
            "center": opened.center,
            "schema": EDITION,
            "unit": unit,
            "user": opened.desk.actor.name,
            "role": role,
            "device": device,
            "profile": str(opened.profile),
        }
    call.report(answer, "status", last_sync=_local(last_sync))
    if not (whole or call.asked.json):
        call.say("damaged")


def _is_whole(connection: Any) -> bool:
    """A quick look at every page, the last of all: SQLCipher reads nothing more after a page it cannot."""
    from sqlalchemy.exc import DatabaseError

    try:
        return bool(connection.exec_driver_sql("PRAGMA quick_check(1)").scalars().all() == ["ok"])
    except DatabaseError:
        return False


def _local(moment: str | None) -> str:
    """A moment (UTC, ISO) as the clock on the wall here shows it."""
    if not moment:
        return "—"
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
