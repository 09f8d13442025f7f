"""The table of phrases that boilerplate is known by: one row for each rule and form, with phrases in 13 languages or more.

| module | rules |
| --- | --- |
| `phrase_rule` | what a row is, and the forms |
| `related_links` | `related`, `related_section`, `tags` |
| `comments` | `comments`, `reply` |
| `prompts` | `share`, `reading_time`, `newsletter`, `app_prompt`, `advertisement`, `cookies` |
| `tails` | `first_published`, `about_author`, `end_mark`, `support` |
| `more_languages` | rows of these rules in other languages than the thirteen |
| `credits` | `copyright`, `credit`, `contact`, `contributors`, `update`, `own_address` |

Phrases are written as a reader sees them. Case, punctuation and the value of numbers do not matter; `#` stands for a
number, `*` for a few words. They were collected from how newspapers word their pages, never from one article. All
forms and languages of a rule stand together; a new phrase is one more entry.
"""

from __future__ import annotations

from pipeline.cleaning.page_rules.phrases.comments import COMMENTS
from pipeline.cleaning.page_rules.phrases.credits import CREDITS
from pipeline.cleaning.page_rules.phrases.more_languages import MORE_LANGUAGES
from pipeline.cleaning.page_rules.phrases.phrase_rule import Form, PhraseRule
from pipeline.cleaning.page_rules.phrases.prompts import PROMPTS
from pipeline.cleaning.page_rules.phrases.related_links import RELATED_LINKS
from pipeline.cleaning.page_rules.phrases.tails import TAILS

__all__ = ["METADATA_RULES", "PHRASE_RULES", "Form", "PhraseRule"]

PHRASE_RULES: tuple[PhraseRule, ...] = (
    *RELATED_LINKS,
    *COMMENTS,
    *PROMPTS,
    *CREDITS,
    *TAILS,
    *MORE_LANGUAGES,
)
"""In order: where two rows match a block equally well, the first one names it."""

METADATA_RULES = frozenset({"contributors", "first_published", "own_address", "update"})
"""Rules whose lines say who wrote the text, where it was published and when it was changed; all others are boilerplate."""
