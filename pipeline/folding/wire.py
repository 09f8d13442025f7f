"""Who first wrote a text: agency credits, datelines, copyright lines; and how many independent sources a story has.

An agency is the origin when the text says so where an agency says it: in the byline, in the dateline, in a credit at
the end, in a line that says who published it first. A report that "contributed" or is quoted ("told Reuters") is no origin.
"""

# ruff: noqa: RUF001 - agencies are named, and dashes and brackets set, in many scripts

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pipeline.first_place import tells_first_place
from pipeline.folding.disjoint_sets import DisjointSets
from pipeline.model import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: the names it is credited by, and the hosts that are its own.

    `names` are unmistakable; `initials` count only where a credit stands: in brackets, or alone in a byline.
    """

    key: str
    names: tuple[str, ...]
    initials: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


# To extend: one line an agency. Order does not matter.
AGENCIES: Final = (
    Agency(
        "ap", ("Associated Press",), ("AP",), ("apnews.com", "ap.org", "bigstory.ap.org", "hosted.ap.org")
    ),
    Agency("afp", ("Agence France-Presse", "Agence France Presse"), ("AFP",), ("afp.com",)),
    Agency("reuters", ("Reuters", "Thomson Reuters"), (), ("reuters.com",)),
    Agency("dpa", ("Deutsche Presse-Agentur",), ("dpa", "DPA"), ("dpa.com", "dpa-international.com")),
    Agency("efe", ("Agencia EFE",), ("EFE",), ("efe.com",)),
    Agency("ansa", ("Agenzia ANSA",), ("ANSA",), ("ansa.it",)),
    Agency("tass", ("ITAR-TASS",), ("TASS", "ТАСС"), ("tass.com", "tass.ru")),
    Agency("ria", ("RIA Novosti", "РИА Новости"), (), ("ria.ru",)),
    Agency("interfax", ("Interfax", "Интерфакс"), (), ("interfax.ru", "interfax.com")),
    Agency("xinhua", ("Xinhua News Agency", "Xinhua", "新华社", "新华网"), (), ("xinhuanet.com", "news.cn")),
    Agency("kyodo", ("Kyodo News", "Kyodo", "共同通信"), (), ("kyodonews.net", "kyodonews.jp")),
    Agency("jiji", ("Jiji Press", "時事通信"), ("Jiji",), ("jiji.com",)),
    Agency("yonhap", ("Yonhap News Agency", "Yonhap", "연합뉴스"), (), ("yna.co.kr",)),
    Agency("pa", ("Press Association", "PA Media"), ("PA",), ("pressassociation.com", "pa.media")),
    Agency("bloomberg", ("Bloomberg News", "Bloomberg"), (), ("bloomberg.com",)),
    Agency("upi", ("United Press International",), ("UPI",), ("upi.com",)),
    Agency("canadian_press", ("Canadian Press",), ("CP",), ("thecanadianpress.com",)),
    Agency("aap", ("Australian Associated Press",), ("AAP",), ("aap.com.au",)),
    Agency("pti", ("Press Trust of India",), ("PTI",), ("ptinews.com",)),
    Agency("ians", ("Indo-Asian News Service",), ("IANS",), ("ians.in",)),
    Agency("anadolu", ("Anadolu Agency", "Anadolu Ajansı"), ("AA",), ("aa.com.tr",)),
    Agency("sda", ("Keystone-SDA",), ("sda", "SDA"), ("keystone-sda.ch",)),
    Agency("apa", ("Austria Presse Agentur",), ("APA",), ("apa.at",)),
    Agency("lusa", ("Agência Lusa",), ("Lusa", "LUSA"), ("lusa.pt",)),
    Agency("belga", ("Agence Belga",), ("Belga", "BELGA"), ("belga.be",)),
    Agency("pap", ("Polska Agencja Prasowa",), ("PAP",), ("pap.pl",)),
    Agency("tt", ("TT Nyhetsbyrån",), ("TT",), ("tt.se",)),
    Agency("ntb", ("Norsk Telegrambyrå",), ("NTB",), ("ntb.no",)),
    Agency("ritzau", ("Ritzau",), (), ("ritzau.dk",)),
    Agency("antara", ("ANTARA News",), ("ANTARA",), ("antaranews.com",)),
    Agency("bernama", ("Bernama",), (), ("bernama.com",)),
    Agency("tns", ("Tribune News Service", "Tribune Content Agency"), ("TNS",), ()),
    Agency("cns", ("City News Service",), ("CNS",), ()),
)
_NO_ORIGIN: Final = Origin(None, 0.0, "")
_OPENING: Final = 3  # paragraphs in which a dateline stands; pictures and summaries come first
_CLOSING: Final = 4  # paragraphs in which a closing credit stands
_CREDIT_CHARS: Final = 200  # a credit is a line, not a paragraph
_DATELINE_CHARS: Final = 90
_CONTRIBUTION = re.compile(
    r"contribut|also reported|with (?:files|reporting|material) from|archiv|photo|image|picture|video",
    re.IGNORECASE,
)
_REUTERS_DESK = re.compile(
    # In brackets it is that agency's form; without them many desks sign so.
    r"^\((?:Additional )?Reporting by .+?(?:;|\.)? *(?:Writing by .+)?Editing by ",
    re.IGNORECASE,
)
_OWN_WRITERS = re.compile(
    r"^(?:The )?(Associated Press|AP) (?:writers?|reporters?|journalists?) .+ contributed\b"
)
_COPYRIGHT: Final = ("copyright", "©", "(c)", "all rights reserved")
_UNKNOWN_DATELINE = re.compile(r"^([^()\[\]]{2,60}?)\s*[(\[]([A-Z]{2,6})[)\]]\s*[-–—]")


def origin_of(title: str | None, byline: str | None, paragraphs: Sequence[str], host: str = "") -> Origin:
    """Return the agency a text credits as its writer, how sure that is, and the words that say so."""
    if (owner := _owner_of(host)) is not None:
        return Origin(owner[0], 0.99, f"published by {owner[1]}")
    for found in (
        _in_dateline(paragraphs),
        _in_byline(byline or ""),
        _in_byline(_credit_line(paragraphs)),
        _in_closing(paragraphs),
        _in_first_place(paragraphs),
        _in_title(title or ""),
        _in_unknown_dateline(paragraphs),
    ):
        if found.agency:
            return found
    return _NO_ORIGIN


def is_agency_host(host: str, agency_key: str) -> bool:
    """Whether the host is one of the agency's own."""
    return any(_is_below(host, own) for own in _hosts().get(agency_key, ()))


