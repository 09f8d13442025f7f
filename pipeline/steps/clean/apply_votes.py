"""Labels by votes: each block gets the label that its page, the votes and people give it, and each version its text.

Most pages carry no block that anything is known of. They stay as their own rules left them, and none of their blocks is
read. Of the others only what differs is written. An article whose compared text changes is left in the work queue to be
folded.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from pipeline.cleaning.page_rules.prose import ends_like_a_sentence
from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS, body_span_of
from pipeline.cleaning.recurring.classify import MIN_TITLE_CHARACTERS, RecurringKind
from pipeline.cleaning.recurring.prefixes import Line, fact_rows
from pipeline.cleaning.recurring.relabel import KnownBlock, TextBlock, relabel
from pipeline.model import BoilerplateStatus, Label
from pipeline.steps.extract.page_labels import SCHEME, VersionText, version_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from pipeline.ports import Connection, Row

_LABELS = {label.value: label for label in Label}
"""Calling the enumeration costs ten times as much."""


class _Version(NamedTuple):
    """A version that may not be as the rules of its page left it."""

    capture_id: str
    article_id: str
    is_latest: int
    title: str | None
    byline: str | None
    text: str
    folding_text: str | None
    text_sha256: str
    draft_text: str | None
    cleaned_scheme: str | None
    wire_agency: str | None
    host: str


class _Block(NamedTuple):
    """A block that the extractor took or a rule claimed, and what is known of it on its host, on all, by its prefix."""

    capture_id: str
    position: int
    link_density: float
    text: str
    page_label: str
    page_rule: str
    label: str
    rule: str
    in_body_span: int
    host_kind: str | None
    host_status: str | None
    host_rule: str | None
    any_kind: str | None
    any_status: str | None
    any_rule: str | None
    prefix_kind: str | None
    prefix_status: str | None
    prefix_rule: str | None

    @property
    def known(self) -> Iterator[KnownBlock]:
        """What is known of it, the most particular first; of most blocks nothing is."""
        if self.host_kind is not None:
            yield _known_as(self.host_kind, self.host_status, self.host_rule)
        if self.any_kind is not None:
            yield replace(_known_as(self.any_kind, self.any_status, self.any_rule), is_of_all_hosts=True)
        if self.prefix_kind is not None:
            yield _known_as(self.prefix_kind, self.prefix_status, self.prefix_rule)


class _Cleaned(NamedTuple):
    """A version as the votes leave it: its text, its draft where that differs, and the labels that change."""

    version: _Version
    text: VersionText
    draft_text: str | None
    labels: list[Row]

    @property
    def is_changed(self) -> bool:
        was, now = self.version, self.text
        return (now.text, now.folding_text, now.text_sha256, self.draft_text, SCHEME, now.wire_agency) != (
            was.text,
            was.folding_text,
            was.text_sha256,
            was.draft_text,
            was.cleaned_scheme,
            was.wire_agency,
        )

    @property
    def changes_its_story(self) -> bool:
        """Whether anything changed that chooses the members of a story or its canonical article."""
        was, now = self.version, self.text
        differs = (now.text, now.text_sha256, now.wire_agency) != (was.text, was.text_sha256, was.wire_agency)
        return bool(was.is_latest) and differs

    @property
    def row(self) -> Row:
        stored = {
            "capture_id": self.version.capture_id,
            "draft_text": self.draft_text,
            "cleaned_scheme": SCHEME,
        }
        return self.text._asdict() | stored


class _OtherStoryBlock(NamedTuple):
    """A block that is labelled as another story's, and the article it is linked to so far."""

    capture_id: str
    position: int
    article_id: str
    fingerprint: int
    other_article_id: str | None


class _Owner(NamedTuple):
    """An article whose own text or headline a block is; the earliest comes first."""

    article_at: datetime
    article_id: str


