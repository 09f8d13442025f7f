"""The pages that are no plain article, and the articles that are odd: what a crawl of real news trips over."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from newsroom import prose
from newsroom.facts import Event, moment_of, person
from newsroom.frames import Block
from newsroom.outlets import AGENCY, AGGREGATOR, SMALL, outlets
from newsroom.pages import NewsPage
from newsroom.plan import Night, own_blocks

if TYPE_CHECKING:
    from newsroom.prose import Written

OWN_TEXT_TIMES = 30
"""How often the page that repeats itself holds its own text; a set of shingles must not care."""


def write_specials(night: Night, live_event: Event) -> list[NewsPage]:
    """Return the night's odd pages; `live_event` is what the live blog of all nights is about."""
    pages = [
        *_consent_walls(night),
        *_soft_404s(night),
        *_paywall_stubs(night),
        *_same_titles(night),
        _live_blog(night, live_event),
        _listing(night),
        _gallery(night),
        _digest(night),
        *_round_up(night),
    ]
    if night.night == 1:
        pages += [
            *_repeats_itself(night),
            _misbehaving(night, "slow"),
            _misbehaving(night, "broken"),
            _gone(night),
        ]
    if night.night == 2:
        pages.append(_misbehaving(night, "hostile"))
    return pages


def _page(
    night: Night, outlet_id: str, title: str, paragraphs: tuple[Block, ...], kind: str, *, path: str = ""
) -> NewsPage:
    outlet = outlets()[outlet_id]
    number = night.number()
    return NewsPage(
        outlet=outlet,
        number=number,
        night=night.night,
        title=title,
        content=paragraphs,
        page_kind=kind,
        url_path=path or outlet.path(night.night, title, "news", number),
        author=person(night.rng)[0],
        published_at=moment_of(night.night, 200 + number % 1000),
        copy_kind="special",
        topic="news",
    )


def _report(night: Night) -> tuple[Event, Written]:
    event = night.event("en")
    return event, prose.write_report(event, night.rng)


def _consent_walls(night: Night) -> list[NewsPage]:
    """Four addresses that show the same dialogue instead of four different reports."""
    return [_page(night, "radio-aldermoor", _report(night)[1].headline, (), "consent_wall") for _ in range(4)]


def _soft_404s(night: Night) -> list[NewsPage]:
    """Four addresses of deleted stories: status 200 and one text for all."""
    title, text = outlets()["pulse-daily"].furniture["soft_404"]
    gone = (Block(text, "boilerplate"),)
    return [_page(night, "pulse-daily", title, gone, "soft_404") for _ in range(4)]


def _paywall_stubs(night: Night) -> list[NewsPage]:
    pages = []
    for _ in range(3):
        _, written = _report(night)
        opening = tuple(Block(text, "body") for text in written.paragraphs[:2])
        pages.append(_page(night, "northgate-times", written.headline, opening, "paywall_stub"))
    return pages


def _same_titles(night: Night) -> list[NewsPage]:
    """Two columns under one standing title, with nothing in common but it."""
    pages = []
    for _ in range(2):
        event, written = _report(night)
        content = own_blocks(written.paragraphs)
        page = _page(night, "dale-courier", "The week in the dale", content, "article")
        pages.append(
            replace(
                page,
                story_id=f"s{page.number}",
                event_id=event.event_id,
                topic=event.topic,
                copy_kind="same_title",
            )
        )
    return pages


def _live_blog(night: Night, event: Event) -> NewsPage:
    """One address all nights; newer entries on top of the older, and another headline each night."""
    entries: list[Block] = []
    for past in range(1, night.night + 1):
        rng = Random(f"{event.event_id}/{past}")
        written = prose.write_report(event, rng)
        title = f"Live: {written.headline}"
        for position, text in enumerate(written.paragraphs[:8]):
            time = Block(
                f"{6 + position}.{rng.randrange(10, 59)}",
                "metadata",
                kind="time",
                accepts=("boilerplate", "body"),
            )
            entries[:0] = [time, Block(text, "body")]
    path = f"/live/{event.topic}-in-{event.facts['town'].lower()}"
    page = _page(night, "northgate-times", title, tuple(entries), "live_blog", path=path)
    first = moment_of(1, 400)
    return replace(
        page,
        version=night.night,
        published_at=first,
        modified_at=page.published_at if night.night > 1 else None,
        story_id="live",
        event_id=event.event_id,
        topic=event.topic,
        town=event.facts["town"],
        copy_kind="live_blog",
    )


