"""`newsfold show` and `status` of an article of which nothing of its own is left."""

from __future__ import annotations

import json

from click.testing import CliRunner

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cli import cli, terminal
from tests.made_rows import article, capture, insert, source, version

URL = "https://port.example/notice"


def test_an_article_without_own_text_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path))
    warehouse = SqlWarehouse(f"sqlite:///{tmp_path / 'warehouse.db'}")
    warehouse.migrate()
    rows = {
        "sources": [source("port")],
        "captures": [capture(URL, "port"), capture(f"{URL}/ships", "port")],
        "articles": [article(URL, "port"), article(f"{URL}/ships", "port")],
        "article_versions": [version(URL, ""), version(f"{URL}/ships", "Forty ships waited.")],
    }
    insert(warehouse, rows)
    warehouse.close()
    run = CliRunner().invoke
    terminal.console.cache_clear()
    shown = run(cli, ["show", URL], catch_exceptions=False).output
    assert "in no story" in shown
    assert "No text of its own" in shown
    terminal.console.cache_clear()
    assert "No text of its own" not in run(cli, ["show", f"{URL}/ships"]).output
    terminal.console.cache_clear()
    assert "1 without own text" in run(cli, ["status"]).output
    terminal.console.cache_clear()
    assert json.loads(run(cli, ["status", "--json"]).output)["counts"]["without_own_text"] == 1
