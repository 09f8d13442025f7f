"""`newsfold evaluate` measures a folder that anybody could bring, one set of every form in it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pipeline.adapters.warc import WarcArchive
from pipeline.cli import cli
from pipeline.errors import SourceError
from pipeline.evaluation.reading import FIGURES
from pipeline.evaluation.texts import text_page
from tests.gold_folder import article, write_pages, write_set

FERRY = """\
The ferry between Marlow Point and the island of Ostrel left port on Tuesday for the first time in nine days, with two \
hundred passengers and most of the island's post on board, the harbour office said.
Shopkeepers on Ostrel had been selling bread that a fishing boat brought across twice a day, and nobody went hungry, \
but everybody went without newspapers, said the keeper of the only bookshop on the quay."""
MILL = """\
A fire destroyed the roof of the old paper mill in Kelverin before dawn on Monday, and forty neighbours watched from \
the bridge while the brigade drew water from the weir that once had driven its wheel.
The owner, who had hoped to open a theatre there in the autumn, said that the walls would stand and that the insurance \
would not pay, since the sprinklers had been ordered and never been fitted."""
DATED = '<meta property="article:published_time" content="2026-03-03T08:00:00Z"><meta name="author" content="Ines Talvik">'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write pages, pairs and texts of two events, in every form; one page is a copy of another on another host."""
    tmp_path = tmp_path_factory.mktemp("gold")
    pages = {
        "ferry": article("Ferry to Ostrel runs again", FERRY.splitlines(), head=DATED),
        "mill": article("Fire at the paper mill", MILL.splitlines()),
        "copy": article("Ferry to Ostrel runs again", FERRY.splitlines()),
    }
    rows = [{"id": name, "html_path": f"{name}.html", "url": f"http://{name}.example/1"} for name in pages]
    said = {"title": "Ferry to Ostrel runs again", "lang": "en"}
    for form, name in (("extraction", "ext_coast"), ("nights", "harbour"), ("extraction", "dates_coast")):
        write_pages(tmp_path, f"{form}/{name}", {f"{page}.html": html for page, html in pages.items()})
        write_set(tmp_path, f"{form}/{name}", [row | {"captured": "2026-03-03T20:00:00Z"} for row in rows])
    texts = [{"text": each, "date": "2026-03-03"} for each in (FERRY, MILL, FERRY)]
    gold = [row | text for row, text in zip(rows, texts, strict=True)]
    gold[0] |= said | {"author": ["Ines Talvik"]}
    gold[1] |= {"date": "2026-03-04", "lang": "fr"}
    write_set(tmp_path, "extraction/ext_coast", gold)
    write_set(tmp_path, "extraction/dates_coast", [rows[0] | {"date": "2026-03-02"}])
    write_set(tmp_path, "nights/harbour_gold", [rows[0] | said | texts[0]])
    pair = {"url1": rows[0]["url"], "title1": "Ferry", "title2": "Copy"}
    write_set(
        tmp_path,
        "duplicates/harbour_pairs",
        [
            pair | {"url2": rows[2]["url"], "label": "near_dup"},
            pair | {"url2": rows[1]["url"], "label": "page_chrome"},
        ],
    )
    both = {"text1": FERRY, "text2": FERRY}
    write_set(tmp_path, "duplicates/words_pairs", [both | {"label": 3}, both | {"label": "different"}])
    reports = [
        {"id": str(at), "label": event, **texts[at]} for at, event in enumerate(("ferry", "mill", "ferry"))
    ]
    write_set(tmp_path, "events/clu_coast", reports)
    return tmp_path


def evaluate(folder, *words):
    """Run the command as a script does; return its output as JSON, and what it said on standard error."""
    done = CliRunner().invoke(
        cli, ["evaluate", "--gold", str(folder), "--json", *words], catch_exceptions=False
    )
    assert done.exit_code == 0
    return json.loads(done.stdout, parse_constant=pytest.fail), done.stderr


@pytest.fixture(scope="module")
def measured(folder):
    """Measure the folder once, with a file of no known form in it."""
    (folder / "extraction" / "notes.csv").touch()
    return evaluate(folder)


