"""What differs is marked also where there is no colour, and a page's history is told in words."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from rich.console import Console

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cli import cli, differences, terminal
from pipeline.cli.differences import marked, print_changes
from pipeline.folding.diff import Piece
from tests.made_rows import article, capture, insert, source, version

PIECES = (Piece("Forty ", differs=False), Piece("ships ", differs=True), Piece("waited.", differs=False))
BEFORE = "Forty ships waited for 12 hours.\nThe port is closed.\nNobody was hurt."
AFTER = "Fifty ships waited for 14 hours.\nThe port is closed.\nNobody was hurt.\nIt opens at noon."


@pytest.fixture(autouse=True)
def _fresh():
    terminal.console.cache_clear()
    yield
    terminal.console.cache_clear()


def on(monkeypatch, **options):
    made = Console(width=100, **options)
    for module in (terminal, differences):
        monkeypatch.setattr(module, "console", lambda: made)
    return made


@pytest.mark.parametrize("options", [{"no_color": True, "force_terminal": True}, {"force_terminal": False}])
def test_where_no_colour_is_shown_changes_stand_between_marks(monkeypatch, options):
    on(monkeypatch, **options)
    assert marked(PIECES, "red", "-").plain == "Forty [-ships-] waited."


def test_where_colour_is_shown_the_text_is_as_it_is(monkeypatch):
    on(monkeypatch, force_terminal=True, color_system="truecolor", no_color=False)
    text = marked(PIECES, "red", "-")
    assert text.plain == "Forty ships waited."
    assert [span.style for span in text.spans if text.plain[span.start : span.end] == "ships "] == ["red"]


def test_changes_are_counted_and_numbers_named(capsys):
    print_changes(BEFORE, AFTER)
    assert capsys.readouterr().out.splitlines() == [
        "  text   6 words added, 2 taken out",
        "  numbers taken out: 12",
        "  numbers added: 14",
        "  - [-Forty-] ships waited for [-12-] hours.",
        "  + [+Fifty+] ships waited for [+14+] hours.",
        "  + [+It opens at noon.+]",
    ]


def test_show_tells_what_a_page_changed_after_it_was_published(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path))
    warehouse = SqlWarehouse(f"sqlite:///{tmp_path / 'warehouse.db'}")
    warehouse.migrate()
    url = "https://port.example/ships"
    first, second = capture(url, "port", body="one"), capture(url, "port", body="two")
    rows = {
        "sources": [source("port")],
        "captures": [first, second],
        "articles": [article(url, "port")],
        "article_versions": [
            version(
                url, capture_id=first["capture_id"], version=1, is_latest=0, title="Ships wait", text=BEFORE
            ),
            version(url, capture_id=second["capture_id"], version=2, title="Ships wait longer", text=AFTER),
        ],
    }
    insert(warehouse, rows)
    warehouse.close()
    done = CliRunner().invoke(cli, ["show", url, "--versions"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert "  title  - Ships wait" in lines
    assert "         + Ships wait longer" in lines
    assert "  + [+Fifty+] ships waited for [+14+] hours." in lines
    assert sum(line.startswith("version ") for line in lines) == 2
    terminal.console.cache_clear()
    told = json.loads(CliRunner().invoke(cli, ["show", url, "--json"]).output)
    assert [each["title"] for each in told["versions"]] == ["Ships wait", "Ships wait longer"]
