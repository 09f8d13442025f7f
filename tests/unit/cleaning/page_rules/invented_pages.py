"""Invented pages, and their labels by the page rules."""

from __future__ import annotations

from dataclasses import replace

from pipeline.cleaning.page_rules.label_page import label_page
from pipeline.model import Block, BlockKind, Page, PageKind, Region

TEXT = [
    "The ferry company said on Thursday that its two oldest ships would be taken out of service before the winter.",
    "Engineers had found cracks in both hulls, a spokeswoman for the harbour told reporters at a briefing in Arendal.",
    "A replacement is being built in a yard on the other side of the fjord and should sail by the end of March.",
    "Islanders fear that the school bus, which depends on the crossing, will not reach the mainland in time.",
    "The council will discuss the timetable at its next meeting, where a vote on new subsidies is expected.",
]
"""The paragraphs of a report."""


def page(*texts, title=None, kind=PageKind.ARTICLE, **known):
    """Return a page of these blocks; a text alone is a paragraph of the main element."""
    blocks = [text if isinstance(text, Block) else Block(0, BlockKind.PARAGRAPH, text) for text in texts]
    numbered = tuple(replace(block, position=position) for position, block in enumerate(blocks))
    return Page(kind, numbered, title=title, **known)


def block(text, kind=BlockKind.PARAGRAPH, region=Region.MAIN, links=0.0):
    """Return a block that a page numbers."""
    return Block(0, kind, text, region, links)


def labels(of):
    """Return label and rule of every block, in order."""
    return [(found.label, found.rule) for found in label_page(of)]


def label_of(text, of):
    """Return label and rule of the first block that says `text`."""
    position = next(block.position for block in of.blocks if block.text == text)
    return labels(of)[position]
