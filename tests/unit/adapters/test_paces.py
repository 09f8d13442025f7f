from __future__ import annotations

import subprocess
import sys
import time

import pytest

from pipeline.adapters.paces import HostPaces, Pace

PLACE = "desk.example"


@pytest.fixture
def paces(tmp_path) -> HostPaces:
    return HostPaces(tmp_path / "hosts")


def test_a_host_nobody_asked_may_be_asked_at_once(paces):
    assert paces.take_turn(PLACE, 5) == 0


def test_a_turn_is_had_once_in_a_pause(paces):
    paces.take_turn(PLACE, 5)
    assert 4 < paces.take_turn(PLACE, 5) <= 5
    assert paces.take_turn("other.example", 5) == 0


def test_a_slow_host_is_given_its_pause_after_the_answer(paces):
    paces.take_turn(PLACE, 0.01)
    time.sleep(0.02)
    paces.end_turn(PLACE, 5)
    assert paces.take_turn(PLACE, 5) > 4


def test_a_host_is_left_alone_as_long_as_it_asked(paces):
    paces.leave_alone(PLACE, 3600)
    assert 3590 < paces.take_turn(PLACE, 1) <= 3600


def test_of_many_processes_one_takes_the_turn(tmp_path):
    program = (
        "import sys; from pathlib import Path; from pipeline.adapters.paces import HostPaces;"
        f"print(HostPaces(Path(sys.argv[1])).take_turn({PLACE!r}, 25) == 0)"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert sorted(each.communicate()[0].strip() for each in started) == ["False", "False", "False", "True"]


@pytest.mark.parametrize("damage", [b"", b"soon", b"nan nan", b"9e99 0\n", b"0 9e99\n", b"\xff\xfe 1"])
def test_a_damaged_file_or_one_of_a_clock_turned_back_counts_as_none(paces, tmp_path, damage):
    paces.take_turn(PLACE, 5)
    (file,) = (tmp_path / "hosts").iterdir()
    file.write_bytes(damage)
    assert paces.of(PLACE) == Pace()
    assert paces.take_turn(PLACE, 5) == 0
