"""Votes say what a recurring block is, on invented counts."""

from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS
from pipeline.cleaning.recurring.classify import (
    ANY_HOST,
    EVERYWHERE_SHARE,
    EVERYWHERE_VOTES,
    LARGE_HOST_STORIES,
    MIN_HOST_STORIES,
    RecurringKind,
    VoteCount,
    classify,
)

HOST = "herald.example"
LONG, SHORT = LONG_CHARACTERS, LONG_CHARACTERS - 1


def votes(**changed):
    known = {
        "host": HOST,
        "fingerprint": 1,
        "host_votes": 1,
        "host_stories": LARGE_HOST_STORIES - 1,
        "characters": SHORT,
        "sample": "",
        "first_seen_at": None,
        "last_seen_at": None,
        "title_votes": 0,
    } | changed
    known.setdefault("any_votes", known["story_votes"] + known["title_votes"])
    known.setdefault("own_votes", known["story_votes"])
    return VoteCount(**known)


def kind_of(**changed):
    return classify(votes(**changed)).kind


def test_a_block_of_one_story_is_nothing_however_many_copies_it_has():
    """Wire copy on many hosts has one vote: counting documents would destroy it."""
    assert kind_of(story_votes=1, host_votes=30) is None


def test_a_short_line_of_two_stories_is_boilerplate():
    assert kind_of(story_votes=2) == RecurringKind.BOILERPLATE


def test_on_a_large_host_two_votes_wait_and_three_decide():
    assert kind_of(story_votes=2, host_stories=LARGE_HOST_STORIES) == RecurringKind.BELOW_THRESHOLD
    assert kind_of(story_votes=3, host_stories=LARGE_HOST_STORIES) == RecurringKind.BOILERPLATE


def test_the_only_two_stories_of_a_host_wait_for_a_third():
    """Two reviews of one house have the times and prices of one play below them: a series, not a frame."""
    assert kind_of(story_votes=2, host_stories=MIN_HOST_STORIES - 1) == RecurringKind.BELOW_THRESHOLD
    assert kind_of(story_votes=2, host_stories=MIN_HOST_STORIES) == RecurringKind.BOILERPLATE


def test_a_long_paragraph_amid_the_text_of_two_stories_is_background():
    assert kind_of(story_votes=3, inside_votes=2, characters=LONG) == RecurringKind.BACKGROUND


def test_a_long_paragraph_amid_the_text_of_one_story_is_that_storys():
    assert kind_of(story_votes=3, inside_votes=1, characters=LONG) == RecurringKind.OTHER_STORY


def test_a_long_paragraph_amid_no_storys_text_is_boilerplate():
    assert kind_of(story_votes=2, characters=LONG) == RecurringKind.BOILERPLATE


def test_a_long_paragraph_in_a_large_part_of_the_stories_is_boilerplate_even_amid_text():
    many = int(EVERYWHERE_SHARE * 40)
    assert many >= EVERYWHERE_VOTES
    of = {"characters": LONG, "host_stories": 40}
    assert kind_of(story_votes=many, inside_votes=many, **of) == RecurringKind.BOILERPLATE
    assert kind_of(story_votes=many - 1, inside_votes=many - 1, **of) == RecurringKind.BACKGROUND


def test_a_small_hosts_share_is_no_proof():
    few = EVERYWHERE_VOTES - 1
    assert (
        kind_of(story_votes=few, inside_votes=few, characters=LONG, host_stories=few)
        == RecurringKind.BACKGROUND
    )


def test_a_line_that_a_few_stories_mostly_have_amid_their_text_is_background():
    assert kind_of(story_votes=2, inside_votes=2) == RecurringKind.BACKGROUND
    assert kind_of(story_votes=3, inside_votes=2) == RecurringKind.BACKGROUND
    assert kind_of(story_votes=2, inside_votes=1) == RecurringKind.BOILERPLATE
    assert kind_of(story_votes=EVERYWHERE_VOTES, inside_votes=EVERYWHERE_VOTES) == RecurringKind.BOILERPLATE


def test_the_headline_of_one_other_story_is_that_storys():
    assert kind_of(story_votes=1, title_votes=1) == RecurringKind.OTHER_STORY


def test_the_own_headline_as_a_block_of_text_is_not_another_storys():
    assert kind_of(story_votes=1, title_votes=1, any_votes=1) is None


def test_a_heading_that_heads_several_stories_is_nobodys():
    assert kind_of(story_votes=1, title_votes=2, any_votes=3) is None


def test_a_label_that_begins_three_different_lines_is_a_prefix():
    assert kind_of(is_prefix=True, story_votes=3) == RecurringKind.PREFIX
    assert kind_of(is_prefix=True, story_votes=2) is None


def test_three_stories_of_three_hosts_judge_for_all_hosts():
    assert kind_of(host=ANY_HOST, story_votes=3, host_votes=3) == RecurringKind.BOILERPLATE
    assert kind_of(host=ANY_HOST, story_votes=3, host_votes=2) is None
    assert kind_of(host=ANY_HOST, story_votes=2, host_votes=3) is None


def test_a_line_is_classified_with_the_lines_similar_to_it():
    """Three stories make boilerplate; two may be a follow-up that reworded a sentence, and text mostly lies in body spans."""
    assert kind_of(story_votes=1, similar_votes=3) == RecurringKind.BOILERPLATE
    assert kind_of(story_votes=1, similar_votes=2) is None
    assert kind_of(story_votes=1, similar_votes=3, similar_inside_votes=2) is None
    assert kind_of(story_votes=1, similar_votes=9, characters=LONG) is None


def test_a_long_block_that_goes_with_its_stories_from_host_to_host_is_kept():
    assert kind_of(story_votes=3, characters=LONG, cross_host=1) == RecurringKind.SYNDICATED
    assert kind_of(story_votes=3, characters=LONG) == RecurringKind.BOILERPLATE
    assert kind_of(story_votes=3, characters=SHORT, cross_host=1) == RecurringKind.BOILERPLATE
    assert kind_of(story_votes=30, characters=LONG, cross_host=1) == RecurringKind.BOILERPLATE
    everywhere = {"host": ANY_HOST, "story_votes": 3, "host_votes": 3, "characters": LONG}
    assert kind_of(**everywhere) == RecurringKind.BOILERPLATE
    assert kind_of(**everywhere, cross_host=1) is None


def test_lists_of_first_lines_have_no_vote_on_the_reports_they_list():
    assert kind_of(story_votes=2, own_votes=1, characters=LONG) == RecurringKind.LIST_ONLY
    assert kind_of(story_votes=2, own_votes=1, characters=SHORT) == RecurringKind.BOILERPLATE


def test_a_block_whose_copies_differ_in_their_figures_does_not_recur():
    assert kind_of(story_votes=5, inside_votes=0) == RecurringKind.BOILERPLATE
    assert kind_of(story_votes=5, inside_votes=0, figures_differ=True) is None


def test_a_short_sentence_of_two_stories_waits_and_three_decide():
    """Two reports of one visit share sentences; where words need few characters most of them are short."""
    assert kind_of(story_votes=2, is_sentence=True) == RecurringKind.BELOW_THRESHOLD
    assert kind_of(story_votes=3, is_sentence=True) == RecurringKind.BOILERPLATE
    assert (
        kind_of(story_votes=2, is_sentence=True, characters=LONG, inside_votes=0) == RecurringKind.BOILERPLATE
    )
