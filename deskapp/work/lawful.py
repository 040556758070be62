"""Lawful: how far a request is, what may be done with it now, and why something may not."""

from __future__ import annotations

from deskapp.models.codes import table

UNSORTED, DOING, REPLIED = "unsorted", "doing", "replied"
SOLVED, CLOSED, WITHDRAWN = "solved", "closed", "withdrawn"
SORT, TAKE, OWNER, PROMISE, PROGRESS = "sort", "take", "owner", "promise", "progress"
FINISH, FOLLOW_UP, CLOSE, WITHDRAW = "finish", "follow-up", "close", "withdraw"
ACTS = (SORT, TAKE, OWNER, PROMISE, PROGRESS, FINISH, FOLLOW_UP, CLOSE, WITHDRAW)


class NotNow(Exception):
    """What was asked for is not lawful now; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def stage_of(state: str | None, triage: str | None) -> str:
    """How far a request is; one that is neither sorted nor over is unsorted, whatever its state is called."""
    if state in (SOLVED, CLOSED, WITHDRAWN):
        return state
    if not table("triage").has(triage):
        return UNSORTED
    return REPLIED if state == REPLIED else DOING


def is_over(stage: str) -> bool:
    """Whether nothing is left to do."""
    return stage in (SOLVED, CLOSED, WITHDRAWN)


def why_not(act: str, stage: str) -> str:
    """Why an act is not lawful at a stage, as a code; "" if it is."""
    if act == FOLLOW_UP and stage in (REPLIED, CLOSED):  # who could not be asked before may still say it
        return ""
    if is_over(stage):
        return "is-over"
    if act in (FINISH, FOLLOW_UP, CLOSE) and stage == UNSORTED:
        return "not-sorted"
    if act in (FOLLOW_UP, CLOSE) and stage == DOING:
        return "not-finished"
    if act in (FINISH, TAKE, OWNER, PROMISE) and stage == REPLIED:
        return "is-finished"
    return ""


def next_act(stage: str, owner: str | None, promised_on: str | None) -> str:
    """The one step that is due now; "" when there is none."""
    if stage == UNSORTED:
        return SORT
    if stage == REPLIED:
        return FOLLOW_UP
    if stage == DOING:
        return TAKE if not owner else PROMISE if not promised_on else FINISH
    return ""
