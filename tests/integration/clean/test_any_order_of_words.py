"""Whenever a person speaks between cleanings, of stories or of blocks, labels are those of all said at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cleaning.blocks import fingerprint
from pipeline.errors import NotFoundError
from pipeline.model import BoilerplateStatus, Request, Verdict
from pipeline.review.judge import judge
from pipeline.runtime import SilentProgress
from pipeline.settings import Settings
from pipeline.steps.clean.decide import decide_boilerplate
from pipeline.steps.clean.step import run
from pipeline.steps.fold import step as fold
from tests.integration.drafted_pages import (
    BARE,
    BOX,
    LINE,
    CleanRuntime,
    DraftedPage,
    clean,
    page,
    report,
    state,
)

PAGES = [
    page(1, BOX, LINE),
    page(2, BOX),
    page(3, BOX, LINE, copy=2),
    page(4, LINE),
    page(5, host="weekly.example", copy=1),
    DraftedPage("weekly.example", "brief", (*report(1)[:4], BOX), hour=6),
    BARE,
]
JUDGED = st.tuples(st.sampled_from(PAGES), st.sampled_from(PAGES), st.sampled_from(list(Verdict))).filter(
    lambda each: each[0] is not each[1]
)
DECIDED = st.tuples(
    st.sampled_from(["herald.example", "weekly.example"]),
    st.sampled_from([BOX, LINE]),
    st.sampled_from([BoilerplateStatus.VETOED, BoilerplateStatus.CONFIRMED]),
)


def opened(template, folder: Path, name: str) -> CleanRuntime:
    file = folder / f"{name}.db"
    file.write_bytes(Path(template).read_bytes())
    url = f"sqlite:///{file}"
    return CleanRuntime(Settings(home=folder, warehouse=url), SqlWarehouse(url), SilentProgress())


def decide(runtime: CleanRuntime, host: str, text: str, status: BoilerplateStatus) -> bool:
    """Say it of a block where it is known; return whether it was."""
    try:
        decide_boilerplate(runtime, host, fingerprint(text), status, "anna")
    except NotFoundError:
        return False
    run(Request("r"), runtime)
    return True


def say(runtime: CleanRuntime, said) -> None:
    left, right, verdict = said
    judge(runtime, (left.article_id, right.article_id), verdict, by="anna")


def without_times(runtime: CleanRuntime) -> list:
    return state(runtime)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    order=st.permutations(range(len(PAGES))),
    judged=st.lists(JUDGED, max_size=4, unique_by=lambda each: frozenset((each[0].slug, each[1].slug))),
    moments=st.lists(st.integers(0, len(PAGES)), min_size=4, max_size=4),
    decided=st.lists(DECIDED, max_size=2, unique_by=lambda each: each[:2]),
    again=st.sampled_from(PAGES),
)
def test_judgements_vetoes_and_confirmations_amid_cleaning_leave_what_all_at_once_leaves(  # noqa: PLR0917 - what is drawn
    sqlite_template, order, judged, moments, decided, again
):
    """One page is captured again, unchanged, after everything was said."""
    with tempfile.TemporaryDirectory() as name:
        at_once, amid = (opened(sqlite_template, Path(name), each) for each in ("once", "amid"))
        clean(at_once, *PAGES)
        fold.run(Request("r"), at_once)
        decisions = [each for each in decided if decide(at_once, *each)]
        for each in judged:
            say(at_once, each)

        waiting = dict(zip(range(len(judged)), moments, strict=False))
        held: set[str] = set()
        for turn, number in enumerate(order):
            clean(amid, PAGES[number])
            fold.run(Request("r"), amid)
            held.add(PAGES[number].slug)
            for which, moment in sorted(waiting.items()):
                left, right, _ = judged[which]
                if moment <= turn and {left.slug, right.slug} <= held:
                    say(amid, judged[which])
                    del waiting[which]
        for which in sorted(waiting):
            say(amid, judged[which])
        for each in decisions:
            assert decide(amid, *each)
        clean(amid, again)
        assert without_times(amid) == without_times(at_once)
        for runtime in (at_once, amid):
            runtime.warehouse.close()


@pytest.mark.parametrize("before", [True, False])
def test_a_judgement_given_before_or_after_a_recapture_changes_no_label(runtime, before):
    """Two unrelated stories called the same have two votes, as their pages have."""
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, second, BARE)
    fold.run(Request("r"), runtime)
    expected = state(runtime)
    if before:
        judge(runtime, (first.article_id, second.article_id), Verdict.SAME, by="anna")
    clean(runtime, first)
    if not before:
        judge(runtime, (first.article_id, second.article_id), Verdict.SAME, by="anna")
    clean(runtime, second)
    assert state(runtime) == expected
