"""Identifiers come from content and address, and windows are half open."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Relation, Window, article_id_of, capture_id_of, content_id


@given(st.lists(st.text(), min_size=2, max_size=2, unique=True))
def test_different_parts_give_different_identifiers(parts):
    assert content_id("x", parts[0]) != content_id("x", parts[1])


def test_parts_do_not_run_into_each_other():
    assert content_id("x", "ab", "c") != content_id("x", "a", "bc")


def test_one_page_has_one_identifier_whatever_its_captures():
    assert article_id_of("example.org/a") == article_id_of("example.org/a")
    assert capture_id_of("example.org/a", "00") != capture_id_of("example.org/a", "01")


def test_a_window_holds_its_start_and_not_its_end():
    start, end = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
    window = Window(start, end)
    assert start in window
    assert end not in window
    assert start in Window(None, end)
    assert end in Window(start, None)


def test_only_relations_of_one_report_fold():
    folding = {relation.value for relation in Relation if relation.folds}
    assert folding == {"identical", "near_duplicate", "abridged", "revision"}
