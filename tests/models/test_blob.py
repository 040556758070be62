"""Blobs: how they are cut into parts, which fields name them, and what their files may be called."""

import pytest

from deskapp.models.blob import LIMIT, PART, file_fields, length_of, parts_of, safe_name, shown_name


def test_the_last_part_has_what_is_left() -> None:
    sizes = [1, PART, PART + 1, LIMIT]
    assert [sum(length_of(size, n) for n in range(parts_of(size))) for size in sizes] == sizes
    assert (length_of(PART, 1), parts_of(LIMIT)) == (0, 800)


def test_fields_that_name_files_are_found_by_what_they_hold() -> None:
    assert file_fields() == [("attachment", "sha256"), ("attachment", "thumb_sha256")]


@pytest.mark.parametrize(
    ("name", "shown", "safe"),
    [
        ("身份证.JPG", "身份证.JPG", "身份证.jpg"),
        ("../../etc/passwd", "passwd", "passwd.jpg"),
        ("C:\\temp\\a.pdf", "a.pdf", "a.jpg"),
        ("gpj.exe\u202e.jpg", "gpj.exe.jpg", "gpj.exe.jpg"),
        ("a:b|c?.png", "a:b|c?.png", "a_b_c_.jpg"),
        ("CON.jpg", "CON.jpg", "_CON.jpg"),
        ("nul", "nul", "_nul.jpg"),
        ("点.. .", "点.. .", "点.jpg"),
        ("", "", "_.jpg"),
        ("\x00\n\t", "", "_.jpg"),
        ("长" * 300, "长" * 120, "长" * 66 + ".jpg"),
    ],
)
def test_a_name_is_data_and_leads_nowhere(name: str, shown: str, safe: str) -> None:
    assert shown_name(name) == shown
    assert safe_name(name, "image/jpeg") == safe
