"""What desks do to a report: local edits to wire copy, abridging, updating, correcting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsroom.facts import Event, day_of
from newsroom.prose import Written, common_line, headline

if TYPE_CHECKING:
    from random import Random

    from newsroom.outlets import Outlet

CORRECTION = {"en": "Correction: ", "de": "Korrektur: "}
"""How the note of a correction begins."""

_HOUSE_STYLE = (("percent", "per cent"), ("announced", "made known"), ("according to", "as stated by"))
_NOTES = {
    "en": "an earlier version of this report gave the name {wrong} where {right} was meant.",
    "de": "In einer früheren Fassung stand {wrong}, wo {right} gemeint war.",
}


def on_the_wire(written: Written, event: Event) -> Written:
    """Return the report with the agency's dateline before its first words."""
    first, *rest = written.paragraphs
    if " - " in first[:40]:
        first = first.split(" - ", 1)[1]
    day = day_of(event.night)
    return Written(written.headline, (f"{event.facts['town_up']}, {day:%B} {day.day} (MPA) - {first}", *rest))


def wire_copy(wire: Written, event: Event, outlet: Outlet, rng: Random) -> Written:
    """Return what an outlet prints of an agency report: its own headline, a cut tail, perhaps a local paragraph."""
    paragraphs = [_own_dateline(wire.paragraphs[0], event, rng), *wire.paragraphs[1:]]
    cut = int(rng.random() * (len(paragraphs) // 4 + 1))
    paragraphs = paragraphs[: len(paragraphs) - cut]
    if rng.random() < 0.4:
        place = 2 + int(rng.random() * (len(paragraphs) - 2))
        paragraphs.insert(place, _local_paragraph(event, outlet, rng))
    if rng.random() < 0.3:
        paragraphs = [_in_house_style(paragraph) for paragraph in paragraphs]
    if rng.random() < 0.25 and len(paragraphs) > 5:
        at = 1 + int(rng.random() * (len(paragraphs) - 3))
        paragraphs[at : at + 2] = [f"{paragraphs[at]} {paragraphs[at + 1]}"]
    return _set(outlet, _own_headline(wire.headline, event, rng), paragraphs)


def abridged(wire: Written, event: Event, outlet: Outlet, rng: Random) -> Written:
    """Return the first half or so of a report, under a headline of the desk's own."""
    kept = max(4, round(len(wire.paragraphs) * (0.4 + 0.2 * rng.random())))
    first = _own_dateline(wire.paragraphs[0], event, rng)
    return _set(outlet, _own_headline(wire.headline, event, rng), [first, *wire.paragraphs[1:kept]])


def updated(written: Written, event: Event, rng: Random) -> Written:
    """Return a later version of a report at the same address: a new second paragraph, perhaps another headline."""
    first, *rest = written.paragraphs
    news = common_line(_tongue(event), "outlook", rng, _facts_for_lines(event))
    title = headline(event, rng) if rng.random() < 0.5 else written.headline
    return Written(title, (first, news, *rest))


def corrected(written: Written, event: Event, rng: Random) -> Written:
    """Return the report with one name put right and a note that says so."""
    text, facts = written.text, event.facts
    names = [name for name in ("a_last", "x_last", "street") if facts[name] in text]
    wrong, right = facts[names[0] if names else "street"], facts["v_last"]
    note = CORRECTION[_tongue(event)] + _NOTES[_tongue(event)].format(wrong=wrong, right=right)
    return Written(
        written.headline, (*(paragraph.replace(wrong, right) for paragraph in written.paragraphs), note)
    )


def _tongue(event: Event) -> str:
    return "de" if event.language == "de" else "en"


def _set(outlet: Outlet, title: str, paragraphs: list[str]) -> Written:
    """Set the text as the outlet's typesetting does: some write curly quotation marks."""
    if outlet.curly:
        title, *paragraphs = (_curled(text) for text in (title, *paragraphs))
    return Written(title, tuple(paragraphs))


def _curled(text: str) -> str:
    pieces = text.replace("'", "’").split('"')
    return "".join(
        piece + ("" if position == len(pieces) - 1 else "“”"[position % 2])
        for position, piece in enumerate(pieces)
    )


def _own_dateline(first: str, event: Event, rng: Random) -> str:
    plain = first.split(" (MPA) - ", 1)[-1]
    roll = rng.random()
    if roll < 0.4:
        return plain
    return f"{event.facts['town_up']} (MPA) — {plain}" if roll < 0.8 else f"{event.facts['town']} - {plain}"


def _own_headline(title: str, event: Event, rng: Random) -> str:
    roll = rng.random()
    if roll < 0.35:
        return title
    return f"{event.facts['town']} | {title}" if roll < 0.45 else headline(event, rng)


def _in_house_style(paragraph: str) -> str:
    for theirs, ours in _HOUSE_STYLE:
        paragraph = paragraph.replace(theirs, ours)
    return paragraph


def _local_paragraph(event: Event, outlet: Outlet, rng: Random) -> str:
    facts = {**event.facts, "home": outlet.home, "local_person": event.facts["v"]}
    return common_line("en", "local", rng, facts)


def _facts_for_lines(event: Event) -> dict[str, str]:
    """Give a form, which lacks what free reports talk about, general words for it."""
    general = {"org": "the office", "place": "the site", "people": "the public", "subject": "the matter"}
    return {**general, **event.facts}
