"""Printing: HTML on paper: one path for the preview, a PDF and a printer.

    sheet = PrintedSheet("<h1>交班单</h1>…", "交班单 2026-11-24")      A5 landscape
    sheet.to_pdf(path);  sheet.to_printer(printer);  sheet.image(width, ratio)
    PagePreview(parent).show_sheet(sheet)            white paper with dark ink in both themes, on well

The HTML is what QTextDocument reads: tables, a little CSS, sizes in points.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSaveFile, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskapp.ui.theme import FAMILIES, current

DPI = 300
INCH = 25.4
PAPER, INK = "#FFFFFF", "#23272D"


HALF = (QPageSize.PageSizeId.A5, QPageLayout.Orientation.Landscape)
A4_UPRIGHT = (QPageSize.PageSizeId.A4, QPageLayout.Orientation.Portrait)


class PrintedSheet:
    """One document of one or more pages, of A5 landscape unless told."""

    def __init__(
        self,
        html: str,
        title: str,
        paper: tuple[QPageSize.PageSizeId, QPageLayout.Orientation] = HALF,
    ) -> None:
        self.html, self.title = html, title
        size, orientation = paper
        margins = QMarginsF(12, 10, 12, 9)
        self.layout = QPageLayout(QPageSize(size), orientation, margins, QPageLayout.Unit.Millimeter)

    def to_pdf(self, path: Path) -> None:
        """Whole or not at all. Raises OSError."""
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(held)
        writer.setPageLayout(self.layout)
        writer.setResolution(DPI)
        writer.setTitle(self.title)
        writer.setCreator("Hutong")
        self._print(writer)
        del writer
        file = QSaveFile(str(path))
        done = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(held.data()) >= 0
        if not (done and file.commit()):
            raise OSError(0, file.errorString(), str(path))

    def to_printer(self, printer: Any) -> None:
        """On a QPrinter; half a page on A4 where it has no A5."""
        printer.setPageLayout(self.layout)
        printer.setDocName(self.title)
        self._print(printer)

    def image(self, width: int, ratio: float = 1.0) -> QImage:
        """The first page, `width` logical pixels wide."""
        inches = self.layout.fullRect(QPageLayout.Unit.Inch)
        pixels = QSize(round(width * ratio), round(width * ratio * inches.height() / inches.width()))
        image = QImage(pixels, QImage.Format.Format_RGB32)
        per_metre = round(pixels.width() / inches.width() / INCH * 1000)
        image.setDotsPerMeterX(per_metre)
        image.setDotsPerMeterY(per_metre)
        image.fill(QColor(PAPER))
        inside = self.layout.paintRect(QPageLayout.Unit.Inch)
        dpi = pixels.width() / inches.width()
        painter = QPainter(image)
        painter.setTransform(QTransform.fromTranslate(inside.left() * dpi, inside.top() * dpi))
        self._paint(painter, self._document(image, inside.size() * dpi), 0)
        painter.end()
        image.setDevicePixelRatio(ratio)
        return image

    def pages(self) -> int:
        image = QImage(1, 1, QImage.Format.Format_RGB32)
        inside = self.layout.paintRect(QPageLayout.Unit.Inch)
        dpi = round(image.logicalDpiX())
        return self._document(image, inside.size() * dpi).pageCount()

    def _print(self, device: Any) -> None:
        inside = QSizeF(device.pageLayout().paintRectPixels(device.resolution()).size())
        document = self._document(device, inside)
        painter = QPainter(device)
        for page in range(document.pageCount()):
            if page:
                device.newPage()
            self._paint(painter, document, page)
        painter.end()

    def _document(self, device: Any, size: QSizeF) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPointSizeF(13)
        document.setDefaultFont(font)
        document.documentLayout().setPaintDevice(device)
        document.setHtml(self.html)
        document.setPageSize(size)
        return document

    @staticmethod
    def _paint(painter: QPainter, document: QTextDocument, page: int) -> None:
        """In ink, whatever the window wears."""
        size = document.pageSize()
        context: Any = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, QColor(INK))
        context.palette = palette
        context.clip = QRectF(0, page * size.height(), size.width(), size.height())
        painter.save()
        painter.setTransform(QTransform.fromTranslate(0, -page * size.height()), True)
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()


class PagePreview(QWidget):
    """The first page as it will be printed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: PrintedSheet | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("打印出来的样子"))

    def show_sheet(self, sheet: PrintedSheet, said: str) -> None:
        """`said` is what a screen reader says of it."""
        self._sheet = sheet
        self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current().px(300), current().px(220))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().color("well"))
        if self._sheet is not None:
            margin = 12
            room = self.rect().adjusted(margin, margin, -margin, -margin)
            full = self._sheet.layout.fullRect()
            width = min(room.width(), round(room.height() * full.width() / full.height()))
            if width > 40:
                image = self._sheet.image(width, self.devicePixelRatioF())
                left = room.left() + (room.width() - width) // 2
                painter.drawImage(left, room.top(), image)
                painter.setPen(current().color("line"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                size = image.deviceIndependentSize().toSize()
                painter.drawRect(left, room.top(), size.width() - 1, size.height() - 1)
        painter.end()
