"""`newsfold boilerplate`: the blocks that were learned to belong to pages and not to articles, and a person's decision."""

from __future__ import annotations

import click

from pipeline.cli.arguments import as_address, at_most, by
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table

_SHOWN = ("host", "fingerprint", "kind", "status", "story_votes", "host_votes", "rule", "sample")

_NEGATIVE_NUMBERS = {"ignore_unknown_options": True}
"""A fingerprint may begin with a minus, and is no option."""


@click.group()
def boilerplate() -> None:
    """List, confirm or veto learned boilerplate (page furniture).

    Boilerplate are the blocks of a page that are no part of its article. A block is learned to be boilerplate when
    unrelated stories have it on their pages; a decision made here counts whatever the votes say.
    """


@boilerplate.command("list")
@click.option("--host", help="Only of this host.")
@click.option(
    "--status", "state", type=click.Choice(["learned", "confirmed", "vetoed"]), help="Only of this status."
)
@at_most(100)
@as_json
def list_boilerplate(*, host: str | None, state: str | None, at_most: int, wants_json: bool) -> None:
    """List the blocks with their votes. Those with most votes come first within each host."""
    with open_runtime().warehouse.read() as db:
        rows = db.rows("cli/list_boilerplate", host=host or "%", status=state or "%", at_most=at_most)
    if wants_json:
        print_json([dict(row) for row in rows])
    else:
        console().print(table(_SHOWN, ([row[name] for name in _SHOWN] for row in rows)))


@boilerplate.command(context_settings=_NEGATIVE_NUMBERS)
@click.argument("host")
@click.argument("fingerprint", type=int)
@by
def confirm(host: str, fingerprint: int, by: str) -> None:
    """Confirm that a block is boilerplate. It is left out of every text, whatever the votes say later."""
    _decide(host, fingerprint, "confirmed", by)


@boilerplate.command(context_settings=_NEGATIVE_NUMBERS)
@click.argument("host")
@click.argument("fingerprint", type=int)
@by
def veto(host: str, fingerprint: int, by: str) -> None:
    """Veto a block. It is put back into every article whose page has it."""
    _decide(host, fingerprint, "vetoed", by)


@boilerplate.command(context_settings=_NEGATIVE_NUMBERS)
@click.argument("host")
@click.argument("fingerprint", type=int)
@by
def forget(host: str, fingerprint: int, by: str) -> None:
    """Take a decision back. The votes decide about the block again."""
    _decide(host, fingerprint, "learned", by)


@boilerplate.command()
@click.argument("article")
@click.argument("position", type=click.IntRange(min=0))
@click.argument("what", type=click.Choice(["boilerplate", "text", "forget"]))
@by
def mark(article: str, position: int, what: str, by: str) -> None:
    """Say of any block of an article that it is boilerplate or a part of the text, or take that back.

    `newsfold show ARTICLE` prints the positions. It counts for every article of the host that has the block.
    """
    from pipeline.review.lookup import find_article
    from pipeline.web.block import block_page

    with open_runtime().warehouse.read() as db:
        block = block_page(db, find_article(db, as_address(article))["article_id"], position)
    status = {"boilerplate": "confirmed", "text": "vetoed", "forget": "learned"}[what]
    _decide(block.host, block.fingerprint, status, by)


def _decide(host: str, fingerprint: int, status: str, decided_by: str) -> None:
    from pipeline.cli.ingest import new_run_id
    from pipeline.model import BoilerplateStatus, Request
    from pipeline.steps import runner
    from pipeline.steps.clean.decide import decide_boilerplate

    runtime = open_runtime()
    articles = decide_boilerplate(runtime, host, fingerprint, BoilerplateStatus(status), by=decided_by)
    request = Request(run_id=new_run_id())
    for name in runner.ORDER[runner.ORDER.index("clean") :]:
        runner.run_step(name, request, runtime)
    console().print(
        f"{status}: {articles} articles have it on their pages, and were cleaned and folded again"
    )
