"""What desks do to a report: local edits to wire copy, abridging, updating, correcting."""

from __future__ import annotations

from random import Random

from tests.newsroom.facts import Event, day_of
from tests.newsroom.outlets import Outlet
from tests.newsroom.prose import Written, headline, write_line

_HOUSE_STYLE = (("percent", "per cent"), ("said on", "said late on"), ("announced", "made known"))


def on_the_wire(written: Written, event: Event) -> Written:
    """Return the report with the agency's dateline before its first words."""
    town = event.facts["town"].upper()
    first, *rest = written.paragraphs
    if " - " in first[:40]:
        first = first.split(" - ", 1)[1]
    dateline = f"{town}, {day_of(event.night):%B} {day_of(event.night).day} (MPA) - "
    return Written(written.headline, (dateline + first, *rest))


def wire_copy(wire: Written, event: Event, outlet: Outlet, rng: Random) -> Written:
    """Return what an outlet prints of an agency report: its own headline, a cut tail, perhaps a local paragraph."""
    paragraphs = [_own_dateline(wire.paragraphs[0], event, rng), *wire.paragraphs[1:]]
    longest_cut = len(paragraphs) // 4
    cut = int(rng.random() * (longest_cut + 1))
    if cut:
        paragraphs = paragraphs[:-cut]
    if rng.random() < 0.4:
        paragraphs.insert(2 + int(rng.random() * (len(paragraphs) - 2)), _local_paragraph(event, outlet, rng))
    if rng.random() < 0.3:
        paragraphs = [_in_house_style(paragraph) for paragraph in paragraphs]
    if rng.random() < 0.25 and len(paragraphs) > 5:
        at = 1 + int(rng.random() * (len(paragraphs) - 3))
        paragraphs[at : at + 2] = [f"{paragraphs[at]} {paragraphs[at + 1]}"]
    return Written(_own_headline(wire.headline, event, rng), tuple(paragraphs))


def abridged(wire: Written, event: Event, rng: Random) -> Written:
    """Return the first half or so of a report, under a headline of the desk's own."""
    kept = max(4, round(len(wire.paragraphs) * (0.4 + 0.2 * rng.random())))
    first = _own_dateline(wire.paragraphs[0], event, rng)
    return Written(_own_headline(wire.headline, event, rng), (first, *wire.paragraphs[1:kept]))


def updated(written: Written, event: Event, rng: Random) -> Written:
    """Return a later version of a report at the same address: a new paragraph, perhaps another headline."""
    first, *rest = written.paragraphs
    news = write_line(
        event.language if event.language == "de" else "en", "outlook", rng, _facts_for_lines(event)
    )
    title = headline(event, rng) if rng.random() < 0.5 else written.headline
    return Written(title, (first, news, *rest))


def corrected(written: Written, event: Event, rng: Random) -> Written:
    """Return the report with one name put right and a note that says so."""
    wrong, right = event.facts["street"], event.facts["street2"]
    note = f"Correction: an earlier version of this report named {wrong} where {right} was meant."
    body = tuple(paragraph.replace(wrong, right) for paragraph in written.paragraphs)
    return Written(written.headline, (*body, note))


def _own_dateline(first: str, event: Event, rng: Random) -> str:
    plain = first.split(" (MPA) - ", 1)[-1]
    roll = rng.random()
    if roll < 0.4:
        return plain
    town = event.facts["town"]
    return f"{town.upper()} (MPA) — {plain}" if roll < 0.8 else f"{town} - {plain}"


def _own_headline(title: str, event: Event, rng: Random) -> str:
    roll = rng.random()
    if roll < 0.35:
        return title
    if roll < 0.45:
        return f"{event.facts['town']} | {title}"
    return headline(event, rng)


def _in_house_style(paragraph: str) -> str:
    for theirs, ours in _HOUSE_STYLE:
        paragraph = paragraph.replace(theirs, ours)
    return paragraph


def _local_paragraph(event: Event, outlet: Outlet, rng: Random) -> str:
    return write_line(
        "en", "local", rng, {**event.facts, "home": outlet.home, "local_person": event.facts["v"]}
    )


def _facts_for_lines(event: Event) -> dict[str, str]:
    """Forms lack what free reports talk about; give it to them in general words."""
    return {
        "org": "the office",
        "place": "the site",
        "people": "the public",
        "subject": "the matter",
        "issue": "the matter",
        **event.facts,
    }
