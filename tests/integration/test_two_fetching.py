"""Two runs that fetch at once: no page is asked for by both, and what a dead run was fetching is the next run's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from pipeline.model import Source, SourceKind
from pipeline.steps.discover import step as discover
from pipeline.steps.fetch import step as fetch
from tests.integration.crashing import die, in_child
from tests.integration.gathering import Gathering, gathering, request

if TYPE_CHECKING:
    from collections.abc import Callable

NEWS, SPORT = "https://desk.example/news.rss", "https://desk.example/sport.rss"


def place(name: str) -> str:
    return f"https://desk.example/{name}"


def rss(*names: str) -> bytes:
    items = "".join(f"<item><link>{place(name)}</link></item>" for name in names)
    return f"<rss><channel>{items}</channel></rss>".encode()


@pytest.fixture
def open_again(tmp_path, warehouse_url) -> Callable[[], Gathering]:
    """Give what a process of its own would have: the same home and warehouse, opened anew."""

    def opened() -> Gathering:
        made = gathering(tmp_path / "home", warehouse_url)
        made.http.answers = {NEWS: rss("a", "b"), SPORT: rss("b", "c")}
        made.http.answers |= {place(name): name.encode() for name in "abc"}
        return made

    return opened


@pytest.fixture
def made(open_again):
    """Give two sources that announce a page each, and one in common, all of them due."""
    opened = open_again()
    opened.register(*(Source(name, SourceKind.FEED, url) for name, url in (("news", NEWS), ("sport", SPORT))))
    discover.run(request(), opened.runtime)
    opened.http.asked.clear()
    yield opened
    opened.warehouse.close()


@dataclass
class Interrupted:
    """The port `Http`; when the first page has come, something else happens before anybody is told."""

    made: Gathering
    meanwhile: Callable[[], object]

    async def fetch_all(self, urls, /, *, validators=None, **options):
        happens = True
        async for url, answer in self.made.http.fetch_all(urls, validators=validators):
            if happens:
                self.meanwhile()
                happens = False
            yield url, answer


def fetch_amid(made: Gathering, meanwhile: Callable[[], object], *sources: str):
    return fetch.run(request(*sources), replace(made.runtime, http=Interrupted(made, meanwhile)))


def test_pages_that_another_run_is_fetching_are_left_to_it(made, open_again):
    def the_other_run():
        other = open_again()
        report = fetch.run(request(), other.runtime)
        assert other.http.asked == [place("c")]
        assert (report.counts["due"], report.counts["captured"]) == (1, 1)
        assert report.notes == ("2 are being fetched by another run",)

    assert fetch_amid(made, lambda: in_child(the_other_run), "news").counts["captured"] == 2
    assert sorted(made.http.asked) == [place("a"), place("b")]
    assert made.ask("SELECT count(*) FROM captures") == [(3,)]


def test_what_a_killed_run_was_fetching_is_taken_by_the_next_at_once(made, open_again):
    assert in_child(lambda: fetch_amid(open_again(), die))
    assert fetch.run(request(), made.runtime).counts["captured"] == 3


def test_what_an_interrupted_run_was_fetching_is_held_no_longer(made):
    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_amid(made, interrupt)
    assert fetch.run(request(), made.runtime).counts["captured"] == 3
