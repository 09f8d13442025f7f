"""Measures the text that is kept of a page against the text that a person or a per-site parser wrote down.

The two are compared as multisets of words, as is usual for extractors. Two more numbers say what a mean hides: how many
characters of gold the labels cut, and whether a line of page furniture was left. What such a line looks like is asked
of a wider net than the page rules have, or the rules would be measured by themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.cleaning.blocks import TEXT_LABELS
from pipeline.model import TAKEN, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipeline.evaluation.pages import GoldPage
    from pipeline.model import Block, BlockLabel

GOLD_BLOCK_SHARE = 0.5
"""A block with at least this share of its word triples in the gold is text of the article."""

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
class TextScores:
    """How the text kept of one page compares with its gold. `lost` holds (rule, text) of each block of gold that was cut.

    `metadata_characters` is gold that was kept as metadata, so that it is not lost. `leaks` is None where the gold
    names neither related content nor comments.
    """

    f1: float
    gold_characters: int
    metadata_characters: int
    lost: tuple[tuple[str, str], ...]
    has_residue: bool
    leaks: bool | None

    @property
    def lost_characters(self) -> int:
        """Characters of gold that were cut."""
        return sum(len(text) for _, text in self.lost)


class GoldText:
    """A text as a multiset of word triples, and as one line."""

    def __init__(self, text: str) -> None:
        """Take the text apart once; it is asked about every block of its page."""
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

    def says_more(self, text: str, other: GoldText) -> bool:
        """Whether a block that this text holds is in it more often than in the other.

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


def measure_text(page: GoldPage, blocks: Sequence[Block], labels: Iterable[BlockLabel]) -> TextScores:
    """Return how the blocks that these labels keep compare with the page's gold text."""
    chosen = {label.position: label for label in labels}
    gold_text = page.text or ""
    kept = [block for block in blocks if chosen[block.position].label in TEXT_LABELS]
    cut = [
        block
        for block in blocks
        if block.region in TAKEN and chosen[block.position].label not in TEXT_LABELS | {Label.HEADLINE}
    ]
    gold, left = GoldText(gold_text), GoldText("\n".join(block.text for block in kept))
    missed = [block for block in cut if gold.holds(block.text) and gold.says_more(block.text, left)]
    return TextScores(
        f1=word_f1(" ".join(block.text for block in kept), gold_text),
        gold_characters=len(gold_text),
        metadata_characters=sum(len(block.text) for block in missed if _is_metadata(block, chosen)),
        lost=tuple(
            (chosen[block.position].rule, block.text) for block in missed if not _is_metadata(block, chosen)
        ),
        has_residue=has_residue([block.text for block in kept], gold),
        leaks=leaks([block.text for block in kept], page),
    )


def _is_metadata(block: Block, labels: Mapping[int, BlockLabel]) -> bool:
    return labels[block.position].label is Label.METADATA


def word_f1(found: str, gold: str) -> float:
    """Return F1 of two texts as multisets of words; 1 where both have none."""
    have, want = Counter(_WORD.findall(found.casefold())), Counter(_WORD.findall(gold.casefold()))
    if not have or not want:
        return float(not have and not want)
    return 2 * (have & want).total() / (have.total() + want.total())


def has_residue(lines: Iterable[str], gold: GoldText) -> bool:
    """Whether any of the kept lines looks like page furniture and is no part of the gold."""
    return any(residue_of(line, gold) for line in lines)


def residue_of(text: str, gold: GoldText) -> list[str]:
    """Return the kinds of page furniture that a kept line outside the gold looks like."""
    if len(text) > RESIDUE_MAX_CHARACTERS or gold.holds(text):
        return []
    return [kind for kind, pattern in _RESIDUE.items() if pattern.search(text)]


def leaks(lines: Iterable[str], page: GoldPage) -> bool | None:
    """Whether any kept line is a related link or a comment by the gold, and not text; None where it names neither."""
    if not (page.related.strip() or page.comments.strip()):
        return None
    unwanted = {_plain(line) for line in f"{page.related}\n{page.comments}".splitlines()}
    unwanted = {line for line in unwanted if line.count(" ") >= 2}
    gold = f" {_plain(page.text or '')} "
    kept = [f" {_plain(line)} " for line in lines]
    return any(f" {line} " in text and f" {line} " not in gold for line in unwanted for text in kept)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
