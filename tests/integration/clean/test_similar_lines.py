"""Lines of a host that say nearly the same vote together."""

from __future__ import annotations

from dataclasses import replace

from tests.integration.drafted_pages import LINE, DraftedPage, clean, labels, page, report, states_after

CREDITS = tuple(
    f"{name} is a visiting correspondent of this paper."
    for name in (
        "Orla",
        "Pim",
        "Quist",
        "Rehn",
        "Sava",
        "Tove",
        "Una",
        "Vidar",
        "Wim",
        "Xenia",
        "Yrsa",
        "Zeno",
    )
)


def test_lines_that_say_nearly_the_same_in_three_stories_are_boilerplate(runtime):
    pages = [page(seed, CREDITS[seed]) for seed in (1, 2, 3)]
    clean(runtime, *pages[:2])
    assert all(labels(runtime, each) == ["body"] * 7 for each in pages[:2])
    clean(runtime, pages[2])
    assert all(labels(runtime, each)[-1] == "boilerplate" for each in pages)
    known = runtime.warehouse.ask("SELECT DISTINCT rule, story_votes, similar_votes FROM boilerplate_blocks")[
        1
    ]
    assert known == [("recurring_similar", 1, 3)]


def test_lines_of_one_form_amid_the_text_of_their_stories_are_kept(runtime):
    pages = [
        DraftedPage("herald.example", f"s{seed}", (*report(seed)[:3], CREDITS[seed], *report(seed)[3:]))
        for seed in (1, 2, 3)
    ]
    clean(runtime, *pages)
    assert all(set(labels(runtime, each)) == {"body"} for each in pages)


def test_similar_lines_on_different_hosts_do_not_vote_on_each_other(runtime):
    pages = [page(seed, CREDITS[seed], host=f"outlet{seed}.example") for seed in (1, 2, 3)]
    clean(runtime, *pages)
    assert all(set(labels(runtime, each)) == {"body"} for each in pages)


def test_a_line_loses_the_votes_of_a_similar_line_that_went(runtime):
    pages = [page(seed, CREDITS[seed]) for seed in (1, 2, 3)]
    clean(runtime, *pages)
    clean(runtime, replace(pages[2], texts=(*report(3), LINE)))
    assert labels(runtime, pages[0])[-1] == "body"


def test_a_bucket_with_more_lines_than_are_compared_is_the_same_in_any_order(
    sqlite_template, tmp_path, monkeypatch
):
    """Four lines of a bucket are compared with; the later ones push others out of that place."""
    monkeypatch.setattr("pipeline.steps.clean.similar_lines.COMPARED", 4)
    pages = [page(seed, line) for seed, line in enumerate(CREDITS)]
    states = states_after((pages, pages[::-1], pages[5:] + pages[:5]), sqlite_template, tmp_path)
    assert states[0] == states[1] == states[2]
    assert sum(label == "boilerplate" for *_, label, _, _, _ in states[0][0]) == len(CREDITS)
