from __future__ import annotations

import time

import pytest

from pipeline.parsing.pages.refresh import MAX_STUB_BYTES, MAX_STUB_TEXT, refresh_target

TARGET = "https://paper.example/a?x=1&y=2"


@pytest.mark.parametrize(
    "markup",
    [
        f'<meta http-equiv="refresh" content="0; url={TARGET}">',
        f"<META content='3;URL=\"{TARGET}\"' HTTP-EQUIV=Refresh>",
        f"<script>go()</script><noscript><meta http-equiv=refresh content=0;URL={TARGET}></noscript>",
        f'<meta http-equiv="refresh" content="1,{TARGET}"><p>You will be taken to the new page.</p>',
        f'<meta http-equiv="refresh" content="0; url={TARGET.replace("&", "&amp;")}">',
    ],
)
def test_a_stub_names_where_it_sends_its_readers(markup):
    assert refresh_target(f"<html><head>{markup}</head></html>".encode()) == TARGET


@pytest.mark.parametrize(
    "markup",
    [
        '<meta http-equiv="refresh" content="300">',
        f'<meta http-equiv="refresh" content="300; url={TARGET}">',
        f'<!-- <meta http-equiv="refresh" content="0; url={TARGET}"> -->',
        f'<noscript><meta http-equiv="refresh" content="0; url={TARGET}"></noscript>'
        + "<p>news </p>" * MAX_STUB_TEXT,
        "<p>A word on how to refresh a page.</p>",
        '<meta http-equiv="refresh" content="0; url=">',
    ],
)
def test_a_page_that_stays_sends_nobody_on(markup):
    assert refresh_target(f"<html><head></head><body>{markup}</body></html>".encode()) is None


@pytest.mark.parametrize("opened", ["<!--", "<script>", "<"])
def test_a_page_of_what_is_opened_and_never_closed_takes_no_seconds(opened):
    stub = b'<meta http-equiv="refresh" content="0; url=/a">'
    began = time.process_time()
    refresh_target(stub + opened.encode() * ((MAX_STUB_BYTES - len(stub)) // len(opened)))
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("content", [f"0 url={TARGET}", f".5; url={TARGET}", f"0.25,URL={TARGET}"])
def test_what_browsers_read_of_a_refresh_is_read(content):
    assert refresh_target(f'<meta http-equiv="refresh" content="{content}">'.encode()) == TARGET


def test_a_field_of_the_answer_sends_readers_on_as_an_element_does():
    assert refresh_target(b"<p>One moment.</p>", header=f"0; url={TARGET}") == TARGET
    assert refresh_target(b"", header=f"1;URL='{TARGET}'") == TARGET
    assert refresh_target(b"<p>A page.</p>", header="300") is None
    assert refresh_target(b"<p>A report of its own.</p>" * 50, header=f"0; url={TARGET}") is None


@pytest.mark.parametrize("spaces", [" ", "\t", "\n "])
def test_a_field_of_nothing_but_spaces_is_read_once(spaces):
    """Each space was tried with each: of sixty thousand that took half an hour."""
    many = spaces * 60_000
    assert refresh_target(b"", header=f"1;{many}url={many}url=") is None
    assert refresh_target(b"", header=f"1{many}") is None
    assert refresh_target(b"", header=f"1{many};{many}url={many}{TARGET}") == TARGET
