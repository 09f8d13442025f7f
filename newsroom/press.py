"""The made-up press: every page of every night with its truth, the same for the same seed."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pandas as pd

from newsroom import copies, prose
from newsroom.outlets import outlets
from newsroom.pages import Address, NewsPage, example_address
from newsroom.plan import Night, Past
from newsroom.specials import write_specials

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsroom.facts import Event

TRUTH_COLUMNS = (
    "url",
    "announced_url",
    "host",
    "outlet",
    "language",
    "night",
    "version",
    "published_at",
    "title",
    "story_id",
    "event_id",
    "topic",
    "series",
    "copy_kind",
    "page_kind",
    "origin",
    "behaviour",
    "status",
    "robots_allowed",
)


class Press:
    """Nights of pages from one seed. Generation is pure; nothing is served and nothing is written to disk."""

    def __init__(
        self, seed: int = 7, nights: int = 3, reports_per_night: int = 120, address: Address = example_address
    ) -> None:
        self.seed = seed
        self.nights = nights
        self.reports_per_night = reports_per_night
        self.address = address
        self._written: list[list[NewsPage]] = []
        self._past = Past()

    def at(self, address: Address) -> Press:
        """Return the same press under other addresses; what is already written is shared."""
        other = Press(self.seed, self.nights, self.reports_per_night, address)
        self._write_until(self.nights)
        other._written = [[_moved(page, address) for page in pages] for pages in self._written]
        return other

    def pages(self, night: int) -> list[NewsPage]:
        """Return the pages that are new or changed on that night; nights are numbered from 1."""
        self._write_until(night)
        return self._written[night - 1]

    def all_pages(self) -> Iterator[NewsPage]:
        """Yield the pages of all nights, each version of a page for itself."""
        for night in range(1, self.nights + 1):
            yield from self.pages(night)

    def standing(self, night: int) -> dict[str, NewsPage]:
        """Return what each address shows after that night: the latest version of every page published by then."""
        return {page.url: page for earlier in range(1, night + 1) for page in self.pages(earlier)}

    def truth(self) -> pd.DataFrame:
        """Return one row a page and version: what it is, whose story it tells, whence its words come."""
        rows = [
            (
                page.url,
                page.announced_url,
                page.host,
                page.outlet.outlet_id,
                page.outlet.language,
                page.night,
                page.version,
                page.published_at,
                page.title,
                page.story_id,
                page.event_id,
                page.topic,
                page.series,
                page.copy_kind,
                page.page_kind,
                page.origin,
                page.behaviour,
                page.status,
                not (page.outlet.disallow and page.url_path.startswith(page.outlet.disallow)),
            )
            for page in self.all_pages()
        ]
        return pd.DataFrame(rows, columns=list(TRUTH_COLUMNS))

    def blocks_truth(self, url: str, night: int | None = None) -> pd.DataFrame:
        """Return the blocks of the page at `url` as it stands after `night` (the last one if not said), in order.

        Columns: position, label, accepts (labels a fair judge would pass, the true one first), group, kind, text,
        story_id (of an `other_story`).
        """
        page = self.standing(night or self.nights)[url]
        rows = [
            (
                position,
                block.label,
                (block.label, *block.accepts),
                block.group,
                block.kind,
                block.text,
                block.story_id,
            )
            for position, block in enumerate(page.blocks)
        ]
        return pd.DataFrame(
            rows, columns=["position", "label", "accepts", "group", "kind", "text", "story_id"]
        )

    def sources(self) -> list[dict[str, str | int]]:
        """Return one source an outlet, in the words of `sources.toml`."""
        return [
            {
                "id": outlet.outlet_id,
                "kind": outlet.kind,
                "language": outlet.language,
                "location": self.address(outlet.outlet_id) + outlet.feed_path,
                "authority": outlet.authority,
            }
            for outlet in outlets().values()
        ]

    def texts(self, count: int) -> Iterator[tuple[str, str, str]]:
        """Yield (article id, text, story id) for benchmarks, without pages: reports, copies of them, look-alikes."""
        return texts(self.seed, count)

    def _write_until(self, night: int) -> None:
        for new in range(len(self._written) + 1, night + 1):
            writer = Night(self.seed, new, self.reports_per_night, self._past)
            pages = writer.write()
            specials = write_specials(writer, _live_event(self.seed))
            self._written.append([_moved(page, self.address) for page in (*pages, *specials)])


def _live_event(seed: int) -> Event:
    return prose.draw_event(Random(f"{seed}/live"), "e-live", "en", "weather", 1)


def _moved(page: NewsPage, address: Address) -> NewsPage:
    """Return the page under another address, and the pages it links to with it."""

    def moved(pages: tuple[NewsPage, ...]) -> tuple[NewsPage, ...]:
        return tuple(replace(page, address=address) for page in pages)

    return replace(
        page,
        address=address,
        related=moved(page.related),
        popular=moved(page.popular),
        foreign=moved(page.foreign),
    )


NEW, COPY = 0.72, 0.18
"""Shares of benchmark texts that are new reports and copies; the rest are look-alikes in fixed forms."""

RECENT = 2_000
"""Stories a copy may be of: news is copied while it is news."""


def texts(seed: int, count: int) -> Iterator[tuple[str, str, str]]:
    """Yield `count` texts quickly; a longer run begins with the texts of a shorter one."""
    rng = Random(f"{seed}/texts")
    recent: deque[tuple[str, prose.Written, Event]] = deque(maxlen=RECENT)
    customers = tuple(outlets().values())
    for number in range(count):
        roll = rng.random()
        if NEW <= roll < NEW + COPY and recent:
            story_id, written, event = recent[int(rng.random() * len(recent))]
            if rng.random() < 0.25:
                written = copies.abridged(written, event, rng.choice(customers), rng)
            else:
                written = copies.wire_copy(written, event, rng.choice(customers), rng)
        else:
            language = "en" if roll < NEW + COPY else "forms"
            topic = rng.choice(prose.topics(language))
            event = prose.draw_event(rng, f"e{number}", language, topic, 1 + number % 30)
            story_id = f"s{number}"
            written = prose.write_report(event, rng) if language == "en" else prose.write_form(event, rng)
            recent.append((story_id, written, event))
        yield f"t{number}", written.text, story_id
