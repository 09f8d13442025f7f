"""Files that lie in stores of objects: only in those that the settings name, whoever names the file.

A store is opened with this installation's own keys. So the address of a file in one is checked against the settings
before anything is opened, and one whose path could lead elsewhere is refused.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from pipeline.adapters.object_store import ObjectStore, StoreError
from pipeline.errors import NewsfoldError, SourceError
from pipeline.parsing.files.suffixes import is_of_records, is_warc

if TYPE_CHECKING:
    from collections.abc import Sequence

_PART_BYTES = 16 << 20
_LEADS_ELSEWHERE = re.compile(r"::|[\x00-\x1f\\?#]|/\.{1,2}(?=/|\Z)")


class StoreFiles:
    """The port `FileStores`."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self._stores = [ObjectStore(address) for address in addresses]

    def files(self, address: str, /) -> Sequence[str]:
        """Return the addresses of the files below one that ends with a slash, else that address."""
        store, name = self._placed(address)
        if name and not name.endswith("/"):
            return (address,)
        try:
            names = store.names(name.rstrip("/"))
        except FileNotFoundError:
            names = []
        except NewsfoldError as error:
            raise SourceError(str(error)) from error
        found = [f"{store.address}/{each}" for each in names if is_warc(each) or is_of_records(each)]
        if not found:
            raise SourceError(f"{address} holds no WARC file and no file of extracted articles")
        return found

    def bring(self, address: str, file: IO[bytes], /, *, max_bytes: int) -> None:
        """Write what lies at this address into a file."""
        store, name = self._placed(address)
        try:
            size = store.size(name)
            if size > max_bytes:
                raise SourceError(f"{address}: larger than {max_bytes:,} bytes")
            for start in range(0, size, _PART_BYTES):
                file.write(store.get(name, start, min(start + _PART_BYTES, size)))
        except FileNotFoundError as error:
            raise SourceError(f"{address}: no such file") from error
        except StoreError as error:
            raise SourceError(str(error)) from error

    def below(self, address: str, /) -> ObjectStore:
        """Return the objects below an address; raise SourceError where the settings do not name its store."""
        self._placed(address)
        return ObjectStore(address)

    def _placed(self, address: str) -> tuple[ObjectStore, str]:
        """Return the store of ours that an address lies in, and its name there; raise SourceError for any other."""
        if not _LEADS_ELSEWHERE.search(address):
            for store in self._stores:
                if f"{address}/".startswith(f"{store.address}/"):
                    return store, address[len(store.address) :].lstrip("/")
        raise SourceError(f"{address} lies in no store that NEWSFOLD_STORES names")
