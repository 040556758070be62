"""Ahead: the next slice of a first load is on its way while the last one is being applied."""

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

import msgspec

from deskapp.models.paging import after
from deskapp.models.wire import Footer, Pull
from deskapp.sync.road import Road


class Ahead:
    """Answers the courier's questions; one that was asked ahead counts only if it is the one asked now."""

    def __init__(self, road: Road) -> None:
        self._road = road
        self._pool: ThreadPoolExecutor | None = None
        self._asked: tuple[Pull, Future[bytes]] | None = None

    def __enter__(self) -> "Ahead":
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def answer(self, question: Pull) -> bytes:
        asked, self._asked = self._asked, None
        if asked is not None:
            answer = asked[1].result()
            if asked[0].cursors == question.cursors and asked[0].unsettled <= question.unsettled:
                return answer  # outcomes of what was settled meanwhile are known already
        return self._road.pull(question)

    def ask_after(self, question: Pull, footer: Footer) -> None:
        """Asks what will be asked once this answer is applied, if more is to come and the road bears it."""
        if not footer.more or not getattr(self._road, "bears_two", False):
            return
        self._pool = self._pool or ThreadPoolExecutor(1, "ahead")
        following = msgspec.structs.replace(question, cursors=after(question.cursors, footer))
        self._asked = (following, self._pool.submit(self._road.pull, following))
