"""Whatever an address, a header or a form says, the answer is a page of ours and never a fault."""

from __future__ import annotations

from itertools import product
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from pipeline.web.security import HEADERS
from pipeline.web.server import local_app
from tests.unit.web.small_press import HARBOUR_STORY

HOSTILE = (
    *("-1", "0", "99999999999999999999999", "1e400", "nan", "NaN~a~b", "inf~a~b", "-inf~a~b", "1~2~3", "~~~"),
    *("%00", "a%00b", "%ff%fe", "%ed%a0%80", "%F0%9F%92%A9", "%e2%80%ae", "%0d%0aX-Evil:%201", "%1b%5b2J"),
    *("'%20OR%201=1--", "%25%25_!", "{{7*7}}", "%3Cscript%3Ealert(1)%3C/script%3E", "..%2f..%2fetc%2fpasswd"),
    *("2031-03-09T02:00:00%2B99:99~a~b", "0001-01-01T00:00:00%2B14:00~a~b", "9999-12-31T23:59:59-14:00~a~b"),
    *(
        "5~0001-01-01T00:00:00%2B14:00~s",
        "5~9999-12-31T23:59:59-14:00~s",
        "-5~2031-03-09~s%00",
        "9~-9",
        "x" * 5_000,
    ),
)
PARAMETERS = {
    "/": ("day", "q", "source", "host", "language", "size", "order", "after"),
    f"/story/{HARBOUR_STORY.story_id}": ("compare", "beside", "after"),
    f"/article/{HARBOUR_STORY.pieces[0].article_id}": ("version", "against"),
    "/search": ("q", "host", "since", "until", "page"),
    "/search?q=harbour": ("host", "page"),
    "/search.atom": ("q", "host", "since", "until"),
    "/search.json": ("q", "host", "page"),
    "/pairs": ("relation", "after", "day", "host", "unjudged"),
    "/pairs?relation=template": ("after",),
    "/pairs?relation=judged": ("after",),
    "/pair?one=a": ("one", "other"),
    "/review": ("day", "did"),
    "/boilerplate/of?host=velmouth-courier.example": ("host", "status", "after", "done"),
    "/health": ("days",),
    "/sources": ("done",),
    "/run": ("run_id",),
    "/network": ("days", "host"),
}
ADDRESSES = [
    f"{page}{'&' if '?' in page else '?'}{name}={value}"
    for page, names in PARAMETERS.items()
    for name, value in product(names, HOSTILE)
]
PATHS = [
    shape.format(value)
    for shape in (
        "/article/{}/block/1",
        "/article/a/block/{}",
        "/story/{}",
        "/article/{}",
        "/pair/{}/a",
        "/pair/a/{}",
        "/static/{}",
        "/{}",
    )
    for value in HOSTILE
]


def _check(answer) -> None:
    assert answer.status_code in {200, 303, 400, 404}, answer.text[:500]
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    assert "x-evil" not in answer.headers
    for shown in ("<script>alert", "root:", "49</", "\x1b", "\u202e", "\x00"):
        assert shown not in answer.text


def test_no_parameter_is_a_fault(as_reader):
    """Every parameter of every page, with every hostile value, on each database."""
    for address in ADDRESSES:
        _check(as_reader.get(address))


def test_no_path_is_a_fault(as_reader):
    for path in PATHS:
        answer = as_reader.get(path)
        _check(answer)
        assert answer.status_code in {400, 404}


@pytest.mark.parametrize(
    "path",
    ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "..%5capp.py", "....//app.py", "/etc/passwd", "%00"],
)
def test_static_files_are_those_of_the_folder_alone(as_reader, path):
    answer = as_reader.get(f"/static/{path}")
    assert answer.status_code in {404, 405}
    assert "create_app" not in answer.text


FIELDS = {
    "token": "",
    "verdict": "same",
    "note": "x",
    "host": "h",
    "fingerprint": "1",
    "status": "",
    "after": "",
}


@pytest.mark.parametrize("path", [f"/pair/{'a' * 9}/b/judgement", "/boilerplate/decision"])
def test_no_field_of_a_form_is_a_fault(as_editor, path):
    page = f"/pair/{HARBOUR_STORY.pieces[0].article_id}/{HARBOUR_STORY.pieces[1].article_id}"
    token = as_editor.get(page).text.partition('name="token" value="')[2].partition('"')[0]
    for name, value in product(FIELDS, HOSTILE):
        fields = FIELDS | {"token": token} | ({"verdict": "vetoed"} if "boilerplate" in path else {})
        body = "&".join(f"{key}={value if key == name else quote(other)}" for key, other in fields.items())
        answer = as_editor.post(
            path, content=body.encode(), headers={"content-type": "application/x-www-form-urlencoded"}
        )
        assert answer.status_code in {303, 400, 403, 404, 413}, (name, value, answer.text[:300])
        assert "x-evil" not in answer.headers


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"note=" + b"x" * 20_000, 413),
        (b"&".join(b"f%d=x" % number for number in range(100)), 400),
        (b"note=\xff\xfe", 400),
        (b"", 403),
    ],
)
def test_a_form_of_another_shape_is_refused(as_editor, body, status):
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert as_editor.post("/boilerplate/decision", content=body, headers=kind).status_code == status


def test_a_form_that_does_not_end_is_not_kept(as_editor):
    """Its length is unknown, and it is refused long before it would end."""
    sent = 0

    def endless():
        nonlocal sent
        for _ in range(10_000):
            sent += 1
            yield b"note=" + b"x" * 4_096

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert as_editor.post("/boilerplate/decision", content=endless(), headers=kind).status_code == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_method_is_answered(as_editor, method):
    assert as_editor.request(method, "/").status_code == 405


@pytest.mark.parametrize(
    "host",
    [
        *(
            "evil.example",
            "evil.example:8090",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "",
            "127.0.0.2",
        ),
        *(
            "evil.example#127.0.0.1",
            "user@evil.example",
            "127.0.0.1@evil.example",
            "[::1].evil.example",
            "[",
            "0",
        ),
    ],
)
@pytest.mark.parametrize("path", ["/", "/static/newsfold.css", "/nothing"])
def test_a_name_that_was_pointed_here_reads_nothing(runtime, host, path):
    """A page elsewhere may give its own name this machine's address and then ask as if from the same site."""
    client = TestClient(local_app(runtime, editor=True), base_url="http://127.0.0.1:8090")
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 400
    assert "Velmouth" not in answer.text


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8090", "localhost:1", "LOCALHOST:8090", "[::1]:8090", "[::1]"]
)
def test_this_machines_own_names_are_answered(runtime, host):
    client = TestClient(local_app(runtime), base_url="http://127.0.0.1:8090")
    assert client.get("/", headers={"host": host}).status_code == 200


def test_without_the_flag_nobody_judges_whatever_is_sent(runtime):
    client = TestClient(local_app(runtime), base_url="http://127.0.0.1:8090")
    left, right = sorted(piece.article_id for piece in HARBOUR_STORY.pieces[:2])
    for path in (f"/pair/{left}/{right}/judgement", "/boilerplate/decision"):
        answer = client.post(
            path, data={"verdict": "same", "token": "1.x"}, headers={"sec-fetch-site": "same-origin"}
        )
        assert answer.status_code == 403
    assert 'method="post"' not in client.get(f"/pair/{left}/{right}").text
