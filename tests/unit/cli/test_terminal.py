"""Nothing a stranger wrote plays with the terminal, and nothing is lost for scripts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from pipeline.cli.arguments import text_of
from pipeline.cli.formats import print_json
from pipeline.cli.terminal import console, harmless, table
from pipeline.errors import SourceError

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
    output = printed()
    assert "owned" in output
    assert all(line.isprintable() for line in output.splitlines())
    assert "two lines" in output


def test_letters_of_any_script_stay_as_they_are():
    text = "ميناء ﻿港口 می\u200cخواهد".replace("\ufeff", "")
    assert harmless(text) == text


def test_json_says_the_same_and_orders_nothing(printed):
    print_json({"title": HOSTILE})
    output = printed()
    assert all(line.isprintable() for line in output.splitlines())
    assert json.loads(output) == {"title": HOSTILE}


STORY = {
    "story_id": "s1448de0b5e8784c7",
    "fingerprint": -5624309154650066778,
    "first_at": datetime(2026, 3, 2, 4, 6, tzinfo=UTC),
    "host": "www.ledger-and-crown.example",
    "title": "After a long search, the observatory of Keldwick reports a faint comet",
}
WIDE = STORY | {"url": "https://www.ledger-and-crown.example/2026/comet", "text": "Astronomers say so. " * 90}


def shown(values, width, *, is_terminal=True):
    """Return what a console of this width shows of two such rows."""
    file = StringIO()
    out = Console(file=file, width=width, force_terminal=is_terminal, color_system=None)
    out.print(table(list(values), [list(values.values())] * 2))
    return file.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 160, 250])
@pytest.mark.parametrize("values", [STORY, WIDE], ids=["narrow", "wide"])
def test_nothing_is_cut_however_narrow_the_terminal(values, width):
    output = "".join(shown(values, width).split())
    for column, value in values.items():
        text = f"{value:%Y-%m-%d %H:%M}" if column == "first_at" else str(value)
        assert column in output
        assert text[:20].replace(" ", "") in output
    assert values["title"].split()[-1] in output


def test_a_table_that_does_not_fit_is_printed_one_record_after_another():
    assert len(shown(STORY, 180).splitlines()) == 3
    narrow = shown(STORY, 80).splitlines()
    assert [line.split()[0] for line in narrow if line[:1].strip()] == list(STORY) * 2
    assert "-5624309154650066778" in narrow[1]


def test_a_title_wraps_to_a_few_lines_before_the_table_is_given_up():
    assert len(shown(STORY, 130).splitlines()) == 5
    assert shown({"text": WIDE["text"]}, 80).startswith("text  Astronomers")


def test_a_table_leaves_out_what_it_can_spare_before_it_is_given_up():
    def printed_at(width):
        file = StringIO()
        spare = ["first_at", "fingerprint"]
        out = Console(file=file, width=width, force_terminal=True, color_system=None)
        out.print(table(list(STORY), [list(STORY.values())] * 2, spare=spare))
        return file.getvalue()

    assert "too narrow" not in printed_at(180)
    assert "too narrow for first_at; --json has them" in printed_at(110)
    at_80 = printed_at(85)
    assert "too narrow for first_at, fingerprint; --json has them" in at_80
    assert at_80.splitlines()[0].split() == ["story_id", "host", "title"]
    assert "comet" in at_80
    assert printed_at(50).split()[0] == "story_id"
    assert "-5624309154650066778" in printed_at(50)


def test_a_file_keeps_one_row_a_line():
    assert len(shown(STORY, 400, is_terminal=False).splitlines()) == 3


def test_no_columns_and_no_rows_are_no_fault():
    out = Console(file=StringIO())
    out.print(table([], []))
    out.print(table(["story"], []))
    assert out.file.getvalue().strip() == "story"


def test_a_file_that_is_no_text_is_named(tmp_path):
    file = tmp_path / "sources.toml"
    file.write_bytes(b"\xff\xfe")
    for path in (file, tmp_path):
        with pytest.raises(SourceError, match=f"{path} cannot be read as text"):
            text_of(path)
