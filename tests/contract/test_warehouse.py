"""The promises of the ports `Warehouse` and `Connection`, kept alike by SQLite and PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.adapters.sql_files import SqlFiles, sql_folder
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.errors import QuestionError, SettingsError, WarehouseError

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
QUERIES = {
    "shared/list_sources": "SELECT source_id, location, authority, enabled, polled_at, added_at FROM sources ORDER BY source_id",
    "find_source": "SELECT location FROM sources WHERE source_id = :source_id",
    "list_sources_since": "SELECT source_id FROM sources WHERE :start_at IS NULL OR added_at >= :start_at",
    "list_given": "-- takes: articles(article_id)\nSELECT * FROM given_articles ORDER BY article_id",
    "list_given_rows": (
        "-- takes: rows(article_id, band_key, url_key, fingerprint, jaccard, other_key, note, seen_at)\n"
        "SELECT * FROM given_rows ORDER BY article_id"
    ),
    "list_given_numbers": (
        "-- takes: numbers(band_key, article_id, seen_at, other_key)\nSELECT * FROM given_numbers ORDER BY band_key"
    ),
    "list_given_colours": "-- takes: colours(colour)\nSELECT * FROM given_colours",
    "list_hidden": "-- takes: scores(band_key)\nSELECT * FROM given_scores",
    "list_given_bands": (
        "-- takes: articles(article_id, band_key)\n"
        "SELECT g.article_id, g.band_key FROM given_articles AS g"
        " INNER JOIN marks AS s ON g.band_key = s.band_key ORDER BY g.article_id"
    ),
    "take_note": "-- takes: articles(article_id)\nDELETE FROM given_articles WHERE article_id = 'x'",
    "list_bands": "SELECT band_key, article_at, article_id FROM marks ORDER BY band_key, article_at, article_id",
    "sum_bands": "SELECT SUM(band_key) AS total, AVG(band_key % 2) AS middle, COUNT(*) AS bands FROM marks",
    "compare_sources": (
        "SELECT source_id, authority = 1 AS is_first, date(added_at) AS day FROM sources ORDER BY source_id"
    ),
    "list_days": "SELECT date(added_at) AS day, MAX(added_at) AS last_at FROM sources GROUP BY date(added_at)",
    "raise_authority": "UPDATE sources SET authority = authority + 1 WHERE source_id = :source_id",
    "delete_sources": "DELETE FROM sources",
    "plan": "-- postgresql: SET LOCAL enable_hashjoin = off\nSELECT current_setting('enable_hashjoin') AS hashjoin",
    "plan_by_default": "SELECT current_setting('enable_hashjoin') AS hashjoin",
    "match_percent": "-- 100 % of these: are they :matched?\nSELECT source_id FROM sources WHERE location LIKE 'http:%feed'",
}


def source(source_id="herald", **changed):
    row = {"source_id": source_id, "kind": "feed", "location": "http://herald.example/feed"}
    return row | {"authority": 0, "enabled": 1, "polled_at": None, "added_at": NOW} | changed


def band(band_key, article_id="a1", article_at=NOW):
    return {"band_key": band_key, "article_at": article_at, "article_id": article_id}


@pytest.fixture
def sql(tmp_path):
    """Copy sql/ for a test to add to, with the queries of this module."""
    folder = tmp_path / "sql"
    folder.mkdir()
    for kind in ("migrations", "views", "checks", "storage"):
        (folder / kind).mkdir()
        for file in (sql_folder() / kind).glob("*.sql"):
            (folder / kind / file.name).write_bytes(file.read_bytes())
    (folder / "queries" / "shared").mkdir(parents=True)
    for name, text in QUERIES.items():
        (folder / "queries" / f"{name}.sql").write_text(text + "\n")
    return folder


@pytest.fixture
def open_at(sql, database_kind):
    """Open warehouses with the queries of this module, and close them after the test."""
    opened = []

    def open_warehouse(url, **options):
        opened.append(SqlWarehouse(url, files=SqlFiles(database_kind, sql), **options))
        return opened[-1]

    yield open_warehouse
    for each in opened:
        each.close()


@pytest.fixture
def store(open_at, warehouse_url, sql):
    """Give a warehouse with two more tables: `marks`, which is all key, and one that is named like a list."""
    (sql / "migrations" / "0500_marks.sql").write_text(
        "CREATE TABLE marks (band_key bigint NOT NULL, article_at timestamptz NOT NULL, article_id text NOT NULL,"
        " PRIMARY KEY (band_key, article_at, article_id));\n"
        "CREATE TABLE given_scores (band_key bigint PRIMARY KEY);\n"
    )
    opened = open_at(warehouse_url)
    opened.migrate()
    return opened


def sources_of(store):
    with store.read() as db:
        return db.rows("shared/list_sources")


# Upserts


def test_upserting_the_same_rows_twice_changes_none(store):
    with store.write() as db:
        assert db.upsert("sources", [source(), source("post")]) == 2
    with store.write() as db:
        assert db.upsert("sources", [source(), source("post")]) == 0


def test_an_upsert_counts_only_rows_that_differ(store):
    with store.write() as db:
        db.upsert("sources", [source(), source("post")])
        assert db.upsert("sources", [source(authority=0), source("post", location="elsewhere")]) == 1
        assert [row["location"] for row in db.rows("shared/list_sources")] == [
            "http://herald.example/feed",
            "elsewhere",
        ]


def test_a_null_that_becomes_a_value_and_back_is_a_change(store):
    with store.write() as db:
        db.upsert("sources", [source(polled_at=None)])
        assert db.upsert("sources", [source(polled_at=NOW)]) == 1
        assert db.upsert("sources", [source(polled_at=None)]) == 1
        assert db.upsert("sources", [source(polled_at=None)]) == 0


def test_kept_columns_are_written_by_the_insert_alone(store):
    with store.write() as db:
        db.upsert("sources", [source()], keep=["added_at"])
        later = source(added_at=NOW + timedelta(days=1))
        assert db.upsert("sources", [later], keep=["added_at"]) == 0
        assert db.upsert("sources", [later | {"authority": 7}], keep=["added_at"]) == 1
        (row,) = db.rows("shared/list_sources")
    assert (row["added_at"], row["authority"]) == (NOW, 7)


def test_a_table_that_is_all_key_takes_each_row_once(store):
    with store.write() as db:
        assert db.upsert("marks", [band(2), band(1), band(1)]) == 2
        assert db.upsert("marks", [band(1), band(3)]) == 1


def test_two_different_rows_of_one_key_in_a_batch_are_refused(store):
    """Which of them stayed would depend on the order of arrival."""
    with pytest.raises(WarehouseError, match="two different rows have the key 'herald'"), store.write() as db:
        db.upsert("sources", [source(), source(authority=3)])


def test_rows_of_unlike_columns_are_refused(store):
    for odd in ([source(), source("post", etag="x")], [source(etag="x"), source("post")]):
        with pytest.raises(WarehouseError, match="column"), store.write() as db:
            db.upsert("sources", odd)


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("nowhere", {"a": 1}, "no table 'nowhere'"),
        ("sources", source(colour="red"), "no column 'colour'"),
        ("sources", {"kind": "feed"}, "primary key"),
        ("sources", source(location=Path("x")), "Path cannot be stored"),
        ("sources", source(added_at=datetime(2026, 1, 1)), "no time zone"),  # noqa: DTZ001 - the fault itself
        ("marks", band(1 << 63), "upsert into marks"),
        ("sources", source(kind="rumour"), "upsert into sources"),
    ],
)
def test_an_upsert_that_cannot_be_says_why(store, table, row, message):
    with pytest.raises(WarehouseError, match=message), store.write() as db:
        db.upsert(table, [row])


def test_an_empty_upsert_changes_nothing(store):
    with store.write() as db:
        assert db.upsert("sources", iter([])) == 0


def test_a_long_stream_is_taken_in_chunks(store):
    with store.write() as db:
        assert db.upsert("marks", (band(key) for key in range(120_001))) == 120_001
        assert db.rows("sum_bands")[0]["bands"] == 120_001


# Values


def test_times_come_back_aware_in_utc_and_cut_to_seconds(store):
    there = timezone(timedelta(hours=5, minutes=30))
    moment = datetime(2026, 11, 22, 8, 34, 5, 999_999, tzinfo=there)
    with store.write() as db:
        db.upsert("sources", [source(added_at=moment)])
        (row,) = db.rows("shared/list_sources")
    assert row["added_at"] == NOW
    assert row["added_at"].tzinfo is UTC
    assert row["polled_at"] is None


def test_an_aggregate_whose_name_ends_in_at_is_a_time_and_a_day_is_text(store):
    with store.write() as db:
        db.upsert("sources", [source(), source("post", added_at=NOW + timedelta(minutes=1))])
        assert db.rows("list_days") == [{"day": "2026-11-22", "last_at": NOW + timedelta(minutes=1)}]


@pytest.mark.parametrize("year", [1, 999, 1969, 9999])
def test_far_years_keep_their_place(store, year):
    moment = datetime(year, 6, 7, 8, 9, 10, tzinfo=UTC)
    with store.write() as db:
        db.upsert("sources", [source(added_at=moment)])
        assert db.rows("shared/list_sources")[0]["added_at"] == moment


def test_times_compare_as_times_and_a_null_bound_is_no_bound(store):
    with store.write() as db:
        db.upsert("sources", [source(), source("post", added_at=NOW + timedelta(seconds=1))])
        assert len(db.rows("list_sources_since", start_at=NOW + timedelta(seconds=1))) == 1
        assert len(db.rows("list_sources_since", start_at=NOW)) == 2
        assert len(db.rows("list_sources_since", start_at=None)) == 2


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("Žluťoučký kůň, 報道, أخبار, 🗞️", "Žluťoučký kůň, 報道, أخبار, 🗞️"),
        ("a\x00b", "a\ufffdb"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ('it\'s 100 % :sure %(s)s \\ "quoted" {} ?', 'it\'s 100 % :sure %(s)s \\ "quoted" {} ?'),
        ("line\nbreak\ttab", "line\nbreak\ttab"),
    ],
)
def test_text_in_any_script_comes_back_and_what_no_database_holds_is_marked(store, given_text, kept):
    with store.write() as db:
        db.upsert("sources", [source(location=given_text)])
        assert db.upsert("sources", [source(location=given_text)]) == 0
        assert db.rows("shared/list_sources")[0]["location"] == kept
        assert db.rows("find_source", source_id="herald") == [{"location": kept}]
        assert db.rows("find_source", source_id=given_text) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts=st.lists(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=("Cs",)))))
def test_whatever_text_is_stored_comes_back(store, texts):
    rows = [source(f"s{number}", location=text) for number, text in enumerate(texts)]
    with store.write() as db:
        db.run("delete_sources")
        db.upsert("sources", rows)
        kept = {row["source_id"]: row["location"] for row in db.rows("shared/list_sources")}
    assert kept == {row["source_id"]: row["location"] for row in rows}


class Kind(StrEnum):
    FEED = "feed"


def test_enum_members_numpy_numbers_and_truth_values_are_stored_plainly(store):
    with store.write() as db:
        db.upsert("sources", [source(kind=Kind.FEED, authority=np.int64(3), enabled=np.True_)])
        db.upsert("sources", [source("post", enabled=False, added_at=pd.Timestamp(NOW), polled_at=pd.NaT)])
        first, second = db.rows("shared/list_sources")
    assert (first["authority"], first["enabled"]) == (3, 1)
    assert (second["enabled"], second["added_at"], second["polled_at"]) == (0, NOW, None)


def test_whole_sums_are_whole_and_truth_is_one_or_zero(store):
    large = 1 << 61
    with store.write() as db:
        db.upsert("marks", [band(large), band(large + 1)])
        (row,) = db.rows("sum_bands")
        assert (row["total"], type(row["total"])) == (2 * large + 1, int)
        assert (row["middle"], type(row["middle"])) == (0.5, float)
        db.upsert("sources", [source(authority=1), source("post")])
        found = db.rows("compare_sources")
    assert [row["is_first"] for row in found] == [1, 0]
    assert [type(row["is_first"]) for row in found] == [int, int]


def test_text_sorts_by_its_bytes_whatever_the_language_of_the_server(store):
    names = ["b", "B", "a", "A", "ä", "_", "é", "z", "Z", "1", "日"]
    with store.write() as db:
        db.upsert("sources", [source(name) for name in names])
        assert [row["source_id"] for row in db.rows("shared/list_sources")] == sorted(names)
        assert [row["article_id"] for row in db.rows("list_given", articles=names)] == sorted(names)


# Tables for people


def test_a_frame_types_times_and_keeps_keys_whole_beside_null(store):
    large = (1 << 62) + 1
    with store.write() as db:
        rows = [{"article_id": "a1", "band_key": large, "seen_at": NOW, "other_key": 1}]
        rows.append({"article_id": "a2", "band_key": None, "seen_at": None, "other_key": 1})
        frame = db.frame("list_given_numbers", numbers=rows).sort_values("article_id", ignore_index=True)
    assert list(frame.columns) == ["band_key", "article_id", "seen_at", "other_key"]
    assert frame["band_key"][0] == large
    assert frame["band_key"].isna().tolist() == [False, True]
    assert str(frame["seen_at"].dtype) == "datetime64[us, UTC]"
    assert frame["seen_at"][0] == NOW


def test_an_empty_frame_has_its_columns_and_typed_times(store):
    with store.read() as db:
        frame = db.frame("shared/list_sources")
    assert frame.empty
    assert "location" in frame.columns
    assert str(frame["added_at"].dtype) == "datetime64[us, UTC]"


# Statements


def test_run_and_run_many_count_the_rows_they_change(store):
    with store.write() as db:
        db.upsert("sources", [source(), source("post")])
        assert db.run("raise_authority", source_id="herald") == 1
        assert db.run("raise_authority", source_id="nobody") == 0
        assert (
            db.run_many("raise_authority", [{"source_id": name} for name in ("herald", "post", "nobody")])
            == 2
        )
        assert db.run_many("raise_authority", []) == 0
        assert [row["authority"] for row in db.rows("shared/list_sources")] == [2, 1]


def test_an_unknown_query_and_a_missing_parameter_are_named(store):
    with store.read() as db:
        with pytest.raises(WarehouseError, match="no query 'list_nothing'"):
            db.rows("list_nothing")
        with pytest.raises(WarehouseError, match="find_source"):
            db.rows("find_source")


def test_colons_and_percent_signs_in_comments_and_strings_are_no_parameters(store):
    with store.write() as db:
        db.upsert("sources", [source()])
        assert len(db.rows("match_percent")) == 1


def test_a_planner_setting_holds_for_its_query_alone(store, database_kind):
    if database_kind != "postgresql":
        pytest.skip("SQLite has no planner settings")
    with store.read() as db:
        assert db.rows("plan") == [{"hashjoin": "off"}]
        assert db.rows("plan_by_default") == [{"hashjoin": "on"}]


# Lists that queries take


def test_a_list_joins_with_the_warehouse(store):
    with store.write() as db:
        db.upsert("marks", [band(1 << 60), band(-5)])
        rows = [{"article_id": "b", "band_key": -5}, {"article_id": "a", "band_key": 7}]
        assert db.rows("list_given_bands", articles=rows) == [{"article_id": "b", "band_key": -5}]


def test_a_query_may_be_given_another_list_in_one_transaction_and_in_the_next(store):
    for transaction in (store.write, store.write, store.read, store.read):
        with transaction() as db:
            for names in (["x", "y"], ["z"], []):
                assert [row["article_id"] for row in db.rows("list_given", articles=names)] == names


def test_lists_of_one_name_may_have_other_columns(store):
    with store.write() as db:
        db.upsert("marks", [band(7)])
        assert db.rows("list_given_bands", articles=[{"article_id": "a", "band_key": 7}])
        assert db.rows("list_given", articles=["a"]) == [{"article_id": "a"}]
        assert db.rows("list_given_bands", articles=[{"article_id": "a", "band_key": 7}])


def test_values_rows_and_a_table_are_the_same_list(store):
    rows = [{"article_id": "x", "more": 1}, {"article_id": "y", "more": 2}]
    with store.read() as db:
        for given in ("xy", {"x": 1, "y": 2}, iter(["y", "x"]), rows, pd.DataFrame(rows)):
            assert [row["article_id"] for row in db.rows("list_given", articles=given)] == ["x", "y"]


def test_a_list_that_did_not_change_is_not_filled_again(store):
    """Several queries about one batch cost one filling: what one of them deletes from the list stays deleted."""
    with store.write() as db:
        assert db.run("take_note", articles=["x", "y"]) == 1
        assert db.rows("list_given", articles=["y", "x"]) == [{"article_id": "y"}]
        assert len(db.rows("list_given", articles=["x", "y", "z"])) == 3


def test_a_list_is_gone_when_its_transaction_ends(store):
    with store.write() as db:
        assert db.run("take_note", articles=["x", "y"]) == 1
    with store.write() as db:
        assert len(db.rows("list_given", articles=["x", "y"])) == 2


def test_a_query_without_its_list_is_refused(store):
    with pytest.raises(WarehouseError, match="list_given takes articles"), store.read() as db:
        db.rows("list_given")


def test_the_columns_of_a_list_take_the_type_the_warehouse_gives_their_name(store):
    row = {"article_id": "x", "band_key": 3, "url_key": "herald.example/1", "fingerprint": -(1 << 62)}
    row |= {"jaccard": 0.5, "other_key": 1 << 62, "note": 7, "seen_at": NOW}
    with store.write() as db:
        found = db.rows("list_given_rows", rows=[row, row | {"article_id": "y", "jaccard": 1}])
        assert found[0] == row | {"note": "7"}


def test_a_list_may_hold_null_and_only_the_named_columns(store):
    with store.write() as db:
        found = db.rows(
            "list_given", articles=[{"article_id": "x", "more": 1}, {"article_id": None, "more": 2}]
        )
        assert {row["article_id"] for row in found} == {"x", None}
        assert {row["article_id"] for row in db.rows("list_given", articles=[None, "x"])} == {"x", None}


def test_a_table_is_taken_like_rows(store):
    table = pd.DataFrame(
        {"band_key": np.arange(3), "article_id": ["a", "b", None], "seen_at": [NOW, None, NOW], "x": 1}
    )
    table["other_key"] = pd.array([1 << 62, None, 3], dtype="Int64")
    with store.write() as db:
        found = db.rows("list_given_numbers", numbers=table)
        marks = pd.DataFrame([band(2), band(1), band(1)])
        assert db.upsert("marks", marks) == 2
        assert db.upsert("marks", [band(1), band(2)]) == 0
        with pytest.raises(WarehouseError, match="lacks the column 'colour'"):
            db.rows("list_given_colours", colours=table)
    assert [tuple(row.values()) for row in found] == [
        (0, "a", NOW, 1 << 62),
        (1, "b", None, None),
        (2, None, NOW, 3),
    ]


def test_a_table_read_from_the_warehouse_goes_back_unchanged(store):
    with store.write() as db:
        db.upsert("sources", [source(polled_at=NOW), source("post", authority=2)])
        columns = ["source_id", "location", "authority", "enabled", "polled_at", "added_at"]
        table = db.frame("shared/list_sources")[columns].assign(kind="feed")
        assert db.upsert("sources", table) == 0


def test_a_list_never_hides_a_table_of_the_warehouse(store):
    with pytest.raises(WarehouseError, match="hide"), store.write() as db:
        db.rows("list_hidden", scores=[1])


# Transactions


def write_and_fail(store, error):
    with store.write() as db:
        db.upsert("sources", [source()])
        if error is WarehouseError:
            db.upsert("sources", [source("post", kind="rumour")])
        raise error


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, WarehouseError])
def test_a_transaction_that_fails_leaves_nothing_and_the_next_goes_on(store, error):
    """Whether our code failed, a person pressed Ctrl-C, or the database refused a statement."""
    with pytest.raises(error):
        write_and_fail(store, error)
    with store.write() as db:
        db.upsert("sources", [source("post")])
    assert [row["source_id"] for row in sources_of(store)] == ["post"]


def test_a_reader_sees_one_moment_while_another_writes(store):
    with store.write() as db:
        db.upsert("sources", [source()])
    with store.read() as reader:
        assert len(reader.rows("shared/list_sources")) == 1
        with store.write() as writer:
            writer.upsert("sources", [source("post")])
        assert len(reader.rows("shared/list_sources")) == 1
    assert len(sources_of(store)) == 2


def test_a_read_changes_nothing(store):
    with store.read() as db:
        for attempt in (
            lambda: db.run("delete_sources"),
            lambda: db.rows("delete_sources"),
            lambda: db.run_many("raise_authority", [{"source_id": "herald"}]),
            lambda: db.upsert("sources", [source()]),
        ):
            with pytest.raises(WarehouseError, match="only reads"):
                attempt()


def test_references_are_enforced(store):
    row = {"article_id": "a", "cluster_id": "a"}
    with pytest.raises(WarehouseError, match="draft_clusters"), store.write() as db:
        db.upsert("draft_clusters", [row])


def test_a_writer_that_waits_too_long_says_so(store, open_at, warehouse_url):
    hasty = open_at(warehouse_url, wait_seconds=0.2)
    with store.write(), pytest.raises(WarehouseError, match=r"writing|lock"), hasty.write():
        pass
    with hasty.write() as db:
        assert db.upsert("sources", [source()]) == 1


def test_a_writer_that_waits_for_seconds_says_for_whom(sqlite_template, tmp_path, caplog, monkeypatch):
    monkeypatch.setattr("pipeline.adapters.sqlite._SILENT_SECONDS", 0)
    shutil.copyfile(sqlite_template, tmp_path / "warehouse.db")
    url = f"sqlite:///{tmp_path / 'warehouse.db'}"
    hasty = SqlWarehouse(url, wait_seconds=0.3)
    with SqlWarehouse(url).write(), pytest.raises(WarehouseError, match="another process"), hasty.write():
        pass
    assert [record.message for record in caplog.records] == [
        f"waiting for another process that writes to {tmp_path / 'warehouse.db'}"
    ]


WRITER = """
    import sys
    from datetime import UTC, datetime
    from pipeline.adapters.sql_files import SqlFiles
    from pipeline.adapters.warehouse import SqlWarehouse

    url, name = sys.argv[1:]
    store = SqlWarehouse(url)
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    for batch in range(20):
        with store.write() as db:
            rows = [{"band_key": key, "article_at": moment, "article_id": name} for key in range(batch * 50, batch * 50 + 50)]
            rows += [{"band_key": key, "article_at": moment, "article_id": "both"} for key in range(batch * 50, batch * 50 + 50)]
            db.upsert("marks", reversed(rows))
    print("done")
