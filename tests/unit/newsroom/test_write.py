"""The press on disk is the press that is served."""

from warcio.archiveiterator import ArchiveIterator

from newsroom import Press
from newsroom.__main__ import main
from newsroom.write import write_folder, write_warc


def test_warc_files_hold_each_nights_pages_unchanged(tmp_path):
    press = Press(seed=6, nights=2, reports_per_night=10)
    for night, path in enumerate(write_warc(press, tmp_path), start=1):
        with path.open("rb") as stream:
            held = [
                (record.rec_headers["WARC-Target-URI"], record.content_stream().read())
                for record in ArchiveIterator(stream)
            ]
        assert held == [(page.announced_url, page.html()) for page in press.pages(night)]


def test_the_same_seed_writes_the_same_files(tmp_path):
    first, again = (
        [
            path.read_bytes()
            for path in write_warc(Press(seed=6, nights=1, reports_per_night=5), tmp_path / name)
        ]
        for name in ("first", "again")
    )
    assert first == again


def test_folders_hold_a_file_a_page(tmp_path):
    press = Press(seed=6, nights=1, reports_per_night=10)
    (folder,) = write_folder(press, tmp_path)
    assert len(list(folder.rglob("*.html"))) == len(press.pages(1))


def test_the_command_writes_and_tells_the_truth(tmp_path, capsys):
    assert main(["write", "--out", str(tmp_path), "--format", "html", "--nights", "1", "--reports", "5"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "night-1")
    assert main(["truth", "--nights", "1", "--reports", "5", "--out", str(tmp_path / "truth.csv")]) == 0
    assert (tmp_path / "truth.csv").read_text().startswith("url,announced_url,host,outlet")
