"""Whether a text is a page's own: standing text, like a prompt to subscribe, does not say what its headline says.

Two pages of one site may show the same prompt, notice or menu under two headlines, and nothing else that can be read.
Such texts are equal and no copies. A text is taken for the page's own when it holds a third of the words that the page's
headline has and the other's has not.
"""

from __future__ import annotations

from typing import Final

from pipeline.folding.text import words

MIN_NAMED: Final = 1 / 3
"""Of pages of one site that say the same under two headlines, copies hold a third of either's words or more."""
MIN_WORD_LETTERS: Final = 4
"""Shorter words stand in every text; in scripts that write no spaces each character is a word, and none is asked for."""


def is_own_text(title: str | None, other_title: str | None, text: str) -> bool:
    """Whether the text holds enough of what this headline says and the other does not; without headlines it may be."""
    said, said_there = _long_words(title), _long_words(other_title)
    wanted = said - said_there
    if (
        not title or not other_title or len(wanted) <= len(said & said_there)
    ):  # one headline, told in two ways
        return True
    return len(wanted & _long_words(text)) >= MIN_NAMED * len(wanted)


def _long_words(text: str | None) -> set[str]:
    return {word for word in words(text or "") if len(word) >= MIN_WORD_LETTERS}
