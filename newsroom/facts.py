"""The made-up world: invented places, people and firms, and the facts of one event drawn from them.

Nothing here names a real person, place or company; names are put together from syllables (`words.toml`) so that
there are thousands of them and two events seldom share one.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

NIGHT_ONE = date(2026, 3, 2)
"""The day whose news night 1 collects; a Monday."""

Facts = dict[str, str]


def day_of(night: int) -> date:
    """Return the day that night `night` reports on; night 1 is the first."""
    return NIGHT_ONE + timedelta(days=night - 1)


def moment_of(night: int, minutes: int) -> datetime:
    """Return the moment `minutes` after midnight UTC on the day of that night."""
    return datetime.combine(day_of(night), time(), UTC) + timedelta(minutes=minutes)


def pick(rng: Random, values: Sequence[str]) -> str:
    """Return one of the values; several times faster than `rng.choice`, and facts are drawn by the million."""
    return values[int(rng.random() * len(values))]


_WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(", ") if ", " in text else text.split())


def _joined(parts: Mapping[str, str], between: str = "") -> tuple[str, ...]:
    return tuple(head + between + tail for head in parts["heads"].split() for tail in parts["tails"].split())


TOWNS = _joined(_WORDS["towns"])
FAMILIES = _joined(_WORDS["families"])
FIRMS = _joined(_WORDS["firms"])
FIRM_KINDS = _listed(_WORDS["firms"]["kinds"])
REGIONS = _joined(_WORDS["regions"], " ")
GIVEN, COUNTRIES, CAPITALS, RIVERS, DISTRICTS = (
    _listed(_WORDS["names"][name]) for name in ("given", "countries", "capitals", "rivers", "districts")
)
_STREETS = {"en": _joined(_WORDS["streets"]["en"], " "), "de": _joined(_WORDS["streets"]["de"])}
_LISTS = {
    language: {name: _listed(text) for name, text in _WORDS[language].items()} for language in ("en", "de")
}
_PACKAGES = tuple(
    f"{number}{'st' if number == 21 else 'nd' if number == 22 else 'th'}" for number in (*range(9, 23), 24)
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the made-up world. Reports of one event share its facts, not their words."""

    event_id: str
    topic: str
    night: int
    language: str
    facts: Facts
    angle: int = 0
    """Which lede tells it; headlines follow."""


def person(rng: Random) -> tuple[str, str]:
    """Return a full name and its family name."""
    family = pick(rng, FAMILIES)
    return f"{pick(rng, GIVEN)} {family}", family


class World:
    """Draws the facts of events in one language; the same random numbers give the same facts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._lists = _LISTS[language]
        self._point, self._comma = (",", ".") if language == "de" else (".", ",")

    def draw(self, rng: Random, night: int) -> Facts:
        """Return the places, people, times and numbers of one event of that night."""
        facts: Facts = {}
        self.draw_places(rng, facts)
        for name in ("a", "b", "c", "e", "x", "y", "w", "v"):
            facts[name], facts[name + "_last"] = person(rng)
        self.draw_times(rng, facts, night)
        self.draw_numbers(rng, facts)
        return facts

    def draw_places(self, rng: Random, facts: Facts) -> None:
        """Add towns, countries, streets and firms."""
        for name in ("town", "town2", "town3"):
            facts[name] = pick(rng, TOWNS)
        first = int(rng.random() * len(COUNTRIES))
        second = (first + 1 + int(rng.random() * (len(COUNTRIES) - 1))) % len(COUNTRIES)
        facts["country"], facts["capital"] = COUNTRIES[first], CAPITALS[first]
        facts["country2"], facts["capital2"] = COUNTRIES[second], CAPITALS[second]
        facts["river"], facts["region"], facts["district"] = (
            pick(rng, RIVERS),
            pick(rng, REGIONS),
            pick(rng, DISTRICTS),
        )
        facts["street"], facts["street2"] = (pick(rng, _STREETS[self.language]) for _ in "ab")
        for name in ("company", "company2", "company3"):
            facts[name] = f"{pick(rng, FIRMS)} {pick(rng, FIRM_KINDS)}"
        for name in ("town", "capital", "capital2"):
            facts[name + "_up"] = facts[name].upper()

    def draw_times(self, rng: Random, facts: Facts, night: int) -> None:
        """Add the day of the report, days and months around it, and years."""
        today = day_of(night)
        weekdays, months = self._lists["weekdays"], self._lists["months"]
        facts["day"] = weekdays[today.weekday()]
        facts["yesterday"] = weekdays[today.weekday() - 1]
        facts["nextday"] = weekdays[(today.weekday() + 2 + int(rng.random() * 4)) % 7]
        facts["month"] = months[(today.month + int(rng.random() * 8)) % 12]
        facts["month0"] = months[(today.month - 2 - int(rng.random() * 2)) % 12]
        facts["dd"] = str(1 + int(rng.random() * 28))
        facts["year2"] = str(today.year + 2 + int(rng.random() * 9))
        minute = int(rng.random() * 60)
        facts["sun1"], facts["sun2"] = f"6.{minute:02d} a.m.", f"6.{(minute + 17) % 60:02d} p.m"

    def draw_numbers(self, rng: Random, facts: Facts) -> None:
        """Add counts, percentages, sums of money and temperatures."""
        roll, point = rng.random, self._point
        self.draw_loose_numbers(rng, facts)
        larger = 2 + int(roll() * 6)
        facts["n"], facts["n2"] = self._lists["small"][larger], self._lists["small"][int(roll() * larger)]
        facts["d"], facts["z"] = str(3 + int(roll() * 6)), str(int(roll() * 3))
        for name in ("pct", "pct2", "g1", "g2"):
            facts[name] = f"{int(roll() * 17)}{point}{int(roll() * 10)}"
        quarters = 25 * int(roll() * 40)
        facts["rate"], facts["rate2"] = f"{quarters / 100:.2f}", f"{(quarters + 25) / 100:.2f}"
        currency = facts["cur"] = pick(rng, self._lists["currencies"])
        million, billion = self._lists["millions"]
        for name in ("money", "money2", "money3", "money4"):
            unit = billion if roll() < 0.12 else million
            facts[name] = f"{1 + int(roll() * 97)}{point}{int(roll() * 10)} {unit} {currency}"
        for name in ("eps", "eps2", "eps3", "price"):
            facts[name] = f"{int(roll() * 60)}.{int(roll() * 100):02d}"
        for name in ("idx", "idx2"):
            facts[name] = f"{2 + int(roll() * 30)},{int(roll() * 1000):03d}.{int(roll() * 100):02d}"
        for name, low in (("t1", 9), ("t2", 7), ("t3", -4), ("t4", 1)):
            facts[name] = str(low + int(roll() * 6))
        facts["ordinal"] = pick(rng, self._lists["ordinals"])
        facts["pack"] = pick(rng, _PACKAGES)
        facts["dur"] = f"{20 + int(roll() * 90)} minutes"

    def draw_loose_numbers(self, rng: Random, facts: Facts) -> None:
        """Add, or draw anew, the numbers that should not run through every sentence of a report."""
        roll = rng.random
        facts["m"] = str(11 + int(roll() * 88))
        facts["k"] = str(120 + int(roll() * 870))
        facts["k2"] = f"{1 + int(roll() * 48)}{self._comma}{int(roll() * 10)}00"
        facts["year"] = str(1931 + int(roll() * 88))
        facts["years"] = str(12 + int(roll() * 29))
        facts["hour"] = pick(rng, self._lists["hours"])
        facts["n"] = self._lists["small"][2 + int(roll() * 6)]
