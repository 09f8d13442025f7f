"""Nothing a stranger wrote plays with the terminal, and nothing is lost for scripts."""

from __future__ import annotations

import json

import pytest

from pipeline.cli.terminal import console, harmless, print_json, table

HOSTILE = "calm\x1b[2J\x1b]0;owned\x07 \x9b31m news\r\u202egnorw \x00\x7f"


@pytest.fixture
def printed(capsys):
    """Give what was printed since."""
    console.cache_clear()
    yield lambda: capsys.readouterr().out
    console.cache_clear()


def test_no_text_reaches_the_terminal_as_an_order(printed):
    console().print(HOSTILE, markup=False)
    console().print(table(["title", "count"], [[HOSTILE, 1], ["two\nlines", 2]]))
    said = printed()
    assert "owned" in said
    assert all(line.isprintable() for line in said.splitlines())
    assert "two lines" in said


def test_letters_of_any_script_stay_as_they_are():
    text = "ميناء ﻿港口 می\u200cخواهد".replace("\ufeff", "")
    assert harmless(text) == text


def test_json_says_the_same_and_orders_nothing(printed):
    print_json({"title": HOSTILE})
    said = printed()
    assert all(line.isprintable() for line in said.splitlines())
    assert json.loads(said) == {"title": HOSTILE}
