"""`newsfold sql`: a person's own question to the warehouse."""

from __future__ import annotations

import sys

import click

from pipeline.cli.formats import as_json, print_json, write_csv
from pipeline.cli.terminal import console, open_runtime, table


@click.command()
@click.argument("statement")
@click.option("--csv", "wants_csv", is_flag=True, help="Print CSV.")
@as_json
def sql(statement: str, *, wants_csv: bool, wants_json: bool) -> None:
    """Ask the warehouse in SQL; nothing can be changed.

    `newsfold tables` lists what there is; begin with canonical_stories. Use - to read the statement from
    standard input.
    """
    asked = sys.stdin.read() if statement == "-" else statement
    columns, rows = open_runtime().warehouse.ask(asked)
    if wants_json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif wants_csv:
        write_csv(sys.stdout, columns, rows)
    else:
        console().print(table(columns, rows))
