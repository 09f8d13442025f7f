"""What a story is compared by: its words, names, numbers, places and facts, read from its canonical article.

Only body text goes in: page furniture makes false links, for two reports on one site share it. Facts are read in the
opening alone, where a report says what happened; further down it tells what happened before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import nlargest, nsmallest
from typing import TYPE_CHECKING, Any, Final

from pipeline.linking import names
from pipeline.linking.phrases import phrases
from pipeline.linking.readers import amounts, casualties, days, ordinals
from pipeline.linking.word_weights import VERSION, terms, weighted, weights_of
from pipeline.parsing.pages.language import detected

if TYPE_CHECKING:
    from collections.abc import Mapping

PROFILE: Final = f"profile 2, word weights {VERSION}"
"""The scheme by which stored profiles were made; only equal schemes compare."""

_LEAD_WORDS: Final = 90
"""The opening of a report: in newspapers two or three paragraphs. 60 and 120 were no better."""
_LEAD_CHARACTERS: Final = 8
"""At most so many characters a word of the opening, in scripts with long words or none."""
_READ_CHARACTERS: Final = 12_000
"""A profile reads no further: what comes after some 2,000 words is background, and live blogs have no end."""
_TITLE_WORDS: Final = 14
"""A report without a title is taken at its first words."""
_KEYS: Final = 32
"""Keys by which a story is found: two shared ones make a candidate. 24 find .57 of the pairs of Wikinews, 32 .62, 48
.67 with twice the candidates."""
_RARE_WORDS: Final = 12
"""So many of the heaviest words of the opening are looked for in the other text."""
_TELLING: Final = 0.6
"""A word of this weight stands in one news text of two hundred, or fewer."""
_FACTS_IN: Final = "en"
_NUMBER: Final = re.compile(r"\d[\d,.]*\d|\d")
_DATELINE_CHARACTERS: Final = 160
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


_LAST: Final = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story as linking reads it: the clean text of its canonical article, and when that says it was published."""

    story_id: str
    title: str
    body: str
    language: str = ""
    published_at: datetime | None = None
    article_at: datetime = _LAST


def read_story(row: Mapping[str, Any]) -> StoryText:
    """Return the text of a story from its row in the warehouse; one without a language is looked at for it."""
    return StoryText(
        row["story_id"],
        row["title"] or "",
        row["body"],
        row["language"] or detected(row["body"]) or "",
        row["published_at"],
        row["first_at"],
    )


@dataclass(frozen=True, slots=True)
class StoryProfile:
    """What a story is compared by.

    `words`, `lead` and `title` are unit vectors by word; `facts` has the values read of each kind; `phrases` are hashes of
    sampled ones; `keys` are words and names by which the story is found, the most telling first; `rare` are the heaviest
    words of the opening. `published_at` is None where the page does not say.
    `article_at` is when it was published or else first seen.
    """

    story_id: str
    language: str
    published_at: datetime | None
    article_at: datetime
    words: Mapping[str, float]
    lead: Mapping[str, float]
    title: Mapping[str, float]
    telling: frozenset[str] = frozenset()
    names: Mapping[str, float] = field(default_factory=dict)
    lead_names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    facts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    phrases: frozenset[int] = frozenset()
    keys: tuple[str, ...] = ()
    rare: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Find the rare words once: a story is compared with many."""
        heaviest = nlargest(_RARE_WORDS, self.lead, key=lambda word: (self.lead[word], word))
        object.__setattr__(self, "rare", tuple(heaviest))


def profile_of(story: StoryText) -> StoryProfile:
    """Return the profile of a story."""
    language = story.language.lower()[:2]
    weights = weights_of(language)
    body = story.body[:_READ_CHARACTERS]
    opening = _opening(body)
    written_at = story.published_at or _dateline(body, language)
    title_terms, body_terms = terms(story.title), terms(body)
    lead_terms = terms(opening)
    found_names = names.names(body)
    weighted_names = weighted(found_names, weights)
    lead_names = found_names.keys() & names.names(opening, found_names).keys()
    words = weighted([*title_terms, *body_terms], weights)
    lead = weighted(lead_terms, weights)
    title = weighted(title_terms or body_terms[:_TITLE_WORDS], weights)
    return StoryProfile(
        story_id=story.story_id,
        language=language,
        published_at=written_at,
        article_at=written_at or story.article_at,
        words=words,
        lead=lead,
        title=title,
        telling=frozenset(word for word in words if weights.of(word) >= _TELLING),
        names=weighted_names,
        lead_names=frozenset(lead_names),
        numbers=_numbers(f"{story.title}\n{opening}"),
        places=names.places(opening),
        facts=_facts(f"{story.title}\n{opening}", language, written_at),
        phrases=phrases(body_terms),
        keys=_keys(words, lead, title, weighted_names),
    )


def _opening(body: str) -> str:
    """Return the first `_LEAD_WORDS` words of a text, unchanged."""
    end = 0
    for number, match in enumerate(re.finditer(r"\S+", body), 1):
        end = match.end()
        if number == _LEAD_WORDS or end >= _LEAD_WORDS * _LEAD_CHARACTERS:
            break
    return body[: min(end, _LEAD_WORDS * _LEAD_CHARACTERS)]


def _dateline(body: str, language: str) -> datetime | None:
    """Return the noon of the whole date that opens a report which is not dated otherwise."""
    if language != _FACTS_IN:
        return None
    day = days.dateline(body[:_DATELINE_CHARACTERS].lower())
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else None


def _numbers(text: str) -> frozenset[str]:
    """Return the numbers of two digits and more in a text, years apart."""
    found = (match[0].replace(",", "") for match in _NUMBER.finditer(text))
    return frozenset(each for each in found if len(each) > 1 and not _YEAR.fullmatch(each))


def _facts(text: str, language: str, published_at: datetime | None) -> dict[str, frozenset[str]]:
    """Return the facts of each kind that the opening states; kinds without any are left out."""
    if language != _FACTS_IN:
        return {}
    plain = text.lower()
    found = {
        "ordinal": ordinals.ordinals(plain),
        "killed": casualties.killed(plain),
        "injured": casualties.injured(plain),
        "age": casualties.ages(plain),
        "magnitude": amounts.magnitudes(plain),
        "score": amounts.scores(plain),
        "money": amounts.money(plain),
        "percent": amounts.percents(plain),
        "day": days.days(plain, published_at.date() if published_at else None),
    }
    return {kind: values for kind, values in found.items() if values}


def _keys(
    words: Mapping[str, float],
    lead: Mapping[str, float],
    title: Mapping[str, float],
    found_names: Mapping[str, float],
) -> tuple[str, ...]:
    """Return the words by which a story is found: the heaviest, those of opening, title and names before others."""
    weight = {
        word: value + (lead.get(word, 0) + title.get(word, 0) + found_names.get(word, 0)) / 2
        for word, value in words.items()
    }
    return tuple(nsmallest(_KEYS, weight, key=lambda word: (-weight[word], word)))
