"""Labels by votes: articles get the labels that their page, the votes and people give them, and the text that leaves.

Only what differs is written. An article whose compared text is another than before is left to be folded.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.cleaning.phrases import word_count
from pipeline.cleaning.prose import ends_like_a_sentence
from pipeline.cleaning.recurring import (
    ANY_HOST,
    LONG_CHARACTERS,
    MIN_TITLE_CHARACTERS,
    Kind,
    TextBlock,
    Verdict,
    relabel,
)
from pipeline.folding.wire import origin_of
from pipeline.model import FurnitureStatus, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ports import Connection, Row

SCHEME = "cleaning-2"
"""Names the rules that labelled; texts cleaned under another scheme are cleaned again."""

_LABELS = {label.value: label for label in Label}
"""Calling the enumeration costs ten times as much."""

_BODY = Label.BODY

_CREDITS = frozenset({"contributors", "copyright", "sign_off"})
"""Rules whose lines say who wrote the text, though they are no part of it."""

_TEXT_COLUMNS = ("text", "folding_text", "text_sha256", "draft_text", "cleaned_scheme", "wire_agency")
_STORY_COLUMNS = ("text", "text_sha256", "wire_agency")
"""What stories are made from: compared text, length and agency choose members and the canonical article."""


def label_by_votes(db: Connection, articles: Sequence[str]) -> int:
    """Label every version of these articles, and take them off the ledger; return how many blocks changed.

    Those that another run has read meanwhile, and to which no page rules were applied yet, stay on it.
    """
    db.stage("waiting_batch", [{"article_id": article_id} for article_id in articles], ["article_id"])
    db.stage("relabel_batch", db.rows("list_judged_of_batch"), ["article_id"])
    blocks: defaultdict[str, list[Row]] = defaultdict(list)
    for row in db.rows("list_text_blocks"):
        blocks[row["capture_id"]].append(row)
    relabelled: list[Row] = []
    texts: list[Row] = []
    to_fold: set[str] = set()
    for version in db.rows("list_versions_to_relabel"):
        rows = sorted(blocks[version["capture_id"]], key=itemgetter("position"))
        labels = _labels(rows, version["host"])
        relabelled.extend(_changes(rows, labels))
        text = _text_row(version, rows, labels)
        if any(text[name] != version[name] for name in _TEXT_COLUMNS):
            texts.append(text)
        is_new = version["cleaned_scheme"] is None or any(
            text[name] != version[name] for name in _STORY_COLUMNS
        )
        if version["is_latest"] and is_new:
            to_fold.add(version["article_id"])
    db.run_many("set_label", relabelled)
    db.run("set_labels_of_page")
    db.run_many("set_clean_text", texts)
    _link_owners(db, {row["fingerprint"] for rows in blocks.values() for row in rows})
    db.upsert("pending_work", [{"step": "fold", "subject_id": article_id} for article_id in to_fold])
    db.run("delete_cleaned_work")
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
    own = [row["position"] for row in rows if row["in_spine"] == 1]
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
    return Verdict(Kind(row[f"{level}_kind"]), FurnitureStatus(row[f"{level}_status"]), row[f"{level}_rule"])


def _changes(rows: Sequence[Row], labels: Sequence[tuple[Label, str]]) -> list[Row]:
    return [
        {"capture_id": row["capture_id"], "position": row["position"], "label": label.value, "rule": rule}
        for row, (label, rule) in zip(rows, labels, strict=True)
        if (label, rule) != (row["label"], row["rule"])
    ]


def _text_row(version: Row, rows: Sequence[Row], labels: Sequence[tuple[Label, str]]) -> Row:
    said = [(row["text"], label, rule) for row, (label, rule) in zip(rows, labels, strict=True)]
    text = "\n\n".join([block for block, label, _ in said if label in TEXT_LABELS])
    compared = "\n\n".join([block for block, label, _ in said if label is _BODY])
    draft = version["text"] if version["draft_text"] is None else version["draft_text"]
    credits_and_text = [block for block, label, rule in said if label in TEXT_LABELS or rule in _CREDITS]
    origin = origin_of(version["title"], version["byline"], credits_and_text, version["host"])
    return {
        "capture_id": version["capture_id"],
        "text": text,
        "folding_text": None if compared == text else compared,
        "text_sha256": hashlib.sha256(compared.encode("utf-8", "surrogatepass")).hexdigest(),
        "draft_text": None if draft == text else draft,
        "word_count": word_count(text) if text else 0,
        "cleaned_scheme": SCHEME,
        "wire_agency": origin.agency,
        "origin_confidence": origin.confidence if origin.agency else None,
        "origin_evidence": origin.evidence if origin.agency else None,
    }


def _link_owners(db: Connection, fingerprints: set[int]) -> None:
    """Link blocks of other stories to the earliest article whose own text or headline they are, where we hold it."""
    db.stage("relabel_blocks", [{"fingerprint": each} for each in fingerprints], ["fingerprint"])
    foreign = db.rows("list_foreign_blocks")
    if not foreign:
        return
    db.stage(
        "relabel_blocks",
        [{"fingerprint": each} for each in {row["fingerprint"] for row in foreign}],
        ["fingerprint"],
    )
    owners: dict[int, list[tuple[object, str]]] = {}
    for row in db.rows("list_owners_of_blocks", min_characters=MIN_TITLE_CHARACTERS):
        owners.setdefault(row["fingerprint"], []).append((row["article_at"], row["article_id"]))
    changes: list[Row] = []
    for row in foreign:
        others = [owner for owner in owners.get(row["fingerprint"], []) if owner[1] != row["article_id"]]
        owner = min(others)[1] if others else None
        if owner != row["other_article_id"]:
            changes.append(
                {name: row[name] for name in ("capture_id", "position")} | {"other_article_id": owner}
            )
    db.run_many("set_other_article", changes)