"""


def start(script, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        cwd=sql_folder().parent,
        env=os.environ | {"PYTHONPATH": str(sql_folder().parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_writers_and_a_reader_in_processes_of_their_own_lose_nothing(store, warehouse_url):
    writers = [start(WRITER, warehouse_url, name) for name in ("left", "right")]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        with store.read() as db:
            count = db.rows("sum_bands")[0]["bands"]
            assert count == db.rows("sum_bands")[0]["bands"]
        assert count >= seen
        seen = count
        time.sleep(0.01)
    for writer in writers:
        out, error = writer.communicate(timeout=60)
        assert (out.strip(), writer.returncode) == ("done", 0), error
    with store.read() as db:
        assert db.rows("sum_bands")[0]["bands"] == 3 * 1_000


HELD_WRITE = """
    import sys, time
    from datetime import UTC, datetime
    from pipeline.adapters.warehouse import SqlWarehouse

    store = SqlWarehouse(sys.argv[1])
    with store.write() as db:
        db.upsert("marks", [{"band_key": 1, "article_at": datetime(2026, 1, 1, tzinfo=UTC), "article_id": "a"}])
        print("holding", flush=True)
        time.sleep(60)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_writer_ended_half_way_leaves_nothing_and_blocks_nobody(store, warehouse_url, how):
    writer = start(HELD_WRITE, warehouse_url)
    assert writer.stdout.readline() == "holding\n", writer.stderr.read()
    writer.send_signal(how)
    writer.communicate(timeout=30)
    assert writer.returncode != 0
    with store.write() as db:
        assert db.rows("sum_bands")[0]["bands"] == 0
        assert db.upsert("marks", [band(1)]) == 1


