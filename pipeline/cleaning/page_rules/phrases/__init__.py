"""The phrases by which page furniture gives itself away, as one table: rule, form, language, phrases.

Phrases are written as a reader sees them; case, marks and numbers do not matter, `#` stands for a number, `*` for a
few words. They were collected from how newspapers word their pages, never from one article. The table is laid in four
modules by what a phrase is about; all forms and languages of a rule stand together. A new phrase is one more entry.
"""

from __future__ import annotations

from pipeline.cleaning.page_rules.phrases.comments import READERS
from pipeline.cleaning.page_rules.phrases.credits import MAKERS
from pipeline.cleaning.page_rules.phrases.phrase_rule import Cue, Form
from pipeline.cleaning.page_rules.phrases.prompts import PROMPTS
from pipeline.cleaning.page_rules.phrases.related_links import ELSEWHERE

__all__ = ["CUES", "METADATA_RULES", "Cue", "Form"]

CUES: tuple[Cue, ...] = (*ELSEWHERE, *READERS, *PROMPTS, *MAKERS)
"""Read from the top: the first rule that fits a block names it."""

METADATA_RULES = frozenset({"contributors", "own_address", "update"})
"""Cues that say who wrote, where it stood and when it was changed; the others are boilerplate."""
