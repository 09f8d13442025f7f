"""The ways things go wrong, one type for each thing the caller must do about it.

A step has four outcomes for one record. *Retry* (`TransientError`): ask again later. *Reject* (`Rejected`): this
record is no article, and the reason is stored; a page that is still announced is asked for again much later. *Fail* (`NewsfoldError` of any other kind): an
assumption of ours broke, stop. *Skip* is no error at all: the record is not due.
"""

from __future__ import annotations


class NewsfoldError(Exception):
    """Something a person must look at; the message names the thing and says what to do."""


class SettingsError(NewsfoldError):
    """A setting is missing or out of bounds."""


class SourceError(NewsfoldError):
    """A source cannot be read at all: it is missing, is of no known kind, or is damaged."""


class WarehouseError(NewsfoldError):
    """The warehouse cannot be reached, is of another version, or refused a statement."""


class ValueRefusedError(WarehouseError):
    """The warehouse refuses a value: a number or text that no column of it can hold."""


class QuestionError(WarehouseError):
    """The warehouse does not understand a person's own statement, or may not do what it says."""


class CheckFailedError(NewsfoldError):
    """The numbers of a run do not add up, or a check found offending rows."""


class NotFoundError(NewsfoldError):
    """No article, story or judgement of that name exists."""


class TransientError(NewsfoldError):
    """This attempt failed for a reason that may pass; the record is retried.

    `outcome` is the named outcome that is counted and stored, e.g. ``deadline``. `retry_after_seconds` is how long the
    other side asked to be left alone.
    """

    def __init__(self, outcome: str, detail: str = "", *, retry_after_seconds: float | None = None) -> None:
        super().__init__(f"{outcome}: {detail}" if detail else outcome)
        self.outcome = outcome
        self.retry_after_seconds = retry_after_seconds
        self.detail = detail


class Rejected(NewsfoldError):  # noqa: N818 - a rejection is a result, not a fault
    """This capture is no article. `reason` is a stable name, `detail` says what was seen."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


def broken_record(fault: Exception, name: str) -> Rejected:
    """Return the outcome of a record on which our code failed in a way that nobody foresaw, with the type of the fault.

    It is made where one record of many is at work, so that what a stranger wrote costs itself and no other.
    """
    return Rejected("broken_record", f"{type(fault).__name__}: {name}"[:500])
