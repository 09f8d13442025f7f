"""A copy of trafilatura of our own, so that what we replace in it changes nothing for anybody else.

Its modules are loaded a second time under another package name. The package's own `__init__`, which also loads
downloads, feeds and spiders, never runs.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_PACKAGE = "_newsfold_trafilatura"


def load(name: str) -> Any:
    """Return a module of the copy, e.g. `core`; raise ImportError when trafilatura has no such module."""
    if _PACKAGE not in sys.modules:
        spec = find_spec("trafilatura")
        if spec is None:
            raise ImportError("trafilatura is not installed")
        package = ModuleType(_PACKAGE)
        package.__path__ = list(spec.submodule_search_locations or ())
        sys.modules[_PACKAGE] = package
    return import_module(f"{_PACKAGE}.{name}")
