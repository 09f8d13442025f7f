"""How outlets announce their pages: RSS 2.0, Atom, news sitemaps, robots.txt and a front page."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape as xml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsroom.outlets import Outlet
    from newsroom.pages import NewsPage


def announcement(outlet: Outlet, home: str, pages: Iterable[NewsPage]) -> tuple[str, str]:
    """Return the outlet's feed or news sitemap as (media type, text), newest page first."""
    ordered = sorted(
        pages, key=lambda page: (page.modified_at or page.published_at, page.number), reverse=True
    )
    if outlet.announces == "rss":
        return "application/rss+xml", _rss(outlet, home, ordered)
    if outlet.announces == "atom":
        return "application/atom+xml", _atom(outlet, home, ordered)
    return "application/xml", _sitemap(outlet, ordered)


def robots(outlet: Outlet, home: str) -> str:
    """Return the outlet's robots.txt."""
    rules = f"Disallow: {outlet.disallow}" if outlet.disallow else "Disallow:"
    sitemap = f"\nSitemap: {home}{outlet.feed_path}\n" if outlet.announces == "sitemap" else ""
    return f"User-agent: *\n{rules}\n{sitemap}"


def front_page(outlet: Outlet, home: str, pages: Iterable[NewsPage]) -> str:
    """Return a front page that links to the feed and to the latest pages, for people who look around."""
    latest = sorted(
        pages, key=lambda page: (page.modified_at or page.published_at, page.number), reverse=True
    )[:60]
    links = "\n".join(f'<li><a href="{escape(page.url)}">{escape(page.title)}</a></li>' for page in latest)
    kind = {"rss": "application/rss+xml", "atom": "application/atom+xml"}.get(outlet.announces)
    link = f'<link rel="alternate" type="{kind}" href="{home}{outlet.feed_path}">' if kind else ""
    return (
        f'<!DOCTYPE html><html lang="{outlet.language}"><head><meta charset="utf-8"><title>{escape(outlet.name)}</title>'
        f"{link}</head><body><h1>{escape(outlet.name)}</h1><ul>\n{links}\n</ul></body></html>"
    )


def _guid(outlet: Outlet, page: NewsPage, home: str) -> str:
    return f"{home}/feed" if outlet.one_guid else f"{outlet.outlet_id}-{page.url_path}"


def _rss(outlet: Outlet, home: str, pages: list[NewsPage]) -> str:
    items = "\n".join(
        f"<item><title>{xml(page.title)}</title><link>{xml(page.announced_url)}</link>"
        f'<guid isPermaLink="false">{xml(_guid(outlet, page, home))}</guid>'
        f"<pubDate>{format_datetime(page.published_at)}</pubDate>"
        f"<description>{xml(page.paragraphs[0] if page.paragraphs else page.title)}</description></item>"
        for page in pages
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{xml(outlet.name)}</title>'
        f"<link>{home}/</link><description>All reports of {xml(outlet.name)}</description>"
        f"<language>{outlet.language}</language>\n{items}\n</channel></rss>\n"
    )


def _atom(outlet: Outlet, home: str, pages: list[NewsPage]) -> str:
    entries = "\n".join(
        f"<entry><id>{xml(_guid(outlet, page, home))}</id><title>{xml(page.title)}</title>"
        f'<link rel="alternate" href="{xml(page.announced_url)}"/><published>{page.published_at.isoformat()}</published>'
        f"<updated>{(page.modified_at or page.published_at).isoformat()}</updated>"
        f"<summary>{xml(page.paragraphs[0] if page.paragraphs else page.title)}</summary></entry>"
        for page in pages
    )
    updated = max(
        ((page.modified_at or page.published_at).isoformat() for page in pages),
        default="2026-03-01T00:00:00Z",
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">'
        f'<id>{home}/</id><title>{xml(outlet.name)}</title><link rel="self" href="{home}{outlet.feed_path}"/>'
        f"<updated>{updated}</updated>\n{entries}\n</feed>\n"
    )


def _sitemap(outlet: Outlet, pages: list[NewsPage]) -> str:
    entries = "\n".join(
        f"<url><loc>{xml(page.announced_url)}</loc><lastmod>{(page.modified_at or page.published_at).isoformat()}</lastmod>"
        f"<news:news><news:publication><news:name>{xml(outlet.name)}</news:name>"
        f"<news:language>{outlet.language}</news:language></news:publication>"
        f"<news:publication_date>{page.published_at.isoformat()}</news:publication_date>"
        f"<news:title>{xml(page.title)}</news:title></news:news></url>"
        for page in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{entries}\n</urlset>\n'
    )
