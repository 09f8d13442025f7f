"""Anybody may quote a report on pages of his own: what he says there changes no text and no story of others.

The press is honest: three papers with reports of their own, and two reports that all of them carry, edited. Foreign
pages quote it in any way, amid texts of their own, whole or in part, on any number of hosts.
"""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.model import Request
from pipeline.runtime import SilentProgress
from pipeline.settings import Settings
from pipeline.steps.fold import step as fold
from tests.integration.drafted_pages import CleanRuntime, DraftedPage, clean, report, state

PAPERS = ("herald", "courier", "gazette")
PARAGRAPHS = 8


def frame(paper: int) -> tuple[str, str]:
    """Return what stands below every report of a paper."""
    box, line = report(700 + paper, 2)
    return box, " ".join(line.split()[:7])


def edited(texts: list[str], dice: Random) -> list[str]:
    """Return the report as a desk prints it: two plain words are others."""
    found = list(texts)
    for _ in range(2):
        at = dice.randrange(len(found))
        words = found[at].split()
        words[dice.randrange(1, len(words))] = "local"
        found[at] = " ".join(words)
    return found


def paper_page(paper: int, slug: str, texts: list[str], hour: int) -> DraftedPage:
    host = f"{PAPERS[paper]}.example"
    return DraftedPage(host, slug, (*texts, *frame(paper)), hour=hour, title=texts[0][:60])


DICE = Random(7)
WIRE = [report(900 + number, PARAGRAPHS) for number in range(2)]
HONEST = [
    paper_page(paper, f"own-{number}", report(100 * paper + number, PARAGRAPHS), number)
    for paper in range(len(PAPERS))
    for number in range(4)
] + [
    paper_page(paper, f"wire-{number}", edited(texts, DICE), 20 + paper)
    for number, texts in enumerate(WIRE)
    for paper in range(len(PAPERS))
]
QUOTED = st.sampled_from([page for page in HONEST if page.slug.startswith(("wire", "own-0"))])


@st.composite
def foreign_page(draw, number: int) -> DraftedPage:
    """Draw a page that quotes a report: which paragraphs, in which order, where amid how much of its own."""
    page = draw(QUOTED)
    texts = page.texts[:PARAGRAPHS]
    quoted = draw(st.lists(st.sampled_from(range(PARAGRAPHS)), min_size=1, unique=True))
    own = report(5000 + number, draw(st.integers(6, 12)))
    for at in quoted:
        own.insert(draw(st.integers(0, len(own))), texts[at])
    host = f"foreign-{draw(st.integers(0, 5))}.example"
    return DraftedPage(host, f"quotes-{number}", tuple(own), hour=draw(st.integers(0, 40)), title=own[0][:60])


FOREIGN = st.integers(1, 6).flatmap(lambda count: st.tuples(*map(foreign_page, range(count))))


def night(runtime: CleanRuntime, pages) -> None:
    clean(runtime, *pages)
    fold.run(Request("r"), runtime)


def told_of_honest(runtime: CleanRuntime) -> tuple[set, set]:
    """Return the partition of the honest articles, and what is read and compared of each."""
    stories: dict[str, set[str]] = {}
    texts = set()
    for story, url, text, compared in runtime.warehouse.ask(
        "SELECT m.story_id, a.url, v.text, v.folding_text FROM story_members AS m JOIN articles AS a"
        " ON a.article_id = m.article_id JOIN article_versions AS v ON v.article_id = a.article_id"
    )[1]:
        if "foreign" not in url:
            stories.setdefault(story, set()).add(url)
            texts.add((url, text, compared))
    return set(map(frozenset, stories.values())), texts


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    foreign=FOREIGN,
    order=st.randoms(use_true_random=False),
    cuts=st.sets(st.integers(1, len(HONEST) - 1), max_size=3),
)
def test_pages_that_quote_reports_change_no_text_and_no_story_of_others(
    sqlite_template, foreign, order, cuts
):
    """They come amid the others, in nights that are cut anywhere; and what is held then depends on no order."""
    with tempfile.TemporaryDirectory() as name:
        honest, at_once, by_night = (opened(sqlite_template, Path(name), each) for each in "abc")
        night(honest, HONEST)
        night(at_once, [*HONEST, *foreign])
        pages = [*HONEST, *foreign]
        order.shuffle(pages)
        for start, end in pairwise([0, *sorted(cuts), len(pages)]):
            night(by_night, pages[start:end])
        assert told_of_honest(at_once) == told_of_honest(honest)
        assert state(by_night) == state(at_once)
        for runtime in (honest, at_once, by_night):
            runtime.warehouse.close()


def opened(template, folder: Path, name: str) -> CleanRuntime:
    file = folder / f"{name}.db"
    file.write_bytes(Path(template).read_bytes())
    url = f"sqlite:///{file}"
    return CleanRuntime(Settings(home=folder, warehouse=url), SqlWarehouse(url), SilentProgress())
