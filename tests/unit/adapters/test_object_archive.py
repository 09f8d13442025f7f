"""Captures in a store of objects: what holds of the archive on a disk holds of it."""

from __future__ import annotations

import io
import random
import secrets

import fsspec
import pytest
from fastwarc.warc import ArchiveIterator

from pipeline.adapters import object_archive
from pipeline.adapters.object_archive import ObjectArchive
from pipeline.adapters.object_store import ObjectStore, StoreError
from pipeline.errors import NewsfoldError, Rejected, SourceError
from pipeline.model import ArchiveLocation
from tests.unit.adapters.test_warc import page

NAME = "captures/2026/03/02/pages.warc.gz"


@pytest.fixture
def store():
    made = ObjectStore(f"memory://archive-{secrets.token_hex(8)}/news")
    yield made
    for name in made.names(""):
        made.remove(name)


@pytest.fixture
def archive(store, tmp_path):
    return ObjectArchive(store, tmp_path)


def bytes_of(store: ObjectStore, name: str) -> bytes:
    return store.get(name, 0, store.size(name))


def test_what_is_put_can_be_read_by_its_place(archive):
    pages = [page(1), page(2, b""), page(3, random.Random(3).randbytes(5_000)), page(4, http_status=404)]
    locations = archive.append(NAME, pages[:2]) + archive.append(NAME, pages[2:])
    assert [archive.read(*location) for location in locations] == pages
    assert len({location.archive for location in locations}) == 2  # nothing is added to an object


def test_all_records_of_all_objects_are_found_again(archive):
    pages = [page(1), page(2), page(3)]
    locations = archive.append(NAME, pages[:2]) + archive.append(NAME, pages[2:])
    found = {(name, offset): each for name in archive.files() for offset, each in archive.records(name)}
    assert found == dict(zip(map(tuple, locations), pages, strict=True))


def test_an_object_is_a_warc_file_for_any_reader(archive, store):
    (location, _) = archive.append(NAME, [page(1), page(2)])
    with io.BytesIO(bytes_of(store, location.archive)) as stream:
        assert [record.headers["WARC-Target-URI"] for record in ArchiveIterator(stream)] == [
            page(1).url,
            page(2).url,
        ]


def test_the_same_batch_put_twice_is_one_object(archive, store):
    assert archive.append(NAME, [page(1), page(2)]) == archive.append(NAME, [page(1), page(2)])
    assert len(store.names("")) == 1


def test_a_record_that_cannot_be_kept_costs_no_other(archive):
    broken = page(2, headers={"content-type": "text/html"}, url="https://desk.example/\n\nx")
    first, refused, last = archive.append(NAME, [page(1), broken, page(3)])
    assert isinstance(refused, Rejected)
    assert [archive.read(*each).url for each in (first, last)] == [page(1).url, page(3).url]
    assert [type(each) for each in archive.append(NAME, [broken])] == [Rejected]


def test_records_that_span_parts_are_read_whole(archive, monkeypatch):
    monkeypatch.setattr(object_archive, "PART_BYTES", 1_000)
    pages = [page(number, random.Random(number).randbytes(2_500)) for number in range(12)]
    locations = archive.append(NAME, pages)
    assert [archive.read(*location) for location in reversed(locations)] == pages[::-1]
    assert archive.lacks(locations[0].archive, [each.offset for each in locations]) == []


def test_what_stays_is_copied_byte_by_byte_and_the_old_object_stands(archive, store):
    locations = archive.append(NAME, [page(number) for number in range(5)])
    old = locations[0].archive
    before = bytes_of(store, old)
    copied = archive.copy(old, [locations[1].offset, locations[3].offset], old.replace(".warc", "~1.warc"))
    assert [archive.read(*each).url for each in copied] == [page(1).url, page(3).url]
    assert bytes_of(store, old) == before
    members = [before[locations[number].offset : locations[number + 1].offset] for number in (1, 3)]
    assert bytes_of(store, copied[0].archive) == b"".join(members)
    again = archive.copy(copied[0].archive, [copied[0].offset], copied[0].archive.replace(".warc", "~1.warc"))
    assert len(again[0].archive) == len(old)  # names do not grow from copy to copy


def test_what_is_missing_is_said(archive, store):
    (location,) = archive.append(NAME, [page(1)])
    assert archive.lacks(location.archive, [0, 7]) == [7]
    with pytest.raises(SourceError, match="no whole record at byte 7"):
        archive.read(location.archive, 7)
    archive.remove(location.archive)
    archive.remove(location.archive)  # one that is not there is no error
    assert archive.lacks(location.archive, [0]) == [0]
    with pytest.raises(SourceError, match="missing from the archive: restore it"):
        archive.read(*location)
    with pytest.raises(SourceError, match="missing"):
        archive.copy(location.archive, [0], NAME)
    assert store.names("") == []


def test_a_damaged_record_is_named_and_not_copied(archive, store):
    locations = archive.append(NAME, [page(1), page(2)])
    name = locations[0].archive
    store.put(name, bytes_of(store, name)[:-9])
    fresh = ObjectArchive(store, archive._home)
    assert fresh.lacks(name, [each.offset for each in locations]) == [locations[1].offset]
    with pytest.raises(SourceError, match="cannot be copied record by record"):
        fresh.copy(name, [each.offset for each in locations], NAME)
    assert store.names("") == [name]


class _Closed(ObjectStore):
    """A store that answers nothing."""

    def size(self, name, *_):
        raise StoreError(f"{self.address}/{name}: ReadTimeout")

    put = get = size


def test_a_store_that_does_not_answer_has_lost_nothing(tmp_path):
    """A capture is missing only where the store says so; of one that is silent nobody knows."""
    closed = ObjectArchive(_Closed("s3://far/away"), tmp_path)
    with pytest.raises(NewsfoldError, match="ReadTimeout"):
        closed.lacks("x.warc.gz", [0])
    with pytest.raises(SourceError, match="ReadTimeout"):
        closed.read("x.warc.gz", 0)
    with pytest.raises(NewsfoldError, match="ReadTimeout"):
        closed.append(NAME, [page(1)])


@pytest.mark.parametrize("name", ["../other.warc.gz", "captures/../../x.warc.gz", "captures/x.txt"])
def test_names_that_lead_elsewhere_are_refused(archive, store, name):
    with pytest.raises(SourceError, match="no file of the archive"):
        archive.append(name, [page(1)])
    assert store.names("") == []


def test_addresses_are_held_in_the_home(archive, store, tmp_path):
    with archive.hold(["a", "b"]) as ours, ObjectArchive(store, tmp_path).hold(["b", "c"]) as others:
        assert (ours, others) == ({"a", "b"}, {"c"})


def test_what_no_store_speaks_is_said(tmp_path):
    with pytest.raises(NewsfoldError, match=r"nosuch://x: no store that fsspec knows"):
        ObjectArchive(ObjectStore("nosuch://x"), tmp_path).append(NAME, [page(1)])
    assert fsspec.get_filesystem_class("memory").protocol == "memory"


def test_files_of_a_disk_that_were_moved_into_the_store_are_read_where_their_rows_say(
    archive, store, tmp_path
):
    from pipeline.adapters.warc import WarcArchive

    locations = WarcArchive(tmp_path).append(NAME, [page(1), page(2)])
    store.put(NAME, (tmp_path / NAME).read_bytes())
    assert [archive.read(*each).url for each in locations] == [page(1).url, page(2).url]
    assert all(isinstance(each, ArchiveLocation) for each in locations)
