"""One row of the table of cues: a rule, how much of a block its phrases must be, and the phrases by language."""

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
    """A short block holds the phrase anywhere."""
    SECTION = "section"
    """Like LINE; the links and headlines that follow belong to it."""
    TAIL = "tail"
    """Like LINE; after the article's text, all that follows belongs to it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table. `phrases` maps a language to its phrases, separated by ` | `."""

    rule: str
    form: Form
    phrases: dict[str, str]
