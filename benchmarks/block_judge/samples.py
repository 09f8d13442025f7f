"""Labelled pages as the experiment sees them: blocks with their features, and which of them are text by the gold.

A page is read by the parser of the product. What the features need and a `Block` does not keep, the elements around it
and the unrounded share of links, is carried through the parser by that share itself (`_Placed`).
"""

from __future__ import annotations

import re
import sys
import time
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Self
from unittest import mock
from urllib.parse import urlsplit

import numpy as np
from tld import get_fld

from benchmarks.block_judge.features import FEATURES, features_of
from benchmarks.block_judge.scores import judge_blocks
from pipeline.cleaning.blocks import words_of
from pipeline.errors import Rejected
from pipeline.evaluation.pages import captures_of, gold_pages
from pipeline.evaluation.sets import find_sets
from pipeline.model import TAKEN, Fetched, Label, Page, PageKind
from pipeline.parsing.charset import decode
from pipeline.parsing.fast_trafilatura import parse_html
from pipeline.parsing.pages import page as product
from pipeline.parsing.pages.declared import head_elements, metas_of, values_of
from pipeline.parsing.pages.dom import PageBlock, page_blocks
from pipeline.steps.extract.page_labels import labels_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.evaluation.pages import GoldPage
    from pipeline.model import Block, BlockLabel

UNSURE = (0.2, 0.8)
"""Blocks that are in the gold in part have half the weight: alignment may have failed."""

SHORT_WEIGHT = 0.3
"""A block of one or two words that is no line of the gold may be in it by chance."""

TEXT_SHARE = 0.5
"""A block with at least this share of its word triples in the gold is text."""

UNSOUND_HOSTS = frozenset({"www.mediapart.fr", "www.bild.de", "www.zdf.de"})
"""Their gold holds boilerplate or lacks letters."""

LANGUAGES = frozenset({"en", "de", "ru", "pl", "fr", "ja", "zh", "ko", "es", "pt"})
"""Measured one by one; the others are one group."""

TIMES = 3
"""A page is scored so often, and its quickest time counts."""

_DESCRIPTION_NAMES = ("og:description", "description", "twitter:description")
_WIDE = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f])")


@dataclass(slots=True)
class Sample:
    """A labelled page: its labels by the page rules, and the features of the blocks at `positions`.

    `milliseconds` is the CPU that scoring its blocks by the stored coefficients takes.
    """

    gold_set: str
    gold: GoldPage
    page: Page
    labels: tuple[BlockLabel, ...]
    site: str
    language: str
    positions: np.ndarray
    rows: np.ndarray
    is_taken: np.ndarray
    is_text: np.ndarray
    weight: np.ndarray
    milliseconds: float


class _Placed(float):
    """A block's share of links that remembers the block of the page, whatever the parser copies or rounds it into."""

    source: PageBlock

    def __new__(cls, share: float, source: PageBlock) -> Self:
        placed = super().__new__(cls, share)
        placed.source = source
        return placed

    def __round__(self, digits: int = 0) -> Self:
        return type(self)(round(float(self), digits), self.source)


def read_samples(gold: Path, sets: Sequence[str], pages: int | None) -> Iterator[Sample]:
    """Yield the labelled pages below `gold`: of the named sets or of all, the first `pages` of each or all."""
    for page_set in find_sets(gold).pages:
        if sets and not {page_set.name, page_set.subject} & set(sets):
            continue
        rows = [page for page in gold_pages(page_set, _note) if page.is_measured and page.text is not None]
        rows = [page for page in rows if urlsplit(page.url).hostname not in UNSOUND_HOSTS]
        if rows:
            for place, fetched in islice(captures_of(page_set, rows, _note), pages):
                yield _sample(page_set.name, rows[place], fetched)


def _note(text: str) -> None:
    print(text, file=sys.stderr)


