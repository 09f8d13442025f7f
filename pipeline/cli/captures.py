"""`newsfold captures`: the raw captures of an article, and the bytes of one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pipeline.cli.arguments import as_address
from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, open_runtime, table
from pipeline.errors import NewsfoldError, NotFoundError, SourceError

if TYPE_CHECKING:
    from pipeline.ports import Row, Runtime


@click.command()
@click.argument("reference", metavar="[ARTICLE_OR_CAPTURE]", required=False)
@click.option("--raw", is_flag=True, help="Print the unchanged bytes of this capture.")
@click.option("--verify", is_flag=True, help="Look whether every capture has its bytes in the archive.")
@as_json
def captures(reference: str | None, *, raw: bool, verify: bool, wants_json: bool) -> None:
    """List the raw captures of an article or address, print the bytes of one, or verify that all have theirs."""
    from pipeline.crawling.urls import url_key

    if (reference is None) is not verify:
        raise click.UsageError("name an article, address or capture, or give --verify to look at all")
    runtime = open_runtime()
    if reference is None:
        _verify(runtime, wants_json=wants_json)
        return
    reference = as_address(reference)
    with runtime.warehouse.read() as db:
        one = db.rows("cli/find_capture", capture_id=reference)
        rows = db.rows("cli/list_captures_of_article", reference=reference, url_key=url_key(reference))
    if raw:
        if not one:
            raise NotFoundError(
                f"no capture {reference!r}: --raw needs a capture id, as listed by newsfold captures"
            )
        sys.stdout.buffer.write(_bytes_of(one[0], runtime))
        return
    found = rows or one
    if not found:
        raise NotFoundError(f"no capture of {reference!r}")
    if wants_json:
        print_json([dict(row) for row in found])
        return
    names = [name for name in found[0] if name not in {"archive", "archive_offset"}]
    console().print(table(names, ([row[name] for name in names] for row in found)))


def _verify(runtime: Runtime, *, wants_json: bool) -> None:
    """Say how many captures have their bytes; exit with 1, naming those that have not, where some lack them."""
    from pipeline.maintenance.verify import captures_without_bytes

    total, lacking = captures_without_bytes(runtime)
    if wants_json:
        print_json({"captures": total, "without_bytes": [dict(row) for row in lacking]})
    else:
        if lacking:
            names = list(lacking[0])
            console().print(table(names, ([row[name] for name in names] for row in lacking)))
        console().print(f"{total - len(lacking):,} of {total:,} captures have their bytes")
    if lacking:
        click.echo("newsfold: restore the named files of the archive from a backup", err=True)
        raise click.exceptions.Exit(1)


def _bytes_of(capture: Row, runtime: Runtime) -> bytes:
    if pruned_at := capture["pruned_at"]:
        raise NotFoundError(
            f"the bytes of capture {capture['capture_id']} were pruned on {pruned_at:%Y-%m-%d}"
        )
    try:
        return runtime.archive.read(capture["archive"], capture["archive_offset"]).body
    except SourceError as error:  # not a source that a person named, but a file of ours
        raise NewsfoldError(str(error)) from error
