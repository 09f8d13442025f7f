"""Pages are parsed in processes that may be killed, and every page gets an answer in its place."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import resource
import select
import signal
import socket
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import pipeline
from pipeline.adapters.bounded import WAITING_PER_WORKER, BoundedParser
from pipeline.adapters.fork_server import LENGTH
from pipeline.errors import Rejected, TransientError
from pipeline.model import Fetched, Page
from pipeline.settings import Settings

SETTINGS = Settings.from_environment(
    {"NEWSFOLD_PARSE_TIMEOUT_SECONDS": "60", "NEWSFOLD_PARSE_MEMORY_BYTES": str(1 << 28)}
)
IMPATIENT = replace(SETTINGS, parse_timeout_seconds=3.0)
"""For pages that hang; the others must be read in this time on a busy machine, too."""
AT = datetime(2024, 5, 1, tzinfo=UTC)
REPORT = (
    "<p>The ferry to Marrowick lay in harbour for three days because a rope had caught in its screw.</p>" * 3
)

BEHAVIOUR = textwrap.dedent(
    """
    import os, time
    from pipeline.errors import Rejected, TransientError
    from pipeline.model import Page, PageKind

    def parse(fetched):
        order = fetched.body.decode()
        if order == "hang":
            time.sleep(600)
        if order == "slow":
            time.sleep(0.3)
        if order == "die":
            os._exit(9)
        if order == "memory":
            hoard = [bytearray(1 << 24) for _ in range(1 << 10)]
        if order == "fault":
            raise KeyError("nobody foresaw this")
        if order == "reject":
            raise Rejected("no_text", "three blocks")
        if order == "fail":
            raise TransientError("busy", "come back")
        if order == "environment":
            return Page(PageKind.ARTICLE, (), title=repr(dict(os.environ)))
        if order == "once":
            marker = fetched.url
            if not os.path.exists(marker):
                open(marker, "w").close()
                os._exit(9)
        return Page(PageKind.ARTICLE, (), title=order, byline=str(os.getpid()))
    """
)


@pytest.fixture
def behave(tmp_path, monkeypatch):
    """Make parsers that do what the body says."""
    (tmp_path / "behaviour.py").write_text(BEHAVIOUR)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made = []

    def make(settings=SETTINGS, workers=2):
        made.append(BoundedParser(settings, workers=workers, function="behaviour:parse"))
        return made[-1]

    yield make
    for parser in made:
        parser.close()


def captures(*orders, url="https://x.example/a"):
    return [(f"c{n}", Fetched(url, AT, 200, {}, order.encode())) for n, order in enumerate(orders)]


def children_of(pid):
    """Return the processes born from this one, and theirs."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            child = int(entry.parent.name)
            found += [child, *children_of(child)]
    return found


def test_answers_come_in_order_however_long_each_takes(behave):
    orders = ["slow", "a", "b", "slow", "c", "d", "e"]
    answers = list(behave().parse_all(captures(*orders)))
    assert [(name, page.title) for name, page in answers] == [
        (f"c{n}", order) for n, order in enumerate(orders)
    ]


def test_both_workers_are_used(behave):
    answers = list(behave().parse_all(captures(*["slow"] * 4)))
    assert len({page.byline for _, page in answers}) == 2


def test_what_the_parser_raises_comes_back_as_it_was(behave):
    (_, refusal), (_, failure), (_, fault) = behave().parse_all(captures("reject", "fail", "fault"))
    assert isinstance(refusal, Rejected)
    assert (refusal.reason, refusal.detail, str(refusal)) == (
        "no_text",
        "three blocks",
        "no_text: three blocks",
    )
    assert isinstance(failure, TransientError)
    assert failure.outcome == "busy"
    assert isinstance(fault, TransientError)
    assert fault.outcome == "parser_failed"
    assert "nobody foresaw this" in fault.detail


def test_a_page_out_of_time_is_rejected_and_the_next_goes_on(behave):
    (_, refusal), (_, page) = behave(IMPATIENT, workers=1).parse_all(captures("hang", "a"))
    assert isinstance(refusal, Rejected)
    assert refusal.reason == "parser_timeout"
    assert page.title == "a"


@pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="the size of a process is bounded on Linux alone"
)
def test_a_page_out_of_memory_is_rejected_and_the_next_goes_on(behave):
    (_, refusal), (_, page) = behave(workers=1).parse_all(captures("memory", "a"))
    assert isinstance(refusal, Rejected)
    assert refusal.reason == "parser_memory"
    assert page.title == "a"


def test_a_page_whose_process_dies_twice_is_tried_again_in_a_later_run(behave):
    (_, failure), (_, page) = behave(workers=1).parse_all(captures("die", "a"))
    assert isinstance(failure, TransientError)
    assert failure.outcome == "parser_died"
    assert page.title == "a"


def test_a_page_whose_process_dies_once_is_parsed_by_the_next(behave, tmp_path):
    ((_, page),) = behave().parse_all(captures("once", url=str(tmp_path / "marker")))
    assert isinstance(page, Page)


def test_no_more_pages_are_taken_than_can_wait(behave):
    taken = []

    def endless():
        for name, fetched in captures(*["hang"], *["a"] * 100):
            taken.append(name)
            yield name, fetched

    answers = behave(IMPATIENT).parse_all(endless())
    next(answers)
    assert len(taken) <= 2 * WAITING_PER_WORKER + 1
    answers.close()


def test_a_parser_can_be_used_again_and_after_closing(behave):
    parser = behave()
    for _ in range(2):
        assert [page.title for _, page in parser.parse_all(captures("a", "b"))] == ["a", "b"]
    parser.close()
    assert [page.title for _, page in parser.parse_all(captures("c"))] == ["c"]


