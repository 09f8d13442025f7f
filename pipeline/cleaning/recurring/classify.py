"""What recurs across pages: blocks that unrelated stories share, classified by one vote a story.

Requirements
    A sidebar, a newsletter box, a note under every report must go, wherever they stand and whatever they say. A
    paragraph that many outlets carry must stay when it is the wire copy of one story. An agency's background paragraph
    must stay readable, but must not make two stories similar.

How it works
    Articles whose drafts match are one *draft cluster*, and a cluster has one vote on a block, however many copies of
    the story are held: this is document frequency, counted in stories. A block counts as *inside* a story where it lies
    in the article's body span (`body_span`). A block that enough clusters of a host share becomes

    - `boilerplate`, when it is short, or long but inside no story, or in a large part of the host's stories;
    - `background`, when it is long and inside two stories or more, or a short line inside most of its few stories. It
      stays there, but is not compared;
    - `other_story`, when it is long and inside exactly one story, which owns it, or when it is the headline of one
      other story;
    - `syndicated`, when it is long and inside no story, but most of its stories carry it on several hosts. The last
      paragraphs of an agency's report go with the report; a host's boilerplate does not. It stays, but is not compared;
    - `list_only`, when it is long and all but one of its stories have no text of their own: pages of a section that
      show the first lines of each report. This says nothing about the report;
    - `below_threshold`, when it recurs, but too seldom for a host of so many stories;
    - `prefix`, when it is the label before a colon with which lines of several stories begin and then go on
      differently.

    A block whose copies differ in their figures (`figures`) is none of these: each copy says something else.

    Short lines of a host that say nearly the same (`similar_lines`) vote together, unless they are mostly inside their
    stories. A block that three stories of three hosts carry is also classified for all hosts, as host `*`.

    `relabel` turns kinds into labels. All kinds are functions of counts, and the counts are functions of the articles
    held, so the order of nights never matters.

Tried and dropped
    Counting documents instead of stories loses a quarter of all text and half of the syndicated text. A global count
    of lines loses more (docs/decisions/0003-votes-count-draft-stories.md).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

NEEDED_VOTES = 2
"""Unrelated stories of a host that make a block boilerplate."""

CAUTIOUS_VOTES = 3
"""As many for a short sentence: two reports of one matter share some. In scripts that write densely most are short."""

MIN_HOST_STORIES = 3
"""Of a host's only two stories nothing shows whether they are unrelated: they may be of one series."""

LARGE_HOST_STORIES = 20
"""Among so many, 190 pairs, some are related without being near-duplicates: two may share a paragraph."""

EVERYWHERE_SHARE = 0.2
EVERYWHERE_VOTES = 5
"""A long block in a fifth of a host's stories is boilerplate even amid text; on a small host a fifth is too few."""

ALL_HOSTS_VOTES = 3
"""Stories, and hosts, that must carry a block before it is classified for all hosts."""

PREFIX_VOTES = 3

MIN_TITLE_CHARACTERS = 20
"""Shorter headlines ("Opinion", "Weather") are the headings of many things."""

SIMILAR_VOTES = 3
"""Stories that must carry a line or one similar to it. With two, follow-ups that share a reworded sentence would do."""

MAX_SIMILAR_INSIDE = 0.5
"""Similar lines that are mostly inside their stories may be what a form of report says each time."""

ANY_HOST = "*"
"""The host of votes that are counted over all hosts."""


class RecurringKind(StrEnum):
    """What a recurring block is; the docstring of the module says when."""

    BOILERPLATE = "boilerplate"
    BACKGROUND = "background"
    PREFIX = "prefix"
    OTHER_STORY = "other_story"
    BELOW_THRESHOLD = "below_threshold"
    LIST_ONLY = "list_only"
    SYNDICATED = "syndicated"


KINDS_WITHOUT_LABEL = frozenset({RecurringKind.BELOW_THRESHOLD, RecurringKind.LIST_ONLY})
"""Kinds that change no label."""

KINDS_OF_OWN_BLOCKS = frozenset({RecurringKind.BELOW_THRESHOLD, RecurringKind.PREFIX})
"""Kinds that leave a long block its article's own, so that it may begin or end the body span."""


class BlockKey(NamedTuple):
    """What names a recurring block: its host, or `*`, and its fingerprint."""

    host: str
    fingerprint: int