# Migrations


def test_an_empty_database_is_brought_up_to_date_once(open_at, empty_warehouse_url):
    store = open_at(empty_warehouse_url)
    assert store.migrate()[0] == "0001_core"
    assert store.migrate() == []
    assert open_at(empty_warehouse_url).migrate() == []


MIGRATE = """
    import sys
    from pipeline.adapters.warehouse import SqlWarehouse

    print(len(SqlWarehouse(sys.argv[1]).migrate()))
"""


def test_two_processes_that_migrate_at_once_apply_each_migration_once(empty_warehouse_url):
    both = [start(MIGRATE, empty_warehouse_url) for _ in range(2)]
    answers = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    counts = sorted(int(out) for out, _ in answers)
    assert counts[0] == 0
    assert counts[1] >= 1


def test_a_new_migration_keeps_the_rows_of_a_full_warehouse(open_at, warehouse_url, sql):
    store = open_at(warehouse_url)
    with store.write() as db:
        db.upsert("sources", [source()])
    (sql / "migrations" / "0900_colours.sql").write_text(
        "-- A colour; it isn't needed.\nALTER TABLE sources ADD COLUMN colour text;\n"
        "CREATE TABLE colours (colour text PRIMARY KEY);\nINSERT INTO colours (colour) VALUES ('red; or 100 % :blue');\n"
    )
    newer = open_at(warehouse_url)
    assert newer.migrate() == ["0900_colours"]
    assert len(sources_of(newer)) == 1
    assert newer.ask("SELECT colour FROM colours") == (["colour"], [("red; or 100 % :blue",)])
    with newer.write() as db:
        assert db.upsert("sources", [source(colour="red")]) == 1


