"""One frozen record of settings, read from the environment once and checked at once.

These are the settings that a deployment changes; what nobody changes is a constant where it is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

KernelName = Literal["numba", "datasketch"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a deployment may choose. Build it with `Settings.from_environment`."""

    home: Path
    """Folder for captures and the embedded warehouse (NEWSFOLD_HOME)."""
    warehouse: str = field(repr=False)
    """SQLAlchemy address of the warehouse, password and all (NEWSFOLD_WAREHOUSE); people see `warehouse_shown`."""
    archive: str | None = None
    """Address of the store of objects that keeps captures; None for files below the home folder (NEWSFOLD_ARCHIVE)."""
    stores: tuple[str, ...] = ()
    """Addresses of stores of objects below which sources may lie; no other is ever opened (NEWSFOLD_STORES)."""
    gold: Path | None = None
    """Folder with labelled data for `newsfold evaluate` (NEWSFOLD_GOLD)."""
    kernel: KernelName = "numba"
    """Which code makes signatures; both make the same ones (NEWSFOLD_KERNEL)."""
    fold_jaccard: float = 0.5
    """Two articles at or above this Jaccard may fold (NEWSFOLD_FOLD_JACCARD)."""
    fold_containment: float = 0.8
    """A text holding this share of a shorter one may fold as abridged (NEWSFOLD_FOLD_CONTAINMENT)."""
    fold_window_days: int = 30
    """Articles further apart than this are never compared (NEWSFOLD_FOLD_WINDOW_DAYS)."""
    fetch_deadline_seconds: float = 30.0
    """Every fetch ends by then, whatever the server does (NEWSFOLD_FETCH_DEADLINE_SECONDS)."""
    fetch_host_seconds: float = 3600.0
    """The pages of one host together take no longer in a run; the next one goes on (NEWSFOLD_FETCH_HOST_SECONDS)."""
    fetch_concurrency: int = 16
    """Requests under way at once, over all hosts (NEWSFOLD_FETCH_CONCURRENCY)."""
    fetch_private_addresses: bool = False
    """Whether loopback and private networks may be fetched: for a newsroom on this machine, and for nothing else
    (NEWSFOLD_FETCH_PRIVATE_ADDRESSES)."""
    page_max_bytes: int = 5_000_000
    """Larger bodies are refused (NEWSFOLD_PAGE_MAX_BYTES)."""
    parse_timeout_seconds: float = 15.0
    """A page that takes longer is killed with its parser process (NEWSFOLD_PARSE_TIMEOUT_SECONDS)."""
    parse_memory_bytes: int = 1 << 30
    """Address space added to a parser process before it is refused more (NEWSFOLD_PARSE_MEMORY_BYTES)."""
    keep_rejected_days: int | None = None
    """The bytes of captures that were rejected are kept so long; None for ever (NEWSFOLD_KEEP_REJECTED_DAYS)."""
    keep_read_days: int | None = None
    """The bytes of captures that became articles are kept so long; after that they can be cleaned and folded again,
    and no longer read again. None for ever (NEWSFOLD_KEEP_READ_DAYS)."""
    alarm_url: str | None = field(default=None, repr=False)
    """Where failed and late runs are reported, as JSON with a `text` (NEWSFOLD_ALARM_URL)."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Return the settings `environment` asks for; raise SettingsError naming the first that is wrong."""
        home = home_of(environment)
        chosen: dict[str, object] = {
            "home": home,
            "warehouse": environment.get("NEWSFOLD_WAREHOUSE") or address_of(home / "warehouse.db"),
            "gold": Path(gold).expanduser().absolute()
            if (gold := environment.get("NEWSFOLD_GOLD"))
            else None,
            "archive": _store("NEWSFOLD_ARCHIVE", environment.get("NEWSFOLD_ARCHIVE") or None),
            "stores": tuple(
                _store("NEWSFOLD_STORES", each) or ""
                for each in environment.get("NEWSFOLD_STORES", "").split()
            ),
            "kernel": _kernel(environment.get("NEWSFOLD_KERNEL") or "numba"),
            "alarm_url": _address("NEWSFOLD_ALARM_URL", environment.get("NEWSFOLD_ALARM_URL")),
            "fetch_private_addresses": _switch(environment, "NEWSFOLD_FETCH_PRIVATE_ADDRESSES"),
        }
        for name, (low, high) in BOUNDS.items():
            text = environment.get(f"NEWSFOLD_{name.upper()}")
            if text:
                chosen[name] = _number(f"NEWSFOLD_{name.upper()}", text, low, high, whole=is_whole(name))
        return cls(**chosen)  # type: ignore[arg-type]  # each value was checked by name above

    @property
    def is_embedded(self) -> bool:
        """Whether the warehouse is a file of our own."""
        return self.warehouse.startswith("sqlite")

    @property
    def warehouse_folder(self) -> Path | None:
        """The folder of an embedded warehouse; None for one on a server."""
        if not self.is_embedded:
            return None
        file = self.warehouse.partition("?")[0].partition(":///")[2]
        return Path(file).absolute().parent if file else self.home

    @property
    def warehouse_shown(self) -> str:
        """The warehouse's address without its password, for people.

        A password may hold any character, an `@` too, and may be among the options.
        """
        return _PASSWORD_OPTION.sub(r"\1***", _PASSWORD.sub(r"\1:***@", self.warehouse))


