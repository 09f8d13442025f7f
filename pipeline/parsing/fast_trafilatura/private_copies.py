"""Copies of libraries of our own, so that what we replace in them changes nothing for anybody else.

The modules are loaded a second time under another package name. The package's own `__init__`, which for trafilatura
also loads downloads, feeds and spiders, never runs.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def load(package: str, module: str) -> Any:
    """Return a module of our copy of a package; raise ImportError when there is no such package or module."""
    name = f"_newsfold_{package}"
    if name not in sys.modules:
        spec = find_spec(package)
        if spec is None:
            raise ImportError(f"{package} is not installed")
        copy = ModuleType(name)
        copy.__path__ = list(spec.submodule_search_locations or ())
        sys.modules[name] = copy
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False  # what it says about one page is in that page's outcome
    return import_module(f"{name}.{module}")