def test_a_migration_that_fails_leaves_the_warehouse_as_it_was(open_at, warehouse_url, sql):
    (sql / "migrations" / "0900_broken.sql").write_text(
        "CREATE TABLE colours (a text);\nSELECT nonsense FROM nowhere;\n"
    )
    with pytest.raises(WarehouseError, match="0900_broken failed"):
        open_at(warehouse_url).migrate()
    with pytest.raises(WarehouseError):
        open_at(warehouse_url).ask("SELECT a FROM colours")


def test_an_edited_migration_is_refused(open_at, warehouse_url, sql):
    core = sql / "migrations" / "0001_core.sql"
    core.write_text(core.read_text() + "-- an afterthought\n")
    with pytest.raises(WarehouseError, match="0001_core was edited"):
        open_at(warehouse_url).migrate()


def test_a_warehouse_from_a_later_version_is_refused(open_at, warehouse_url, sql):
    later = sql / "migrations" / "0900_later.sql"
    later.write_text("CREATE TABLE later (a text);\n")
    open_at(warehouse_url).migrate()
    later.unlink()
    with pytest.raises(WarehouseError, match=r"0900_later.*update newsfold"):
        open_at(warehouse_url).migrate()


def test_a_migration_slipped_in_before_an_applied_one_is_refused(open_at, warehouse_url, sql):
    (sql / "migrations" / "0000_early.sql").write_text("CREATE TABLE early (a text);\n")
    with pytest.raises(WarehouseError, match="0000_early comes before"):
        open_at(warehouse_url).migrate()


