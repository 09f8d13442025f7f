"""Who wrote it: as declared, else as shown in an element marked as the author's, else in a line that says "by"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.model import TAKEN, Region
from pipeline.parsing.fast_trafilatura import Selector, author_names
from pipeline.parsing.pages.declared import line_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from pipeline.model import Block
    from pipeline.parsing.pages.declared import Declared

_AUTHOR_NAMES = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "byl", "dc.creator",
    "dcterms.creator", "dcsext.author", "authors", "creator", "article:author_name",
)  # fmt: skip
_BY = re.compile(r"^(?:by|von|por|par|di|da|door|av|af|od)[:\s]\s*", re.IGNORECASE)
_WRITERS = Selector(".//*[@rel='author' or @itemprop='author' or re:test(@class, '[Aa]uthor|[Bb]yline')]")
_TEXT_REGIONS = TAKEN | {Region.ARTICLE, Region.OTHER}
_CAPITAL = "[A-ZÀ-ÞŠŽŁ]"
_NAME = rf"(?:Ma?c|De|Di|La|Le|O['\u2019])?{_CAPITAL}(?:-{_CAPITAL}|(?!{_CAPITAL}|[\d_])[\w'\u2019.-])*"
_FULL = rf"{_NAME}(?:(?:\s(?:de|la|van|von|der|den|bin|al|el|da|dos))*\s{_NAME}){{1,3}}"
_BY_LINE = re.compile(
    r"(?:By|BY|Von|Par|Por|Di|Da|Door|Av|Af|Words|Text|Texte|Texto|Testo):?\s+"
    rf"({_FULL}(?:(?:,\s|\s(?:and|und|et|y|e|en|og|och)\s){_FULL})*)(?=$|[\s,|•·(\d]|{_CAPITAL})"
)
"""A line that begins with a by-word and full names. Words glued to a name, as in "MarshPublished", are cut off."""
_AND = re.compile(r",?\s+(?:and|und|og|och|et|y|e|en|&)\s+|\s*;\s*")
_AND_OR_COMMA = re.compile(rf"{_AND.pattern}|\s*,\s+")
_FULL_NAME = re.compile(r"[^\W\d]\S*(?: [^\W\d]\S*){1,3}")
_MAX_SHOWN_CHARACTERS = 120
_MAX_BYLINE_CHARACTERS = 300


def byline_of(tree: HtmlElement, declared: Declared) -> str | None:
    """Return who wrote it as the page says, "; " between names."""
    sources = (
        _people(declared.article.get("author") or declared.article.get("creator")),
        (line_of(value, _MAX_BYLINE_CHARACTERS) for value in declared.values(_AUTHOR_NAMES)),
        _shown_writers(tree),
    )
    for source in sources:
        names = [
            name for entry in source if entry for name in _names_in(_BY.sub("", entry)) if _is_name(name)
        ]
        kept = [name for name in names if not any(name != other and name in other for other in names)]
        if byline := line_of("; ".join(dict.fromkeys(kept)), _MAX_BYLINE_CHARACTERS):
            return byline
    return None


def byline_in(blocks: Iterable[Block]) -> str | None:
    """Return the names in the first short block that says "by" and then who, up to a date or anything else."""
    for block in blocks:
        if block.region in _TEXT_REGIONS and len(block.text) <= _MAX_SHOWN_CHARACTERS:
            match = _BY_LINE.match(block.text)
            if match:
                return "; ".join(_names_in(match[1]))
    return None


def _names_in(entry: str) -> list[str]:
    """Return the names an entry joins, where each part looks like a whole name; else the entry."""
    for parts in (_AND_OR_COMMA.split(entry), _AND.split(entry)):
        if all(_FULL_NAME.fullmatch(part) for part in parts):
            return parts
    return [entry]


def _shown_writers(tree: HtmlElement) -> Iterator[str]:
    """Yield the names in the first element that is marked as the author's and could hold no more than names."""
    for element in sorted(_WRITERS(tree), key=lambda e: e.get("rel") != "author" and not e.get("itemprop")):
        text = " ".join(" ".join(element.itertext()).split())
        if 2 < len(text) < _MAX_SHOWN_CHARACTERS and (names := author_names(text)):
            yield from names
            return


def _people(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            yield from _people(item)
            continue
        name = item.get("name") if isinstance(item, dict) else item
        for part in name if isinstance(name, list) else [name]:
            text = line_of(part, _MAX_BYLINE_CHARACTERS)
            if text and _is_name(text):
                yield text


def _is_name(text: str) -> bool:
    return "@" not in text and "://" not in text and not text.startswith(("www.", "/")) and not text.isdigit()
