"""`newsfold tables`: what there is to ask in SQL."""

from __future__ import annotations

import click

from pipeline.cli.formats import as_json, print_json
from pipeline.cli.terminal import console, table


@click.command()
@click.argument("name", required=False)
@as_json
def tables(name: str | None, *, wants_json: bool) -> None:
    """List the views and tables, or explain the columns of one.

    Begin with the views: they hold no rows of their own and answer most questions.
    """
    from pipeline.adapters.schema_comments import describe_all
    from pipeline.adapters.sql_files import SqlFiles

    described = {each.name: each for each in describe_all(SqlFiles("sqlite"))}
    if name is None:
        rows = [("view" if each.is_view else "table", each.name, each.summary) for each in described.values()]
        if wants_json:
            print_json([dict(zip(("kind", "name", "holds"), row, strict=True)) for row in rows])
        else:
            console().print(table(("kind", "name", "holds"), rows))
        return
    if (one := described.get(name)) is None:
        raise click.BadParameter(
            f"there is no view or table {name!r}; they are: {', '.join(described)}", param_hint="NAME"
        )
    if wants_json:
        print_json({"name": one.name, "comment": one.comment, "columns": one.columns})
        return
    console().print(one.comment, markup=False)
    if one.columns:
        console().print(table(("column", "holds"), list(one.columns.items())))
