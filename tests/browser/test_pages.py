"""The pages in a browser: accessible, within the screen, readable without scripts, and judged by clicking."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.unit.web.small_press import BRIDGE_STORY, HARBOUR_STORY, HOSTILE, NOTICE_ONE, NOTICE_TWO

HARBOUR = f"/story/{HARBOUR_STORY.story_id}"


def _pair(one, other):
    return "/pair/{}/{}".format(*sorted((one.article_id, other.article_id)))


PAGES = {
    "day": "/",
    "search": "/search",
    "found": "/search?q=harbour",
    "story": HARBOUR,
    "hostile": f"/story/{HOSTILE.story_id}",
    "article": f"/article/{HARBOUR_STORY.pieces[1].article_id}",
    "block": f"/article/{HARBOUR_STORY.pieces[1].article_id}/block/1",
    "pairs": "/pairs",
    "judged": "/pairs?relation=judged",
    "review": "/review?day=2031-03-09",
    "queued": _pair(HARBOUR_STORY.pieces[0], HARBOUR_STORY.pieces[1]) + "?day=2031-03-09",
    "pair": _pair(HARBOUR_STORY.pieces[0], HARBOUR_STORY.pieces[1]),
    "hosts": "/boilerplate",
    "boilerplate": "/boilerplate/of?host=velmouth-courier.example",
    "health": "/health",
    "sources": "/sources",
    "run": "/run?run_id=scheduled__2031-03-09T02:00:00%2B00:00",
    "network": "/network",
}
LOOKS = {"light": (1200, "light"), "dark": (1200, "dark"), "narrow": (390, "light")}


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_accessible_and_fits_its_screen(editor_site, new_page, keep, look):
    """axe-core finds no violation, nothing scrolls sideways, and the console stays silent."""
    width, scheme = LOOKS[look]
    page = new_page(width, color_scheme=scheme)
    found = {}
    for name, path in PAGES.items():
        page.goto(editor_site.address + path)
        keep(page, f"{name}-{look}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        violations = Axe().run(page).response["violations"]
        if violations:
            found[name] = [
                (one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in violations
            ]
    assert found == {}


def test_the_smallest_screens_are_wide_enough(reader_site, new_page):
    page = new_page(320)
    for name, path in PAGES.items():
        page.goto(reader_site.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


def test_the_first_and_the_last_dot_of_a_spread_are_whole_on_a_telephone(reader_site, new_page):
    page = new_page(390)
    page.goto(reader_site.address + HARBOUR)
    room = page.evaluate(
        """[...document.querySelectorAll("td.track circle")].flatMap((dot) => {
            const [own, plot] = [dot, dot.ownerSVGElement].map((one) => one.getBoundingClientRect());
            const middle = (own.left + own.right) / 2;
            return [middle - plot.left, plot.right - middle];
        })"""
    )
    assert min(room) >= 6  # the radius and half of the widest line around it


def test_a_table_that_goes_on_behind_the_edge_shows_a_shade_there(reader_site, new_page):
    """A shade that stays, and paper over it that scrolls along with the ends of the table."""
    page = new_page(390)
    for name in ("story", "health", "network", "hosts"):
        page.goto(reader_site.address + PAGES[name])
        table = page.locator(".scroll").first
        assert table.evaluate("box => box.scrollWidth > box.clientWidth"), name
        layers = table.evaluate("box => getComputedStyle(box).backgroundAttachment")
        assert layers == "local, local, scroll, scroll", name


def test_an_error_page_is_accessible_too(reader_site, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{reader_site.address}/story/none")
    assert page.get_by_role("heading", name="There is no such page").is_visible()
    assert Axe().run(page).response["violations"] == []
    context.close()


def test_reading_needs_no_script(reader_site, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(reader_site.address)
    page.get_by_label("Words in the title").fill("harbour")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Velmouth harbour reopens after timber spill").click()
    page.get_by_role("link", name="Compare velmouth-courier.example with").click()
    assert page.locator("mark.only-right", has_text="early").first.is_visible()
    page.get_by_role("link", name="velmouth-courier.example", exact=True).first.click()
    page.get_by_text("Left out: 3 blocks").click()
    assert page.get_by_text("never miss a tide").is_visible()


def test_a_keyboard_reaches_the_stories_at_once(reader_site, new_page):
    page = new_page()
    page.goto(reader_site.address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_a_hostile_headline_runs_nothing(reader_site, new_page):
    page = new_page()
    for path in ("/", PAGES["hostile"], f"/article/{HOSTILE.pieces[0].article_id}"):
        page.goto(reader_site.address + path)
        assert page.locator("main img").count() == 0
        assert page.locator("main script").count() == 0


def test_a_reader_sees_no_button_that_judges(reader_site, new_page):
    page = new_page()
    for path in PAGES.values():
        page.goto(reader_site.address + path)
        assert page.locator('form[method="post"]').count() == 0


def test_a_wrong_fold_is_undone_by_clicking(editor_site, new_page, keep):
    """From the story to the pair, one click apart; the story then has one article less, and the judgement applies."""
    page = new_page()
    page.goto(
        f"{editor_site.address}/story/{BRIDGE_STORY.story_id}?compare={BRIDGE_STORY.pieces[2].article_id}"
    )
    page.get_by_role("link", name="Look at the evidence, or separate these two").click()
    page.get_by_label("Why").fill("our reporter was there")
    page.get_by_role("button", name="Different stories").click()
    assert page.get_by_text("Stored: different stories.").is_visible()
    assert page.get_by_role("heading", name="Two stories").is_visible()
    keep(page, "judged-different")
    page.get_by_role("button", name="Take it back").click()
    assert page.get_by_text("Taken back.").is_visible()


def test_two_articles_are_joined_by_address(editor_site, new_page):
    page = new_page()
    page.goto(f"{editor_site.address}/story/{NOTICE_ONE.story_id}")
    page.get_by_label("Its address or id").fill(NOTICE_TWO.pieces[0].url)
    page.get_by_role("button", name="Compare the two").click()
    assert page.get_by_text("judged that they are different stories").is_visible()
    page.get_by_role("button", name="Same story").click()
    assert page.get_by_role("heading", name="One story").is_visible()


def test_boilerplate_is_vetoed_by_clicking(editor_site, new_page):
    page = new_page()
    page.goto(editor_site.address + PAGES["boilerplate"])
    page.get_by_role("button", name="Veto, part of the text: Sign up").click()
    assert page.get_by_text("The next run puts it back").is_visible()
    block = page.locator("li.vetoed", has_text="Sign up for the Velmouth morning letter")
    block.get_by_role("button", name="Take the decision back").click()
    assert page.locator("li.learned", has_text="Sign up for the Velmouth morning letter").is_visible()


def test_paper_shows_the_text_and_not_the_tools(reader_site, new_page):
    page = new_page()
    page.goto(reader_site.address + HARBOUR)
    page.emulate_media(media="print")
    assert page.get_by_text("Forty ships had waited").first.is_visible()
    assert not page.get_by_role("navigation", name="Pages").is_visible()
