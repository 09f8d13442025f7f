from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawling.headers import MAX_KEPT_HEADER, MAX_KEPT_HEADERS, kept_headers

VALUES = st.one_of(
    st.binary(max_size=60).map(lambda raw: raw.decode("utf-8", "surrogateescape")), st.text(max_size=40)
)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (b"caf\xe9", "café"),
        ("café".encode(), "café"),
        (b"a\x00b\r\nX: c", "a b X: c"),
        (b"\xff\xfe", "ÿþ"),
    ],
)
def test_a_byte_that_is_no_utf8_is_read_as_latin1_and_controls_go(raw, kept):
    assert kept_headers([("X-Note", raw.decode("utf-8", "surrogateescape"))]) == {"x-note": kept}


@pytest.mark.parametrize("name", ["X-\udce9A", "X A", "", "X\r\nY", "Ünicode", "x" * 300])
def test_what_is_no_name_is_left_out(name):
    assert kept_headers([(name, "a"), ("ETag", "b")]) == {"etag": "b"}


def test_secrets_and_labels_of_codings_that_are_undone_go():
    dropped = ("Set-Cookie", "Content-Encoding", "Transfer-Encoding", "Content-Length")
    assert kept_headers([(name, "x") for name in dropped]) == {}


def test_long_values_are_left_out_and_all_of_them_have_a_bound():
    assert kept_headers([("a", "x" * (MAX_KEPT_HEADER + 1)), ("b", "y")]) == {"b": "y"}
    many = kept_headers([(f"n{number}", "z" * 3_000) for number in range(20)])
    assert sum(len(name) + len(value) for name, value in many.items()) <= MAX_KEPT_HEADERS


@given(st.lists(st.tuples(VALUES, VALUES), max_size=8))
def test_whatever_came_what_is_kept_can_be_written_and_kept_again(headers):
    kept = kept_headers(headers)
    assert kept_headers(kept.items()) == kept
    for name, value in kept.items():
        name.encode("ascii")
        value.encode("utf-8")
        assert not any(each in name + value for each in "\r\n\x00")
