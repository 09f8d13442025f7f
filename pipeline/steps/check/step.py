"""Asks the warehouse whether it keeps its promises: every file in `sql/checks` returns the rows that break one.

A night asks about what was touched since the last check that found no fault: the articles that were grouped again with
all others of their stories, and the captures that were read. The checks see a smaller warehouse, which holds nothing
else; what another run is at work on is left out until it is done. So a check costs what the night does. What no night
can touch, `check_everything` finds. Two checks are no files of
queries: whether captures have their bytes (`stored_bytes`), and whether a clock went ahead.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from pipeline.errors import CheckFailedError
from pipeline.reports import Report
from pipeline.steps.check.stored_bytes import sample_without_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model import Request
    from pipeline.ports import Connection, Row, Runtime

SAMPLE_ROWS: Final = 5  # enough to see what kind of row it is; the check's query gives the rest
CLOCK_SKEW: Final = timedelta(days=1)
"""Two clocks that are right differ by seconds, and by hours where one takes its zone for UTC."""

_OF_ARTICLES: Final = {
    "articles": ["article_id"],
    "article_versions": ["article_id"],
    "article_blocks": ["article_id"],
    "article_signatures": ["article_id"],
    "article_pairs": ["left_id", "right_id"],
    "story_members": ["article_id"],
}
_OF_STORIES: Final = {"stories": ["story_id"], "story_redirects": ["into_story_id"]}
_OF_CAPTURES: Final = {"captures": ["capture_id"]}
_OF_SOURCES: Final = {"feed_entries": ["source_id"]}


class Finding(NamedTuple):
    """The first rows that break a promise, and how many do."""

    rows: Sequence[Row]
    offending: int


def run(request: Request, runtime: Runtime) -> Report:
    """Check what was touched, and store what was found under the run's id; what is sound need not be checked again.

    Raise CheckFailedError, once the findings are stored, naming each check that found rows and the first of them.
    """
    with runtime.warehouse.write() as db:
        seen = _look(db, runtime, request.run_id)
        articles, captures = _narrow_to_touched(db)
        found = _ask(db, runtime) | seen
        db.upsert("check_results", [_result(request.run_id, *each) for each in found.items()])
        if not _offending(found):
            db.run("check/delete_checked_work", subjects=articles | captures)
    return _report(f"run {request.run_id}", found)


def check_everything(runtime: Runtime) -> Report:
    """Check all rows; raise CheckFailedError naming each check that found some."""
    with runtime.warehouse.read() as db:
        return _report("everything", _ask(db, runtime) | _look(db, runtime, "everything"))


def _narrow_to_touched(db: Connection) -> tuple[set[str], set[str]]:
    """Let the checks see only what was touched since the last check; return these articles and captures."""
    touched = db.rows("check/list_articles_to_check")
    articles = {row["article_id"] for row in touched}
    captures = {row["capture_id"] for row in db.rows("check/list_captures_to_check", articles=articles)}
    db.narrow(articles, _OF_ARTICLES)
    db.narrow({row["story_id"] for row in touched} - {None}, _OF_STORIES)
    db.narrow(captures, _OF_CAPTURES)
    db.narrow((), _OF_SOURCES)  # no step changes an address once it is announced
    return articles, captures


def _look(db: Connection, runtime: Runtime, seed: str) -> dict[str, Finding]:
    """Return what no query finds by itself: what stands in the archive, and what the clock says."""
    lacking = sample_without_bytes(db, runtime, seed)
    ahead = db.rows("check/list_stamps_ahead", latest=runtime.clock() + CLOCK_SKEW)
    return {
        "captures_have_bytes": Finding(lacking[:SAMPLE_ROWS], len(lacking)),
        "stamps_not_ahead": Finding(ahead[:SAMPLE_ROWS], len(ahead)),
    }


def _ask(db: Connection, runtime: Runtime) -> dict[str, Finding]:
    names = runtime.warehouse.checks()
    found = {}
    with runtime.progress.track("check", len(names)) as advance:
        for name in names:
            found[name.removeprefix("checks/")] = Finding(*db.sample(name, SAMPLE_ROWS))
            advance()
    return found


def _offending(found: Mapping[str, Finding]) -> dict[str, Finding]:
    return {name: finding for name, finding in found.items() if finding.offending}


def _report(what: str, found: Mapping[str, Finding]) -> Report:
    offending = _offending(found)
    if offending:
        lines = [
            f"- {name}: {finding.offending} rows, first {_sample(finding.rows[:1])}"
            for name, finding in offending.items()
        ]
        failed = f"{len(offending)} of {len(found)} checks of {what} failed:"
        raise CheckFailedError("\n".join([failed, *lines]))
    return Report("check", {"checks": len(found), "failed": 0})


def _result(run_id: str, name: str, finding: Finding) -> Row:
    return {
        "run_id": run_id,
        "check_name": name,
        "offending": finding.offending,
        "sample": _sample(finding.rows) if finding.rows else "",
    }


def _sample(rows: Sequence[Row]) -> str:
    return json.dumps([dict(row) for row in rows], ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
