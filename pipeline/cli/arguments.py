"""Options that several commands share, and what a person typed as the code knows it."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

by = click.option("--by", default=getpass.getuser, help="Who decides. Default: your account's name.")

dry_run = click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")


def at_most(default: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option that says how many rows are listed."""
    return click.option(
        "--limit",
        "at_most",
        type=click.IntRange(min=1),
        default=default,
        show_default=True,
        help="At most this many.",
    )


def as_address(reference: str) -> str:
    """Return what a person typed as the warehouse knows it: a file that was read goes by its address."""
    path = Path(reference)
    return path.absolute().as_uri() if path.is_file() else reference


def day_of(text: str, option: str = "--day") -> datetime:
    """Return the first moment (UTC) of the day a person typed for an option."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day: write it as 2026-03-02", param_hint=option) from None


def text_of(file: Path) -> str:
    """Return what a person's file says."""
    from pipeline.errors import SourceError

    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file} cannot be read as text in UTF-8: {error}") from error
