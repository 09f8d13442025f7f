"""An editor's evening in a real Airflow: trigger a night, undo a wrong fold, and see it bind in the next night.

Everything runs as `make up` starts it, on ports and in folders of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from demo.homes import ROOT
from pipeline.crawling.windows import day_window
from pipeline.model import Request, Source, SourceKind
from pipeline.runtime import build
from pipeline.settings import Settings
from pipeline.steps import runner
from pipeline.steps.discover.sources import register
from tests.browser.airflow_login import Airflow, log_in
from tests.browser.conftest import CLICK_SECONDS
from tests.dags.pages import ADDED, FAIR, FIRE, write_pages
from tests.ports import held_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page

    from pipeline.ports import Runtime

pytestmark = pytest.mark.slow

_START_SECONDS = 330  # `make up` itself gives up after 300
_NIGHT_SECONDS = 900  # 25 on a quiet machine; on a loaded one the first compiles for minutes
FIRST_NIGHT, NEXT_NIGHT = "2026-03-02", "2026-03-03"
TITLE = "Fire in the harbour"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for everything that is kept."""
    return tmp_path_factory.mktemp("nightly")


Launch = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Give the port Airflow listens at."""
    with held_port() as port:
        yield port


@pytest.fixture(scope="module")
def launch(home: Path, port: int) -> Launch:
    """Give a function that runs what `make up` and `make down` run."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AIRFLOW", "NEWSFOLD_"))  # other tests of this process set some of them
    } | {
        "NEWSFOLD_HOME": str(home / "newsfold"),
        "AIRFLOW_HOME": str(home / "airflow"),
        "NEWSFOLD_PORT": str(port),
    }

    def launch_module(module: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=environment | settings,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_START_SECONDS,
        )

    return launch_module


@pytest.fixture(scope="module")
def airflow(browser: Browser, home: Path, port: int, launch: Launch) -> Iterator[Airflow]:
    """Give what `make up` starts. Nothing but the browser needs it, so without a browser nothing starts."""
    try:
        up = launch("demo.up")
        assert up.returncode == 0, up.stdout
        passwords = json.loads((home / "airflow" / "passwords.json").read_text())
        yield Airflow(f"http://127.0.0.1:{port}", passwords)
    finally:
        launch("demo.down")


@pytest.fixture(scope="module")
def runtime(airflow: Airflow, home: Path) -> Runtime:
    """Give the warehouse of that Airflow."""
    return build(Settings.from_environment({"NEWSFOLD_HOME": str(home / "newsfold")}))


def _print_in(runtime: Runtime, paper: Path, pages: dict[str, tuple[str, str]]) -> None:
    write_pages(paper, pages)
    with runtime.warehouse.write() as db:
        register(db, [Source(paper.name, SourceKind.FOLDER, str(paper))], runtime.clock())


@pytest.fixture
def signed_in(browser: Browser, airflow: Airflow) -> Iterator[Callable[[str], Page]]:
    """Give a function that opens a browser of somebody who has logged in."""
    contexts = []

    def sign_in(name: str) -> Page:
        contexts.append(browser.new_context(viewport={"width": 1400, "height": 900}))
        contexts[-1].set_default_timeout(CLICK_SECONDS * 1000)
        page = contexts[-1].new_page()
        page.goto(f"{airflow.address}/dags/ingest_news")
        log_in(page, airflow, name)
        page.wait_for_url("**/dags/ingest_news**")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def _open_form(page: Page, airflow: Airflow, keep: Callable[[Page, str], None], day: str) -> None:
    """Open the trigger form and fill in a day; the run is called after it."""
    page.goto(f"{airflow.address}/dags/ingest_news")
    page.get_by_role("button", name="Trigger Dag").click()
    form = page.get_by_role("dialog")
    form.locator("#element_day").fill(day)  # Airflow names no label for it
    keep(page, f"airflow-form-{day}")
    form.get_by_role("button", name="Advanced Options").click()
    form.get_by_label("Run ID").fill(_run_of(day))


