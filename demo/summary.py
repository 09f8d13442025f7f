"""The result of the nights on one screen: articles, stories, a fold with its evidence, what was left out, what next."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from demo.homes import shown

if TYPE_CHECKING:
    from rich.console import Console

    from pipeline.ports import Connection, Row, Runtime

RELATIONS = {
    "identical": "the same text, word for word",
    "near_duplicate": "edited a little",
    "abridged": "shortened, or with something added",
    "revision": "the same page, later",
}

NOT_COMPARED = {
    "boilerplate": "menus, cookie and newsletter boxes, share bars",
    "other_story": "headlines and texts of other stories",
    "metadata": "bylines, dates, credits: stored in columns",
    "background": "background of an agency: it stays in the text",
}

_WORDS_SHOWN = 12
_CHARACTERS_SHOWN = 160


def show(console: Console, runtime: Runtime, *, seconds: float) -> None:
    """Print the summary of everything the warehouse holds."""
    with runtime.warehouse.read() as db:
        counts = db.rows("shared/count_everything")[0]
        _headline(console, counts, seconds)
        _section(console, "Folded", _folded(db))
        _example(console, db)
        _section(console, "Kept apart", _kept_apart(db))
        _section(console, "Left out of the comparison", _not_compared(db))
        _section(console, "Rejected, each with its reason", _rejected(db))
    _next(console, runtime.settings.home)


def _headline(console: Console, counts: Row, seconds: float) -> None:
    console.print()
    console.print(
        f"[bold]{counts['captures']:,}[/bold] pages captured: [bold]{counts['articles']:,}[/bold] articles, "
        f"{counts['versions'] - counts['articles']:,} later versions of them, {counts['rejections']:,} rejected\n"
        f"[bold green]{counts['stories']:,}[/bold green] stories, {counts['stories_of_several']:,} of them with "
        f"several articles, [dim]in {seconds:.0f} s[/dim]"
    )


def _section(console: Console, title: str, table: Table) -> None:
    if table.row_count:
        console.print()
        console.print(Rule(Text(title, style="bold"), align="left", style="dim"))
        console.print(Padding(table, (0, 0, 0, 2)))


def _grid() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column()
    table.add_column(style="dim")
    return table


def _folded(db: Connection) -> Table:
    table = _grid()
    for row in db.rows("demo/count_members_by_relation"):
        table.add_row(f"{row['articles']:,}", row["relation"], RELATIONS.get(row["relation"], ""))
    return table


def _kept_apart(db: Connection) -> Table:
    reasons = {
        "template": "the same words about another event: other names, numbers, dates",
        "partial": "one reuses a part of the other",
    }
    table = _grid()
    for row in db.rows("shared/count_pairs_by_relation"):
        if row["relation"] in reasons:
            table.add_row(f"{row['pairs']:,}", row["relation"], reasons[row["relation"]])
    return table


def _not_compared(db: Connection) -> Table:
    table = _grid()
    for row in db.rows("demo/count_blocks_by_label"):
        if row["label"] in NOT_COMPARED:
            table.add_row(f"{row['blocks']:,}", row["label"], NOT_COMPARED[row["label"]])
    return table


def _rejected(db: Connection) -> Table:
    table = _grid()
    for row in db.rows("shared/list_rejection_reasons"):
        table.add_row(f"{row['captures']:,}", row["reason"])
    return table


def _example(console: Console, db: Connection) -> None:
    """Print one fold with its stored evidence: the one a person would doubt first."""
    found = db.rows("demo/find_example_fold")
    if not found:
        return
    fold = found[0]
    evidence = json.loads(fold["evidence"])
    sides = ("only_left", "only_right")
    own, other = sides if fold["left_id"] == fold["article_id"] else reversed(sides)
    lines = (
        Text(fold["title"], style="bold"),
        Text.assemble(
            f"{fold['host']} and {fold['matched_host']}: ",
            (fold["relation"], "green"),
            f", Jaccard {fold['jaccard']:.2f}, containment {fold['containment']:.2f}",
        ),
        _quote("shared", [passage["text"] for passage in evidence["passages"][:1]], " "),
        _quote(f"only {fold['host']}", evidence[own][:_WORDS_SHOWN], ", "),
        _quote(f"only {fold['matched_host']}", evidence[other][:_WORDS_SHOWN], ", "),
        Text(f"newsfold explain {fold['article_id']} {fold['matched_article_id']}", style="dim"),
    )
    console.print()
    for line in lines:
        console.print(Padding(line, (0, 0, 0, 2)))


def _quote(title: str, words: list[str], between: str) -> Text:
    text = " ".join(between.join(words).split())
    cut = text if len(text) <= _CHARACTERS_SHOWN else text[:_CHARACTERS_SHOWN] + " …"
    return Text.assemble((f"{title}: ", "dim"), (cut or "nothing", "italic"))


def _next(console: Console, home: Path) -> None:
    here = f"NEWSFOLD_HOME={shown(home)}"
    newsfold = shown(Path(sys.executable).parent / "newsfold")
    question = "SELECT title, article_count, origin FROM canonical_stories LIMIT 10"
    commands = (
        ("ask in SQL", f'{here} {newsfold} sql "{question}"'),
        ("open the UI", f"{here} make up"),
        ("add a real source", f"{newsfold} ingest --source https://example.org/feed.xml"),
    )
    console.print()
    console.print(Rule(Text("Next", style="bold"), align="left", style="dim"))
    for title, command in commands:
        console.print(f"  {title:18} [cyan]{command}[/cyan]", soft_wrap=True)
    console.print()
