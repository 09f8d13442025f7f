"""Items whose address changed since they were captured, while the id that their feed gives them stayed.

Feeds put a token, a session or a campaign into addresses, and headlines that are edited change the address made of
them. Readers who go by the address alone see such an item again and again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.crawling.entries import KnownEntry
from pipeline.crawling.urls import host_of, url_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.model import FeedEntry
    from pipeline.ports import Connection, Row


@dataclass(frozen=True, slots=True)
class MovedItem:
    """An announced item that is captured under another address, and how far the fetching of that has come."""

    url: str
    held_url: str
    held_key: str
    held: KnownEntry


def find_moved(unknown: Sequence[FeedEntry], db: Connection) -> dict[str, MovedItem]:
    """Return those of the entries of one source, none of them known by address, that are captured, by url key.

    An id is a hint: feeds share, double and reuse them. It counts where no other item that is announced or captured
    has it, on one host, and where the time of publication agrees; see `_is_same_item`.
    """
    single = _single({entry.url_key: entry.guid for entry in unknown})
    ids = [{"source_id": entry.source_id, "guid": entry.guid} for entry in unknown if entry.url_key in single]
    held = {row["guid"]: row for row in db.rows("discover/list_captured_ids", entries=ids)} if ids else {}
    return {
        entry.url_key: _moved(entry, row)
        for entry in unknown
        if entry.url_key in single and (row := held.get(entry.guid)) and _is_same_item(entry, row)
    }


def _moved(entry: FeedEntry, row: Row) -> MovedItem:
    known = KnownEntry(row["state"], row["due_at"], row["announced_at"])
    return MovedItem(entry.url, row["url"], row["url_key"], known)


def _single(guids: Mapping[str, str | None]) -> set[str]:
    """Return the url keys whose id is theirs alone, and is not itself the address that says which page it is."""
    frequency = Counter(guids.values())
    return {key for key, guid in guids.items() if guid and frequency[guid] == 1 and url_key(guid) != key}


def _is_same_item(entry: FeedEntry, row: Row) -> bool:
    """Return whether more than the id says that these are one item.

    A moment of publication to the minute does by itself; a bare day, or none, only with the same title at the same path.
    """
    if host_of(entry.url) != host_of(row["url"]) or entry.published_at != row["published_at"]:
        return False
    moment = entry.published_at
    if moment is not None and (moment.hour, moment.minute) != (0, 0):
        return True
    is_same_path = entry.url.partition("?")[0] == row["url"].partition("?")[0]
    return bool(entry.title) and entry.title == row["title"] and is_same_path
