"""What stands around an article: an outlet's furniture, links to other stories, and the true label of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsroom.pages import NewsPage

_MONTHS_DE = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
_NAMELESS = {"consent_wall", "soft_404", "error_page"}


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of text on a page. `label` is the truth; `accepts` names further labels a fair judge would pass."""

    text: str
    label: str
    group: str = "body"
    kind: str = "paragraph"
    href: str = ""
    story_id: str = ""
    """For `other_story`: the story it belongs to."""
    accepts: tuple[str, ...] = ()


def compose(page: NewsPage) -> tuple[Block, ...]:
    """Return every block of the page in the reading order of its outlet's template."""
    if page.page_kind == "consent_wall":
        return tuple(_furniture(page, "consent"))
    found: list[Block] = []
    for group in page.outlet.order:
        if group in _MAKERS:
            found += _MAKERS[group](page)
        elif group in page.outlet.furniture and not (
            page.page_kind in _NAMELESS and group in {"caption", "appeal"}
        ):
            found += _furniture(page, group)
    return tuple(found)


def _fields(page: NewsPage) -> dict[str, object]:
    day = page.published_at
    german = page.outlet.language == "de"
    return {
        "author": page.author,
        "town": page.town,
        "home": page.outlet.home,
        "date": f"{day.day}. {_MONTHS_DE[day.month - 1]} {day.year}"
        if german
        else f"{day.day} {day:%B} {day.year}",
        "time": f"{day:%H.%M}" if german else f"{day:%H:%M}",
        "minutes": 2 + page.number % 50,
        "comments": page.number * 7 % 130,
        "shares": page.number * 13 % 900,
        "commenter": f"reader{page.number * 31 % 9000}",
        "commenter2": f"dale_{page.number * 17 % 700}",
        "source_name": page.outlet.name if page.origin == "own" else "Meridian Press Agency",
    }


def _furniture(page: NewsPage, group: str) -> Iterator[Block]:
    texts = page.outlet.furniture[group]
    fields = _fields(page)
    label, accepts = ("metadata", ("boilerplate",)) if group == "caption" else ("boilerplate", ())
    for position, text in enumerate([texts] if isinstance(texts, str) else texts):
        kind = "paragraph" if len(text) > 50 else "button"
        if group in {"newsletter", "consent", "features", "soft_404"} and position == 0 and kind == "button":
            kind = "heading"
        href = f"/{group}/{position}" if group == "nav" else ""
        yield Block(text.format(**fields), label, group, kind, href=href, accepts=accepts)


def _headline(page: NewsPage) -> Iterator[Block]:
    label = "boilerplate" if page.page_kind in _NAMELESS else "headline"
    yield Block(page.title, label, "headline", "heading", accepts=("metadata",))


def _standfirst(page: NewsPage) -> Iterator[Block]:
    if page.standfirst:
        yield Block(page.standfirst, "body", "standfirst", accepts=("metadata", "headline", "boilerplate"))


def _byline(page: NewsPage) -> Iterator[Block]:
    if page.page_kind in _NAMELESS:
        return
    for text in ("byline", "date"):
        if text in page.outlet.furniture:
            said = page.outlet.furniture[text].format(**_fields(page))
            yield Block(said, "metadata", "byline", accepts=("boilerplate",))


def _body(page: NewsPage) -> Iterator[Block]:
    own = [block for block in page.content if block.group == "body"]
    furniture = page.outlet.furniture
    prefix, after = furniture.get("prefix"), furniture.get("prefix_after", 0)
    for position, block in enumerate(own):
        if prefix and position == after and page.related and page.page_kind == "article":
            other = page.related[-1]
            text = prefix.format(title=other.title)
            yield Block(
                text, "boilerplate", "body", href=other.url, story_id=other.story_id, accepts=("other_story",)
            )
        yield block
    if page.page_kind == "paywall_stub":
        yield from _furniture(page, "paywall")


def _credit(page: NewsPage) -> Iterator[Block]:
    yield from (block for block in page.content if block.group == "credit")
    if "credit" in page.outlet.furniture and page.page_kind == "article":
        text = page.outlet.furniture["credit"].format(**_fields(page))
        yield Block(text, "metadata", "credit", accepts=("boilerplate",))


def _crumbs(page: NewsPage) -> Iterator[Block]:
    for text in ("Home", page.town, page.topic.replace("_", " ").capitalize()):
        if text:
            yield Block(text, "boilerplate", "crumbs", "button", href="/", accepts=("metadata",))


def _tags(page: NewsPage) -> Iterator[Block]:
    for text in (page.town, page.topic.replace("_", " ")):
        if text:
            yield Block(text, "boilerplate", "tags", "button", href=f"/tag/{text}", accepts=("metadata",))


def _related(page: NewsPage) -> Iterator[Block]:
    settings = page.outlet.furniture["related"]
    if page.related or settings["count"] == 0:
        yield Block(settings["title"], "boilerplate", "related", "heading")
    for other in page.related:
        yield Block(
            other.title,
            "other_story",
            "related",
            "list_item",
            href=other.url,
            story_id=other.story_id,
            accepts=("boilerplate",),
        )
        if settings["style"] == "teasers" and other.paragraphs:
            yield Block(
                other.paragraphs[0],
                "other_story",
                "related",
                story_id=other.story_id,
                accepts=("boilerplate",),
            )


def _popular(page: NewsPage) -> Iterator[Block]:
    if page.popular:
        yield Block(page.outlet.furniture["popular"]["title"], "boilerplate", "popular", "heading")
    for other in page.popular:
        yield Block(
            other.title,
            "other_story",
            "popular",
            "list_item",
            href=other.url,
            story_id=other.story_id,
            accepts=("boilerplate",),
        )


def _foreign(page: NewsPage) -> Iterator[Block]:
    """Whole stories of other outlets in the sidebar: outlet, age, outlet again, headline, text in one run."""
    for position, other in enumerate(page.foreign):
        ago = (
            "27 minutes ago"
            if position == 0
            else "an hour ago"
            if position == 1
            else f"{position + 1} hours ago"
        )
        for text in (other.outlet.name, ago, f"- {other.outlet.name}"):
            yield Block(
                text, "other_story", "foreign", "list_item", story_id=other.story_id, accepts=("boilerplate",)
            )
        yield Block(
            other.title,
            "other_story",
            "foreign",
            "heading",
            story_id=other.story_id,
            accepts=("boilerplate",),
        )
        yield Block(in_one_run(page, other), "other_story", "foreign", story_id=other.story_id)


def in_one_run(page: NewsPage, other: NewsPage) -> str:
    """Return a foreign story as aggregators scrape it: one run of text, two headlines glued into every other one."""
    *most, last = other.paragraphs
    glued = [neighbour.title for neighbour in page.foreign if neighbour is not other]
    return " ".join((*most, *(glued if page.number % 2 else ()), last))


_MAKERS = {
    "headline": _headline,
    "standfirst": _standfirst,
    "byline": _byline,
    "body": _body,
    "credit": _credit,
    "crumbs": _crumbs,
    "tags": _tags,
    "related": _related,
    "popular": _popular,
    "foreign": _foreign,
}


def hostile_html(page: NewsPage) -> bytes:
    """Return a page made to hurt parsers: deeply nested, then two hundred thousand tags, then never closed."""
    deep = "<div><span><b>" * 8_000
    wide = "<p><i>x</i><br>" * 60_000
    table = "<table><tr><td>" * 2_000
    return f"<html><head><title>{page.title}</title></head><body>{deep}{wide}{table}".encode(
        page.outlet.encoding
    )
