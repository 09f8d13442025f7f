"""The headline of a page, without the names of site and section that stand before or behind it.

A title is parted at the marks that pages put between headline and name ("|", "-", "_", "::", brackets and others).
A part is cut off where it names the site, as the page's meta elements, its publisher, its host, its logo and the
shared end of its title elements tell; between headline and a name of the site that was cut off, a short part is the
section. A heading that is the beginning of the title shows where the headline ends, whatever follows.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pipeline.parsing.pages.declared import Elements, Metas, line_of, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_TITLE_CHARACTERS = 500

LIMIT_CHARACTERS = 100
"""Search engines ask for headlines of 110 characters, and some pages cut theirs there, or a word before."""

_TITLE_NAMES = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "headline",
    "title",
)
_MARK = re.compile(
    r"\s+(?:[|\u2013\u2014\u00b7\u2022\u2013\u2012\uff5c\u4e28<>\u00ab\u00bb\u203a\u2039~/_-]|::|//|--|:)\s+|\s*(?:[|\uff5c\u4e28\u3163]|::)\s*|\s?[_]\s?|(?<=[^\x00-\u024f])[-\u2014\u2013\uff0d](?=[^\x00-\u024f\d])|\uff1a|:\s+"
)
"""What stands between a headline and a name. A colon counts only where a name of the site is beside it."""
_BRACKETED = re.compile(
    r"\s*[\[\u3010(\uff08](?P<name>[^\[\]\u3010\u3011()\uff08\uff09]{2,60})[\]\u3011)\uff09]\s*$|^\s*[\[\u3010](?P<first>[^\[\]\u3010\u3011]{2,60})[\]\u3011]\s*"
)
_SECTION_NAMES = (
    "article:section",
    "og:section",
    "section",
    "category",
    "parsely-section",
    "cxenseparse:taxonomy",
)
_SECTION_MARKS = frozenset({"|", "\uff5c", "::", "_", "<", "\u203a", "\u00bb"})
"""Marks that part a section from a headline even where no name of the site follows. A dash can be part of a headline."""
_ELLIPSIS = re.compile(r"\s*(?:\.\.\.|\u2026)\s*$")
_NOT_LETTERS = re.compile(r"[\W_]+")
_ARTICLES = ("the", "le", "la", "el", "il", "der", "die", "das", "de", "o", "a", "l")
_MAX_SECTION_WORDS, _MAX_SECTION_WIDE = 4, 8
_MIN_HEADLINE_LETTERS = 4


def title_of(
    elements: Elements, metas: Metas, article: dict[str, Any], site_names: Sequence[str], url: str
) -> str | None:
    """Return the headline of the page, as it declares or else as it shows it."""
    headings = [text for h1 in elements["h1"] if (text := _clean(h1.text_content()))]
    page_titles = [text for title in elements["title"][:1] if (text := _clean(title.text_content()))]
    sources = [_clean(article.get("headline")), *map(_clean, values_of(metas, _TITLE_NAMES))]
    declared = [each for each in sources if each]
    named = [name] if (name := _clean(article.get("name"))) else []
    sites = _Sites(site_names, url, [*values_of(metas, _SECTION_NAMES), *_sections_of(article)])
    candidates = (
        headline
        for each in [*declared, *headings[:1], *named, *page_titles]
        if (headline := _without_names(each, headings, sites)) and not sites.is_name(headline)
    )
    title = next(candidates, None)
    if title is None:
        return next(iter([*declared, *headings, *named, *page_titles]), None)
    return _completed(title, chain(headings, candidates))


def _completed(title: str, others: Iterable[str]) -> str:
    """Return a title that was cut off as another of the page's titles has it in full."""
    if not _ELLIPSIS.search(title) and len(title) < LIMIT_CHARACTERS:
        return title
    start = _letters(_ELLIPSIS.sub("", title))
    return next(
        (
            other
            for other in others
            if len(other) > len(_ELLIPSIS.sub("", title))
            and not _ELLIPSIS.search(other)
            and _letters(other).startswith(start)
        ),
        title,
    )


def _clean(value: Any) -> str | None:
    """Return one line without soft hyphens and other marks that show nothing."""
    text = line_of(value, 2 * MAX_TITLE_CHARACTERS)
    if text is None or text in {"None", "null", "undefined"}:
        return None
    text = "".join(c for c in text if c in "\u200c\u200d" or unicodedata.category(c) != "Cf")
    return text if text and len(text) <= MAX_TITLE_CHARACTERS else None


