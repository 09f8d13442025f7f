"""Measures cleaning on pages whose text a person or a per-site parser wrote down: tables, no judgement.

A page's text is compared with its gold as multisets of words, as is usual for extractors, before and after the rules.
Two more numbers say what a mean hides: how many characters of gold the rules cut, and on how many pages a line of
furniture was left. What a line of furniture looks like is asked of a wider net than the rules have, or the rules
would be measured by themselves.
"""

from __future__ import annotations

import gzip
import json
import re
import tarfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd

from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.crawling.observations import observe
from pipeline.errors import Rejected
from pipeline.model import (
    TAKEN,
    Block,
    BlockKind,
    BlockLabel,
    Fetched,
    Label,
    Page,
    PageKind,
    Region,
    Request,
)
from pipeline.parsing.pages.page import parse_page
from pipeline.steps.clean import step as clean
from pipeline.steps.extract import step as extract
from pipeline.steps.extract.page_labels import labels_of
from pipeline.steps.fetch.store import keep

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pipeline.ports import Runtime

    _Labelled = tuple[str, Mapping[str, Any]]
    """The set a page belongs to, and the row that says what its text is."""

SETS = ("ext_scrapinghub", "ext_fundus_publishers", "ext_big9", "ext_cleanportaleval", "ext_l3s_gn1")
"""The labelled sets below `extraction/`."""

ALL_SETS = "all"
"""The line below those of the sets."""

GOLD_BLOCK_SHARE = 0.5
"""A block with at least this share of its word triples in the gold is text of the article."""

READ_AT = datetime(2026, 6, 1, tzinfo=UTC)
"""The sets do not say when their pages were fetched; only the belief in dates depends on it."""

RESIDUE = {
    "related": r"related|read (?:more|also|next)|see also|more (?:from|on|in|stories|news)|you (?:may|might) (?:also )?like"
    r"|recommended|trending|most (?:read|popular)|lesen sie|mehr zum|lire aussi|à lire|lea también|te puede interesar"
    r"|leggi anche|leia (?:também|mais)|lees (?:ook|meer)|читайте|czytaj|関連|관련|相关|相關|اقرأ",
    "newsletter": r"newsletter|subscri|sign ?up|log ?in|sign in|inbox|abonn|suscr|iscriviti|assine|рассылк|подпис|購読|구독"
    r"|订阅|اشترك|follow (?:us|me|him|her|our)|download (?:the|our)|donat|become a",
    "comments": r"\bcomments?\b|kommentare?\b|commentaires?\b|comentarios?\b|commenti\b|comentários\b|reacties"
    r"|комментари|komentarz|コメント|댓글|评论|تعليق",
    "credits": r"^\W*(?:photo|image|picture|credit|foto|bild|imagen|immagine|imagem|фото|写真|사진|图片|صورة)\b"
    r"|getty|shutterstock|ap photo|file photo|photo(?:graph)? by|reuters/|afp/|/afp|/reuters",
    "copyright": r"©|\(c\)|copyright|all rights reserved|alle rechte|tous droits|derechos reservados|riproduzione"
    r"|無断|무단|版权",
    "time": r"\bago\b|^\W*(?:updated|published|posted|last modified)\b|min(?:ute)?s? read|^\W*\d{1,2}:\d\d",
    "share": r"\b(?:share|tweet|facebook|twitter|whatsapp|print|e-?mail)\b",
    "advertisement": r"advertis|sponsored|promoted|anzeige|publicité|publicidad|werbung|реклама|広告|광고|广告",
}
"""A wider net than the rules: a short kept line outside the gold that any of these finds is residue."""

RESIDUE_MAX_CHARACTERS = 250
"""Longer blocks outside the gold are another article's text, which F1 counts; residue is lines."""

