"""Which rules made a shard: what any other rules made is not loaded, since the same page would have other rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.folding.signatures import SCHEME as SIGNATURES
from pipeline.steps.extract.page_labels import SCHEME as PAGE_RULES
from pipeline.steps.extract.store import SCHEME as EXTRACTION

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES: Final[Mapping[str, str]] = {
    "shard": "1",
    "extraction": EXTRACTION,
    "page_rules": PAGE_RULES,
    "signatures": SIGNATURES.name,
}
"""The versions of this installation; `shard` is raised with the columns of a shard or what they mean."""


def differences(others: Mapping[str, str]) -> str:
    """Return in words which rules differ from ours; an empty text where none do."""
    names = sorted(RULES.keys() | others.keys())
    return ", ".join(
        f"{name} {others.get(name, 'unknown')} (here {RULES.get(name, 'unknown')})"
        for name in names
        if others.get(name) != RULES.get(name)
    )
