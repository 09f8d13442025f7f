"""Judges what a pipeline made of the press: which labels a block may have, and which folds were right.

A parser may cut a page otherwise than we do, so a block is judged by the truth of the text it holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsroom.frames import Block
    from newsroom.pages import NewsPage
    from newsroom.press import Press

SHARED_BY = 2
"""A paragraph told in so many stories can be known as background; told in one, it is body to any fair judge."""


Squeezed = list[tuple[str, frozenset[str]]]
"""The blocks of a page in order: their letters and digits, and the labels a fair judge passes."""


def _squeezed(text: str) -> str:
    """Return letters and digits alone, so that spacing and joints between blocks do not matter."""
    return "".join(re.findall(r"\w+", text.casefold()))


def _covered(wanted: str, blocks: Squeezed) -> list[frozenset[str]]:
    """Return the labels of the neighbouring blocks that, joined, are exactly the wanted text; none if none are."""
    for first in range(len(blocks)):
        joined, last = "", first
        while last < len(blocks) and wanted.startswith(joined + blocks[last][0]):
            joined += blocks[last][0]
            last += 1
            if joined == wanted:
                return [labels for _, labels in blocks[first:last]]
    return []


@dataclass(frozen=True)
class FoldScore:
    """How well articles were folded. Pairs are (address, address)."""

    right: int
    false_pairs: tuple[tuple[str, str], ...]
    missed_pairs: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        """The share of folded pairs that belong together; 1 when nothing was folded."""
        found = self.right + len(self.false_pairs)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of pairs that belong together which were folded; 1 when there are none."""
        wanted = self.right + len(self.missed_pairs)
        return self.right / wanted if wanted else 1.0


class Judge:
    """Knows the truth of a press as it stands after one night."""

    def __init__(self, press: Press, night: int | None = None) -> None:
        self._pages = list(press.standing(night or press.nights).values())
        self._by_url: dict[str, NewsPage] = {}
        self._squeezed: dict[str, Squeezed] = {}
        for page in self._pages:
            self._by_url[page.url] = self._by_url[page.announced_url] = page

    def page(self, url: str) -> NewsPage:
        """Return the page at an address, as announced or as its own; raise KeyError where there is none."""
        return self._by_url[url]

    @cached_property
    def _stories_of_background(self) -> Mapping[tuple[str, str], set[str]]:
        """The stories that carry a paragraph, by the host and for the whole press."""
        stories: dict[tuple[str, str], set[str]] = defaultdict(set)
        for page in self._pages:
            for block in page.content:
                if block.label == "background":
                    stories[page.host, block.text].add(page.story_id)
                    stories["", block.text].add(page.story_id)
        return stories

    def accepted(self, page: NewsPage, block: Block) -> frozenset[str]:
        """Return the labels a fair judge passes for a block of the page; the background of one story is its body."""
        labels = {block.label, *block.accepts}
        if block.label == "background":
            if len(self._stories_of_background[page.host, block.text]) < SHARED_BY:
                labels.add("body")
            if len(self._stories_of_background["", block.text]) < SHARED_BY:
                labels.discard("background")
        return frozenset(labels)

    def accepted_labels(self, url: str, text: str) -> frozenset[str]:
        """Return the labels that `text`, found on the page at `url`, may have; none when it does not stand there.

        Text that joins several of our blocks may have what all of them may have; where they have nothing in common
        it may have what any of them may.
        """
        wanted, blocks = _squeezed(text), self._squeezed_blocks(url)
        whole = [labels for ours, labels in blocks if ours == wanted]
        if whole:
            return frozenset().union(*whole)
        if run := _covered(wanted, blocks):
            return frozenset.intersection(*run) or frozenset().union(*run)
        part_of = [labels for ours, labels in blocks if wanted and wanted in ours]
        if part_of:
            return frozenset().union(*part_of)
        joined = [labels for ours, labels in blocks if ours and ours in wanted]
        if not joined:
            return frozenset()
        return frozenset.intersection(*joined) or frozenset().union(*joined)

    def _squeezed_blocks(self, url: str) -> Squeezed:
        if url not in self._squeezed:
            page = self._by_url[url]
            self._squeezed[url] = [
                (_squeezed(block.text), self.accepted(page, block)) for block in page.blocks
            ]
        return self._squeezed[url]

    def folds(self, stories: Mapping[str, str]) -> FoldScore:
        """Return how well articles, given as address -> story, were folded; pages that tell no story are left out."""
        told = [
            (url, found, self._by_url[url].story_id)
            for url, found in sorted(stories.items())
            if url in self._by_url
        ]
        right, false_pairs, missed_pairs = 0, [], []
        for (url, found, true), (other_url, other_found, other_true) in combinations(told, 2):
            if not true or not other_true:
                continue
            if found == other_found and true == other_true:
                right += 1
            elif found == other_found:
                false_pairs.append((url, other_url))
            elif true == other_true:
                missed_pairs.append((url, other_url))
        return FoldScore(right, tuple(false_pairs), tuple(missed_pairs))
