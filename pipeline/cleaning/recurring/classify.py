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
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS

if TYPE_CHECKING:
    from datetime import datetime

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
    """The votes on one block of one host, or with host `*` of all hosts."""

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


class Classified(NamedTuple):
    """What a block is, None where it does not recur, and the rule that says so."""

    kind: RecurringKind | None
    rule: str = ""


_NOTHING: Final = Classified(None)


def classify(votes: VoteCount) -> Classified:
    """Return what the votes on a block make of it."""
    if votes.figures_differ:
        return _NOTHING
    if votes.is_prefix:
        recurs = votes.story_votes >= PREFIX_VOTES
        return Classified(RecurringKind.PREFIX, "recurring_prefix") if recurs else _NOTHING
    return _of_all_hosts(votes) if votes.host == ANY_HOST else _of_host(votes)


def _of_all_hosts(votes: VoteCount) -> Classified:
    is_wire_copy = votes.characters >= LONG_CHARACTERS and votes.cross_host > 0
    if is_wire_copy or min(votes.story_votes, votes.host_votes) < ALL_HOSTS_VOTES:
        return _NOTHING
    return Classified(RecurringKind.BOILERPLATE, "recurring_hosts")


def _of_host(votes: VoteCount) -> Classified:
    stories, is_long = votes.story_votes, votes.characters >= LONG_CHARACTERS
    is_middling = MIN_HOST_STORIES <= votes.host_stories < LARGE_HOST_STORIES
    is_told = bool(votes.is_sentence) and not is_long
    if stories < (NEEDED_VOTES if is_middling and not is_told else CAUTIOUS_VOTES):
        return _of_few(votes, is_long=is_long)
    is_said = 2 * votes.inside_votes > stories and stories < EVERYWHERE_VOTES
    if not is_long and not is_said:
        return Classified(RecurringKind.BOILERPLATE, "recurring_line")
    if stories >= max(EVERYWHERE_VOTES, EVERYWHERE_SHARE * votes.host_stories):
        return Classified(RecurringKind.BOILERPLATE, "recurring_everywhere")
    return _by_where_it_stands(votes)


def _by_where_it_stands(votes: VoteCount) -> Classified:
    """Return what a block is that enough stories carry: it depends on how many have it inside their body span."""
    if votes.own_votes < NEEDED_VOTES:
        return Classified(RecurringKind.LIST_ONLY, "recurring_in_lists")
    if votes.cross_host > 0 and votes.inside_votes == 0:
        return Classified(RecurringKind.SYNDICATED, "recurring_with_story")
    if votes.inside_votes >= 2:
        return Classified(RecurringKind.BACKGROUND, "recurring_background")
    if votes.inside_votes == 1:
        return Classified(RecurringKind.OTHER_STORY, "text_of_another")
    return Classified(RecurringKind.BOILERPLATE, "recurring_block")


def _of_few(votes: VoteCount, *, is_long: bool) -> Classified:
    """Return what a block is that too few stories of its host carry to be boilerplate by itself."""
    stories = votes.story_votes
    is_headline = votes.title_votes == 1 and votes.characters >= MIN_TITLE_CHARACTERS
    if is_headline and votes.any_votes >= 2 and stories >= 1:
        return Classified(RecurringKind.OTHER_STORY, "headline_of_another")
    is_similar = not is_long and votes.similar_votes >= SIMILAR_VOTES
    if is_similar and votes.similar_inside_votes <= MAX_SIMILAR_INSIDE * votes.similar_votes:
        return Classified(RecurringKind.BOILERPLATE, "recurring_similar")
    if stories < NEEDED_VOTES:
        return _NOTHING
    return Classified(RecurringKind.BELOW_THRESHOLD, "recurring_rarely")
