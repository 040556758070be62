"""The same round by a stick: what waits goes out as a signed, sealed file, the answer comes back as one.

Any order, any number of times, beside the network: the ledger knows each set by its id, and an answer that
was overtaken settles sets and brings rows but moves nothing back.
"""

from dataclasses import dataclass, field
from typing import Any, NoReturn

import msgspec
import pyrage

from deskapp.models import bundle
from deskapp.models.bundle import BACK, OUT, Back, BadBundle, Header, Out
from deskapp.models.clock import iso
from deskapp.models.paging import after
from deskapp.models.wire import Cursor, Outcome, Push
from deskapp.store import Store, outbox
from deskapp.sync import courier, epochs, renewal
from deskapp.sync.apply import cursors
from deskapp.sync.courier import Report, Round, say_standing
from deskapp.sync.stage import Page, read_page
from deskapp.sync.trouble import RoadError

IDENTITY, NUMBER = "stick_identity", "stick_number"


@dataclass(frozen=True)
class Written:
    """A bundle to be put on a stick, and what stands on its paper slip."""

    name: str
    content: bytes
    number: int
    sets: int
    records: int
    made_at: str


@dataclass
class Preview:
    """What a bundle from the center would bring, before anything of it counts."""

    number: int
    made_at: str
    taken: int = 0
    refused: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    refusal: str | None = None
    stale: bool = False


def write_out(store: Store) -> Written:
    """Everything the center may lack, and what it is asked; signed by this device, sealed to the center.

    Raises BadBundle("bundle-no-keys") on a profile that never learnt the center's keys.
    """
    seal = store.text("center_seal")
    if not seal:
        raise BadBundle("bundle-no-keys")
    made_at = iso(store.clock.now())
    round_ = Round(store, _no_road, Report(), lambda _progress: None, lambda: False)
    pushes = _pushes(store, round_.epoch)
    sets = sum(len(push.sets) for push in pushes)
    if pushes:
        round_.reached = pushes[-1].sets[-1].seq
    with store.engine.connect() as connection:
        question = round_.question(connection)
    identity = _identity(store)
    reply_to = str(pyrage.x25519.Identity.from_str(identity).to_public())
    out = Out(
        [msgspec.json.encode(push) for push in pushes],
        question,
        reply_to,
        renewal.kept(store),
        made_at,
    )
    number = int(store.text(NUMBER) or 0) + 1
    store.put(NUMBER, str(number))
    device = store.device
    first = pushes[0].from_seq if pushes else 0
    header = Header(OUT, device.id, store.text("center_id"), number, first, round_.reached)
    content = bundle.pack(header, out, seal, device.sign)
    with store.engine.connect() as connection:
        records = outbox.count_waiting(connection)
    return Written(_name(OUT, device.id, number), content, number, sets, records, made_at)


def look(store: Store, file: bytes) -> Preview:
    """What the center's file would bring. Raises BadBundle; nothing is changed."""
    header, back = _open(store, file)
    pages = _read(back)
    stale = _is_stale(store, back, pages) or not all(_goes_on(store, back.begins, p) for p in pages[:1])
    preview = Preview(header.number, back.made_at, stale=stale)
    if back.refusal is not None:
        preview.refusal = back.refusal.code
    outcomes: dict[str, Outcome] = {}
    for page in pages:
        outcomes |= page.footer.outcomes
        for row in page.rows:
            preview.rows[row.kind] = preview.rows.get(row.kind, 0) + 1
    with store.engine.connect() as connection:
        waiting = {id: outcomes[id] for id in outbox.waiting_ids(connection) if id in outcomes}
    preview.refused = sum(outcome.refused for outcome in waiting.values())
    preview.taken = len(waiting) - preview.refused
    return preview


def take_back(store: Store, file: bytes) -> Report:
    """Applies the center's file as a pull. Raises BadBundle, or RoadError for what the center refused."""
    _, back = _open(store, file)
    report = Report()
    pages = _read(back)
    if back.refusal is not None:
        _hear(store, back)
    stale, begins = _is_stale(store, back, pages), back.begins
    for answer, page in zip(back.pages, pages, strict=True):
        round_ = Round(store, _no_road, report, lambda _progress: None, lambda: False)
        if page.footer.epoch != round_.epoch:
            raise BadBundle("bundle-of-another-epoch")
        goes_on, begins = _goes_on(store, begins, page), after(begins, page.footer)
        if not goes_on:
            continue
        try:
            round_.take(answer, page, stale=stale, carried=True)
        except RoadError as error:
            _begin_again(store, error)
    if store.text(epochs.NEXT):  # nothing of the new epoch is shown before all of it is here
        raise RoadError("stick-again")
    say_standing(store, report)
    return report


