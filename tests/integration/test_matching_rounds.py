"""Pairs are found and stories grouped in many transactions: cut anywhere, or with another run between, the rows are the same."""

from __future__ import annotations

import random
import shutil
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.matching import collide, rounds
from pipeline.matching.measure import measured_pairs
from pipeline.steps.fold import fold_waiting
from tests.integration.kept_articles import FIRST_DAY, Bench, Kept, edited, report


class BrokenOffError(Exception):
    """Stands for the end of a process."""


class Counting:
    """The port `Warehouse`, which does something before a transaction that writes, by its number."""

    def __init__(self, inner, before=lambda number: None):
        self.inner, self.before, self.begun = inner, before, 0

    @contextmanager
    def write(self):
        self.begun += 1
        self.before(self.begun)
        with self.inner.write() as db:
            yield db

    def __getattr__(self, name):
        return getattr(self.inner, name)


def crowd() -> list[Kept]:
    """Return families of copies, and pages that share phrases with all of them."""
    kept = []
    for seed in range(6):
        text = report(seed)
        for copy in range(5):
            host = f"host-{copy}.example"
            at = FIRST_DAY + timedelta(hours=7 * seed + copy)
            kept.append(Kept(f"s{seed}-{copy}", edited(text, 10 * seed + copy, 3 * copy), at, host))
        kept.append(Kept(f"equal{seed}", text, FIRST_DAY + timedelta(hours=9), "equal.example"))
    dice = random.Random(4)
    lines = [line for seed in range(6) for line in report(seed).split("\n")]
    for number in range(8):
        text = "\n".join(dice.sample(lines, 8))
        kept.append(Kept(f"mixed{number}", text, FIRST_DAY + timedelta(hours=number), "mixed.example"))
    return kept


def new_night() -> list[Kept]:
    """Return a second night: more copies, and a page that says something else than it did."""
    first = crowd()
    more = [replace(first[0], text=report(40)), replace(first[7], text=first[1].text)]
    return [*more, Kept("late", edited(report(2), 77), FIRST_DAY + timedelta(days=2), "late.example")]


@pytest.fixture
def fresh(sqlite_template, tmp_path):
    """Give the function that opens one more empty warehouse."""
    opened = []

    def open_one() -> Bench:
        file = tmp_path / f"{len(opened)}.db"
        shutil.copy(sqlite_template, file)
        opened.append(SqlWarehouse(f"sqlite:///{file}"))
        return Bench(opened[-1])

    yield open_one
    for each in opened:
        each.close()


def in_small_parts(monkeypatch, pairs: int) -> None:
    monkeypatch.setattr(collide, "PAIRS_AT_ONCE", pairs)
    monkeypatch.setattr(fold_waiting, "PAIRS_AT_ONCE", pairs)


def after_two_nights(bench: Bench) -> list[tuple]:
    bench.night(*crowd())
    bench.night(*new_night())
    return bench.everything_but_ids()


def waiting(bench: Bench) -> list[tuple]:
    return bench.table("SELECT step, subject_id FROM pending_work WHERE step IN ('fold', 'group')")


def test_however_pairs_are_cut_into_transactions_the_rows_are_the_same(fresh, monkeypatch):
    whole = after_two_nights(fresh())
    for pairs in (40, 1):
        in_small_parts(monkeypatch, pairs)
        assert after_two_nights(fresh()) == whole


def test_a_run_that_is_cut_off_in_any_transaction_is_gone_on_with(fresh, monkeypatch):
    in_small_parts(monkeypatch, 30)
    expected = after_two_nights(fresh())
    for last in (2, 3, 4, 6, 9):
        bench = fresh()
        bench.load(crowd())

        def end(number, last=last):
            if number == last:
                raise BrokenOffError

        with pytest.raises(BrokenOffError):
            replace(bench, warehouse=Counting(bench.warehouse, end)).fold()
        assert waiting(bench) != []
        bench.night(*new_night())
        assert bench.everything_but_ids() == expected
        assert waiting(bench) == []


def test_another_run_may_fold_a_whole_night_between_two_transactions(fresh, monkeypatch):
    in_small_parts(monkeypatch, 30)
    expected = after_two_nights(fresh())
    for between in (2, 3, 6):
        bench = fresh()

        def fold_the_other_night(number, bench=bench, between=between):
            if number == between:
                bench.night(*new_night())

        bench.load(crowd())
        watched = Counting(bench.warehouse, fold_the_other_night)
        replace(bench, warehouse=watched).fold()
        assert watched.begun > between
        assert bench.everything_but_ids() == expected
        assert waiting(bench) == []


def test_each_transaction_measures_a_bounded_number_of_pairs(warehouse, monkeypatch):
    in_small_parts(monkeypatch, 25)
    asked = []

    def measured(corpus, pairs):
        asked.append(len(pairs))
        return measured_pairs(corpus, pairs)

    monkeypatch.setattr(rounds, "measured_pairs", measured)
    bench = Bench(warehouse)
    bench.night(*crowd())
    assert sum(asked) > 100
    # An article with more pairs than a transaction takes has one of its own.
    assert max(asked) <= len(crowd())
    assert waiting(bench) == []
