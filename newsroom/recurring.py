"""Happenings that recur: calls, bouts, quarterly results, rate decisions, quakes and days of a trial, drawn from a seed.

Each series has its people and places and happens several times within days, each time with other facts. Each happening is
told by an agency and by a paper, which share its facts and no sentence, and repeat their own background every time. So two
reports of one happening have fewer words in common than two of one writer on two happenings: the truth for linking.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from newsroom.facts import COUNTRIES, DISTRICTS, REGIONS, RIVERS, TOWNS, World, person, pick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsroom.facts import Facts

FIRST_DAY: Final = datetime(2031, 3, 3, 6, tzinfo=UTC)
TIMES: Final = 4
"""How often each series happens."""
SERIES: Final = 2
"""Series of each kind, side by side."""

_STYLES: Final = tomllib.loads(Path(__file__).with_name("recurring.toml").read_text("utf-8"))
KINDS: Final = tuple(_STYLES)
_NTH: Final = (
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
_COUNTS: Final = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SUBJECTS: Final = (
    "grain convoys", "fishing rights", "the pilots in custody", "customs papers", "a shared pipeline", "night flights",
    "the ferry quay", "seed imports", "pasture leases", "the border market",
)  # fmt: skip
_REASONS: Final = ("wages", "the harvest", "fuel prices", "exports", "rents", "the crown's rate abroad")
_ROLES: Final = ("accountant", "driver", "surveyor", "secretary", "banker", "welder", "notary", "courier")
_EXHIBITS: Final = (
    "a blue folder",
    "the second contract",
    "a cash book",
    "the survey map",
    "a receipt",
    "the guest list",
)
_PRODUCTS: Final = ("pumps", "looms", "ball bearings", "cable drums", "greenhouses", "tram doors")


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a happening: who wrote it, its text, when it was published, and the happening that it is of."""

    url: str
    title: str
    text: str
    published_at: datetime
    happening: str
    series: str


def reports(seed: int) -> list[Report]:
    """Return the reports of all series, in the order of their publication."""
    dice = Random(seed)
    found = [
        report
        for kind in KINDS
        for number in range(SERIES)
        for report in _series(dice, kind, f"{kind}-{number}")
    ]
    return sorted(found, key=lambda each: (each.published_at, each.url))


def _series(dice: Random, kind: str, name: str) -> Iterator[Report]:
    """Yield the reports of a series: what stays the same is drawn once, the rest for each time."""
    lasting = _lasting(dice)
    day, first = FIRST_DAY + timedelta(days=dice.randrange(4)), dice.randrange(len(_NTH) - TIMES)
    subjects, exhibits, roles, numbers = (
        dice.sample(values, TIMES) for values in (_SUBJECTS, _EXHIBITS, _ROLES, range(2, 60))
    )
    for time in range(TIMES):
        happening = f"{name}-{time}"
        passing = _passing(dice, first + time, numbers[time], day) | {
            "subject": subjects[time],
            "subject_start": subjects[time][0].upper() + subjects[time][1:],
            "exhibit": exhibits[time],
            "role": roles[time],
        }
        for writer, hours in (("agency", dice.randrange(3)), ("paper", 3 + dice.randrange(9))):
            yield _report(kind, writer, lasting | passing, day + timedelta(hours=hours), happening, name)
        day += timedelta(days=1 + dice.randrange(4))


def _report(  # noqa: PLR0917 - the columns of one row
    kind: str, writer: str, facts: Facts, published_at: datetime, happening: str, series: str
) -> Report:
    title = _STYLES[kind][f"{writer}_title"].format(**facts)
    return Report(
        f"https://{writer}.example/{happening}",
        title[0].upper() + title[1:],
        _STYLES[kind][writer].format(**facts).strip(),
        published_at,
        happening,
        series,
    )


def _lasting(dice: Random) -> Facts:
    """Return who and where a series is about."""
    facts = World("en").draw(dice, 1)
    first, second = dice.sample(range(len(COUNTRIES)), 2)
    facts |= {"country": COUNTRIES[first], "country2": COUNTRIES[second], "region": pick(dice, REGIONS)}
    facts |= {
        "river": pick(dice, RIVERS),
        "district": pick(dice, DISTRICTS),
        "product": pick(dice, _PRODUCTS),
    }
    facts["age"] = str(dice.randrange(24, 39))
    return facts


def _passing(dice: Random, nth: int, number: int, day: datetime) -> Facts:
    """Return the facts of one happening: its day, its number, the people who come once, and its figures.

    `number` differs between the happenings of a series, and so do the figures that are made of it.
    """
    facts = {
        "weekday": f"{day:%A}",
        "month": f"{day:%B}",
        "day": str(day.day),
        "nth": _NTH[nth],
        "nth_times": _COUNTS[nth],
    }
    for name in ("opponent", "witness"):
        facts[name], facts[f"{name}_last"] = person(dice)
    falls = dice.random() < 0.5
    facts |= {"direction": "fall" if falls else "rise", "changed": "sank" if falls else "grew"}
    facts |= {
        "less_or_more": "less" if falls else "more",
        "quarter": ("first", "second", "third", "fourth")[nth % 4],
    }
    facts |= {
        "length": str(20 + number),
        "round": _NTH[number % len(_NTH)],
        "crowd": f"{7 + number},{dice.randrange(100, 999)}",
        "percent": str(number),
        "profit": str(100 + 3 * number),
        "revenue": f"{1 + number % 9},{dice.randrange(100, 999)}",
        "rate": f"{number / 8:.2f}",
        "step": dice.choice(("0.25", "0.5", "0.75")),
        "inflation": f"{2 + number / 9:.1f}",
        "votes": dice.choice(("five to four", "six to three", "seven to two", "eight to one")),
        "reason": pick(dice, _REASONS),
        "magnitude": f"{4 + number / 20:.1f}",
        "injured": str(3 + number),
        "houses": str(40 + 2 * number),
        "depth": str(5 + number % 30),
        "town2": pick(dice, TOWNS),
        "sum": f"{number + 2},{dice.randrange(100, 999)}",
    }  # fmt: skip
    return facts
