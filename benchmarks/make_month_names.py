"""Write `pipeline/parsing/month_names.tsv`: the names of the months in every language that CLDR or dateparser knows.

Run as `python -m benchmarks.make_month_names`; both come with htmldate and courlan, which trafilatura needs.
"""

from __future__ import annotations

import calendar
import unicodedata
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from babel import Locale
from babel.localedata import locale_identifiers
from dateparser.data import date_translation_data

TABLE = Path(__file__).parents[1] / "pipeline" / "parsing" / "month_names.tsv"
_SHORTEST = 3
"""Shorter names are words of other meaning; in scripts without cases two letters can be a whole name."""
_BASIC = "\uffff"
"""Above it lie scripts that no newspaper is set in: Adlam, Shavian, Deseret."""


def _is_kept(name: str) -> bool:
    shortest = _SHORTEST if name.upper() != name.lower() else 2
    return len(name) >= shortest and max(name) <= _BASIC and not any(c.isdigit() for c in name)


def plain(name: str) -> str:
    """Return a month's name as it is looked up: case folded, without the full stop of an abbreviation."""
    return unicodedata.normalize("NFC", name).casefold().strip(" .\u200f")


def _cldr() -> dict[str, dict[str, set[int]]]:
    names: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for identifier in locale_identifiers():
        for widths in Locale.parse(identifier).months.values():
            for width in ("wide", "abbreviated"):
                for month, name in widths[width].items():
                    names[identifier.partition("_")[0]][plain(name)].add(month)
    return names


def _dateparser() -> dict[str, dict[str, set[int]]]:
    names: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for module in iter_modules(date_translation_data.__path__):
        info = import_module(f"{date_translation_data.__name__}.{module.name}").info
        for month, english in enumerate(calendar.month_name[1:], 1):
            for name in info.get(english.lower(), ()):
                names[module.name.partition("-")[0]][plain(name)].add(month)
    return names


def main() -> None:
    """Write the table. A name that one source gives for two months of a language is left out."""
    cldr, others = _cldr(), _dateparser()
    lines = []
    for language in sorted(cldr.keys() | others.keys()):
        known = {**others.get(language, {}), **cldr.get(language, {})}
        lines += [
            f"{language}\t{min(months)}\t{name}"
            for name, months in sorted(known.items(), key=lambda item: (min(item[1]), item[0]))
            if len(months) == 1 and _is_kept(name)
        ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
