"""The command line as a person or a script meets it: results, exit codes, errors that name the thing."""

from __future__ import annotations

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.ports import held_port

if TYPE_CHECKING:
    from pathlib import Path

REPORT = """Ferry to Ostrel runs again after nine days

By Ines Talvik

March 3, 2026

The ferry between Marlow Point and the island of Ostrel left port on Tuesday for the first time in nine days, with two
hundred passengers and most of the island's post on board. The harbour office said the gearbox had been mended overnight.

Shopkeepers on Ostrel had been selling bread that a fishing boat brought across twice a day. "Nobody went hungry, but
everybody went without newspapers," said Ruta Anneken, who keeps the only bookshop on the quay.

The operator, Sound Line, will give a month's free crossings to islanders who hold a season ticket. A second vessel,
promised since last spring, is being fitted out in Kelverin and is expected before the summer timetable begins.
"""
COPY = REPORT.replace("Ferry to Ostrel runs again after nine days", "Island's ferry is back").replace(
    "By Ines Talvik", "By our harbour desk"
)
OTHER = """Council of Marlow Point sells the old customs house

The council voted eleven to four on Monday to sell the customs house to a cooperative of boat builders, who must keep
its clock tower and open the ground floor to visitors on at least forty days a year.

Three earlier offers had failed over the cost of the roof, which surveyors put at more than a million marks.
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Write three reports, two of them copies of one."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in (("ferry.txt", REPORT), ("harbour.txt", COPY), ("council.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
        os.utime(folder / name, (1772600000, 1772600000))
    return folder


@pytest.fixture
def newsfold(tmp_path: Path):
    """Give the command, run in a home of its own; returns code, output and errors."""

    def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, words)],
            env={**os.environ, "NEWSFOLD_HOME": str(tmp_path / "home"), **environment},
            capture_output=True,
            text=True,
            timeout=600,  # the first command compiles the kernels, on a busy machine
            check=False,
        )

    return run


def test_help_is_there_at_once_and_imports_nothing_heavy(newsfold):
    asked = "import sys; from pipeline.cli import cli; cli.main(['--help'], standalone_mode=False); "
    heavy = "{'pandas', 'numba', 'trafilatura', 'sqlalchemy', 'airflow', 'rich'} & set(sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked + f"assert not ({heavy}), {heavy}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "explain" in done.stdout


@pytest.mark.parametrize(
    "command",
    ["init", "ingest", "status", "stories", "show", "explain", "sql", "tables", "judge", "unjudge", "boilerplate", "refold",
     "compact", "sources", "captures", "export", "backup", "restore", "rebuild", "evaluate", "serve"],
)  # fmt: skip
def test_every_command_explains_itself(newsfold, command):
    done = newsfold(command, "--help")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 3


@pytest.mark.parametrize(
    ("words", "now"), [(["furniture", "list", "--json"], "boilerplate"), (["tidy", "--json"], "compact")]
)
def test_a_command_still_answers_to_its_former_name_and_says_the_new_one_once(newsfold, words, now):
    newsfold("init")
    done = newsfold(*words)
    assert done.returncode == 0
    assert done.stdout == newsfold(now, *words[1:]).stdout
    assert done.stderr.splitlines() == [
        f"newsfold: `{words[0]}` is now called `{now}`; the old name works until the next release"
    ]


def test_a_folder_becomes_stories_with_evidence(newsfold, pages):
    done = newsfold("ingest", "--source", pages, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["steps"]["fetch"]["counts"]["captured"] == 3

    stories = json.loads(newsfold("stories", "--json").stdout)
    assert [story["article_count"] for story in stories] == [2, 1]

    members = json.loads(newsfold("show", stories[0]["story_id"][:9], "--json").stdout)["members"]
    left, right = (member["article_id"] for member in members)
    explained = json.loads(newsfold("explain", left, right, "--json").stdout)
    assert explained["in_one_story"]
    assert explained["relation"] in {"identical", "near_duplicate"}
    assert explained["jaccard"] >= 0.9
    assert (
        "identical" in newsfold("explain", left[:8], right).stdout
        or "near_duplicate" in newsfold("explain", left[:8], right).stdout
    )

    asked = newsfold("sql", "--json", "SELECT article_count FROM canonical_stories ORDER BY 1 DESC")
    assert json.loads(asked.stdout) == [{"article_count": 2}, {"article_count": 1}]


def test_a_judgement_parts_two_copies_and_can_be_taken_back(newsfold, pages):
    newsfold("ingest", "--source", pages)
    rows = json.loads(newsfold("sql", "--json", "SELECT article_id FROM story_members ORDER BY 1").stdout)
    story = json.loads(newsfold("stories", "--json").stdout)[0]
    members = json.loads(newsfold("show", story["story_id"], "--json").stdout)["members"]
    left, right = (member["article_id"] for member in members)
    assert len(rows) == 3

    tried = newsfold("judge", left, right, "different", "--note", "two ferries", "--dry-run")
    assert tried.returncode == 0, tried.stderr
    assert json.loads(newsfold("stories", "--json").stdout)[0]["article_count"] == 2

    note = "two [bold]ferries[/x]"  # no markup, whatever a person writes
    assert newsfold("judge", left, right, "different", "--note", note).returncode == 0
    assert note in newsfold("explain", left, right).stdout
    newsfold("ingest", "--source", pages)
    assert {story["article_count"] for story in json.loads(newsfold("stories", "--json").stdout)} == {1}

    assert newsfold("unjudge", left, right).returncode == 0
    assert json.loads(newsfold("stories", "--json").stdout)[0]["article_count"] == 2


def test_judgements_survive_a_rebuild_from_captures(newsfold, pages, tmp_path):
    newsfold("ingest", "--source", pages)
    note = 'two "ferries", one quay\nand a pilot'
    judged = newsfold("judge", pages / "ferry.txt", pages / "harbour.txt", "different", "--note", note)
    assert judged.returncode == 0, judged.stderr
    kept, again = tmp_path / "kept.jsonl", tmp_path / "again.jsonl"
    newsfold("export", "judgements", "--out", kept)

    rebuilt = {"NEWSFOLD_HOME": str(tmp_path / "rebuilt")}
    newsfold("ingest", "--source", tmp_path / "home" / "captures", **rebuilt)
    done = newsfold("judge", "--from", kept, **rebuilt)
    assert done.returncode == 0, done.stderr
    assert [
        story["article_count"] for story in json.loads(newsfold("stories", "--json", **rebuilt).stdout)
    ] == [1, 1, 1]
    newsfold("export", "judgements", "--out", again, **rebuilt)
    ends = (pages / "ferry.txt", pages / "harbour.txt")
    assert newsfold("judge", *ends, "other-event", "--note", note).returncode == 0
    words, words_again = tmp_path / "words.jsonl", tmp_path / "words-again.jsonl"
    newsfold("export", "event_judgements", "--out", words)
    assert newsfold("judge", "--events", "--from", words, **rebuilt).stdout == "1 judgements of events\n"
    newsfold("export", "event_judgements", "--out", words_again, **rebuilt)
    assert words_again.read_text() == words.read_text()
    assert again.read_text() == kept.read_text()
    assert json.loads(kept.read_text())["note"] == note


def test_folding_under_another_threshold_is_shown_and_changes_nothing(newsfold, pages):
    newsfold("ingest", "--source", pages)
    before = newsfold("stories", "--json").stdout
    shown = newsfold("refold", "--dry-run", "--threshold", "0.95", "--json")
    assert json.loads(shown.stdout)["applied"] is False
    assert newsfold("stories", "--json").stdout == before


def test_an_export_appears_whole(newsfold, pages, tmp_path):
    newsfold("ingest", "--source", pages)
    for name in ("stories.csv", "stories.jsonl"):
        assert newsfold("export", "canonical_stories", "--out", tmp_path / name).returncode == 0
    with (tmp_path / "stories.csv").open(newline="") as file:
        assert {row["article_count"] for row in csv.DictReader(file)} == {"1", "2"}
    exported = [json.loads(line) for line in (tmp_path / "stories.jsonl").read_text().splitlines()]
    with (tmp_path / "stories.csv").open(newline="") as file:
        assert [row["first_at"] for row in csv.DictReader(file)] == [row["first_at"] for row in exported]
    assert {len(row["first_at"]) for row in exported} == {len("2026-03-02T04:06:00Z")}
    assert not list(tmp_path.glob("*.part"))


def test_raw_bytes_come_back_unchanged_and_a_missing_file_is_named(newsfold, pages, tmp_path):
    newsfold("ingest", "--source", pages)
    found = json.loads(newsfold("captures", (pages / "council.txt").as_uri(), "--json").stdout)
    assert newsfold("captures", found[0]["capture_id"], "--raw").stdout == OTHER
    (archive,) = (tmp_path / "home" / "captures").rglob("*.warc.gz")
    archive.unlink()
    done = newsfold("captures", found[0]["capture_id"], "--raw")
    assert done.returncode == 1
    assert f"{archive} is missing" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (["ingest", "--source", "no/such/folder"], 2, "no/such/folder"),
        (["ingest", "--day", "yesterday"], 2, "2026-03-02"),
        (["show", "a0123456789"], 3, "a0123456789"),
        (["show", "a8"], 3, "4 characters"),
        (["explain", "a0123456789", "a9876543210"], 3, "a0123456789"),
        (["sql", "DELETE FROM stories"], 2, "SELECT"),
        (["sql", "SELEC 1"], 2, "SELECT"),
        (["sql", "SELECT title FROM nowhere"], 2, "nowhere"),
        (["export", "nowhere", "--out", "x.csv"], 2, "'nowhere'"),
        (["stories", "--limit", "0"], 2, "--limit"),
        (["boilerplate", "list", "--limit", "-1"], 2, "--limit"),
        (["ingest"], 2, "--source"),
        (["ingest", "--day", "2199-01-01"], 2, "2199-01-01 is after today"),
        (["judge", "a1", "a2", "perhaps"], 2, "perhaps"),
        (["judge", "a1"], 2, "--from"),
        (["frobnicate"], 2, "frobnicate"),
        (["export", "stories; DROP", "--out", "x.csv"], 2, "stories; DROP"),
    ],
)
def test_wrong_use_is_named_and_has_its_exit_code(newsfold, words, code, named):
    newsfold("init")
    done = newsfold(*words)
    assert done.returncode == code, done.stderr
    assert named in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words", [["status"], ["sql", "SELECT 1"], ["sources"], ["judge", "a0123", "a4567", "same"]], ids=" ".join
)
def test_who_only_asks_makes_no_warehouse(newsfold, tmp_path, words):
    done = newsfold(*words, NEWSFOLD_WAREHOUSE=f"sqlite:///{tmp_path}/none/news.db")
    assert done.returncode == 4
    assert f"no warehouse at sqlite:///{tmp_path}/none/news.db: `newsfold init`" in done.stderr
    assert not list(tmp_path.iterdir())


def test_an_address_that_is_none_is_a_wrong_setting(newsfold):
    done = newsfold("status", NEWSFOLD_WAREHOUSE="nonsense")
    assert done.returncode == 2
    assert "NEWSFOLD_WAREHOUSE" in done.stderr


def test_one_article_alone_cannot_be_judged(newsfold, pages):
    newsfold("ingest", "--source", pages)
    done = newsfold("judge", pages / "ferry.txt", pages / "ferry.txt", "same")
    assert done.returncode == 2
    assert "two articles" in done.stderr


def test_a_wrong_setting_stops_everything_with_its_bounds(newsfold):
    done = newsfold("status", NEWSFOLD_FOLD_JACCARD="2")
    assert done.returncode == 2
    assert "NEWSFOLD_FOLD_JACCARD=2" in done.stderr


def test_a_misspelt_setting_is_reported(newsfold):
    done = newsfold("init", NEWSFOLD_FOLD_JACARD="0.6", NEWSFOLD_COLOUR="red")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "newsfold: NEWSFOLD_COLOUR is not a setting; docs/reference/settings.md lists them",
        "newsfold: NEWSFOLD_FOLD_JACARD is not a setting; did you mean NEWSFOLD_FOLD_JACCARD?",
    ]


def test_an_unreachable_warehouse_is_named_without_its_password(newsfold):
    done = newsfold("status", NEWSFOLD_WAREHOUSE="postgresql+psycopg://ana:s3cret@127.0.0.1:1/news")
    assert done.returncode == 4
    assert "127.0.0.1" in done.stderr
    assert "s3cret" not in done.stderr + done.stdout


def test_ctrl_c_loses_nothing(newsfold, nights, tmp_path):
    """An ingest interrupted half way says so with 130; run again, it ends where an undisturbed one ends."""
    environment = {**os.environ, "NEWSFOLD_HOME": str(tmp_path / "home")}
    command = [
        sys.executable,
        "-c",
        "from pipeline.cli import main; main()",
        "ingest",
        "--source",
        str(nights[0]),
    ]
    started = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stdout
    for line in started.stdout:
        if line.startswith("fetch"):
            break
    os.killpg(started.pid, signal.SIGINT)
    _, errors = started.communicate(timeout=600)
    assert started.returncode == 130, errors
    assert "Stopped" in errors

    assert newsfold("ingest", "--source", nights[0]).returncode == 0
    undisturbed = str(tmp_path / "undisturbed")
    assert newsfold("ingest", "--source", nights[0], NEWSFOLD_HOME=undisturbed).returncode == 0
    asked = "SELECT article_id, story_id, relation FROM story_members ORDER BY 1"
    assert (
        newsfold("sql", "--json", asked).stdout
        == newsfold("sql", "--json", asked, NEWSFOLD_HOME=undisturbed).stdout
    )


def test_a_source_that_failed_is_named_and_the_exit_code_says_so(newsfold):
    done = newsfold("ingest", "--source", "http://127.0.0.1:9/feed.xml", NEWSFOLD_FETCH_PRIVATE_ADDRESSES="1")
    assert done.returncode == 1
    assert "sources failed or incomplete: 1" in done.stderr
    (source,) = json.loads(newsfold("sources", "--json").stdout)
    assert f"newsfold sources --disable {source['source_id']}" in done.stderr


def test_places_in_a_file_of_sources_are_found_from_where_it_lies(newsfold, pages):
    listed = pages.parent / "sources.toml"
    listed.write_text('[[source]]\nid = "saved"\nkind = "folder"\nlocation = "pages"\n', encoding="utf-8")
    (source,) = json.loads(newsfold("sources", listed, "--json").stdout)
    assert source["location"] == str(pages)


def test_a_disabled_source_is_asked_no_more_until_it_is_enabled(newsfold, pages):
    newsfold("ingest", "--source", pages)
    (source,) = json.loads(newsfold("sources", "--json").stdout)
    assert (
        json.loads(newsfold("sources", "--disable", source["source_id"], "--json").stdout)[0]["enabled"] == 0
    )
    asked = json.loads(newsfold("ingest", "--json").stdout)
    assert asked["steps"]["fetch"]["counts"]["records"] == 0
    assert (
        json.loads(newsfold("sources", "--enable", source["source_id"], "--json").stdout)[0]["enabled"] == 1
    )
    assert newsfold("sources", "--disable", "nobody").returncode == 3


def test_a_file_that_was_read_names_its_article_and_a_fingerprint_may_begin_with_a_minus(newsfold, pages):
    newsfold("ingest", "--source", pages)
    explained = newsfold("explain", pages / "ferry.txt", pages / "harbour.txt", "--json")
    assert json.loads(explained.stdout)["in_one_story"]
    assert newsfold("boilerplate", "veto", "example.org", "-5624309154650066778").returncode == 3


def test_the_pages_are_served_where_it_says_until_ctrl_c(tmp_path):
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", "serve", "--port"]
    environment = {**os.environ, "NEWSFOLD_HOME": str(tmp_path / "home")}
    with (
        held_port() as port,
        subprocess.Popen(
            [*command, str(port)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as started,
    ):
        try:
            assert started.stdout
            assert f"http://127.0.0.1:{port} " in started.stdout.readline()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
                assert "Every fold has its evidence" in answer.read().decode()
            started.send_signal(signal.SIGINT)
            assert started.communicate(timeout=60) == ("", "")
            assert started.returncode == 0
        finally:
            started.kill()


def test_a_port_that_is_taken_and_a_file_that_cannot_be_written_are_named(newsfold, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = newsfold("serve", "--port", port)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert f"port {port} of 127.0.0.1 cannot be used" in done.stderr
    done = newsfold("export", "stories", "--out", tmp_path / "none" / "stories.csv")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "stories.csv cannot be written" in done.stderr
