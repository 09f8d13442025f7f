"""Articles are found as soon as they are folded, by what they say now, and no longer than they are in a story."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.review.search import SearchFilter, search
from pipeline.searching.words import MOST_WORDS, key_of
from pipeline.steps.fold.article_words import index_words
from tests.integration.kept_articles import FIRST_DAY, Bench, Kept, ids, report


def found(bench, typed):
    with bench.warehouse.read() as db:
        return sorted(
            story.article.url.rsplit("/", 1)[1] for story in search(db, SearchFilter(typed)).stories
        )


def test_an_article_is_found_by_what_it_says_now(warehouse):
    bench = Bench(warehouse)
    one = Kept("one", f"The quayside burned.\n{report(1)}", title="Fire at night")
    two = Kept("two", f"The quayside reopened.\n{report(2)}", title="Tram returns")
    bench.night(one, two)
    assert found(bench, "quayside") == ["one", "two"]
    assert found(bench, "fire") == ["one"]
    bench.night(replace(one, text=f"The granary burned.\n{report(1)}", title="Blaze at night"))
    assert found(bench, "quayside") == ["two"]
    assert found(bench, "granary blaze") == ["one"]
    assert found(bench, "fire") == []


def test_an_article_that_is_none_any_more_is_not_found(warehouse):
    bench = Bench(warehouse)
    bench.night(one := Kept("one", report(1), title="Quayside"))
    with warehouse.write() as db:
        db.run(
            "shared/delete_versions_of_captures",
            captures=[row[0] for row in bench.table("SELECT capture_id FROM captures")],
        )
        db.upsert("pending_work", [{"step": "fold", "subject_id": one.article_id}])
    bench.fold()
    assert found(bench, "quayside") == []
    assert bench.table("SELECT * FROM article_words") == []


def test_night_after_night_leaves_what_writing_all_anew_does(warehouse):
    bench = Bench(warehouse)
    articles = [Kept(f"n{seed}", report(seed), title=f"Report {seed}") for seed in range(12)]
    for article in articles:
        bench.night(replace(article, text=report(99)))
        bench.night(article)
    words = "SELECT * FROM article_words ORDER BY article_id"
    night_after_night = bench.table(words)
    with warehouse.write() as db:
        db.run("fold/delete_words_of_articles", articles=ids(articles))
        index_words(db, ids(articles))
    assert bench.table(words) == night_after_night
    assert len(night_after_night) == len(articles)
    assert found(bench, "report 7") == ["n7"]


def test_two_articles_that_want_one_number_get_two_and_keep_them(warehouse, monkeypatch):
    monkeypatch.setattr("pipeline.steps.fold.article_words.key_of", lambda at, _id="": key_of(at))
    bench = Bench(warehouse)
    articles = [Kept(f"n{seed}", report(seed), title="Quayside") for seed in range(3)]
    bench.night(articles[0])
    bench.night(*articles)
    keys = "SELECT document_key FROM article_words ORDER BY document_key"
    first = key_of(FIRST_DAY)
    assert bench.table(keys) == [(first,), (first + 1,), (first + 2,)]
    kept = bench.table("SELECT article_id, document_key FROM article_words ORDER BY article_id")
    with warehouse.write() as db:
        index_words(db, ids(articles))
    assert bench.table("SELECT article_id, document_key FROM article_words ORDER BY article_id") == kept
    assert found(bench, "quayside") == ["n0", "n1", "n2"]


def test_of_a_very_long_text_the_beginning_is_found(warehouse):
    bench = Bench(warehouse)
    words = " ".join(f"w{number}" for number in range(MOST_WORDS + 500))
    bench.night(Kept("long", f"{words} {'again ' * 400}", title="Long"))
    assert found(bench, f'"w{MOST_WORDS - 10} w{MOST_WORDS - 9}"') == ["long"]
    assert found(bench, f"w{MOST_WORDS + 400}") == []


def test_a_word_without_end_is_kept_by_its_beginning(warehouse):
    bench = Bench(warehouse)
    bench.night(Kept("one", f"{'x' * 5_000} {report(1)}"))
    assert found(bench, "x" * 200) == ["one"]


def test_a_text_of_many_long_words_is_kept_as_far_as_a_database_holds_it(warehouse):
    """PostgreSQL refuses words of more than a megabyte, and one such page would stop every night."""
    bench = Bench(warehouse)
    of_four_bytes = {ord(digit): chr(0x10400 + int(digit)) for digit in "0123456789"}
    words = (f"{number:05}".translate(of_four_bytes) * 20 for number in range(4_000))
    bench.night(Kept("one", f"quayside {' '.join(words)}"))
    assert found(bench, "quayside") == ["one"]


@pytest.mark.parametrize(("times", "is_found"), [(255, True), (256, False)])
def test_words_that_follow_each_other_behind_256_places_of_one_are_found_on_sqlite_alone(
    warehouse, warehouse_url, times, is_found
):
    """PostgreSQL keeps no more places of a word; `docs/how-to/search.md` says so."""
    bench = Bench(warehouse)
    bench.night(Kept("one", f"{'tram line ' * times}tram quayside", title="Evening"))
    assert found(bench, "tram quayside") == ["one"]
    is_postgresql = warehouse_url.startswith("postgresql")
    assert found(bench, '"tram quayside"') == (["one"] if is_found or not is_postgresql else [])
