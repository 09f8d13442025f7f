"""Where readers' comments begin, and where they end: with the page, or above an article that stands below them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.phrase_matcher import find_phrase
from pipeline.cleaning.page_rules.phrases import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.cleaning.page_rules.page_state import Reading
    from pipeline.cleaning.page_rules.phrase_matcher import PhraseMatch

TAIL_AFTER_WORDS = 60
"""Comments open the tail only after so much text; above, their heading is a link to them or they precede the article.
And two of three must say so: the heading, more text before than after it, lines that part comments. Other comments stay
for the votes."""

MIN_REPLIES = 2
"""Lines that part one reader's comment from the next prove that comments follow, however long they are."""

MIN_SIGNED = 3
"""Paragraphs that end in a name. Reports have some, too: a source, a writer."""

MAX_NAME_CHARACTERS = 40
"""What readers call themselves is shorter, with the end of a sentence before it."""

MIN_COMMENTS_ABOVE = 3
"""Comments above the article hold what would else be its text; so there must be more of them than below it."""

_SIGNED = re.compile(r"[.!?…]\s+[\w'-]+(?: [\w'-]+){0,2}$")


def end_of_comments(match: PhraseMatch, reading: Reading) -> int | None:
    """Return the index of the last block of the comments that the match opens, None when it opens none."""
    if reading.words < TAIL_AFTER_WORDS:
        return _end_above_article(reading) if match.form is Form.TAIL else None
    is_heading, is_shorter = match.form is Form.TAIL, reading.words >= reading.words_ahead
    if (is_heading and is_shorter) or ((is_heading or is_shorter) and _has_replies(reading)):
        return len(reading.blocks) - 1
    return None


def _has_replies(reading: Reading) -> bool:
    replies = _replies(reading)
    return (len(replies) >= MIN_REPLIES and replies[-MIN_REPLIES] > reading.at) or _are_signed(reading)


def _are_signed(reading: Reading) -> bool:
    """Whether most paragraphs that follow end in a name behind their last sentence, as comments without a line do."""
    if reading.signed is None:
        texts = ((index, reading.blocks[index].text[-MAX_NAME_CHARACTERS:]) for index in reading.prose)
        reading.signed = [index for index, end in texts if _SIGNED.search(end)]
    signed = _behind(reading.at, reading.signed)
    return signed >= MIN_SIGNED and 2 * signed > _behind(reading.at, list(reading.prose))


def _behind(at: int, indices: Sequence[int]) -> int:
    return len(indices) - bisect_right(indices, at)


def _end_above_article(reading: Reading) -> int | None:
    """Return where comments end that stand above the article, so that most of the text follows the last of them.

    Where the article stands between the heading and the comments, it is longer than each of them. Only the first
    heading of a page is asked: another may stand anywhere.
    """
    if reading.after_comments is not None:
        return None
    reading.after_comments = 0
    ends = [index for index in _replies(reading) if index > reading.at]
    gaps = [0] * (len(ends) + 1)
    for index, words in reading.prose.items():
        if index > reading.at:
            gaps[bisect_left(ends, index)] += words
    *comments, article = gaps
    if sum(words > 0 for words in comments) < MIN_COMMENTS_ABOVE or comments[0] > max(comments[1:]):
        return None
    return ends[-1] if article > sum(comments) else None


def _replies(reading: Reading) -> list[int]:
    """Return where lines part comments. They are looked for once: a page may have a thousand headings."""
    if reading.replies is None:
        matches = (find_phrase(block.text) for block in reading.blocks)
        reading.replies = [
            index for index, match in enumerate(matches) if match is not None and match.rule == "reply"
        ]
    return reading.replies
