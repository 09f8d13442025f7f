"""The made-up world: invented places, people and firms, and the facts of one event drawn from them.

Nothing here names a real person, place or company; names are put together from syllables so that there are
thousands of them and two events seldom share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

NIGHT_ONE = date(2026, 3, 2)
"""The day whose news night 1 collects; a Monday."""

Facts = dict[str, str]


def day_of(night: int) -> date:
    """Return the day that night `night` reports on; night 1 is the first."""
    return NIGHT_ONE + timedelta(days=night - 1)


def moment_of(night: int, minutes: int) -> datetime:
    """Return the moment `minutes` after midnight UTC on the day of that night."""
    return datetime.combine(day_of(night), time(), ZoneInfo("UTC")) + timedelta(minutes=minutes)


def _joined(heads: str, tails: str) -> tuple[str, ...]:
    return tuple(head + tail for head in heads.split() for tail in tails.split())


TOWNS = _joined(
    "Harrow Ost Fen Lind Alder Brack Cold Dun Elm Farn Grim Hazel Ister Keld Lorn Marl Nether Orm Pell Quern "
    "Rusk Sedge Tarn Ulver Vell Wist Yarrow Brim Caldo Dray Ember Flint",
    "mere wick holm stead brook garth more ford haven croft ness combe leigh dale thwaite bury",
)
FAMILIES = _joined(
    "Vell Castr Ombr Tarn Brisk Dov Ellm Farr Gost Hask Iver Jarn Kest Lomb Mard Norr Osk Pellan Quist Ravel "
    "Sorr Tevl Ulm Varn Wesk Yond Zell Arv Bex Corm",
    "ory ane esk aby igan over und istel amo wright eby inder ock aster ombe",
)
GIVEN = tuple(
    [
        "Maren",
        "Tobin",
        "Isaura",
        "Kelm",
        "Odile",
        "Jorin",
        "Petra",
        "Anselm",
        "Brida",
        "Corvin",
        "Della",
        "Evert",
        "Fenna",
        "Goran",
        "Hedda",
        "Ilse",
        "Jasper",
        "Katrin",
        "Leof",
        "Mirela",
        "Nils",
        "Orla",
        "Pavo",
        "Quilla",
        "Ruben",
        "Sanna",
        "Teodor",
        "Ursel",
        "Viggo",
        "Wenda",
        "Xenia",
        "Yorick",
        "Zdena",
        "Albin",
        "Bertil",
        "Cosima",
        "Dagny",
        "Emeric",
        "Florin",
        "Gitte",
        "Halvard",
        "Imke",
        "Jolan",
        "Kasimir",
        "Liesel",
        "Matthis",
        "Nerys",
        "Osric",
        "Perrine",
        "Rasmus",
        "Signe",
        "Tilda",
        "Ulrik",
        "Verena",
        "Wolfram",
    ]
)
COUNTRIES = tuple(
    [
        "Aldermark",
        "Brevonia",
        "Castria",
        "Dorvenia",
        "Estmark",
        "Falland",
        "Gradenia",
        "Hestria",
        "Islaria",
        "Jorvia",
        "Kaldonia",
        "Lestonia",
        "Marenia",
        "Norvalia",
        "Ostravia",
        "Pellonia",
        "Quentia",
        "Rovinia",
        "Selmaria",
        "Tarvonia",
        "Ulmaria",
        "Vestonia",
        "Wendaria",
        "Zelonia",
    ]
)
CAPITALS = tuple(
    [
        "Aldergate",
        "Brevin",
        "Castrava",
        "Dorvin",
        "Estholm",
        "Fallgrad",
        "Gradena",
        "Hestrin",
        "Isola",
        "Jorvisund",
        "Kaldon",
        "Lestova",
        "Marenburg",
        "Norval",
        "Ostravin",
        "Pellona",
        "Quentova",
        "Rovinsk",
        "Selmar",
        "Tarvona",
        "Ulmstadt",
        "Vestona",
        "Wendar",
        "Zelona",
    ]
)
RIVERS = tuple(
    [
        "Orle",
        "Wend",
        "Saspe",
        "Tarrow",
        "Illve",
        "Brenn",
        "Luth",
        "Merrow",
        "Askel",
        "Dovre",
        "Pinn",
        "Quill",
        "Rhede",
        "Sarle",
        "Ulf",
        "Yare-Minor",
    ]
)
REGIONS = tuple(
    f"{head} {tail}"
    for head in ["Upper", "Lower", "East", "West", "Outer", "Inner"]
    for tail in ["Sedgeland", "Merrowshire", "Lindmark", "Tarvale", "Brackwold", "Ormfold"]
)
STREETS = tuple(
    f"{head} {tail}"
    for head in [
        "Tanner",
        "Mill",
        "Linden",
        "Beacon",
        "Chandler",
        "Ropewalk",
        "Saddler",
        "Quarry",
        "Orchard",
        "Mercer",
        "Candle",
        "Foundry",
        "Abbey",
        "Juniper",
        "Heron",
    ]
    for tail in ["Street", "Lane", "Row", "Hill", "Quay", "Gate"]
)
STRASSEN = tuple(
    f"{head}{tail}"
    for head in ["Gerber", "Mühl", "Linden", "Seiler", "Sattler", "Apfel", "Kerzen", "Reiher"]
    for tail in ["straße", "gasse"]
)
DISTRICTS = tuple(
    [
        "Lockside",
        "Ferrygate",
        "Hopfields",
        "Claypits",
        "Northwall",
        "Saltmarket",
        "Kilnyard",
        "Weavers'",
        "End",
        "Bellhouse",
        "Coldharbour-Green",
        "Paddock",
        "Tollbar",
        "Gasworks-Park",
        "Millrace",
        "Vineyards",
        "Drovers'",
        "Rest",
        "Lanternside",
        "Coopers'",
        "Bank",
        "Osier-Beds",
        "Sunken-Garth",
    ]
)
FIRMS = _joined(
    "Aro Bel Cor Dex Eno Fal Gra Hel Iso Kor Lum Mer Nor Ovi Pra Ser Tal Uni Vor Wel",
    "dane lux mark nova plan rix sund tech val wold",
)
FIRM_KINDS = ("Works", "Group", "& Sons", "Holding", "Brothers", "Lines", "Mills", "Industries")
LOCALS = _joined("Hal Bren Cor Ed Fran Gerd Hen Jos", "ina ek on a o")

_WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
}
_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
}
_SMALL = {
    "en": ["two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "de": ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
}
_ORDINALS = {
    "en": [
        "3rd",
        "4th",
        "5th",
        "6th",
        "7th",
        "8th",
        "9th",
        "11th",
        "12th",
        "13th",
        "14th",
        "17th",
        "19th",
        "21st",
        "22nd",
        "23rd",
        "26th",
        "28th",
    ],
    "de": ["dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "elfte"],
}
_PACKS = [
    "9th",
    "10th",
    "11th",
    "12th",
    "13th",
    "14th",
    "15th",
    "16th",
    "17th",
    "18th",
    "19th",
    "20th",
    "21st",
    "22nd",
    "23rd",
    "24th",
    "25th",
    "26th",
    "27th",
    "28th",
    "29th",
]
_HOURS = {
    "en": [
        "half past six",
        "seven o'clock",
        "4.30 p.m.",
        "quarter past nine",
        "noon",
        "5.40 a.m.",
        "ten to eight",
        "8.15 p.m.",
        "midnight",
        "dusk",
    ],
    "de": [
        "halb sieben",
        "19 Uhr",
        "16.30 Uhr",
        "Viertel nach neun",
        "Mittag",
        "5.40 Uhr",
        "20.15 Uhr",
        "Mitternacht",
    ],
}
_CURRENCIES = {
    "en": ("crowns", "marks", "thalers", "guilders", "ducats", "talents"),
    "de": ("Kronen", "Taler", "Gulden"),
}
_MILLIONS = {"en": ("million", "billion"), "de": ("Millionen", "Milliarden")}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the made-up world. Reports of one event share its facts, not their words."""

    event_id: str
    topic: str
    night: int
    language: str
    facts: Facts


