"""Stores of objects, as S3, Google and Azure have them, and any other that fsspec knows: bytes by name.

An object is put as a whole, and is there as a whole or not at all; nothing is ever added to one. Who we are to a store
is its own affair: obstore and fsspec read what their clients read, such as `AWS_ACCESS_KEY_ID` and `AWS_ENDPOINT_URL`.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.errors import NewsfoldError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OBSTORE = frozenset({"s3", "s3a", "gs", "az", "azure", "abfs", "abfss"})
"""Schemes that obstore speaks; it needs no client of a provider, whose requirements clash with others'."""


class StoreError(NewsfoldError):
    """A store did not answer as it should; whether an object is there is not known."""


class ObjectStore:
    """The objects below an address such as ``s3://bucket/folder``; connects to nothing before it is used."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def put(self, name: str, content: bytes) -> None:
        """Keep the object under this name, durably."""
        with self._named(name):
            self._files.pipe_file(self._path(name), content)

    def put_file(self, name: str, file: Path) -> None:
        """Keep what a file holds under this name, durably, however large it is."""
        with self._named(name):
            self._files.put_file(str(file), self._path(name))

    def get(self, name: str, start: int, end: int) -> bytes:
        """Return the bytes from `start` up to `end`; raise FileNotFoundError where there is no such object."""
        with self._named(name):
            return bytes(self._files.cat_file(self._path(name), start=start, end=end))

    def size(self, name: str) -> int:
        """Return how many bytes an object has; raise FileNotFoundError where there is none."""
        with self._named(name):
            return int(self._files.info(self._path(name))["size"])

    def remove(self, name: str) -> None:
        """Remove an object; one that is not there is no error."""
        with self._named(name):
            try:
                self._files.rm_file(self._path(name))
            except FileNotFoundError:
                return

    def names(self, folder: str) -> list[str]:
        """Return the objects below a folder, in the order of their names; none where there is no such folder."""
        with self._named(folder):
            root = self._path("").lstrip("/")
            found = self._files.find(self._path(folder))
            return sorted(path.lstrip("/").removeprefix(root).lstrip("/") for path in found)

    def _path(self, name: str) -> str:
        return f"{self._opened[1]}/{name}"

    @property
    def _files(self) -> Any:
        return self._opened[0]

    @cached_property
    def _opened(self) -> tuple[Any, str]:
        """The file system of fsspec, and the path of our address in it."""
        scheme, _, path = self.address.partition("://")
        try:
            if scheme in _OBSTORE:
                from obstore.fsspec import FsspecStore  # noqa: PLC0415 - an extra that few need

                # Neither registered with fsspec nor kept by it: what else runs in this process may have chosen another,
                # and one that is kept would go on asking with keys from before they were changed.
                opener: Any = FsspecStore
                return opener(scheme, skip_instance_cache=True), path
            from fsspec.core import url_to_fs  # noqa: PLC0415

            files, path = url_to_fs(self.address)
        except ImportError as error:
            raise NewsfoldError(
                f"{self.address}: to use it, install newsfold[s3], or what fsspec needs for it: {error}"
            ) from error
        except ValueError as error:
            raise NewsfoldError(f"{self.address}: no store that fsspec knows: {error}") from error
        return files, path.rstrip("/")

    @contextmanager
    def _named(self, name: str) -> Iterator[None]:
        """Say of a failure which object it befell."""
        try:
            yield
        except (FileNotFoundError, NewsfoldError):
            raise
        except Exception as error:  # each store's client has types of its own
            said = (str(error).splitlines() or [""])[0]
            raise StoreError(f"{self.address}/{name}: {type(error).__name__}: {said}"[:500]) from error
