"""The body span reaches from the first to the last long block of an article's own."""

from pipeline.cleaning.recurring.body_span import NO_BODY_SPAN, BodySpan, body_span_of, in_body_span


def test_the_body_span_reaches_from_the_first_to_the_last_own_block():
    assert body_span_of([1, 3, 7]) == BodySpan(1, 7)
    assert body_span_of([4]) == BodySpan(4, 4)


def test_a_block_of_text_is_stored_as_inside_or_outside_or_as_of_a_page_without_a_span():
    assert [in_body_span(BodySpan(1, 3), position) for position in range(5)] == [0, 1, 1, 1, 0]
    assert body_span_of([]) is None
    assert in_body_span(None, 2) == NO_BODY_SPAN