def _without_names(title: str, headings: Sequence[str], sites: _Sites) -> str:
    for heading in headings:
        if len(_letters(heading)) >= _MIN_HEADLINE_LETTERS and not sites.is_name(heading):
            if title.startswith(heading) and _MARK.match(title, len(heading)):
                return heading
            if (
                title.endswith(heading)
                and (mark := _last_mark(title[: -len(heading)]))
                and sites.is_name(title[: mark.start()])
            ):
                return heading
    title = _unbracketed(title, sites)
    return _cut_before(_cut_behind(title, sites), sites)


def _last_mark(text: str) -> re.Match[str] | None:
    marks = [match for match in _MARK.finditer(text) if match.end() == len(text)]
    return marks[-1] if marks else None


def _unbracketed(title: str, sites: _Sites) -> str:
    match = _BRACKETED.search(title)
    if match and sites.is_name(match["name"] or match["first"] or ""):
        return (title[: match.start()] + title[match.end() :]).strip() or title
    return title


def _cut_behind(title: str, sites: _Sites) -> str:
    """Return the title up to a name of the site, and up to the sections before that name."""
    for mark in _MARK.finditer(title):
        rest = title[mark.end() :]
        is_section = mark[0].strip() in _SECTION_MARKS and sites.is_section(rest)
        if (sites.is_name(rest) or is_section) and len(
            _letters(title[: mark.start()])
        ) >= _MIN_HEADLINE_LETTERS:
            return _without_section(title[: mark.start()].strip(), mark[0].strip())
    return title


def _without_section(title: str, mark: str) -> str:
    """Return the title without a last part that the mark of the site's name parts off and that is short as sections are."""
    head, found, section = title.rpartition(
        f" {mark} " if f" {mark} " in title else mark if not mark.isspace() and mark not in ":-" else "\n"
    )
    is_short = (
        len(section.split()) <= _MAX_SECTION_WORDS
        if section.isascii() or " " in section
        else len(section) <= _MAX_SECTION_WIDE
    )
    if (
        found
        and head
        and is_short
        and len(_letters(head)) > 2 * len(_letters(section))
        and mark not in {"-", "\u2013", "\u2014"}
    ):
        return _without_section(head.strip(), mark)
    return title


def _cut_before(title: str, sites: _Sites) -> str:
    for mark in _MARK.finditer(title):
        rest = title[mark.end() :].strip()
        if sites.is_name(title[: mark.start()]) and len(_letters(rest)) >= _MIN_HEADLINE_LETTERS:
            return rest
    return title


class _Sites:
    """The names of a page's site, to ask whether a part of a title is one of them."""

    def __init__(self, names: Sequence[str], url: str, sections: Sequence[str]) -> None:
        bare, folders = _host_and_folders(url)
        self._sections = {_letters(name) for name in (*sections, *folders)} - {""}
        labels = bare.split(".")
        self._names = {key for name in names if (key := _key(name))}
        self._hosts = {_letters(bare), *(_letters(label) for label in labels[:-1] if len(label) > 3)}
        for name in names:
            domain = name.lower().removeprefix("www.")
            if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", domain):
                self._names.add(_key(domain.partition(".")[0]))

    def is_section(self, part: str) -> bool:
        """Whether this is the section of the article, as the page or a folder of its address calls it."""
        return _letters(part) in self._sections

    def is_name(self, part: str) -> bool:
        """Whether this is a name of the site, with or without an article or a domain's ending."""
        key = _key(part)
        if not key:
            return False
        if key in self._names or _letters(part) in self._hosts:
            return True
        domain = part.strip().lower().removeprefix("www.")
        return (
            bool(re.fullmatch(r"[\w-]+\.[a-z.]{2,6}", domain))
            and _letters(domain.partition(".")[0]) in self._hosts | self._names
        )


def _sections_of(article: dict[str, Any]) -> list[str]:
    sections = article.get("articleSection")
    return [
        each for each in (sections if isinstance(sections, list) else [sections]) if isinstance(each, str)
    ]


def _host_and_folders(url: str) -> tuple[str, list[str]]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", []
    return (parts.hostname or "").removeprefix("www."), [
        unquote(each) for each in parts.path.split("/")[1:-1]
    ]


def _key(name: str) -> str:
    words = [word for word in _NOT_LETTERS.split(name.casefold()) if word]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return "".join(words)


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text).casefold()
