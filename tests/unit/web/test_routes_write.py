"""The forms of an editor: who may send them, from where, and what they store."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from pipeline.cleaning.blocks import fingerprint
from pipeline.web.pages import environment
from pipeline.web.security import HEADERS
from tests.integration.gathering import Clock, FakeHttp, InProcessFeedParser
from tests.made_rows import boilerplate, insert
from tests.unit.web.small_press import HARBOUR_STORY, NOTICE_ONE, NOTICE_TWO

if TYPE_CHECKING:
    from pipeline.adapters.warehouse import SqlWarehouse
    from pipeline.settings import Settings

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
    assert answer.headers["location"].startswith(f"{PAIR}?done={verdict}&did=")
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


def test_what_an_answer_changes_is_shown_before_and_said_after_and_can_be_undone(as_editor, runtime):
    """The third article is a copy of both: judged different from the second, it leaves with nobody."""
    before = as_editor.get(PAIR).text
    assert "leaves and is a story of its own" in before or "joins" in before
    answer = as_editor.post(JUDGE, data={"token": _token(as_editor, PAIR), "verdict": "different"})
    after = as_editor.get(answer.headers["location"]).text
    assert "Stored: different stories." in after
    assert re.search(r"\d+ articles? (joined another story|became)", after)
    undo = re.search(r'name="verdict" value="(\w+)" data-key="u"', after).group(1)
    assert undo == "take_back"
    answer = as_editor.post(JUDGE, data={"token": _token(as_editor, PAIR), "verdict": undo})
    assert (LEFT, RIGHT) not in _judgements(runtime)
    assert "Taken back" in as_editor.get(answer.headers["location"]).text


def test_undoing_a_judgement_on_a_judgement_brings_back_the_first(as_editor, runtime):
    for verdict in ("same", "different"):
        answer = as_editor.post(JUDGE, data={"token": _token(as_editor, PAIR), "verdict": verdict})
    assert "was=same" in answer.headers["location"]


def test_in_a_queue_an_answer_leads_to_the_next_question(as_editor):
    fields = {"token": _token(as_editor, PAIR), "verdict": "same", "day": "2031-03-09"}
    other = "~".join(sorted((NOTICE_ONE.pieces[0].article_id, NOTICE_TWO.pieces[0].article_id)))
    answer = as_editor.post(JUDGE, data=fields | {"next": other})
    where = answer.headers["location"]
    assert where.startswith(f"/pair/{other.replace('~', '/')}?")
    page = as_editor.get(where).text
    assert "Stored: same story." in page
    assert f'action="{JUDGE}"' in page  # undo is about the pair before
    unreadable = as_editor.post(JUDGE, data=fields | {"next": "../../etc"})
    assert unreadable.headers["location"].startswith(f"{PAIR}?")


def test_several_questions_are_answered_at_once_and_those_left_out_stay_open(as_editor, runtime):
    page = as_editor.get("/review?day=2031-03-09")
    assert page.status_code == 200
    token = _token(as_editor, PAIR)
    left, right = sorted((NOTICE_ONE.pieces[0].article_id, NOTICE_TWO.pieces[0].article_id))
    fields = {
        "token": token,
        "day": "2031-03-09",
        f"answer~{LEFT}~{RIGHT}": "same",
        f"answer~{left}~{right}": "",
    }
    held = _judgements(runtime)
    answer = as_editor.post("/review", data=fields)
    assert answer.status_code == 303
    assert "1 answer stored" in as_editor.get(answer.headers["location"]).text
    now = _judgements(runtime)
    assert now[LEFT, RIGHT]["verdict"] == "same"
    assert now.get((left, right)) == held.get((left, right))
    assert as_editor.post("/review", data={"token": token, "day": "2031-03-09"}).status_code == 400


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


def test_a_decision_about_a_block_of_files_leads_to_their_boilerplate(as_editor, runtime):
    insert(runtime.warehouse, {"boilerplate_blocks": [boilerplate("", "Printed on recycled paper.")]})
    fields = {"token": _token(as_editor, PAIR), "host": "", "verdict": "confirmed"}
    fields["fingerprint"] = str(fingerprint("Printed on recycled paper."))
    answer = as_editor.post("/boilerplate/decision", data=fields)
    assert answer.status_code == 303
    assert "Printed on recycled paper." in as_editor.get(answer.headers["location"]).text


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


@pytest.fixture
def crawler(runtime, tmp_path):
    """Give the runtime of the small press with a client that answers from a table."""
    clock = Clock(runtime.clock())
    made = Crawler(runtime.settings, runtime.warehouse, clock, FakeHttp(clock))
    made.http.answers = {
        "https://desk.example": b'<link rel="alternate" type="application/rss+xml" href="/rss">',
        "https://desk.example/rss": b"<rss><channel><item><link>/a</link></item></channel></rss>",
    }
    return made


@dataclass(frozen=True)
class Crawler:
    settings: Settings
    warehouse: SqlWarehouse
    clock: Clock
    http: FakeHttp
    feed_parser: InProcessFeedParser = field(default_factory=InProcessFeedParser)


def _source(runtime, name):
    with runtime.warehouse.read() as db:
        return next((row for row in db.rows("shared/list_sources") if row["source_id"] == name), None)


def test_an_editor_adds_a_source_by_any_address_of_its_site(crawler, opened):
    client = opened(crawler, editor=True)
    sent = {"token": _token(client, "/sources"), "address": "desk.example"}
    answer = client.post("/sources/add", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sources?done=added")
    assert _source(crawler, "desk.example")["location"] == "https://desk.example/rss"
    assert "The source is added" in client.get(answer.headers["location"]).text
    assert client.post("/sources/add", data=sent).headers["location"] == "/sources?done=held"
    nothing = client.post("/sources/add", data={**sent, "address": "nowhere.example"})
    assert nothing.headers["location"] == "/sources?done=nothing_found"
    assert client.post("/sources/add", data={**sent, "address": "file:///etc/passwd"}).status_code == 400


def test_an_editor_disables_and_enables_a_source_and_has_it_asked_again(as_editor, runtime):
    with runtime.warehouse.read() as db:
        name = db.rows("shared/list_sources")[0]["source_id"]
    sent = {"token": _token(as_editor, "/sources"), "source": name}
    for change, enabled in (("disable", 0), ("enable", 1), ("retry", 1)):
        answer = as_editor.post("/sources/change", data={**sent, "change": change})
        assert answer.headers["location"] == f"/sources?done={change}"
        assert _source(runtime, name)["enabled"] == enabled
    assert as_editor.post("/sources/change", data={**sent, "change": "drop"}).status_code == 400
    unknown = as_editor.post("/sources/change", data={**sent, "source": "nowhere", "change": "disable"})
    assert unknown.status_code == 404


@pytest.mark.parametrize("path", ["/sources/add", "/sources/change"])
def test_a_reader_and_another_site_change_no_source(as_reader, as_editor, path):
    sent = {"token": _token(as_editor, "/sources"), "address": "desk.example", "change": "disable"}
    assert as_reader.post(path, data=sent).status_code == 403
    assert as_editor.post(path, data=sent, headers={"origin": "https://evil.example"}).status_code == 403
    assert as_editor.post(path, data={**sent, "token": "1.x"}).status_code == 403


def test_any_block_is_marked_from_where_it_is_read_with_the_articles_it_changes(
    as_editor, as_reader, runtime
):
    article = HARBOUR_STORY.pieces[1].article_id
    page = as_editor.get(f"/article/{article}").text
    where = re.search(rf'href="(/article/{article}/block/\d+)"', page).group(1)
    assert "/block/" not in as_reader.get(f"/article/{article}").text
    shown = as_editor.get(where).text
    assert "of this host" in shown
    assert f"/article/{article}" in shown
    number = re.search(r'name="fingerprint" value="(-?\d+)"', shown).group(1)
    host = re.search(r'name="host" value="([^"]*)"', shown).group(1)
    token = re.search(r'name="token" value="([^"]+)"', shown).group(1)
    fields = {"token": token, "host": host, "fingerprint": number, "verdict": "confirmed"}
    assert as_editor.post("/boilerplate/decision", data=fields).status_code == 303
    kept = "SELECT status, decided_by FROM boilerplate_blocks WHERE fingerprint = " + number
    assert ("confirmed", "ana") in runtime.warehouse.ask(kept)[1]
    assert "Take it back" in as_editor.get(where).text
    assert as_editor.get(f"/article/{article}/block/9999").status_code == 404


@pytest.mark.parametrize("kind", ["paragraph", "heading", "quote", "list_item"])
@pytest.mark.parametrize("label", ["body", "background", "boilerplate"])
def test_a_block_of_every_kind_can_be_marked(kind, label):
    block = {
        "label": label,
        "kind": kind,
        "text": "Words",
        "rule": "r",
        "other_article_id": None,
        "position": 7,
    }
    template = environment().from_string(
        "{% import 'macros.html' as m with context %}{{ m.block(one, 'a1') }}"
    )

    def link(name, **path):
        return f"{name}:{path['article_id']}:{path['position']}"

    assert 'href="block:a1:7"' in template.render(one=block, link=link)
