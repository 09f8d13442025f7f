"""Files of captures by address, on the web or in a store of objects: each is brought to this machine, read, and removed again.

A list of files, as public crawls publish them for a month, stands for those of the days of a run.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.crawling.urls import without_login
from pipeline.errors import Rejected, SourceError, TransientError
from pipeline.locations import is_store_address, is_web_address
from pipeline.parsing.files.path_lists import MAX_LIST_BYTES, parse_path_list, within
from pipeline.parsing.files.suffixes import LIST_SUFFIXES, is_of_records, is_warc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from pipeline.model import Source, Window
    from pipeline.ports import Runtime

_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")
MAX_FILE_BYTES = 8 << 30
"""Of one file; those of public crawls have one gigabyte."""


def files_at(address: str, source: Source, window: Window, runtime: Runtime) -> tuple[str, ...]:
    """Return the files that a place stands for, itself or those of a list; raise SourceError where that cannot be had."""
    is_web = is_web_address(address)
    if not (is_web or is_store_address(address)):
        return (address,)
    if not urlsplit(address).path.lower().endswith(LIST_SUFFIXES):
        return (address,) if is_web else tuple(runtime.stores.files(address))
    with tempfile.TemporaryFile() as file:
        _bring(address, file, MAX_LIST_BYTES, source, runtime)
        file.seek(0)
        listed = parse_path_list(file.read(), address)
    if is_web and not all(
        map(is_web_address, listed)
    ):  # a stranger's list opens no store of ours, and no file
        raise SourceError(f"{address} lists what is no address of the web")
    found = within(listed, window)
    if not found:
        raise SourceError(f"{address} lists no file of the days of this run")
    return found


@contextmanager
def brought_here(address: str, source: Source, runtime: Runtime) -> Iterator[Path]:
    """Give the file at an address on this machine, under its own name, for the length of the block; a path as it is."""
    if not (is_web_address(address) or is_store_address(address)):
        yield Path(address)
        return
    home = runtime.settings.home  # where there is room for captures there is room for a file of them
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="download-", dir=home) as folder:
        path = Path(folder, _name(address))
        with path.open("wb") as file:
            _bring(address, file, MAX_FILE_BYTES, source, runtime)
        yield path


def _name(address: str) -> str:
    """Return the name of the file, by which it is recognised; what does not say what it is is a WARC file."""
    name = _NOT_IN_NAME.sub("-", PurePosixPath(urlsplit(address).path).name)[-100:].lstrip(".-")
    return name if is_warc(name) or is_of_records(name) else f"{name or 'file'}.warc.gz"


def _bring(address: str, file: IO[bytes], max_bytes: int, source: Source, runtime: Runtime) -> None:
    """Write what lies at an address into a file: from our own stores with our keys, from the web by the guarded client."""
    if is_store_address(address):
        runtime.stores.bring(address, file, max_bytes=max_bytes)
    else:
        _download(address, file, max_bytes, source, runtime)


def _download(address: str, file: IO[bytes], max_bytes: int, source: Source, runtime: Runtime) -> None:
    answer = asyncio.run(runtime.http.download(address, file, max_bytes=max_bytes, options=source.requests))
    if isinstance(answer, TransientError):
        raise SourceError(f"{without_login(address)}: {answer.outcome}")
    if isinstance(answer, Rejected):
        raise SourceError(f"{without_login(address)}: {answer.reason}")