def test_nothing_is_left_running_when_the_parser_goes(behave):
    others = set(children_of(os.getpid()))
    parser = behave()
    list(parser.parse_all(captures("a")))
    born = set(children_of(os.getpid())) - others
    assert born
    parser.close()
    assert not born & set(children_of(os.getpid()))


def test_workers_of_pages_nobody_waits_for_are_killed(behave):
    others = set(children_of(os.getpid()))
    parser = behave()
    answers = parser.parse_all(captures("a", "hang", "hang"))
    next(answers)
    at_work = set(children_of(os.getpid())) - others
    answers.close()
    assert [page.title for _, page in parser.parse_all(captures("b"))] == ["b"]
    assert len(at_work - set(children_of(os.getpid()))) == 2


def test_the_fork_server_is_replaced_when_somebody_kills_it(behave):
    parser = behave(workers=1)
    list(parser.parse_all(captures("a")))
    os.kill(parser._server.process.pid, signal.SIGKILL)
    parser._server.process.wait()
    results = [result for _, result in parser.parse_all(captures("b", "c"))]
    assert [page.title for page in results] == ["b", "c"]


def test_processes_that_read_strangers_pages_know_no_secret(behave, monkeypatch):
    for name in ("NEWSFOLD_WAREHOUSE", "NEWSFOLD_ALARM_URL", "AIRFLOW__API__SECRET_KEY", "PGPASSWORD"):
        monkeypatch.setenv(name, f"canary of {name}")
    ((_, page),) = behave().parse_all(captures("environment"))
    assert "PYTHONPATH" in page.title
    assert "canary" not in page.title


def test_it_works_in_a_process_with_many_open_files(behave, tmp_path):
    (tmp_path / "file").touch()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 1_200:
        pytest.skip(f"this process may open {hard} files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (1_200, hard))
    held = [os.open(tmp_path / "file", os.O_RDONLY) for _ in range(1_050)]
    try:
        assert [page.title for _, page in behave().parse_all(captures("a", "b"))] == ["a", "b"]
    finally:
        for descriptor in held:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _in_child(parser, queue):
    queue.put([page.title for _, page in parser.parse_all(captures("b", "c"))])
    parser.close()


@pytest.mark.parametrize("daemon", [True, False])
def test_it_works_in_a_forked_and_daemonic_process_whose_parent_uses_it_too(behave, daemon):
    """As in the tasks of a scheduler, which fork and may be daemons: multiprocessing would refuse."""
    parser = behave()
    list(parser.parse_all(captures("a")))
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_in_child, args=(parser, queue), daemon=daemon)
    child.start()
    assert queue.get(timeout=60) == ["b", "c"]
    child.join(60)
    assert [page.title for _, page in parser.parse_all(captures("d"))] == ["d"]


def test_an_interrupt_ends_the_owner_and_its_processes(tmp_path):
    (tmp_path / "behaviour.py").write_text(BEHAVIOUR)
    script = textwrap.dedent(
        f"""
        import sys
        sys.path[:0] = [{str(tmp_path)!r}, {str(Path(pipeline.__file__).parent.parent)!r}]
        from datetime import UTC, datetime
        from pipeline.adapters.bounded import BoundedParser
        from pipeline.model import Fetched
        from pipeline.settings import Settings
        parser = BoundedParser(Settings.from_environment({{}}), workers=2, function="behaviour:parse")
        at = datetime(2024, 5, 1, tzinfo=UTC)
        pages = [(str(n), Fetched("u", at, 200, {{}}, order)) for n, order in enumerate([b"a", b"hang", b"hang"])]
        for name, result in parser.parse_all(pages):
            print(name, flush=True)
        """
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as owner:
        assert owner.stdout.readline() == b"0\n"
        born = children_of(owner.pid)
        assert born
        owner.send_signal(signal.SIGINT)
        assert owner.wait(60) != 0
        deadline = time.monotonic() + 60
        while any(Path(f"/proc/{pid}").exists() for pid in born) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [pid for pid in born if Path(f"/proc/{pid}").exists()]


def _left_unread(end):
    """Close an end of a pair of sockets with something unread in it: the other end is then told of a broken connection."""
    assert select.select([end], [], [], 60)[0]
    end.close()


@pytest.mark.parametrize("sent", ["a whole task", "a part of a task"])
def test_an_owner_that_goes_while_something_is_on_its_way_leaves_no_traceback(tmp_path, sent):
    (tmp_path / "behaviour.py").write_text(BEHAVIOUR)
    control, theirs = socket.socketpair()
    channel, of_child = socket.socketpair()
    root = Path(pipeline.__file__).parent.parent
    server = subprocess.Popen(
        [sys.executable, "-m", "pipeline.adapters.fork_server", str(theirs.fileno()), "behaviour:parse"],
        pass_fds=[theirs.fileno()],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{tmp_path}"},
    )
    theirs.close()
    socket.send_fds(control, [b'{"memory_bytes": 268435456}'], [of_child.fileno()])
    of_child.close()
    ((_, fetched),) = captures("a")
    task = pickle.dumps(fetched)
    if sent == "a whole task":
        channel.sendall(LENGTH.pack(len(task)) + task)
        _left_unread(channel)
    else:
        channel.sendall(LENGTH.pack(len(task)) + task[:-1])
        channel.close()
    _left_unread(control)
    _, said = server.communicate(timeout=60)  # its child writes there, too, so that both have ended
    assert (said, server.returncode) == (b"", 0)


def test_the_real_parser_reads_a_page():
    parser = BoundedParser(Settings.from_environment({}), workers=1)
    try:
        ((_, page),) = parser.parse_all(captures(f"<html><body><h1>Ferry waits</h1>{REPORT}</body></html>"))
    finally:
        parser.close()
    assert page.title == "Ferry waits"
    gc.collect()
