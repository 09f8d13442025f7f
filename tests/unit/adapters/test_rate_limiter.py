from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

import pytest

from pipeline.adapters.rate_limiter import RateLimiter
from pipeline.crawling.politeness import MAX_PAUSE_SECONDS, MAX_RETRY_AFTER_SECONDS
from pipeline.errors import NewsfoldError

HOST = "desk.example"


@dataclass
class MachineClock:
    """Seconds since 1970, as somebody may set them."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> MachineClock:
    return MachineClock()


@pytest.fixture
def limiter(tmp_path, clock) -> RateLimiter:
    return RateLimiter(tmp_path / "hosts", clock)


def test_a_host_nobody_asked_may_be_asked_at_once(limiter):
    assert limiter.waits(HOST) == (0, 0)
    assert limiter.take_turn(HOST, 5)


def test_a_turn_is_had_once_in_a_pause(limiter, clock):
    limiter.take_turn(HOST, 5)
    clock.now += 4.9
    assert not limiter.take_turn(HOST, 5)
    assert limiter.waits(HOST) == (0, pytest.approx(0.1, abs=1e-3))
    assert limiter.take_turn("other.example", 5)
    clock.now += 0.1
    assert limiter.take_turn(HOST, 5)


def test_a_slow_host_is_given_its_pause_after_the_answer(limiter, clock):
    limiter.take_turn(HOST, 1)
    clock.now += 20
    limiter.end_turn(HOST, 5)
    clock.now += 4.9
    assert not limiter.take_turn(HOST, 5)


def test_a_host_is_left_alone_as_long_as_it_asked(limiter, clock):
    limiter.leave_alone(HOST, 3600)
    assert limiter.waits(HOST) == (3600, 0)
    clock.now += 3599
    assert not limiter.take_turn(HOST, 1)
    clock.now += 1
    assert limiter.take_turn(HOST, 1)


def test_an_answer_that_asks_for_less_shortens_nobodys_wish(limiter):
    limiter.leave_alone(HOST, 3600)
    limiter.leave_alone(HOST, 5)
    assert limiter.waits(HOST)[0] == 3600


@pytest.mark.parametrize("back", [0.5, 90, 86_400, 40 * 365 * 86_400])
def test_a_clock_turned_back_shortens_no_wait_and_lengthens_it_once_at_most(limiter, clock, back):
    limiter.take_turn(HOST, MAX_PAUSE_SECONDS)
    limiter.leave_alone(HOST, MAX_RETRY_AFTER_SECONDS)
    clock.now -= back
    assert not limiter.take_turn(HOST, 1)
    assert limiter.waits(HOST) == (MAX_RETRY_AFTER_SECONDS, MAX_PAUSE_SECONDS)
    clock.now += MAX_RETRY_AFTER_SECONDS
    assert limiter.take_turn(HOST, 1)


def test_where_no_limit_can_be_kept_nobody_is_asked_and_the_folder_is_named(tmp_path, clock):
    (tmp_path / "hosts").write_text("a file where a folder should be")
    with pytest.raises(NewsfoldError, match=r"the rate limit of desk\.example cannot be kept in .*hosts"):
        RateLimiter(tmp_path / "hosts", clock).take_turn(HOST, 1)


def test_of_many_processes_one_takes_the_turn(tmp_path):
    program = (
        "import sys; from pathlib import Path; from pipeline.adapters.rate_limiter import RateLimiter;"
        f"print(RateLimiter(Path(sys.argv[1])).take_turn({HOST!r}, 25))"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert sorted(each.communicate()[0].strip() for each in started) == ["False", "False", "False", "True"]


@pytest.mark.parametrize(
    "damage", [b"", b"soon", b"nan nan", b"0 nan", b"inf 0", b"0 9e999\n", b"-inf -inf", b"\xff\xfe 1", b"5"]
)
def test_a_damaged_file_counts_as_none(limiter, tmp_path, damage):
    limiter.take_turn(HOST, 5)
    (file,) = (tmp_path / "hosts").iterdir()
    file.write_bytes(damage)
    assert limiter.waits(HOST) == (0, 0)
    assert limiter.take_turn(HOST, 5)