def _run_of(day: str) -> str:
    return f"night-{day}"


def _send_form(page: Page) -> int:
    """Press the form's button and return the status that Airflow answered with."""
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "dagRuns" in answer.url
    ) as answered:
        page.get_by_role("dialog").get_by_role("button", name="Trigger", exact=True).click()
    return answered.value.status


def _runs(page: Page, airflow: Airflow) -> list[dict[str, str]]:
    answer = page.request.get(f"{airflow.address}/api/v2/dags/ingest_news/dagRuns")
    runs: list[dict[str, str]] = answer.json()["dag_runs"]
    return runs


def _wait_until_idle(page: Page, airflow: Airflow) -> None:
    """Let every run end, also the one that is due as soon as the scheduler starts."""
    deadline = time.monotonic() + _NIGHT_SECONDS
    while not (runs := _runs(page, airflow)) or any(run["state"] in {"queued", "running"} for run in runs):
        assert time.monotonic() < deadline, f"not ended: {runs}"
        page.wait_for_timeout(1000)


def _wait_for_green(page: Page, airflow: Airflow, day: str) -> None:
    """Watch the run until it has ended, and see that it ended well."""
    page.goto(f"{airflow.address}/dags/ingest_news/runs/{_run_of(day)}")
    _wait_until_idle(page, airflow)
    assert {run["dag_run_id"]: run["state"] for run in _runs(page, airflow)}[_run_of(day)] == "success"
    expect(page.get_by_text("Running", exact=True)).to_have_count(0)


def _stories(page: Page) -> FrameLocator:
    """Open the stories of every day from Airflow's menu: what is loaded around midnight lies on two."""
    page.get_by_role("link", name="Stories").first.click()
    stories = page.frame_locator('iframe[title="Stories"]')
    stories.get_by_label("Day", exact=True).fill("")
    stories.get_by_role("button", name="Show", exact=True).click()
    stories.get_by_role("heading", name="All days").wait_for()
    return stories


def _stories_of_the_fire(runtime: Runtime) -> dict[str, str]:
    """Return the story of each article about the fire, by the file it came from."""
    _, rows = runtime.warehouse.ask(
        "SELECT a.url, m.story_id FROM articles AS a JOIN story_members AS m ON m.article_id = a.article_id"
        " WHERE a.url NOT LIKE '%fair%'"
    )
    return {url.rpartition("/")[2]: story_id for url, story_id in rows}


def test_a_second_start_says_where_the_first_one_is(airflow: Airflow, launch: Launch) -> None:
    again = launch("demo.up")
    assert again.returncode == 0
    assert f"newsfold is already up  {airflow.address}" in again.stdout
    assert airflow.passwords["editor"] in again.stdout


def test_a_second_start_names_the_warehouse_that_is_served(
    airflow: Airflow, launch: Launch, home: Path
) -> None:
    again = launch("demo.up", NEWSFOLD_HOME=str(home / "other"))
    assert f"warehouse  {home / 'newsfold'}\n" in again.stdout
    assert f"For {home / 'other'} instead:  make down" in again.stdout


