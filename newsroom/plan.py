"""Plans one night: which events happen, who reports them, who copies whom, and what stands beside what.

Everything a night needs of earlier nights (sagas to follow up, pages to change, late copies) is found in `Past`;
nothing is read from later ones, so a longer press begins with the same nights as a shorter one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING

from newsroom import copies, prose
from newsroom.facts import Event, moment_of, person
from newsroom.frames import Block
from newsroom.outlets import (
    AGENCY,
    AGGREGATOR,
    GERMAN,
    SMALL,
    Outlet,
    any_newspaper,
    customers,
    outlets,
)
from newsroom.pages import NewsPage
from newsroom.prose import WORLDS, Written

if TYPE_CHECKING:
    from datetime import datetime

SHARES = {"wire": 0.15, "form": 0.12, "follow_up": 0.05, "independent": 0.08, "german": 0.07}
"""What part of a night's reports is of which making; the rest is written by one outlet alone."""

SMALL_PAPER_REPORTS = 3
"""Reports a night in the small paper: too few to learn its furniture quickly, which is its point."""


@dataclass(frozen=True, slots=True)
class WireReport:
    """What the agency sent: its page, its words, the event, and the background paragraphs it repeats."""

    page: NewsPage
    written: Written
    event: Event
    background: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saga:
    """An event the agency returns to, with the background paragraphs it repeats each time."""

    event: Event
    background: tuple[str, ...]


@dataclass(slots=True)
class Past:
    """What earlier nights left: sagas to follow up, pages that may change, copies printed late."""

    sagas: list[Saga] = field(default_factory=list)
    changeable: list[tuple[NewsPage, Written, Event]] = field(default_factory=list)
    late: list[tuple[WireReport, Outlet]] = field(default_factory=list)


