"""Signatures as the warehouse keeps them: one record an article and corpus."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pipeline.folding.candidates import DAY_SECONDS
from pipeline.folding.signatures import SCHEME

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Connection, Row


class TextOfDay(NamedTuple):
    """A text, known by the hash of its shingles in order, on one day: articles that agree in both are compared as one."""

    content_key: int
    day_key: int


@dataclass(frozen=True, slots=True)
class SignedArticle:
    """One article's signature, and whether it represents its text and day in the LSH index."""

    article_id: str
    article_at: datetime
    article_key: int
    at_key: int
    text_of_day: TextOfDay
    is_representative: bool
    shingle_count: int
    signature: bytes
    samples: bytes

    @property
    def modular_samples(self) -> int:
        """How many of its samples are samples by modulus."""
        return int(np.count_nonzero(np.frombuffer(self.samples, "<u4") % SCHEME.sample_modulus == 0))


def sign_articles(kernel: Kernel, texts: Sequence[tuple[str, datetime, str]]) -> dict[str, SignedArticle]:
    """Sign (article, time, text) and return the records by article; texts without a word have none."""
    sketches, sets = kernel.sign_and_keep_sets([text for _, _, text in texts])
    # Unique shingles tell which text contains the other; a page that says its text thirty times is no longer for it.
    sizes = sets.sizes
    signed = {}
    for place, (article_id, article_at, _) in enumerate(texts):
        if not sketches.shingle_counts[place]:
            continue
        at_key = int(article_at.timestamp())
        signed[article_id] = SignedArticle(
            article_id,
            article_at,
            article_key_of(article_id),
            at_key,
            TextOfDay(int(sketches.sequences[place]), at_key // DAY_SECONDS),
            is_representative=False,
            shingle_count=int(sizes[place]),
            signature=sketches.signatures[place].astype("<u4").tobytes(),
            samples=np.unique(sketches.samples_of(place)).astype("<u4").tobytes(),
        )
    return signed


def article_key_of(article_id: str) -> int:
    """Return the number by which the LSH index knows an article: 64 bits of a hash of its id."""
    return int.from_bytes(hashlib.sha256(article_id.encode()).digest()[:8], "big", signed=True)


def signed_articles(db: Connection, corpus: str, article_ids: Collection[str]) -> dict[str, SignedArticle]:
    """Return those of these articles that are signed, by id."""
    rows = db.rows(
        "matching/list_signatures_of_articles", corpus=corpus, scheme=SCHEME.name, articles=article_ids
    )
    return {row["article_id"]: _read(row) for row in rows}


def articles_of_keys(db: Connection, corpus: str, article_keys: Collection[int]) -> dict[int, SignedArticle]:
    """Return the signed articles that the LSH index knows by these keys, by key."""
    rows = db.rows("matching/list_signatures_of_keys", corpus=corpus, scheme=SCHEME.name, keys=article_keys)
    return {row["article_key"]: _read(row) for row in rows}


def signature_row(signed: SignedArticle, corpus: str) -> Row:
    """Return the row of `article_signatures`."""
    return {
        "corpus": corpus,
        "article_id": signed.article_id,
        "scheme": SCHEME.name,
        "shingle_count": signed.shingle_count,
        "signature": signed.signature,
        "samples": signed.samples,
        "article_at": signed.article_at,
        "article_key": signed.article_key,
        "at_key": signed.at_key,
        "day_key": signed.text_of_day.day_key,
        "content_key": signed.text_of_day.content_key,
        "is_representative": int(signed.is_representative),
    }


def _read(row: Row) -> SignedArticle:
    return SignedArticle(
        row["article_id"],
        row["article_at"],
        row["article_key"],
        row["at_key"],
        TextOfDay(row["content_key"], row["day_key"]),
        bool(row["is_representative"]),
        row["shingle_count"],
        bytes(row["signature"]),
        bytes(row["samples"]),
    )