_RESIDUE = {kind: re.compile(pattern, re.IGNORECASE | re.MULTILINE) for kind, pattern in RESIDUE.items()}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One labelled page: what the parser made of it, and the text it should give."""

    gold_set: str
    page_id: str
    host: str
    page: Page
    gold: str
    related: str = ""
    comments: str = ""


def measure_cleaning(gold: Path) -> dict[str, pd.DataFrame]:
    """Return the tables a person reads: the page rules by set, and by rule what they cut of gold."""
    rows = [measure_page(entry) for entry in read_gold_pages(gold)]
    return {"Cleaning by page rules": summarise(rows), "Gold cut, by rule": summarise_lost(rows)}


def measure_votes(runtime: Runtime, gold: Path) -> dict[str, pd.DataFrame]:
    """Return the same tables after the votes of all labelled pages; `runtime` has a warehouse to be thrown away."""
    known = load_gold_pages(runtime, gold)
    clean.run(Request("gold"), runtime)
    return measure_cleaned(runtime, known)


def load_gold_pages(runtime: Runtime, gold: Path) -> dict[str, _Labelled]:
    """Load all labelled pages into the warehouse as far as the extract step; return what is known of each capture."""
    known: dict[str, _Labelled] = {}
    with runtime.warehouse.write() as db:
        db.upsert(
            "sources", [{"source_id": "gold", "kind": "folder", "location": str(gold), "added_at": READ_AT}]
        )
        for name, row, fetched in _captures(gold, SETS):
            observation = observe("gold", fetched)
            keep([observation], runtime, db)
            known[observation.capture_id] = (name, row)
    extract.run(Request("gold"), runtime)
    return known


def measure_cleaned(runtime: Runtime, known: Mapping[str, _Labelled]) -> dict[str, pd.DataFrame]:
    """Return the tables of the labelled pages as the warehouse holds them after the clean step."""
    rows = [measure_page(entry, labels) for entry, labels in _cleaned(runtime, known)]
    return {"Cleaning by page rules and votes": summarise(rows), "Gold cut, with votes": summarise_lost(rows)}


def read_gold_pages(gold: Path, sets: Iterable[str] = SETS) -> Iterator[GoldPage]:
    """Yield the pages of the labelled sets below `gold`, parsed; a page the parser rejects has no blocks."""
    for name, row, fetched in _captures(gold, sets):
        yield _gold_page(name, row, _parsed(fetched))


def _cleaned(runtime: Runtime, known: Mapping[str, _Labelled]) -> Iterator[tuple[GoldPage, list[BlockLabel]]]:
    """Yield every labelled page with its labels as the warehouse holds it; a rejected page has no blocks."""
    with runtime.warehouse.write() as db:
        db.stage("sighted_captures", [{"capture_id": capture_id} for capture_id in known], ["capture_id"])
        held = db.rows("evaluation/list_labelled_blocks")
    pages = {capture_id: list(rows) for capture_id, rows in groupby(held, key=itemgetter("capture_id"))}
    for capture_id, text in known.items():
        blocks, labels = [], []
        for row in pages.get(capture_id, []):
            region = Region(row["region"])
            blocks.append(
                Block(row["position"], BlockKind(row["kind"]), row["text"], region, row["link_density"])
            )
            labels.append(BlockLabel(row["position"], Label(row["label"]), row["rule"]))
        yield _gold_page(*text, Page(PageKind.ARTICLE, tuple(blocks))), labels


def _gold_page(name: str, row: Mapping[str, Any], page: Page) -> GoldPage:
    return GoldPage(
        name,
        str(row["id"]),
        str(row.get("host") or ""),
        page,
        str(row["text"]),
        str(row.get("related") or ""),
        str(row.get("comments_text") or ""),
    )


def measure_page(entry: GoldPage, labels: Sequence[BlockLabel] | None = None) -> dict[str, Any]:
    """Return one row of measures; `labels` default to those of the page rules."""
    chosen = {label.position: label for label in (labels_of(entry.page) if labels is None else labels)}
    taken = [block for block in entry.page.blocks if block.region in TAKEN]
    kept = [block for block in entry.page.blocks if chosen[block.position].label in TEXT_LABELS]
    cut = [block for block in taken if chosen[block.position].label not in TEXT_LABELS | {Label.HEADLINE}]
    net, left = _Gold(entry.gold), _Gold("\n".join(block.text for block in kept))
    missed = [block for block in cut if net.holds(block.text) and net.says_more(block.text, left)]
    moved = [block for block in missed if chosen[block.position].label is Label.METADATA]
    lost = [block for block in missed if chosen[block.position].label is not Label.METADATA]
    residue = {kind for block in kept for kind in residue_of(block.text, net)}
    before, after = _overlap(taken, entry.gold), _overlap(kept, entry.gold)
    return {
        "set": entry.gold_set,
        "page": entry.page_id,
        "precision_before": before[0],
        "recall_before": before[1],
        "f1_before": before[2],
        "precision": after[0],
        "recall": after[1],
        "f1": after[2],
        "gold_characters": len(entry.gold),
        "metadata_characters": sum(len(block.text) for block in moved),
        "lost_characters": sum(len(block.text) for block in lost),
        "lost": [(chosen[block.position].rule, block.text) for block in lost],
        "residue_before": any(True for block in taken for _ in residue_of(block.text, net)),
        "residue": bool(residue),
        "residue_kinds": " ".join(sorted(residue)),
        "has_related": bool(entry.related.strip() or entry.comments.strip()),
        "leaks_before": leaks(taken, entry),
        "leaks": leaks(kept, entry),
    }


def residue_of(text: str, gold: _Gold) -> list[str]:
    """Return the kinds of furniture that a kept block outside the gold looks like."""
    if len(text) > RESIDUE_MAX_CHARACTERS or gold.holds(text):
        return []
    return [kind for kind, pattern in _RESIDUE.items() if pattern.search(text)]


def leaks(blocks: Iterable[Block], entry: GoldPage) -> bool:
    """Whether any of the blocks is a related link or a comment by the gold, and not text."""
    unwanted = {_plain(line) for line in f"{entry.related}\n{entry.comments}".splitlines()}
    unwanted = {line for line in unwanted if line.count(" ") >= 2}
    gold = " " + _plain(entry.gold) + " "
    for block in blocks:
        text = f" {_plain(block.text)} "
        if any(f" {line} " in text and f" {line} " not in gold for line in unwanted):
            return True
    return False


def summarise(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return a line for each set and one for all: mean F1, gold lost, pages with residue and leaks, in per cent."""
    each = pd.DataFrame(list(rows))
    of_related = ["leaks_before", "leaks"]
    each[of_related] = each[of_related].astype(float).where(each["has_related"])
    groups = pd.concat([each, each.assign(set=ALL_SETS)]).groupby("set", sort=False)
    return pd.DataFrame(
        {
            "pages": groups.size(),
            "precision": groups["precision"].mean(),
            "recall": groups["recall"].mean(),
            "f1_before": groups["f1_before"].mean(),
            "f1": groups["f1"].mean(),
            "gold_lost_percent": 100 * groups["lost_characters"].sum() / groups["gold_characters"].sum(),
            "gold_as_metadata_percent": 100
            * groups["metadata_characters"].sum()
            / groups["gold_characters"].sum(),
            "residue_before_percent": 100 * groups["residue_before"].mean(),
            "residue_percent": 100 * groups["residue"].mean(),
            "leaks_before_percent": 100 * groups["leaks_before"].mean(),
            "leaks_percent": 100 * groups["leaks"].mean(),
        }
    ).reset_index()


