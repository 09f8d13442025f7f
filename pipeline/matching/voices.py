"""Whose voice an article is: what counts as one source, however many pages say it.

An article that credits an agency speaks with the agency's voice, wherever it stands. Any other speaks with that of its
house, the `publisher` of its source, where a person has named one, and else of its site: hosts of one owner are one.
"""

from __future__ import annotations

from pipeline.crawling.sites import site_of


def voice_of(host: str, agency: str | None, publisher: str | None) -> str:
    """Return the name of the voice; those of agencies, houses and sites never meet."""
    if agency:
        return f"agency {agency}"
    if publisher and (house := " ".join(publisher.casefold().split())):
        return f"house {house}"
    return f"site {site_of(host)}"
