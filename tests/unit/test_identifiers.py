"""Identifiers come from content and address."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.identifiers import article_id_of, capture_id_of, content_id


@given(st.lists(st.text(), min_size=2, max_size=2, unique=True))
def test_different_parts_give_different_identifiers(parts):
    assert content_id("x", parts[0]) != content_id("x", parts[1])


def test_parts_do_not_run_into_each_other():
    assert content_id("x", "ab", "c") != content_id("x", "a", "bc")


def test_one_page_has_one_identifier_whatever_its_captures():
    assert article_id_of("example.org/a") == article_id_of("example.org/a")
    assert capture_id_of("example.org/a", "00") != capture_id_of("example.org/a", "01")
