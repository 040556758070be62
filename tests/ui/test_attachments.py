"""The files of a household or a visit: adding, seeing, fetching, keeping a copy, taking off; by keys."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from deskapp.models.blob import PART
from deskapp.store.files import Files
from deskapp.sync.files import send_files
from deskapp.sync.road import RoadError
from deskapp.ui.pictures import THUMB_BYTES, THUMB_SIDE, picture
from deskapp.ui.porters import ENDS_WITHIN, HAND, SENDER
from deskapp.ui.rows import RowRole
from deskapp.work.attachments import attach, files_of
from tests.people import adding, household, person, visit
from tests.store.test_files import PDF, content, flip
from tests.ui.house import FileLine, House, focused, press, tab_to

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL = Modifier.ControlModifier


@pytest.fixture
def house(tmp_path: Path, qapp: object) -> Iterator[House]:
    house = House(tmp_path)
    house.sign_in()
    yield house
    FileLine.gate = FileLine.fault = None
    house.close()


def photo(path: Path, side: int = 900, colour: str = "#1E694C") -> Path:
    """A picture with something in it, as a camera leaves it."""
    image = QImage(side, side * 3 // 4, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    painter = QPainter(image)
    for line in range(0, side, 7):
        painter.fillRect(line, line // 2, 5, 90, QColor.fromHsv(line % 360, 200, 220))
    painter.end()
    assert image.save(str(path))
    return path


def scan(path: Path, size: int = 3 * PART + 9) -> Path:
    path.write_bytes(content(size, PDF))
    return path


def at_files(house: House) -> Any:
    """The page of the files of a household, led to by the keyboard."""
    desk = house.opened[-1].desk
    home = desk.do(adding(household("501")))
    desk.do(adding(person(home, "冉小禾")))
    desk.do(adding(visit(home, desk.actor.id)))
    house.settle()
    house.shell.seat.lead("household", home)
    house.settle()
    tab_to("这户的附件")
    press(Key.Key_Space)
    house.settle()
    assert house.shell.frame.open_screen() == "attachments"
    return house.screen


def add(house: House, *paths: Path) -> Any:
    house.files.extend(paths)
    press(Key.Key_N, CTRL)
    page = house.screens["attachments"]
    house.until(lambda: not page.attaching.busy)
    house.settle()
    return page


def states(page: Any) -> list[str]:
    return [page.rows.model().index(n).data(RowRole).due.text for n in range(page.rows.count())]


def round_of(house: House) -> None:
    """A whole round, and the files that go after it."""
    seat = house.shell.seat
    sent: list[Any] = []
    seat.porters.sent.connect(sent.append)
    seat.sync()
    house.until(lambda: sent)
    house.settle()


def far_file(house: House, home: str, raw: bytes, name: str, thumb: bytes | None = None) -> str:
    """Another desk of the community puts a file to the household, and sends both."""
    other = house.town.join("houbao")
    other.sync()
    files = Files(other.desk.store)
    taken, small = files.take_bytes(raw), files.take_bytes(thumb) if thumb else None
    other.do(lambda session: attach(session, files, taken, "household", home, name, thumb=small))
    other.sync()
    send_files(other.desk.store, other.road)
    return taken.sha256


def test_photos_added_by_keyboard_wait_and_are_seen_at_once(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    add(house, photo(tmp_path / "门口.jpg"), scan(tmp_path / "门口说明.pdf"))
    assert "2 份附件" in house.strip()
    assert page.list.title.text() == "附件 0/2"
    assert states(page) == ["待发", "待发"]
    assert focused() is page.rows
    house.until(lambda: "图片：门口.jpg" in page.paper.words())
    assert page.paper.picture.image.width() == 900
    press(Key.Key_Down)
    assert "另存为一份" in page.paper.words()


def test_every_part_of_the_page_has_a_name(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    add(house, photo(tmp_path / "门口.jpg"))
    for name in ("添加附件", "返回", "另存为", "撤下"):
        tab_to(name)
    assert page.rows.accessibleName() == "附件"
    row = page.rows.model().index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert row.startswith("门口.jpg")
    assert "待发" in row


def test_the_household_counts_what_arrived_after_a_round(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    add(house, photo(tmp_path / "门口.jpg"), scan(tmp_path / "门口说明.pdf"))
    round_of(house)
    house.until(lambda: states(page) == ["已收到", "已收到"])
    press(Key.Key_Escape)
    house.settle()
    assert house.screen.page.head.files.text() == "附件 2/2"


def test_a_visit_has_files_of_its_own(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    press(Key.Key_Escape)
    house.settle()
    door = house.screen.page
    (made,) = [b for b in door.side.findChildren(type(door.head.files)) if "走访，附件" in b.accessibleName()]
    made.setFocus()
    press(Key.Key_Space)
    house.settle()
    assert page.of.kind == "visit"
    add(house, photo(tmp_path / "门口.jpg"))
    press(Key.Key_Escape)
    house.settle()
    assert door.head.files.text() == "附件"
    assert any("走访，附件 0/1" in b.accessibleName() for b in door.side.findChildren(type(door.head.files)))


def test_a_thumbnail_is_small_and_goes_with_the_picture(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    add(house, photo(tmp_path / "大.png", 3000))
    (one,) = page.files
    small = Files(house.opened[-1].desk.store).content(one.thumb_sha256)
    assert len(small) <= THUMB_BYTES
    image = picture(small, "image/jpeg", 5000)
    assert max(image.width(), image.height()) == THUMB_SIDE


def test_a_file_of_no_sort_we_keep_is_told_and_the_others_are_added(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    wrong = tmp_path / "名单.xlsx"
    wrong.write_bytes(b"PK\x03\x04 and so on")
    add(house, wrong, photo(tmp_path / "门口.jpg"))
    assert "名单.xlsx 没加上" in house.strip()
    assert "只收 JPG、PNG 和 PDF" in house.strip()
    assert [each.name for each in page.files] == ["门口.jpg"]


def test_the_same_photo_twice_is_kept_once(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    picture = photo(tmp_path / "门口.jpg")
    add(house, picture)
    add(house, picture)
    assert "已经有了" in house.strip()
    assert len(page.files) == 1


@pytest.mark.no_qt_log  # its reader complains of what it is given
def test_a_picture_that_is_none_is_said_and_never_opened_elsewhere(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    broken = tmp_path / "坏.jpg"
    broken.write_bytes(content(5000))
    add(house, broken)
    house.until(lambda: "打不开" in page.paper.words())
    assert page.files[0].thumb_sha256 is None


def test_a_picture_that_claims_to_be_huge_is_not_read(qapp: object) -> None:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60000).to_bytes(4) + (60000).to_bytes(4)
    assert picture(head + b"\x08\x02\x00\x00\x00" + bytes(400), "image/png", 1600).isNull()
    assert picture(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", 1600).isNull()


def test_a_large_file_can_be_called_off_and_nothing_of_it_stays(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    porters = house.shell.seat.porters
    real, halfway = porters.hand.told, threading.Event()

    def told(progress: Any) -> None:
        if progress.done >= 2 * PART and not halfway.is_set():
            halfway.set()
            stopped.wait(20)
        real(progress)

    stopped = threading.Event()
    porters.hand.told = told
    house.files.append(scan(tmp_path / "大.pdf", 40 * PART))
    press(Key.Key_N, CTRL)
    house.until(lambda: halfway.is_set() and page.stop.isVisible())
    assert not page.add.isVisible()
    tab_to("停下")
    press(Key.Key_Space)
    stopped.set()
    house.until(lambda: not page.attaching.busy)
    house.settle()
    assert "停下了，没有加上" in house.strip()
    assert page.files == []
    folder = Files(house.opened[-1].desk.store).folder
    assert list(folder.iterdir()) == []


def test_a_file_of_another_desk_shows_its_thumbnail_and_is_fetched_by_enter(
    house: House, tmp_path: Path
) -> None:
    page = at_files(house)
    house.shell.seat.sync()
    house.until(lambda: "同步好了" in house.strip())
    raw = photo(tmp_path / "外.jpg", 700).read_bytes()
    small = photo(tmp_path / "小.jpg", 120).read_bytes()
    far_file(house, page.of.row, raw, "外.jpg", small)
    house.shell.seat.sync()
    house.until(lambda: states(page) == ["不在这台电脑"])
    house.until(lambda: "缩略图：外.jpg" in page.paper.words())
    assert "原件在中心" in page.paper.why_words.text()
    page.rows.setFocus()
    press(Key.Key_Return)
    house.until(lambda: "图片：外.jpg" in page.paper.words())
    assert states(page) == ["已收到"]
    assert page.paper.picture.image.width() == 700


def test_what_keeps_a_file_is_said_beside_it(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    house.shell.seat.sync()
    house.until(lambda: "同步好了" in house.strip())
    far_file(house, page.of.row, photo(tmp_path / "外.jpg", 300).read_bytes(), "外.jpg")
    house.shell.seat.sync()
    house.until(lambda: states(page) == ["不在这台电脑"])
    FileLine.fault = RoadError("unreachable")
    page.rows.setFocus()
    press(Key.Key_Return)
    house.until(lambda: "连不上中心" in house.strip())
    house.until(lambda: "连不上中心" in page.paper.why_words.text())
    FileLine.fault = None
    press(Key.Key_Return)
    house.until(lambda: states(page) == ["已收到"])


def test_a_file_damaged_here_is_said_and_can_be_fetched_again(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    add(house, photo(tmp_path / "门口.jpg"))
    round_of(house)
    files = Files(house.opened[-1].desk.store)
    sha256 = page.files[0].sha256
    for path in files.folder.iterdir():
        flip(path, 20)
    house.files.append(tmp_path)
    press(Key.Key_S, CTRL)
    house.until(lambda: states(page) == ["坏了"])
    assert "坏了" in house.strip()
    page.rows.setFocus()
    press(Key.Key_Return)
    house.until(lambda: states(page) == ["已收到"])
    assert files.is_here(sha256)


def test_a_copy_goes_where_somebody_chose_under_a_name_of_its_content(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    original = photo(tmp_path / "门口.jpg")
    add(house, original)
    out = tmp_path / "u"
    out.mkdir()
    (out / "门口.jpg").write_bytes(b"another")
    house.files.append(out)
    press(Key.Key_S, CTRL)
    house.until(lambda: "存好了" in house.strip())
    assert (out / "门口.jpg").read_bytes() == b"another"
    assert (out / "门口 (2).jpg").read_bytes() == original.read_bytes()
    assert page.files


def test_taken_off_by_delete_and_put_back_by_undo(house: House, tmp_path: Path) -> None:
    page = at_files(house)
    add(house, photo(tmp_path / "门口.jpg"))
    press(Key.Key_Delete)
    house.until(lambda: "撤下了 门口.jpg" in house.strip())
    house.settle()
    assert page.files == []
    assert "还没有附件" in page.nothing.title.text()
    press(Key.Key_Z, CTRL)
    house.until(lambda: "放回来了" in house.strip())
    house.settle()
    assert [each.name for each in page.files] == ["门口.jpg"]


def test_rows_do_not_wait_for_a_file_that_hangs_and_leaving_does_not_either(
    house: House, tmp_path: Path
) -> None:
    page = at_files(house)
    FileLine.gate = threading.Event()
    add(house, photo(tmp_path / "门口.jpg"))
    house.shell.seat.sync()
    house.until(lambda: "同步好了" in house.strip())
    house.settle()
    assert "待发 0 项" in house.fact("waiting")
    assert states(page) == ["待发"]
    timer = threading.Timer(ENDS_WITHIN + 5, FileLine.gate.set)
    timer.start()
    house.shell.leave()
    assert not FileLine.gate.is_set(), "leaving waited for the line"
    timer.cancel()
    FileLine.gate.set()
    for thread in threading.enumerate():
        if thread.name in (SENDER, HAND):
            thread.join(20)


def test_a_file_being_sent_stops_between_two_parts_and_goes_on_later(house: House, tmp_path: Path) -> None:
    at_files(house)
    add(house, scan(tmp_path / "大.pdf", 30 * PART))
    seat, parts = house.shell.seat, []
    seat.porters.progressed.connect(parts.append)
    FileLine.gate = threading.Event()
    seat.sync()
    house.until(lambda: "同步好了" in house.strip())
    seat.porters.hand.closing = True
    FileLine.gate.set()
    seat.porters.send()  # which ends the thread, whether it is under way or at rest
    seat.porters.threads[0].join(20)
    assert not seat.porters.threads[0].is_alive()
    house.settle()
    found = house.opened[-1].desk.ask(lambda s: files_of(s, "household", house.screens["attachments"].of.row))
    assert found[0].state in ("waiting", "sending")
    assert found[0].done < 30
