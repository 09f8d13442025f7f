"""Windows are half open, and relations say whether they fold."""

from datetime import UTC, datetime

from pipeline.model import Relation, Window


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
