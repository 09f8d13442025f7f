"""What the compiled kernel needs to know, made once for an installation and kept on disk beside the compiled code.

Making the tables of characters takes longer than folding a small night, and asking datasketch for its permutations loads
scipy. What is kept belongs to one definition of a word, one edition of Unicode and one version of datasketch, which the
names of the files say. A file that is damaged or cannot be written costs the time of making it, and nothing else.
"""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from pipeline.folding import spellings, text
from pipeline.folding.kernels import characters
from pipeline.folding.kernels.signing import sketch
from pipeline.folding.kernels.without_scipy import spare_scipy
from pipeline.folding.signatures import SCHEME, permutations_of
from pipeline.kept_files import kept_or_made

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from pipeline.folding.kernels.characters import Table

# What the tables are made of. Another spelling of a letter is another word.
_MADE_OF: Final = (text.__file__, spellings.__file__, characters.__file__)


class Tables(NamedTuple):
    """For each character its folded bytes as one number, how many they are, and what kind it is."""

    folded: NDArray[np.uint64]
    lengths: NDArray[np.uint8]
    kinds: NDArray[np.uint8]


def folding_table() -> Table:
    """Return `characters.folding_table`."""
    return _tables()[:2]


def character_kinds() -> NDArray[np.uint8]:
    """Return `characters.character_kinds`."""
    return _tables().kinds


@cache
def permutations() -> NDArray[np.uint32]:
    """Return `signatures.permutations_of` the scheme: datasketch's multipliers and offsets, 2 x permutations."""
    stored = _kept(
        f"permutations-{version('datasketch')}-{SCHEME.name}",
        lambda: permutations_of(SCHEME).astype("<u4").tobytes(),
    )
    return np.frombuffer(stored, "<u4").view(np.uint32).reshape(2, SCHEME.permutations)


@cache
def _tables() -> Tables:
    spare_scipy()  # the tables are asked for before anything that is compiled is called
    stored = _kept(f"characters-{_definition()}", _made_tables)
    count = len(stored) // 10
    folded = np.frombuffer(stored, "<u8", count).view(np.uint64)
    lengths, kinds = (np.frombuffer(stored, np.uint8, count, offset) for offset in (8 * count, 9 * count))
    return Tables(folded, lengths, kinds)


def _made_tables() -> bytes:
    folded, lengths = characters.folding_table()
    return folded.astype("<u8").tobytes() + lengths.tobytes() + characters.character_kinds().tobytes()


def _kept(name: str, make: Callable[[], bytes]) -> bytearray:
    """Return what is kept under the name, or make and keep it."""
    folder = sketch.stats.cache_path  # where Numba found that it may write
    return kept_or_made(Path(folder) / f"{name}.kept" if folder else None, make)


def _definition() -> str:
    """Return by what the tables were made: the modules that say what a word is, and Unicode's edition."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for module in (*_MADE_OF, str(Path(spellings.__file__).with_name("chinese.txt"))):
        digest.update(Path(module).read_bytes())
    return digest.hexdigest()[:16]
