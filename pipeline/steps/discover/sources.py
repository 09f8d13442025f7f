"""Sources: how they enter the warehouse, and which ones a run is about."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.crawling.polls import GOOD_OUTCOMES, PollState, RegisteredSource, was_just_polled
from pipeline.errors import NotFoundError
from pipeline.locations import has_scheme
from pipeline.model import RequestOptions, Source, SourceKind, Validators

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from pipeline.model import Request
    from pipeline.ports import Connection, Row, Runtime


def register(db: Connection, sources: Iterable[Source], now: datetime, *, folder: Path | None = None) -> int:
    """Add these sources, or change those of the same id; return how many rows changed.

    Files are found from `folder`, by default the current one, and registered under their absolute path: the nightly
    run starts in another folder. A source that moved is polled as if it were new: marks of an answer from one address
    say nothing about another. One whose host said that it moved, or whose feed was found on its site, is asked there
    for as long as its former address is given. Where its authority, its agency flag or its publisher changed, its articles
    are folded again by the next run.
    """
    lasting = [
        replace(source, location=lasting_location(source.location, folder or Path())) for source in sources
    ]
    given = {source.source_id: source for source in registered(db)}
    known = [(source, given[source.source_id]) for source in lasting if source.source_id in given]
    moved = [{"source_id": new.source_id} for new, old in known if new.location != old.given_location]
    db.run_many("discover/forget_polls", moved)
    told_anew = [{"source_id": new.source_id} for new, old in known if _standing(new) != _standing(old)]
    db.run_many("discover/mark_articles_of_source", told_anew)
    return db.upsert("sources", [_row(source, now) for source in lasting], keep=["added_at"])


def registered(db: Connection) -> list[RegisteredSource]:
    """Return all sources of the warehouse, in the order of their ids."""
    return [_source_of(row) for row in db.rows("discover/list_sources_to_read")]


def chosen(db: Connection, request: Request) -> list[RegisteredSource]:
    """Return the sources the request names, or all that are enabled, in the order of their ids.

    A source that is named is taken even when it is disabled. Raise NotFoundError for a name nobody registered.
    """
    sources = registered(db)
    if not request.sources:
        return [source for source in sources if source.is_enabled]
    if unknown := set(request.sources) - {source.source_id for source in sources}:
        named = ", ".join(repr(name) for name in sorted(unknown))
        raise NotFoundError(f"no source is called {named}; `newsfold sources` lists those there are")
    return [source for source in sources if source.source_id in request.sources]


def settled_sources(db: Connection, request: Request, now: datetime) -> set[str]:
    """Return those of the request's sources that failed, and that asking again at once cannot help.

    These are files, and addresses that answered within the hour.
    """
    return {
        source.source_id
        for source in chosen(db, request)
        if source.last_poll.outcome not in GOOD_OUTCOMES
        and (not source.is_address or was_just_polled(source, now))
    }


def set_enabled(runtime: Runtime, source_id: str, *, enabled: bool) -> None:
    """Let runs ask this source, or no longer; raise NotFoundError for a name nobody registered."""
    with runtime.warehouse.write() as db:
        if not db.run("shared/set_source_enabled", source_id=source_id, enabled=int(enabled)):
            raise NotFoundError(f"no source is called {source_id!r}; `newsfold sources` lists them")


def forget_pauses(db: Connection, sources: Iterable[str]) -> None:
    """Let these sources be asked now, because a person says so; a host that wishes to be left alone still is."""
    db.run_many("discover/forget_pause", [{"source_id": source_id} for source_id in sources])


def _standing(source: Source) -> tuple[int, bool, str | None]:
    """Return what folding asks of a source."""
    return source.authority, source.is_agency, source.publisher


def _row(source: Source, now: datetime) -> Row:
    return {
        "source_id": source.source_id,
        "kind": source.kind,
        "location": source.location,
        "language": source.language,
        "authority": source.authority,
        "time_zone": source.time_zone,
        "agency": int(source.is_agency),
        "publisher": source.publisher,
        "request_options": _written(source),
        "added_at": now,
    }


def _written(source: Source) -> str:
    options = source.requests
    said = {
        "user_agent": options.user_agent,
        "headers": dict(options.headers),
        "proxy": options.proxy,
        "columns": dict(source.columns),
    }
    return json.dumps({name: value for name, value in said.items() if value}, sort_keys=True)


def _options_of(text: str) -> RequestOptions:
    said = json.loads(text)
    return RequestOptions(
        said.get("user_agent"), tuple(sorted(said.get("headers", {}).items())), said.get("proxy")
    )


def _source_of(row: Row) -> RegisteredSource:
    return RegisteredSource(
        source_id=row["source_id"],
        kind=SourceKind(row["kind"]),
        location=row["moved_to"] or row["location"],
        language=row["language"],
        authority=row["authority"],
        time_zone=row["time_zone"],
        is_agency=bool(row["agency"]),
        publisher=row["publisher"],
        requests=_options_of(row["request_options"]),
        columns=tuple(sorted(json.loads(row["request_options"]).get("columns", {}).items())),
        is_enabled=bool(row["enabled"]),
        given_location=row["location"],
        last_poll=PollState(
            polled_at=row["polled_at"],
            outcome=row["poll_outcome"],
            due_at=row["due_at"],
            validators=Validators(row["etag"], row["last_modified"]),
            body_sha256=row["body_sha256"],
            whole_at=row["whole_at"],
            marks_proved=row["marks_proved"],
        ),
    )


def lasting_location(location: str, folder: Path) -> str:
    """Return an address as it is, and a path as an absolute one, found from `folder`."""
    return location if has_scheme(location) else str((folder / Path(location).expanduser()).absolute())
