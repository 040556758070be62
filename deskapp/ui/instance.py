"""Instance: one window for a profile. A second start calls the first one to the front and ends.

instance = Instance(profile); instance.claim() -> whether this process may open the window
instance.called -> Signal() when somebody started the program again; instance.release() at the end
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QSysInfo, QThread, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

LOCK = "window.lock"
PATIENCE = 2000
AGAIN = 50


class Instance(QObject):
    """The lock says whether there is a window; the socket carries the call to it."""

    called = Signal()

    def __init__(self, profile: Path, parent: QObject | None = None, *, patience: int = PATIENCE) -> None:
        """`patience`: milliseconds in which another window may begin to listen, or end."""
        super().__init__(parent)
        self._patience = patience
        profile.mkdir(parents=True, exist_ok=True)
        self._path = profile / LOCK
        self._lock = QLockFile(str(self._path))
        self._lock.setStaleLockTime(0)
        place = str(profile.resolve()).encode()
        self._name = f"hutong-{hashlib.sha256(place).hexdigest()[:16]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def claim(self) -> bool:
        """False if another window has the profile; that one was called then.

        One that is just opening or closing does not answer yet, or no more: it is given time. A lock whose
        process is gone QLockFile takes by itself, and one that lives is never broken.
        """
        limit = QDeadlineTimer(self._patience)
        while not self._lock.tryLock(0):
            if self._call():
                return False
            if not limit.hasExpired():
                QThread.msleep(AGAIN)
            elif not self._of_another_name():
                return False
            else:
                self._path.unlink(missing_ok=True)
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()

    def _of_another_name(self) -> bool:
        """Whether the lock was left under another name of this PC, or says nothing at all."""
        _pid, host, _program = self._lock.getLockInfo()
        return host != QSysInfo.machineHostName()

    def _call(self) -> bool:
        """Whether the other window answered."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(self._patience):
            return False
        socket.write(b"come\n")
        socket.waitForBytesWritten(self._patience)
        socket.disconnectFromServer()
        return True

    @Slot()
    def _hear(self) -> None:
        while caller := self._server.nextPendingConnection():
            caller.disconnected.connect(caller.deleteLater)
            self.called.emit()
