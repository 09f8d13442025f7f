"""The glossary as the pages say it: each relation and label in a word or two, and what it means in a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.folding.wire import AGENCIES
from pipeline.model import Label, Relation


class Wording(NamedTuple):
    """How a name of the model is said to a reader."""

    short: str
    long: str


RELATIONS: dict[str, Wording] = {
    "canonical": Wording("canonical", "This article stands for the story."),
    "judged": Wording("judged same", "A person said that it is the same story."),
    Relation.IDENTICAL: Wording("identical", "Word for word the same text."),
    Relation.NEAR_DUPLICATE: Wording("near duplicate", "The same report with small changes."),
    Relation.ABRIDGED: Wording("abridged", "One text contains the other."),
    Relation.PARTIAL: Wording("partial", "One reuses a part of the other; they stay apart."),
    Relation.REVISION: Wording("revision", "The same page at a later time."),
    Relation.TEMPLATE: Wording("template", "The same form filled with other facts; they stay apart."),
    Relation.DISTINCT: Wording("distinct", "Two different texts."),
}

_CANONICAL_REASONS = {
    "agency_own_copy": "it is the agency's own copy",
    "most_complete": "it is the most complete",
    "one_report": "it holds nothing of another story",
    "earliest": "it is the earliest of the complete ones",
    "source_authority": "its source is trusted more",
    "first_by_id": "nothing else tells them apart",
    "only_candidate": "it alone resembles all the others",
}

_AGENCY_NAMES = {agency.key: agency.names[0] for agency in AGENCIES}
_INITIALS = re.compile(r"[a-z]{2,6}")
"""What is kept of an agency that is known by the initials in its datelines alone."""


def agency_name(key: str | None) -> str:
    """Return the name of an agency, or its initials; whatever is no agency's key, such as a host, stays as it is."""
    known = key or ""
    return _AGENCY_NAMES.get(known) or (known.upper() if _INITIALS.fullmatch(known) else known)


def canonical_reason(rule: str) -> str:
    """Return in words why an article stands for its story."""
    return _CANONICAL_REASONS.get(rule, rule.replace("_", " "))


LABELS: dict[str, Wording] = {
    Label.HEADLINE: Wording("headline", "The title of the article."),
    Label.METADATA: Wording("metadata", "Byline, date, place."),
    Label.BODY: Wording("body", "The article's own text."),
    Label.BACKGROUND: Wording(
        "background", "Stays in the text, but is not compared: several stories carry it."
    ),
    Label.BOILERPLATE: Wording("furniture", "Part of the page, not of the article."),
    Label.OTHER_STORY: Wording("other story", "Belongs to another article."),
}