class Night:
    """Writes the pages of one night."""

    def __init__(self, seed: int, night: int, reports: int, past: Past) -> None:
        self.rng = Random(f"{seed}/{night}")
        self.seed = seed
        self.night = night
        self.reports = reports
        self.past = past
        self.pages: list[NewsPage] = []
        self._changeable: list[tuple[NewsPage, Written, Event]] = []
        self._late: list[tuple[WireReport, Outlet]] = []
        self._events: list[Event] = []
        self._families: Counter[str] = Counter()
        self._number = night * 1_000_000
        self._small_left = SMALL_PAPER_REPORTS
        self._taken: set[tuple[str, str]] = set()

    def write(self) -> list[NewsPage]:
        """Return the night's pages: changed pages, late copies, then the new reports with their copies."""
        self._revise()
        for report, outlet in self.past.late:
            self._copy(report, outlet, copy_kind="late_copy")
        makers = {
            "wire": self._wire,
            "form": self._form,
            "follow_up": self._follow_up,
            "independent": self._independent,
            "german": self._german,
            "local": self._local,
        }
        weights = {**SHARES, "local": 1 - sum(SHARES.values())}
        for made in self.rng.choices(list(weights), list(weights.values()), k=self.reports):
            makers[made]()
        self.past.changeable, self.past.late = self._changeable, self._late
        return self.pages

    # What happens, and who writes it.

    def event(self, language: str, topic: str = "") -> Event:
        """Return a new event of the night, of any topic unless one is named."""
        name = topic or self.rng.choice(prose.topics(language))
        return self._remember(prose.draw_event(self.rng, self._event_id(), language, name, self.night))

    def _event_id(self) -> str:
        return f"e{self.night}-{len(self._events):05d}"

    def _remember(self, event: Event) -> Event:
        self._events.append(event)
        return event

    def _local(self) -> None:
        """Let one outlet report what nobody else does."""
        event, outlet = self.event("en"), any_newspaper(self.rng)
        if self._small_left and self.rng.random() < 0.05:
            outlet, self._small_left = outlets()[SMALL], self._small_left - 1
        page = self.publish(outlet, prose.write_report(event, self.rng), event)
        if self.rng.random() < (0.3 if outlet.disallow else 0.05) and outlet.outlet_id != SMALL:
            self._publish_again(page)

    def _german(self) -> None:
        """Let the German paper report an event of its own."""
        event = self.event("de")
        page = self.publish(outlets()[GERMAN], prose.write_report(event, self.rng), event)
        if self.rng.random() < 0.2:
            self._publish_again(page)

    def _independent(self) -> None:
        """Let another outlet report an event of the night in its own words: one event, two stories."""
        known = [event for event in self._events[-40:] if event.language == "en"] or [self.event("en")]
        event = self.rng.choice(known)
        self.publish(
            any_newspaper(self.rng), prose.write_report(event, self.rng), event, copy_kind="independent"
        )

    def _wire(self) -> None:
        """Let the agency report; some reports open a saga, some end in a paragraph that many others carry too."""
        event = self.event("en")
        background: tuple[str, ...] = ()
        roll = self.rng.random()
        if roll < 0.4:
            pool = prose.topic("en", event.topic).pools["background"]
            lines = self.rng.sample(pool, 2)
            background = tuple(prose.sentence(self.rng, line, event.facts) for line in lines)
            self.past.sagas.append(Saga(event, background))
        elif roll < 0.6:
            background = (self._standing_background(event.topic),)
        self._syndicate(copies.on_the_wire(prose.write_report(event, self.rng), event), event, background)

    def _standing_background(self, topic: str) -> str:
        """Return the paragraph the agency keeps ready for a topic, whatever the event."""
        rng = Random(f"{self.seed}/{topic}/background")
        facts = prose.draw_event(rng, "", "en", topic, 1).facts
        return prose.line_from(rng, prose.topic("en", topic).pools["background"], facts)

    def _follow_up(self) -> None:
        """Let the agency return to an earlier event: new words, the old background."""
        sagas = [saga for saga in self.past.sagas if saga.event.night < self.night]
        if not sagas:
            self._wire()
            return
        saga = self.rng.choice(sagas)
        facts = dict(saga.event.facts)
        WORLDS["en"].draw_times(self.rng, facts, self.night)
        event = self._remember(
            Event(self._event_id(), saga.event.topic, self.night, "en", facts, saga.event.angle)
        )
        written = copies.on_the_wire(prose.write_report(event, self.rng, follow_up=True), event)
        self._syndicate(written, event, saga.background, copy_kind="follow_up")

    def _form(self) -> None:
        """Report a recurring event in its fixed form: the words of last time, other facts, another story.

        The night's first report of a form is of the first family (one central bank, one pair of leaders), the second
        of the second, so that families return night after night and never twice in one.
        """
        form = self.rng.choice(prose.topics("forms"))
        family = f"{form}/{self._families[form]}"
        self._families[form] += 1
        event = prose.draw_event(Random(f"{self.seed}/{family}"), self._event_id(), "forms", form, self.night)
        self._remember(event)
        WORLDS["forms"].draw_times(self.rng, event.facts, self.night)
        WORLDS["forms"].draw_numbers(self.rng, event.facts)
        prose.draw_topic_facts(prose.topic("forms", form), self.rng, event.facts)
        written = prose.write_form(event, self.rng)
        if self.rng.random() < 0.6:
            self.publish(any_newspaper(self.rng), written, event, copy_kind="look_alike", series=family)
        else:
            self._syndicate(
                copies.on_the_wire(written, event), event, (), copy_kind="look_alike", series=family
            )

    # Who prints it.

    def _syndicate(
        self,
        written: Written,
        event: Event,
        background: tuple[str, ...],
        *,
        copy_kind: str = "original",
        series: str = "",
    ) -> None:
        """Publish an agency report, and the copies its customers print tonight or tomorrow."""
        agency = outlets()[AGENCY]
        page = self.publish(
            agency, written, event, background, copy_kind=copy_kind, series=series, origin="MPA"
        )
        report = WireReport(page, written, event, background)
        for outlet in customers(self.rng, 1 + int(self.rng.random() * 5)):
            roll = self.rng.random()
            if roll < 0.1:
                self._late.append((report, outlet))
            elif roll < 0.28 and not series:
                self._copy(report, outlet, copy_kind="abridged")
            else:
                self._copy(report, outlet, copy_kind="wire_copy")

    def _copy(self, report: WireReport, outlet: Outlet, *, copy_kind: str) -> None:
        short = copy_kind == "abridged"
        if short:
            written = copies.abridged(report.written, report.event, outlet, self.rng)
        else:
            written = copies.wire_copy(report.written, report.event, outlet, self.rng)
        self.publish(
            outlet,
            written,
            report.event,
            () if short else report.background,
            copy_kind=copy_kind,
            story_id=report.page.story_id,
            series=report.page.series,
            origin="MPA",
        )

    def _publish_again(self, page: NewsPage) -> None:
        """Show the article once more under an address that does not name the first as its own."""
        path = f"{page.outlet.disallow or '/amp/'}{page.number}"
        again = replace(
            page, number=self.number(), url_path=path, copy_kind="second_address", canonical=False
        )
        self.pages.append(again)

    def _revise(self) -> None:
        """Change some pages of the night before at their addresses: updates, and fewer corrections."""
        for page, written, event in self.past.changeable:
            roll = self.rng.random()
            if roll > 0.11:
                continue
            kind, change = ("update", copies.updated) if roll < 0.08 else ("correction", copies.corrected)
            changed = change(written, event, self.rng)
            tail = tuple(
                block for block in page.content if block.label == "background" or block.group == "credit"
            )
            revised = replace(
                page,
                night=self.night,
                version=page.version + 1,
                title=changed.headline,
                copy_kind=kind,
                modified_at=self._moment(),
                content=own_blocks(changed.paragraphs, form=event.language == "forms") + tail,
            )
            self.pages.append(revised)
            self._changeable.append((revised, changed, event))

    def publish(
        self,
        outlet: Outlet,
        written: Written,
        event: Event,
        background: tuple[str, ...] = (),
        *,
        copy_kind: str = "original",
        story_id: str = "",
        series: str = "",
        origin: str = "own",
    ) -> NewsPage:
        """Add a page of this outlet and return it; without a `story_id` it begins a story of its own."""
        number = self.number()
        content = own_blocks(written.paragraphs, form=event.language == "forms") + tuple(
            Block(text, "background") for text in background
        )
        if origin != "own" and outlet.outlet_id != AGENCY:
            content += (
                Block(_credit_line(self.rng, outlet), "metadata", "credit", accepts=("boilerplate",)),
            )
        page = NewsPage(
            outlet=outlet,
            number=number,
            night=self.night,
            title=written.headline,
            content=content,
            url_path=self._free_path(outlet, written.headline, event.topic, number),
            published_at=self._moment(),
            author=person(self.rng)[0],
            town=event.facts["town"],
            story_id=story_id or f"s{number}",
            event_id=event.event_id,
            topic=event.topic,
            series=series,
            copy_kind=copy_kind,
            origin=origin,
            standfirst=self._standfirst(outlet, event),
            related=self._neighbours(outlet, "related"),
            popular=self._neighbours(outlet, "popular"),
            foreign=self._foreign(outlet, story_id),
        )
        self.pages.append(page)
        if outlet.outlet_id != AGGREGATOR:
            self._changeable.append((page, written, event))
        return page

    def _free_path(self, outlet: Outlet, title: str, topic: str, number: int) -> str:
        """Return the path of a new page; a second report of one title gets a number into its address."""
        path = outlet.path(self.night, title, topic, number)
        if (outlet.outlet_id, path) in self._taken:
            path = outlet.path(self.night, f"{number} {title}", topic, number)
        self._taken.add((outlet.outlet_id, path))
        return path

    def number(self) -> int:
        """Return the next page number of the night."""
        self._number += 1
        return self._number

    def _moment(self) -> datetime:
        return moment_of(self.night, 240 + int(self.rng.random() * 1180))

    def _standfirst(self, outlet: Outlet, event: Event) -> str:
        """Return a sentence of the outlet's own for under the headline, where it has one."""
        if "standfirst" not in outlet.order or event.language != "en" or self.rng.random() < 0.5:
            return ""
        return prose.lede(event, self.rng)

    def _neighbours(self, outlet: Outlet, group: str) -> tuple[NewsPage, ...]:
        """Return tonight's earlier articles of the outlet that its page links to, as they stood then."""
        count = outlet.furniture.get(group, {}).get("count", 0)
        own = [
            page for page in self.pages[-150:] if page.outlet is outlet and page.copy_kind != "second_address"
        ]
        return tuple(self.rng.sample(own, count)) if len(own) >= count else ()

    def _foreign(self, outlet: Outlet, story_id: str) -> tuple[NewsPage, ...]:
        """Return whole stories of others that the aggregator puts into its sidebar; some of them it also carries."""
        count = outlet.furniture.get("foreign", 0)
        others = [
            page
            for page in (self.pages[-60:] if count else ())
            if page.outlet.language == "en"
            and page.outlet is not outlet
            and page.story_id != story_id
            and page.copy_kind != "second_address"
        ]
        return tuple(self.rng.sample(others, count)) if len(others) >= count else ()


def own_blocks(paragraphs: tuple[str, ...], *, form: bool = False) -> tuple[Block, ...]:
    """Return the paragraphs as body blocks; a correction's note may be judged otherwise.

    What a fixed form says each time is background by any fair reading: it stands in story after story.
    """
    notes, said_each_time = tuple(copies.CORRECTION.values()), ("background",) if form else ()
    return tuple(
        Block(text, "body", accepts=("metadata", "boilerplate") if text.startswith(notes) else said_each_time)
        for text in paragraphs
    )


def _credit_line(rng: Random, outlet: Outlet) -> str:
    forms = (
        "(MPA)",
        "Meridian Press Agency",
        f"MPA/{outlet.name}",
        "With material from Meridian Press Agency (MPA)",
    )
    return rng.choice(forms)
