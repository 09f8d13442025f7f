"""The file of names that forms read: written when sources change, and read whatever stands in it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pipeline.model import Source, SourceKind
from pipeline.steps.discover.known_sources import known_sources, note_known_sources
from pipeline.steps.discover.sources import set_enabled
from tests.integration.gathering import gathering


@pytest.fixture
def made(tmp_path):
    world = gathering(tmp_path / "home", f"sqlite:///{tmp_path}/warehouse.db")
    world.warehouse.migrate()
    world.register(
        Source("dale", SourceKind.FEED, "https://dale.example/rss"),
        Source("harbour", SourceKind.FEED, "https://harbour.example/rss"),
    )
    yield world
    world.warehouse.close()


def test_the_names_are_those_of_the_warehouse(made):
    home = made.runtime.settings.home
    assert known_sources(home) == {}
    note_known_sources(made.runtime)
    assert known_sources(home) == {
        "dale": "https://dale.example/rss",
        "harbour": "https://harbour.example/rss",
    }
    set_enabled(made.runtime, "dale", enabled=False)
    note_known_sources(made.runtime)
    assert known_sources(home)["dale"] == "https://dale.example/rss (disabled)"
    assert [path.name for path in home.iterdir()] == ["known-sources.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"x"',
        b'{"a": 1}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a": "' + b"x" * (8 << 20) + b'"}',
    ],
)
def test_whatever_stands_there_reading_does_not_fail(made, content):
    home = made.runtime.settings.home
    home.mkdir(exist_ok=True)
    (home / "known-sources.json").write_bytes(content)
    assert known_sources(home) == {}
    note_known_sources(made.runtime)
    assert [*known_sources(home)] == ["dale", "harbour"]


def test_a_home_that_cannot_be_written_costs_the_list_alone(made, tmp_path):
    (tmp_path / "file").touch()
    settings = replace(made.runtime.settings, home=tmp_path / "file" / "below")
    note_known_sources(replace(made.runtime, settings=settings))
    assert known_sources(settings.home) == {}
    assert json.dumps(known_sources(made.runtime.settings.home)) == "{}"


def test_as_many_long_names_as_are_shown_are_read_again(made):
    """Written with an escape for each letter they are larger than a mebibyte, and were read as damaged."""
    long = "https://морской.example/" + "ж" * 200
    made.register(*(Source(f"s{number}", SourceKind.FEED, f"{long}{number}") for number in range(2_000)))
    note_known_sources(made.runtime)
    found = known_sources(made.runtime.settings.home)
    assert len(found) == 2_000
    assert set(found.values()) == {long[:120], "https://dale.example/rss", "https://harbour.example/rss"}
