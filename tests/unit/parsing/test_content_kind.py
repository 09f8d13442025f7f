from __future__ import annotations

import gzip
import zlib

import pytest

from pipeline.parsing.content_kind import is_media, is_text

PAGE = "<html><body><p>Die Fähre läuft wieder</p></body></html>"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-le", "utf-16-be"])
def test_markup_is_text_in_any_character_set(charset):
    assert is_text(PAGE.encode(charset))
    assert not is_media(PAGE.encode(charset))


def test_a_stray_control_character_makes_no_text_binary():
    assert is_text(PAGE.encode() + b"\x00" + PAGE.encode())


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_packed_bytes_are_no_text(pack):
    assert not is_text(pack(PAGE.encode() * 9))


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\x00\x00\x00\x18ftypmp42", b"PK\x03\x04"],
)
def test_pictures_films_and_office_files_are_media(body):
    assert is_media(body)
