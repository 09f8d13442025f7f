from __future__ import annotations

import gzip

import pytest

from pipeline.errors import SourceError
from pipeline.model import SourceKind
from pipeline.steps.discover.infer import infer_source


def made(path, content: str = "An ordinary report about a harbour."):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return str(path)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("night.warc.gz", "", SourceKind.WARC),
        ("NIGHT.WARC", "", SourceKind.WARC),
        ("page.html", "https://desk.example/a", SourceKind.FOLDER),
        ("report.txt", "A report\n\nhttps://desk.example/a says so.", SourceKind.FOLDER),
        (
            "addresses.txt",
            "# ours\nhttps://desk.example/a\n\nhttps://desk.example/b#c  # the last\n",
            SourceKind.URL_LIST,
        ),
        ("addresses", "https://desk.example/a", SourceKind.URL_LIST),
    ],
)
def test_a_file_is_known_by_its_name_and_its_content(tmp_path, name, content, kind):
    source = infer_source(made(tmp_path / name, content))
    assert (source.kind, source.location) == (kind, str(tmp_path / name))


def test_a_folder_holds_pages_or_archives(tmp_path):
    made(tmp_path / "pages" / "a.txt")
    made(tmp_path / "nights" / "deep" / "a.warc.gz")
    assert infer_source(str(tmp_path / "pages")).kind is SourceKind.FOLDER
    assert infer_source(str(tmp_path / "nights")).kind is SourceKind.WARC


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://desk.example/rss", SourceKind.FEED),
        ("https://desk.example/news-sitemap.xml", SourceKind.SITEMAP),
        ("http://127.0.0.1:8000/feed.xml", SourceKind.FEED),
    ],
)
def test_an_address_is_a_feed_or_a_sitemap(address, kind):
    assert infer_source(address).kind is kind


@pytest.mark.parametrize("nothing", ["", " "])
def test_nothing_is_no_source_and_not_the_current_folder(nothing):
    """As a script gives it whose variable is not set."""
    with pytest.raises(SourceError, match="no source is named"):
        infer_source(nothing)


@pytest.mark.parametrize(
    "location", ["ftp://desk.example/a", "file:///etc/passwd", "http://user:pw@desk.example/"]
)
def test_other_addresses_are_refused(location):
    with pytest.raises(SourceError, match="cannot be fetched"):
        infer_source(location)


def test_what_is_no_source_is_said_to_be_none(tmp_path):
    with pytest.raises(SourceError, match="no such file or folder"):
        infer_source(str(tmp_path / "missing"))
    with pytest.raises(SourceError, match="neither a WARC"):
        infer_source(made(tmp_path / "numbers.csv", "1,2"))
    (tmp_path / "bytes").write_bytes(gzip.compress(b"x") * 9)
    with pytest.raises(SourceError, match="neither a WARC"):
        infer_source(str(tmp_path / "bytes"))


def test_the_same_place_has_one_id_and_two_places_of_one_name_have_two(tmp_path, monkeypatch):
    one, other = made(tmp_path / "a" / "night one.txt"), made(tmp_path / "b" / "night one.txt")
    monkeypatch.chdir(tmp_path)
    assert infer_source(one) == infer_source("a/night one.txt")
    assert infer_source(one).source_id != infer_source(other).source_id
    assert infer_source(one).source_id.startswith("night-one-")
