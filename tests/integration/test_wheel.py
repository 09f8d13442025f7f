"""What is installed on a server is the wheel alone: everything newsfold reads at run time stands in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the backend that is installed; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("newsfold-*.whl")
    return built


def below(folder: Path, *patterns: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for pattern in patterns
        for path in folder.rglob(pattern)
        if "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_code_the_sql_and_what_the_pages_are_made_of(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    code = below(ROOT / "pipeline", "*.py", "py.typed", "*.html", "*.css", "*.js", "*.svg")
    sql = {f"pipeline/{name}" for name in below(ROOT / "sql", "*.sql")}
    assert len(sql) > 100
    assert (code | sql) - names == set()


def test_the_wheel_holds_nothing_else(wheel):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in names} == {"pipeline"}
    assert not [name for name in names if name.endswith((".pyc", ".db", ".nbi", ".nbc"))]


def test_the_wheel_announces_its_command_and_its_airflow_plugin(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        told = archive.read(name).decode()
    assert "newsfold = pipeline.cli:main" in told
    assert "newsfold = pipeline.web.airflow_plugin:NewsfoldPlugin" in told


def test_newsfold_works_from_the_wheel_alone(wheel, tmp_path):
    """Away from the source tree, with packages that cannot be written."""
    packages, home = tmp_path / "packages", tmp_path / "home"
    zipfile.ZipFile(wheel).extractall(packages)
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("one.txt", "two.txt"):
        (pages / name).write_text((ROOT / "docker" / "warm_up" / name).read_text())
    for path in [*packages.rglob("*"), packages]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NEWSFOLD")},
        "PYTHONPATH": str(packages),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NEWSFOLD_HOME": str(home),
        "NEWSFOLD_KERNEL": "datasketch",  # compiling is not what this is about
    }

    def newsfold(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                sys.executable,
                "-c",
                "import pipeline, sys; from pipeline.cli import main; sys.stderr.write(pipeline.__file__); main()",
                *arguments,
            ],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )

    made = newsfold("init")
    assert made.stderr.startswith(str(packages))
    newsfold("ingest", "--source", str(pages))
    counted = newsfold("sql", "--json", "SELECT article_count FROM canonical_stories").stdout
    assert '"article_count": 2' in counted