def _sample(gold_set: str, gold: GoldPage, fetched: Fetched) -> Sample:
    page, sources = _read(fetched)
    description = _description(fetched) if sources else None
    features = features_of(sources, page.title, description)
    at = np.array(list(features), int)
    labels = labels_of(page)
    is_text, weight = _truth(gold.text or "", page, labels)
    host = urlsplit(gold.url).hostname or ""
    language = (gold.language or page.language or "")[:2]
    return Sample(
        gold_set,
        gold,
        page,
        labels,
        get_fld(f"http://{host}", fail_silently=True) or host,
        language if language in LANGUAGES else "other",
        at,
        np.array(list(features.values()), float).reshape(len(at), len(FEATURES)),
        np.array([page.blocks[index].region in TAKEN for index in at], bool),
        is_text[at],
        weight[at],
        min(_milliseconds(sources, page.title, description) for _ in range(TIMES)),
    )


def _milliseconds(sources: Sequence[PageBlock], title: str | None, description: str | None) -> float:
    began = time.process_time()
    judge_blocks(sources, title, description)
    return 1000 * (time.process_time() - began)


# Reading


def _read(fetched: Fetched) -> tuple[Page, list[PageBlock]]:
    """Return the page as the product reads it, and each of its blocks with the elements around it."""
    with mock.patch.object(product, "page_blocks", _placed_blocks):
        try:
            page = product.parse_page(fetched)
        except Rejected as rejected:
            return Page(PageKind.ARTICLE, (), published_note=rejected.reason), []
    sources = [_source(block) for block in page.blocks]
    plain = tuple(replace(block, link_density=float(block.link_density)) for block in page.blocks)
    return replace(page, blocks=plain), sources


def _placed_blocks(root: object) -> list[PageBlock]:
    blocks = page_blocks(root)
    for block in blocks:
        block.link_density = _Placed(block.link_density, replace(block))
    return blocks


def _source(block: Block) -> PageBlock:
    """Return the block where it is on the page, with the text and the region that it has after alignment.

    A line that is nowhere on the page has no elements around it.
    """
    share = block.link_density
    if not isinstance(share, _Placed):
        return PageBlock(block.text, block.kind, block.region, share)
    return replace(share.source, text=block.text, kind=block.kind, region=block.region)


def _description(fetched: Fetched) -> str | None:
    tree = parse_html(decode(fetched.body, fetched.content_type))
    if tree is None:
        return None
    return next(iter(values_of(metas_of(head_elements(tree)), _DESCRIPTION_NAMES)), None)


# The truth


def _truth(gold_text: str, page: Page, labels: Sequence[BlockLabel]) -> tuple[np.ndarray, np.ndarray]:
    """Return for each block whether it is text by the gold, and its weight; the headline has none."""
    words = _words(gold_text)
    triples, line = set(zip(words, words[1:], words[2:], strict=False)), f" {' '.join(words)} "
    lines = {" ".join(_words(text)) for text in gold_text.splitlines()}
    shares, weights = [], []
    for block, given in zip(page.blocks, labels, strict=True):
        of_block = _words(block.text)
        joined = " ".join(of_block)
        if len(of_block) < 3:
            share = float(bool(of_block) and f" {joined} " in line)
            weight = 1.0 if joined in lines else SHORT_WEIGHT
        else:
            found = list(zip(of_block, of_block[1:], of_block[2:], strict=False))
            share = sum(triple in triples for triple in found) / len(found)
            weight = 0.5 if UNSURE[0] < share < UNSURE[1] else 1.0
        shares.append(share)
        weights.append(0.0 if given.label is Label.HEADLINE else weight * np.sqrt(len(of_block) + 1))
    return np.array(shares) >= TEXT_SHARE, np.array(weights) / np.sqrt(sum(weights) or 1.0)


def _words(text: str) -> list[str]:
    """Return the words of a text; in scripts without spaces each character is one."""
    return words_of(text if text.isascii() else _WIDE.sub(r" \1 ", text))
