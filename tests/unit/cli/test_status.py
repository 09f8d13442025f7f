"""`newsfold status` on runs as this version records them and as earlier ones did."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cli import cli
from pipeline.steps.runner import ORDER
from tests.made_rows import insert, run


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Give the function that records a run of these steps and returns what status says of it."""

    def answer(steps, *arguments):
        monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path))
        warehouse = SqlWarehouse(f"sqlite:///{tmp_path / 'warehouse.db'}")
        warehouse.migrate()
        report = json.dumps({"counts": {"stories": 3}, "notes": []})
        insert(warehouse, {"runs": [run("night-1", step, report=report) for step in steps]})
        warehouse.close()
        asked = CliRunner().invoke(cli, ["status", *arguments], catch_exceptions=False)
        assert asked.exit_code == 0
        return asked.output

    return answer


def steps_in(text):
    """Return the steps that are printed: lines that are indented, up to the blank one."""
    shown, _, _ = text.partition("last run")[2].partition("\n\n")
    return [line.split()[0] for line in shown.splitlines()[1:]]


def test_it_says_whether_the_last_run_was_good(ask):
    assert "The last run was good." in ask([*ORDER])


def test_before_the_first_run_it_says_how_to_start(ask):
    assert "Start with: newsfold ingest --source PLACE" in ask([])
    assert json.loads(ask([], "--json"))["needs_a_look"][0]["sentence"] == "Nothing has been run yet."


def test_the_last_run_is_reported_in_the_order_of_the_flow(ask):
    assert steps_in(ask(sorted(ORDER))) == [*ORDER]


def test_a_run_of_an_earlier_version_still_shows_its_publish_step(ask):
    assert steps_in(ask(["check", "publish", "fold"])) == ["fold", "publish", "check"]


def test_a_step_that_this_version_does_not_know_comes_last(ask):
    assert steps_in(ask(["translate", "check"])) == ["check", "translate"]
    assert {row["step"] for row in json.loads(ask([], "--json"))["last_run"]} == {"translate", "check"}


def test_what_was_learned_is_counted_under_the_word_that_the_commands_have(ask):
    assert "boilerplate" in json.loads(ask([], "--json"))["counts"]
