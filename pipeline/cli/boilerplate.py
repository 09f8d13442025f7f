"""`newsfold furniture`: what was learned to be page furniture, and a person's word on it."""

from __future__ import annotations

import click

from pipeline.cli.arguments import at_most, by
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table

_SHOWN = ("host", "fingerprint", "kind", "status", "story_votes", "host_votes", "rule", "sample")

_NEGATIVE_NUMBERS = {"ignore_unknown_options": True}
"""A fingerprint may begin with a minus, and is no option."""


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
    else:
        console().print(table(_SHOWN, ([row[name] for name in _SHOWN] for row in rows)))


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


def _decide(host: str, fingerprint: int, status: str, decided_by: str) -> None:
    from pipeline.cli.ingest import new_run_id
    from pipeline.model import BoilerplateStatus, Request
    from pipeline.steps import runner
    from pipeline.steps.clean.decide import decide_boilerplate

    runtime = open_runtime()
    carriers = decide_boilerplate(runtime, host, fingerprint, BoilerplateStatus(status), by=decided_by)
    request = Request(run_id=new_run_id())
    for name in runner.ORDER[runner.ORDER.index("clean") :]:
        runner.run_step(name, request, runtime)
    console().print(f"{status}: {carriers} articles carry it, and were cleaned and folded again")
