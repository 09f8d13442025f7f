"""The pages for people say what the code says: commands, settings, thresholds, rules, checks, and links that arrive.

`python -m tests.unit.test_docs` writes the pages of the command line and of the tables anew.
"""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

import click
import pytest

from pipeline import cli, steps
from pipeline.adapters.schema_comments import describe_all
from pipeline.adapters.sql_files import SqlFiles
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.cleaning.page_rules.phrases import PHRASE_RULES
from pipeline.errors import SettingsError
from pipeline.settings import Settings
from pipeline.steps.runner import ORDER

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CLEANING = ROOT / "pipeline" / "cleaning"
GLOSSARY = DOCS / "reference" / "glossary.md"
COMMAND_LINE = DOCS / "reference" / "command-line.md"
TABLES = DOCS / "reference" / "tables.md"
PAGES = sorted(
    {ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "sql" / "README.md", *DOCS.rglob("*.md")}
)
EXPLANATIONS = sorted((DOCS / "explanation").glob("*.md"))

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_THRESHOLD = re.compile(r"^\| `([a-z_.]+)\.(_?[A-Z][A-Z_]+)` \| ([^|]+?) \|", re.MULTILINE)
_COLUMNS = 100
"""The width at which help is printed on the page, whatever terminal the tests run in."""


# The command line


def test_the_page_of_the_command_line_is_what_the_commands_say():
    """After a change of a command: `python -m tests.unit.test_docs`, and read what changed."""
    assert COMMAND_LINE.read_text("utf-8") == command_line_page()


def test_every_command_and_target_that_a_page_tells_to_type_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    commands = {words[1] for words, _ in _commands() if len(words) == 2}
    for page in PAGES:
        for fence in _FENCE.findall(page.read_text("utf-8")):
            typed = re.findall(r"^(?:\$ )?(?:\S+=\S+ )*(newsfold|make) ([a-z]+)", fence, re.MULTILINE)
            unknown = [
                words for words in typed if words[1] not in (commands if words[0] == "newsfold" else targets)
            ]
            assert not unknown, f"{page.relative_to(ROOT)}: {unknown}"


def command_line_page() -> str:
    """Return the page of the command line: every command's own help, in the order of `newsfold --help`."""
    codes = (getdoc(cli) or "").partition("\n\n")[2].strip()
    parts = [
        "# The command line\n",
        "Generated from the commands' own help by `python -m tests.unit.test_docs`; a test compares the two.\n",
        f"{codes}\n",
    ]
    for words, text in _commands():
        parts.append(f"{'#' * max(2, len(words))} {' '.join(words)}\n\n```\n{text}\n```\n")
    return "\n".join(parts)


def _commands() -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the words of every command with its help, a group before its commands."""

    def walk(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        context = click.Context(
            command, info_name=" ".join(words), terminal_width=_COLUMNS, help_option_names=["-h", "--help"]
        )
        yield words, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                yield from walk(found, (*words, name))

    return walk(cli.cli, ("newsfold",))


# The tables


def test_the_page_of_the_tables_is_what_the_sql_files_say():
    """After a migration or a view: `python -m tests.unit.test_docs`, and read what changed."""
    assert TABLES.read_text("utf-8") == tables_page()


def test_the_page_of_the_tables_has_every_table_with_its_columns(tmp_path):
    warehouse = SqlWarehouse(f"sqlite:///{tmp_path / 'warehouse.db'}")
    warehouse.migrate()
    _, rows = warehouse.ask(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'word_index%'"
    )
    described = {each.name: each for each in describe_all(SqlFiles("sqlite")) if not each.is_view}
    assert set(described) == {name for (name,) in rows} - {"schema_migrations"}
    for table, each in described.items():
        names, _ = warehouse.ask(f"SELECT * FROM {table} LIMIT 0")
        assert set(names) == set(each.columns), table
        assert each.comment, table
    warehouse.close()


def tables_page() -> str:
    """Return the page of the tables: the comments of the SQL files."""
    parts = [
        "# Views and tables\n",
        "Generated from the comments in `sql/` by `python -m tests.unit.test_docs`; a test compares the two.\n",
        "[The warehouse in SQL](../../sql/README.md) says how to ask them; `newsfold tables NAME` prints one.\n",
    ]
    for each in describe_all(SqlFiles("sqlite")):
        if each.is_view:
            parts.append(f"## {each.name}\n\n```\n{each.comment}\n```\n")
            continue
        lines = [f"| `{name}` | {comment.replace('|', '/')} |" for name, comment in each.columns.items()]
        parts.append(
            "\n".join([f"## {each.name}\n\n{each.comment}\n\n| column | holds |\n| --- | --- |", *lines, ""])
        )
    return "\n".join(parts)


# Links


def test_the_readme_shows_the_pages_in_pictures_that_load_at_once():
    """`python -m demo.pictures` takes them anew, of the nights of the tutorial."""
    shown = re.findall(r"!\[[^\]]+\]\((docs/pictures/[^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert [Path(each).stem for each in shown] == ["stories", "pair"]
    for each in shown:
        picture = (ROOT / each).read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert len(picture) < 200_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_arrives(page):
    """Links into the project, whole and to a heading; the web is not asked."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    lost = [link for link in _LINK.findall(text) if "://" not in link and not _arrives(page, link)]
    assert not lost


