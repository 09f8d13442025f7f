"""The words of an article, and what was asked for, as each database takes them. Words are letters, digits and marks alone.

Neither database's own idea of a word is used: SQLite splits at spaces (tokenizer `ascii`, to which every sign beyond ASCII
is a letter), and PostgreSQL is given the vector itself instead of a text.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.searching.typed import Phrases
    from pipeline.searching.words import IndexedWords


def text_of_words(indexed: IndexedWords) -> str:
    """Return the words as FTS5 reads them."""
    return " ".join(indexed.words)


def fts5_query(asked: Phrases) -> str:
    """Return what was asked for in FTS5's language: `"climate change" AND "flood" *`."""
    return " AND ".join(
        f'"{" ".join(phrase.index_words)}"{" *" if phrase.last_goes_on else ""}' for phrase in asked.phrases
    )


def vector_of_words(indexed: IndexedWords) -> str:
    """Return the words with their places as PostgreSQL reads a tsvector: `'change':3 'climate':2`."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(indexed.words, 1):
        places[word].append(str(place))
    return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())


def tsquery(asked: Phrases) -> str:
    """Return what was asked for as a tsquery: `('climate' <-> 'change') & ('flood':*)`."""
    return " & ".join(
        "("
        + " <-> ".join(f"'{word}'" for word in phrase.index_words)
        + (":*" if phrase.last_goes_on else "")
        + ")"
        for phrase in asked.phrases
    )
