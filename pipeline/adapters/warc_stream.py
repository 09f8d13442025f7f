"""Records of a WARC stream, one after the other, and found again behind whatever is no record.

A record is whole when it is as long as it says and a new record, blank lines, or the end of the stream follow it. What
stands between whole records (garbage, a record cut short, a length that lies) is passed over, counted, and said. Heads
may end their lines with a line feed alone.

Readers in use elsewhere end, quietly or with an error, at the first byte that is no record's. Whatever the bytes, each
is looked at a fixed number of times: a head that holds the beginning of another record is none, and where blank lines
lie is remembered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NamedTuple

from pipeline.errors import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_RECORD_BYTES = 64 << 20
"""A record larger than this is passed over: no page of news is, and one must never fill the memory."""
MAX_HEAD_BYTES = 64 << 10
"""Of a record's own head; those of crawlers take one KB."""
MAX_GARBAGE_BYTES = 256 << 20
"""In a row; a file that holds so much between two records is none, or is no longer."""

_CHUNK_BYTES = 1 << 18
_COMPACT_BYTES = 1 << 20
_LOOK_AHEAD = 16
"""Bytes behind a record that say whether it ends there."""
_START = re.compile(rb"WARC/[01]\.\d{1,3}[ \t]*\r?\n")
_NEXT = b"\nWARC/"
_LINE_ENDS = re.compile(rb"[\r\n]*")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
_RAW_BYTE = re.compile("[\udc80-\udcff]")
_LENGTH = re.compile(r"\d{1,15}")


@dataclass(frozen=True, slots=True)
class Record:
    """A record that is as long as it says; its headers by lower-case name, bytes that are no UTF-8 escaped."""

    headers: Mapping[str, str]
    content: bytes
    offset: int

    @property
    def target(self) -> str:
        """The address it is about; a byte that is no UTF-8 stands in it as in any address, escaped."""
        return _RAW_BYTE.sub(_escaped, self.headers.get("warc-target-uri", "").strip("<> "))


class Damage(NamedTuple):
    """Where in a stream something is no record, and what is wrong with it."""

    position: int
    why: str


