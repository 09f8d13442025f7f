"""What recurs across pages: blocks that unrelated stories share, judged by one vote a story.

Requirements. A sidebar, a newsletter box, a note under every report must go, wherever they stand and whatever they
say. A paragraph that many outlets carry must stay when it is one story's wire copy, and an agency's background
paragraph must be readable but must not make two stories alike.

Theory of operation. Articles that are one story by the page rules alone form a *unit*, and a unit has one vote on a
block, however many copies of the story are held. The *spine* of an article reaches from its first to its last long
block that no other unit of its host has. A block that enough units of a host share is

- `boilerplate`, when it is short, or long but amid no story's own text, or in a large part of the host's stories;
- `background`, when it is long, or a short line of a few stories, and stands amid the own text of two or more (of most,
  if short): kept there, but not compared;
- `other_story`, when it is long and stands amid the own text of exactly one story, which owns it, or when it is the
  headline of one other story. Where they continue the text behind a spine, these long blocks are background, too;
- `syndicated`, when it is long and amid no story's own text, but most of its stories carry it on several hosts: an
  agency's last paragraphs go with its reports, a host's furniture does not. Kept, but not compared;
- `listed`, when it is long and all but one of its stories have no text of their own, as the pages of a section that
  show the first lines of each report. It says nothing about the report;
- `waiting`, when it recurs, but too seldom for a host of so many stories.

A short line that says nearly the same as others of its host (`cleaning.lines`) is judged with them, when they are not
mostly within spines. A short line that begins with the same words and a colon in several stories, and goes on
differently, is a `prefix`. A block that three stories of three hosts carry is judged for all hosts (`*`), outside the
spine only. An article without any block of its own keeps its long blocks: nothing shows which of them are its frame.

All verdicts are functions of counts, and the counts of the articles held, so the order of nights never matters.

Tried and dropped. Counting documents instead of stories loses a quarter of all text and half of the syndicated; a
global count of lines loses more (docs/decisions/0003-votes-count-draft-stories.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from pipeline.cleaning.blocks import fingerprint, words_of
from pipeline.cleaning.page_rules.prose import ends_like_a_sentence
from pipeline.model import BoilerplateStatus, Label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pandas as pd

NEEDED_VOTES = 2
"""Unrelated stories of a host that make a block furniture."""

CAUTIOUS_VOTES = 3
MIN_HOST_STORIES = 3
"""Of a host's only two stories nothing shows whether they are unrelated: they may be of one series."""

LARGE_HOST_STORIES = 20
"""Among so many, 190 pairs, some are related without being near-duplicates: two may share a paragraph."""

EVERYWHERE_SHARE = 0.2
EVERYWHERE_VOTES = 5
"""A long block in a fifth of a host's stories is furniture even amid text; on a small host a fifth is too few."""

ALL_HOSTS_VOTES = 3
"""Stories, and hosts, that must carry a block before it is judged for all hosts."""

PREFIX_VOTES = 3
MAX_PREFIX_WORDS = 5
MAX_PREFIX_LINE_CHARACTERS = 200
"""A prefix line is a label and a headline; what is longer is a paragraph with a colon in it."""

LONG_CHARACTERS = 100
"""Shorter blocks may recur by chance of wording or as a subheading; a longer one is somebody's sentence."""

NO_SPINE = -1
"""Where a block stands when its page has no spine, or it is no text; 1 is within, 0 beside."""

MIN_TITLE_CHARACTERS = 20
"""Shorter headlines ("Opinion", "Weather") are the headings of many things."""

ALIKE_VOTES = 3
"""Stories that must carry a line or one alike to it. With two, follow-ups that share a reworded sentence would do."""

MAX_ALIKE_INSIDE = 0.5
"""Lines alike that mostly stand amid their stories' own text may be what a form of report says each time."""

ANY_HOST = "*"

_PREFIX = re.compile(r"\s*([^\n:|：]{3,40}?)\s*[:|：]\s+\S")  # noqa: RUF001 - colons as newspapers set them


class Kind(StrEnum):
    """What a recurring block is; see the module's docstring."""

    BOILERPLATE = "boilerplate"
    BACKGROUND = "background"
    PREFIX = "prefix"
    OTHER_STORY = "other_story"
    BELOW_THRESHOLD = "below_threshold"
    LIST_ONLY = "list_only"
    SYNDICATED = "syndicated"


LEFT_AS_IS = frozenset({Kind.BELOW_THRESHOLD, Kind.LIST_ONLY})
"""Kinds that change no label."""

_TOLD = frozenset({Kind.BACKGROUND, Kind.OTHER_STORY, Kind.SYNDICATED})
"""Kinds of long blocks that some story tells, not its page's frame."""

