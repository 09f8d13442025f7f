"""What each PostgreSQL role may do, and what it may not."""

from __future__ import annotations

import psycopg
import pytest

from pipeline.adapters.sql_files import SqlFiles, sql_folder, statements
from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.errors import WarehouseError
from pipeline.steps.fold.article_words import index_words
from tests.contract.morning import EIGHT, MORNING

pytestmark = pytest.mark.postgresql


@pytest.fixture
def guarded(postgresql, postgresql_template):
    """Name a database with roles, whose roles may log in."""
    database = postgresql.create(postgresql_template)
    for _ in range(2):  # run again, it does no harm
        for statement in statements((sql_folder() / "roles.sql").read_text()):
            postgresql.execute(statement, database)
    for role in ("owner", "ingest", "analyst"):
        postgresql.execute(f"ALTER ROLE newsfold_{role} LOGIN")
    yield database
    postgresql.drop(database)


@pytest.fixture
def as_role(postgresql, guarded):
    """Open the warehouse as one of the roles."""
    opened = []

    def open_as(role, files=None):
        opened.append(SqlWarehouse(postgresql.url(guarded, f"newsfold_{role}"), files=files))
        return opened[-1]

    yield open_as
    for each in opened:
        each.close()


@pytest.fixture
def run_as(postgresql, guarded):
    """Run a statement as one of the roles, through a plain connection."""

    def run(role, statement):
        with psycopg.connect(
            host=str(postgresql.folder), user=f"newsfold_{role}", dbname=guarded, autocommit=True
        ) as connection:
            for one in statements(statement):
                connection.execute(one)

    return run


def fill(as_role):
    with as_role("owner").write() as db:
        db.upsert("sources", MORNING["sources"])
    with as_role("ingest").write() as db:
        for table, rows in MORNING.items():
            if table != "sources":
                db.upsert(table, rows)
        index_words(db, [member["article_id"] for member in MORNING["story_members"]])


def test_ingest_runs_the_pipeline_on_sources_of_the_owner(as_role):
    fill(as_role)
    ingest = as_role("ingest")
    assert ingest.migrate() == []
    with ingest.write() as db:
        assert db.rows("fetch/list_held_captures", captures=["c1"])
        assert [name for name in ingest.checks() if db.rows(name)] == []
        assert db.upsert("captures", [MORNING["captures"][0] | {"fetched_at": EIGHT.replace(hour=7)}]) == 1
        assert db.upsert("stories", [MORNING["stories"][0] | {"title": "Pilots strike"}]) == 1


def test_ingest_may_note_when_a_source_was_polled(as_role, run_as):
    fill(as_role)
    run_as(
        "ingest", "UPDATE sources SET moved_to = 'https://new.example/rss', whole_at = NULL, marks_proved = 1"
    )
    run_as("ingest", "UPDATE sources SET polled_at = '2026-03-02T08:00:00Z', poll_outcome = 'ok'")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM captures",
        "TRUNCATE captures",
        "TRUNCATE article_pairs",
        "DROP TABLE article_pairs",
        "ALTER TABLE captures ADD COLUMN extra text",
        "CREATE TABLE extra (a text)",
        "INSERT INTO sources (source_id, kind, location, added_at) VALUES ('x', 'feed', 'x', '2026-03-02T08:00:00Z')",
        "UPDATE sources SET location = 'https://elsewhere.example'",
        "UPDATE sources SET enabled = 0",
        "DELETE FROM sources",
        "UPDATE judgements SET verdict = 'same'",
        "DELETE FROM judgements",
        "DELETE FROM runs",
        "UPDATE schema_migrations SET sha256 = ''",
        "DROP VIEW canonical_stories",
    ],
)
def test_ingest_cannot_undo_what_came_from_outside_or_from_a_person(as_role, run_as, statement):
    fill(as_role)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run_as("ingest", statement)


def test_an_analyst_reads_every_table_and_view(as_role):
    fill(as_role)
    analyst = as_role("analyst")
    for view in SqlFiles("postgresql").views:
        analyst.ask(f"SELECT * FROM {view.name}")
    for table in MORNING:
        assert analyst.ask(f"SELECT COUNT(*) AS n FROM {table}")[1] == [(len(MORNING[table]),)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM stories",
        "UPDATE stories SET title = ''",
        "INSERT INTO pending_work (step, subject_id) VALUES ('fold', 'a1')",
        "TRUNCATE stories",
        "CREATE TABLE mine (a text)",
        "CREATE TEMPORARY TABLE mine (a text)",
        "DROP VIEW canonical_stories",
    ],
)
def test_an_analyst_cannot_write_whatever_transaction_it_opens(as_role, run_as, statement):
    fill(as_role)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run_as("analyst", f"BEGIN READ WRITE; {statement}; COMMIT")


def test_an_analyst_cannot_write_through_the_warehouse(as_role):
    fill(as_role)
    with pytest.raises(WarehouseError, match="permission denied"), as_role("analyst").write() as db:
        db.upsert("pending_work", [{"step": "fold", "subject_id": "a1"}])


def test_what_the_owner_migrates_later_is_open_to_the_others(as_role, run_as, tmp_path):
    for kind in ("migrations", "views", "checks", "storage", "queries"):
        (tmp_path / kind).mkdir()
        for file in (sql_folder() / kind).glob("*.sql"):
            (tmp_path / kind / file.name).write_bytes(file.read_bytes())
    (tmp_path / "migrations" / "0900_colours.sql").write_text(
        "CREATE TABLE colours (colour text PRIMARY KEY);\n"
    )
    assert as_role("owner", SqlFiles("postgresql", tmp_path)).migrate() == ["0900_colours"]
    with as_role("ingest").write() as db:
        assert db.upsert("colours", [{"colour": "red"}]) == 1
    assert as_role("analyst").ask("SELECT colour FROM colours")[1] == [("red",)]
    assert as_role("analyst").ask("SELECT story_id FROM canonical_stories")[1] == []


def test_an_account_without_a_role_cannot_even_look(postgresql, guarded):
    postgresql.execute("DROP ROLE IF EXISTS stranger")
    postgresql.execute("CREATE ROLE stranger LOGIN")
    stranger = SqlWarehouse(postgresql.url(guarded, "stranger"))
    with pytest.raises(WarehouseError, match="permission denied"):
        stranger.ask("SELECT 1")
    postgresql.execute("DROP ROLE stranger")
