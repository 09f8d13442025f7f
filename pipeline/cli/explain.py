"""`newsfold explain`: the relation of two articles, the numbers, what differs, and both texts side by side in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.arguments import as_address
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.folding.diff import Diff
    from pipeline.model import Evidence, Judgement
    from pipeline.review.events import EventExplanation
    from pipeline.review.explain import Collision, Explanation

_SHOWN_PASSAGES = 3
_PASSAGE_CHARACTERS = 300
_SHOWN_WORDS = 25


@click.command()
@click.argument("left", metavar="ARTICLE_A")
@click.argument("right", metavar="ARTICLE_B")
@as_json
def explain(left: str, right: str, *, wants_json: bool) -> None:
    """Say why two articles fold, or why they do not: scores, what differs, the text they share.

    Of articles in different stories it also says whether these report one event, and why.
    """
    from pipeline.review.events import explain_events
    from pipeline.review.explain import explain as explain_pair
    from pipeline.review.lookup import find_article

    runtime = open_runtime()
    with runtime.warehouse.read() as db:
        first, second = (find_article(db, as_address(reference))["article_id"] for reference in (left, right))
        events = explain_events(db, first, second)
    explanation = explain_pair(runtime, first, second)
    if wants_json:
        print_json(explanation.flat() | {"events": events.flat() if events else None})
    else:
        _print_explanation(explanation)
        if events:
            _print_events(events)


def _print_explanation(explanation: Explanation) -> None:
    """Print why two articles fold, or why they do not."""
    from pipeline.folding.diff import compare

    left, right, pair = explanation.left, explanation.right, explanation.pair
    out = console()
    _print_answer(explanation)
    out.print(
        table(
            ["side", "article", "story", "time", "title", "url"],
            (
                [mark, side.article_id, side.story_id, side.article_at, side.title, side.url]
                for mark, side in (("A", left), ("B", right))
            ),
        )
    )
    estimate = explanation.collision.estimate
    out.print(
        f"\njaccard {pair.jaccard:.3f} (estimated {estimate:.3f}), containment {pair.containment:.3f}: "
        f"{pair.shared_shingles} shared shingles of {left.shingle_count} and {right.shingle_count}"
    )
    out.print(pair.evidence.own_text, markup=False)
    out.print(_how_they_collided(explanation.collision), markup=False)
    for link in explanation.known.chain[1:] and explanation.known.chain:
        out.print(f"  through {link.left_id} {link.relation} {link.right_id}", markup=False)
    _print_evidence(pair.evidence)
    out.print(_side_by_side(compare(left.text, right.text)))
    out.print(f"rules {pair.rule_version}", style="dim", markup=False)


def _print_events(events: EventExplanation) -> None:
    """Print whether two stories report one event, and why."""
    out = console()
    found = events.evidence
    out.print(f"\n{events.sentence()}", style="bold", markup=False)
    for name in ("names", "numbers", "places"):
        if found[name]:
            out.print(f"shared {name}: {', '.join(found[name])}", markup=False)
    for kind, values in found["agreeing"].items():
        out.print(f"agree on {kind}: {', '.join(values)}", markup=False)
    for kind, (one, other) in found["conflicting"].items():
        out.print(f"differ on {kind}: {', '.join(one)} against {', '.join(other)}", markup=False)
    if found["hours_apart"] is not None:
        out.print(f"published {found['hours_apart']} hours apart", markup=False)
    parts = sorted(found["contributions"].items(), key=lambda part: -abs(part[1]))
    out.print(
        "log-odds: " + ", ".join(f"{name} {value:+.1f}" for name, value in parts), style="dim", markup=False
    )


def _print_answer(explanation: Explanation) -> None:
    from rich.markup import escape

    pair, known = explanation.pair, explanation.known
    where = "one story" if known.in_one_story else "different stories"
    because = f": {explanation.apart_because}" if explanation.apart_because else ""
    out = console()
    out.print(f"[bold]{pair.relation.value}[/bold]: {escape(pair.evidence.reason)}", highlight=False)
    out.print(
        f"They are in [bold]{where}[/bold]{because}.{escape(_judged(known.judgement))}", highlight=False
    )


def _judged(judgement: Judgement | None) -> str:
    if judgement is None:
        return ""
    note = f": {judgement.note}" if judgement.note else ""
    return f" {judgement.judged_by} judged them {judgement.verdict.value}{note}."


def _how_they_collided(collision: Collision) -> str:
    apart = f"{collision.days_apart:.1f} days apart"
    if not collision.is_within_window:
        return f"{apart}: further apart than the window, so they were never compared"
    bands, samples = len(collision.bands_shared), collision.samples_shared
    if not bands and not samples:
        return f"{apart}; they share no band and no sampled shingle, so they were never compared"
    return f"{apart}; they share {bands} of 32 bands and {samples} sampled shingles"


def _print_evidence(evidence: Evidence) -> None:
    out = console()
    for mark, words in (("A", evidence.only_left), ("B", evidence.only_right)):
        if words:
            rest = f" and {len(words) - _SHOWN_WORDS} more" if len(words) > _SHOWN_WORDS else ""
            out.print(f"only in {mark}: {', '.join(words[:_SHOWN_WORDS])}{rest}", markup=False)
    for passage in evidence.passages[:_SHOWN_PASSAGES]:
        text = " ".join(passage.text.split())
        shown = text if len(text) <= _PASSAGE_CHARACTERS else text[:_PASSAGE_CHARACTERS] + " …"
        out.print(
            f"shared, {passage.words} words (A from {passage.left_start}, B from {passage.right_start}): {shown}",
            style="dim",
            markup=False,
        )


def _side_by_side(diff: Diff) -> Table:
    from rich.table import Table

    from pipeline.cli.differences import marked

    made = Table(box=None, pad_edge=False, show_header=True, header_style="bold", expand=True)
    made.add_column("A", ratio=1, overflow="fold")
    made.add_column("B", ratio=1, overflow="fold")
    for row in diff.rows:
        style = "dim" if row.kind in {"same", "moved"} else ""
        made.add_row(marked(row.left, "red", "-"), marked(row.right, "green", "+"), style=style)
    return made
