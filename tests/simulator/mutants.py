"""Mutants: bugs one could make in the protocol, planted in the real code. Each must be caught.

A mutant is a few words of a function replaced by others. Where the words are no longer there it says so and
is to be written anew: it belongs to the protocol as much as what it spoils.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any
from unittest.mock import patch

from center import commands, devices, judge, known, ledger, pull, restoring, writing
from deskapp.models import merge
from deskapp.store import Store, capture, outbox, shadow
from deskapp.sync import apply, courier, stick, taking


@dataclass(frozen=True)
class Words:
    """Words of one function and what stands there instead. `home` is the module or class that has it."""

    home: Any
    function: str
    old: str
    new: str


@contextmanager
def planted(spoiled: tuple[Words, ...]) -> Iterator[None]:
    """The bug, for a while."""
    by_function: dict[tuple[Any, str], list[Words]] = {}
    for words in spoiled:
        by_function.setdefault((words.home, words.function), []).append(words)
    with ExitStack() as stack:
        for (home, function), some in by_function.items():
            stack.enter_context(patch.object(home, function, _spoil(home, function, some)))
        yield


def _spoil(home: Any, name: str, spoiled: list[Words]) -> Any:
    function = inspect.unwrap(inspect.getattr_static(home, name))
    source = textwrap.dedent(inspect.getsource(function))
    for words in spoiled:
        if source.count(words.old) != 1:
            raise LookupError(f"{name} no longer says: {words.old}")
        source = source.replace(words.old, words.new)
    made: dict[str, Any] = {}
    exec(compile(source, inspect.getsourcefile(function) or "", "exec"), function.__globals__, made)
    return made[function.__name__]


NO_CHAIN_CHECK = (
    Words(ledger._Round, "_continue_chain", "if self._chain_at(number) != chain:", "if False:"),  # noqa: SLF001
)
NO_NONCE = (
    Words(
        devices,
        "spend_in",
        'if signature.nonce_number(nonce) <= signature.nonce_number(device["nonce"]):',
        "if False:",
    ),
)
NO_LOOK_BACK = (
    Words(
        courier.Round,
        "_check_history",
        "if footer.last_seq > last or (ours is not None and ours.hex() != footer.last_chain):",
        "if False:",
    ),
)
ALL_IS_NEWS = Words(
    apply._Transaction,  # noqa: SLF001
    "_is_news",
    "return seq > known.seq if known else not self.stale",
    "return True",
)
PLANTED: dict[str, tuple[Words, ...]] = {
    "dedupe by the device's last number only": (
        *NO_NONCE,
        *NO_CHAIN_CHECK,
        *NO_LOOK_BACK,
        Words(
            ledger._Round,  # noqa: SLF001
            "_continue_chain",
            'if chain is None or chain.hex() != request.prev_chain:\n        raise self._refuse("fork")\n'
            "    key =",
            "chain = chain or NO_CHAIN\n    request.prev_chain = chain.hex()\n    key =",
        ),
        Words(courier, "is_ours", "return ", "return True or "),
    ),
    "outbox trimmed at the answer": (
        Words(
            outbox,
            "forget_durable",
            "(SETTLED, min(durable_seq, last), epoch, before)",
            "(SETTLED, last, epoch, '9')",
        ),
    ),
    "no new epoch at a restore": (
        Words(restoring, "_make_ready", "settings.begin_epoch(connection, epoch)", "pass"),
    ),
    "a fork is not noticed": (*NO_NONCE, *NO_CHAIN_CHECK, *NO_LOOK_BACK),
    "a nonce is not compared": NO_NONCE,
    "settled by the answer to a push": (
        Words(
            courier.Round,
            "_push_all",
            "        self.reached = answer.last_seq",
            "        self.reached = answer.last_seq\n"
            "        with self.store.absorbing() as connection:\n"
            "            outbox.settle(connection, answer.outcomes, self.epoch, '')\n"
            "            from deskapp.store import shadow\n"
            "            from deskapp.models.change import from_body\n"
            "            shadow.rebuild(connection, {(c.kind, c.id) for s in sets"
            " for c in from_body(s.body).changes})",
        ),
    ),
    "a number is given before its commit": (
        Words(
            pull,
            "_answer",
            "        if upto > cursor.seq:\n",
            "        if upto > cursor.seq:\n            reached[scope] = upto + 1\n",
        ),
    ),
    "a loading stops at the head it began with": (
        Words(
            pull,
            "_reach",
            "    reached, left = {}, limit\n",
            "    reached, left = {}, limit\n"
            "    for scope, cursor in cursors.items():\n"
            "        if cursor.loading and cursor.since:\n"
            "            heads[scope] = max(cursor.seq, min(heads[scope], cursor.since))\n",
        ),
    ),
    "a slice splits a set": (
        Words(
            pull,
            "_rows",
            "for _, _, row in found:",
            "for _, _, row in found[: len(found) - (len(found) > 2)]:",
        ),
    ),
    "no leave marker": (Words(writing.Writing, "_mark", "if plan.left:", "if False:"),),
    "a leave marker is taken anywhere": (
        Words(
            apply._Transaction,  # noqa: SLF001
            "_take_leavers",
            "        if rev > item.rev:\n            continue  # it came back since\n"
            "        if scope == item.scope and rev > 0:",
            "        if rev > 0:",
        ),
    ),
    "an older revision is taken too": (
        Words(
            taking.Taking,
            "_take_kind",
            "row.rev > rev or (row.rev < rev and row.scope in as_they_come)",
            "row.rev != rev",
        ),
        ALL_IS_NEWS,  # else nearly all of them are left out before anybody compares
    ),
    "a page is applied in two transactions": (
        Words(
            courier,
            "apply",
            'with store.absorbing() as connection:\n        step("apply")',
            "with store.keeping() as connection:\n"
            "        for scope, seq in page.footer.cursors.items():\n"
            "            connection.execute(update(tables.cursor).where(tables.cursor.c.scope == scope)"
            ".values(seq=seq))\n"
            '    with store.absorbing() as connection:\n        step("apply")',
        ),
    ),
    "a child keeps the scope its author thought of": (
        Words(
            judge,
            "_plan_new",
            "    if scope is None:",
            "    if scope and parent and known.left(*parent):\n"
            "        scope = known.left(*parent)[0].split('/')[0] + '/' + cls.part\n"
            "    if scope is None:",
        ),
        Words(
            known.Rows,
            "scopes",
            "return sorted(found",
            "found |= {r[0] for r in self._connection.execute(select(tables.scope.c.id))}\n"
            "    return sorted(found",
        ),
    ),
    "a move takes the household only": (
        Words(
            commands,
            "plan",
            "return command.plan(Asked(args, author, unit, known, today))",
            "plans = command.plan(Asked(args, author, unit, known, today))\n"
            "    moves = change_set.action == 'move_household'\n"
            "    return [p for p in plans if p.kind == HOUSEHOLD or not moves]",
        ),
    ),
    "one's own earlier sets are somebody else's": (
        Words(judge, "merge", "if own(last.set_id) else last", ""),
        Words(judge, "merge", "if by is None or own(by.set_id):", "if by is None:"),
    ),
    "the last writer wins, no review": (Words(judge, "_plan", "if merged.losers:", "if False:"),),
    "only the latest write is compared": (
        Words(merge, "_last", "for w in reversed(later) if", "for w in later[-1:] if"),
    ),
    "the loser's value is not kept": (Words(judge, "merge", '"lost": current.get(f),', '"lost": None,'),),
    "an undo is let through by what it saw": (
        Words(judge, "merge", "if action != UNDO and all(", "if all("),
    ),
    "no shadow": (Words(shadow, "keep", "connection.execute(statement)", "pass"),),
    "a pull overwrites what waits": (
        Words(taking.Taking, "_take_kind", "if key in dirty or not known:", "if not known:"),
    ),
    "the outbox is written in a second transaction": (
        Words(
            capture.Capture,
            "finish",
            "outbox.add(session.connection(), self.key, self.sets)",
            "pass",
        ),
        Words(
            Store,
            "writing",
            "            session.close()",
            "            session.close()\n"
            "    if session.capture.sets:\n"
            "        with self.keeping() as connection:\n"
            "            from deskapp.store import outbox\n"
            "            outbox.add(connection, session.capture.key, session.capture.sets)",
        ),
    ),
    "a digest is not looked at": (
        Words(
            apply._Transaction,  # noqa: SLF001
            "_advance",
            "verified = self.digests[scope] == footer.digests[scope] if whole else before.verified",
            "verified = whole or before.verified",
        ),
    ),
    "a set is not known by its id": (
        Words(
            ledger._Round,  # noqa: SLF001
            "_take",
            "outcome = known.outcome_of(change_set.id)",
            "outcome = None",
        ),
    ),
    "the digest of the scope that is left stays": (
        Words(writing, "_number", "digests[plan.left or scope]", "digests[scope]"),
    ),
    "a rebuilt record has its first waiting set only": (
        Words(outbox, "pending_changes", "in keys:", "in keys and (change.kind, change.id) not in found:"),
    ),
    "what stands at or below a cursor is taken again": (ALL_IS_NEWS,),
    "a stick is taken that does not go on from here": (
        Words(stick, "_follows", "return begin == here", "return True"),
        Words(stick, "_follows", "return begin.seq <= here.seq", "return True"),
    ),
    "what is shown comes before what it refers to": (
        Words(pull, "_reach", "if last else min(cursor.seq, heads[scope])", ""),
    ),
    "nobody is forwarded": (Words(judge, "_authorise", 'plan.ask(FORWARDED, **{"from": meant})', "pass"),),
}
MUTANTS: dict[str, Callable[[], AbstractContextManager[None]]] = {
    name: partial(planted, spoiled) for name, spoiled in PLANTED.items()
}