VOTE_COLUMNS = (
    "host", "fingerprint", "is_prefix", "story_votes", "inside_votes", "title_votes", "any_votes", "host_votes",
    "own_votes", "similar_votes", "similar_inside_votes", "cross_host", "characters", "host_stories",
)  # fmt: skip
"""The schema of a table of votes: one row a block and host.

`story_votes` counts units that carry it as text, `inside_votes` those of them that carry it within their spine,
`title_votes` those it is the headline of, `own_votes` those that carry it beside a spine, `any_votes` text and
headlines, `host_votes` hosts; `similar_votes` and `similar_inside_votes` count a line's stories together with those of the
lines alike to it; `cross_host` is 1 when most of its stories carry it on several hosts; `characters` is the length of a
sample, and `host_stories` the number of units the host has. Rows of the host `*` count over all hosts.
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a recurring block: its kind, and what a person said about it."""

    kind: Kind
    status: BoilerplateStatus
    rule: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of an article that may be relabelled: text or headline by the rules of its page."""

    position: int
    fingerprint: int
    prefix: int | None
    characters: int
    page_label: Label
    page_rule: str
    is_short_sentence: bool = False


def prefix_of(text: str) -> int | None:
    """Return the fingerprint of the label a line begins with, as in "More on this: …"; None for other blocks."""
    has_colon = ":" in text or "|" in text or "：" in text  # noqa: RUF001 - as newspapers set it
    if not has_colon or len(text) > MAX_PREFIX_LINE_CHARACTERS or ends_like_a_sentence(text):
        return None
    match = _PREFIX.match(text)
    if match is None or not 0 < len(words_of(match[1])) <= MAX_PREFIX_WORDS:
        return None
    return fingerprint(f"prefix {match[1]}")


def judge(votes: pd.DataFrame) -> pd.DataFrame:
    """Return the table of votes with the columns `kind` and `rule`, without the blocks that do not recur."""
    votes = votes.assign(kind="", rule="")
    stories, long = votes["story_votes"], votes["characters"] >= LONG_CHARACTERS
    everywhere, cross_host = votes["host"] == ANY_HOST, votes["cross_host"] > 0
    is_middling = votes["host_stories"].between(MIN_HOST_STORIES, LARGE_HOST_STORIES - 1)
    needed = np.where(is_middling, NEEDED_VOTES, CAUTIOUS_VOTES)
    is_title = (
        (votes["title_votes"] == 1)
        & (votes["any_votes"] >= 2)
        & (stories >= 1)
        & (votes["characters"] >= MIN_TITLE_CHARACTERS)
    )
    is_said = (2 * votes["inside_votes"] > stories) & (stories < EVERYWHERE_VOTES)
    is_alike = (
        ~long
        & (votes["similar_votes"] >= ALIKE_VOTES)
        & (votes["similar_inside_votes"] <= MAX_ALIKE_INSIDE * votes["similar_votes"])
    )
    share = stories >= np.maximum(EVERYWHERE_VOTES, EVERYWHERE_SHARE * votes["host_stories"])
    judged = [
        (votes["is_prefix"] & (stories >= PREFIX_VOTES), Kind.PREFIX, "recurring_prefix"),
        (votes["is_prefix"], None, ""),
        (everywhere & long & cross_host, None, ""),
        (everywhere & (stories >= ALL_HOSTS_VOTES) & (votes["host_votes"] >= ALL_HOSTS_VOTES), Kind.BOILERPLATE, "recurring_hosts"),
        (everywhere, None, ""),
        (is_title & (stories < needed), Kind.OTHER_STORY, "headline_of_another"),
        (is_alike & (stories < needed), Kind.BOILERPLATE, "recurring_alike"),
        (stories < NEEDED_VOTES, None, ""),
        (stories < needed, Kind.BELOW_THRESHOLD, "recurring_rarely"),
        (~long & ~is_said, Kind.BOILERPLATE, "recurring_line"),
        (share, Kind.BOILERPLATE, "recurring_everywhere"),
        (votes["own_votes"] < NEEDED_VOTES, Kind.LIST_ONLY, "recurring_in_lists"),
        (cross_host & (votes["inside_votes"] == 0), Kind.SYNDICATED, "recurring_with_story"),
        (votes["inside_votes"] >= 2, Kind.BACKGROUND, "recurring_background"),
        (votes["inside_votes"] == 1, Kind.OTHER_STORY, "text_of_another"),
    ]  # fmt: skip
    conditions = [condition for condition, _, _ in judged]
    votes["kind"] = np.select(
        conditions, [kind.value if kind else "" for _, kind, _ in judged], Kind.BOILERPLATE
    )
    votes["rule"] = np.select(conditions, [rule for _, _, rule in judged], "recurring_block")
    return votes[votes["kind"] != ""].reset_index(drop=True)


def spine_of(blocks: Sequence[TextBlock], recurring: Collection[int]) -> tuple[int, int] | None:
    """Return the positions of the first and last long block that no other story has; None when there is none."""
    own = [
        block.position
        for block in blocks
        if block.page_label is Label.BODY
        and block.characters >= LONG_CHARACTERS
        and block.fingerprint not in recurring
    ]
    return (own[0], own[-1]) if own else None


def place_in(spine: tuple[int, int] | None, position: int) -> int:
    """Return where a block of text stands: 1 within the spine, 0 beside it, NO_SPINE where there is none."""
    return NO_SPINE if spine is None else int(spine[0] <= position <= spine[1])


def relabel(
    blocks: Sequence[TextBlock],
    spine: tuple[int, int] | None,
    verdicts: Mapping[tuple[str, int], Verdict],
    host: str,
) -> list[tuple[Label, str]]:
    """Return label and rule of each block: what the page's rules said, unless the votes or a person say otherwise."""
    known = [_verdicts_on(block, verdicts, host) for block in blocks]
    reach = _reach(spine, zip(blocks, known, strict=True))
    return [_label(block, spine, reach, here) for block, here in zip(blocks, known, strict=True)]


