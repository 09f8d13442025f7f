"""What articles are found by: the words of those that were folded are written again, and of those that left are removed.

Every article whose title, text, time or host changed is folded, so nothing else has to keep the index up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.searching.words import key_of, words_of_article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.ports import Connection

_ARTICLES_AT_ONCE: Final = 1_000  # some 10 MB of texts


def index_words(db: Connection, articles: Sequence[str]) -> None:
    """Write what these articles are found by, in the caller's transaction."""
    for start in range(0, len(articles), _ARTICLES_AT_ONCE):
        chunk = articles[start : start + _ARTICLES_AT_ONCE]
        rows = db.rows("fold/list_words_of_articles", articles=chunk)
        keys = _free_keys(
            db, {row["article_id"]: key_of(row["article_at"], row["article_id"]) for row in rows}
        )
        db.upsert(
            "article_words",
            [
                {
                    "article_id": row["article_id"],
                    "document_key": keys[row["article_id"]],
                    "words": words_of_article(row["title"], row["text"], row["host"]),
                }
                for row in rows
            ],
        )
        db.run("fold/delete_words_of_articles", articles=sorted(set(chunk) - keys.keys()))


def _free_keys(db: Connection, wanted: Mapping[str, int]) -> dict[str, int]:
    """Return a number for each article: the one it wants, or the next that nobody else has."""
    given: dict[int, str] = {}
    waiting = dict(sorted(wanted.items()))
    while waiting:
        rows = db.rows("fold/list_keys_taken", keys=sorted(set(waiting.values())))
        taken = {row["document_key"]: row["article_id"] for row in rows}
        turned_away = {}
        for article_id, key in waiting.items():
            if given.get(key, article_id) == article_id == taken.get(key, article_id):
                given[key] = article_id
            else:
                turned_away[article_id] = key + 1
        waiting = turned_away
    return {article_id: key for key, article_id in given.items()}
