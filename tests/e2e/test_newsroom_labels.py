"""Every block of the newsroom's pages, labelled by page rules and votes, against the newsroom's own truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsroom.judging import Judge
from tests.e2e.conftest import Load, table

if TYPE_CHECKING:
    from newsroom import Press

RIGHT = 0.99
"""Of some 4,500 blocks. The rest: a story that another article tells whole, and lines of furniture seen only once."""

OWN_TEXT_KEPT = 0.995
"""Body and background, as the truth has it, that is read as text: losing it is worse than keeping a line too much."""

LATEST_BLOCKS = """
  SELECT articles.url, article_blocks.label, article_blocks.rule, article_blocks.text
  FROM article_blocks
  INNER JOIN article_versions
    ON article_blocks.capture_id = article_versions.capture_id AND article_versions.is_latest = 1
  INNER JOIN articles ON article_blocks.article_id = articles.article_id
"""
TEXT = {"body", "background"}


def test_blocks_have_the_labels_of_the_truth(second_runtime, press: Press, nights, load: Load):
    """Prints what is wrong by label, rule and truth, so that a fall below the floor explains itself."""
    load(second_runtime, nights)
    judge = Judge(press)
    blocks = table(second_runtime, LATEST_BLOCKS)
    blocks["accepted"] = [
        judge.accepted_labels(url, text) for url, text in zip(blocks.url, blocks.text, strict=True)
    ]
    known = blocks[blocks.accepted.map(bool)]
    assert len(known) > 0.99 * len(blocks) > 3_000
    right = [label in accepted for label, accepted in zip(known.label, known.accepted, strict=True)]
    wrong = known[[not each for each in right]]
    shown = wrong.assign(accepted=wrong.accepted.map(sorted).map("|".join))
    told = shown.groupby(["label", "rule", "accepted"]).agg(blocks=("text", "size"), sample=("text", "first"))
    share = sum(right) / len(known)
    assert share >= RIGHT, f"{share:.4f} right; wrong are\n{told.to_string()}"

    own = known[known.accepted.map(lambda accepted: accepted <= TEXT)]
    characters = own.text.str.len()
    kept = characters[own.label.isin(TEXT)].sum() / characters.sum()
    assert kept >= OWN_TEXT_KEPT, f"{kept:.4f} of the text is kept; wrong are\n{told.to_string()}"
