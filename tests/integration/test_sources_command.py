"""`newsfold sources`: the short form that loads a file, and pages that are asked for again."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.errors import Rejected
from pipeline.model import Source, SourceKind
from pipeline.steps.discover import step as discover
from pipeline.steps.fetch import step as fetch
from tests.integration.gathering import gathering, request

FEED = "https://desk.example/rss"
RSS = b"<rss><channel><item><link>https://desk.example/a</link></item></channel></rss>"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def typed(*words: str) -> str:
    result = CliRunner().invoke(cli, ["sources", *words], standalone_mode=False)
    assert result.exception is None, result.exception
    return result.output


def test_a_file_is_loaded_without_naming_a_command(home, tmp_path):
    file = tmp_path / "sources.toml"
    file.write_text(f'[[source]]\nid = "desk"\nkind = "feed"\nlocation = "{FEED}"\n')
    assert home.parent.exists()
    for words in ([str(file)], [], ["list"], ["--json"]):
        assert "desk" in typed(*words)


@pytest.mark.parametrize("names", [[], ["desk"]])
def test_what_was_refused_is_due_at_once(home, names):
    made = gathering(home, f"sqlite:///{home}/warehouse.db")
    home.mkdir()
    made.warehouse.migrate()
    made.register(Source("desk", SourceKind.FEED, FEED))
    made.http.answers = {FEED: RSS, "https://desk.example/a": Rejected("http_403")}
    for step in (discover, fetch):
        step.run(request(), made.runtime)
    assert fetch.run(request(), made.runtime).counts["due"] == 0
    assert "1 pages are due" in typed("retry", *names)
    assert fetch.run(request(), made.runtime).counts["due"] == 1
    made.warehouse.close()
