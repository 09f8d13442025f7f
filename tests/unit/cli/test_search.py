"""`newsfold search` shows what strangers wrote, and says which option it cannot read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.cli.search import _print
from pipeline.cli.terminal import console
from pipeline.review.search import FoundArticle, FoundStory, SearchFilter, SearchResult
from pipeline.searching.snippets import Part

AT = datetime(2031, 3, 9, 12, tzinfo=UTC)
URL = "https://post.example/[/bold]/[red]river"
ARTICLE = FoundArticle(
    "a1", URL, "post.example", AT, AT, AT, "en", (), (Part("The "), Part("river", is_found=True))
)
FOUND = FoundStory("s1", None, 1, 1, 1, 1, AT, ARTICLE)


@pytest.fixture
def printed(capsys):
    """Give what was printed since."""
    console.cache_clear()
    yield lambda: capsys.readouterr().out
    console.cache_clear()


def test_an_article_without_a_title_is_named_by_its_address_as_it_is(printed):
    """Rich took brackets of an address for its own marks, and failed on those that close nothing."""
    _print(SearchResult(SearchFilter("river"), 1, 1, (FOUND,), 1))
    assert URL in printed()


def test_a_title_stands_in_the_place_of_the_address_with_what_was_found_between_stars(printed):
    titled = replace(FOUND, article=replace(ARTICLE, title=(Part("[b]A "), Part("river", is_found=True))))
    _print(SearchResult(SearchFilter("river"), 1, 1, (titled,), 1))
    assert printed().splitlines()[:2] == ["[b]A *river*", "The *river*"]


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_day_that_cannot_be_read_is_refused_under_the_name_of_its_option(option):
    done = CliRunner().invoke(cli, ["search", "river", option, "yesterday"])
    assert done.exit_code == 2
    assert f"Invalid value for {option}" in done.output
