"""Votes become verdicts, and verdicts become labels, on invented counts."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cleaning.recurring.classify import (
    ANY_HOST,
    EVERYWHERE_SHARE,
    EVERYWHERE_VOTES,
    LARGE_HOST_STORIES,
    LONG_CHARACTERS,
    MIN_HOST_STORIES,
    VOTE_COLUMNS,
    Kind,
    TextBlock,
    Verdict,
    judge,
    prefix_of,
    relabel,
    spine_of,
)
from pipeline.model import BoilerplateStatus, Label

HOST = "herald.example"
LONG, SHORT = LONG_CHARACTERS, LONG_CHARACTERS - 1


def votes(**changed):
    row = dict.fromkeys(VOTE_COLUMNS, 0) | {
        "host": HOST,
        "fingerprint": 1,
        "host_votes": 1,
        "host_stories": LARGE_HOST_STORIES - 1,
    }
    row |= {"is_prefix": False, "characters": SHORT} | changed
    row["any_votes"] = changed.get("any_votes", row["story_votes"] + row["title_votes"])
    row["own_votes"] = changed.get("own_votes", row["story_votes"])
    return row


def kind_of(**changed):
    judged = judge(pd.DataFrame([votes(**changed)], columns=list(VOTE_COLUMNS)))
    return judged["kind"].tolist()[0] if len(judged) else None


def block(position, fingerprint, characters=LONG, label=Label.BODY, prefix=None):
    return TextBlock(position, fingerprint, prefix, characters, label, "text")


def labels(blocks, known, spine):
    verdicts = {
        (host, fingerprint): Verdict(kind, status, "rule") for host, fingerprint, kind, status in known
    }
    return [label for label, _ in relabel(blocks, spine, verdicts, HOST)]


def learned(fingerprint, kind, host=HOST, status=BoilerplateStatus.LEARNED):
    return host, fingerprint, kind, status


# Verdicts


def test_a_block_of_one_story_is_nothing_however_many_copies_it_has():
    """Wire copy on many hosts has one vote: counting documents would destroy it."""
    assert kind_of(story_votes=1, host_votes=30) is None


def test_a_short_line_of_two_stories_is_furniture():
    assert kind_of(story_votes=2) == Kind.BOILERPLATE


def test_on_a_large_host_two_votes_wait_and_three_decide():
    assert kind_of(story_votes=2, host_stories=LARGE_HOST_STORIES) == Kind.BELOW_THRESHOLD
    assert kind_of(story_votes=3, host_stories=LARGE_HOST_STORIES) == Kind.BOILERPLATE


def test_the_only_two_stories_of_a_host_wait_for_a_third():
    """Two reviews of one house have the times and prices of one play below them: a series, not a frame."""
    assert kind_of(story_votes=2, host_stories=MIN_HOST_STORIES - 1) == Kind.BELOW_THRESHOLD
    assert kind_of(story_votes=2, host_stories=MIN_HOST_STORIES) == Kind.BOILERPLATE


def test_a_long_paragraph_amid_the_text_of_two_stories_is_background():
    assert kind_of(story_votes=3, inside_votes=2, characters=LONG) == Kind.BACKGROUND


def test_a_long_paragraph_amid_the_text_of_one_story_is_that_storys():
    assert kind_of(story_votes=3, inside_votes=1, characters=LONG) == Kind.OTHER_STORY


def test_a_long_paragraph_amid_no_storys_text_is_furniture():
    assert kind_of(story_votes=2, characters=LONG) == Kind.BOILERPLATE


def test_a_long_paragraph_in_a_large_part_of_the_stories_is_furniture_even_amid_text():
    many = int(EVERYWHERE_SHARE * 40)
    assert many >= EVERYWHERE_VOTES
    of = {"characters": LONG, "host_stories": 40}
    assert kind_of(story_votes=many, inside_votes=many, **of) == Kind.BOILERPLATE
    assert kind_of(story_votes=many - 1, inside_votes=many - 1, **of) == Kind.BACKGROUND


def test_a_small_hosts_share_is_no_proof():
    few = EVERYWHERE_VOTES - 1
    assert kind_of(story_votes=few, inside_votes=few, characters=LONG, host_stories=few) == Kind.BACKGROUND


def test_a_line_that_a_few_stories_mostly_have_amid_their_text_is_background():
    assert kind_of(story_votes=2, inside_votes=2) == Kind.BACKGROUND
    assert kind_of(story_votes=3, inside_votes=2) == Kind.BACKGROUND
    assert kind_of(story_votes=2, inside_votes=1) == Kind.BOILERPLATE
    assert kind_of(story_votes=EVERYWHERE_VOTES, inside_votes=EVERYWHERE_VOTES) == Kind.BOILERPLATE


def test_the_headline_of_one_other_story_is_that_storys():
    assert kind_of(story_votes=1, title_votes=1) == Kind.OTHER_STORY


def test_the_own_headline_as_a_block_of_text_is_not_another_storys():
    assert kind_of(story_votes=1, title_votes=1, any_votes=1) is None


def test_a_heading_that_heads_several_stories_is_nobodys():
    assert kind_of(story_votes=1, title_votes=2, any_votes=3) is None


def test_a_label_that_begins_three_different_lines_is_a_prefix():
    assert kind_of(is_prefix=True, story_votes=3) == Kind.PREFIX
    assert kind_of(is_prefix=True, story_votes=2) is None


def test_three_stories_of_three_hosts_judge_for_all_hosts():
    assert kind_of(host=ANY_HOST, story_votes=3, host_votes=3) == Kind.BOILERPLATE
    assert kind_of(host=ANY_HOST, story_votes=3, host_votes=2) is None
    assert kind_of(host=ANY_HOST, story_votes=2, host_votes=3) is None


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), min_size=1, max_size=20),
    st.randoms(),
)
def test_the_order_of_the_rows_never_changes_a_verdict(counts, random):
    rows = [
        votes(
            fingerprint=at,
            story_votes=stories,
            inside_votes=min(inside, stories),
            characters=LONG if long else SHORT,
        )
        for at, (stories, inside, long) in enumerate(counts)
    ]
    shuffled = random.sample(rows, len(rows))
    one, other = (judge(pd.DataFrame(each, columns=list(VOTE_COLUMNS))) for each in (rows, shuffled))
    columns = ["fingerprint", "kind", "rule"]
    assert sorted(one[columns].itertuples(index=False)) == sorted(other[columns].itertuples(index=False))


# Labels


def test_the_spine_reaches_from_the_first_to_the_last_long_block_of_ones_own():
    blocks = [block(0, 10), block(1, 11), block(2, 12, SHORT), block(3, 13), block(4, 14)]
    assert spine_of(blocks, {10, 14}) == (1, 3)
    assert spine_of(blocks, {10, 11, 13, 14}) is None


def test_background_is_kept_within_the_spine_and_behind_it_and_is_furniture_elsewhere():
    blocks = [
        block(0, 1),
        block(1, 2),
        block(2, 1),
        block(3, 3),
        block(4, 1),
        block(5, 4, SHORT),
        block(6, 1),
    ]
    found = labels(blocks, [learned(1, Kind.BACKGROUND)], (1, 3))
    told = [Label.BODY, Label.BACKGROUND, Label.BODY, Label.BACKGROUND]
    assert found == [Label.BOILERPLATE, *told, Label.BODY, Label.BOILERPLATE]


def test_the_owner_keeps_its_text_and_the_sidebar_loses_it():
    known = [learned(1, Kind.OTHER_STORY), learned(2, Kind.OTHER_STORY)]
    inside = labels([block(0, 5), block(1, 1), block(2, 2), block(3, 6)], known, (0, 3))
    beside = labels([block(0, 5), block(1, 6), block(2, 7, SHORT), block(3, 1), block(4, 2)], known, (0, 1))
    assert inside == [Label.BODY] * 4
    assert beside == [Label.BODY] * 3 + [Label.OTHER_STORY] * 2


def test_paragraphs_that_end_a_report_as_they_stand_in_another_are_background():
    """An obituary ends as yesterday's report of the illness did. A foreign story would have its headline between."""
    known = [learned(1, Kind.BACKGROUND), learned(2, Kind.OTHER_STORY), learned(3, Kind.BOILERPLATE)]
    own = [block(0, 5), block(1, 6)]
    assert labels([*own, block(2, 1), block(3, 2)], known, (0, 1))[2:] == [Label.BACKGROUND] * 2
    frame = [block(2, 3), block(3, 2)]
    assert labels([*own, *frame], known, (0, 1))[2:] == [Label.BOILERPLATE, Label.OTHER_STORY]


