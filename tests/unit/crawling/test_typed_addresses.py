from __future__ import annotations

import pytest

from pipeline.crawling.poll_advice import advice_on
from pipeline.crawling.typed_addresses import meant_addresses


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://desk.example/rss", ["https://desk.example/rss"]),
        ("HTTP://desk.example/rss", ["http://desk.example/rss"]),
        (" desk.example ", ["https://desk.example", "http://desk.example"]),
        (
            "desk.example:8080/rss?x=1",
            ["https://desk.example:8080/rss?x=1", "http://desk.example:8080/rss?x=1"],
        ),
        ("localhost:8080/rss", ["http://localhost:8080/rss"]),
        ("desk.localhost:8080", ["http://desk.localhost:8080"]),
        ("feed://desk.example/rss", ["http://desk.example/rss"]),
        ("feed:https://desk.example/rss", ["https://desk.example/rss"]),
        ("feed:desk.example/rss", ["http://desk.example/rss"]),
        ("straße.example", ["https://straße.example", "http://straße.example"]),
    ],
)
def test_an_address_is_read_as_a_person_means_it(typed, meant):
    assert list(meant_addresses(typed)) == meant


@pytest.mark.parametrize(
    "typed",
    ["pages", "pages/one.html", "one.html", "night.warc.gz", "./desk.example", "/srv/x", "", "a b.example"],
)
def test_what_can_only_be_a_path_is_no_address(typed):
    assert meant_addresses(typed) == ()


@pytest.mark.parametrize("outcome", ["http_404", "http_418", "http_503", "dns", "robots", "parser_timeout"])
def test_every_failure_has_a_sentence_and_something_to_do(outcome):
    advice = advice_on(outcome)
    assert advice.means
    assert advice.do