def test_a_migration_for_one_database_alone_leaves_the_other_alone(
    open_at, warehouse_url, sql, database_kind
):
    (sql / "migrations" / "0900_own.postgresql.sql").write_text("CREATE TABLE own (a text);\n")
    assert open_at(warehouse_url).migrate() == (["0900_own"] if database_kind == "postgresql" else [])


def test_a_changed_view_is_made_again_and_a_lost_one_returns(open_at, warehouse_url, sql):
    view = sql / "views" / "colours.sql"
    view.write_text("CREATE VIEW colours AS SELECT 'red' AS colour;\n")
    open_at(warehouse_url).migrate()
    view.write_text("CREATE VIEW colours AS SELECT 1 AS colour, 'blue' AS other;\n")
    store = open_at(warehouse_url)
    assert store.migrate() == []
    assert store.ask("SELECT * FROM colours") == (["colour", "other"], [(1, "blue")])
    (sql / "migrations" / "0900_lose.sql").write_text("CREATE TABLE lost (a text);\n")
    assert open_at(warehouse_url).migrate() == ["0900_lose"]
    assert store.ask("SELECT colour FROM colours")[1] == [(1,)]


def test_a_warehouse_without_a_schema_says_what_to_do(open_at, empty_warehouse_url):
    store = open_at(empty_warehouse_url)
    for opened in (store.read, store.write):
        with pytest.raises(WarehouseError, match="newsfold init"), opened():
            pass
    with pytest.raises(WarehouseError, match="sources"):
        store.ask("SELECT source_id FROM sources")