def home_of(environment: Mapping[str, str]) -> Path:
    """Return the home folder alone, whatever else is wrong in the environment."""
    return Path(environment.get("NEWSFOLD_HOME") or ".newsfold").expanduser().absolute()


def address_of(file: Path) -> str:
    """Return the SQLAlchemy address of an embedded warehouse, whatever characters its folder is named with."""
    return "sqlite:///" + str(file).replace("%", "%25").replace("?", "%3F").replace("#", "%23")


_PREFIX = "NEWSFOLD_"
OF_OTHERS = frozenset(
    {
        "NEWSFOLD_PORT",  # make up
        "NEWSFOLD_DATABASE_PASSWORD",  # the containers
        "NEWSFOLD_REQUIRE_POSTGRESQL",  # the tests
        "NEWSFOLD_REQUIRE_BROWSER",
        "NEWSFOLD_SCREENSHOTS",
    }
)
"""Variables that begin with our prefix and are no settings."""


def misspelt(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables with our prefix that nobody reads, each with the setting nearest to it, or ``""``."""
    settings = sorted(entry.name.upper() for entry in fields(Settings))
    known = {f"{_PREFIX}{name}" for name in settings} | OF_OTHERS
    unknown = sorted(name for name in environment if name.startswith(_PREFIX) and name not in known)
    near = {name: get_close_matches(name.removeprefix(_PREFIX), settings, n=1) for name in unknown}
    return {name: _PREFIX + found[0] if found else "" for name, found in near.items()}


_PASSWORD = re.compile(r"(//[^/@:]*):.*@", re.DOTALL)
_PASSWORD_OPTION = re.compile(r"([?&](?:ssl)?password=)[^&]*", re.IGNORECASE)

KEPT_DAYS = (1, 36_500)
"""How long a setting may have captures kept, in days; to keep them for ever, it is left unset."""

BOUNDS: dict[str, tuple[float, float]] = {
    "fold_jaccard": (0.3, 0.95),
    "fold_containment": (0.5, 1.0),
    "fold_window_days": (1, 366),
    "fetch_deadline_seconds": (1, 600),
    "fetch_host_seconds": (1, 9_000),  # Airflow ends a task after three hours
    "fetch_concurrency": (1, 256),
    "page_max_bytes": (10_000, 100_000_000),
    "parse_timeout_seconds": (1, 120),
    "parse_memory_bytes": (1 << 28, 1 << 36),
    "keep_rejected_days": KEPT_DAYS,
    "keep_read_days": KEPT_DAYS,
}
"""The least and the most that a setting may say, also where it is chosen for once."""


def is_whole(name: str) -> bool:
    """Return whether this setting is a whole number."""
    return next(entry for entry in fields(Settings) if entry.name == name).type.startswith("int")


def _number(variable: str, text: str, low: float, high: float, *, whole: bool) -> float:
    try:
        value: float = int(text) if whole else float(text)
    except ValueError:
        kind = "a whole number" if whole else "a number"
        raise SettingsError(f"{variable}={text!r} is not {kind} from {low:,} to {high:,}") from None
    if not low <= value <= high:
        raise SettingsError(f"{variable}={text} is out of bounds: it must be from {low:,} to {high:,}")
    return value


def _kernel(text: str) -> KernelName:
    if text not in {"numba", "datasketch"}:
        raise SettingsError(f"NEWSFOLD_KERNEL={text!r} is neither 'numba' nor 'datasketch'")
    return cast("KernelName", text)


_STORE = re.compile(r"(?P<scheme>[a-z][a-z0-9+.\-]*)://[^\s?#\x00-\x1f]+")
_NO_STORES = frozenset({"file", "local", "memory", "http", "https", "ftp", "data"})


def _store(variable: str, text: str | None) -> str | None:
    """Return the address of a store; what it says of keys stays unsaid."""
    if text is None:
        return None
    found = _STORE.fullmatch(text)
    if found is None or found["scheme"] in _NO_STORES or "::" in text or "/../" in f"{text}/":
        raise SettingsError(f"{variable} is no address of a store of objects, such as s3://bucket/folder")
    if "@" in text:
        raise SettingsError(f"{variable} holds a login: keys go where the store's client looks for them")
    return text


def _switch(environment: Mapping[str, str], variable: str) -> bool:
    text = environment.get(variable, "").lower()
    if text not in {"", "0", "1", "false", "true", "no", "yes"}:
        raise SettingsError(f"{variable}={text!r} is neither 1 nor 0")
    return text in {"1", "true", "yes"}


def _address(variable: str, text: str | None) -> str | None:
    if text and not text.startswith(("http://", "https://")):
        raise SettingsError(f"{variable} is no http or https address")  # often with a key in it: not repeated
    return text or None
