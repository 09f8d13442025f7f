"""One row of the table of phrases: the name of a rule, how much of a block a phrase must be, phrases by language."""

# ruff: noqa: RUF001 - separators as pages print them

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How much of a block a phrase must be."""

    LINE = "line"
    """The block is the phrase and nothing else."""
    LABEL = "label"
    """The block is the phrase, or the phrase, a separator (: | – » …) and a remainder."""
    BEGINS = "begins"
    """A short block begins with the phrase."""
    ENDS = "ends"
    """A short block ends with the phrase."""
    HOLDS = "holds"
    """A short block contains the phrase anywhere."""
    SECTION = "section"
    """Like LINE; the links and headlines that follow belong to it."""
    TAIL = "tail"
    """Like LINE; after the article's text, all that follows belongs to it."""


@dataclass(frozen=True, slots=True)
class PhraseRule:
    """One row of the table. `phrases` maps a language to its phrases, separated by ` | `."""

    name: str
    form: Form
    phrases: dict[str, str]
