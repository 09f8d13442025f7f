"""Plans one night: which events happen, who reports them, who copies whom, and what stands beside what.

Everything a night needs of earlier nights (sagas to follow up, pages to update, late copies) is found in `Past`;
nothing is read from later ones, so a longer press begins with the same nights as a shorter one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from tests.newsroom import copies, prose
from tests.newsroom.facts import FAMILIES, GIVEN, Event, World, moment_of
from tests.newsroom.frames import Block
from tests.newsroom.outlets import (
    AGENCY,
    AGGREGATOR,
    GERMAN,
    SMALL,
    Outlet,
    any_newspaper,
    customers,
    outlets,
)
from tests.newsroom.pages import NewsPage
from tests.newsroom.prose import Written

SHARES = {"wire": 0.15, "form": 0.12, "follow_up": 0.05, "independent": 0.08, "german": 0.07}
"""What part of a night's reports is of which making; the rest is written by one outlet alone."""

SERIES = 3
"""Look-alike families kept of each form: three central banks, three pairs of leaders, and so on."""

WORLDS = {"en": World("en"), "de": World("de"), "forms": World("en")}


@dataclass(frozen=True, slots=True)
class Saga:
    """An event that agencies return to, with the background paragraphs they repeat each time."""

    event: Event
    background: tuple[str, ...]


