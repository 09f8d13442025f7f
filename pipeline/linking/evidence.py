"""Why two stories are one event or not, in words and numbers that a person can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipeline.linking.features import KINDS, agree, hours_apart

if TYPE_CHECKING:
    from pipeline.linking.decision import Decision
    from pipeline.linking.profile import StoryProfile

_NAMES_SHOWN: Final = 12
_WORDS_SHOWN: Final = 12


def evidence_of(left: StoryProfile, right: StoryProfile, decision: Decision) -> dict[str, Any]:
    """Return what the decision rests on: contributions, what both share, facts that agree and that conflict, hours."""
    apart = hours_apart(left, right)
    kinds = [kind for kind in KINDS if kind in left.facts and kind in right.facts]
    shared_names = left.names.keys() & right.names.keys()
    shared_words = left.telling & right.telling
    return {
        "contributions": {name: round(part, 2) for name, part in sorted(decision.contributions.items())},
        "names": sorted(shared_names, key=lambda name: (-left.names[name] * right.names[name], name))[
            :_NAMES_SHOWN
        ],
        "words": sorted(shared_words, key=lambda word: (-left.words[word] * right.words[word], word))[
            :_WORDS_SHOWN
        ],
        "numbers": sorted(left.numbers & right.numbers),
        "places": sorted(left.places & right.places),
        "agreeing": {
            kind: sorted(left.facts[kind] & right.facts[kind]) or sorted(left.facts[kind] | right.facts[kind])
            for kind in kinds
            if agree(kind, left, right)
        },
        "conflicting": {
            kind: [sorted(left.facts[kind]), sorted(right.facts[kind])]
            for kind in kinds
            if not agree(kind, left, right)
        },
        "hours_apart": None if apart is None else round(apart, 1),
    }