class VoteCount(NamedTuple):
    """The votes on one block of one host, or with host `*` of all hosts: the schema of a table of votes."""

    host: str
    fingerprint: int
    story_votes: int  # clusters that carry it as text
    any_votes: int  # clusters that carry it as text or headline
    host_votes: int  # hosts that carry it
    characters: int  # length of the sample
    sample: str
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    is_prefix: bool = False
    inside_votes: int = 0  # clusters that carry it inside their body span
    title_votes: int = 0  # clusters whose headline it is
    own_votes: int = 0  # clusters that carry it and have a body span
    similar_votes: int = 0  # clusters that carry this line or one similar to it
    similar_inside_votes: int = 0  # of these, clusters that carry it inside their body span
    cross_host: int = 0  # 1 when most of its clusters carry it on several hosts
    host_stories: int = 0  # clusters that the host has
    is_sentence: bool = False  # whether it ends as sentences do
    figures_differ: bool = False  # whether its copies say the same words of different figures

    @property
    def key(self) -> BlockKey:
        return BlockKey(self.host, self.fingerprint)


def classify(votes: pd.DataFrame) -> pd.DataFrame:
    """Return the table of votes (`VoteCount`) with the columns `kind` and `rule`, without blocks that do not recur."""
    votes = votes.assign(kind="", rule="")
    stories, long = votes["story_votes"], votes["characters"] >= LONG_CHARACTERS
    everywhere, cross_host = votes["host"] == ANY_HOST, votes["cross_host"] > 0
    is_middling = votes["host_stories"].between(MIN_HOST_STORIES, LARGE_HOST_STORIES - 1)
    is_told = votes["is_sentence"].astype(bool) & ~long
    needed = np.where(is_middling & ~is_told, NEEDED_VOTES, CAUTIOUS_VOTES)
    is_title = (
        (votes["title_votes"] == 1)
        & (votes["any_votes"] >= 2)
        & (stories >= 1)
        & (votes["characters"] >= MIN_TITLE_CHARACTERS)
    )
    is_said = (2 * votes["inside_votes"] > stories) & (stories < EVERYWHERE_VOTES)
    is_similar = (
        ~long
        & (votes["similar_votes"] >= SIMILAR_VOTES)
        & (votes["similar_inside_votes"] <= MAX_SIMILAR_INSIDE * votes["similar_votes"])
    )
    share = stories >= np.maximum(EVERYWHERE_VOTES, EVERYWHERE_SHARE * votes["host_stories"])
    cases = [
        (votes["figures_differ"], None, ""),
        (votes["is_prefix"] & (stories >= PREFIX_VOTES), RecurringKind.PREFIX, "recurring_prefix"),
        (votes["is_prefix"], None, ""),
        (everywhere & long & cross_host, None, ""),
        (everywhere & (stories >= ALL_HOSTS_VOTES) & (votes["host_votes"] >= ALL_HOSTS_VOTES), RecurringKind.BOILERPLATE, "recurring_hosts"),
        (everywhere, None, ""),
        (is_title & (stories < needed), RecurringKind.OTHER_STORY, "headline_of_another"),
        (is_similar & (stories < needed), RecurringKind.BOILERPLATE, "recurring_similar"),
        (stories < NEEDED_VOTES, None, ""),
        (stories < needed, RecurringKind.BELOW_THRESHOLD, "recurring_rarely"),
        (~long & ~is_said, RecurringKind.BOILERPLATE, "recurring_line"),
        (share, RecurringKind.BOILERPLATE, "recurring_everywhere"),
        (votes["own_votes"] < NEEDED_VOTES, RecurringKind.LIST_ONLY, "recurring_in_lists"),
        (cross_host & (votes["inside_votes"] == 0), RecurringKind.SYNDICATED, "recurring_with_story"),
        (votes["inside_votes"] >= 2, RecurringKind.BACKGROUND, "recurring_background"),
        (votes["inside_votes"] == 1, RecurringKind.OTHER_STORY, "text_of_another"),
    ]  # fmt: skip
    conditions = [condition for condition, _, _ in cases]
    votes["kind"] = np.select(
        conditions, [kind.value if kind else "" for _, kind, _ in cases], RecurringKind.BOILERPLATE
    )
    votes["rule"] = np.select(conditions, [rule for _, _, rule in cases], "recurring_block")
    return votes[votes["kind"] != ""].reset_index(drop=True)