# A person's own questions


def test_a_question_is_answered_with_names_and_times(store):
    with store.write() as db:
        db.upsert("sources", [source()])
    assert store.ask("-- who?\nSELECT source_id, added_at, 1 % 1 AS rest, ':x' AS colon FROM sources;") == (
        ["source_id", "added_at", "rest", "colon"],
        [("herald", NOW, 0, ":x")],
    )
    assert store.ask("WITH all_of_them AS (SELECT 1 AS one) SELECT one FROM all_of_them") == (["one"], [(1,)])


def test_a_column_that_is_only_called_a_time_stays_as_it_is(store):
    assert store.ask("SELECT 'at noon' AS lunch_at, NULL AS dinner_at") == (
        ["lunch_at", "dinner_at"],
        [("at noon", None)],
    )


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM sources",
        "INSERT INTO sources (source_id) VALUES ('x')",
        "DROP TABLE sources",
        "/* SELECT */ UPDATE sources SET authority = 9",
        "WITH gone AS (DELETE FROM sources RETURNING source_id) SELECT source_id FROM gone",
        "WITH x AS (SELECT 1) DELETE FROM sources",
        "SELECT 1; DELETE FROM sources",
        "SELECT 1; COMMIT; DELETE FROM sources",
        "BEGIN READ WRITE",
        "SET TRANSACTION READ WRITE",
        "COMMIT",
        "PRAGMA query_only = OFF",
        "ATTACH DATABASE 'other.db' AS other",
        "VACUUM INTO 'copy.db'",
        "COPY sources TO PROGRAM 'cat'",
        "DO $$ BEGIN DELETE FROM sources; END $$",
        "EXPLAIN ANALYZE DELETE FROM sources",
        "SELECT set_config('transaction_read_only', 'off', true)",
        "SELECT 1 INTO copied",
        "CREATE TABLE copied AS SELECT 1",
        "",
        "-- nothing",
    ],
)
def test_asking_never_writes(store, statement, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with store.write() as db:
        db.upsert("sources", [source()])
    with pytest.raises(QuestionError):
        store.ask(statement)
    assert len(sources_of(store)) == 1
    assert not list(tmp_path.glob("*.db*")) or {file.name for file in tmp_path.glob("*.db*")} <= {
        "warehouse.db",
        "warehouse.db-wal",
        "warehouse.db-shm",
        "warehouse.db.lock",
    }


def test_asking_goes_on_while_another_writes(store):
    with store.write() as db:
        db.upsert("sources", [source()])
        assert store.ask("SELECT COUNT(*) AS n FROM sources")[1] == [(0,)]


# Addresses


def closed_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("login", ["ingest:s3cret-word@{}/news", "{}/news?user=ingest&password=s3cret-word"])
def test_an_unreachable_server_is_named_without_the_password(login):
    port = closed_port()
    store = SqlWarehouse("postgresql+psycopg://" + login.format(f"127.0.0.1:{port}"))
    with pytest.raises(
        WarehouseError, match=rf"cannot reach the warehouse at .*127\.0\.0\.1:{port}/news"
    ) as caught:
        store.migrate()
    with pytest.raises(WarehouseError, match="cannot reach the warehouse") as asked:
        store.ask("SELECT 1")
    for error in (caught.value, asked.value):
        assert "s3cret-word" not in str(error)


@pytest.mark.parametrize(
    "url", ["mysql://a:s3cret-word@b/c", "::s3cret-word", "", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_of_no_use_is_refused_without_the_password(url):
    with pytest.raises(SettingsError, match=r"NEWSFOLD_WAREHOUSE.*sqlite:///") as caught:
        SqlWarehouse(url)
    assert "s3cret-word" not in str(caught.value)


def test_nothing_is_made_before_it_is_used(tmp_path):
    SqlWarehouse(f"sqlite:///{tmp_path / 'folder' / 'warehouse.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    for folder in ("file", "file/below"):
        with pytest.raises(WarehouseError, match=r"cannot make the folder .*: a file stands in its way"):
            SqlWarehouse(f"sqlite:///{tmp_path / folder / 'warehouse.db'}").migrate()


def test_a_warehouse_is_made_only_where_it_may_be(tmp_path):
    file = tmp_path / "folder" / "warehouse.db"
    with pytest.raises(WarehouseError, match=r"no warehouse at .*warehouse\.db: `newsfold init`"):
        SqlWarehouse(f"sqlite:///{file}").migrate(create=False)
    assert not file.parent.exists()
    SqlWarehouse(f"sqlite:///{file}").migrate()
    assert SqlWarehouse(f"sqlite:///{file}").migrate(create=False) == []


def test_a_file_that_may_not_be_written_is_named_with_what_lies_beside_it(sqlite_template):
    """Who reads it leaves a log of the file's permission, so that giving the file's back does not help."""
    with tempfile.TemporaryDirectory(prefix="newsfold-", dir="/tmp") as folder:
        file = Path(folder) / "warehouse.db"
        shutil.copyfile(sqlite_template, file)
        store = SqlWarehouse(f"sqlite:///{file}")
        with ordinary_account(folder, file):
            file.chmod(0o444)
            with store.read():
                pass
            store.close()
            file.chmod(0o644)
            named = rf"{file}: this account may not write it, or a -wal or -shm beside it"
            with pytest.raises(WarehouseError, match=named), store.write():
                pass


@contextmanager
def ordinary_account(*paths):
    """Run as the account of the tests; root, whom no permission holds, is `nobody` meanwhile, and lends it the paths."""
    if os.geteuid() != 0:
        yield
        return
    nobody = pwd.getpwnam("nobody").pw_uid
    for path in paths:
        os.chown(path, nobody, -1)
    os.seteuid(nobody)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_is_no_warehouse_is_refused(tmp_path):
    file = tmp_path / "warehouse.db"
    file.write_bytes(b"this is no database, and never was one" * 100)
    with pytest.raises(WarehouseError, match=r"cannot reach the warehouse.*not a database"):
        SqlWarehouse(f"sqlite:///{file}").migrate()


def test_a_child_process_forked_while_writing_does_not_keep_others_waiting(store, open_at, warehouse_url):
    """Page parsers are started whenever they are needed, and inherit what is open."""
    done, tell = os.pipe()
    with store.write() as db:
        db.upsert("sources", [source()])
        child = os.fork()
        if child == 0:
            os.close(tell)
            os.read(done, 1)  # until the parent has finished
            os._exit(0)
    try:
        with open_at(warehouse_url, wait_seconds=1).write() as db:
            assert db.upsert("sources", [source("post")]) == 1
    finally:
        os.close(tell)
        os.waitpid(child, 0)
        os.close(done)
