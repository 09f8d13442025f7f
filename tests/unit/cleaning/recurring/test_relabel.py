"""Recurring blocks become labels, by their kind and by where they stand."""

from dataclasses import replace

import pytest

from pipeline.cleaning.recurring.body_span import LONG_CHARACTERS, BodySpan
from pipeline.cleaning.recurring.classify import RecurringKind
from pipeline.cleaning.recurring.relabel import KnownBlock, TextBlock, relabel
from pipeline.model import BoilerplateStatus, Label

LONG, SHORT = LONG_CHARACTERS, LONG_CHARACTERS - 1


def block(position, known=None, characters=LONG, label=Label.BODY, **more):
    return TextBlock(position, characters, label, "text", known=(known,) if known else (), **more)


def learned(kind, status=BoilerplateStatus.LEARNED, **more):
    return KnownBlock(kind, status, "rule", **more)


BACKGROUND = learned(RecurringKind.BACKGROUND)
BOILERPLATE = learned(RecurringKind.BOILERPLATE)
OTHER_STORY = learned(RecurringKind.OTHER_STORY)


def labels(blocks, span):
    return [label for label, _ in relabel(blocks, BodySpan(*span) if span else None)]


def test_background_is_kept_in_the_body_span_and_its_tail_and_is_boilerplate_elsewhere():
    blocks = [
        block(0, BACKGROUND),
        block(1),
        block(2, BACKGROUND),
        block(3),
        block(4, BACKGROUND),
        block(5, characters=SHORT),
        block(6, BACKGROUND),
    ]
    kept = [Label.BODY, Label.BACKGROUND, Label.BODY, Label.BACKGROUND]
    assert labels(blocks, (1, 3)) == [Label.BOILERPLATE, *kept, Label.BODY, Label.BOILERPLATE]


def test_the_owner_keeps_its_text_and_the_sidebar_loses_it():
    inside = [block(0), block(1, OTHER_STORY), block(2, OTHER_STORY), block(3)]
    outside = [block(0), block(1), block(2, characters=SHORT), block(3, OTHER_STORY), block(4, OTHER_STORY)]
    assert labels(inside, (0, 3)) == [Label.BODY] * 4
    assert labels(outside, (0, 1)) == [Label.BODY] * 3 + [Label.OTHER_STORY] * 2


def test_paragraphs_that_end_a_report_as_they_stand_in_another_are_background():
    """An obituary ends as yesterday's report of the illness did. Another story would have its headline between."""
    own = [block(0), block(1)]
    tail = [block(2, BACKGROUND), block(3, OTHER_STORY)]
    frame = [block(2, BOILERPLATE), block(3, OTHER_STORY)]
    assert labels([*own, *tail], (0, 1))[2:] == [Label.BACKGROUND] * 2
    assert labels([*own, *frame], (0, 1))[2:] == [Label.BOILERPLATE, Label.OTHER_STORY]


def test_short_sentences_between_such_paragraphs_are_background_and_other_lines_end_the_text():
    """The credits of a gallery's captions are no sentences, nor is a headline another story's."""

    def after(known, label=Label.BODY, *, is_sentence=True):
        between = block(2, known, SHORT, label, is_short_sentence=is_sentence)
        return labels([block(0), block(1), between, block(7, BACKGROUND)], (0, 1))[2:]

    assert after(BOILERPLATE) == [Label.BACKGROUND] * 2
    assert after(None) == [Label.BODY, Label.BACKGROUND]
    assert after(BOILERPLATE, is_sentence=False) == [Label.BOILERPLATE] * 2
    assert after(OTHER_STORY) == [Label.OTHER_STORY, Label.BOILERPLATE]
    assert after(None, Label.BOILERPLATE) == [Label.BOILERPLATE] * 2


def test_an_article_without_a_block_of_its_own_keeps_its_long_blocks():
    """Every paragraph of a report may stand in another page's sidebar; nothing shows then which is the frame."""
    blocks = [block(0, BOILERPLATE), block(1, BOILERPLATE, SHORT)]
    assert labels(blocks, None) == [Label.BODY, Label.BOILERPLATE]


def test_what_all_hosts_carry_goes_outside_the_body_span_only():
    line = learned(RecurringKind.BOILERPLATE, is_of_all_hosts=True)
    blocks = [block(0), block(1, line, SHORT), block(2), block(3, line, SHORT)]
    assert labels(blocks, (0, 2)) == [Label.BODY, Label.BODY, Label.BODY, Label.BOILERPLATE]


def test_a_line_with_a_known_prefix_goes():
    assert labels([block(0), block(1, learned(RecurringKind.PREFIX), SHORT)], (0, 0))[1] is Label.BOILERPLATE


def test_a_block_below_the_threshold_stays():
    assert labels([block(0, learned(RecurringKind.BELOW_THRESHOLD), SHORT)], None) == [Label.BODY]


@pytest.mark.parametrize(
    ("status", "label"),
    [(BoilerplateStatus.CONFIRMED, Label.BOILERPLATE), (BoilerplateStatus.VETOED, Label.BODY)],
)
def test_a_persons_word_beats_the_votes(status, label):
    assert labels([block(0, learned(RecurringKind.BACKGROUND, status))], None) == [label]


def test_a_block_the_page_knows_to_be_metadata_keeps_its_label():
    assert labels([block(0, BOILERPLATE, SHORT, Label.METADATA)], None) == [Label.METADATA]


def test_syndicated_text_is_background_wherever_it_stands_and_a_list_of_first_lines_changes_nothing():
    blocks = [
        block(0),
        block(1, learned(RecurringKind.SYNDICATED)),
        block(2, learned(RecurringKind.LIST_ONLY)),
    ]
    assert labels(blocks, (0, 0)) == [Label.BODY, Label.BACKGROUND, Label.BODY]


def test_facts_in_a_row_stay_together_when_one_of_them_is_new():
    """Of a bulletin the wind is the same day by day, and the temperature is not."""
    wind, paragraph = block(1, BOILERPLATE, characters=SHORT, is_fact_row=True), block(0)
    temperature = block(2, characters=SHORT, is_fact_row=True)
    assert labels([paragraph, wind, temperature], (0, 0)) == [Label.BODY] * 3
    assert labels([paragraph, wind], (0, 0))[1] is Label.BOILERPLATE
    again = block(2, BOILERPLATE, characters=SHORT, is_fact_row=True)
    assert labels([paragraph, wind, again], (0, 0))[1:] == [Label.BOILERPLATE] * 2
    confirmed = learned(RecurringKind.BOILERPLATE, BoilerplateStatus.CONFIRMED)
    claimed = block(1, confirmed, characters=SHORT, is_fact_row=True)
    assert labels([paragraph, claimed, temperature], (0, 0))[1] is Label.BOILERPLATE


def test_amid_a_text_all_hosts_are_heard_only_where_its_own_host_repeats_the_block():
    """Else two pages that quote a report would take its paragraphs from what is compared."""
    everywhere = learned(RecurringKind.BOILERPLATE, is_of_all_hosts=True)
    here = learned(RecurringKind.BELOW_THRESHOLD)
    quoted = block(1, everywhere)
    repeated = replace(quoted, known=(here, everywhere))
    assert labels([block(0), quoted, block(2)], (0, 2))[1] is Label.BODY
    assert labels([block(0), repeated, block(2)], (0, 2))[1] is Label.BACKGROUND
