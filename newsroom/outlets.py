"""The outlets of the made-up press, read from `outlets.toml`: who they are and what stands around their articles."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsroom.facts import day_of

if TYPE_CHECKING:
    from random import Random

AGENCY = "meridian-wire"
AGGREGATOR = "newsbasket"
GERMAN = "lindmark-tagblatt"
SMALL = "saltmarsh-bugle"

_PATHS = {
    "meridian-wire": "/wire/{day:%Y%m%d}/{slug}-{number}",
    "harbour-herald": "/{day:%Y/%m/%d}/{slug}/",
    "dale-courier": "/news/{slug}-{number}",
    "northgate-times": "/{topic}/{slug}-n{number}.html",
    "pulse-daily": "/a/{number}",
    "ledger-and-crown": "/story/{slug}-{number}",
    "skyline-post": "/city/{day:%Y-%m-%d}/{slug}",
    "lindmark-tagblatt": "/lokales/{slug}-artikel{number}.html",
    "saltmarsh-bugle": "/issue.php?id={number}",
    "radio-aldermoor": "/news/{number}-{slug}",
    "newsbasket": "/item/{number:x}",
}


@dataclass(frozen=True, slots=True)
class Outlet:
    """One newspaper, station or agency. `furniture` holds the texts of its frame by group."""

    outlet_id: str
    name: str
    announces: str
    """How it tells the world: `rss`, `atom`, or `sitemap` for a news sitemap alone."""
    home: str
    order: tuple[str, ...]
    furniture: dict[str, Any]
    authority: int = 0
    language: str = "en"
    encoding: str = "utf-8"
    disallow: str = ""
    """The path its robots.txt forbids."""
    tracking: str = ""
    """What it appends to the addresses in its feed."""
    one_guid: bool = False
    """Whether its feed gives every item the same identifier, as careless feeds do."""
    small: bool = False
    curly: bool = False
    """Whether it sets curly quotation marks."""

    @property
    def kind(self) -> str:
        """The kind of source, as in `sources.toml`."""
        return "sitemap" if self.announces == "sitemap" else "feed"

    @property
    def feed_path(self) -> str:
        """Where its feed or news sitemap stands."""
        return {"rss": "/rss.xml", "atom": "/feed.atom", "sitemap": "/news-sitemap.xml"}[self.announces]

    def path(self, night: int, title: str, topic: str, number: int) -> str:
        """Return the path of an article in this outlet's style."""
        return _PATHS[self.outlet_id].format(
            day=day_of(night), slug=slug_of(title), topic=topic.replace("_", "-"), number=number
        )


_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "'": ""})


def slug_of(title: str) -> str:
    """Return the title as part of an address."""
    plain = title.lower().translate(_PLAIN)
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:90].strip("-")


@cache
def outlets() -> dict[str, Outlet]:
    """Return every outlet by its id, in the order of the file."""
    plain = {
        "name",
        "announces",
        "home",
        "authority",
        "language",
        "encoding",
        "disallow",
        "tracking",
        "one_guid",
        "small",
        "curly",
    }
    found = {}
    for outlet_id, entry in tomllib.loads(
        Path(__file__).with_name("outlets.toml").read_text("utf-8")
    ).items():
        known = {key: value for key, value in entry.items() if key in plain}
        furniture = {key: value for key, value in entry.items() if key not in plain and key != "order"}
        found[outlet_id] = Outlet(outlet_id, order=tuple(entry["order"]), furniture=furniture, **known)
    return found


@cache
def _newspapers() -> tuple[Outlet, ...]:
    apart = {AGENCY, AGGREGATOR, GERMAN, SMALL}
    return tuple(outlet for outlet in outlets().values() if outlet.outlet_id not in apart)


def any_newspaper(rng: Random) -> Outlet:
    """Return an English-language outlet with reporters of its own."""
    return _newspapers()[int(rng.random() * len(_newspapers()))]


def customers(rng: Random, count: int) -> list[Outlet]:
    """Return that many outlets that print agency copy; the aggregator and the small paper print it too."""
    takers = [outlet for outlet in outlets().values() if outlet.outlet_id not in {AGENCY, GERMAN, SMALL}]
    return rng.sample(takers, min(count, len(takers)))
