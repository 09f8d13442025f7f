"""The texts that folding is measured on: news of real length, and the made-up press as the hard case.

`news` has the lengths and the copies of real news, as measured on the main texts of 1,113 pages of ten American sites
from fourteen nights of 2016. There the median text has 615 words, a quarter of all less than 369 and a quarter more than
976; in a thousand texts 61 pairs share half their shingles, 100 more a part, and 270 are candidates (620 where the
furniture of the pages is left in). Here it is 614, 400 and 960 words, and 63, 190 and 800 to 1,300 pairs: somewhat
harder. Words are drawn anew for each text by their rank, so texts that are nobody's copy share phrases and the furniture
of their site alone.

`press` are the reports, copies and look-alikes of the made-up press: 200 words, some in fixed forms, with fourteen
candidates a text and one related pair. No press is like it; it is the worst that folding meets.
"""

from __future__ import annotations

import random
import string
import sys
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from newsroom import Press

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MEDIAN_WORDS: Final = 570  # before copies and quotes make some longer
_SPREAD: Final = 0.72  # of the logarithm: what the two quartiles are apart
_COPIES: Final = 0.055
_QUOTES: Final = 0.08
_SITES: Final = 10
_FURNISHED: Final = (
    0.4  # texts with a line of their site's furniture left in, and how many words such a line has
)
_FURNITURE_WORDS: Final = 40
_RECENT: Final = 2_000  # texts a copy may be of: news is copied while it is news
_VOCABULARY: Final = 30_000
_SENTENCE_WORDS: Final = 22
_PARAGRAPH_SENTENCES: Final = 2


def press(count: int) -> list[str]:
    """Return texts of the made-up press."""
    return [text for _, text, _ in Press(seed=7).texts(count)]


def news(count: int) -> list[str]:
    """Return texts with the lengths and the copies of real news; a longer list begins with the shorter one."""
    return list(_news(count))


TEXTS: Final[dict[str, Callable[[int], list[str]]]] = {"news": news, "press": press}


def _news(count: int) -> Iterator[str]:
    dice, draw = random.Random(7), np.random.default_rng(7)
    words = _vocabulary(dice)
    # Word frequencies fall with the rank as Zipf and Mandelbrot found.
    odds = 1 / (np.arange(_VOCABULARY) + 2.7)
    steps = np.cumsum(odds / odds.sum())
    furniture = [
        " ".join(words[int(rank)] for rank in np.searchsorted(steps, draw.random(_FURNITURE_WORDS)))
        for _ in range(_SITES)
    ]
    recent: deque[list[str]] = deque(maxlen=_RECENT)
    for _ in range(count):
        roll = dice.random()
        wanted = int(dice.lognormvariate(np.log(_MEDIAN_WORDS), _SPREAD)) + 20
        own = [words[rank] for rank in np.searchsorted(steps, draw.random(wanted)).tolist()]
        sentences = [own[at : at + _SENTENCE_WORDS] for at in range(0, wanted, _SENTENCE_WORDS)]
        told = [" ".join(each).capitalize() + "." for each in sentences]
        if recent and roll < _COPIES:
            told = _copied(dice, recent[int(dice.random() * len(recent))], told)
        elif recent and roll < _COPIES + _QUOTES:
            told = _quoting(dice, recent[int(dice.random() * len(recent))], told)
        recent.append(told)
        paragraphs = [
            " ".join(told[at : at + _PARAGRAPH_SENTENCES]) for at in range(0, len(told), _PARAGRAPH_SENTENCES)
        ]
        if dice.random() < _FURNISHED:
            paragraphs.append(dice.choice(furniture))
        yield "\n".join(paragraphs)


def _vocabulary(dice: random.Random) -> list[str]:
    """Return made-up words by rank, short ones first; one in twelve is a name, one in thirty a number."""
    made: dict[str, None] = {}
    while len(made) < _VOCABULARY:
        letters = min(2 + len(made) ** 0.15, 4) + dice.random() * min(len(made) / 100, 6)
        word = "".join(dice.choice(string.ascii_lowercase) for _ in range(int(letters)))
        kind = dice.random() if len(made) > 200 else 1
        made[word.capitalize() if kind < 1 / 12 else str(dice.randrange(3_000)) if kind < 0.12 else word] = (
            None
        )
    return list(made)


def _copied(dice: random.Random, report: list[str], own: list[str]) -> list[str]:
    """Return a report as another desk prints it: a sentence of its own, one rewritten, perhaps the end cut off."""
    kept = report[: max(2, len(report) * 2 // 3)] if dice.random() < 1 / 4 else list(report)
    kept[dice.randrange(len(kept))] = own[-1]
    return [*own[:1], *kept] if dice.random() < 1 / 2 else [*kept, *own[:1]]


def _quoting(dice: random.Random, report: list[str], own: list[str]) -> list[str]:
    """Return a text of its own that repeats a third of a report, as a follow-up does."""
    start = dice.randrange(len(report))
    at = dice.randrange(len(own))
    return [*own[:at], *report[start : start + max(2, len(report) // 3)], *own[at:]]
