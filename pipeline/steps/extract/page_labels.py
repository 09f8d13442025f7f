"""Drafts: what the rules of a page leave of it before any vote. Labels of its blocks, its text, who first wrote it.

A draft is made when the page is read, so that its blocks are written once. Where older rules made it, it is made again
from the stored blocks.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.cleaning.blocks import TEXT_LABELS, fingerprint
from pipeline.cleaning.page_rules.label_page import label_page
from pipeline.cleaning.page_rules.prose import word_count
from pipeline.cleaning.recurring.body_span import (
    LONG_CHARACTERS,
    NO_BODY_SPAN,
    body_span_of,
    in_body_span,
)
from pipeline.cleaning.recurring.prefixes import Line, voting_prefixes
from pipeline.folding.wire import origin_of
from pipeline.model import Block, BlockKind, Label, Page, PageKind, Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.model import BlockLabel
    from pipeline.ports import Connection, Row

SCHEME = "cleaning-3"
"""Names the rules of pages and votes; what others labelled is labelled again when its article is cleaned."""

# Members of enumerations by their value: calling the enumeration costs ten times as much, for every block twice.
_KINDS = {kind.value: kind for kind in BlockKind}
_REGIONS = {region.value: region for region in Region}
_BODY = Label.BODY

_CREDITS = frozenset({"contributors", "copyright", "first_published", "sign_off"})
"""Rules whose lines say who wrote the text, though they are no part of it."""


class PageLabel(NamedTuple):
    """What is stored of a block's label by the rules of its page; the body span is the one the page alone gives it."""

    page_label: Label
    page_rule: str
    prefix_fingerprint: int | None
    in_body_span: int


class VersionText(NamedTuple):
    """What is stored of a version's text and origin. `folding_text` is None where it equals `text`."""

    text: str
    folding_text: str | None
    text_sha256: str
    word_count: int
    wire_agency: str | None
    origin_confidence: float | None
    origin_evidence: str | None


class Draft(NamedTuple):
    """What the rules of its page make of it: a label and a fingerprint for each block, in order, and the text.

    The origin in `text` is told apart from the host by the page's own host.
    """

    labels: tuple[PageLabel, ...]
    fingerprints: tuple[int, ...]
    text: VersionText


class _Version(NamedTuple):
    capture_id: str
    page_kind: str
    title: str | None
    byline: str | None
    published_raw: str | None
    canonical_url: str | None


class _Block(NamedTuple):
    capture_id: str
    position: int
    kind: str
    region: str
    link_density: float
    text: str
    page_label: str
    page_rule: str
    prefix_fingerprint: int | None
    in_body_span: int

    @property
    def label(self) -> tuple[object, ...]:
        return self.page_label, self.page_rule, self.prefix_fingerprint, self.in_body_span


def labels_of(page: Page) -> tuple[BlockLabel, ...]:
    """Return the label of every block of a page; a line that is its canonical address is its own address, too."""
    return label_page(replace(page, own_url=page.own_url or page.canonical_url))


def stored_labels(page: Page, labels: Sequence[BlockLabel]) -> Iterator[PageLabel]:
    """Yield what is stored of the label of each block, in order."""
    long = [
        block.position
        for block, given in zip(page.blocks, labels, strict=True)
        if given.label is _BODY and len(block.text) >= LONG_CHARACTERS
    ]
    span = body_span_of(long)
    text = [block for block, given in zip(page.blocks, labels, strict=True) if given.label is _BODY]
    prefixes = iter(voting_prefixes([Line(block.text, block.link_density) for block in text]))
    for block, given in zip(page.blocks, labels, strict=True):
        is_text = given.label is _BODY
        yield PageLabel(
            given.label,
            given.rule,
            next(prefixes) if is_text else None,
            in_body_span(span, block.position) if is_text else NO_BODY_SPAN,
        )


def draft_of(page: Page, labels: Sequence[BlockLabel], host: str) -> Draft:
    """Return the draft of a page of this host: all of it that depends on the page alone."""
    return Draft(
        tuple(stored_labels(page, labels)),
        tuple(fingerprint(block.text) for block in page.blocks),
        _text_of(page, ((given.label, given.rule) for given in labels), host),
    )


