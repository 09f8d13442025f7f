"""The pages for people say what the code says: commands, settings, thresholds, rules, checks, and links that arrive.

`python -m tests.unit.test_docs` writes the page of the command line anew.
"""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from pipeline import cli, steps
from pipeline.cleaning.page_rules.phrases import CUES
from pipeline.errors import SettingsError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
COMMAND_LINE = DOCS / "reference" / "command-line.md"
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


# Links


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


def test_the_map_of_the_steps_names_every_module():
    modules = {path.stem for path in Path(steps.__path__[0]).glob("*.py")} - {"__init__"}
    assert set(re.findall(r"`([a-z_]+)`", getdoc(steps) or "")) == modules


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


@pytest.mark.parametrize("rule", sorted({cue.rule for cue in CUES}))
def test_every_cue_stands_on_the_page_of_rules(rule):
    assert f"| `{rule}` |" in (DOCS / "reference" / "page-rules.md").read_text("utf-8")


def test_every_rule_that_labels_a_block_stands_on_the_page_of_rules():
    page = (DOCS / "reference" / "page-rules.md").read_text("utf-8")
    named = {rule for module in ("furniture", "forms", "recurring") for rule in _rules_of(module)}
    assert {"text", "sidebar", "link_line", "recurring_line", "confirmed"} <= named
    assert not {rule for rule in named if f"| `{rule}` |" not in page}


def _rules_of(module: str) -> Iterator[str]:
    """Yield the rules a module of cleaning names: a word beside a label or kind, or a word that is returned."""
    tree = ast.parse((ROOT / "pipeline" / "cleaning" / f"{module}.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and any(map(_is_label, node.elts)):
            yield from (each.value for each in node.elts if _is_word(each))
        elif isinstance(node, ast.Return) and _is_word(node.value):
            yield node.value.value


def _is_label(node: ast.expr) -> bool:
    named = node.body if isinstance(node, ast.IfExp) else node
    return isinstance(named, ast.Attribute) and ast.unparse(named.value) in {"Label", "Kind"}


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
