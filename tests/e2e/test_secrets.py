"""No part of a password is printed, whatever characters it holds and whatever goes wrong."""

from __future__ import annotations

import subprocess
import sys
import traceback
from urllib.parse import quote

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.errors import NewsfoldError

RESERVED = ":/?#[]@!$&'()*+,;=%^ |<>\"`{}"
PARTS = ("qzx", "wvk", "jqf")
"""Letters that stand in no sentence of ours, so that any part of a password is known when it is seen."""


def addresses():
    for character in RESERVED:
        password = character.join(PARTS)
        yield f"postgresql+psycopg://ingest:{password}@127.0.0.1:1/news"
        yield f"postgresql+psycopg://ingest:{quote(password, safe='')}@127.0.0.1:1/news"
        yield f"postgresql+psycopg://127.0.0.1:1/news?user=ingest&password={quote(password, safe='')}"
        yield f"postgresql+psycopg://127.0.0.1:1/news?user=ingest&sslpassword={password}"
    yield f"postgresql+psycopg://ingest:{PARTS[0]}"
    yield f"postgresql+psycopg://ingest:{PARTS[0]}@{PARTS[1]}:{PARTS[2]}@127.0.0.1:1/news"
    yield f"mysql://ingest:{PARTS[0]}@{PARTS[1]}@127.0.0.1/news"


def shown(text: str) -> list[str]:
    return [part for part in PARTS if part in text]


@pytest.mark.parametrize("address", addresses())
def test_no_error_repeats_any_part_of_a_password_in_its_text_or_in_that_of_its_causes(address):
    """A scheduler logs the whole chain."""
    with pytest.raises(NewsfoldError) as caught:
        SqlWarehouse(address, wait_seconds=1).migrate()
    lines = [str(caught.value), repr(caught.value)]
    cause: BaseException | None = caught.value
    while cause is not None:
        lines += traceback.format_exception_only(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    assert shown("".join(lines)) == []


COMMANDS = (
    ["init"],
    ["status"],
    ["status", "--json"],
    ["stories"],
    ["show", "x"],
    ["sql", "SELECT 1"],
    ["sources"],
    ["ingest"],
    ["judge", "a", "b", "same"],
    ["boilerplate", "list"],
    ["captures", "--verify"],
    ["compact"],
    ["export", "stories"],
)


@pytest.mark.parametrize("password", ["qzx@wvk:jqf", "qzx:wvk/jqf?", "qzx%40wvk%3Ajqf"])
def test_no_command_prints_any_part_of_it(tmp_path, password):
    """All commands in one process each would take a minute: they share one."""
    program = (
        "import sys, runpy\n"
        "from pipeline.cli import main\n"
        f"for arguments in {COMMANDS!r}:\n"
        "    sys.argv = ['newsfold', *arguments]\n"
        "    try: main()\n"
        "    except SystemExit as end: print(arguments, 'ended with', end.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={
            "PATH": "/usr/bin:/bin",
            "NEWSFOLD_HOME": str(tmp_path / "home"),
            "NEWSFOLD_WAREHOUSE": f"postgresql+psycopg://ingest:{password}@127.0.0.1:1/news",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.count("ended with") == len(COMMANDS), done.stdout + done.stderr
    assert "ended with 0" not in done.stdout
    assert shown(done.stdout + done.stderr) == []
