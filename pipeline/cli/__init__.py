"""The `newsfold` command: every step of the pipeline, and every question about its result, from a terminal.

Exit codes: 0 done, 1 a run or a check failed, 2 wrong use, a wrong setting or source, or a question in SQL that cannot
be answered, 3 no such article, story or source, 4 the warehouse cannot be used, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from pipeline import errors
from pipeline.cli.terminal import harmless

_EXIT_CODES: tuple[tuple[type[errors.NewsfoldError], int], ...] = (
    (errors.SettingsError, 2),
    (errors.SourceError, 2),
    (errors.QuestionError, 2),
    (errors.NotFoundError, 3),
    (errors.WarehouseError, 4),
    (errors.NewsfoldError, 1),
)

_COMMANDS: dict[str, tuple[str, str]] = {
    # command: (module below pipeline.cli, one line for --help), in the order a newcomer needs them
    "init": ("init", "Create the warehouse, or bring it up to date."),
    "ingest": ("ingest", "Fetch, clean and fold: sources to stories, all seven steps."),
    "prepare": ("prepare", "Read pages into shards on all cores, without a warehouse."),
    "load": ("prepare", "Load shards into the warehouse and fold what came."),
    "status": ("status", "Say what the warehouse holds and how the last run went."),
    "stories": ("stories", "List stories, those with the most articles first."),
    "search": ("search", "Find stories by words of their titles and texts."),
    "events": ("events", "List events, those that most independent sources report first."),
    "event": ("events", "Show an event with the stories that report it, and why they are linked."),
    "show": ("show", "Show an article with its blocks and labels, or a story with its members."),
    "explain": ("explain", "Say why two articles fold, or why they do not."),
    "sql": ("sql", "Ask the warehouse in SQL; nothing can be changed."),
    "tables": ("tables", "List the views and tables to ask, or explain the columns of one."),
    "judge": ("judge", "Say that two articles are the same story, or different ones."),
    "unjudge": ("judge", "Take a judgement back."),
    "boilerplate": ("boilerplate", "List, confirm or veto what was learned to be no part of an article."),
    "refold": ("refold", "Fold again under other settings; shows what would change first."),
    "compact": (
        "compact",
        "Prune old captures and put the storage in order; shows what would be pruned first.",
    ),
    "sources": ("sources", "Find, add, try and list sources."),
    "captures": ("captures", "List the raw captures of an article, or print one."),
    "export": ("export", "Write a view, table or answer to a CSV, JSON Lines or Parquet file."),
    "backup": ("backup", "Copy the embedded warehouse to a file, while runs go on."),
    "restore": ("backup", "Put a backup back where no warehouse stands."),
    "rebuild": ("rebuild", "Make an empty warehouse again from the captures."),
    "evaluate": ("evaluate", "Measure reading, folding and events on labelled data."),
    "serve": ("serve", "Serve the stories pages on this machine."),
}

_FORMER_NAMES = {"furniture": "boilerplate", "tidy": "compact"}
"""Names that commands had before. They keep working for one release and are not listed."""


class _LazyGroup(click.Group):
    """Imports a command's module only when that command runs, so that --help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's form
        return list(_COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        typed = args[0]
        if now := _FORMER_NAMES.get(typed):
            click.echo(
                f"newsfold: `{typed}` is now called `{now}`; the old name works until the next release",
                err=True,
            )
            args = [now, *args[1:]]
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"pipeline.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])


@click.group(
    cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="newsfold", prog_name="newsfold")
def cli() -> None:
    """Turn a night of scraped news into one row per story, and say why.

    \b
    newsfold ingest --source pages/          read a folder, a WARC file, a list of addresses or a feed
    newsfold stories                         what the night brought, copies folded
    newsfold explain ARTICLE_A ARTICLE_B     the evidence for a fold, or against it
    newsfold sql "SELECT title, host, article_count FROM canonical_stories"

    \b
    State is kept in NEWSFOLD_HOME (default ./.newsfold); NEWSFOLD_WAREHOUSE names another database,
    e.g. postgresql+psycopg://user@host/news. Articles are named by id, by the start of an id, or by address.
    """  # noqa: D301 - the backspace tells click to keep the lines of a paragraph
    from pipeline.settings import misspelt

    for name, meant in misspelt(os.environ).items():
        hint = f"did you mean {meant}?" if meant else "docs/reference/settings.md lists them"
        click.echo(f"newsfold: {name} is not a setting; {hint}", err=True)


def main() -> None:
    """Run the command line and leave with an exit code that says how it went."""
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)  # the code of an `Exit`; commands return None
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo(
            "\nStopped. What was finished is stored; run the same command again to continue.", err=True
        )
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; Python would complain about it at exit
        sys.exit(0)
    except errors.NewsfoldError as error:
        click.echo(f"newsfold: {harmless(str(error))}", err=True)
        sys.exit(next(code for kind, code in _EXIT_CODES if isinstance(error, kind)))