class World:
    """Draws the facts of events; the same random numbers give the same facts."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._weekdays = _WEEKDAYS[language]
        self._months = _MONTHS[language]
        self._small = _SMALL[language]
        self._streets = STREETS if language == "en" else STRASSEN

    def draw(self, rng: Random, night: int) -> Facts:
        """Return the places, people, times and numbers of one event of that night."""
        facts: Facts = {}
        self.draw_places(rng, facts)
        self.draw_people(rng, facts)
        self.draw_times(rng, facts, night)
        self.draw_numbers(rng, facts)
        return facts

    def draw_places(self, rng: Random, facts: Facts) -> None:
        """Add towns, countries, streets and firms."""
        pick = rng.random
        for name in ("town", "town2", "town3"):
            facts[name] = TOWNS[int(pick() * len(TOWNS))]
        first = int(pick() * len(COUNTRIES))
        second = (first + 1 + int(pick() * (len(COUNTRIES) - 1))) % len(COUNTRIES)
        facts["country"], facts["capital"] = COUNTRIES[first], CAPITALS[first]
        facts["country2"], facts["capital2"] = COUNTRIES[second], CAPITALS[second]
        facts["river"] = RIVERS[int(pick() * len(RIVERS))]
        facts["region"] = REGIONS[int(pick() * len(REGIONS))]
        facts["street"] = self._streets[int(pick() * len(self._streets))]
        facts["street2"] = self._streets[int(pick() * len(self._streets))]
        facts["district"] = DISTRICTS[int(pick() * len(DISTRICTS))]
        for name in ("company", "company2", "company3"):
            facts[name] = f"{FIRMS[int(pick() * len(FIRMS))]} {FIRM_KINDS[int(pick() * len(FIRM_KINDS))]}"
        for name in ("town", "capital", "capital2"):
            facts[name + "_up"] = facts[name].upper()

    def draw_people(self, rng: Random, facts: Facts) -> None:
        """Add eight people, each with a full name and a family name."""
        pick = rng.random
        for name in ("a", "b", "c", "e", "x", "y", "w", "v"):
            family = FAMILIES[int(pick() * len(FAMILIES))]
            facts[name] = f"{GIVEN[int(pick() * len(GIVEN))]} {family}"
            facts[name + "_last"] = family

    def draw_times(self, rng: Random, facts: Facts, night: int) -> None:
        """Add the day of the report, days and months around it, and years."""
        pick = rng.random
        today = day_of(night)
        weekday = today.weekday()
        facts["day"] = self._weekdays[weekday]
        facts["yesterday"] = self._weekdays[weekday - 1]
        facts["nextday"] = self._weekdays[(weekday + 2 + int(pick() * 4)) % 7]
        facts["month"] = self._months[(today.month + int(pick() * 8)) % 12]
        facts["month0"] = self._months[(today.month - 2 - int(pick() * 2)) % 12]
        facts["dd"] = str(1 + int(pick() * 28))
        facts["year"] = str(1931 + int(pick() * 88))
        facts["year2"] = str(today.year + 2 + int(pick() * 9))
        facts["hour"] = _HOURS[self.language][int(pick() * len(_HOURS[self.language]))]
        minute = int(pick() * 60)
        facts["sun1"], facts["sun2"] = f"6.{minute:02d} a.m.", f"6.{(minute + 17) % 60:02d} p.m."

    def draw_numbers(self, rng: Random, facts: Facts) -> None:
        """Add counts, percentages, sums of money and temperatures."""
        pick = rng.random
        german = self.language == "de"
        point = "," if german else "."
        larger = 2 + int(pick() * 6)
        facts["n"], facts["n2"] = self._small[larger], self._small[int(pick() * larger)]
        facts["d"], facts["z"] = str(3 + int(pick() * 6)), str(int(pick() * 3))
        facts["m"] = str(11 + int(pick() * 88))
        facts["k"] = str(120 + int(pick() * 870))
        facts["k2"] = f"{1 + int(pick() * 48)}{'.' if german else ','}{int(pick() * 10)}00"
        facts["years"] = str(12 + int(pick() * 29))
        for name in ("pct", "pct2", "g1", "g2"):
            facts[name] = f"{int(pick() * 17)}{point}{int(pick() * 10)}"
        quarter = 25 * int(pick() * 40)
        facts["rate"], facts["rate2"] = f"{quarter / 100:.2f}", f"{(quarter + 25) / 100:.2f}"
        currency = _CURRENCIES[self.language][int(pick() * len(_CURRENCIES[self.language]))]
        facts["cur"] = currency
        million, billion = _MILLIONS[self.language]
        for name in ("money", "money2", "money3", "money4"):
            unit = billion if pick() < 0.12 else million
            facts[name] = f"{1 + int(pick() * 97)}{point}{int(pick() * 10)} {unit} {currency}"
        for name in ("eps", "eps2", "eps3", "price"):
            facts[name] = f"{int(pick() * 60)}.{int(pick() * 100):02d}"
        facts["idx"], facts["idx2"] = (
            f"{2 + int(pick() * 30)},{int(pick() * 1000):03d}.{int(pick() * 100):02d}" for _ in "ab"
        )
        for name, low in (("t1", 9), ("t2", 7), ("t3", -4), ("t4", 1)):
            facts[name] = str(low + int(pick() * 6))
        facts["ordinal"] = _ORDINALS[self.language][int(pick() * len(_ORDINALS[self.language]))]
        facts["pack"] = _PACKS[int(pick() * len(_PACKS))]
        facts["dur"] = (
            f"{self._small[1 + int(pick() * 6)]} quarters of an hour"
            if pick() < 0.4
            else f"{20 + int(pick() * 90)} minutes"
        )

    def redraw(self, rng: Random, facts: Facts) -> None:
        """Change the loose numbers, so that one figure does not run through every sentence of a report."""
        pick = rng.random
        facts["m"] = str(11 + int(pick() * 88))
        facts["k"] = str(120 + int(pick() * 870))
        facts["k2"] = f"{1 + int(pick() * 48)}{'.' if self.language == 'de' else ','}{int(pick() * 10)}00"
        facts["year"] = str(1931 + int(pick() * 88))
        facts["years"] = str(12 + int(pick() * 29))
        facts["hour"] = _HOURS[self.language][int(pick() * len(_HOURS[self.language]))]
        facts["n"] = self._small[2 + int(pick() * 6)]
