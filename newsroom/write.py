"""Writes the press to disk for tests that want no server: a WARC file a night, or a folder of files a night."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsroom.facts import moment_of
from newsroom.plaintext import gold_of, text_pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsroom.press import Press


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


def write_texts(press: Press, folder: Path) -> Iterator[Path]:
    """Write each night's English articles as plain text into `night-N`, and what each line is into its `gold.json`."""
    for night in range(1, press.nights + 1):
        place = folder / f"night-{night}"
        place.mkdir(parents=True, exist_ok=True)
        gold = {}
        for found in text_pages(press, night):
            (place / found.name).write_text(found.text, "utf-8")
            gold[found.name] = gold_of(found)
        (place / "gold.json").write_text(json.dumps(gold, indent=1, ensure_ascii=False) + "\n", "utf-8")
        yield place
