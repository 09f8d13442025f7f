from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Rejected
from pipeline.parsing.codings import decode_body, join_chunks

TEXT = b"A calm report about the harbour. " * 20
RAW = zlib.compressobj(wbits=-15)
RAW_TEXT = RAW.compress(TEXT) + RAW.flush()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT, mtime=0), "gzip"),
        (gzip.compress(TEXT, mtime=0), " X-GZIP "),
        (gzip.compress(TEXT[:50], mtime=0) + gzip.compress(TEXT[50:], mtime=0), "gzip"),
        (gzip.compress(TEXT, mtime=0) + b"\x00\x00 padding", "gzip"),
        (zlib.compress(TEXT), "deflate"),
        (RAW_TEXT, "deflate"),
    ],
)
def test_a_body_is_decoded_whole(body, encoding):
    assert decode_body(body, encoding, 10_000) == TEXT


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (TEXT, "", "body_too_large"),
        (gzip.compress(b"\x00" * 10_000_000, mtime=0), "gzip", "body_too_large"),
        (gzip.compress(b"\x00" * 99, mtime=0) * 99, "gzip", "body_too_large"),
        (gzip.compress(b"x", mtime=0)[:-4], "gzip", "body_truncated"),
        (RAW_TEXT[:-9], "deflate", "body_truncated"),
        (b"no gzip at all", "gzip", "body_damaged"),
        (b"\xff" * 50, "deflate", "body_damaged"),
        (gzip.compress(b"", mtime=0) * 50_000, "gzip", "body_damaged"),
        (TEXT, "br", "unknown_encoding"),
        (TEXT, "gzip, gzip", "unknown_encoding"),
    ],
)
def test_what_cannot_be_decoded_within_the_cap_is_refused_by_name(body, encoding, reason):
    with pytest.raises(Rejected) as caught:
        decode_body(body, encoding, 600)
    assert caught.value.reason == reason


@given(st.binary(max_size=300), st.integers(1, 40))
def test_chunks_come_back_joined(body, size):
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    chunked = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert join_chunks(chunked) == body


@pytest.mark.parametrize("body", [b"", b"plain text", b"<html>\r\n</html>"])
def test_what_bears_no_chunks_stays_as_it_is(body):
    assert join_chunks(body) == body


@pytest.mark.parametrize("body", [b"5\r\nhello\r\n", b"5\r\nhello\r\nff\r\nx"])
def test_a_missing_chunk_is_noticed(body):
    with pytest.raises(Rejected, match="body_truncated"):
        join_chunks(body)