def test_short_sentences_between_such_paragraphs_are_background_and_other_lines_end_the_text():
    """The credits of a gallery's captions are no sentences, nor is a headline another story's."""
    known = [learned(1, Kind.BACKGROUND), learned(2, Kind.BOILERPLATE), learned(3, Kind.OTHER_STORY)]
    own = [block(0, 5), block(1, 6)]

    def after(line, label=Label.BODY, *, is_sentence=True):
        between = TextBlock(2, line, None, SHORT, label, "text", is_short_sentence=is_sentence)
        return labels([*own, between, block(7, 1)], known, (0, 1))[2:]

    assert after(2) == [Label.BACKGROUND] * 2
    assert after(9) == [Label.BODY, Label.BACKGROUND]
    assert after(2, is_sentence=False) == [Label.BOILERPLATE] * 2
    assert after(3) == [Label.OTHER_STORY, Label.BOILERPLATE]
    assert after(9, Label.BOILERPLATE) == [Label.BOILERPLATE] * 2


def test_an_article_without_a_block_of_its_own_keeps_its_long_blocks():
    """Every paragraph of a report may stand in another page's sidebar; nothing shows then which is the frame."""
    found = labels(
        [block(0, 1), block(1, 2, SHORT)], [learned(1, Kind.BOILERPLATE), learned(2, Kind.BOILERPLATE)], None
    )
    assert found == [Label.BODY, Label.BOILERPLATE]


