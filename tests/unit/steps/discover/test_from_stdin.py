from __future__ import annotations

import io

import pytest

from pipeline.errors import SourceError
from pipeline.model import SourceKind
from pipeline.steps.discover.from_stdin import source_from_stdin


class Breaking(io.BytesIO):
    """A pipe that breaks, as a full disk or Ctrl-C does, after its first part."""

    def __init__(self, fault: BaseException) -> None:
        super().__init__(b"x" * 100)
        self.fault = fault

    def read(self, size=-1):
        if found := super().read(50):
            return found
        raise self.fault


def test_the_same_bytes_are_the_same_file(tmp_path):
    first, again = (source_from_stdin(io.BytesIO(b"https://desk.example/a\n"), tmp_path) for _ in range(2))
    assert first == again
    assert len(list((tmp_path / "stdin").iterdir())) == 1


@pytest.mark.parametrize(
    ("head", "kind"), [(b"WARC/1.1\r\n", SourceKind.WARC), (b"\x1f\x8b\x08", SourceKind.WARC)]
)
def test_what_comes_is_known_by_how_it_begins(tmp_path, head, kind):
    assert source_from_stdin(io.BytesIO(head), tmp_path).kind is kind


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_pipe_that_breaks_leaves_no_file(tmp_path, fault):
    with pytest.raises(type(fault)):
        source_from_stdin(Breaking(fault), tmp_path)
    assert not list((tmp_path / "stdin").iterdir())


def test_a_pipe_that_gives_nothing_leaves_no_file_and_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="nothing came"):
        source_from_stdin(io.BytesIO(), tmp_path)
    assert not list((tmp_path / "stdin").iterdir())
