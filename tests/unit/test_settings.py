"""Settings are read once, and a wrong one is named with its bounds."""

import re
from pathlib import Path

import pytest

from pipeline.adapters.warehouse import SqlWarehouse
from pipeline.errors import SettingsError
from pipeline.settings import Settings, misspelt

_WRITTEN = {".md", ".py", ".yaml", ".sh", ".example"}
ROOT = Path(__file__).resolve().parents[2]


def test_without_an_environment_everything_has_a_default():
    settings = Settings.from_environment({})
    assert settings.home == Path(".newsfold").absolute()
    assert settings.warehouse == f"sqlite:///{settings.home / 'warehouse.db'}"
    assert settings.kernel == "numba"
    assert not settings.fetch_private_addresses


def test_the_embedded_warehouse_stands_in_the_home_folder(tmp_path):
    settings = Settings.from_environment({"NEWSFOLD_HOME": str(tmp_path)})
    assert settings.is_embedded
    assert str(tmp_path) in settings.warehouse


def test_a_number_is_read_by_its_kind():
    settings = Settings.from_environment({"NEWSFOLD_FOLD_JACCARD": "0.6", "NEWSFOLD_FOLD_WINDOW_DAYS": "7"})
    assert settings.fold_jaccard == 0.6
    assert settings.fold_window_days == 7
    assert isinstance(settings.fold_window_days, int)


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        ("NEWSFOLD_FOLD_JACCARD", "1.5", "from 0.3 to 0.95"),
        ("NEWSFOLD_FOLD_JACCARD", "half", "not a number"),
        ("NEWSFOLD_FOLD_WINDOW_DAYS", "2.5", "not a whole number"),
        ("NEWSFOLD_FOLD_JACCARD", "nan", "from 0.3 to 0.95"),
        ("NEWSFOLD_KERNEL", "fortran", "neither 'numba' nor 'datasketch'"),
        ("NEWSFOLD_FETCH_PRIVATE_ADDRESSES", "perhaps", "neither 1 nor 0"),
    ],
)
def test_a_wrong_setting_is_named_with_its_bounds(variable, text, said):
    with pytest.raises(SettingsError, match=variable) as raised:
        Settings.from_environment({variable: text})
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql+psycopg://ana:s3cret@db.example/news", "postgresql+psycopg://ana:***@db.example/news"),
        ("postgresql://ana:s3c/ret@db.example/news", "postgresql://ana:***@db.example/news"),
        ("postgresql://ana:s3c@ret:x@db.example/news", "postgresql://ana:***@db.example/news"),
        ("postgresql://:s3cret@/news?host=/run", "postgresql://:***@/news?host=/run"),
        ("postgresql://db.example/news?password=s3cret&x=y", "postgresql://db.example/news?password=***&x=y"),
        ("postgresql://db.example/news", "postgresql://db.example/news"),
    ],
)
def test_the_password_of_a_warehouse_is_never_shown(address, shown):
    settings = Settings.from_environment(
        {"NEWSFOLD_WAREHOUSE": address, "NEWSFOLD_ALARM_URL": "https://chat.example/hook/s3cret"}
    )
    assert settings.warehouse_shown == shown
    assert "s3c" not in repr(settings)
    assert not settings.is_embedded


def test_a_wrong_address_of_the_alarm_is_named_and_not_repeated():
    with pytest.raises(SettingsError, match="NEWSFOLD_ALARM_URL") as raised:
        Settings.from_environment({"NEWSFOLD_ALARM_URL": "chat.example/hook/s3cret"})
    assert "s3cret" not in str(raised.value)


def test_a_variable_that_nobody_reads_is_told_with_what_was_meant():
    environment = {"NEWSFOLD_HOME": "", "NEWSFOLD_FOLD_JACARD": "0.6", "NEWSFOLD_COLOUR": "red", "HOME": ""}
    assert misspelt(environment) == {"NEWSFOLD_COLOUR": "", "NEWSFOLD_FOLD_JACARD": "NEWSFOLD_FOLD_JACCARD"}


def test_no_variable_that_the_project_itself_names_is_taken_for_misspelt():
    folders = ("docs", "docker", "dags", "demo", "pipeline")
    written = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in _WRITTEN]
    places = [ROOT / "Makefile", ROOT / "README.md", ROOT / "CONTRIBUTING.md", *written]
    named = {
        name for path in places for name in re.findall(r"\bNEWSFOLD_[A-Z_]+[A-Z]\b", path.read_text("utf-8"))
    }
    assert named > {
        "NEWSFOLD_HOME",
        "NEWSFOLD_PORT",
        "NEWSFOLD_DATABASE_PASSWORD",
        "NEWSFOLD_REQUIRE_BROWSER",
    }
    assert misspelt(dict.fromkeys(named, "")) == {}


@pytest.mark.parametrize("name", ["a?b", "a#b", "a%41b", "a b", "a@b:c", "größe", "a&b=c"])
def test_a_home_of_any_name_keeps_its_warehouse_inside(tmp_path, name):
    home = tmp_path / name
    address = Settings.from_environment({"NEWSFOLD_HOME": str(home)}).warehouse
    opened = SqlWarehouse(address)
    opened.migrate()
    assert opened.ask("SELECT COUNT(*) FROM stories")[1] == [(0,)]
    opened.close()
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert "warehouse.db" in {each.name for each in home.iterdir()}