def _hear(store: Store, back: Back) -> None:
    """The center refused: the next bundle is made as its refusal asks. Raises RoadError to say so."""
    refusal = back.refusal
    assert refusal is not None
    error = RoadError(refusal.code, refusal, **refusal.params)
    if refusal.code == "epoch" and refusal.epoch and refusal.epoch != store.text("epoch"):
        epochs.begin(store, refusal)
        raise RoadError("stick-again", refusal) from error
    if refusal.code == "gap" and courier.is_ours(store, refusal):
        store.put("center_seq", str(refusal.last_seq or 0))
        raise RoadError("stick-again", refusal) from error
    _begin_again(store, error)


def _begin_again(store: Store, error: RoadError) -> NoReturn:
    """A copy takes a new number, and a fresh bundle is wanted; anything else is as it is."""
    if error.code not in (*courier.COPIED, "gap"):
        raise error
    renewal.take_number(store)
    raise RoadError("stick-again", error.refusal) from error


def _pushes(store: Store, epoch: str) -> list[Push]:
    """All sets after the last one the center is known to have, in pushes of the usual size."""
    device, sent = store.device.id, int(store.text("center_seq") or 0)
    pushes: list[Push] = []
    while True:
        with store.engine.connect() as connection:
            sets = courier.batch(outbox.sets_after(connection, sent, courier.SETS_A_PUSH))
            chain = outbox.chain_at(connection, sent)
        if not sets:
            return pushes
        pushes.append(courier.push_of(epoch, device, chain or b"", sets))
        sent = sets[-1].seq


def _open(store: Store, file: bytes) -> tuple[Header, Back]:
    sign = store.text("center_sign")
    if not sign:
        raise BadBundle("bundle-no-keys")
    if bundle.read_header(file).way != BACK:
        raise BadBundle(
            "bundle-not-for-us"
        )  # a desk's own: to say it was changed would send for another copy
    header, sealed = bundle.check(file, bytes.fromhex(sign))
    if header.way != BACK or header.device != store.device.id or header.center != store.text("center_id"):
        raise BadBundle("bundle-not-for-us")
    return header, bundle.unseal(sealed, _identity(store), Back)


def _read(back: Back) -> list[Page]:
    return [read_page(answer) for answer in back.pages]


def _is_stale(store: Store, back: Back, pages: list[Page]) -> bool:
    """Whether a later answer of the center was applied already, by whichever way it came."""
    last = store.text("server_time")
    if last and back.made_at < last:
        return True
    with store.engine.connect() as connection:
        here = cursors(connection)
    heads = pages[-1].footer.heads if pages else {}
    return any(scope in here and here[scope].seq > head for scope, head in heads.items())


def _goes_on(store: Store, begins: dict[str, Cursor], page: Page) -> bool:
    """Whether a page that begins there goes on from where this desk is, in all it brings.

    Where a scope was taken away since, or is read anew, it would leave a hole. And a first load of one that
    is here already does not tell what has left.
    """
    round_ = Round(store, _no_road, Report(), lambda _progress: None, lambda: False)
    with store.engine.connect() as connection:
        here = round_.question(connection).cursors
    nowhere = Cursor(loading=True)
    return all(
        _follows(begins.get(scope, nowhere), here.get(scope, nowhere)) for scope in page.footer.cursors
    )


def _follows(begin: Cursor, here: Cursor) -> bool:
    if begin.loading or here.loading:
        return begin == here
    return begin.seq <= here.seq


def _identity(store: Store) -> str:
    """Whom answers are sealed to: made once, kept in the encrypted store."""
    found = store.text(IDENTITY)
    if not found:
        found = str(pyrage.x25519.Identity.generate())
        store.put(IDENTITY, found)
    return found


def _name(way: str, device: str, number: int) -> str:
    return f"{way}-{device[:8]}-{number:04d}{bundle.SUFFIX}"


class _NoRoad:
    """A round that only makes and reads what others carry."""

    def __getattr__(self, name: str) -> Any:
        raise RoadError("unreachable")


_no_road: Any = _NoRoad()