def _listing(night: Night) -> NewsPage:
    """Return a section page: headlines and first sentences of the outlet's own reports."""
    teasers: list[Block] = []
    for other in [page for page in night.pages if page.outlet.outlet_id == "harbour-herald"][:25]:
        teasers.append(
            Block(
                other.title, "other_story", kind="heading", story_id=other.story_id, accepts=("boilerplate",)
            )
        )
        lede = other.paragraphs[0]
        teasers.append(Block(lede, "other_story", story_id=other.story_id, accepts=("boilerplate", "body")))
    return _page(
        night,
        "harbour-herald",
        "All news from the harbour",
        tuple(teasers),
        "listing",
        path=f"/section/harbour/page/{night.night}/",
    )


def _gallery(night: Night) -> NewsPage:
    event, _ = _report(night)
    rng = night.rng
    captions = tuple(
        Block(
            prose.sentence(rng, line, event.facts).split(",")[0].rstrip(".") + ".",
            "body",
            accepts=("metadata", "boilerplate"),
        )
        for line in rng.sample(prose.topic("en", event.topic).pools["detail"], 6)
    )
    return _page(night, "skyline-post", f"{event.facts['town']} in pictures", captions, "gallery")


def _digest(night: Night) -> NewsPage:
    """Return a morning briefing: the first sentences of five stories. It is none of them."""
    wire = [page for page in night.pages if page.outlet.outlet_id == AGENCY][:5]
    content = tuple(Block(page.paragraphs[0], "body", accepts=("other_story",)) for page in wire)
    day = moment_of(night.night, 0)
    page = _page(night, AGGREGATOR, f"The basket this morning, {day.day} {day:%B}", content, "article")
    return replace(page, story_id=f"s{page.number}", copy_kind="digest")


def _round_up(night: Night) -> list[NewsPage]:
    """Return two whole agency reports printed as one article: a bridge between stories that have nothing in common."""
    sent = [
        page
        for page in night.pages
        if page.outlet.outlet_id == AGENCY and page.version == 1 and not page.series
    ]
    if len(sent) < 2:
        return []
    first, second = sent[-2:]
    content = tuple(block for page in (first, second) for block in page.content if block.group == "body")
    page = _page(night, "dale-courier", f"In brief: {first.town} and {second.town}", content, "article")
    return [replace(page, story_id=f"s{page.number}", origin="MPA", copy_kind="round_up")]


def _repeats_itself(night: Night) -> list[NewsPage]:
    """Return an agency report on a page that holds its text thirty times over."""
    sent = [page for page in night.pages if page.outlet.outlet_id == AGENCY and page.night == night.night]
    pages = []
    for wire in sent[:1]:
        content = tuple(block for block in wire.content if block.group == "body") * OWN_TEXT_TIMES
        page = _page(night, "pulse-daily", wire.title, content, "article")
        pages.append(
            replace(
                page,
                story_id=wire.story_id,
                event_id=wire.event_id,
                topic=wire.topic,
                town=wire.town,
                origin="MPA",
                copy_kind="repeats_itself",
            )
        )
    return pages


def _misbehaving(night: Night, behaviour: str) -> NewsPage:
    """Return a page whose server drips, breaks off, or whose markup is made to hurt."""
    event, written = _report(night)
    content = own_blocks(written.paragraphs)
    outlet_id, kind = (SMALL, "error_page") if behaviour == "hostile" else ("dale-courier", "article")
    page = _page(night, outlet_id, written.headline, content if behaviour != "hostile" else (), kind)
    story = f"s{page.number}" if kind == "article" else ""
    return replace(page, behaviour=behaviour, story_id=story, event_id=event.event_id, topic=event.topic)


def _gone(night: Night) -> NewsPage:
    text = Block("This report was withdrawn by the editors.", "boilerplate")
    return replace(_page(night, "harbour-herald", "Withdrawn", (text,), "error_page"), status=410)
