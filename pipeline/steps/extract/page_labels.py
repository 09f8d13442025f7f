"""Drafts: a page as its own rules leave it, before any vote: labels of its blocks, its text, and who first wrote it.

They are made when the page is read, so that its blocks are written once, and made again from the blocks where other
rules made them.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.cleaning.page_rules.label_page import label_page
from pipeline.cleaning.page_rules.prose import word_count
from pipeline.cleaning.recurring.classify import LONG_CHARACTERS, NO_SPINE, place_in, prefix_of
from pipeline.folding.wire import origin_of
from pipeline.model import Block, BlockKind, Label, Page, PageKind, Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model import BlockLabel
    from pipeline.ports import Connection, Row

SCHEME = "cleaning-2"
"""Names the rules of pages and votes; what others labelled is labelled again when its article is cleaned."""

# Members of enumerations by their value: calling the enumeration costs ten times as much, for every block twice.
_KINDS = {kind.value: kind for kind in BlockKind}
_REGIONS = {region.value: region for region in Region}
_BODY = Label.BODY

_CREDITS = frozenset({"contributors", "copyright", "sign_off"})
"""Rules whose lines say who wrote the text, though they are no part of it."""


def labels_of(page: Page) -> tuple[BlockLabel, ...]:
    """Return the label of every block of a page; a line that is its canonical address is its own address, too."""
    return label_page(replace(page, own_url=page.own_url or page.canonical_url))


def label_rows(page: Page, labels: Sequence[BlockLabel]) -> Iterator[dict[str, Any]]:
    """Yield what is stored of the label of each block, in order; its spine is the one the page alone gives it."""
    long = [
        block.position
        for block, given in zip(page.blocks, labels, strict=True)
        if given.label is _BODY and len(block.text) >= LONG_CHARACTERS
    ]
    spine = (long[0], long[-1]) if long else None
    for block, given in zip(page.blocks, labels, strict=True):
        is_text = given.label is _BODY
        yield {
            "page_label": given.label,
            "page_rule": given.rule,
            "prefix_fingerprint": prefix_of(block.text) if is_text else None,
            "in_body_span": place_in(spine, block.position) if is_text else NO_SPINE,
        }


def draft_row(page: Page, labels: Sequence[BlockLabel], host: str) -> dict[str, Any]:
    """Return what is stored of a version's draft; until the votes say otherwise, it is the version's text."""
    said = ((block.text, given.label, given.rule) for block, given in zip(page.blocks, labels, strict=True))
    return {
        **text_row(said, page.title, page.byline, host),
        "draft_text": None,
        "page_scheme": SCHEME,
        "cleaned_scheme": None,
    }


def text_row(
    blocks: Iterable[tuple[str, Label, str]], title: str | None, byline: str | None, host: str
) -> dict[str, Any]:
    """Return what is stored of a version's text and origin; `blocks` are texts with label and rule, in order."""
    said = list(blocks)
    text = "\n\n".join([block for block, label, _ in said if label in TEXT_LABELS])
    compared = "\n\n".join([block for block, label, _ in said if label is _BODY])
    credits_and_text = [block for block, label, rule in said if label in TEXT_LABELS or rule in _CREDITS]
    origin = origin_of(title, byline, credits_and_text, host)
    return {
        "text": text,
        "folding_text": None if compared == text else compared,
        "text_sha256": hashlib.sha256(compared.encode("utf-8", "surrogatepass")).hexdigest(),
        "word_count": word_count(text) if text else 0,
        "wire_agency": origin.agency,
        "origin_confidence": origin.confidence if origin.agency else None,
        "origin_evidence": origin.evidence if origin.agency else None,
    }


def draft_again(db: Connection, articles: Sequence[str]) -> None:
    """Make the drafts of these articles' versions again where other rules made them; their text is left to the votes."""
    versions = db.rows("extract/list_versions_to_clean", articles=articles, scheme=SCHEME)
    blocks: dict[str, list[Row]] = {row["capture_id"]: [] for row in versions}
    for row in db.rows("extract/list_blocks_to_clean", articles=articles, scheme=SCHEME):
        blocks[row["capture_id"]].append(row)
    relabelled: list[Row] = []
    drafts: list[Row] = []
    for version in versions:
        rows = sorted(blocks[version["capture_id"]], key=itemgetter("position"))
        page = _page(version, rows)
        labels = labels_of(page)
        for row, now in zip(rows, label_rows(page, labels), strict=True):
            if any(row[name] != value for name, value in now.items()):
                relabelled.append(now | {"capture_id": row["capture_id"], "position": row["position"]})
        text = [row["text"] for row, given in zip(rows, labels, strict=True) if given.label in TEXT_LABELS]
        draft = {"draft_text": "\n\n".join(text), "page_scheme": SCHEME}
        drafts.append({"capture_id": version["capture_id"]} | draft)
    db.run_many("extract/set_page_label", relabelled)
    db.run_many("extract/set_draft", drafts)


def _page(version: Row, rows: Sequence[Row]) -> Page:
    """Return the page as its parser gave it, as far as the rules of a page look at it."""
    return Page(
        kind=PageKind(version["page_kind"]),
        blocks=tuple(
            Block(
                row["position"],
                _KINDS[row["kind"]],
                row["text"],
                _REGIONS[row["region"]],
                row["link_density"],
            )
            for row in rows
        ),
        title=version["title"],
        byline=version["byline"],
        published_raw=version["published_raw"],
        canonical_url=version["canonical_url"],
    )
