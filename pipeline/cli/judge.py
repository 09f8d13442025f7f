"""`newsfold judge` and `newsfold unjudge`: a person's judgement on two articles, and its withdrawal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from pipeline.cli.arguments import as_address, by, dry_run, text_of
from pipeline.cli.formats import as_json, print_change, print_json
from pipeline.cli.terminal import console, harmless, open_runtime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.runtime import Runtime


_EVENT_VERDICTS = {"same-event": "same", "other-event": "different"}
"""What can be said of the events of two articles, and the verdict that is stored."""


class Given(TypedDict):
    """What is stored with a judgement, and whether it is only tried."""

    by: str
    note: str
    dry_run: bool


def _two_articles(runtime: Runtime, left: str, right: str) -> tuple[str, str]:
    from pipeline.review.lookup import find_article

    with runtime.warehouse.read() as db:
        first, second = (find_article(db, as_address(each))["article_id"] for each in (left, right))
    if first == second:
        raise click.BadParameter(
            f"a judgement needs two articles, and both are {first}", param_hint="ARTICLE_B"
        )
    return first, second


@click.command()
@click.argument("left", metavar="ARTICLE_A", required=False)
@click.argument("right", metavar="ARTICLE_B", required=False)
@click.argument(
    "verdict", type=click.Choice(["same", "different", "same-event", "other-event"]), required=False
)
@click.option("--note", default="", help="Why; stored with the judgement.")
@by
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Repeat the judgements that `newsfold export judgements --out FILE.jsonl` wrote.",
)
@click.option(
    "--events", "of_events", is_flag=True, help="The file of --from is of `newsfold export event_judgements`."
)
@dry_run
@as_json
def judge(
    left: str | None,
    right: str | None,
    verdict: str | None,
    *,
    file: Path | None,
    of_events: bool,
    wants_json: bool,
    **given: Unpack[Given],
) -> None:
    """Say that two articles are the same story or different ones, of the same event or another.

    It applies to every later run.
    """
    from pipeline.model import Verdict
    from pipeline.review.judge import judge as judge_pair

    if file and not left:
        again = _judge_events_again if of_events else _judge_again
        again(file, dry_run=given["dry_run"], wants_json=wants_json)
        return
    if file or not (left and right and verdict):
        raise click.UsageError("give two articles and a verdict, or a file of judgements with --from")
    runtime = open_runtime()
    first, second = _two_articles(runtime, left, right)
    if verdict in _EVENT_VERDICTS:
        _judge_events(runtime, (first, second), verdict, given, wants_json=wants_json)
        return
    change = judge_pair(runtime, (first, second), Verdict(verdict), **given)
    print_change(change, wants_json=wants_json)
    if change.applied and not wants_json:
        click.echo(f"Undo:  newsfold unjudge {first} {second}")


def _judge_events(
    runtime: Runtime, ends: tuple[str, str], verdict: str, given: Given, *, wants_json: bool
) -> None:
    from pipeline.model import Verdict
    from pipeline.review.event_judgements import judge_events

    change = judge_events(runtime, ends, Verdict(_EVENT_VERDICTS[verdict]), **given)
    print_change(change, wants_json=wants_json)


def _judge_events_again(file: Path, *, dry_run: bool, wants_json: bool) -> None:
    from pipeline.parsing.files.judgements import parse_judgements
    from pipeline.review.event_judgements import judge_events_again

    stored, left_out = judge_events_again(open_runtime(), parse_judgements(text_of(file)), dry_run=dry_run)
    if wants_json:
        print_json({"stored": stored, "applied": not dry_run, "left_out": left_out})
    else:
        console().print(f"{stored} judgements of events{' (not applied)' if dry_run else ''}", markup=False)
    _say_left_out(left_out)


def _judge_again(file: Path, *, dry_run: bool, wants_json: bool) -> None:
    from pipeline.parsing.files.judgements import parse_judgements
    from pipeline.review.judge import judge_again

    judgements = parse_judgements(text_of(file))
    change, left_out = judge_again(open_runtime(), judgements, dry_run=dry_run)
    print_change(change, wants_json=wants_json)
    _say_left_out(left_out)


def _say_left_out(left_out: Sequence[str]) -> None:
    """Say why each judgement of a file was left out, and end with the exit code of a failure."""
    for why in left_out:
        click.echo(harmless(f"newsfold: left out {why}"), err=True)
    if left_out:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("left", metavar="ARTICLE_A")
@click.argument("right", metavar="ARTICLE_B")
@click.option("--event", "of_event", is_flag=True, help="Take back what was said of their events.")
@dry_run
@as_json
def unjudge(left: str, right: str, *, of_event: bool, dry_run: bool, wants_json: bool) -> None:
    """Take a judgement back; the texts decide again."""
    from pipeline.review.judge import unjudge as unjudge_pair

    runtime = open_runtime()
    first, second = _two_articles(runtime, left, right)
    if of_event:
        from pipeline.review.event_judgements import unjudge_events

        change = unjudge_events(runtime, (first, second), dry_run=dry_run)
        print_change(change, wants_json=wants_json)
        return
    print_change(unjudge_pair(runtime, (first, second), dry_run=dry_run), wants_json=wants_json)
