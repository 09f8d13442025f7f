"""Rule `tail`: readers' comments, which end with the page, or above an article that stands below them."""

# ruff: noqa: RUF001 - marks as pages set them

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.ages import follows_name
from pipeline.cleaning.page_rules.page_state import TAIL, boilerplate
from pipeline.cleaning.page_rules.phrases import Form
from pipeline.cleaning.page_rules.vocabulary import DATE_OPENERS, SURE_BYLINE_OPENERS
from pipeline.model import PageKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.cleaning.page_rules.block_features import BlockFeatures
    from pipeline.cleaning.page_rules.page_state import PageState, RuleLabel
    from pipeline.cleaning.page_rules.phrase_matcher import PhraseMatch

TAIL_AFTER_WORDS = 60
"""Comments open the tail only after so much text; above, their heading is a link to them or they precede the article.
Two of three signs are needed: the phrase is a heading, more text stands before it than after, replies follow. Comments
without them are left to the votes."""

MIN_REPLIES = 2
"""So many lines between one reader's comment and the next prove that comments follow, however long these are."""

MIN_SIGNED = 3
"""So many paragraphs that end in a name. Reports have some, too: a source, a writer."""

MAX_NAME_CHARACTERS = 40
"""The name of a reader, with the end of the sentence before it, is shorter."""

MIN_COMMENTS_ABOVE = 3
"""Comments above the article are cut from what would else be its text, so more of them are needed than below it."""

MAX_COMMENT_WORDS = 200
"""Between two names, or after the last; what is longer is a text that goes on."""

MAX_WRITER_WORDS = 10
MAX_WRITER_CHARACTERS = 60
"""A name of three words, and an age or a date with its time."""

_TIMED_NAME = re.compile(
    r"[^\W\d][^:：]{1,30}?[\s,(|·–-]+\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?::\d{2})?"
)

_NUMBER = re.compile(r"\d")
_SIGNED = re.compile(r"[.!?…]\s+[\w'-]+(?: [\w'-]+){0,2}$")

_TAIL = boilerplate("tail")


def tail(_: BlockFeatures, state: PageState) -> RuleLabel | None:
    """Recognise everything that follows the heading of the comments."""
    return _TAIL if state.zone is TAIL else None


def label_signed_comments(state: PageState) -> None:
    """Label comments by the line above each: its writer's name, and its age or time.

    A comment reaches to the next such line; what goes on for longer is the text, and the line may be the article's own.
    Where the page has a heading of comments one block below such a line is a comment all the same: an extractor may take
    the parts of a page in another order than the page has. The last comment has no more blocks than one before it, for a
    box of comments may stand amid the text.
    """
    if state.page.kind is PageKind.LIVE_BLOG:
        return
    main = state.main
    lines = [
        place
        for place, block in enumerate(main)
        if not block.is_paragraph and _names_writer(block) and not _is_of_article(block, state)
    ]
    if len(lines) < MIN_REPLIES:
        return
    least = 1 + any(block.phrase is not None and block.phrase.form is Form.TAIL for block in state.blocks)
    earlier = [_comment(main, line, end, least) for line, end in pairwise(lines)]
    last = main[lines[-1] : lines[-1] + max(map(len, earlier))]
    comments = [block for comment in (*earlier, last) if len(comment) > 1 for block in comment]
    said = sum(block.word_count for block in comments if block.is_paragraph)
    text = sum(block.word_count for block in main if block.is_paragraph) - said
    if said and text >= TAIL_AFTER_WORDS:
        for block in comments:
            state.labels.setdefault(block.index, _TAIL)


def _comment(main: Sequence[BlockFeatures], line: int, end: int, least: int) -> Sequence[BlockFeatures]:
    """Return the blocks of the comment at a line, which end before `end`; the first `least` where they are too many."""
    is_one = sum(block.word_count for block in main[line + 1 : end]) <= MAX_COMMENT_WORDS
    return main[line : end if is_one else line + least]


def _names_writer(block: BlockFeatures) -> bool:
    """Whether a line is a short name and how long ago, or when, it was written."""
    text = block.text
    if len(text) > MAX_WRITER_CHARACTERS or not text[-1:].isalnum() or not _NUMBER.search(text):
        return False
    if block.word_count > MAX_WRITER_WORDS:
        return False
    return follows_name(text) or _TIMED_NAME.fullmatch(text) is not None


def _is_of_article(block: BlockFeatures, state: PageState) -> bool:
    """Whether a name and a time are the byline of the article, or say when it was changed."""
    first = block.words[0]
    return first in DATE_OPENERS or first in SURE_BYLINE_OPENERS or first in state.byline


def end_of_comments(block: BlockFeatures, match: PhraseMatch, state: PageState) -> int | None:
    """Return the index of the last block of the comments that a heading or reply opens, None when it opens none."""
    is_heading = match.form is Form.TAIL
    if state.words_above < TAIL_AFTER_WORDS:
        return _end_above_article(block.index, state) if is_heading else None
    is_shorter = state.words_above >= state.words_below
    if (is_heading and is_shorter) or ((is_heading or is_shorter) and _has_replies(block.index, state)):
        return len(state.blocks) - 1
    return None


def _has_replies(at: int, state: PageState) -> bool:
    replies = _replies(state)
    return (len(replies) >= MIN_REPLIES and replies[-MIN_REPLIES] > at) or _are_signed(at, state)


def _are_signed(at: int, state: PageState) -> bool:
    """Whether most paragraphs that follow end in a name after their last sentence, as comments without replies do."""
    if state.signed is None:
        ends = ((index, state.blocks[index].text[-MAX_NAME_CHARACTERS:]) for index in state.paragraphs)
        state.signed = [index for index, end in ends if _SIGNED.search(end)]
    signed = _count_after(at, state.signed)
    return signed >= MIN_SIGNED and 2 * signed > _count_after(at, state.paragraphs)


def _count_after(at: int, indices: Sequence[int]) -> int:
    return len(indices) - bisect_right(indices, at)


def _end_above_article(at: int, state: PageState) -> int | None:
    """Return where comments end that stand above the article, so that most of the text follows the last of them.

    An article that stands between the heading and the comments is longer than each of them. Only the first heading of
    a page is looked at: another may stand anywhere.
    """
    if state.after_comments is not None:
        return None
    state.after_comments = 0
    ends = [index for index in _replies(state) if index > at]
    gaps = [0] * (len(ends) + 1)
    for index in state.paragraphs:
        if index > at:
            gaps[bisect_left(ends, index)] += state.blocks[index].word_count
    *comments, article = gaps
    if sum(words > 0 for words in comments) < MIN_COMMENTS_ABOVE or comments[0] > max(comments[1:]):
        return None
    return ends[-1] if article > sum(comments) else None


def _replies(state: PageState) -> list[int]:
    """Return the lines between comments. They are looked for once: a page may have a thousand headings."""
    if state.replies is None:
        state.replies = [
            block.index for block in state.blocks if block.phrase is not None and block.phrase.rule == "reply"
        ]
    return state.replies