def agency_of_host(host: str) -> str | None:
    """Return the agency whose own host this is."""
    owner = _owner_of(host)
    return owner[0] if owner else None


def independent_origins(voices: Iterable[tuple[str, str]], copies: Iterable[tuple[str, str]]) -> int:
    """Return how many independent sources a story has.

    `voices` are its articles with the voice that each speaks with: an agency, a publisher, a site. `copies` are pairs of
    which one text is taken from the other, or both from a third. Articles joined by copying are one source, and so are
    all of one voice.
    """
    voice_of = dict(voices)
    sources = DisjointSets(voice_of)
    first_of: dict[str, str] = {}
    same = [(first_of.setdefault(voice, article), article) for article, voice in sorted(voice_of.items())]
    for left, right in [*copies, *same]:
        if left in sources and right in sources:
            sources.join(left, right)
    return len(sources.groups())


@lru_cache(maxsize=1 << 12)
def _owner_of(host: str) -> tuple[str, str] | None:
    """Return the agency whose own host this is, and that host without what may stand before it, as for telephones."""
    owners = ((agency.key, own) for agency in AGENCIES for own in agency.hosts if _is_below(host, own))
    return next(owners, None)


def _is_below(host: str, own: str) -> bool:
    return host == own or host.endswith("." + own)


@cache
def _hosts() -> dict[str, tuple[str, ...]]:
    return {agency.key: agency.hosts for agency in AGENCIES}


@cache
def _name_pattern() -> re.Pattern[str]:
    names = sorted((name for agency in AGENCIES for name in agency.names), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:the )?(" + "|".join(map(re.escape, names)) + r")(?!\w)", re.IGNORECASE)


@cache
def _bracket_pattern() -> re.Pattern[str]:
    """Match `(AP)`, `(Reuters)`, `【新华社】`, `/EFE/`, also with a desk or a place: `(AFP/dpa)`, `(Reuters, Berlin)`."""
    names = "|".join(map(re.escape, sorted(_keys(), key=len, reverse=True)))
    return re.compile(rf"[(\[（【/]\s*({names})(?:[\s,/–-][^)\]）】]{{0,30}})?[)\]）】/]")


@cache
def _keys() -> dict[str, str]:
    """Return the agency of each spelling, as written and in small letters for the long names."""
    spelled = {name: agency.key for agency in AGENCIES for name in (*agency.names, *agency.initials)}
    return spelled | {name.lower(): agency.key for agency in AGENCIES for name in agency.names}


