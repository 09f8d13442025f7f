"""What people said of events, and what follows from it.

Words are kept on articles and hold for the stories that these are in now. "One event" chains: if A and B are one and B
and C are, so are A and C. One "different events" anywhere between two chains parts them whole.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from pipeline.ports import Connection

    Chain = tuple["EventWord", ...]


@dataclass(frozen=True, slots=True)
class EventWord:
    """What a person said of the events of two articles, and the stories that these are in now."""

    left_id: str
    right_id: str
    left_story_id: str
    right_story_id: str
    verdict: str
    judged_by: str
    judged_at: datetime
    note: str = ""

    def sentence(self) -> str:
        """Say who said what, when and why."""
        note = f" ({self.note})" if self.note else ""
        said = claim(self.left_id, self.right_id, self.verdict)
        return f"{self.judged_by} said on {self.judged_at:%Y-%m-%d}: {said}{note}."


def claim(left_id: str, right_id: str, verdict: str) -> str:
    """Return a verdict on the events of two articles as words."""
    return f"{left_id} and {right_id} are of {'one event' if verdict == Verdict.SAME else 'different events'}"


def words_around(db: Connection, stories: Iterable[str]) -> list[EventWord]:
    """Return all that people said of the events of these stories, and of those that these words lead to."""
    seen: set[str] = set()
    found: dict[tuple[str, str], EventWord] = {}
    frontier = set(stories)
    while frontier:
        seen |= frontier
        words = [
            EventWord(**row) for row in db.rows("shared/list_event_judgements", stories=sorted(frontier))
        ]
        found |= {(word.left_id, word.right_id): word for word in words}
        frontier = {end for word in words for end in (word.left_story_id, word.right_story_id)} - seen
    return [found[key] for key in sorted(found)]


def contradicting(words: Sequence[EventWord], left: str, right: str, verdict: str) -> Chain:
    """Return the words that cannot hold if two stories are what `verdict` says; none where all can."""
    chains = _chains(words, left)
    if verdict == Verdict.DIFFERENT or right in chains:
        return chains.get(right, ()) if verdict == Verdict.DIFFERENT else ()
    return _parted(words, chains, _chains(words, right))


def binding(words: Sequence[EventWord], left: Collection[str], right: Collection[str]) -> Chain:
    """Return the words that make one event of two groups of stories, or else those that part them; none where neither is."""
    found: list[Chain] = []
    for one in sorted(left):
        chains = _chains(words, one)
        for other in sorted(right):
            joined = chains.get(other) or _parted(words, chains, _chains(words, other))
            found += [joined] if joined else []
    return min(found, key=len, default=())


def _parted(words: Sequence[EventWord], left: Mapping[str, Chain], right: Mapping[str, Chain]) -> Chain:
    """Return the shortest way from one chain to another over a word that parts them."""
    found: list[Chain] = []
    for word in words:
        for one, other in (
            (word.left_story_id, word.right_story_id),
            (word.right_story_id, word.left_story_id),
        ):
            if word.verdict == Verdict.DIFFERENT and one in left and other in right:
                found.append((*left[one], word, *reversed(right[other])))
    return min(found, key=len, default=())


def _chains(words: Sequence[EventWord], start: str) -> dict[str, Chain]:
    """Return the shortest chain of "one event" from a story to each that has one; to itself the empty one."""
    beside: dict[str, list[tuple[str, EventWord]]] = defaultdict(list)
    for word in words:
        if word.verdict == Verdict.SAME and word.left_story_id != word.right_story_id:
            beside[word.left_story_id].append((word.right_story_id, word))
            beside[word.right_story_id].append((word.left_story_id, word))
    found: dict[str, Chain] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there, word in beside[here]:
            if there not in found:
                found[there] = (*found[here], word)
                waiting.append(there)
    return found