def test_what_all_hosts_carry_goes_outside_the_spine_only():
    blocks = [block(0, 5), block(1, 1, SHORT), block(2, 6), block(3, 1, SHORT)]
    found = labels(blocks, [learned(1, Kind.BOILERPLATE, host=ANY_HOST)], (0, 2))
    assert found == [Label.BODY, Label.BODY, Label.BODY, Label.BOILERPLATE]


def test_a_line_with_a_known_prefix_goes():
    assert (
        labels([block(0, 5), block(1, 6, SHORT, prefix=9)], [learned(9, Kind.PREFIX)], (0, 0))[1]
        is Label.BOILERPLATE
    )


def test_a_waiting_block_stays():
    assert labels([block(0, 1, SHORT)], [learned(1, Kind.BELOW_THRESHOLD)], None) == [Label.BODY]


@pytest.mark.parametrize(
    ("status", "label"),
    [(BoilerplateStatus.CONFIRMED, Label.BOILERPLATE), (BoilerplateStatus.VETOED, Label.BODY)],
)
def test_a_persons_word_beats_the_votes(status, label):
    assert labels([block(0, 1)], [learned(1, Kind.BACKGROUND, status=status)], None) == [label]


def test_a_block_the_page_knows_to_be_metadata_keeps_its_label():
    of = block(0, 1, SHORT, Label.METADATA)
    assert labels([of], [learned(1, Kind.BOILERPLATE)], None) == [Label.METADATA]


@pytest.mark.parametrize(
    "text",
    ["More on this: Ferries taken out", "Zum Krieg: Brücke gesprengt", "LIVE | Storm reaches coast | 4 pm"],
)
def test_a_line_with_a_label_has_a_prefix(text):
    head = text.replace("|", ":").split(":")[0]
    assert prefix_of(text) == prefix_of(f"{head.upper()}: something else entirely")


@pytest.mark.parametrize(
    "text",
    [
        "Solberg: We never said that the ships were safe.",
        "No label at all",
        "https://herald.example/ferries",
        "The company that has run the ferries for years said: nothing new",
        "A: " + "long " * 60,
    ],
)
def test_sentences_addresses_and_paragraphs_have_no_prefix(text):
    assert prefix_of(text) is None


def test_a_line_is_judged_with_the_lines_alike_to_it():
    """Three stories make furniture; two may be a follow-up that reworded a sentence, and text mostly stands in spines."""
    assert kind_of(story_votes=1, similar_votes=3) == Kind.BOILERPLATE
    assert kind_of(story_votes=1, similar_votes=2) is None
    assert kind_of(story_votes=1, similar_votes=3, similar_inside_votes=2) is None
    assert kind_of(story_votes=1, similar_votes=9, characters=LONG) is None


def test_a_long_block_that_goes_with_its_stories_from_host_to_host_is_kept():
    assert kind_of(story_votes=3, characters=LONG, cross_host=1) == Kind.SYNDICATED
    assert kind_of(story_votes=3, characters=LONG) == Kind.BOILERPLATE
    assert kind_of(story_votes=3, characters=SHORT, cross_host=1) == Kind.BOILERPLATE
    assert kind_of(story_votes=30, characters=LONG, cross_host=1) == Kind.BOILERPLATE
    everywhere = {"host": ANY_HOST, "story_votes": 3, "host_votes": 3, "characters": LONG}
    assert kind_of(**everywhere) == Kind.BOILERPLATE
    assert kind_of(**everywhere, cross_host=1) is None


def test_lists_of_first_lines_have_no_vote_on_the_reports_they_list():
    assert kind_of(story_votes=2, own_votes=1, characters=LONG) == Kind.LIST_ONLY
    assert kind_of(story_votes=2, own_votes=1, characters=SHORT) == Kind.BOILERPLATE


def test_what_is_syndicated_is_background_wherever_it_stands_and_what_is_listed_stays():
    blocks = [block(0, 1), block(1, 2), block(2, 3)]
    known = [
        (HOST, 2, Kind.SYNDICATED, BoilerplateStatus.LEARNED),
        (HOST, 3, Kind.LIST_ONLY, BoilerplateStatus.LEARNED),
    ]
    assert labels(blocks, known, (0, 0)) == [Label.BODY, Label.BACKGROUND, Label.BODY]