def summarise_lost(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return, by set and rule, how many blocks and characters of gold were cut, and the longest of them."""
    lost = [(row["set"], rule, len(text), text[:100]) for row in rows for rule, text in row["lost"]]
    table = pd.DataFrame(lost, columns=["set", "rule", "characters", "text"]).sort_values("characters")
    groups = table.groupby(["set", "rule"], sort=True)
    return groups.agg(
        blocks=("text", "size"), characters=("characters", "sum"), longest=("text", "last")
    ).reset_index()


class _Gold:
    """A text as a multiset of word triples, and as one line."""

    def __init__(self, text: str) -> None:
        words = _WORD.findall(text.casefold())
        self._line = f" {' '.join(words)} "
        self._triples = Counter(zip(words, words[1:], words[2:], strict=False))

    def holds(self, text: str) -> bool:
        """Whether a block is part of the text."""
        words = _WORD.findall(text.casefold())
        if len(words) < 3:
            return bool(words) and f" {' '.join(words)} " in self._line
        triples = list(zip(words, words[1:], words[2:], strict=False))
        return sum(triple in self._triples for triple in triples) >= GOLD_BLOCK_SHARE * len(triples)

    def says_more(self, text: str, other: _Gold) -> bool:
        """Whether a block that this text holds stands in it more often than in the other.

        A section's name that is cut is no text lost when the text's own "home" or "world" is kept, nor is a title that
        the page repeats.
        """
        words = _WORD.findall(text.casefold())
        if len(words) < 3:
            line = f" {' '.join(words)} "
            return self._line.count(line) > other._line.count(line)
        held = [
            triple for triple in zip(words, words[1:], words[2:], strict=False) if triple in self._triples
        ]
        more = sum(self._triples[triple] > other._triples[triple] for triple in held)
        return more >= GOLD_BLOCK_SHARE * len(held)


def _overlap(blocks: Iterable[Block], gold: str) -> tuple[float, float, float]:
    found = Counter(_WORD.findall(" ".join(block.text for block in blocks).casefold()))
    wanted = Counter(_WORD.findall(gold.casefold()))
    if not found or not wanted:
        same = float(not found and not wanted)
        return same, same, same
    shared = (found & wanted).total()
    precision, recall = shared / found.total(), shared / wanted.total()
    return precision, recall, 2 * precision * recall / (precision + recall) if shared else 0.0


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _bodies(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as archive:
        return {member.name: file.read() for member in archive if (file := archive.extractfile(member))}


def _captures(gold: Path, sets: Iterable[str]) -> Iterator[tuple[str, Mapping[str, Any], Fetched]]:
    for name in sets:
        bodies = _bodies(gold / "extraction" / f"{name}.html.tar.xz")
        for row in _rows(gold / "extraction" / f"{name}.jsonl.gz"):
            url = str(row.get("url") or f"http://{row.get('host') or 'unknown.invalid'}/{quote(row['id'])}")
            body = bodies[str(row["html_path"])]
            yield name, row, Fetched(url, READ_AT, 200, {"content-type": "text/html"}, body)


def _parsed(fetched: Fetched) -> Page:
    try:
        return parse_page(fetched)
    except Rejected as rejected:
        return Page(kind=PageKind.ARTICLE, blocks=(), published_note=rejected.reason)
