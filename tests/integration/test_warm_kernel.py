"""What is compiled on a new machine is compiled before the warehouse is locked: once, others waited for 95 seconds."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.folding.kernels.compiled import CompiledKernel
from pipeline.runtime import SilentProgress
from pipeline.settings import Settings
from tests.integration.drafted_pages import CleanRuntime, clean, page
from tests.integration.kept_articles import Bench, Kept, report


class Watched:
    """A warehouse that says whether somebody writes in it."""

    def __init__(self, warehouse):
        self._warehouse = warehouse
        self.is_locked = False

    def __getattr__(self, name):
        return getattr(self._warehouse, name)

    @contextmanager
    def write(self):
        with self._warehouse.write() as db:
            self.is_locked = True
            try:
                yield db
            finally:
                self.is_locked = False


class ToldKernel(CompiledKernel):
    """Notes for each part of it whether the warehouse was locked when it was first put to work."""

    def __init__(self, warehouse):
        self._warehouse = warehouse
        self.was_locked = {}

    def __getattribute__(self, name):
        if not name.startswith("_") and name != "was_locked":
            self.was_locked.setdefault(name, self._warehouse.is_locked)
        return super().__getattribute__(name)


@pytest.fixture
def watched(warehouse):
    return Watched(warehouse)


PARTS = dict.fromkeys(["sign_and_keep_sets", "shingle_sets", "measure", "locate", "align"], False)


def test_before_articles_are_cleaned(watched):
    kernel = ToldKernel(watched)
    runtime = CleanRuntime(Settings(home=Path(), warehouse=""), watched, SilentProgress(), kernel)
    clean(runtime)
    assert kernel.was_locked == {}
    clean(runtime, page(1), page(2))
    assert {name: kernel.was_locked[name] for name in PARTS} == PARTS


def test_before_articles_are_folded(watched):
    bench = replace(Bench(watched), kernel=ToldKernel(watched))
    bench.night()
    assert bench.kernel.was_locked == {}
    bench.night(Kept("first", report(1)), Kept("second", report(1)))
    assert {name: bench.kernel.was_locked[name] for name in PARTS} == PARTS
