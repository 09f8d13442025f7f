"""Votes on recurring blocks, and the labels they give: learned late, applied back, taken back."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cleaning.blocks import fingerprint
from pipeline.matching.parts import in_parts
from pipeline.model import Request
from pipeline.runtime import SilentProgress
from pipeline.settings import Settings
from pipeline.steps.clean import clean_waiting, recurring_blocks
from pipeline.steps.clean.step import run
from pipeline.steps.extract import page_labels
from tests.integration.drafted_pages import (
    BARE,
    BOX,
    LINE,
    SHARE_BAR,
    CleanRuntime,
    DraftedPage,
    clean,
    hold,
    labelled_before,
    labels,
    page,
    report,
    state,
    states_after,
)


def test_boilerplate_learned_on_the_second_story_is_taken_from_the_first(runtime):
    first, second = page(1, BOX, LINE), page(2, BOX, LINE)
    clean(runtime, first, BARE)
    assert labels(runtime, first) == ["body"] * 8
    clean(runtime, second)
    assert labels(runtime, first) == labels(runtime, second) == ["body"] * 6 + ["boilerplate"] * 2


def test_what_the_only_two_stories_of_a_host_share_goes_when_a_third_is_held(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, second)
    assert labels(runtime, first) == labels(runtime, second) == ["body"] * 7
    clean(runtime, BARE)
    assert labels(runtime, first) == labels(runtime, second) == ["body"] * 6 + ["boilerplate"]


def test_an_article_whose_text_changed_waits_to_be_folded(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, BARE)
    with runtime.warehouse.write() as db:
        db.run("fold/delete_fold_work", articles=[first.article_id])
    clean(runtime, second)
    waiting = runtime.warehouse.ask("SELECT subject_id FROM pending_work WHERE step = 'fold'")[1]
    assert first.article_id in {subject for (subject,) in waiting}


def test_copies_of_one_story_on_one_host_have_one_vote(runtime):
    pages = [page(seed, BOX, copy=1) for seed in (1, 2, 3)]
    clean(runtime, *pages)
    assert all(labels(runtime, each) == ["body"] * 7 for each in pages)


def test_a_wire_report_on_many_hosts_is_kept(runtime):
    pages = [
        page(seed, f"Desk of outlet {seed}", host=f"outlet{seed}.example", copy=1) for seed in range(1, 7)
    ]
    clean(runtime, *pages)
    assert all(set(labels(runtime, each)) == {"body"} for each in pages)


def test_a_paragraph_amid_the_text_of_two_stories_is_background(runtime):
    first, second = report(1), report(2)
    pages = [
        DraftedPage("herald.example", "one", (*first[:3], BOX, *first[3:])),
        DraftedPage("herald.example", "two", (*second[:3], BOX, *second[3:])),
    ]
    clean(runtime, *pages, BARE)
    assert labels(runtime, pages[0]) == ["body"] * 3 + ["background"] + ["body"] * 3
    text, compared = runtime.warehouse.ask(
        "SELECT text, folding_text FROM article_versions WHERE folding_text IS NOT NULL"
    )[1][0]
    assert BOX in text
    assert BOX not in compared


def test_another_story_after_the_text_is_linked_to_its_article(runtime):
    owner = page(1)
    after = DraftedPage(
        "herald.example", "two", (*report(2), "A headline of theirs", *owner.texts[1:4]), hour=5
    )
    clean(runtime, after, BARE)
    clean(runtime, owner)
    assert labels(runtime, owner) == ["body"] * 6
    assert labels(runtime, after) == ["body"] * 7 + ["other_story"] * 3
    linked = runtime.warehouse.ask(
        "SELECT DISTINCT other_article_id FROM article_blocks WHERE label = 'other_story'"
    )[1]
    assert linked == [(owner.article_id,)]


def test_who_signed_a_quoted_message_is_kept_however_many_reports_quote_him(runtime):
    signature = "— Orla Dahl (@orladahl) March 4, 2031"
    pages = [page(seed, signature, LINE) for seed in range(1, 7)]
    clean(runtime, *pages)
    assert all(labels(runtime, each) == ["body"] * 6 + ["background", "boilerplate"] for each in pages)
    texts = runtime.warehouse.ask("SELECT text, folding_text FROM article_versions")[1]
    assert all(signature in text and signature not in compared for text, compared in texts)


def test_the_last_paragraph_of_an_agencys_reports_is_kept_as_background(runtime):
    """Each report stands on two hosts with the same last paragraph, which no text of its own follows."""
    pages = [
        DraftedPage(f"outlet{number}.example", f"s{seed}", (*report(seed), BOX), hour=seed)
        for seed in (1, 2, 3)
        for number in (1, 2)
    ]
    clean(runtime, *pages)
    assert all(labels(runtime, each) == ["body"] * 6 + ["background"] for each in pages)


def test_a_page_of_first_lines_does_not_take_them_from_the_reports(runtime):
    reports = [page(seed) for seed in (1, 2, 3)]
    clean(
        runtime,
        *reports,
        DraftedPage("herald.example", "section", tuple(each.texts[0] for each in reports), hour=9),
    )
    assert all(labels(runtime, each) == ["body"] * 6 for each in reports)


@pytest.mark.parametrize("seed", range(3))
def test_a_line_on_very_many_pages_is_decided_by_some_of_them_in_any_order(runtime, monkeypatch, seed):
    """What a night costs must not grow with the pages that have a line already, nor the decision depend on which came."""
    monkeypatch.setattr(recurring_blocks, "MOST_PAGES", 6)
    pages = [page(number, BOX, LINE, host=f"paper-{number % 2}.example") for number in range(1, 25)]
    others = [page(number, LINE, host=f"other-{number}.example") for number in range(30, 33)]
    Random(seed).shuffle(pages)
    for start in range(0, len(pages), 7):
        clean(runtime, *pages[start : start + 7])
    clean(runtime, *others)
    assert {tuple(labels(runtime, each)[6:]) for each in pages} == {("boilerplate", "boilerplate")}
    assert {tuple(labels(runtime, each)[6:]) for each in others} == {("boilerplate",)}
    counted = dict(
        runtime.warehouse.ask(
            f"SELECT host, story_votes FROM boilerplate_blocks WHERE fingerprint = {fingerprint(LINE)}"
        )[1]
    )
    assert counted == {"paper-0.example": 6, "paper-1.example": 6, "*": 15}


def test_twice_is_once(runtime):
    pages = [page(1, BOX, LINE), page(2, BOX, LINE), page(3, copy=1)]
    clean(runtime, *pages)
    before = state(runtime)
    with runtime.warehouse.write() as db:
        db.upsert("pending_work", [{"step": "clean", "subject_id": each.article_id} for each in pages])
    again = run(Request("r"), runtime)
    assert state(runtime) == before
    assert again.counts["relabelled"] == 0


def test_the_order_of_arrival_leaves_no_trace(sqlite_template, tmp_path):
    """Every order of five pages, one a run: a box on three stories, a copy, a text of another."""
    owner = page(1, BOX, title="Owner of the text")
    pages = [
        owner,
        page(2, BOX),
        page(3, LINE, copy=1),
        DraftedPage("herald.example", "four", (*report(4), BOX, *owner.texts[2:5])),
    ]
    pages.append(page(5, LINE))
    states = states_after(list(permutations(pages))[::17], sqlite_template, tmp_path)
    assert all(each == states[0] for each in states)


def test_a_later_version_takes_the_votes_of_the_earlier_back(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, second, BARE)
    assert labels(runtime, first)[-1] == "boilerplate"
    with runtime.warehouse.write() as db:
        db.run_many(
            "extract/renumber_version", [{"capture_id": second.capture_id, "version": 1, "is_latest": 0}]
        )
        hold(db, replace(second, texts=(*report(2), LINE), version=2))
    run(Request("r"), runtime)
    assert labels(runtime, first)[-1] == "body"


def test_a_block_that_nobody_carries_any_more_is_forgotten(runtime):
    first, second = page(1, BOX), page(2, BOX)
    clean(runtime, first, second)
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM boilerplate_blocks")[1] == [(1,)]
    clean(
        runtime, replace(first, texts=(*report(1), LINE)), replace(second, texts=(*report(2), "Another end"))
    )
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM boilerplate_blocks")[1] == [(0,)]


def test_a_block_that_the_rules_of_its_pages_have_come_to_know_is_forgotten(runtime):
    pages = page(1, BOX), page(2, BOX)
    clean(runtime, *pages, BARE)
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM boilerplate_blocks")[1] == [(1,)]
    with runtime.warehouse.write() as db:
        for each in pages:
            labelled_before(db, each, 6, SHARE_BAR, page_labels.SCHEME)
    run(Request("r"), runtime)
    assert runtime.warehouse.ask("SELECT COUNT(*) FROM boilerplate_blocks")[1] == [(0,)]
    assert [labels(runtime, each)[-1] for each in pages] == ["boilerplate"] * 2


BULLETINS = [
    (
        "These are the prices at the fish hall on the quay this morning, in crowns for a box of twenty kilograms, by weight.",
        f"Herring: {herring}",
        f"Cod: {cod}",
        "Mackerel: none landed",
        "Prices",
        f"{plaice}.50",
        "Buyers from outside the town pay the hall's fee on top of these prices, and should bring boxes of their own with them.",
    )
    for herring, cod, plaice in ((210, 340, 120), (205, 360, 131), (199, 352, 118), (221, 349, 125))
]


def test_the_facts_of_bulletins_are_kept_whatever_recurs_around_them(runtime):
    """The labels are the same each day, one fact is too, and the frame of the text tells the same story each time."""
    pages = [
        DraftedPage("hall.example", f"prices-{at}", texts, hour=at) for at, texts in enumerate(BULLETINS)
    ]
    reports = [replace(page(seed), host="hall.example") for seed in (1, 2, 3, 4)]
    clean(runtime, *pages, *reports)
    for each in pages:
        assert set(labels(runtime, each)[1:6]) == {"body"}


def test_facts_below_reports_are_kept_and_prompts_below_them_are_not(runtime):
    """Scorers and referees differ from match to match; who must be asked for a letter does not."""
    facts = [
        ("Mål: Dahl 12, Wirth 70", "Domare: P. Ek", "Publik: 2 114"),
        ("Mål: Lind 4", "Domare: A. Sjö", "Publik: 908"),
        ("Mål: Dahl 55, Berg 81, Alm 90", "Domare: P. Ek", "Publik: 3 377"),
        ("Mål: inga", "Domare: A. Sjö", "Publik: 1 250"),
    ]
    pages = [replace(page(at), texts=(*page(at).texts, *facts[at], LINE)) for at in range(4)]
    clean(runtime, *pages)
    for each in pages:
        assert labels(runtime, each)[-4:] == ["body", "body", "body", "boilerplate"]


@pytest.mark.parametrize("seed", range(3))
def test_however_the_votes_are_cut_into_transactions_the_rows_are_the_same(
    sqlite_template, tmp_path, monkeypatch, seed
):
    """Two hosts share a box and lines; no transaction counts more blocks than it may, but for an article that has more."""
    pages = [page(number, BOX, LINE, host=f"paper-{number % 2}.example") for number in range(8)]
    pages += [page(number, LINE, host=f"other-{number}.example") for number in range(20, 23)]
    pages += [
        page(30, copy=1),
        DraftedPage("paper-1.example", "late", (*report(40), *pages[0].texts[1:4], BOX)),
    ]
    Random(seed).shuffle(pages)
    states = []
    for blocks in (50_000, 20, 1):
        monkeypatch.setattr(clean_waiting, "BATCH_BLOCKS", blocks)
        file = tmp_path / f"{blocks}.db"
        file.write_bytes(Path(sqlite_template).read_bytes())
        url = f"sqlite:///{file}"
        runtime = CleanRuntime(Settings(home=tmp_path, warehouse=url), SqlWarehouse(url), SilentProgress())
        clean(runtime, *pages[:6])
        clean(runtime, *pages[6:])
        states.append(state(runtime))
        runtime.warehouse.close()
    assert states[1] == states[0]
    assert states[2] == states[0]


def test_a_transaction_counts_no_more_blocks_than_it_may_but_for_one_article_that_has_more():
    waiting = [
        clean_waiting.Waiting(f"a{number}", blocks)
        for number, blocks in enumerate((30_000, 20_000, 1, 90_000, 5))
    ]
    assert list(in_parts(waiting, clean_waiting.BATCH_BLOCKS)) == [["a0", "a1"], ["a2"], ["a3"], ["a4"]]


def test_a_run_that_ends_between_matching_and_voting_is_gone_on_with(runtime, monkeypatch):
    first, second = page(1, BOX), page(2, BOX)
    with monkeypatch.context() as broken:
        broken.setattr(clean_waiting, "_count_votes", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            clean(runtime, first, second, BARE)
    waits = "SELECT DISTINCT step FROM pending_work WHERE step IN ('clean', 'vote', 'label')"
    assert runtime.warehouse.ask(waits)[1] == [("vote",)]
    run(Request("r"), runtime)
    assert runtime.warehouse.ask(waits)[1] == []
    assert labels(runtime, first) == labels(runtime, second) == ["body"] * 6 + ["boilerplate"]
