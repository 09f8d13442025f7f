"""The tutorial and the page of questions print what their commands print."""

from __future__ import annotations

import pytest

from tests.e2e.typed_pages import ROOT, steps_of, type_page

DOCS = ROOT / "docs"
QUESTIONS = DOCS / "how-to" / "ask-the-warehouse.md"


def second_night(typed):
    """Return the command for what the tutorial says in words: the second night is loaded the same way."""
    return "newsfold ingest --source press/night-2.warc.gz" if "night-1.warc.gz" in typed else ""


@pytest.mark.slow
def test_the_tutorial_shows_what_its_commands_print(tmp_path):
    wrong = type_page(DOCS / "tutorial.md", tmp_path, second_night)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_the_warehouse_answers_a_dozen_questions_as_their_page_shows(tmp_path):
    assert (
        sum(step.typed.startswith("newsfold sql") and bool(step.shown) for step in steps_of(QUESTIONS)) >= 12
    )
    wrong = type_page(QUESTIONS, tmp_path)
    assert not wrong, "\n".join(wrong)
