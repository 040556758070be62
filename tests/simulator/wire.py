"""Wire: the way between a desk and the center. The real road, over a net that loses, repeats and dawdles."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
import requests
from requests.adapters import BaseAdapter

from deskapp.models.wire import PROTOCOL, Footer, Manifest, Pull
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad
from tests.simulator import faults
from tests.simulator.book import Violation

if TYPE_CHECKING:
    from tests.simulator.place import Place

ADDRESS = "http://127.0.0.1:1"


class SimRoad(HttpRoad):
    """A desk's road for one round."""

    bears_two = False  # asking ahead is another thread, and threads are not ours to order

    def __init__(self, place: Place) -> None:
        super().__init__(ADDRESS, place.store.device, Nonces(place.store))
        self._place = place
        self._session.mount("http://", Net(place))

    def pull(self, request: Pull) -> bytes:
        loading = not request.cursors or any(c.loading for c in request.cursors.values())
        if self._place.slice_limit and loading:
            request.limit = self._place.slice_limit
        answer = super().pull(request)
        self._note(request, answer)
        return answer

    def manifest(self, request: Manifest) -> bytes:
        """Only damage makes a PC disagree; it must not be mending that makes the protocol hold."""
        if not self._place.damaged:
            raise Violation(f"disagreed without damage: {request.scope} at {self._place.name}")
        return super().manifest(request)

    def _note(self, request: Pull, answer: bytes) -> None:
        """Which of the rarer things this answer is."""
        world, place = self._place.world, self._place
        lines = answer.rstrip(b"\n").split(b"\n")
        footer = msgspec.json.decode(lines[-1], type=Footer)
        waiting = {(k, i) for k, i in place.waiting_rows()}
        if waiting:
            world.mark("pull over pending work")
            items = [msgspec.json.decode(line) for line in lines[:-1]]
            if any((item[1], item[2]) in waiting for item in items if item[0] == "row"):
                world.mark("newer row under pending work")
        if footer.more and any(c.loading for c in request.cursors.values()):
            world.mark("first load in several slices")


class Net(BaseAdapter):
    """Carries each request as the dice will have it."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place

    def send(self, request: Any, *_args: Any, **_more: Any) -> requests.Response:
        place, world = self.place, self.place.world
        route = request.path_url.removeprefix(PROTOCOL)
        site, rates = f"|{place.name}|{route}", world.rates
        why = faults.cut_off(world.dice, rates, place.number, world.time.now)
        if why:
            world.happened(why, f"{place.name}'s {route} does not get through ({why})")
            raise requests.ConnectionError
        if world.dice.fires("lose request" + site, rates["lose request"]):
            world.happened("lost request", f"{place.name}'s {route} is lost")
            raise requests.ConnectionError
        world.meanwhile(place, "out" + site)
        carried = (request.method, request.path_url, dict(request.headers), request.body or b"")
        if world.dice.fires("repeat later" + site, rates["repeat later"]):
            delay = 1 + 4000 * world.dice.draw("repeat later delay" + site)
            world.later(delay, lambda: self._again(route, carried))
        try:
            status, content = world.hall.handle(*carried)
            if world.dice.fires("repeat at once" + site, rates["repeat at once"]):
                self._again(route, carried)
        except faults.Gone:
            raise requests.ConnectionError from None
        world.meanwhile(place, "back" + site)
        if world.dice.fires("lose reply" + site, rates["lose reply"]):
            world.happened("lost reply", f"the reply to {place.name}'s {route} is lost")
            raise requests.ConnectionError
        answer = requests.Response()
        answer.status_code, answer._content = status, content  # noqa: SLF001  # as urllib3's adapter fills it in
        return answer

    def _again(self, route: str, carried: tuple[str, str, Any, bytes]) -> None:
        """The same bytes once more; nobody waits for the answer."""
        world = self.place.world
        world.happened("repeated request", f"{self.place.name}'s {route} arrives once more")
        with suppress(faults.Gone):
            world.hall.handle(*carried)

    def close(self) -> None:
        pass
