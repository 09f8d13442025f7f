"""`newsfold export` writes the same file of each kind from each database, whole or not at all."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli, terminal
from pipeline.cli.formats import write_csv
from pipeline.cli.parquet import write_parquet

SQL = Path(__file__).resolve().parents[2] / "sql"

pandas = pytest.importorskip("pandas")
parquet = pytest.importorskip("pyarrow.parquet")

MANY = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT i, 'x' AS x FROM n"


@pytest.fixture
def export(morning, warehouse_url, tmp_path, monkeypatch):
    """Give the command on a warehouse that holds a morning; it returns its result."""
    monkeypatch.setenv("NEWSFOLD_WAREHOUSE", warehouse_url)
    monkeypatch.setenv("NEWSFOLD_HOME", str(tmp_path))
    terminal.console.cache_clear()  # it holds on to the output of the test before
    yield lambda *words: CliRunner().invoke(cli, ["export", *map(str, words)])
    terminal.console.cache_clear()


def test_every_form_holds_the_same_rows_in_the_types_of_the_warehouse(export, tmp_path):
    for name in ("a.csv", "a.jsonl", "a.parquet"):
        done = export("canonical_stories", "--out", tmp_path / name)
        assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    table = parquet.read_table(tmp_path / "a.parquet")
    assert lines
    assert [row["story_id"] for row in cells] == [row["story_id"] for row in lines]
    assert table.column("story_id").to_pylist() == [row["story_id"] for row in lines]
    kinds = {field.name: str(field.type) for field in table.schema}
    assert kinds["first_at"] == "timestamp[us, tz=UTC]"
    assert kinds["article_count"] == "int64"
    assert kinds["wire_agency"] == kinds["text"] == "string"
    first = table.column("first_at")[0].as_py()
    assert first == datetime.fromisoformat(lines[0]["first_at"]).astimezone(UTC)
    assert sorted(path.name for path in tmp_path.glob("*a.*")) == ["a.csv", "a.jsonl", "a.parquet"]


def test_a_column_of_nothing_but_null_keeps_its_type_from_night_to_night(export, tmp_path):
    export("story_timeline", "--out", tmp_path / "all.parquet")
    done = export(
        "story_timeline", "--from", "1999-01-01", "--to", "1999-01-02", "--out", tmp_path / "none.parquet"
    )
    assert done.exit_code == 0, done.output
    whole, empty = (parquet.read_schema(tmp_path / name) for name in ("all.parquet", "none.parquet"))
    assert parquet.read_table(tmp_path / "none.parquet").num_rows == 0
    for name in ("story_id", "article_at", "jaccard", "containment"):
        assert whole.field(name).type == empty.field(name).type, name


def test_a_window_takes_whole_days_of_the_column_that_is_named(export, morning, tmp_path):
    days = [str(day) for (day,) in morning.ask("SELECT DATE(article_at) AS day FROM articles ORDER BY 1")[1]]
    out = tmp_path / "a.jsonl"
    done = export("articles", "--from", days[0], "--to", days[0], "--out", out)
    assert done.exit_code == 0, done.output
    assert f"{days.count(days[0])} rows of articles" in done.output
    for line in out.read_text("utf-8").splitlines():
        assert json.loads(line)["article_at"].startswith(days[0])
    asked = "SELECT host, DATE(article_at) AS day FROM articles; "
    export("--query", asked, "--to", days[-1], "--out", out)
    assert len(out.read_text("utf-8").splitlines()) == len(days)
    export("articles", "--by", "first_seen_at", "--to", "1999-01-01", "--out", out)
    assert out.read_text("utf-8") == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere", "--out", "a.csv"], "no view or table 'nowhere'"),
        (["--out", "a.csv"], "name a view or table"),
        (["stories", "--query", "SELECT 1", "--out", "a.csv"], "name a view or table"),
        (["--query", "DELETE FROM stories", "--out", "a.csv"], "begin with SELECT"),
        (["stories", "--out", "a.xlsx"], "say --format"),
        (["stories", "--from", "yesterday", "--out", "a.csv"], "for --from: 'yesterday' is no day"),
        (["stories", "--to", "9999-12-31", "--out", "a.csv"], "for --to: no day comes after 9999-12-31"),
        (["stories", "--from", "2026-03-02", "--by", "later", "--out", "a.csv"], "no column 'later'"),
        (["story_members", "--from", "2026-03-02", "--out", "a.csv"], "no time is among the columns"),
    ],
)
def test_what_cannot_be_exported_is_said_and_leaves_the_file_of_before(export, tmp_path, words, said):
    before = tmp_path / "a.csv"
    before.write_text("before")
    done = export(*(tmp_path / word if word.startswith("a.") else word for word in words))
    assert done.exit_code != 0
    text = " ".join((done.output + str(done.exception)).split())
    assert said in text
    assert before.read_text() == "before"
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_an_export_that_is_interrupted_leaves_nothing_and_the_file_of_before(export, tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("before")

    def interrupted(file, columns, rows):
        file.write("half")
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.cli.export.write_csv", interrupted)
    export("stories", "--out", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_pandas_and_duckdb_read_an_export_as_the_readme_tells(export, tmp_path, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(tmp_path)
    text = (SQL / "README.md").read_text("utf-8")
    typed = re.findall(r"^newsfold export (.+?)(?:  +#.*)?$", text, re.MULTILINE)
    for line in typed:
        assert export(*shlex.split(line)).exit_code == 0, line
    snippets = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    answers = [
        eval(line, {"duckdb": duckdb, "pandas": pandas, "stories": pandas.read_parquet("stories.parquet")})
        for snippet in snippets
        for line in snippet.splitlines()
        if not line.startswith("stories =")
    ]
    counted, by_host, by_day = answers
    assert dict(by_host.fetchall()) == counted.to_dict()
    assert counted.sum() > 0
    assert len(by_day.fetchall()) > 0


@pytest.mark.parametrize("name", ["many.csv", "many.jsonl", "many.parquet"])
def test_rows_go_to_the_file_as_they_come(export, tmp_path, name):
    """A list of these rows takes 35 MB; Python holds a group of them."""
    tracemalloc.start()
    done = export("--query", MANY, "--out", tmp_path / name)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert done.exit_code == 0, done.output
    assert "200,000 rows" in done.output
    assert most < 12 << 20


def test_a_headline_is_never_a_formula_in_csv_and_stays_as_it_is_elsewhere(tmp_path):
    headlines = ['=HYPERLINK("http://x")', "+1", "-1", "@x", "\tx", "\rx", "＝1", "plain = text", "—dash", ""]
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        assert write_csv(file, ["title", "=n"], [(title, -1) for title in headlines]) == len(headlines)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"title,'=n\n")
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    assert head == ["title", "'=n"]
    assert [row[0] for row in rows] == [f"'{title}" for title in headlines[:7]] + headlines[7:]
    assert {row[1] for row in rows} == {"-1"}
    write_parquet(tmp_path / "a.parquet", lambda: (["title"], [(title,) for title in headlines]), {})
    assert parquet.read_table(tmp_path / "a.parquet").column("title").to_pylist() == headlines


@pytest.mark.parametrize(
    ("values", "declared", "kind"),
    [
        ([1, None], None, "int64"),
        ([1, 0.5], None, "double"),
        ([1, None], "double precision", "double"),
        (["x"], "bigint", "string"),
        ([1 << 70], "bigint", "string"),
        ([1, "x"], None, "string"),
        ([None], None, "string"),
        ([b"x"], None, "binary"),
    ],
)
def test_a_column_of_parquet_has_the_type_of_the_tables_unless_its_values_have_another(
    tmp_path, values, declared, kind
):
    rows = [(value,) for value in values]
    write_parquet(tmp_path / "a.parquet", lambda: (["x"], rows), {"x": declared} if declared else {})
    assert str(parquet.read_schema(tmp_path / "a.parquet").field("x").type) == kind


def test_without_the_extra_parquet_is_refused_before_anything_is_asked(tmp_path):
    asked = (
        "import sys; sys.modules['pyarrow'] = None; sys.argv = ['newsfold', 'export', 'stories', '--out', 'a.parquet']; "
        "from pipeline.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"NEWSFOLD_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        "newsfold: to write Parquet, install newsfold[parquet]; CSV and JSON Lines need nothing\n"
    )
    assert list(tmp_path.iterdir()) == []
