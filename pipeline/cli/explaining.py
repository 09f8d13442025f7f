"""How `newsfold explain` looks: the verdict, the numbers, what differs, and both texts aligned in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cli.terminal import console, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table
    from rich.text import Text

    from pipeline.folding.diff import Diff, Piece
    from pipeline.review.explain import Explanation

_SHOWN_PASSAGES = 3
_PASSAGE_CHARACTERS = 300
_SHOWN_WORDS = 25


def print_explanation(told: Explanation) -> None:
    """Print why two articles fold, or why they do not."""
    from rich.markup import escape

    from pipeline.folding.diff import compare

    out = console()
    verdict = "one story" if told.in_one_story else "different stories"
    because = f": {told.apart_because}" if told.apart_because else ""
    out.print(f"[bold]{told.relation.value}[/bold]: {escape(told.reason)}", highlight=False)
    out.print(f"They are in [bold]{verdict}[/bold]{because}.{escape(_judged(told))}", highlight=False)
    names = ["side", "article", "story", "time", "title", "url"]
    out.print(
        table(
            names,
            (
                [mark, side.article_id, side.story_id, side.article_at, side.title, side.url]
                for mark, side in (("A", told.left), ("B", told.right))
            ),
        )
    )
    out.print(
        f"\njaccard {told.jaccard:.3f} (estimated {told.estimate:.3f}), containment {told.containment:.3f}: "
        f"{told.shared_shingles} shared shingles of {told.left.shingle_count} and {told.right.shingle_count}"
    )
    out.print(_how_they_met(told), markup=False)
    for step in told.chain[1:] and told.chain:
        out.print(f"  through {step.left_id} {step.relation} {step.right_id}", markup=False)
    _print_evidence(told)
    out.print(_side_by_side(compare(told.left.text, told.right.text)))
    out.print(f"rules {told.rule_version}", style="dim", markup=False)


def _judged(told: Explanation) -> str:
    if told.judgement is None:
        return ""
    note = f": {told.judgement.note}" if told.judgement.note else ""
    return f" {told.judgement.judged_by} judged them {told.judgement.verdict.value}{note}."


def _how_they_met(told: Explanation) -> str:
    apart = f"{told.days_apart:.1f} days apart"
    if not told.is_within_window:
        return f"{apart}: further than the window, so they were never compared"
    if not told.bands_shared and not told.samples_shared:
        return f"{apart}; they share no band and no sampled shingle, so they were never compared"
    return (
        f"{apart}; they share {len(told.bands_shared)} of 32 bands and {told.samples_shared} sampled shingles"
    )


def _print_evidence(told: Explanation) -> None:
    out = console()
    for mark, words in (("A", told.evidence.only_left), ("B", told.evidence.only_right)):
        if words:
            rest = f" and {len(words) - _SHOWN_WORDS} more" if len(words) > _SHOWN_WORDS else ""
            out.print(f"only in {mark}: {', '.join(words[:_SHOWN_WORDS])}{rest}", markup=False)
    for passage in told.evidence.passages[:_SHOWN_PASSAGES]:
        text = " ".join(passage.text.split())
        shown = text if len(text) <= _PASSAGE_CHARACTERS else text[:_PASSAGE_CHARACTERS] + " …"
        out.print(
            f"shared, {passage.words} words (A from {passage.left_start}, B from {passage.right_start}): {shown}",
            style="dim",
            markup=False,
        )


def _side_by_side(diff: Diff) -> Table:
    from rich.table import Table

    made = Table(box=None, pad_edge=False, show_header=True, header_style="bold", expand=True)
    made.add_column("A", ratio=1, overflow="fold")
    made.add_column("B", ratio=1, overflow="fold")
    for row in diff.rows:
        style = "dim" if row.kind in {"same", "moved"} else ""
        made.add_row(_marked(row.left, "red"), _marked(row.right, "green"), style=style)
    return made


def _marked(pieces: Iterable[Piece], colour: str) -> Text:
    from rich.text import Text

    made = Text()
    for piece in pieces:
        made.append(piece.text, style=colour if piece.differs else "")
    return made