def label_by_votes(db: Connection, articles: Sequence[str]) -> int:
    """Label every version of these articles, and take them off the work queue; return how many blocks changed."""
    versions = [
        _Version(**row) for row in db.rows("clean/list_versions_to_relabel", articles=articles, scheme=SCHEME)
    ]
    captures = [version.capture_id for version in versions]
    blocks: defaultdict[str, list[_Block]] = defaultdict(list)
    for row in db.rows("clean/list_text_blocks", captures=captures):
        blocks[row["capture_id"]].append(_Block(**row))
    cleaned = [_cleaned(version, blocks[version.capture_id]) for version in versions]
    relabelled = [label for each in cleaned for label in each.labels]
    to_fold = {each.version.article_id for each in cleaned if each.changes_its_story}
    db.run_many("clean/set_label", relabelled)
    db.run("clean/set_labels_of_page", captures=captures)
    db.upsert("pending_work", [{"step": "fold", "subject_id": article_id} for article_id in to_fold])
    db.run("clean/mark_articles_to_fold", articles=articles)
    db.run_many("clean/set_clean_text", [each.row for each in cleaned if each.is_changed])
    db.run("clean/set_cleaned", articles=articles, scheme=SCHEME)
    _link_owners(db, articles)
    db.run("clean/delete_label_work", articles=articles)
    return len(relabelled)


def _cleaned(version: _Version, blocks: Sequence[_Block]) -> _Cleaned:
    ordered = sorted(blocks, key=attrgetter("position"))
    labels = _labels(ordered)
    said = ((block.text, label, rule) for block, (label, rule) in zip(ordered, labels, strict=True))
    text = version_text(said, version.title, version.byline, version.host)
    draft = version.text if version.draft_text is None else version.draft_text
    changes: list[Row] = [
        {"capture_id": block.capture_id, "position": block.position, "label": label.value, "rule": rule}
        for block, (label, rule) in zip(ordered, labels, strict=True)
        if (label, rule) != (block.label, block.rule)
    ]
    return _Cleaned(version, text, None if draft == text.text else draft, changes)


def _labels(blocks: Sequence[_Block]) -> list[tuple[Label, str]]:
    known = [tuple(block.known) for block in blocks]
    if not any(known):
        return [(_LABELS[block.page_label], block.page_rule) for block in blocks]
    own = [block.position for block in blocks if block.in_body_span == 1]
    facts = fact_rows([Line(block.text, block.link_density) for block in blocks])
    return relabel(list(map(_text_block, blocks, known, facts)), body_span_of(own))


def _text_block(block: _Block, known: tuple[KnownBlock, ...], is_fact_row: bool) -> TextBlock:  # noqa: FBT001 - mapped
    characters = len(block.text)
    return TextBlock(
        block.position,
        characters,
        _LABELS[block.page_label],
        block.page_rule,
        is_short_sentence=characters < LONG_CHARACTERS and ends_like_a_sentence(block.text),
        is_fact_row=is_fact_row,
        known=known,
    )


def _known_as(kind: str, status: str | None, rule: str | None) -> KnownBlock:
    assert status is not None  # neither is empty where there is a kind
    assert rule is not None
    return KnownBlock(RecurringKind(kind), BoilerplateStatus(status), rule)


def _link_owners(db: Connection, articles: Sequence[str]) -> None:
    """Link blocks of other stories to the earliest article whose own text or headline they are, where we hold it."""
    linked = [_OtherStoryBlock(**row) for row in db.rows("clean/list_other_story_blocks", articles=articles)]
    if not linked:  # a planner may guess that an empty list is long, and read all that is held
        return
    owners: defaultdict[int, list[_Owner]] = defaultdict(list)
    blocks = {block.fingerprint for block in linked}
    for row in db.rows("clean/list_owners_of_blocks", blocks=blocks, min_characters=MIN_TITLE_CHARACTERS):
        owners[row["fingerprint"]].append(_Owner(row["article_at"], row["article_id"]))
    changes: list[Row] = []
    for block in linked:
        others = [owner for owner in owners[block.fingerprint] if owner.article_id != block.article_id]
        owner = min(others).article_id if others else None
        if owner != block.other_article_id:
            key = {"capture_id": block.capture_id, "position": block.position}
            changes.append(key | {"other_article_id": owner})
    db.run_many("clean/set_other_article", changes)
