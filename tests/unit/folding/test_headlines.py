"""Whether a text is its page's own."""

from __future__ import annotations

import pytest

from pipeline.folding.headlines import is_own_text

NOTICE = "Confirm your email to get started. We appreciate your interest and will send you the guide free of charge."
REPORT = "The ferry to Marrowick sank at noon, the harbour master said. All aboard were saved by fishermen."


@pytest.mark.parametrize(
    ("title", "other", "text", "is_own"),
    [
        ("Ferry sinks off Marrowick", "Harbour fees rise", REPORT, True),
        ("Soups for cold evenings", "Thirty great dumplings", NOTICE, False),
        ("A guide to soups for evenings", "Thirty great dumplings", NOTICE, True),
        ("Opinion: Raise the harbour fees", "Raise the harbour fees", NOTICE, True),
        ("Live: ferry rescue", "Live: ferry rescue", NOTICE, True),
        (None, "Harbour fees rise", NOTICE, True),
        ("渡船沉没", "港口费用上涨", NOTICE, True),
    ],
)
def test_a_text_is_own_when_it_says_what_its_headline_alone_says(title, other, text, is_own):
    assert is_own_text(title, other, text) is is_own
