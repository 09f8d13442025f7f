from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
from backports import zstd
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
        (brotli.compress(TEXT), "br"),
        (zstd.compress(TEXT), "zstd"),
        (gzip.compress(brotli.compress(TEXT), mtime=0), "br, gzip"),
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
        (gzip.compress(TEXT, mtime=0)[:2] + b"\x00" * 60, "gzip", "body_damaged"),
        (brotli.compress(b"\x00" * 10_000_000), "br", "body_too_large"),
        (zstd.compress(b"\x00" * 10_000_000), "zstd", "body_too_large"),
        (brotli.compress(TEXT)[:-4], "br", "body_truncated"),
        (zstd.compress(TEXT)[:-4], "zstd", "body_truncated"),
        (b"\x00\x01\x02" * 60, "br", "body_damaged"),
        (b"\xff\x00" * 50, "deflate", "body_damaged"),
        (gzip.compress(b"", mtime=0) * 50_000, "gzip", "body_damaged"),
        (b"\x00\x01\x02" * 60, "compress", "unknown_encoding"),
    ],
)
def test_what_cannot_be_decoded_within_the_cap_is_refused_by_name(body, encoding, reason):
    with pytest.raises(Rejected) as caught:
        decode_body(body, encoding, 600)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "label", ["gzip", "deflate", "br", "zstd", "utf-8", "none", "gzip, gzip", "text/html"]
)
def test_text_stays_as_it_is_whatever_coding_was_named(label):
    """Archives keep the label of a body they stored unpacked; servers write a character set in its place."""
    for text in (TEXT, TEXT.decode().encode("utf-16"), "<p>Über die Brücke</p>".encode("latin-1"), b"x"):
        assert decode_body(text, label, 10_000) == text


@pytest.mark.parametrize("label", ["", "identity", "gzip", "utf-8", "deflate"])
def test_what_is_packed_twice_or_unasked_is_unpacked(label):
    once = gzip.compress(TEXT, mtime=0)
    assert decode_body(gzip.compress(once, mtime=0), label, 10_000) == TEXT
    assert decode_body(once, label, 10_000) == TEXT
    assert decode_body(zstd.compress(TEXT), label if label != "gzip" else "", 10_000) == TEXT


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


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (brotli.compress(TEXT), ""),
        (brotli.compress(TEXT), "gzip"),
        (brotli.compress(TEXT), "deflate"),
        (zlib.compress(TEXT), ""),
        (zlib.compress(TEXT), "br"),
        (RAW_TEXT, "gzip"),
        (zstd.compress(TEXT), "br"),
        (gzip.compress(brotli.compress(TEXT), mtime=0), "gzip, br"),
        (gzip.compress(brotli.compress(TEXT), mtime=0), "br, gzip"),
        (b"\r\n" + gzip.compress(TEXT, mtime=0), "gzip"),
    ],
)
def test_a_coding_that_was_named_wrongly_or_not_is_told_by_the_text_that_comes_of_it(body, encoding):
    assert decode_body(body, encoding, 10_000) == TEXT


@given(st.binary(max_size=3_000))
def test_bytes_that_bear_no_coding_stay_as_they_are(noise):
    """A coding makes texts shorter, so what becomes shorter by it never bore it."""
    packed = b"\x00\x01\x02" + noise
    assert decode_body(packed, "", 10_000) == packed


def test_what_a_tried_coding_swells_to_is_bounded():
    bomb = brotli.compress(b"a" * 1_000_000)
    with pytest.raises(Rejected) as caught:
        decode_body(bomb, "gzip", 10_000)
    assert caught.value.reason in {"body_damaged", "body_too_large"}
