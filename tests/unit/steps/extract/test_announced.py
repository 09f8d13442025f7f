"""What a feed announced reaches an article that does not say it itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pipeline.model import Page, PageKind
from pipeline.steps.extract.announced import with_announcement
from pipeline.steps.extract.outcomes import WaitingCapture

DAY = datetime(2024, 5, 9, tzinfo=UTC)
PAGE = Page(
    PageKind.ARTICLE,
    (),
    title="Lamp fails",
    published_at=DAY,
    published_source="meta",
    published_precision="day",
)
CAPTURE = WaitingCapture(
    "c1", "s1", "https://x.example/a", "x.example/a", "x.example", datetime(2024, 5, 10, tzinfo=UTC), "w", 0, 0, "feed",
    "Lamp fails, says the feed", DAY.replace(hour=8, minute=5), "2024-05-09T08:05Z",
)  # fmt: skip


def test_what_a_page_says_itself_stands():
    assert with_announcement(PAGE, CAPTURE) == PAGE


def test_a_page_without_title_and_date_takes_the_announced_ones():
    silent = replace(PAGE, title=None, published_at=None, published_source=None, published_precision=None)
    found = with_announcement(silent, CAPTURE)
    assert (found.title, found.published_at) == ("Lamp fails, says the feed", DAY.replace(hour=8, minute=5))
    assert (found.published_source, found.published_precision) == ("feed", "minute")
    assert with_announcement(silent, CAPTURE._replace(announced_title=None, announced_at=None)) == silent


def test_a_last_change_gives_way_to_an_announced_date_that_is_earlier():
    changed = replace(PAGE, published_at=DAY.replace(hour=20), published_source="modified")
    assert with_announcement(changed, CAPTURE).published_source == "feed"
    earlier = replace(PAGE, published_source="modified")
    assert with_announcement(earlier, CAPTURE) == earlier
