"""Writes folders of labelled data in the documented forms, small enough to count by hand."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def write_set(folder: Path, name: str, rows: Iterable[Mapping[str, Any] | str]) -> Path:
    """Write `folder/name.jsonl.gz`; a row that is text is written as it is. Return the file."""
    path = folder / f"{name}.jsonl.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for row in rows:
            lines.write((row if isinstance(row, str) else json.dumps(row)) + "\n")
    return path


def write_pages(folder: Path, name: str, pages: Mapping[str, str]) -> Path:
    """Write `folder/name.html.tar.xz` with these members; return the file."""
    path = folder / f"{name}.html.tar.xz"
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:xz") as archive:
        for member, html in pages.items():
            body = html.encode()
            entry = tarfile.TarInfo(member)
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return path


def article(
    title: str, paragraphs: Iterable[str], *, head: str = "", tail: str = "", lang: str = "en"
) -> str:
    """Return a page with a headline and these paragraphs; `tail` follows them within the article."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title>{head}</head><body><main><article>'
        f"<h1>{title}</h1>{body}{tail}</article></main></body></html>"
    )