def _reach(
    spine: tuple[int, int] | None, known: Iterable[tuple[TextBlock, Mapping[tuple[str, int], Verdict]]]
) -> int:
    """Return the position of the last long block that is told elsewhere and continues the text behind the spine.

    A report tells its news first and repeats earlier paragraphs last. Another story beside it has a headline at least,
    captions of a gallery have credits; nothing but such paragraphs and short sentences may stand between.
    """
    if spine is None:
        return -1
    reach = spine[1]
    for block, here in known:
        if block.position <= spine[1]:
            continue
        kinds = {verdict.kind for verdict in here.values()}
        if block.page_label is not Label.BODY:
            break
        if block.characters >= LONG_CHARACTERS and not _TOLD.isdisjoint(kinds):
            reach = block.position
        elif not block.is_short_sentence or Kind.OTHER_STORY in kinds:
            break
    return reach


def _verdicts_on(
    block: TextBlock, verdicts: Mapping[tuple[str, int], Verdict], host: str
) -> dict[tuple[str, int], Verdict]:
    """Return what is known of the block on its host, of its prefix there, and of the block everywhere."""
    keys = [(host, block.fingerprint), (ANY_HOST, block.fingerprint)]
    if block.prefix is not None:
        keys.append((host, block.prefix))
    return {key: verdicts[key] for key in keys if key in verdicts}


def _label(
    block: TextBlock,
    spine: tuple[int, int] | None,
    reach: int,
    verdicts: Mapping[tuple[str, int], Verdict],
) -> tuple[Label, str]:
    kept = (block.page_label, block.page_rule)
    said = {verdict.status for verdict in verdicts.values()}
    if BoilerplateStatus.VETOED in said:
        return kept
    if BoilerplateStatus.CONFIRMED in said:
        return Label.BOILERPLATE, "confirmed"
    if block.page_label is not Label.BODY or (block.characters >= LONG_CHARACTERS and spine is None):
        return kept
    is_inside = spine is not None and spine[0] <= block.position <= spine[1]
    follows = spine is not None and spine[1] < block.position <= reach
    for (of_host, _), verdict in verdicts.items():
        label = _label_here(block, verdict, of_host, is_inside=is_inside, follows=follows)
        if label is not None:
            return label, verdict.rule
    return kept


def _label_here(
    block: TextBlock, verdict: Verdict, of_host: str, *, is_inside: bool, follows: bool
) -> Label | None:
    """Return the label that a verdict gives to a block where it stands, None to leave it as it is."""
    is_long = block.characters >= LONG_CHARACTERS
    if verdict.kind in LEFT_AS_IS:
        return None
    if follows:
        return Label.BACKGROUND
    if verdict.kind is Kind.OTHER_STORY:
        return None if is_long and is_inside else Label.OTHER_STORY
    if verdict.kind in {Kind.BACKGROUND, Kind.SYNDICATED}:
        is_kept = is_inside or verdict.kind is Kind.SYNDICATED
        return Label.BACKGROUND if is_kept else Label.BOILERPLATE
    if of_host == ANY_HOST and is_inside:
        return Label.BACKGROUND if is_long else None
    return Label.BOILERPLATE
