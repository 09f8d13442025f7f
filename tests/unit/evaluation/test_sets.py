"""Sets are found by the form of their names, and what cannot be read is named with its file and line."""

from __future__ import annotations

import gzip

import pytest

from pipeline.errors import SourceError
from pipeline.evaluation.sets import NOTED_LINES, find_sets, read_rows
from tests.gold_folder import write_pages, write_set


def test_every_form_is_found_whatever_its_name(tmp_path):
    write_set(tmp_path, "extraction/ext_harbour", [])
    write_set(tmp_path, "extraction/dates_harbour", [])
    write_set(tmp_path, "nights/valley", [])
    write_set(tmp_path, "nights/valley_gold", [])
    write_set(tmp_path, "duplicates/mill_pairs", [])
    write_set(tmp_path, "duplicates/mill_text", [])
    write_set(tmp_path, "duplicates/wrong_folds", [])
    write_set(tmp_path, "events/clu_fires", [])
    (tmp_path / "nights" / "2026-03-01.warc.gz").touch()
    sets = find_sets(tmp_path)
    assert [each.name for each in sets.pages] == ["ext_harbour", "dates_harbour", "valley", "mill_text"]
    assert [each.subject for each in sets.pages] == ["harbour", "harbour", "valley", "mill"]
    assert [each.is_labelled for each in sets.pages] == [True, True, True, False]
    assert sets.pages[2].gold == tmp_path / "nights" / "valley_gold.jsonl.gz"
    assert sets.pages[3].archive.name == "mill_pages.html.tar.xz"
    assert [each.subject for each in sets.pairs] == ["mill", "wrong_folds"]
    assert [each.name for each in sets.events] == ["clu_fires"]
    assert [path.name for path in sets.warcs] == ["2026-03-01.warc.gz"]
    assert sets.unknown == ()


def test_a_file_of_no_known_form_is_named_and_documentation_is_not(tmp_path):
    write_set(tmp_path, "extraction/ext_harbour", [])
    write_pages(tmp_path, "extraction/ext_harbour", {})
    write_set(tmp_path, "duplicates/repolls", [])
    write_set(tmp_path, "nights/lost_gold", [])
    (tmp_path / "inputs").mkdir()
    (tmp_path / "README.md").write_text("Where these pages come from.")
    assert find_sets(tmp_path).unknown == (
        "nights/lost_gold.jsonl.gz",
        "duplicates/repolls.jsonl.gz",
        "inputs/",
    )


def test_a_folder_without_a_set_says_where_the_forms_are_told(tmp_path):
    (tmp_path / "pages.zip").touch()
    with pytest.raises(SourceError, match="measure-on-your-own-pages"):
        find_sets(tmp_path)


def test_a_line_that_is_no_row_is_named_and_the_others_count(tmp_path):
    path = write_set(tmp_path, "events/clu_fires", [{"id": "a"}, "{half", "", "[1]", {"id": "b"}])
    notes = []
    assert [(line, row["id"]) for line, row in read_rows(path, notes.append)] == [(1, "a"), (5, "b")]
    assert [note.partition(": ")[0] for note in notes] == [f"{path}, line 2", f"{path}, line 4"]


def test_a_file_in_another_format_does_not_name_each_of_its_lines(tmp_path):
    path = write_set(tmp_path, "events/clu_fires", ["no json"] * 50)
    notes = []
    assert list(read_rows(path, notes.append)) == []
    assert len(notes) == NOTED_LINES + 1
    assert "47 more" in notes[-1]


@pytest.mark.parametrize("damage", [lambda whole: whole[:-20], lambda _: b"no gzip at all"])
def test_a_damaged_file_is_named_and_what_stands_before_counts(tmp_path, damage):
    path = write_set(tmp_path, "events/clu_fires", [{"id": str(number)} for number in range(2_000)])
    path.write_bytes(damage(path.read_bytes()))
    notes = []
    rows = list(read_rows(path, notes.append))
    assert str(path) in notes[0]
    assert f"after line {len(rows)} " in notes[0]


def test_bytes_that_are_no_text_are_named(tmp_path):
    path = tmp_path / "clu_fires.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "a"}\n{"id": "\xff"}\n'))
    notes = []
    assert [row["id"] for _, row in read_rows(path, notes.append)] in ([], ["a"])  # lines are read ahead
    assert str(path) in notes[0]
