"""Pictures of attachments: read here and by no other program, made small while they are read.

thumbnail(path)                  JPEG of at most 240 px and 20 KB for the list of another desk, or None
picture(raw, "image/jpeg", 1600) a QImage no side of which is longer; null for what cannot be read

Both are slow and may be called in any thread. A picture that would need more than MEMORY is not read: what
a file says of its size is not to be believed.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

THUMB_SIDE, THUMB_BYTES = 240, 20 * 1024
MEMORY = 160
"""MB: an A4 page at 600 dpi."""
MOST_PIXELS = 250_000_000
QUALITIES = (80, 65, 50, 35, 20)
_FORMATS = {"image/jpeg": b"jpeg", "image/png": b"png"}


def thumbnail(source: Path, media: str) -> bytes | None:
    """None for a PDF, and for a picture that cannot be read or made small enough."""
    file = QFile(str(source))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return None
    image = _read(file, media, THUMB_SIDE)
    file.close()
    return None if image.isNull() else _as_jpeg(image)


def picture(raw: bytes, media: str, side: int) -> QImage:
    """The whole picture, no larger than `side` either way."""
    held = QBuffer()
    held.setData(QByteArray(raw))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read(held, media, side)


def _read(device: QIODevice, media: str, side: int) -> QImage:
    if media not in _FORMATS:
        return QImage()
    reader = QImageReader(device)
    reader.setAutoDetectImageFormat(False)  # it is what its first bytes say, or nothing
    reader.setFormat(_FORMATS[media])
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(MEMORY)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    longest = max(size.width(), size.height())
    if longest > side:
        reader.setScaledSize(
            QSize(max(1, size.width() * side // longest), max(1, size.height() * side // longest))
        )
    return reader.read()


def _as_jpeg(image: QImage) -> bytes | None:
    """On white: JPEG knows no glass."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill("white")
    _lay(flat, image)
    for quality in QUALITIES:
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        if flat.save(held, "JPEG", quality) and held.size() <= THUMB_BYTES:  # type: ignore[call-overload]
            return bytes(held.data().data())
    return None


def _lay(flat: QImage, image: QImage) -> None:
    from PySide6.QtGui import QPainter

    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
