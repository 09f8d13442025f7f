"""Turns facts into prose: a small grammar of choices, read from `grammar/`, one text file a topic.

A line is one sentence; `(a|b)` is a choice and may be nested; `{slot}` is a fact. Each line is expanded once into
a few dozen wordings, so that writing a report costs a draw and a `%` a sentence; that is what makes a hundred
thousand reports a matter of seconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from newsroom.facts import Event, Facts, World, pick

if TYPE_CHECKING:
    from collections.abc import Sequence

GRAMMAR = Path(__file__).parent / "grammar"
WORDINGS = 48
"""Wordings kept of each line: enough that two reports seldom draw the same, few enough to expand in a second."""

WORLDS = {"en": World("en"), "de": World("de"), "forms": World("en")}
"""The world as each folder of the grammar speaks of it; `forms` are the look-alikes, in English."""

_TOKENS = re.compile(r"[(|)]|[^(|)]+")
_ANGLES = re.compile(r"(?:([\d,]+): )?(.*)")
_SLOT = re.compile(r"\{(\w+)\}")
_ARTICLE = re.compile(r"^(?:an?|the|der|die|das|ein|eine) ")

Wordings = tuple[str, ...]
"""The ways to say one line, as `%` templates."""

Choice = list["Parts"]
Parts = list["str | Choice"]


@dataclass(frozen=True, slots=True)
class Written:
    """A report as its author wrote it: no furniture, no copies yet."""

    headline: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs as plain text, without the headline."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Topic:
    """One file of the grammar: what may be drawn as facts, and pools of lines with their wordings."""

    name: str
    facts: dict[str, tuple[str, ...]]
    pools: dict[str, tuple[Wordings, ...]]
    headlines: tuple[tuple[Wordings, ...], ...]
    """The headlines that fit each lede; `2,4: ...` in a file fits the second and the fourth, others fit all."""


def _parse(tokens: list[str]) -> Parts:
    """Take tokens up to the end of a choice; return the texts and choices found."""
    parts: Parts = []
    while tokens and tokens[0] not in "|)":
        token = tokens.pop(0)
        if token != "(":
            parts.append(token)
            continue
        options = [_parse(tokens)]
        while tokens.pop(0) == "|":
            options.append(_parse(tokens))
        parts.append(options)
    return parts


def _expand(parts: Parts, rng: Random) -> str:
    return "".join(
        part if isinstance(part, str) else _expand(part[int(rng.random() * len(part))], rng) for part in parts
    )


@cache
def wordings(line: str) -> Wordings:
    """Return the ways to say a line, always the same ones."""
    parts = _parse(_TOKENS.findall(line.replace("%", "%%")))
    rng = Random(line)
    found = dict.fromkeys(" ".join(_expand(parts, rng).split()) for _ in range(WORDINGS))
    return tuple(_SLOT.sub(r"%(\1)s", wording).replace(" ,", ",") for wording in found)


@cache
def topic(language: str, name: str) -> Topic:
    """Return the topic `name`; what its own file leaves open comes from `common.txt`."""
    facts: dict[str, tuple[str, ...]] = {}
    pools: dict[str, list[Wordings]] = {}
    headlines: list[tuple[str, Wordings]] = []
    section = ""
    for line in (GRAMMAR / language / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "facts" and line:
            slot, _, values = line.partition(" = ")
            facts[slot] = tuple(values.split(" | "))
        elif section == "headline" and line:
            angles, words = _ANGLES.match(line).groups()  # type: ignore[union-attr]  # it matches any line
            headlines.append((angles or "", wordings(words)))
        elif line and not line.startswith("#"):
            pools.setdefault(section, []).append(wordings(line))
    if language != "forms" and name != "common":
        for pool, lines in topic(language, "common").pools.items():
            pools.setdefault(pool, []).extend(lines)
    fitting = tuple(
        tuple(words for angles, words in headlines if not angles or str(angle) in angles.split(","))
        for angle in range(1, len(pools.get("lede", "1")) + 1)
    )
    return Topic(name, facts, {pool: tuple(lines) for pool, lines in pools.items()}, fitting)


@cache
def topics(language: str) -> tuple[str, ...]:
    """Return the topics of a language, or the look-alike `forms`, in alphabetical order."""
    return tuple(sorted(path.stem for path in (GRAMMAR / language).glob("*.txt") if path.stem != "common"))


def draw_event(rng: Random, event_id: str, language: str, name: str, night: int) -> Event:
    """Return a new event of that topic with all its facts."""
    facts = WORLDS[language].draw(rng, night)
    kind = topic(language, name)
    draw_topic_facts(kind, rng, facts)
    return Event(event_id, name, night, language, facts, int(rng.random() * len(kind.headlines)))


def draw_topic_facts(kind: Topic, rng: Random, facts: Facts) -> None:
    """Add what only this topic has, such as vehicles or verdicts; `vehicle_` is `vehicle` without its article."""
    for slot, values in kind.facts.items():
        facts[slot] = value = pick(rng, values)
        facts[slot + "_"] = _ARTICLE.sub("", value)
        if slot + "2" not in kind.facts:
            facts[slot + "2"] = pick(rng, values)


def sentence(rng: Random, line: Wordings, facts: Facts) -> str:
    """Return one wording of a line with its facts put in, capitalised."""
    text = pick(rng, line) % facts
    return text[0].upper() + text[1:]


def line_from(rng: Random, lines: Sequence[Wordings], facts: Facts) -> str:
    """Return one sentence from a pool of lines."""
    return sentence(rng, lines[int(rng.random() * len(lines))], facts)


def common_line(language: str, pool: str, rng: Random, facts: Facts) -> str:
    """Return one sentence from a pool of `common.txt`."""
    return line_from(rng, topic(language, "common").pools[pool], facts)


def headline(event: Event, rng: Random) -> str:
    """Return one of the headlines that fit the event."""
    return line_from(rng, topic(event.language, event.topic).headlines[event.angle], event.facts)


def lede(event: Event, rng: Random) -> str:
    """Return the sentence that says what happened, in one of its wordings."""
    return sentence(rng, topic(event.language, event.topic).pools["lede"][event.angle], event.facts)


def write_report(event: Event, rng: Random, *, follow_up: bool = False) -> Written:
    """Return a report of the event: lede, details, voices, figures, outlook, in nine to thirteen paragraphs."""
    world, facts = WORLDS[event.language], dict(event.facts)
    pools = topic(event.language, event.topic).pools
    opening, closing = ("„", "“,") if event.language == "de" else ('"', ',"')

    def line(pool: str) -> str:
        return line_from(rng, pools[pool], facts)

    def quote(words: Wordings, attribution: str) -> str:
        lines = pools[attribution]
        by = pick(rng, lines[int(rng.random() * len(lines))]) % facts
        return f"{opening}{sentence(rng, words, facts)}{closing} {by}."

    def detail(words: Wordings) -> str:
        world.draw_loose_numbers(rng, facts)
        return sentence(rng, words, facts)

    first = line("follow") if follow_up else lede(event, rng)
    told = [detail(words) for words in rng.sample(pools["detail"], 5 + int(rng.random() * 3))]
    said = rng.sample(pools["said"], 3)
    paragraphs = [
        first,
        told[0],
        f"{quote(said[0], 'attribution_a')} {told[1]}",
        f"{told[2]} {line('figure')}" if rng.random() < 0.6 else told[2],
        f"{told[3]} {told[4]}",
        quote(said[1], "attribution_a2"),
        line("reaction"),
        *told[5:],
    ]
    world.draw_loose_numbers(rng, facts)
    if rng.random() < 0.5:
        paragraphs.append(quote(said[2], "attribution_b"))
    if rng.random() < 0.6:
        paragraphs.append(line("history"))
    paragraphs.append(line("outlook"))
    return Written(headline(event, rng), tuple(paragraphs))


def write_form(event: Event, rng: Random) -> Written:
    """Return a report in a fixed form: the next event of its kind gets nearly the same words, with other facts."""
    lines = topic("forms", event.topic).pools["form"]
    return Written(headline(event, rng), tuple(sentence(rng, line, event.facts) for line in lines))
