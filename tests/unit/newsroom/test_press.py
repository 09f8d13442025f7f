"""The press is the same from the same seed, and its truth is what its pages carry."""

import html
import re

import pytest

from newsroom import NIGHT_ONE, Press, outlets
from newsroom.resemblance import jaccard, shingles
from pipeline.model import Label, PageKind


@pytest.fixture(scope="module")
def press():
    return Press(seed=11, nights=3, reports_per_night=90)


@pytest.fixture(scope="module")
def truth(press):
    return press.truth()


@pytest.fixture(scope="module")
def articles(press):
    return [page for page in press.all_pages() if page.page_kind == "article"]


def visible(page):
    markup = page.html().decode(page.outlet.encoding)
    markup = re.sub(r"(?s)<(script|style|title)\b.*?</\1>", " ", markup)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def test_the_same_seed_gives_the_same_bytes():
    first, again = (Press(seed=3, nights=2, reports_per_night=25) for _ in "ab")
    assert [page.html() for page in first.all_pages()] == [page.html() for page in again.all_pages()]
    assert first.truth().equals(again.truth())


def test_another_seed_gives_another_press():
    titles = [
        {page.title for page in Press(seed=seed, nights=1, reports_per_night=40).pages(1)} for seed in (1, 2)
    ]
    assert len(titles[0] & titles[1]) < 12


def test_a_longer_press_begins_with_the_same_nights():
    short, long = Press(seed=5, nights=1, reports_per_night=20), Press(seed=5, nights=3, reports_per_night=20)
    list(long.all_pages())
    assert [page.html() for page in short.pages(1)] == [page.html() for page in long.pages(1)]


@pytest.mark.parametrize("reports", [0, 1, 3])
def test_even_the_smallest_press_publishes(reports):
    tiny = Press(seed=1, nights=3, reports_per_night=reports)
    assert all(page.html() for page in tiny.all_pages())


def test_every_labelled_text_stands_on_its_page_in_order(press):
    for page in press.all_pages():
        if page.behaviour == "hostile":
            continue
        text, place = visible(page), 0
        for block in page.blocks:
            found = text.find(" ".join(block.text.split()), place)
            assert found >= 0, (page.url, block)
            place = found


def test_nothing_stands_on_a_page_without_a_label(press):
    """What is left of a page when its blocks are taken away is separators, never words."""
    for page in press.pages(1):
        if page.behaviour == "hostile":
            continue
        text = visible(page)
        for block in sorted(page.blocks, key=lambda block: -len(block.text)):
            text = text.replace(" ".join(block.text.split()), " ", 1)
        assert not re.search(r"\w", text), (page.url, text)


def test_labels_and_page_kinds_are_the_words_of_the_glossary(press, truth):
    assert {block.label for page in press.all_pages() for block in page.blocks} == set(Label)
    of_thin_presses = {PageKind.BRIEF, PageKind.VIDEO}
    assert set(truth["page_kind"]) == set(PageKind) - of_thin_presses


def test_every_article_tells_one_story_and_nothing_else_tells_any(truth):
    tells = truth["page_kind"].isin(["article", "live_blog"])
    assert truth.loc[tells, "story_id"].ne("").all()
    assert truth.loc[~tells, "story_id"].eq("").all()


def test_addresses_are_not_shared_but_by_versions(truth):
    assert not truth.duplicated(["url", "version"]).any()
    assert truth.groupby("url")["story_id"].nunique().max() == 1


def test_every_kind_of_copy_and_every_trap_occurs(truth):
    wanted = {
        "original",
        "wire_copy",
        "abridged",
        "late_copy",
        "update",
        "correction",
        "second_address",
        "follow_up",
    }
    wanted |= {"look_alike", "independent", "same_title", "digest", "round_up", "live_blog", "repeats_itself"}
    assert wanted <= set(truth["copy_kind"])
    assert {"slow", "broken", "hostile"} <= set(truth["behaviour"])
    assert not truth["robots_allowed"].all()
    assert set(truth["outlet"]) == set(outlets())


def test_an_event_may_be_told_as_several_stories_and_a_story_by_several_outlets(truth):
    told = truth[truth["page_kind"] == "article"]
    assert told.groupby("event_id")["story_id"].nunique().max() > 1
    assert told.groupby("story_id")["host"].nunique().max() >= 4


