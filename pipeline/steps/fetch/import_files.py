"""Importing: sources that already hold captures, WARC files and folders, are read whole into the archive.

A location may name a ``{day}``: then only the days of the run's window are read, so that a folder which gets one file
a night is not gone through from its beginning every night.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.crawling.observations import FetchObservation, observe
from pipeline.crawling.urls import why_unfetchable, without_login
from pipeline.crawling.windows import days_between
from pipeline.errors import Rejected, SourceError
from pipeline.model import FilePart
from pipeline.parsing.charset import one_line
from pipeline.parsing.files.sources import DAY
from pipeline.reports import Report
from pipeline.steps.fetch import store
from pipeline.steps.fetch.remote_files import brought_here, files_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from pipeline.crawling.polls import RegisteredSource
    from pipeline.model import Fetched, Source, Window
    from pipeline.ports import Advance, Runtime

CLOCK_SKEW = timedelta(days=1)
"""A capture dated further ahead than any two clocks differ was dated wrong, and would be the latest news for years."""

_MAX_NOTE = 1_000
_MAX_NAME = 200


class Intake:
    """What has come of one source so far: its records, how many were refused and why, and what is damaged."""

    def __init__(self, source: Source, runtime: Runtime) -> None:
        self._source = source
        self._runtime = runtime
        self.records = 0
        self.refusals: Counter[str] = Counter()
        self.damages: list[str] = []
        self.examples: dict[str, str] = {}

    def observations(self, window: Window, advance: Advance) -> Iterator[FetchObservation]:
        """Yield what is observed in every record that is a capture, and take note of the others."""
        for file in self._files(window):
            try:
                yield from self.of_part(FilePart(file), advance)
            except SourceError as error:
                self.damages.append(one_line(str(error), _MAX_NOTE))

    def of_part(self, part: FilePart, advance: Advance) -> Iterator[FetchObservation]:
        """Yield what is observed in the records of one part of the source; raise SourceError where it cannot be had."""
        with brought_here(part.path, self._source, self._runtime) as path:
            yield from self._part(replace(part, path=str(path)), advance)

    def _files(self, window: Window) -> Iterator[str]:
        """Yield the files of the source, those of each place in turn."""
        for place in places(self._source.location, window):
            try:
                yield from files_at(place, self._source, window, self._runtime)
            except SourceError as error:
                self.damages.append(one_line(str(error), _MAX_NOTE))

    def _part(self, part: FilePart, advance: Advance) -> Iterator[FetchObservation]:
        try:
            for record in _records(part, self._source, self._runtime):
                self.records += 1
                advance()
                try:
                    yield self._observed(record)
                except Rejected as refused:
                    self.refuse(refused)
        except SourceError as error:
            self.damages.append(one_line(str(error), _MAX_NOTE))

    def _observed(self, record: Fetched | Rejected) -> FetchObservation:
        """Return what is observed in a record; raise Rejected where it is no capture."""
        if isinstance(record, Rejected):
            raise record
        if reason := _why_refused(record, self._runtime.clock() + CLOCK_SKEW):
            raise Rejected(reason, without_login(record.url))
        return observe(self._source.source_id, record)

    def refuse(self, refused: Rejected) -> None:
        """Count a record that is not kept; its file or address is what a person may look for."""
        self.refusals[refused.reason] += 1
        self.examples.setdefault(refused.reason, one_line(refused.detail, _MAX_NAME))

    def notes(self) -> Iterator[str]:
        """Yield what a person should read."""
        yield from self.damages
        if not (self.damages or self.records):
            yield f"{self._source.location} holds no page (.html, .txt) and no capture of a WARC file"
        for reason, number in self.refusals.most_common():
            yield f"{number} refused, {reason}: {self.examples[reason]}"


def import_source(source: RegisteredSource, window: Window, runtime: Runtime) -> Report:
    """Store every record of this source, and count what became of each.

    `records` = `captured` + `held` + `refused`. `incomplete` is 1 for a source that has any damage; what is whole is
    kept.
    """
    intake = Intake(source, runtime)
    counts: Counter[str] = Counter()
    with runtime.progress.track(f"read {source.source_id}") as advance:
        for batch in store.batches(intake.observations(window, advance)):
            with runtime.warehouse.write() as db:
                kept = store.keep(batch, runtime, db)
            broken = [kept.broken[each.capture_id] for each in batch if each.capture_id in kept.broken]
            for each in broken:
                intake.refuse(each)
            counts.update(captured=len(kept.new), held=len(batch) - len(kept.new) - len(broken))
    counts.update(
        records=intake.records, refused=intake.refusals.total(), incomplete=1 if intake.damages else 0
    )
    with runtime.warehouse.write() as db:
        db.run(
            "shared/record_reading",
            source_id=source.source_id,
            polled_at=runtime.clock(),
            poll_outcome="incomplete" if intake.damages else "ok",
        )
    return Report("fetch", dict(counts), tuple(f"{source.source_id}: {note}" for note in intake.notes()))


def places(location: str, window: Window) -> list[str]:
    """Return where to read: once for each day of the window where the location names a day.

    A window that is open at one side has no days to go through; the location is then given as it stands.
    """
    if DAY not in location or window.start is None or window.end is None:
        return [location]
    last = (window.end - timedelta(microseconds=1)).date()
    return [location.replace(DAY, f"{day}") for day in days_between(window.start.date(), last)]


def _records(part: FilePart, source: Source, runtime: Runtime) -> Iterator[Fetched | Rejected]:
    if DAY in part.path:
        raise SourceError(f"{part.path} names a {DAY}, and this run has none: give --day")
    yield from runtime.reader.read_part(part, columns=dict(source.columns))


def _why_refused(record: Fetched, latest: datetime) -> str | None:
    if record.fetched_at > latest:
        return "capture_date_ahead"
    if record.http_status != 200:
        return f"http_{record.http_status}"
    return None if record.url.startswith("file:///") else why_unfetchable(record.url)
