"""Pruning on each database: old bytes go and nothing else, the numbers add up, and it may be cut off anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.adapters.warc import WarcArchive
from pipeline.errors import SourceError
from pipeline.identifiers import article_id_of
from pipeline.maintenance.prune import prune
from pipeline.maintenance.reprocess import Origin, mark
from pipeline.model import Fetched, Request, Source, SourceKind, Window
from pipeline.steps.extract.store import SCHEME
from pipeline.steps.fetch import step as fetch
from tests.integration.gathering import NOON, gathering, request

FIRST = datetime(2026, 1, 1, 9, tzinfo=UTC)  # sixty days before the clock of the tests
PAGES = 6


def page(number: int) -> Fetched:
    return Fetched(
        f"https://desk.example/{number}",
        FIRST + timedelta(hours=number),
        200,
        {"content-type": "text/html"},
        f"news {number}".encode(),
    )


@pytest.fixture
def kept(tmp_path, warehouse_url):
    """Give six captures of one day in one file: two rejected, two read, one to be read again, one that waits."""
    made = gathering(tmp_path / "home", warehouse_url)
    keep_six(made, tmp_path)
    yield made
    made.warehouse.close()


def keep_six(made, tmp_path) -> None:
    """Load the six captures of these tests."""
    WarcArchive(tmp_path).append("night.warc.gz", [page(number) for number in range(PAGES)])
    made.register(Source("night", SourceKind.WARC, str(tmp_path / "night.warc.gz")))
    fetch.run(request("night"), made.runtime)
    for number, scheme in ((2, SCHEME), (3, SCHEME), (4, "an older scheme")):
        _read(made, number, scheme)
    with made.warehouse.write() as db:
        db.upsert(
            "rejections",
            [
                {"capture_id": _id(made, number), "scheme": SCHEME, "reason": "listing", "rejected_at": NOON}
                for number in (0, 1)
            ],
        )
        _note_read(db, [_id(made, number) for number in (0, 1)], SCHEME)


def _id(made, number: int) -> str:
    return made.ask(f"SELECT capture_id FROM captures WHERE url = 'https://desk.example/{number}'")[0][0]


def _read(made, number: int, scheme: str) -> None:
    article_id = article_id_of(f"desk.example/{number}")
    article = {
        "article_id": article_id,
        "url": page(number).url,
        "url_key": f"desk.example/{number}",
        "host": "desk.example",
        "source_id": "night",
        "first_seen_at": page(number).fetched_at,
        "article_at": page(number).fetched_at,
    }
    version = {
        "capture_id": _id(made, number),
        "article_id": article_id,
        "version": 1,
        "scheme": scheme,
        "page_kind": "article",
        "captured_at": page(number).fetched_at,
    }
    with made.warehouse.write() as db:
        db.upsert("articles", [article])
        db.upsert("article_versions", [version])
        _note_read(db, [_id(made, number)], scheme)


def _note_read(db, capture_ids: list[str], scheme: str) -> None:
    db.run("extract/mark_captures_read", captures=capture_ids, scheme=scheme)


def held(made) -> list[int]:
    """Return which pages still have their bytes, each read from where its row says."""
    found = []
    for archive, offset in made.ask("SELECT archive, archive_offset FROM captures WHERE pruned_at IS NULL"):
        found.append(int(made.runtime.archive.read(archive, offset).body.decode().removeprefix("news ")))
    return sorted(found)


def files(tmp_path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "home" / "captures").rglob("*") if path.is_file())


def test_nothing_is_pruned_unless_it_is_asked_for(kept, tmp_path):
    before = kept.everything()
    assert prune(kept.runtime).counts["captures"] == 0
    assert kept.everything() == before
    assert files(tmp_path) == ["night.warc.gz"]


def test_a_dry_run_counts_what_a_run_prunes(kept, tmp_path):
    before = kept.everything()
    counted = prune(kept.runtime, keep_rejected_days=30, keep_read_days=30, dry_run=True)
    assert kept.everything() == before
    assert files(tmp_path) == ["night.warc.gz"]
    assert prune(kept.runtime, keep_rejected_days=30, keep_read_days=30).counts == counted.counts
    assert counted.counts == {
        "archives": 1,
        "captures": 4,
        "rejected": 2,
        "read": 2,
        "body_bytes": 4 * len("news 0"),
    }


def test_what_articles_were_read_from_stays_unless_that_is_said_too(kept, tmp_path):
    prune(kept.runtime, keep_rejected_days=30)
    assert held(kept) == [2, 3, 4, 5]
    assert files(tmp_path) == ["night~1.warc.gz"]
    assert kept.ask("SELECT COUNT(*) FROM captures") == [(PAGES,)]


def test_what_waits_to_be_read_stays_whatever_its_age(kept):
    prune(kept.runtime, keep_rejected_days=1, keep_read_days=1)
    assert held(kept) == [4, 5]


def test_the_last_day_that_is_kept_is_kept_whole(kept):
    days = (NOON.date() - FIRST.date()).days
    prune(kept.runtime, keep_rejected_days=days)
    assert held(kept) == list(range(PAGES))
    prune(kept.runtime, keep_rejected_days=days - 1)
    assert held(kept) == [2, 3, 4, 5]


def test_settings_decide_where_a_run_says_nothing(kept):
    settings = replace(kept.runtime.settings, keep_rejected_days=30)
    prune(replace(kept.runtime, settings=settings))
    assert held(kept) == [2, 3, 4, 5]


def test_pruning_again_finds_nothing_to_do(kept, tmp_path):
    prune(kept.runtime, keep_rejected_days=30)
    before = kept.everything()
    assert prune(kept.runtime, keep_rejected_days=30).counts["archives"] == 0
    assert kept.everything() == before
    prune(kept.runtime, keep_rejected_days=30, keep_read_days=30)
    assert files(tmp_path) == ["night~2.warc.gz"]


def test_a_file_of_which_nothing_stays_is_removed(kept, tmp_path):
    _read(kept, 4, SCHEME)
    _read(kept, 5, SCHEME)
    prune(kept.runtime, keep_rejected_days=30, keep_read_days=30)
    assert files(tmp_path) == []
    assert kept.ask("SELECT DISTINCT archive FROM captures") == [("",)]


def test_loading_the_night_again_brings_no_pruned_bytes_back(kept, tmp_path):
    prune(kept.runtime, keep_rejected_days=30)
    before = kept.everything()["captures"]
    assert fetch.run(request("night"), kept.runtime).counts["held"] == PAGES
    assert kept.everything()["captures"] == before
    assert files(tmp_path) == ["night~1.warc.gz"]


def test_an_earlier_observation_brings_its_bytes_with_it(kept, tmp_path):
    """Its time is corrected, so that it is read again; without its bytes it could not be."""
    prune(kept.runtime, keep_rejected_days=30, keep_read_days=30)
    earlier = replace(page(2), fetched_at=FIRST - timedelta(days=1))
    WarcArchive(tmp_path).append("earlier.warc.gz", [earlier])
    kept.register(Source("earlier", SourceKind.WARC, str(tmp_path / "earlier.warc.gz")))
    fetch.run(request("earlier"), kept.runtime)
    assert held(kept) == [2, 4, 5]


def test_what_was_pruned_is_not_marked_to_be_read_again(kept):
    prune(kept.runtime, keep_rejected_days=30, keep_read_days=30)
    window = Window(FIRST - timedelta(days=1), FIRST + timedelta(days=1))
    report = mark(Request("again", window), kept.runtime, Origin.CAPTURES)
    assert report.counts == {"versions": 1, "rejections": 0, "pruned": 4}
    with kept.warehouse.read() as db:
        waiting = db.rows("extract/count_captures_to_extract")[0]["captures"]
    assert waiting == 2


class CutOffError(Exception):
    """The machine went down."""


@pytest.mark.parametrize("where", ["copy", "remove"])
def test_a_pruning_that_was_cut_off_is_finished_by_the_next(kept, tmp_path, where):
    class Mortal(WarcArchive):
        def copy(self, archive, offsets, name, /):
            super().copy(archive, offsets, name)
            if where == "copy":
                raise CutOffError
            return super().copy(archive, offsets, name)

        def remove(self, archive, /):
            raise CutOffError

    with pytest.raises(CutOffError):
        prune(replace(kept.runtime, archive=Mortal(tmp_path / "home")), keep_rejected_days=30)
    everything = list(range(PAGES)) if where == "copy" else [2, 3, 4, 5]
    assert held(kept) == everything
    prune(kept.runtime, keep_rejected_days=30)
    assert held(kept) == [2, 3, 4, 5]
    assert "night.warc.gz" not in files(tmp_path)
    assert kept.ask("SELECT COUNT(*) FROM captures WHERE pruned_at IS NOT NULL AND archive <> ''") == [(0,)]
    assert len(files(tmp_path)) == 1


def test_a_damaged_file_is_left_as_it_is_and_named(kept, tmp_path):
    (path,) = (tmp_path / "home" / "captures").rglob("night.warc.gz")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 20])
    report = prune(kept.runtime, keep_rejected_days=30)
    assert report.counts["unreadable"] == 1
    assert report.counts["captures"] == 0
    assert str(path) in report.notes[1]
    assert path.read_bytes() == whole[: len(whole) - 20]
    with pytest.raises(SourceError):
        kept.runtime.archive.read("captures/2026/01/01/night.warc.gz", len(whole))
