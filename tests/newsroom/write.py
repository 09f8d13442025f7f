"""Writes the press to disk for tests that want no server: a WARC file a night, or a folder of HTML files a night."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.newsroom.facts import moment_of
from tests.newsroom.press import Press


def write_warc(press: Press, folder: Path) -> Iterator[Path]:
    """Write one `night-N.warc.gz` a night with that night's new and changed pages; yield each path."""
    folder.mkdir(parents=True, exist_ok=True)
    for night in range(1, press.nights + 1):
        path = folder / f"night-{night}.warc.gz"
        captured_at = f"{moment_of(night, 29 * 60):%Y-%m-%dT%H:%M:%SZ}"
        with path.open("wb") as stream:
            writer = WARCWriter(stream, gzip=True)
            for page in press.pages(night):
                body = page.html()
                headers = [
                    ("Content-Type", f"text/html; charset={page.outlet.encoding}"),
                    ("Content-Length", str(len(body))),
                ]
                http = StatusAndHeaders(f"{page.status} OK", headers, protocol="HTTP/1.1")
                writer.write_record(
                    writer.create_warc_record(
                        page.announced_url,
                        "response",
                        payload=BytesIO(body),
                        http_headers=http,
                        warc_headers_dict={
                            "WARC-Date": captured_at,
                            "WARC-Record-ID": f"<urn:newsroom:{page.number}:{page.version}>",
                        },
                    )
                )
        yield path


def write_folder(press: Press, folder: Path) -> Iterator[Path]:
    """Write each night's pages as `night-N/OUTLET/NUMBER.html`; yield the folder of each night.

    A page that changes on a later night is written again under its number and version. Which address a file has is
    told by its canonical link where the outlet gives one, and by the truth table always.
    """
    for night in range(1, press.nights + 1):
        for page in press.pages(night):
            path = folder / f"night-{night}" / page.outlet.outlet_id / f"{page.number}-v{page.version}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page.html())
        yield folder / f"night-{night}"
