"""The judge passes what is right however a page was cut, and names what is wrong."""

import pytest

from newsroom import Judge, Press


@pytest.fixture(scope="module")
def press():
    return Press(seed=21, nights=2, reports_per_night=60)


@pytest.fixture(scope="module")
def judge(press):
    return Judge(press)


def articles(press):
    return [page for page in press.standing(2).values() if page.page_kind == "article"]


def test_the_truth_itself_is_judged_perfect(press, judge):
    score = judge.folds({page.url: page.story_id for page in articles(press)})
    assert (score.precision, score.recall) == (1.0, 1.0)
    assert score.right > 50
    for page in press.standing(2).values():
        for block in page.blocks:
            assert block.label in judge.accepted_labels(page.url, block.text) or block.label == "background"


def test_folding_everything_is_complete_and_wrong(press, judge):
    score = judge.folds({page.url: "one" for page in articles(press)})
    assert score.recall == 1.0
    assert score.precision < 0.1


def test_folding_nothing_is_precise_and_misses_all(press, judge):
    score = judge.folds({page.url: page.url for page in articles(press)})
    assert (score.precision, score.recall) == (1.0, 0.0)


def test_an_article_is_known_by_the_address_its_feed_gave(press, judge):
    page = next(page for page in articles(press) if page.outlet.tracking)
    assert judge.page(page.announced_url) is judge.page(page.url)


def test_a_block_cut_otherwise_is_judged_by_what_it_holds(press, judge):
    page = next(
        page for page in articles(press) if page.outlet.outlet_id == "harbour-herald" and not page.foreign
    )
    byline = [block.text for block in page.blocks if block.group == "byline"]
    assert judge.accepted_labels(page.url, "".join(byline)) == {"metadata", "boilerplate"}
    assert judge.accepted_labels(page.url, page.paragraphs[0][:60]) == {"body"}
    assert judge.accepted_labels(page.url, "Nobody ever wrote this sentence.") == frozenset()


def test_background_told_once_is_body_to_a_fair_judge(press, judge):
    told = [(page, block) for page in press.pages(1) for block in page.content if block.label == "background"]
    passed = {judge.accepted(page, block) for page, block in told}
    assert frozenset({"body"}) in passed
    assert any("background" in labels for labels in passed)
