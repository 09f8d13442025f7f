"""Pages are loaded with the pairs that are about them, wherever in the folder they are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pipeline.evaluation.plan import plan
from pipeline.evaluation.sets import find_sets
from pipeline.model import Fetched
from tests.gold_folder import write_set


class Captures:
    """A reader in whose files one page is captured."""

    def __init__(self, url="http://harbour.example/night"):
        self.url = url

    def read(self, location):
        yield Fetched(self.url, datetime(2026, 3, 1, tzinfo=UTC), 200, {}, b"")


def planned(folder, notes=None, reader=None):
    """Return of every collection its name, sets of pages, files of captures, and lines of pairs."""
    note = (notes if notes is not None else []).append
    return [
        (each.name, [pages.name for pages in each.pages], len(each.warcs), [pair.line for pair in each.pairs])
        for each in plan(find_sets(folder), reader or Captures(), note)
    ]


def page(number, host="harbour.example"):
    return {"id": str(number), "url": f"http://{host}/{number}"}


def pair(left, right, **more):
    return {"url1": page(left)["url"], "url2": page(right)["url"], "label": "near_dup"} | more


def test_pairs_go_with_the_set_of_their_name_and_other_sets_alone(tmp_path):
    write_set(tmp_path, "nights/harbour", [page(1), page(2)])
    write_set(tmp_path, "extraction/ext_valley", [page(3)])
    write_set(tmp_path, "duplicates/harbour_pairs", [pair(1, 2)])
    assert planned(tmp_path) == [("ext_valley", ["ext_valley"], 0, []), ("harbour", ["harbour"], 0, [1])]


def test_a_pair_may_name_the_set_of_its_pages(tmp_path):
    for name in ("harbour", "valley"):
        write_set(tmp_path, f"nights/{name}", [page(1), page(2)])
    write_set(tmp_path, "duplicates/wrong_folds", [pair(1, 2, set="valley"), pair(2, 1, set="harbour")])
    assert planned(tmp_path) == [("harbour", ["harbour"], 0, [2]), ("valley", ["valley"], 0, [1])]


def test_pages_that_no_name_tells_are_found_by_their_address(tmp_path):
    write_set(tmp_path, "nights/harbour", [page(1)])
    write_set(tmp_path, "extraction/ext_valley", [page(2)])
    write_set(tmp_path, "extraction/ext_mill", [page(3)])
    write_set(tmp_path, "duplicates/mine_pairs", [pair(1, 2)])
    assert planned(tmp_path) == [
        ("ext_mill", ["ext_mill"], 0, []),
        ("valley + harbour", ["ext_valley", "harbour"], 0, [1]),
    ]


@pytest.mark.parametrize(("captured", "files"), [(1, 1), (9, 0)])
def test_files_of_captures_join_the_pages_of_pairs_that_name_one_of_theirs(tmp_path, captured, files):
    write_set(tmp_path, "duplicates/harbour_text", [page(1), page(2)])
    write_set(tmp_path, "duplicates/harbour_pairs", [pair(1, 2)])
    (tmp_path / "nights").mkdir()
    (tmp_path / "nights" / "2026-03-01.warc.gz").touch()
    notes = []
    found = planned(tmp_path, notes, Captures(page(captured)["url"]))
    assert found == [("harbour", ["harbour_text"], files, [1])]
    assert bool(notes) == (files == 0)


def test_pairs_with_texts_need_no_pages(tmp_path):
    write_set(tmp_path, "duplicates/mine_pairs", [{"text1": "a", "text2": "b", "label": 3}])
    assert planned(tmp_path) == [("mine_pairs", [], 0, [1])]


def test_a_pair_of_an_unknown_label_is_named_and_left_out(tmp_path):
    write_set(tmp_path, "nights/harbour", [page(1), page(2)])
    write_set(tmp_path, "duplicates/harbour_pairs", [pair(1, 2), pair(1, 2, label="kin")])
    notes = []
    assert planned(tmp_path, notes) == [("harbour", ["harbour"], 0, [1])]
    assert "line 2: the label 'kin' is unknown" in notes[0]
