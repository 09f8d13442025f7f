"""The folder `sql/`: migrations, queries, views and checks, read once and handed out by name.

A query is named with its folder, `clean/count_votes`. A file `name.sql` serves every database; `name.postgresql.sql`
or `name.sqlite.sql` in the same folder replaces it on that database, and without it exists on that database only. Files
are read where the project lies or, in an installed wheel, inside the package.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = Path(__file__).resolve().parents[1]
_DIALECTS = ("sqlite", "postgresql")
_MIGRATION = re.compile(r"\d{4}_[a-z0-9_]+")
_DIRECTIVE = re.compile(r"^-- (?P<dialect>postgresql): (?P<statement>.+?);?\s*$", re.MULTILINE)
_TAKES = re.compile(r"^-- takes: (?P<lists>.+?)\s*$", re.MULTILINE)
_LIST = re.compile(r"([a-z_][a-z0-9_]*)\(([a-z_][a-z0-9_]*(?:, [a-z_][a-z0-9_]*)*)\)")
_BINARY = "binary results"
_SETTING = re.compile(r"SET LOCAL ([a-z_.]+) = ([\w.']+)")
_TOKEN = re.compile(
    r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$"
    r"|\bBEGIN\b.*?\bEND\b|;",
    re.DOTALL,
)


def sql_folder() -> Path:
    """Return the folder of SQL files; raise WarehouseError when the installation lacks it."""
    for folder in (_PACKAGE / "sql", _PACKAGE.parent / "sql"):
        if (folder / "migrations").is_dir():
            return folder
    raise WarehouseError(
        f"the SQL files are missing: neither {_PACKAGE / 'sql'} nor {_PACKAGE.parent / 'sql'}"
    )


def statements(script: str) -> list[str]:
    """Return the statements of a script, split at its semicolons outside comments, strings, $$ bodies and triggers."""
    found, start = [], 0
    for token in _TOKEN.finditer(script):
        if token.group() == ";":
            found.append(script[start : token.start()].strip())
            start = token.end()
    found.append(script[start:].strip())
    return [statement for statement in found if without_comments(statement)]


def first_word(statement: str) -> str:
    """Return the first word of a statement in upper case, comments and opening brackets passed over."""
    word = re.match(r"[\s(]*(\w+)", without_comments(statement))
    return word.group(1).upper() if word else ""


def without_comments(script: str) -> str:
    """Return the script with every comment outside a string taken out."""
    keep = _TOKEN.sub(lambda token: " " if token.group().startswith(("--", "/*")) else token.group(), script)
    return keep.strip()


@dataclass(frozen=True)
class SqlFile:
    """One file: its name without suffixes, its text, the lists it takes, and the settings it asks for on this database.

    A header line `-- takes: articles(article_id), hosts(host)` says that the statement is given two lists, which it
    reads as `given_articles` and `given_hosts`; a list of several columns is given as rows. A header line
    `-- postgresql: SET LOCAL enable_hashjoin = off` asks for a planner setting for this query alone, and
    `-- postgresql: binary results` for bytes that come as they are, and not as hexadecimal text.
    """

    name: str
    text: str
    takes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settings: tuple[tuple[str, str], ...] = ()
    has_binary_results: bool = False

    @property
    def sha256(self) -> str:
        """The checksum by which an edit is noticed."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def statement(self) -> str:
        """The one statement of a query, without comments; raise WarehouseError when it is not one."""
        found = statements(self.text)
        if len(found) != 1:
            raise WarehouseError(f"query {self.name!r} holds {len(found)} statements, and must hold one")
        return without_comments(found[0])

    @cached_property
    def reads_only(self) -> bool:
        """Whether the statement asks and changes nothing."""
        return first_word(self.statement) in {"SELECT", "WITH", "VALUES"}


@dataclass(frozen=True)
class SqlFiles:
    """The SQL files as one database sees them."""

    dialect: str
    folder: Path = field(default_factory=sql_folder)

    def query(self, name: str) -> SqlFile:
        """Return the named query; raise WarehouseError when there is none of that name."""
        try:
            return self._queries[name]
        except KeyError:
            raise WarehouseError(f"there is no query {name!r} in {self.folder / 'queries'}") from None

    @cached_property
    def migrations(self) -> tuple[SqlFile, ...]:
        """Every migration in order; raise WarehouseError for a number used twice or a name out of form."""
        found = self._read("migrations")
        wrong = [name for name in found if not _MIGRATION.fullmatch(name)]
        if wrong:
            raise WarehouseError(f"migration {wrong[0]!r} is not named NNNN_what_it_does.sql")
        numbers = [name[:4] for name in found]
        twice = sorted({number for number in numbers if numbers.count(number) > 1})
        if twice:
            raise WarehouseError(f"two migrations have the number {twice[0]}")
        return tuple(found.values())

    @cached_property
    def views(self) -> tuple[SqlFile, ...]:
        """Every view; the file is named after it."""
        return tuple(self._read("views").values())

    @cached_property
    def checks(self) -> tuple[SqlFile, ...]:
        """Every check; each returns the rows that offend."""
        return tuple(self._read("checks").values())

    @cached_property
    def storage(self) -> tuple[SqlFile, ...]:
        """How this database keeps the columns; run after migrations, harmless when run again."""
        return tuple(self._read("storage").values())

    @cached_property
    def _queries(self) -> dict[str, SqlFile]:
        return self._read("queries") | {f"checks/{check.name}": check for check in self.checks}

    def _read(self, kind: str) -> dict[str, SqlFile]:
        paths = {}
        for path in sorted((self.folder / kind).rglob("*.sql")):
            file_name = path.relative_to(self.folder / kind).as_posix().removesuffix(".sql")
            name, _, dialect = file_name.partition(".")
            if dialect and dialect not in _DIALECTS:
                raise WarehouseError(f"{path} is for an unknown database {dialect!r}")
            if dialect == self.dialect or (not dialect and name not in paths):
                paths[name] = path
        return {name: self._file(name, path) for name, path in sorted(paths.items())}

    def _file(self, name: str, path: Path) -> SqlFile:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        settings = []
        has_binary_results = False
        for match in _DIRECTIVE.finditer(text):
            if match["statement"] == _BINARY:
                has_binary_results |= match["dialect"] == self.dialect
                continue
            setting = _SETTING.fullmatch(match["statement"])
            if not setting:
                raise WarehouseError(
                    f"{path}: only SET LOCAL name = value or {_BINARY} may follow '-- postgresql:'"
                )
            if match["dialect"] == self.dialect:
                settings.append((setting[1], setting[2]))
        return SqlFile(name, text, _lists_of(path, text), tuple(settings), has_binary_results)


def _lists_of(path: Path, text: str) -> dict[str, tuple[str, ...]]:
    """Return the columns of each list that the header names; raise WarehouseError for a header out of form."""
    found: dict[str, tuple[str, ...]] = {}
    for header in _TAKES.finditer(text):
        lists = _LIST.findall(header["lists"])
        if ", ".join(f"{name}({columns})" for name, columns in lists) != header["lists"]:
            raise WarehouseError(f"{path}: expected '-- takes: name(column, column), name(column)'")
        found |= {name: tuple(columns.split(", ")) for name, columns in lists}
    return found