def test_a_judgement_made_in_the_browser_binds_in_the_next_night(
    airflow, runtime, home, signed_in, keep
) -> None:
    page = signed_in("editor")
    _wait_until_idle(page, airflow)
    _print_in(runtime, home / "harbour", {"fire.html": (TITLE, FIRE), "fair.html": ("Fair opens", FAIR)})
    _print_in(runtime, home / "dale", {"copy.html": (TITLE, FIRE + ADDED)})
    _open_form(page, airflow, keep, FIRST_NIGHT)
    assert _send_form(page) == 200
    _wait_for_green(page, airflow, FIRST_NIGHT)
    keep(page, "airflow-green")
    together = _stories_of_the_fire(runtime)
    assert together["fire.html"] == together["copy.html"]

    stories = _stories(page)
    stories.get_by_role("link", name=TITLE).click()
    stories.get_by_role("link", name="Look at the evidence, or separate these two").click()
    stories.get_by_role("heading", name="One story").wait_for()
    keep(page, "airflow-evidence")
    stories.get_by_label("Why").fill("two fires on one quay")
    stories.get_by_role("button", name="Different stories").click()
    stories.get_by_text("Stored: different stories.").wait_for()
    stories.get_by_role("heading", name="Two stories").wait_for()
    keep(page, "airflow-apart")

    # The next night brings the copy once more, by a third paper, which resembles both.
    _print_in(runtime, home / "moor", {"third.html": (TITLE, FIRE + ADDED)})
    _open_form(page, airflow, keep, NEXT_NIGHT)
    assert _send_form(page) == 200
    _wait_for_green(page, airflow, NEXT_NIGHT)
    apart = _stories_of_the_fire(runtime)
    assert apart["fire.html"] != apart["copy.html"]
    assert apart["third.html"] == apart["copy.html"]
    stories = _stories(page)
    expect(stories.get_by_role("link", name=TITLE)).to_have_count(2)
    keep(page, "airflow-next-night")


def test_a_question_is_answered_without_a_reason(airflow, runtime, home, signed_in, keep) -> None:
    half = FIRE.strip().split("\n\n")[:2]
    _print_in(runtime, home / "vale", {"mixed.html": ("The week | in short", "\n\n".join([*half, FAIR]))})
    list(runner.run_all(Request("by-hand", day_window(datetime.now(UTC).date())), runtime))
    _, rows = runtime.warehouse.ask("SELECT MAX(article_at) FROM articles")
    before = _judgements(runtime)
    page = signed_in("editor")
    asked = {"dag_run_id": "asked", "logical_date": None, "conf": {"day": str(rows[0][0])[:10]}}
    answer = page.request.post(f"{airflow.address}/api/v2/dags/review_folds/dagRuns", data=asked)
    assert answer.ok, answer.text()

    question = f"{airflow.address}/dags/review_folds/runs/asked/tasks/ask/mapped/0"
    _wait_for(
        page, lambda: _state_of_question(page, airflow) in {"awaiting_input", "upstream_failed", "failed"}
    )
    assert _state_of_question(page, airflow) == "awaiting_input"
    page.goto(f"{question}/required_actions")
    page.get_by_text("Same story? ").first.wait_for()
    assert page.get_by_text("The week | in short").first.is_visible()
    keep(page, "airflow-question")
    page.get_by_role("button", name="different", exact=True).click()
    _wait_for(page, lambda: len(_judgements(runtime)) > len(before))
    assert [row for row in _judgements(runtime) if row not in before] == [("different", "editor", "")]
    keep(page, "airflow-answered")


def _judgements(runtime: Runtime) -> list[tuple[object, ...]]:
    return runtime.warehouse.ask("SELECT verdict, judged_by, note FROM judgements")[1]


def _state_of_question(page: Page, airflow: Airflow) -> str:
    """Return the state of the first question of the run, or of all while there is none, or nothing."""
    tasks = f"{airflow.address}/api/v2/dags/review_folds/dagRuns/asked/taskInstances?limit=100"
    found = page.request.get(tasks).json()["task_instances"]
    return "".join(
        task["state"] or "" for task in found if (task["task_id"], task["map_index"]) == ("ask", 0)
    )


def _wait_for(page: Page, until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _NIGHT_SECONDS
    while not until():
        assert time.monotonic() < deadline
        page.wait_for_timeout(1000)


def test_a_viewer_may_neither_trigger_nor_judge(airflow, runtime, signed_in, keep) -> None:
    page = signed_in("ana")
    _open_form(page, airflow, keep, "2026-03-04")
    assert _send_form(page) == 403
    keep(page, "airflow-refused")
    page.goto(f"{airflow.address}/dags/ingest_news")
    stories = _stories(page)
    stories.get_by_role("link", name=TITLE).first.click()
    stories.get_by_text("Reader ana").wait_for()
    assert stories.locator('form[method="post"]').count() == 0
    keep(page, "airflow-viewer")
