"""Promise four, tried hard: however articles and judgements come, the stories are those of all at once.

The articles are made to be awkward: equal texts of one day and of days at the window's edge, cut and edited copies,
pages of two reports, short reports inside longer pages, forms with other facts, an article whose text changes.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.model import Verdict
from pipeline.review.judge import judge, unjudge
from tests.integration.kept_articles import FIRST_DAY, Bench, Kept, edited, report

if TYPE_CHECKING:
    from collections.abc import Iterator

A, B, C = report(1, 150), report(2, 110), report(3, 36)
FORM = "BRENN - The bank of {} set its rate at {} percent on {}. Governor {} said that prices rose by {} percent. {}"
REST = report(4, 60)


def kept(name: str, text: str, day: float) -> Kept:
    return Kept(name, text, FIRST_DAY + timedelta(days=day), f"{name}.example")


ARTICLES = [
    kept("wire", A, 0),
    kept("edited", edited(A, 1), 0.2),
    kept("equal", A, 0.3),
    kept("early", A, -0.2),
    kept("tomorrow", A, 1.1),
    kept("edge", A, 29.9),
    kept("over", edited(A, 2), 30.1),
    kept("evening", A, 30.6),
    kept("far", A, 60.5),
    kept("cut", "\n".join(A.split("\n")[:3]), 0.4),
    kept("tail", "\n".join(A.split("\n")[2:]), 0.5),
    kept("both", f"{A}\n{B}", 2),
    kept("both_again", f"{edited(A, 3)}\n{B}", 2.5),
    kept("other", B, 31),
    kept("other_copy", edited(B, 4, 3), 3),
    kept("mostly", f"{A}\n{C}", 1.5),
    kept("brief", C, 4),
    kept("form", FORM.format("Ankala", "50.0", "Monday", "Belgin", "61.2", REST), 1),
    kept("next_form", FORM.format("Plata", "4.25", "Friday", "Caldo", "3.9", REST), 2),
    kept("form_copy", FORM.format("Ankala", "50.0", "Monday", "Belgin", "61.2", edited(REST, 5, 2)), 1.2),
]
PAIRS = st.tuples(st.sampled_from(ARTICLES), st.sampled_from(ARTICLES)).filter(
    lambda pair: pair[0] != pair[1]
)


@contextmanager
def bench_from(template: Path) -> Iterator[Bench]:
    """Give a bench on a fresh copy of a migrated warehouse."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "warehouse.db"
        shutil.copy(template, file)
        warehouse = SqlWarehouse(f"sqlite:///{file}")
        try:
            yield Bench(warehouse)
        finally:
            warehouse.close()


def say(bench: Bench, number: int, left: Kept, right: Kept, verdict: Verdict) -> None:
    """Judge a pair, always at the same moment, whenever in the run it is."""
    bench.clock.now = FIRST_DAY + timedelta(days=100, minutes=number)
    judge(bench, (left.article_id, right.article_id), verdict, by="ed")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    order=st.permutations(ARTICLES),
    cuts=st.sets(st.integers(1, len(ARTICLES) - 1), max_size=5),
    spoken=st.lists(
        st.tuples(PAIRS, st.sampled_from(list(Verdict)), st.integers(0, 5)),
        max_size=3,
        unique_by=lambda each: frozenset(article.name for article in each[0]),
    ),
    rewritten=st.sampled_from(ARTICLES),
)
def test_nights_and_judgements_in_any_order_leave_what_all_at_once_leaves(
    sqlite_template, order, cuts, spoken, rewritten
):
    """A judgement is given once both its articles are known; the first is given and taken back again."""
    with bench_from(sqlite_template) as bench, bench_from(sqlite_template) as other:
        bench.night(*ARTICLES)
        for number, ((left, right), verdict, _) in enumerate(spoken):
            if number > 0:
                say(bench, number, left, right, verdict)

        bounds = [0, *sorted(cuts), len(order)]
        nights = [order[start:end] for start, end in pairwise(bounds)]
        waiting = dict(enumerate(spoken))
        known: set[str] = set()
        for night, articles in enumerate(nights):
            draft = [replace(each, text=each.text[::-1]) if each is rewritten else each for each in articles]
            if draft != articles:
                other.night(*draft)
            other.night(*articles)
            known |= {each.name for each in articles}
            for number, ((left, right), verdict, from_night) in list(waiting.items()):
                is_time = from_night <= night or night == len(nights) - 1
                if is_time and {left.name, right.name} <= known:
                    say(other, number, left, right, verdict)
                    del waiting[number]
                    if number == 0:
                        unjudge(other, (left.article_id, right.article_id))
        assert other.everything_but_ids() == bench.everything_but_ids()
