"""What a set says of a page is understood in every form that sets write it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.evaluation.pages import (
    READ_AT,
    address_of,
    authors_of,
    captures_of,
    fetched_at,
    gold_pages,
    moment_of,
)
from pipeline.evaluation.sets import find_sets
from tests.gold_folder import write_pages, write_set


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-05-21 16:46:45+02:00", datetime(2026, 5, 21, 14, 46, 45, tzinfo=UTC)),
        ("2026-05-21T16:46:45", datetime(2026, 5, 21, 16, 46, 45, tzinfo=UTC)),
        ("2020-11-30", datetime(2020, 11, 30, tzinfo=UTC)),
        ("20161101014901", datetime(2016, 11, 1, 1, 49, 1, tzinfo=UTC)),
        ("20111209", datetime(2011, 12, 9, tzinfo=UTC)),
        ("23/10/2013 11:39", datetime(2013, 10, 23, 11, 39, tzinfo=UTC)),
        ("January 12 , 2012", datetime(2012, 1, 12, tzinfo=UTC)),
        ("32/10/2013", None),
        ("20111340", None),
        ("lately", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_read_in_every_form_or_not_at_all(written, moment):
    assert moment_of(written) == moment


def test_the_time_of_capture_is_the_best_that_a_row_has():
    captured, published, day = "2023-04-23T12:13:57+05:30", "2023-04-19", "20230422"
    assert fetched_at({"captured": captured, "published": published}) == datetime(
        2023, 4, 23, 6, 43, 57, tzinfo=UTC
    )
    assert fetched_at({"published": published, "day": day}) == datetime(2023, 4, 19, tzinfo=UTC)
    assert fetched_at({"day": day}) == datetime(2023, 4, 22, 20, tzinfo=UTC)
    assert fetched_at({}) is None


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["Ines Talvik", "Ruta Anneken"], ("Ines Talvik", "Ruta Anneken")),
        ("['Ines Talvik', 'Ruta Anneken']", ("Ines Talvik", "Ruta Anneken")),
        ("Ines Talvik and Ruta Anneken", ("Ines Talvik", "Ruta Anneken")),
        ("Ines Talvik; Ruta Anneken", ("Ines Talvik", "Ruta Anneken")),
        ("[broken", ("[broken",)),
        ([], ()),
        (None, ()),
    ],
)
def test_authors_are_a_list_or_its_text(written, names):
    assert authors_of(written) == names


def test_a_page_without_an_address_gets_one_from_its_host_and_id():
    assert address_of({"url": "https://harbour.example/a b", "id": "1"}) == "https://harbour.example/a%20b"
    assert address_of({"url": None, "host": "harbour.example", "id": "x/cell (1)"}) == (
        "http://harbour.example/x/cell%20%281%29"
    )
    archived = "http://web.archive.org/web/20151030223013/http://valley.example/fire"
    assert address_of({"url": archived}) == "http://valley.example/fire"


def test_a_night_is_measured_on_the_pages_that_its_gold_names(tmp_path):
    rows = [{"id": name, "title": "as crawled", "lang": "fr", "day": "20260301"} for name in ("a", "b")]
    write_set(tmp_path, "nights/valley", rows)
    write_set(tmp_path, "nights/valley_gold", [{"id": "b", "text": "Le pont", "title": None}])
    first, second = gold_pages(find_sets(tmp_path).pages[0], print)
    assert (first.is_measured, first.text) == (False, None)
    assert (second.is_measured, second.text, second.title, second.language) == (True, "Le pont", None, "fr")


def test_a_set_that_names_no_time_was_read_after_the_latest_date_it_holds(tmp_path):
    write_set(
        tmp_path, "extraction/ext_harbour", [{"id": "a", "date": "2031-05-01"}, {"id": "b"}, {"id": None}]
    )
    notes = []
    pages = gold_pages(find_sets(tmp_path).pages[0], notes.append)
    assert {page.fetched_at for page in pages} == {datetime(2031, 5, 2, tzinfo=UTC)}
    assert "line 3: no id" in notes[0]
    write_set(tmp_path, "extraction/ext_harbour", [{"id": "a", "date": "2011-05-01"}])
    assert [page.fetched_at for page in gold_pages(find_sets(tmp_path).pages[0], print)] == [READ_AT]


def test_pages_come_from_the_archive_and_missing_ones_are_named(tmp_path):
    rows = [{"id": "1", "html_path": "sub/one.html"}, {"id": "2"}, {"id": "3"}, {"id": "4"}]
    write_set(tmp_path, "extraction/ext_harbour", rows)
    write_pages(tmp_path, "extraction/ext_harbour", {"sub/one.html": "one", "deep/2.html": "two", "9": "?"})
    (pages,) = find_sets(tmp_path).pages
    notes = []
    found = captures_of(pages, gold_pages(pages, print), notes.append)
    assert [(place, fetched.body) for place, fetched in found] == [(0, b"one"), (1, b"two")]
    assert "2 pages are not in ext_harbour.html.tar.xz" in notes[0]


def test_a_missing_or_damaged_archive_is_named(tmp_path):
    write_set(tmp_path, "extraction/ext_harbour", [{"id": "1"}])
    (pages,) = find_sets(tmp_path).pages
    notes = []
    assert list(captures_of(pages, gold_pages(pages, print), notes.append)) == []
    assert "is missing" in notes[0]
    write_pages(tmp_path, "extraction/ext_harbour", {"1.html": "one"}).write_bytes(b"no archive")
    notes.clear()
    assert list(captures_of(pages, gold_pages(pages, print), notes.append)) == []
    assert "damaged" in notes[0]
