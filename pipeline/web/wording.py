"""How the pages name relations, labels, agencies and reasons: a word or two, and a sentence that explains them."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.folding.wire import AGENCIES
from pipeline.model import Label, Relation


class Wording(NamedTuple):
    """What a reader sees instead of a name of the model."""

    short: str
    long: str


RELATIONS: dict[str, Wording] = {
    "canonical": Wording("canonical", "This article represents the story."),
    "judged": Wording("judged same", "A person judged that it is the same story."),
    Relation.IDENTICAL: Wording("identical", "Word for word the same text."),
    Relation.NEAR_DUPLICATE: Wording("near duplicate", "The same report with small changes."),
    Relation.ABRIDGED: Wording("abridged", "One text contains the other."),
    Relation.PARTIAL: Wording("partial", "One reuses a part of the other. They stay two stories."),
    Relation.REVISION: Wording("revision", "The same page at a later time."),
    Relation.TEMPLATE: Wording(
        "template", "The same form filled in with other facts. They stay two stories."
    ),
    Relation.DISTINCT: Wording("distinct", "Two different texts."),
}

SOURCE_CHANGES = {
    "added": "The source is added; the next run reads it.",
    "held": "This source was here already.",
    "nothing_found": "No feed and no sitemap that can be read was found there.",
    "retry": "The next run asks for the source and for all that was refused.",
    "enable": "The source is asked again from the next run on.",
    "disable": "The source is asked no longer; what it brought stays.",
}

LIMITS = {
    "same_form": "They are in the same words and tell other facts: one form, filled in for two happenings.",
    "other_day": "They name other days, what they measure differs, and no fact agrees.",
    "unsupported": "One of them has no date, and no fact is common to both.",
}
"""What no likeness of words outweighs, as `linking.decision` names it."""

EVENT_WORDS = {
    "event_same": "Stored: one event. It binds from now on.",
    "event_different": "Stored: different events. It binds from now on.",
    "event_take_back": "Taken back. The texts decide again.",
}

_CANONICAL_REASONS = {
    "named_original": "the others name it as their original",
    "agency_own_copy": "it is the agency's own copy",
    "most_complete": "it is the most complete",
    "one_report": "it has nothing of another story",
    "earliest": "it is the earliest of the complete ones, as far as their times tell",
    "source_authority": "its source is trusted more",
    "first_by_id": "no other rule decides between them",
    "only_candidate": "it is the only one that resembles all others",
}

_AGENCY_NAMES = {agency.key: agency.names[0] for agency in AGENCIES}
_INITIALS = re.compile(r"[a-z]{2,6}")
"""The key of an agency that is known only by the initials in its datelines."""


def agency_name(key: str | None) -> str:
    """Return the name of an agency, or its initials. Anything else, such as a host, is returned unchanged."""
    known = key or ""
    return _AGENCY_NAMES.get(known) or (known.upper() if _INITIALS.fullmatch(known) else known)


def canonical_reason(rule: str) -> str:
    """Return in words why an article is the canonical one of its story."""
    return _CANONICAL_REASONS.get(rule, rule.replace("_", " "))


LABELS: dict[str, Wording] = {
    Label.HEADLINE: Wording("headline", "The title of the article."),
    Label.METADATA: Wording("metadata", "Byline, date, place."),
    Label.BODY: Wording("body", "The article's own text."),
    Label.BACKGROUND: Wording(
        "background", "It stays in the text but is not compared, because several stories have it."
    ),
    Label.BOILERPLATE: Wording("boilerplate", "A part of the page and not of the article."),
    Label.OTHER_STORY: Wording("other story", "It belongs to another article."),
}