def _in_dateline(paragraphs: Sequence[str]) -> Origin:
    for paragraph in paragraphs[:_OPENING]:
        opening = paragraph[:_DATELINE_CHARS]
        match = _bracket_pattern().search(opening)
        if match and _is_dateline(opening[: match.start()], opening[match.end() :]):
            return Origin(_keys()[match[1]], 0.95, opening[: match.end()].strip())
        name = re.match(r"\W*(新华社|共同通信|時事通信|연합뉴스|ТАСС|РИА Новости|Интерфакс)", opening)
        if name:
            return Origin(_keys()[name[1]], 0.9, opening[: name.end()].strip())
    return _NO_ORIGIN


def _in_unknown_dateline(paragraphs: Sequence[str]) -> Origin:
    """Return the initials in a dateline as an agency, though the table does not know it: `NORTHAM, May 3 (XYZ) -`."""
    for paragraph in paragraphs[:_OPENING]:
        match = _UNKNOWN_DATELINE.match(paragraph[:_DATELINE_CHARS])
        if match and (match[1].isupper() or (match[1].split(",")[0].isupper() and _holds_date(match[1]))):
            return Origin(match[2].lower(), 0.6, match[0].strip())
    return _NO_ORIGIN


def _is_dateline(before: str, after: str) -> bool:
    """Whether a place (in capitals, or short) or nothing stands before the bracket, and a dash or colon or text after."""
    place = before.strip(" ,.-–—\t")
    words = place.split()
    is_place = not words or (len(words) <= 8 and (place[:1].isupper() or not place[:1].isascii()))
    return is_place and (
        not words or bool(re.match(r"\s*[-–—:.]", after)) or place.isupper() or _holds_date(place)
    )


def _holds_date(place: str) -> bool:
    return any(char.isdigit() for char in place)


def _in_byline(byline: str) -> Origin:
    line = " ".join(byline.split())
    if not line or len(line) > _CREDIT_CHARS or _CONTRIBUTION.search(line):
        return _NO_ORIGIN
    if match := _name_pattern().search(line):
        return Origin(_keys()[match[1].lower()], 0.9, line)
    for agency in AGENCIES:
        for short in agency.initials:
            if short in line and re.search(
                rf"(?:^|[,/|(\-–—;]\s*|\b[Bb]y\s+|\bvon\s+|\bmit\s+){re.escape(short)}(?:$|\s*[,/|);\-–—])",
                line,
            ):
                return Origin(agency.key, 0.85, line)
    return _NO_ORIGIN


def _credit_line(paragraphs: Sequence[str]) -> str:
    """Return an opening paragraph that is a byline left in the text, or an empty string."""
    for paragraph in paragraphs[:_OPENING]:
        line = paragraph.strip()
        if len(line) <= 60 and (
            re.match(r"(?:by|from|von|par|por|source|quelle)\b", line, re.IGNORECASE) or line in _keys()
        ):
            return re.sub(r"^(?:source|quelle|from)\W*", "", line, flags=re.IGNORECASE)
    return ""


def _in_closing(paragraphs: Sequence[str]) -> Origin:
    for paragraph in paragraphs[-_CLOSING:]:
        line = paragraph.strip()
        if len(line) > _CREDIT_CHARS * 2:
            continue
        if _OWN_WRITERS.match(line) and len(line) <= _CREDIT_CHARS:
            return Origin("ap", 0.8, line)
        if _REUTERS_DESK.match(line):
            return Origin("reuters", 0.7, line[:_CREDIT_CHARS])
        bare = line.strip(" -–—()[]•*.").removeprefix("The ")
        if (key := _keys().get(bare)) is not None:
            return Origin(key, 0.8, line)
        lowered = line.lower()
        if (
            any(mark in lowered for mark in _COPYRIGHT)
            and (match := _name_pattern().search(line))
            and not _CONTRIBUTION.search(line)
        ):
            return Origin(_keys()[match[1].lower()], 0.85, line[:_CREDIT_CHARS])
    return _NO_ORIGIN


def _in_first_place(paragraphs: Sequence[str]) -> Origin:
    """Return the agency of which a line above or below the text says that it published the text first."""
    for paragraph in (*paragraphs[:_OPENING], *paragraphs[-_CLOSING:]):
        line = " ".join(paragraph.split())
        if len(line) <= _CREDIT_CHARS and tells_first_place(line) and (name := _name_pattern().search(line)):
            return Origin(_keys()[name[1].lower()], 0.85, line)
    return _NO_ORIGIN


def _in_title(title: str) -> Origin:
    match = re.search(r"[|\-–—]\s*(Reuters|AP News|Associated Press|Bloomberg)\s*$", title)
    if not match:
        return _NO_ORIGIN
    return Origin("ap" if match[1] == "AP News" else _keys()[match[1]], 0.6, title)