def test_every_form_is_measured_and_what_a_set_does_not_say_is_null(measured):
    found, said = measured
    assert list(found) == ["reading", "folds", "events"]
    reading = {figures["set"]: figures for figures in found["reading"]}
    assert all(tuple(figures) == FIGURES for figures in found["reading"])
    assert set(reading) == {"ext_coast", "dates_coast", "harbour"}
    coast = reading["ext_coast"]
    assert (coast["pages"], coast["f1"], coast["lost_percent"], coast["residue_percent"]) == (3, 1, 0, 0)
    assert coast["f1_stock"] > 0.9
    assert (coast["title_right"], coast["authors_right"], coast["language_right"]) == (1, 1, 0.5)
    assert coast["date_exact"] == pytest.approx(1 / 3)
    assert coast["date_wrong"] == 0
    dated = reading["dates_coast"]
    assert (dated["pages"], dated["date_exact"], dated["date_wrong"]) == (1, 0, 1)
    assert {dated[name] for name in FIGURES[2:6]} == {None}
    assert (reading["harbour"]["pages"], reading["harbour"]["f1"]) == (1, 1)

    folds = {scores["set"]: scores for scores in found["folds"]}
    assert folds["harbour_pairs"] == {
        "set": "harbour_pairs",
        "precision": 1,
        "recall": 1,
        "wrong": [],
        "missed": [],
    }
    assert (folds["words_pairs"]["precision"], folds["words_pairs"]["recall"]) == (0.5, 1)

    assert found["events"] == [
        {
            "set": "clu_coast",
            "b3_precision": 1,
            "b3_recall": 1,
            "b3_f1": 1,
            "pair_precision": 1,
            "pair_recall": 1,
        }
    ]
    assert "notes.csv is of no form" in said


@pytest.mark.parametrize("part", ["reading", "folds", "events"])
def test_one_part_may_be_measured_alone_and_gives_what_it_gives_among_all(folder, measured, part):
    alone, _ = evaluate(folder, "--only", part)
    assert alone == {name: measured[0][name] if name == part else [] for name in measured[0]}


def test_pages_of_pairs_may_be_captured_in_warc_files(tmp_path):
    places = [("http://ferry.example/1", FERRY), ("http://mill.example/1", MILL)]
    captures = [text_page(url, text, title=url) for url, text in places]
    WarcArchive(tmp_path).append("nights/2026-03-03.warc.gz", captures)
    (tmp_path / "nights" / "torn.warc.gz").write_bytes(b"no capture")
    pair = {"url1": places[0][0], "url2": places[1][0], "label": "page_chrome"}
    write_set(tmp_path, "duplicates/coast_pairs", [pair, pair | {"url2": "http://gone.example/1"}])
    found, said = evaluate(tmp_path)
    assert (found["folds"][0]["precision"], found["folds"][0]["wrong"]) == (None, [])
    assert "line 2: a page of the pair is in no set" in said
    assert "torn.warc.gz: incomplete" in said


def test_a_page_that_is_no_article_counts_as_empty_and_its_pair_as_missed(tmp_path):
    rows = [{"id": 1, "url": "http://ferry.example/1"}, {"id": "2", "url": "http://empty.example/1"}]
    write_set(
        tmp_path,
        "extraction/ext_coast",
        [rows[0] | {"text": FERRY.splitlines()[0]}, rows[1] | {"text": FERRY.splitlines()[0]}],
    )
    write_pages(
        tmp_path,
        "extraction/ext_coast",
        {"1.html": article("Ferry", FERRY.splitlines()[:1]), "2.html": "<p>?"},
    )
    write_set(
        tmp_path,
        "duplicates/coast_pairs",
        [{"id1": "1", "id2": 2, "title1": "Ferry", "label": "near_dup"}],
    )
    found, _ = evaluate(tmp_path)
    assert found["reading"][0]["f1"] == 0.5
    (missed,) = found["folds"][0]["missed"]
    assert (missed["no_article"], missed["article2"]) == (["http://empty.example/1"], None)


def test_a_set_without_pages_is_named_and_the_others_are_measured(tmp_path):
    write_set(tmp_path, "extraction/ext_lost", [{"id": "1", "text": "gone"}])
    write_set(tmp_path, "extraction/ext_coast", [{"id": "1", "text": FERRY}])
    write_pages(tmp_path, "extraction/ext_coast", {"1.html": article("Ferry", FERRY.splitlines())})
    found, said = evaluate(tmp_path)
    assert [(figures["set"], figures["f1"]) for figures in found["reading"]] == [("ext_coast", 1)]
    assert "ext_lost.html.tar.xz is missing" in said
    assert "ext_lost.jsonl.gz: no page to measure" in said


def test_a_folder_without_a_set_or_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="holds no set"):
        CliRunner().invoke(cli, ["evaluate", "--gold", str(tmp_path)], catch_exceptions=False)
    done = CliRunner().invoke(cli, ["evaluate", "--gold", str(tmp_path / "gone")])
    assert done.exit_code == 2
    assert "does not exist" in done.stderr


def test_a_person_reads_tables_and_every_fault(folder):
    done = CliRunner().invoke(cli, ["evaluate", "--gold", str(folder)], catch_exceptions=False)
    assert done.exit_code == 0
    for title in ("Reading", "Folds", "Folds, by label", "Text that votes cut", "Events"):
        assert f"\n{title}" in done.stdout
    assert "FOLDED WRONGLY words_pairs different" in done.stdout