@dataclass(slots=True)
class Past:
    """What earlier nights left: sagas to follow up and pages that may change."""

    sagas: list[Saga] = field(default_factory=list)
    changeable: list[tuple[NewsPage, Written, Event]] = field(default_factory=list)
    late: list[tuple[NewsPage, Written, Event]] = field(default_factory=list)


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
        self._late: list[tuple[NewsPage, Written, Event]] = []
        self._events: list[Event] = []
        self._numbers = night * 100_000
        self._small_left = 3

    def write(self) -> list[NewsPage]:
        """Return the night's pages: changes to earlier pages, late copies, then the new reports with their copies."""
        self._revise()
        self._print_late_copies()
        makers = {
            "wire": self._wire,
            "form": self._form,
            "follow_up": self._follow_up,
            "independent": self._independent,
            "german": self._german,
        }
        for _ in range(self.reports):
            roll, maker = self.rng.random(), self._local
            for name, share in SHARES.items():
                if roll < share:
                    maker = makers[name]
                    break
                roll -= share
            maker()
        self.past.changeable, self.past.late = self._changeable, self._late
        return self.pages

    # What happens and who writes it.

    def event(self, language: str, topic: str, rng: Random | None = None) -> Event:
        """Return a new event of the night."""
        rng = rng or self.rng
        facts = WORLDS[language].draw(rng, self.night)
        prose.add_topic_facts(prose.topic(language, topic), rng, facts)
        event = Event(f"e{self.night}-{len(self._events):05d}", topic, self.night, language, facts)
        self._events.append(event)
        return event

    def _any_topic(self, language: str = "en") -> str:
        names = prose.topics(language)
        return names[int(self.rng.random() * len(names))]

    def _local(self) -> None:
        event = self.event("en", self._any_topic())
        outlet = any_newspaper(self.rng)
        if self._small_left and self.rng.random() < 0.05:
            outlet, self._small_left = outlets()[SMALL], self._small_left - 1
        written = prose.write_report(event, self.rng)
        page = self.publish(outlet, written, event, standfirst=self._standfirst(outlet, event))
        if self.rng.random() < 0.05 and outlet.outlet_id != SMALL:
            self._second_address(page)

    def _german(self) -> None:
        """A German report: of its own event, or of one that others report in English."""
        event = self.event("de", self._any_topic("de"))
        page = self.publish(outlets()[GERMAN], prose.write_report(event, self.rng), event)
        if self.rng.random() < 0.2:
            self._second_address(page)

    def _independent(self) -> None:
        """Another outlet's own words for an event of the night: one event, two stories."""
        known = [event for event in self._events[-40:] if event.language == "en"]
        if not known:
            return self._local()
        event = known[int(self.rng.random() * len(known))]
        self.publish(
            any_newspaper(self.rng), prose.write_report(event, self.rng), event, copy_kind="independent"
        )
        return None

    def _wire(self) -> None:
        event = self.event("en", self._any_topic())
        written = copies.on_the_wire(prose.write_report(event, self.rng), event)
        background: tuple[str, ...] = ()
        if self.rng.random() < 0.4:
            facts = event.facts
            background = tuple(prose.write_line("en", "background", self.rng, facts) for _ in range(2))
            self.past.sagas.append(Saga(event, background))
        self._syndicate(written, event, background)

    def _follow_up(self) -> None:
        """The agency returns to an earlier event: new words, the old background."""
        sagas = [saga for saga in self.past.sagas if saga.event.night < self.night]
        if not sagas:
            return self._wire()
        saga = sagas[int(self.rng.random() * len(sagas))]
        facts = dict(saga.event.facts)
        WORLDS["en"].draw_times(self.rng, facts, self.night)
        event = Event(f"e{self.night}-{len(self._events):05d}", saga.event.topic, self.night, "en", facts)
        self._events.append(event)
        written = copies.on_the_wire(prose.write_report(event, self.rng, follow_up=True), event)
        self._syndicate(written, event, saga.background, copy_kind="follow_up")
        return None

    def _form(self) -> None:
        """A recurring event in its fixed form: same words as last time, other facts, another story."""
        form = self._any_topic("forms")
        family = int(self.rng.random() * SERIES)
        identity = Random(f"{self.seed}/{form}/{family}")
        event = self.event("forms", form, identity)
        facts = event.facts
        WORLDS["en"].draw_times(self.rng, facts, self.night)
        WORLDS["en"].draw_numbers(self.rng, facts)
        prose.add_topic_facts(prose.topic("forms", form), self.rng, facts)
        written = prose.write_form(event, self.rng)
        series = f"{form}/{family}"
        if self.rng.random() < 0.6:
            self.publish(any_newspaper(self.rng), written, event, copy_kind="look_alike", series=series)
        else:
            self._syndicate(
                copies.on_the_wire(written, event), event, (), copy_kind="look_alike", series=series
            )

    # Who prints it.

    def _syndicate(
        self,
        written: Written,
        event: Event,
        background: tuple[str, ...],
        copy_kind: str = "original",
        series: str = "",
    ) -> None:
        """Publish an agency report and the copies its customers print, tonight or later."""
        wire = self.publish(
            outlets()[AGENCY], written, event, background, copy_kind=copy_kind, series=series, origin="MPA"
        )
        for outlet in customers(self.rng, 1 + int(self.rng.random() * 5)):
            roll = self.rng.random()
            if roll < 0.12 and self.night:
                self._late.append((replace(wire, outlet=outlet), written, event))
                continue
            self._copy(wire, written, event, outlet, background, short=roll < 0.3 and not series)

    def _copy(
        self,
        wire: NewsPage,
        written: Written,
        event: Event,
        outlet: Outlet,
        background: tuple[str, ...],
        *,
        short: bool = False,
        kind: str = "wire_copy",
    ) -> None:
        mine = (
            copies.abridged(written, event, self.rng)
            if short
            else copies.wire_copy(written, event, outlet, self.rng)
        )
        self.publish(
            outlet,
            mine,
            event,
            () if short else background,
            copy_kind="abridged" if short else kind,
            story_id=wire.story_id,
            series=wire.series,
            origin="MPA",
        )

    def _print_late_copies(self) -> None:
        for wire, written, event in self.past.late:
            self._copy(wire, written, event, wire.outlet, (), kind="late_copy")

    def _second_address(self, page: NewsPage) -> None:
        """The same article once more, under an address that does not name the first as its own."""
        outlet = page.outlet
        path = f"{outlet.disallow or '/amp/'}{page.number}"
        self.pages.append(
            replace(page, number=self.number(), url_path=path, copy_kind="second_address", canonical=False)
        )

    def _revise(self) -> None:
        """Change some of last night's pages: updates, and fewer corrections."""
        for page, written, event in self.past.changeable:
            roll = self.rng.random()
            if roll > 0.11:
                continue
            kind = "update" if roll < 0.08 else "correction"
            changed = (
                copies.updated(written, event, self.rng)
                if kind == "update"
                else copies.corrected(written, event, self.rng)
            )
            tail = tuple(
                block for block in page.content if block.label == "background" or block.group == "credit"
            )
            self.pages.append(
                replace(
                    page,
                    night=self.night,
                    version=page.version + 1,
                    title=changed.headline,
                    copy_kind=kind,
                    modified_at=self._moment(),
                    content=_blocks(changed.paragraphs) + tail,
                )
            )

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
        standfirst: str = "",
    ) -> NewsPage:
        """Add a page of this outlet and return it; without a `story_id` it begins a story of its own."""
        number = self.number()
        credit = _credit_line(self.rng, outlet) if origin != "own" and outlet.outlet_id != AGENCY else ""
        content = _blocks(written.paragraphs) + tuple(Block(text, "background") for text in background)
        if credit:
            content += (Block(credit, "metadata", "credit", accepts=("boilerplate",)),)
        page = NewsPage(
            outlet=outlet,
            number=number,
            night=self.night,
            title=written.headline,
            content=content,
            url_path=outlet.path(self.night, written.headline, event.topic, number),
            published_at=self._moment(),
            author=self.person(),
            town=event.facts["town"],
            story_id=story_id or f"s{number}",
            event_id=event.event_id,
            topic=event.topic,
            series=series,
            copy_kind=copy_kind,
            origin=origin,
            standfirst=standfirst,
            related=self._neighbours(outlet, "related"),
            popular=self._neighbours(outlet, "popular"),
            foreign=self._foreign(outlet, story_id),
        )
        self.pages.append(page)
        if outlet.outlet_id != AGGREGATOR:
            self._changeable.append((page, written, event))
        return page

    def number(self) -> int:
        """Return the next page number of the night."""
        self._numbers += 1
        return self._numbers

    def person(self) -> str:
        """Return the name of a reporter."""
        pick = self.rng.random
        return f"{GIVEN[int(pick() * len(GIVEN))]} {FAMILIES[int(pick() * len(FAMILIES))]}"

    def _moment(self):
        return moment_of(self.night, 240 + int(self.rng.random() * 1180))

    def _standfirst(self, outlet: Outlet, event: Event) -> str:
        if "standfirst" not in outlet.order or self.rng.random() < 0.5:
            return ""
        lines = prose.topic("en", event.topic).pools["lede"]
        return prose.sentence(self.rng, lines[int(self.rng.random() * len(lines))], event.facts)

    def _neighbours(self, outlet: Outlet, group: str) -> tuple[NewsPage, ...]:
        """Earlier pages of the same outlet that its page links to, as they stood then."""
        count = outlet.furniture.get(group, {}).get("count", 0)
        own = [page for page in self.pages[-150:] if page.outlet is outlet and page.page_kind == "article"]
        return tuple(self.rng.sample(own, count)) if len(own) >= count else ()

    def _foreign(self, outlet: Outlet, story_id: str) -> tuple[NewsPage, ...]:
        """Whole stories of others that the aggregator puts into its sidebar."""
        count = outlet.furniture.get("foreign", 0)
        others = [
            page
            for page in self.pages[-60:]
            if page.outlet.language == "en"
            and page.outlet is not outlet
            and page.story_id != story_id
            and page.page_kind == "article"
            and page.copy_kind != "second_address"
        ]
        return tuple(self.rng.sample(others, count)) if len(others) >= count else ()


def _blocks(paragraphs: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(
        Block(text, "body", accepts=("metadata", "boilerplate") if text.startswith("Correction: ") else ())
        for text in paragraphs
    )


def _credit_line(rng: Random, outlet: Outlet) -> str:
    forms = (
        "(MPA)",
        "Meridian Press Agency",
        f"MPA/{outlet.name}",
        "With material from Meridian Press Agency (MPA)",
    )
    return forms[int(rng.random() * len(forms))]
