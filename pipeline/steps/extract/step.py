"""Extract: every capture becomes an article version with its blocks, a rejection with a reason, or a retry.

Captures are read in chunks, oldest first. Each chunk is read by the parser (`outcomes`), labelled by the rules of its
pages (`page_labels`), and stored in one transaction (`store`), so an interrupted run goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline.errors import NewsfoldError, ValueRefusedError
from pipeline.reports import Report
from pipeline.steps.extract import store
from pipeline.steps.extract.outcomes import Outcomes, Rejection, Retry, WaitingCapture, broken, read_captures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.model import Request
    from pipeline.ports import Runtime

CHUNK = 200
"""Captures in one transaction: some 20,000 blocks, a few seconds of work to lose."""

BROKEN_FROM = 10
"""So many failures and nothing else are no accident of the pages."""

_START = datetime(1, 1, 1, tzinfo=UTC)


def run(request: Request, runtime: Runtime) -> Report:
    """Read every capture that waits; the report's versions, rejections and retries add up to its captures.

    The window of the request bounds what is captured, not what is read: a capture that waits is never left behind.
    """
    del request
    tally = Tally()
    with runtime.warehouse.write() as db:
        db.run("extract/mark_captures_of_other_schemes", scheme=store.SCHEME)
        total = int(db.rows("extract/count_captures_to_extract")[0]["captures"])
    with runtime.progress.track("extract", total) as advance:
        for chunk in _chunks(runtime):
            tally.add(store_outcomes(read_captures(chunk, runtime, advance), runtime))
    return tally.report()


class Tally:
    """How many captures were read so far, what became of them, and why some are no article."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter(
            dict.fromkeys(("captures", "versions", "rejections", "retries"), 0)
        )
        self._reasons: Counter[str] = Counter()

    def add(self, outcomes: Outcomes) -> None:
        """Count what became of the captures of one chunk."""
        self._counts.update(
            captures=len(outcomes),
            versions=len(outcomes.pages),
            rejections=len(outcomes.rejections),
            retries=len(outcomes.retries),
        )
        self._reasons.update(each.why.reason for each in outcomes.rejections)
        self._reasons.update(each.why.outcome for each in outcomes.retries)

    def report(self) -> Report:
        """Return the report of the step."""
        notes = tuple(f"{count} {name}" for name, count in self._reasons.most_common(10))
        return Report("extract", counts=dict(self._counts), notes=notes)


def store_outcomes(outcomes: Outcomes, runtime: Runtime) -> Outcomes:
    """Write what became of the captures of one chunk; return what was written.

    Raise NewsfoldError when all of them failed for one reason.
    """
    refuse_if_broken(outcomes)
    outcomes = _stored(outcomes, runtime)
    refuse_if_broken(outcomes)
    return outcomes


def _chunks(runtime: Runtime) -> Iterator[Sequence[WaitingCapture]]:
    after: tuple[datetime, str] = (_START, "")
    while True:
        with runtime.warehouse.read() as db:
            rows = db.rows(
                "extract/list_captures_to_extract", after_at=after[0], after_id=after[1], chunk=CHUNK
            )
        if not rows:
            return
        chunk = [WaitingCapture(**row) for row in rows]
        yield chunk
        after = (chunk[-1].fetched_at, chunk[-1].capture_id)


def _stored(outcomes: Outcomes, runtime: Runtime) -> Outcomes:
    """Write what became of these captures, in one transaction unless one of them cannot be written.

    A page that the database or our code refuses costs itself: the chunk is halved until it stands alone. What befalls
    any page (a lost connection, a full disk) is raised.
    """
    try:
        with runtime.warehouse.write() as db:
            waiting = store.still_waiting(outcomes, db)
            store.store(waiting, db, runtime.clock())
    except NewsfoldError as error:
        if not isinstance(error, ValueRefusedError):
            raise
        fault: Exception = error
    except Exception as error:  # noqa: BLE001 - the edge of a chunk: what it was is stored with the page it came from
        fault = error
    else:
        return waiting
    some = list(outcomes)
    if len(some) == 1:
        why = some[0].why if isinstance(some[0], Rejection | Retry) else None
        if why is not None and "broken_record" in str(why):
            raise fault  # not the page: it could not even be said that it is broken
        return _stored(Outcomes.of([broken(some[0].capture, fault)]), runtime)
    halves = (some[: len(some) // 2], some[len(some) // 2 :])
    return Outcomes.of(each for half in halves for each in _stored(Outcomes.of(half), runtime))


def refuse_if_broken(outcomes: Outcomes) -> None:
    """Raise NewsfoldError when all pages of a chunk failed for one reason: the parser is at fault, and no page's count grows.

    Pages that failed before are asked again whatever becomes of them: a few bad ones must not hold up the rest.
    """
    reasons = {str(retry.why) for retry in outcomes.retries}
    all_failed = len(outcomes.retries) == len(outcomes) >= BROKEN_FROM
    is_first_time = all(retry.capture.attempts == 0 for retry in outcomes.retries)
    if all_failed and is_first_time and len(reasons) == 1:
        raise NewsfoldError(
            f"the parser failed on all {len(outcomes)} pages of a batch: {next(iter(reasons))}"
        )
