"""What bytes are, told by the bytes: servers label feeds as archives, pages as pictures and films as pages."""

from __future__ import annotations

import codecs

_LOOKED_AT_BYTES = 1_024
_NEVER_IN_TEXT = frozenset(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B}
"""Control characters, but for white space and the escape of ISO-2022; packed or binary bytes soon hold one."""
_MAX_CONTROLS_SHARE = 0.02
"""A page with a stray NUL is a page; of packed bytes, every tenth is a control character."""
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WIDE_BRACKETS = (b"<\x00", b"\x00<")
"""How markup in UTF-16 begins that has no byte order mark."""

_MEDIA_MAGICS = (
    *(b"%PDF-", b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"BM\x00", b"II*\x00", b"MM\x00*"),
    *(b"RIFF", b"OggS", b"ID3", b"fLaC", b"\x1aE\xdf\xa3", b"\x00\x00\x01\x00", b"wOFF", b"wOF2"),
    *(b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"\xd0\xcf\x11\xe0"),
)
"""How pictures, sound, films, fonts, office files and archives of files begin."""
_MP4_MARK = slice(4, 8)


def is_text(body: bytes) -> bool:
    """Return whether the body begins as text does, in whatever character set."""
    head = body[:_LOOKED_AT_BYTES]
    if head.startswith((*_WIDE_MARKS, *_WIDE_BRACKETS)):
        return True
    return sum(byte in _NEVER_IN_TEXT for byte in head) <= len(head) * _MAX_CONTROLS_SHARE


def is_media(body: bytes) -> bool:
    """Return whether the body begins as a picture, film, sound, font or file of an office does."""
    return (body.startswith(_MEDIA_MAGICS) or body[_MP4_MARK] == b"ftyp") and not is_markup(body)


def is_markup(body: bytes) -> bool:
    """Return whether the body begins with an element, past white space and a byte order mark."""
    return body.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")
