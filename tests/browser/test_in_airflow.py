"""The pages inside a real Airflow: its menu, its login, its roles."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from demo.homes import ROOT, Homes, airflow_environment
from tests.browser.airflow_login import Airflow, log_in
from tests.browser.conftest import CLICK_SECONDS, press_at
from tests.ports import held_port
from tests.unit.web.small_press import HARBOUR_STORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

_START_SECONDS = 330  # 17 on a quiet machine, 100 on a loaded one
_PAIR = "pair/{}/{}".format(*sorted((HARBOUR_STORY.pieces[0].article_id, HARBOUR_STORY.pieces[1].article_id)))


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Give the port Airflow listens at."""
    with held_port() as port:
        yield port


@pytest.fixture(scope="module")
def airflow(browser, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Airflow]:
    """Give an Airflow api-server of its own, with an editor and a viewer; nothing is scheduled by it."""
    home = tmp_path_factory.mktemp("airflow")
    homes = Homes(newsfold=home / "newsfold", airflow=home / "airflow")
    press_at(homes.newsfold)
    environment = {
        **airflow_environment(homes),
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_urlsafe(64),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "eda:admin,vic:viewer",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(homes.passwords),
    }
    command = [sys.executable, "-m", "airflow"]
    subprocess.run([*command, "db", "migrate"], cwd=ROOT, env=environment, check=True, capture_output=True)
    with homes.log.open("wb") as log:
        server = subprocess.Popen(
            [*command, "api-server"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait(server, f"http://127.0.0.1:{port}/api/v2/monitor/health", homes.log)
        yield Airflow(f"http://127.0.0.1:{port}", json.loads(homes.passwords.read_text()))
    finally:
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()[-4000:]
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.fail(f"Airflow did not answer: {log.read_text()[-4000:]}")


@pytest.fixture
def page(browser):
    """Give a page of a browser that nobody has logged in with."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(CLICK_SECONDS * 1000)
    yield context.new_page()
    context.close()


def test_a_stranger_is_sent_to_the_login_and_comes_back(airflow, page):
    page.goto(f"{airflow.address}/stories/{_PAIR}")
    assert "/auth/login" in page.url
    log_in(page, airflow, "vic")
    page.wait_for_url(f"**/stories/{_PAIR}")


def test_a_stranger_may_send_no_form(airflow):
    request = urllib.request.Request(
        f"{airflow.address}/stories/{_PAIR}/judgement", data=b"verdict=same", method="POST"
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    assert refused.value.code == 401


def test_an_editor_opens_stories_in_the_menu_and_judges(airflow, page, keep):
    page.goto(airflow.address)
    log_in(page, airflow, "eda")
    page.get_by_role("link", name="Stories").first.click()
    stories = page.frame_locator('iframe[title="Stories"]')
    stories.get_by_role("link", name="Velmouth harbour reopens after timber spill").click()
    stories.get_by_role("link", name="Look at the evidence, or separate these two").wait_for()
    keep(page, "airflow-story")
    stories.get_by_role("link", name="Evidence for velmouth-courier.example").click()
    stories.get_by_label("Why").fill("seen in Airflow")
    stories.get_by_role("button", name="Same story").click()
    stories.get_by_text("Stored: same story.").wait_for()
    stories.get_by_text("seen in Airflow").wait_for()
    keep(page, "airflow-judged")


def test_the_pages_follow_the_colours_of_airflow(airflow, page):
    """Airflow has a switch of its own, which the browser's preference does not know."""
    page.goto(f"{airflow.address}/plugin/stories-page")
    log_in(page, airflow, "eda")
    stories = page.frame_locator('iframe[title="Stories"]')
    stories.get_by_role("heading", name="Sunday, 9 March 2031").wait_for()
    for colour in ("dark", "light"):
        page.evaluate(f"document.documentElement.className = '{colour}'")
        stories.locator(f'html[data-theme="{colour}"]').wait_for()


def test_a_viewer_reads_and_sees_no_buttons(airflow, page):
    page.goto(f"{airflow.address}/stories/{_PAIR}")
    log_in(page, airflow, "vic")
    page.wait_for_url(f"**/stories/{_PAIR}")
    assert page.locator('form[method="post"]').count() == 0
    assert page.locator(".user").inner_text() == "Reader vic"
    answer = page.request.post(
        f"{airflow.address}/stories/{_PAIR}/judgement", form={"verdict": "different", "token": "x"}
    )
    assert answer.status == 403
    assert Axe().run(page).response["violations"] == []
