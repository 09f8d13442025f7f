"""Names of time zones as pages write them, and how far each lies from UTC.

Several letters mean different zones in different countries; the country of the site or the language of the page says
which. A name that nobody knows says nothing, and its time is read as one without a zone.
"""

# ruff: noqa: RUF001 - words of many alphabets, in lines one can read

from __future__ import annotations

import re
from datetime import timedelta

_MINUTES = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120,
    "MET": 60, "MEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "MSD": 240, "МСК": 180, "SAST": 120, "CAT": 120,
    "EAT": 180, "WAT": 60, "TRT": 180, "IRST": 210, "IRDT": 270, "PKT": 300, "UZT": 300, "ALMT": 360, "NPT": 345,
    "MMT": 390, "ICT": 420, "WIB": 420, "WITA": 480, "WIT": 540, "SGT": 480, "HKT": 480, "MYT": 480, "PHT": 480,
    "AWST": 480, "KST": 540, "JST": 540, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720,
    "NZDT": 780, "NST": -210, "NDT": -150, "ADT": -180, "BRT": -180, "BRST": -120, "ART": -180, "CLT": -240,
    "CLST": -180, "COT": -300, "PET": -300, "VET": -240, "EST": -300, "EDT": -240, "CDT": -300, "MDT": -360,
    "PDT": -420, "ET": -300, "AKST": -540, "AKDT": -480, "HST": -600, "GST": 240,
}  # fmt: skip
"""Those that one country alone uses, or that mean one thing wherever pages print them."""

_BY_COUNTRY: dict[str, tuple[int, dict[str, int]]] = {
    "IST": (330, {"il": 120, "he": 120, "ie": 60, "ga": 60}),
    "BST": (60, {"bd": 360, "bn": 360}),
    "CST": (-360, {"cn": 480, "tw": 480, "hk": 480, "zh": 480, "cu": -300}),
    "AST": (-240, {"sa": 180, "ae": 240, "kw": 180, "qa": 180, "bh": 180, "iq": 180, "ar": 180}),
    "PST": (-480, {"ph": 480, "tl": 480, "fil": 480, "pk": 300, "ur": 300}),
    "MST": (-420, {"my": 480, "ms": 480, "mm": 390}),
    "EST": (-300, {"au": 600}),
    "EDT": (-240, {"au": 660}),
}
"""Letters that several countries use: what most mean, and who means something else."""

NAMES = "|".join(sorted({*_MINUTES, *_BY_COUNTRY}, key=lambda name: (-len(name), name)))
_NUMBER = re.compile(r"(?:UTC|GMT)?([+\u2212-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_FARTHEST_MINUTES = 14 * 60


def offset_of(zone: str | None, country: str | None = None, language: str | None = None) -> timedelta | None:
    """Return how far a zone lies from UTC, None for one nobody knows; raise ValueError for an impossible one."""
    name = (zone or "").strip().upper().replace(".", "")
    if match := _NUMBER.fullmatch(name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes > _FARTHEST_MINUTES:
            raise ValueError(f"no zone is {zone} from UTC")
        return timedelta(minutes=minutes if match[1] == "+" else -minutes)
    if name in _BY_COUNTRY:
        usual, others = _BY_COUNTRY[name]
        return timedelta(minutes=others.get(country or "", others.get(language or "", usual)))
    if name in _MINUTES:
        return timedelta(minutes=_MINUTES[name])
    return None
