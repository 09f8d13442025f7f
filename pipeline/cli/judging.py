"""Commands by which a person decides: judge, unjudge, furniture, refold."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.terminal import (
    as_address,
    as_json,
    at_most,
    console,
    open_runtime,
    print_json,
    table,
    text_of,
)
from pipeline.settings import BOUNDS

if TYPE_CHECKING:
    from pipeline.runtime import Runtime

by = click.option("--by", default=getpass.getuser, help="Who decides. Default: your account's name.")
dry_run = click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")


_NEGATIVE_NUMBERS = {"ignore_unknown_options": True}
"""A fingerprint may begin with a minus, and is no option."""


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
@click.argument("verdict", type=click.Choice(["same", "different"]), required=False)
@click.option("--note", default="", help="Why; kept with the judgement.")
@by
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Judge again what `newsfold export judgements --out FILE.jsonl` wrote, each as it was judged.",
)
@dry_run
@as_json
def judge(
    left: str | None,
    right: str | None,
    verdict: str | None,
    *,
    note: str,
    by: str,
    file: Path | None,
    dry_run: bool,
    wants_json: bool,
) -> None:
    """Say that two articles are the same story, or different ones. It binds every later run."""
    from pipeline.model import Verdict
    from pipeline.review.judge import judge as judge_pair

    if file and not left:
        _judge_again(file, dry_run=dry_run, wants_json=wants_json)
        return
    if file or not (left and right and verdict):
        raise click.UsageError("give two articles and a verdict, or a file of judgements with --from")
    runtime = open_runtime()
    first, second = _two_articles(runtime, left, right)
    change = judge_pair(runtime, first, second, Verdict(verdict), by=by, note=note, dry_run=dry_run)
    _print_change(asdict(change), str(change), wants_json=wants_json)


def _judge_again(file: Path, *, dry_run: bool, wants_json: bool) -> None:
    from pipeline.parsing.files.judgements import parse_judgements
    from pipeline.review.judge import judge_again

    judgements = parse_judgements(text_of(file))
    change, left_out = judge_again(open_runtime(), judgements, dry_run=dry_run)
    _print_change(asdict(change), str(change), wants_json=wants_json)
    for each in left_out:
        click.echo(f"newsfold: left out {each.left_id} {each.right_id}: an article is not held", err=True)
    if left_out:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("left", metavar="ARTICLE_A")
@click.argument("right", metavar="ARTICLE_B")
@dry_run
@as_json
def unjudge(left: str, right: str, *, dry_run: bool, wants_json: bool) -> None:
    """Take a judgement back; the texts decide again."""
    from pipeline.review.judge import unjudge as unjudge_pair

    runtime = open_runtime()
    first, second = _two_articles(runtime, left, right)
    change = unjudge_pair(runtime, first, second, dry_run=dry_run)
    _print_change(asdict(change), str(change), wants_json=wants_json)


@click.command()
@click.option(
    "--threshold",
    "--jaccard",
    "jaccard",
    type=click.FloatRange(*BOUNDS["fold_jaccard"]),
    help="Try this Jaccard. Default: the setting.",
)
@click.option(
    "--containment",
    type=click.FloatRange(*BOUNDS["fold_containment"]),
    help="Try this containment. Default: the setting.",
)
@click.option(
    "--dry-run/--apply",
    "is_dry_run",
    default=True,
    show_default=True,
    help="Only show what would change, or change the stories, by the settings.",
)
@as_json
def refold(*, jaccard: float | None, containment: float | None, is_dry_run: bool, wants_json: bool) -> None:
    """Fold again under other settings; first shows what would change.

    Limits that please are set first (NEWSFOLD_FOLD_JACCARD, NEWSFOLD_FOLD_CONTAINMENT, for every process), then
    applied, so that later runs fold by the same.
    """
    from pipeline.maintenance.refold import refold as refold_all

    runtime = open_runtime()
    change = refold_all(runtime, jaccard=jaccard, containment=containment, dry_run=is_dry_run)
    _print_change(asdict(change), str(change), wants_json=wants_json)


def _print_change(fields: dict[str, object], words: str, *, wants_json: bool) -> None:
    if wants_json:
        print_json(fields)
    else:
        console().print(words, markup=False)


@click.group()
def furniture() -> None:
    """List, confirm or veto what was learned to be page furniture."""


@furniture.command("list")
@click.option("--host", help="Only of this host.")
@click.option(
    "--status", "state", type=click.Choice(["learned", "confirmed", "vetoed"]), help="Only of this status."
)
@at_most(100)
@as_json
def list_furniture(*, host: str | None, state: str | None, at_most: int, wants_json: bool) -> None:
    """List learned furniture with its votes, the most seen first."""
    with open_runtime().warehouse.read() as db:
        rows = db.rows("cli/list_furniture", host=host or "%", status=state or "%", at_most=at_most)
    if wants_json:
        print_json([dict(row) for row in rows])
        return
    names = ["host", "fingerprint", "kind", "status", "story_votes", "host_votes", "rule", "sample"]
    console().print(table(names, ([row[name] for name in names] for row in rows)))


def _decide(host: str, fingerprint: int, verdict: str, decided_by: str) -> None:
    from pipeline.cli.loading import new_run_id
    from pipeline.model import BoilerplateStatus, Request
    from pipeline.steps import runner
    from pipeline.steps.clean.decide import decide_boilerplate

    runtime = open_runtime()
    carriers = decide_boilerplate(runtime, host, fingerprint, BoilerplateStatus(verdict), by=decided_by)
    request = Request(run_id=new_run_id())
    for name in runner.ORDER[runner.ORDER.index("clean") :]:
        runner.run_step(name, request, runtime)
    console().print(f"{verdict}: {carriers} articles carry it, and were cleaned and folded again")


@furniture.command(context_settings=_NEGATIVE_NUMBERS)
@click.argument("host")
@click.argument("fingerprint", type=int)
@by
def confirm(host: str, fingerprint: int, by: str) -> None:
    """Confirm that a block is furniture: it is stripped whatever the votes say later."""
    _decide(host, fingerprint, "confirmed", by)


@furniture.command(context_settings=_NEGATIVE_NUMBERS)
@click.argument("host")
@click.argument("fingerprint", type=int)
@by
def veto(host: str, fingerprint: int, by: str) -> None:
    """Veto a block: it comes back into every article that carried it."""
    _decide(host, fingerprint, "vetoed", by)


@furniture.command(context_settings=_NEGATIVE_NUMBERS)
@click.argument("host")
@click.argument("fingerprint", type=int)
@by
def forget(host: str, fingerprint: int, by: str) -> None:
    """Take a word on a block back; the votes decide again."""
    _decide(host, fingerprint, "learned", by)
