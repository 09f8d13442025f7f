"""The forms of an editor: who may send them, from where, and what they store."""

from __future__ import annotations

import re

import pytest

from pipeline.cleaning.blocks import fingerprint
from pipeline.web.security import HEADERS
from tests.unit.web.small_press import HARBOUR_STORY, NOTICE_ONE, NOTICE_TWO

LEFT, RIGHT = sorted((HARBOUR_STORY.pieces[0].article_id, HARBOUR_STORY.pieces[1].article_id))
PAIR = f"/pair/{LEFT}/{RIGHT}"
JUDGE = f"{PAIR}/judgement"
BOILERPLATE = "/boilerplate/of?host=velmouth-courier.example"
BLOCK = fingerprint("Sign up for the Velmouth morning letter and never miss a tide.")


def _token(client, page):
    return re.search(r'name="token" value="([^"]+)"', client.get(page).text).group(1)


def _judgements(runtime):
    with runtime.warehouse.read() as db:
        return {
            (row["left_id"], row["right_id"]): row
            for row in db.rows(
                "web/list_judgements_page",
                before_at=runtime.clock().replace(year=2100),
                before_left="~",
                before_right="~",
                at_most=50,
            )
        }


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_an_editor_judges_a_pair_and_comes_back_to_it(as_editor, runtime, verdict):
    fields = {"token": _token(as_editor, PAIR), "verdict": verdict, "note": " seen both "}
    answer = as_editor.post(JUDGE, data=fields, headers={"origin": "http://pages.example"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{PAIR}?done={verdict}"
    kept = _judgements(runtime)[LEFT, RIGHT]
    assert (kept["verdict"], kept["judged_by"], kept["note"]) == (verdict, "ana", "seen both")
    assert "This judgement overrides the measurement." in as_editor.get(answer.headers["location"]).text


def test_a_pair_that_folds_names_what_keeps_it_in_two_stories(as_editor):
    """The third is a copy of the first, so the second may join neither of them."""
    copy, other = sorted((HARBOUR_STORY.pieces[1].article_id, HARBOUR_STORY.pieces[2].article_id))
    page = f"/pair/{copy}/{other}"
    as_editor.post(f"{page}/judgement", data={"token": _token(as_editor, page), "verdict": "different"})
    kept_apart = re.search(r"They are in two stories: (.*?)</p>", as_editor.get(PAIR).text, re.DOTALL).group(
        1
    )
    assert re.findall(r'href="[^"]*/article/(\w+)"', kept_apart) == [copy, other]


def test_an_editor_looks_for_another_article_from_the_page_of_a_story(as_editor):
    assert 'action="/pair"' in as_editor.get(f"/story/{HARBOUR_STORY.story_id}").text


def test_a_judgement_can_be_taken_back(as_editor, runtime):
    left, right = sorted((NOTICE_ONE.pieces[0].article_id, NOTICE_TWO.pieces[0].article_id))
    page = f"/pair/{left}/{right}"
    as_editor.post(f"{page}/judgement", data={"token": _token(as_editor, page), "verdict": "take_back"})
    assert (left, right) not in _judgements(runtime)


def test_judging_twice_leaves_one_judgement(as_editor, runtime):
    for _ in range(2):
        as_editor.post(JUDGE, data={"token": _token(as_editor, PAIR), "verdict": "same"})
    assert len(_judgements(runtime)) == 2


def test_an_editor_decides_about_boilerplate(as_editor, runtime):
    fields = {
        "token": _token(as_editor, BOILERPLATE),
        "host": "velmouth-courier.example",
        "fingerprint": str(BLOCK),
        "verdict": "vetoed",
    }
    answer = as_editor.post("/boilerplate/decision", data=fields)
    assert answer.status_code == 303
    with runtime.warehouse.read() as db:
        rows = db.rows(
            "web/list_boilerplate_page",
            host="velmouth-courier.example",
            status="vetoed",
            below=10**9,
            before_fingerprint=2**62,
            at_most=9,
        )
    assert BLOCK in {row["fingerprint"] for row in rows}
    assert {row["decided_by"] for row in rows} == {"ana"}


def test_a_reader_may_not_judge(as_reader, runtime):
    answer = as_reader.post(JUDGE, data={"token": "x", "verdict": "same"})
    assert answer.status_code == 403
    assert as_reader.post("/boilerplate/decision", data={"token": "x"}).status_code == 403
    assert len(_judgements(runtime)) == 1


@pytest.mark.parametrize("token", ["", "1.x", None])
def test_a_form_without_a_good_token_is_refused(as_editor, runtime, token):
    fields = {"verdict": "same"} | ({"token": token} if token is not None else {})
    assert as_editor.post(JUDGE, data=fields).status_code == 403
    assert len(_judgements(runtime)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_from_another_site_is_refused_even_with_a_token(as_editor, runtime, headers):
    fields = {"token": _token(as_editor, PAIR), "verdict": "same"}
    assert as_editor.post(JUDGE, data=fields, headers=headers).status_code == 403
    assert len(_judgements(runtime)) == 1


def test_a_proxy_that_renames_the_host_keeps_nobody_from_judging(as_editor, runtime):
    headers = {"origin": "https://news.example", "sec-fetch-site": "same-origin"}
    answer = as_editor.post(
        JUDGE, data={"token": _token(as_editor, PAIR), "verdict": "same"}, headers=headers
    )
    assert answer.status_code == 303
    assert len(_judgements(runtime)) == 2


@pytest.mark.parametrize("verdict", ["", "maybe", "identical"])
def test_a_form_without_a_verdict_is_refused(as_editor, verdict):
    assert (
        as_editor.post(JUDGE, data={"token": _token(as_editor, PAIR), "verdict": verdict}).status_code == 400
    )


@pytest.mark.parametrize(("name", "verdict"), [("x", "vetoed"), (str(BLOCK), "banished")])
def test_a_decision_names_a_block_and_a_verdict(as_editor, name, verdict):
    fields = {
        "token": _token(as_editor, BOILERPLATE),
        "host": "a.example",
        "fingerprint": name,
        "verdict": verdict,
    }
    assert as_editor.post("/boilerplate/decision", data=fields).status_code == 400


def test_a_judgement_on_articles_that_do_not_exist_is_refused(as_editor):
    fields = {"token": _token(as_editor, PAIR), "verdict": "same"}
    assert as_editor.post("/pair/a1/a2/judgement", data=fields).status_code == 404


def test_a_form_may_not_be_long_or_of_another_kind(as_editor):
    assert as_editor.post(JUDGE, data={"note": "x" * 20_000}).status_code == 413
    assert as_editor.post(JUDGE, json={"verdict": "same"}).status_code == 400


def test_nothing_changes_by_following_a_link(as_editor):
    assert as_editor.get(JUDGE).status_code == 405


def test_a_refusal_has_the_same_defences(as_reader):
    answer = as_reader.post(JUDGE, data={})
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