def draft_for(page: Page, draft: Draft, host: str) -> VersionText:
    """Return the text of a draft under another host than the page's own: that of the article's first capture."""
    return _text_of(page, ((given.page_label, given.page_rule) for given in draft.labels), host)


def _text_of(page: Page, labels: Iterable[tuple[Label, str]], host: str) -> VersionText:
    said = ((block.text, *given) for block, given in zip(page.blocks, labels, strict=True))
    return version_text(said, page.title, page.byline, host)


def draft_row(text: VersionText) -> dict[str, Any]:
    """Return what is stored of a version's draft; until the votes say otherwise, it is the version's text."""
    return {
        **text._asdict(),
        "draft_text": None,
        "page_scheme": SCHEME,
        "cleaned_scheme": None,
    }


def version_text(
    blocks: Iterable[tuple[str, Label, str]], title: str | None, byline: str | None, host: str
) -> VersionText:
    """Return a version's text and origin; `blocks` are texts with label and rule, in order."""
    said = list(blocks)
    text = "\n\n".join([block for block, label, _ in said if label in TEXT_LABELS])
    compared = "\n\n".join([block for block, label, _ in said if label is _BODY])
    credits_and_text = [block for block, label, rule in said if label in TEXT_LABELS or rule in _CREDITS]
    origin = origin_of(title, byline, credits_and_text, host)
    return VersionText(
        text=text,
        folding_text=None if compared == text else compared,
        text_sha256=hashlib.sha256(compared.encode("utf-8", "surrogatepass")).hexdigest(),
        word_count=word_count(text) if text else 0,
        wire_agency=origin.agency,
        origin_confidence=origin.confidence if origin.agency else None,
        origin_evidence=origin.evidence if origin.agency else None,
    )


def redraft(db: Connection, articles: Sequence[str]) -> None:
    """Make the drafts of these articles again where other rules made them; their text is made when they are labelled."""
    found = db.rows("extract/list_versions_to_redraft", articles=articles, scheme=SCHEME)
    versions = [_Version(**row) for row in found]
    blocks: defaultdict[str, list[_Block]] = defaultdict(list)
    for row in db.rows("extract/list_blocks_to_redraft", articles=articles, scheme=SCHEME):
        blocks[row["capture_id"]].append(_Block(**row))
    labels: list[Row] = []
    drafts: list[Row] = []
    for version in versions:
        changed, draft = _redrafted(version, sorted(blocks[version.capture_id], key=attrgetter("position")))
        labels.extend(changed)
        drafts.append({"capture_id": version.capture_id, "draft_text": draft, "page_scheme": SCHEME})
    db.run_many("extract/set_page_label", labels)
    db.run_many("extract/set_draft", drafts)


def _redrafted(version: _Version, blocks: Sequence[_Block]) -> tuple[list[Row], str]:
    """Return the labels that differ from those of the blocks, as rows, and the draft."""
    page = _page(version, blocks)
    labels = labels_of(page)
    changed: list[Row] = [
        {"capture_id": block.capture_id, "position": block.position} | label._asdict()
        for block, label in zip(blocks, stored_labels(page, labels), strict=True)
        if block.label != label
    ]
    text = [block.text for block, given in zip(blocks, labels, strict=True) if given.label in TEXT_LABELS]
    return changed, "\n\n".join(text)


def _page(version: _Version, blocks: Sequence[_Block]) -> Page:
    """Return the page as its parser gave it, as far as the rules of a page look at it."""
    return Page(
        kind=PageKind(version.page_kind),
        blocks=tuple(
            Block(
                block.position,
                _KINDS[block.kind],
                block.text,
                _REGIONS[block.region],
                block.link_density,
            )
            for block in blocks
        ),
        title=version.title,
        byline=version.byline,
        published_raw=version.published_raw,
        canonical_url=version.canonical_url,
    )
