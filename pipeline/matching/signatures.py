"""Signatures as the warehouse keeps them: one record an article and corpus."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipeline.folding.candidates import DAY_SECONDS
from pipeline.folding.signatures import SCHEME

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from pipeline.folding.kernel import Kernel
    from pipeline.ports import Row


@dataclass(frozen=True, slots=True)
class Signed:
    """One article's signature, and whether it carries its text and day through the index."""

    article_id: str
    article_at: datetime
    article_key: int
    at_key: int
    day_key: int
    content_key: int
    is_representative: bool
    shingle_count: int
    signature: bytes
    samples: bytes

    @property
    def content(self) -> tuple[int, int]:
        """The text and day: articles that agree in it are compared as one."""
        return self.content_key, self.day_key

    @property
    def modular_samples(self) -> int:
        """How many of its samples are samples by modulus."""
        return int(np.count_nonzero(np.frombuffer(self.samples, "<u4") % SCHEME.sample_modulus == 0))


def sign_changed(kernel: Kernel, texts: Sequence[tuple[str, datetime, str]]) -> dict[str, Signed]:
    """Sign (article, time, text) and return the records by article; texts without a word have none."""
    plain = [text for _, _, text in texts]
    sketches, sets = kernel.sign_and_keep_sets(plain)
    # Unique shingles tell which text holds the other; a page that says its text thirty times is no longer for it.
    sizes = sets.sizes
    signed = {}
    for place, (article_id, article_at, _) in enumerate(texts):
        if not sketches.shingle_counts[place]:
            continue
        at_key = int(article_at.timestamp())
        signed[article_id] = Signed(
            article_id,
            article_at,
            article_key_of(article_id),
            at_key,
            at_key // DAY_SECONDS,
            int(sketches.sequences[place]),
            is_representative=False,
            shingle_count=int(sizes[place]),
            signature=sketches.signatures[place].astype("<u4").tobytes(),
            samples=np.unique(sketches.samples_of(place)).astype("<u4").tobytes(),
        )
    return signed


def article_key_of(article_id: str) -> int:
    """Return the number by which the indexes know an article: 64 bits of a hash of its id."""
    return int.from_bytes(hashlib.sha256(article_id.encode()).digest()[:8], "big", signed=True)


def signed_row(signed: Signed, corpus: str) -> Row:
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
        "day_key": signed.day_key,
        "content_key": signed.content_key,
        "is_representative": int(signed.is_representative),
    }


def read_signed(row: Row) -> Signed:
    """Return the record of a row of `article_signatures`."""
    return Signed(
        row["article_id"],
        row["article_at"],
        row["article_key"],
        row["at_key"],
        row["day_key"],
        row["content_key"],
        bool(row["is_representative"]),
        row["shingle_count"],
        bytes(row["signature"]),
        bytes(row["samples"]),
    )
