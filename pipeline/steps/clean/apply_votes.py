"""Labels by votes: articles get the labels that their page, the votes and people give them, and the text that leaves.

Most pages carry no block that anything is known of: they are as their own rules left them, and none of their blocks is
read. Of the others only what differs is written. An article whose compared text is another than before is left to be
folded.
"""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from pipeline.cleaning.page_rules.prose import ends_like_a_sentence
from pipeline.cleaning.recurring.classify import (
    ANY_HOST,
    LONG_CHARACTERS,
    MIN_TITLE_CHARACTERS,
    Kind,
    TextBlock,
    Verdict,
    relabel,
)
from pipeline.model import BoilerplateStatus, Label
from pipeline.steps.extract.page_labels import SCHEME, text_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Connection, Row

_LABELS = {label.value: label for label in Label}
"""Calling the enumeration costs ten times as much."""

_TEXT_COLUMNS = ("text", "folding_text", "text_sha256", "draft_text", "cleaned_scheme", "wire_agency")
_STORY_COLUMNS = ("text", "text_sha256", "wire_agency")
"""What stories are made from: compared text, length and agency choose members and the canonical article."""


def label_by_votes(db: Connection, articles: Sequence[str]) -> int:
    """Label every version of these articles, and take them off the ledger; return how many blocks changed."""
    versions = db.rows("clean/list_versions_to_relabel", articles=articles, scheme=SCHEME)
    captures = [row["capture_id"] for row in versions]
    blocks: defaultdict[str, list[Row]] = defaultdict(list)
    for row in db.rows("clean/list_text_blocks", captures=captures):
        blocks[row["capture_id"]].append(row)
    relabelled: list[Row] = []
    texts: list[Row] = []
    to_fold: set[str] = set()
    for version in versions:
        rows = sorted(blocks[version["capture_id"]], key=itemgetter("position"))
        labels = _labels(rows, version["host"])
        relabelled.extend(_changes(rows, labels))
        text = _text_row(version, rows, labels)
        if any(text[name] != version[name] for name in _TEXT_COLUMNS):
            texts.append(text)
        if version["is_latest"] and any(text[name] != version[name] for name in _STORY_COLUMNS):
            to_fold.add(version["article_id"])
    db.run_many("clean/set_label", relabelled)
    db.run("clean/set_labels_of_page", captures=captures)
    db.upsert("pending_work", [{"step": "fold", "subject_id": article_id} for article_id in to_fold])
    db.run("clean/mark_articles_to_fold", articles=articles)
    db.run_many("clean/set_clean_text", texts)
    db.run("clean/set_cleaned", articles=articles, scheme=SCHEME)
    _link_owners(db, articles)
    db.run("clean/delete_label_work", articles=articles)
    return len(relabelled)


def _labels(rows: Sequence[Row], host: str) -> list[tuple[Label, str]]:
    verdicts = _verdicts(rows, host)
    if not verdicts:
        return [(_LABELS[row["page_label"]], row["page_rule"]) for row in rows]
    blocks = [
        TextBlock(
            row["position"],
            row["fingerprint"],
            row["prefix_fingerprint"],
            len(row["text"]),
            _LABELS[row["page_label"]],
            row["page_rule"],
            is_short_sentence=len(row["text"]) < LONG_CHARACTERS and ends_like_a_sentence(row["text"]),
        )
        for row in rows
    ]
    own = [row["position"] for row in rows if row["in_body_span"] == 1]
    return relabel(blocks, (own[0], own[-1]) if own else None, verdicts, host)


def _verdicts(rows: Sequence[Row], host: str) -> dict[tuple[str, int], Verdict]:
    """Return what is known of these blocks on their host and everywhere, and of their prefixes; of most nothing is."""
    verdicts: dict[tuple[str, int], Verdict] = {}
    for row in rows:
        if row["host_kind"] is not None:
            verdicts[host, row["fingerprint"]] = _verdict(row, "host")
        if row["any_kind"] is not None:
            verdicts[ANY_HOST, row["fingerprint"]] = _verdict(row, "any")
        if row["prefix_kind"] is not None:
            verdicts[host, row["prefix_fingerprint"]] = _verdict(row, "prefix")
    return verdicts


def _verdict(row: Row, level: str) -> Verdict:
    return Verdict(
        Kind(row[f"{level}_kind"]), BoilerplateStatus(row[f"{level}_status"]), row[f"{level}_rule"]
    )


def _changes(rows: Sequence[Row], labels: Sequence[tuple[Label, str]]) -> list[Row]:
    return [
        {"capture_id": row["capture_id"], "position": row["position"], "label": label.value, "rule": rule}
        for row, (label, rule) in zip(rows, labels, strict=True)
        if (label, rule) != (row["label"], row["rule"])
    ]


def _text_row(version: Row, rows: Sequence[Row], labels: Sequence[tuple[Label, str]]) -> Row:
    said = ((row["text"], label, rule) for row, (label, rule) in zip(rows, labels, strict=True))
    text = text_row(said, version["title"], version["byline"], version["host"])
    draft = version["text"] if version["draft_text"] is None else version["draft_text"]
    return text | {
        "capture_id": version["capture_id"],
        "draft_text": None if draft == text["text"] else draft,
        "cleaned_scheme": SCHEME,
    }


def _link_owners(db: Connection, articles: Sequence[str]) -> None:
    """Link blocks of other stories to the earliest article whose own text or headline they are, where we hold it."""
    foreign = db.rows("clean/list_foreign_blocks", articles=articles)
    if not foreign:  # a planner may guess that an empty list is long, and read all that is held
        return
    blocks = {row["fingerprint"] for row in foreign}
    owners: defaultdict[int, list[tuple[object, str]]] = defaultdict(list)
    for row in db.rows("clean/list_owners_of_blocks", blocks=blocks, min_characters=MIN_TITLE_CHARACTERS):
        owners[row["fingerprint"]].append((row["article_at"], row["article_id"]))
    changes: list[Row] = []
    for row in foreign:
        others = [owner for owner in owners[row["fingerprint"]] if owner[1] != row["article_id"]]
        owner = min(others)[1] if others else None
        if owner != row["other_article_id"]:
            changes.append(
                {name: row[name] for name in ("capture_id", "position")} | {"other_article_id": owner}
            )
    db.run_many("clean/set_other_article", changes)