def test_copies_resemble_what_they_copy_and_abridged_ones_are_contained_in_it(articles):
    first = {}
    for page in articles:
        first.setdefault(page.story_id, page)
    for page in articles:
        left, right = shingles(first[page.story_id].text), shingles(page.text)
        if page.copy_kind in {"wire_copy", "late_copy", "second_address", "repeats_itself"}:
            assert jaccard(left, right) > 0.4, (page.url, page.copy_kind)
        if page.copy_kind == "abridged":
            assert len(left & right) / len(right) > 0.9, page.url


def test_a_changed_page_resembles_its_earlier_version(articles):
    earlier = {}
    for page in articles:
        if page.version > 1:
            assert jaccard(shingles(earlier[page.url].text), shingles(page.text)) > 0.3, page.url
        earlier[page.url] = page


def test_look_alikes_of_one_family_resemble_each_other_and_are_different_stories(articles):
    families = {}
    for page in articles:
        if page.series:
            families.setdefault(page.series, {}).setdefault(page.story_id, page)
    pairs = [list(family.values())[:2] for family in families.values() if len(family) > 1]
    assert pairs
    alike = [jaccard(shingles(left.text), shingles(right.text)) for left, right in pairs]
    assert max(alike) > 0.6


def test_unrelated_stories_share_background_and_still_differ(articles):
    carriers = {}
    for page in articles:
        for block in page.content:
            if block.label == "background":
                carriers.setdefault(block.text, set()).add(page.story_id)
    assert max(len(stories) for stories in carriers.values()) >= 3


def test_one_text_stands_at_many_addresses_of_the_soft_404s_and_of_the_consent_wall(press):
    for kind in ("soft_404", "consent_wall"):
        pages = [page for page in press.pages(1) if page.page_kind == kind]
        assert len({page.url for page in pages}) >= 4
        assert (
            len({page.blocks[-1].text if kind == "consent_wall" else page.content[0].text for page in pages})
            == 1
        )


def test_the_live_blog_grows_at_one_address(press):
    versions = [page for page in press.all_pages() if page.page_kind == "live_blog"]
    assert len({page.url for page in versions}) == 1
    assert len({page.title for page in versions}) > 1
    assert [len(page.content) for page in versions] == sorted(len(page.content) for page in versions)
    assert set(versions[0].paragraphs) <= set(versions[-1].paragraphs)


def test_what_stands_after_a_night_is_the_latest_version_by_then(press):
    changed = next(page for page in press.pages(2) if page.copy_kind == "update")
    assert press.standing(1)[changed.url].version < changed.version
    assert press.standing(2)[changed.url] is changed


def test_the_aggregator_carries_whole_stories_of_others(press):
    frames = [press.blocks_truth(page.url) for page in press.pages(1) if page.foreign]
    assert frames
    blocks = frames[-1]
    foreign = blocks[(blocks["group"] == "foreign") & (blocks["kind"] == "paragraph")]
    assert len(foreign) == 3
    assert foreign["story_id"].ne("").all()
    body = blocks[blocks["label"] == "body"]
    assert foreign["text"].str.len().sum() > body["text"].str.len().sum()


def test_moving_the_press_changes_addresses_alone(press):
    moved = press.at(lambda outlet_id: f"http://{outlet_id}.localhost:9")
    page, other = press.pages(1)[40], moved.pages(1)[40]
    assert (page.text, page.story_id, page.url_path) == (other.text, other.story_id, other.url_path)
    assert other.url.startswith(f"http://{other.outlet.outlet_id}.localhost:9/")
    assert b".example/" not in other.html()


def test_night_one_is_a_fixed_monday(press):
    assert NIGHT_ONE.isoformat() == "2026-03-02"
    assert {page.published_at.date() for page in press.pages(1)} == {NIGHT_ONE}


def test_benchmark_texts_begin_alike_at_any_length():
    press = Press(seed=9)
    texts = list(press.texts(6_000))
    assert texts[:100] == list(press.texts(100))
    assert len({article_id for article_id, _, _ in texts}) == len(texts)
    stories = len({story_id for _, _, story_id in texts})
    assert 0.7 < stories / len(texts) < 0.9


def test_a_round_up_holds_two_stories_whole_and_is_neither(press, articles):
    round_up = next(page for page in press.pages(1) if page.copy_kind == "round_up")
    inside = shingles(round_up.text)
    held = {
        page.story_id
        for page in articles
        if page.story_id != round_up.story_id
        and page.copy_kind == "original"
        and shingles(page.text) <= inside
    }
    assert len(held) == 2
