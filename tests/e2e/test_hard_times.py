"""The command on a full disk, twice at once, and with secrets planted wherever one may be: nothing lost, nothing told."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar

import pytest
from sqlalchemy import make_url

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "canary-7f3a9"
"""Stands for every secret: it may not turn up anywhere."""
PAGES = 6
COUNTED = """SELECT (SELECT COUNT(*) FROM captures) AS captures, (SELECT COUNT(*) FROM articles) AS articles,
(SELECT COUNT(*) FROM story_members) AS members, (SELECT COUNT(*) FROM pending_work) AS waiting"""


def reports(number: int) -> list[str]:
    """Return reports that have no sentence in common."""
    chance = random.Random(number)
    words = ["".join(chance.choices("abdegiklmnoprstu", k=chance.randint(3, 9))) for _ in range(2_000)]
    return [
        "\n\n".join(" ".join(chance.choices(words, k=100)).capitalize() + "." for _ in range(6))
        for _ in range(number)
    ]


class Newsroom(BaseHTTPRequestHandler):
    """Announces a few pages, and hands out secrets with each answer."""

    asked: ClassVar[Counter[str]] = Counter()
    texts = reports(PAGES)

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        if self.path == "/robots.txt":
            self.send_error(404)
        elif self.path == "/rss":
            place = f"http://127.0.0.1:{self.server.server_port}"
            pages = [f"{place}/p/{n}" for n in range(PAGES)]
            pages += [f"{place}/moved", f"http://ana:{CANARY}@127.0.0.1/a"]
            items = "".join(f"<item><link>{page}</link></item>" for page in pages)
            self._answer(200, f"<rss version='2.0'><channel>{items}</channel></rss>", "text/xml")
        elif self.path == "/moved":
            self._answer(302, "", "text/html", Location=f"https://ana:{CANARY}@desk.example/")
        else:
            text = "".join(f"<p>{part}</p>" for part in self.texts[int(self.path[-1])].split("\n\n"))
            self._answer(200, f"<html><body><article>{text}</article></body></html>", "text/html")

    def _answer(self, status: int, body: str, kind: str, **headers: str) -> None:
        self.send_response(status)
        headers |= {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Set-Cookie": f"s={CANARY}",
            "Set-Cookie2": f"s={CANARY}",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def feed():
    """Give the address of a feed on this machine."""
    Newsroom.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Newsroom)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/rss"
    server.shutdown()
    server.server_close()


def begun(home: Path, *words: object, **environment: str) -> subprocess.Popen[str]:
    """Start the command on a home, as somebody who may fetch from this machine."""
    settings = {"NEWSFOLD_HOME": str(home), "NEWSFOLD_FETCH_PRIVATE_ADDRESSES": "1"} | environment
    return subprocess.Popen(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, words)],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return how the command ended and all it said."""
    out, errors = process.communicate(timeout=600)
    return process.returncode, out + errors


def counted(home: Path, **environment: str) -> dict[str, int]:
    code, text = said(begun(home, "sql", "--json", COUNTED, **environment))
    assert code == 0, text
    return json.loads(text)[0]


@pytest.fixture
def small_disk(tmp_path: Path):
    """Give a disk of a chosen size, and a way to enlarge it; skip where nobody may mount one."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(size: str, *, more: bool = False) -> Path:
        options = f"{'remount,' if more else ''}size={size}"
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip("only the superuser may mount a small disk")
        return place

    yield mount
    subprocess.run(["umount", str(place)], capture_output=True, check=False)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="disks in memory are Linux's")
@pytest.mark.parametrize("size", ["300k", "700k", "2m", "3m"])
def test_a_full_disk_is_named_and_what_was_stored_is_taken_up(tmp_path, small_disk, size):
    """It fills while the warehouse is made, while captures are kept, and while their pages are read."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number, text in enumerate(reports(120)):
        (pages / f"{number}.txt").write_text(f"Report {number} of the harbour office\n\n{text}")
    home = small_disk(size) / "home"
    code, text = said(begun(home, "ingest", "--source", pages))
    assert code in {1, 4}
    assert "disk is full" in text or "No space left on device" in text
    assert "Traceback" not in text
    small_disk("64m", more=True)
    code, text = said(begun(home, "ingest", "--source", pages))
    assert code == 0, text
    assert counted(home) == {"captures": 120, "articles": 120, "members": 120, "waiting": 0}


@pytest.mark.skipif(sys.platform != "linux", reason="disks in memory are Linux's")
@pytest.mark.parametrize("size", ["20k", "60k"])
def test_a_disk_that_holds_no_warehouse_is_named_in_a_sentence(tmp_path, small_disk, size):
    """The file is made, and the first page of its log finds no room."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text("A report\n\nOf the harbour office.")
    home = small_disk(size) / "home"
    for command in (["init"], ["init"], ["status"], ["ingest", "--source", tmp_path / "pages"]):
        code, text = said(begun(home, *command))
        assert code == 4, text
        assert "Traceback" not in text
        assert "disk fails, or is full" in text or "disk is full" in text


@pytest.mark.slow
def test_two_runs_at_once_leave_the_rows_of_one(tmp_path, feed, warehouse_url):
    """Both may ask a page before either has stored it; what they store is the same."""
    here = {"NEWSFOLD_WAREHOUSE": warehouse_url}
    runs = [begun(tmp_path / "home", "ingest", "--source", feed, **here) for _ in range(2)]
    for run in runs:
        code, text = said(run)
        assert code == 0, text
    assert counted(tmp_path / "home", **here) == dict.fromkeys(("captures", "articles", "members"), PAGES) | {
        "waiting": 0
    }
    assert max(Newsroom.asked[f"/p/{number}"] for number in range(PAGES)) <= 2


def test_no_secret_is_told_or_kept(tmp_path, feed, postgresql, postgresql_template):
    """In the warehouse's address, in cookies, in what a feed announces, in a redirect, in the alarm's address."""
    name = postgresql.create(postgresql_template)
    address = make_url(postgresql.url(name)).set(password=CANARY).render_as_string(hide_password=False)
    secrets = {"NEWSFOLD_WAREHOUSE": address, "NEWSFOLD_ALARM_URL": f"https://chat.example/{CANARY}"}
    home = tmp_path / "home"
    commands = (
        ("init",),
        ("ingest", "--source", feed),
        ("ingest", "--json"),
        ("status",),
        ("status", "--json"),
        ("sources",),
        ("sources", "--json"),
        ("stories",),
        *(
            ("sql", "--json", f"SELECT * FROM {table}")
            for table in ("sources", "feed_entries", "captures", "runs")
        ),
    )
    try:
        for words in commands:
            code, text = said(begun(home, *words, **secrets))
            assert code == 0, text
            assert CANARY not in text, words
        broken = secrets | {"NEWSFOLD_WAREHOUSE": address.replace("/" + name, "/nowhere")}
        for words in (
            ("status",),
            ("ingest",),
            ("ingest", "--source", f"https://ana:{CANARY}@desk.example/rss"),
        ):
            code, text = said(begun(home, *words, **broken))
            assert code != 0
            assert CANARY not in text, words
        kept = [path for path in home.rglob("*") if path.is_file()]
        assert any(path.suffix == ".gz" for path in kept)
        for path in kept:
            content = path.read_bytes()
            assert CANARY.encode() not in (gzip.decompress(content) if path.suffix == ".gz" else content), (
                path
            )
        assert Newsroom.asked["/moved"] == 1
    finally:
        postgresql.drop(name)