class RecordStream:
    """Gives the records of a stream in order; `whole` counts them, `damages` says where others were lost."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.whole = 0
        self.damages: list[Damage] = []
        self.lost_bytes = 0
        self._stream = stream
        self._buffer = bytearray()
        self._buffer_at = 0
        self._position = 0
        self._is_read = False
        self._gives_up = False
        self._in_damage = False
        self._blank: tuple[int, int] | None = None
        self._no_blank_before = 0

    def __iter__(self) -> Iterator[Record | Rejected]:
        """Yield each whole record, and a Rejected for one that is too large; raise what reading the stream raises."""
        while True:
            self._pass_line_ends()
            if self._gives_up or not self._fill(1):
                return
            head = self._head()
            if isinstance(head, str):
                self._lose(head)
                continue
            headers, start, length = head
            if length > MAX_RECORD_BYTES:
                yield self._pass_large(headers, start, length)
            elif fault := self._fault(start, length):
                self._lose(fault)
            else:
                self._in_damage = False
                content = bytes(self._buffer[self._index(start) : self._index(start + length)])
                record = Record(headers, content, self._position)
                self._position = start + length
                self.whole += 1
                yield record

    def _index(self, position: int) -> int:
        return position - self._buffer_at

    def _fill(self, length: int) -> int:
        """Have so many bytes from the position on in the buffer; return how many there are, fewer at the end."""
        if (used := self._index(self._position)) > _COMPACT_BYTES:
            del self._buffer[:used]
            self._buffer_at = self._position
        while not self._is_read and self._index(self._position) + length > len(self._buffer):
            part = self._stream.read(_CHUNK_BYTES)
            self._is_read = not part
            self._buffer += part
        return len(self._buffer) - self._index(self._position)

    def _pass_line_ends(self) -> None:
        while self._fill(1):
            ends = _LINE_ENDS.match(self._buffer, self._index(self._position))
            assert ends is not None  # it may be empty
            self._position = self._buffer_at + ends.end()
            if ends.end() < len(self._buffer) or ends.end() == ends.start():
                return

    def _head(self) -> tuple[dict[str, str], int, int] | str:
        """Return the headers of the record that begins here, where its content begins and how long that is; or why not."""
        self._fill(MAX_HEAD_BYTES)
        here = self._index(self._position)
        start = _START.match(self._buffer, here)
        if start is None:
            return "no WARC record"
        blank = self._blank_after(self._buffer_at + start.end() - 1)
        if blank is None:
            return "a record's head does not end"
        fields = bytes(self._buffer[start.end() : max(start.end(), self._index(blank[0]))])
        if self._buffer.find(_NEXT, start.end() - 1, self._index(blank[0])) >= 0:
            return "a record breaks off in its head"
        headers = _fields(fields)
        length = _LENGTH.fullmatch(headers.get("content-length", ""))
        return (headers, blank[1], int(length[0])) if length else "a record does not say how long it is"

    def _blank_after(self, position: int) -> tuple[int, int] | None:
        """Return where the first blank line from there on begins and ends, if within the length of a head."""
        if self._blank is None or self._blank[0] < position:
            self._blank = None
            end = min(self._index(self._position) + MAX_HEAD_BYTES, len(self._buffer))
            begin = max(self._index(position), self._index(self._no_blank_before) - 3)
            if found := _BLANK_LINE.search(self._buffer, begin, end):
                self._blank = self._buffer_at + found.start(), self._buffer_at + found.end()
            else:
                self._no_blank_before = self._buffer_at + end
        if self._blank is None or self._blank[1] > self._position + MAX_HEAD_BYTES:
            return None
        return self._blank

    def _fault(self, start: int, length: int) -> str:
        """Return what is wrong with a record of that length, or an empty string."""
        end = start + length - self._position
        if self._fill(end + _LOOK_AHEAD) < end:
            return "the file breaks off inside the record"
        behind = bytes(self._buffer[self._index(start + length) : self._index(start + length) + _LOOK_AHEAD])
        rest = behind.lstrip(b"\r\n")
        if _BLANK_LINE.match(behind) or rest.startswith(b"WARC/"):
            return ""
        return "" if not rest and len(behind) < _LOOK_AHEAD else "a record is not as long as it says"

    def _pass_large(self, headers: Mapping[str, str], start: int, length: int) -> Rejected:
        """Pass over a record that is too large to hold, as long as it says."""
        end = start + length
        self.whole += 1
        refused = Rejected("record_too_large", Record(headers, b"", self._position).target)
        self._in_damage = False
        begin = self._position
        self._position = start
        while self._position < end and (there := self._fill(min(end - self._position, _CHUNK_BYTES))):
            self._position += min(there, end - self._position)
        if self._position < end:
            self._say("the file breaks off inside the record", begin)
        return refused

    def _lose(self, why: str) -> None:
        """Pass over what begins here, up to what may be the next record; end where that is too far."""
        self._say(why, self._position)
        begin = self._position
        self._position += 1
        while (there := self._fill(_CHUNK_BYTES)) and self._position - begin <= MAX_GARBAGE_BYTES:
            found = self._buffer.find(_NEXT, self._index(self._position) - 1)
            if found >= 0:
                self._position = self._buffer_at + found + 1
                break
            self._position += there if self._is_read else max(1, there - _LOOK_AHEAD)
        else:
            self._gives_up = bool(there)
        self.lost_bytes += self._position - begin

    def _say(self, why: str, position: int) -> None:
        if not self._in_damage:
            self.damages.append(Damage(position, why))
        self._in_damage = True


def _escaped(raw_byte: re.Match[str]) -> str:
    return f"%{ord(raw_byte[0]) - 0xDC00:02X}"


def _fields(head: bytes) -> dict[str, str]:
    """Return the fields of a head by lower-case name, the first of a name; a line that begins with a space continues."""
    fields: dict[str, str] = {}
    for name, value in field_lines(head):
        fields.setdefault(name.lower(), value)
    return fields


def field_lines(head: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name and value of each field of a head, bytes that are no UTF-8 as `surrogateescape` has them."""
    name, value = "", ""
    for line in head.decode("utf-8", "surrogateescape").replace("\r", "\n").split("\n"):
        if line[:1] in {" ", "\t"} and name:
            value += " " + line.strip()
            continue
        if name:
            yield name, value
        name, _, value = (part.strip() for part in line.partition(":"))
    if name:
        yield name, value