def _arrives(page: Path, link: str) -> bool:
    place, _, anchor = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    """Return the anchors a Markdown page has, as code hosts make them from headings."""
    headings = _HEADING.findall(_FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# Modules, settings, checks, rules, thresholds


def test_the_steps_folder_holds_the_steps_in_the_order_in_which_they_run():
    folders = {path.name for path in Path(steps.__path__[0]).iterdir() if (path / "step.py").exists()}
    assert folders == set(ORDER)
    assert ", ".join(ORDER) in (getdoc(steps) or "")


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.parent.name != "decisions"],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_every_file_that_a_page_names_is_there(page):
    """A file is named from the top or from below `pipeline/`; a decision record keeps the names of its day."""
    named = re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|sql|md|toml))(?:::\w+)?`", page.read_text("utf-8"))
    lost = [
        name
        for name in named
        if not any((top / name).exists() for top in (ROOT, ROOT / "pipeline", page.parent))
    ]
    assert not lost


# The glossary


def _glossary() -> Iterator[tuple[str, str, str]]:
    """Yield word, code and warehouse of every row."""
    for line in GLOSSARY.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) >= 4 and cells[0] not in {"word", "---"}:
            yield cells[0], cells[2], cells[3]


def test_the_glossary_gives_each_word_one_meaning():
    words = [word for word, _, _ in _glossary()]
    assert len(words) > 50
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(("word", "code"), [(word, code) for word, code, _ in _glossary() if code])
def test_what_the_glossary_calls_code_is_there(word, code):
    assert resolve_name(f"pipeline.{code.strip('`')}") is not None, word


def test_what_the_glossary_calls_a_table_or_column_is_there(tmp_path):
    warehouse = SqlWarehouse(f"sqlite:///{tmp_path / 'warehouse.db'}")
    warehouse.migrate()
    columns = (
        "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'"
    )
    known = {name for table, column in warehouse.ask(columns)[1] for name in (table, f"{table}.{column}")}
    warehouse.close()
    named = {stored.strip("`") for _, _, stored in _glossary() if stored}
    assert named
    assert named <= known


@pytest.mark.parametrize("name", [entry.name for entry in fields(Settings)])
def test_every_setting_stands_on_its_page_with_its_default_and_bounds(name):
    variable = f"NEWSFOLD_{name.upper()}"
    rows = (DOCS / "reference" / "settings.md").read_text("utf-8").splitlines()
    (row,) = [line for line in rows if line.startswith(f"| `{variable}` |")]
    default = getattr(Settings.from_environment({}), name)
    if type(default) in {int, float}:  # True is an int too
        with pytest.raises(SettingsError) as refused:
            Settings.from_environment({variable: "-1"})
        told = re.search(r"from (\S+) to (\S+)$", str(refused.value))
        cells = row.split(" | ")
        assert told is not None
        assert _numbers(cells[1]) == [default]
        assert _numbers(cells[2]) == [_numbers(bound)[0] for bound in told.groups()]


def _numbers(cell: str) -> list[float]:
    return [float(number) for number in re.findall(r"[\d.]+", cell.replace(",", ""))]


@pytest.mark.parametrize("check", sorted(path.stem for path in (ROOT / "sql" / "checks").glob("*.sql")))
def test_the_runbook_says_what_to_do_when_a_check_fails(check):
    assert f"`{check}`" in (DOCS / "runbook.md").read_text("utf-8")


@pytest.mark.parametrize("rule", sorted({rule.name for rule in PHRASE_RULES}))
def test_every_phrase_rule_stands_on_the_page_of_rules(rule):
    assert f"| `{rule}` |" in (DOCS / "reference" / "page-rules.md").read_text("utf-8")


def test_every_rule_that_labels_a_block_stands_on_the_page_of_rules():
    page = (DOCS / "reference" / "page-rules.md").read_text("utf-8")
    modules = [path for folder in ("page_rules", "recurring") for path in (CLEANING / folder).glob("*.py")]
    named = {rule for module in modules for rule in _rules_of(module)}
    assert {"text", "sidebar", "link_line", "recurring_line", "confirmed"} <= named
    assert not {rule for rule in named if f"| `{rule}` |" not in page}


def _rules_of(module: Path) -> Iterator[str]:
    """Yield the rules a module of cleaning names: a word beside a label or kind, or that of a label of boilerplate."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        beside = node.elts if isinstance(node, ast.Tuple) else node.args if isinstance(node, ast.Call) else []
        is_boilerplate = isinstance(node, ast.Call) and ast.unparse(node.func) == "boilerplate"
        if is_boilerplate or any(map(_is_label, beside)):
            yield from (each.value for each in beside if _is_word(each))


def _is_label(node: ast.expr) -> bool:
    named = node.body if isinstance(node, ast.IfExp) else node
    return isinstance(named, ast.Attribute) and ast.unparse(named.value) in {"Label", "RecurringKind"}


def _is_word(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(node.value)


@pytest.mark.parametrize("page", EXPLANATIONS, ids=lambda page: page.stem)
def test_a_threshold_on_a_page_has_the_value_it_has_in_the_code(page):
    found = _THRESHOLD.findall(page.read_text("utf-8"))
    wrong = [(module, name, told) for module, name, told in found if told != _shown(module, name)]
    assert not wrong


def test_the_pages_of_explanation_name_thresholds():
    assert sum(len(_THRESHOLD.findall(page.read_text("utf-8"))) for page in EXPLANATIONS) > 30


def _shown(module: str, name: str) -> str:
    value = getattr(import_module(f"pipeline.{module}"), name)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


if __name__ == "__main__":
    COMMAND_LINE.write_text(command_line_page(), "utf-8")
    TABLES.write_text(tables_page(), "utf-8")
