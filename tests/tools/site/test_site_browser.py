"""The site in a real browser, opened from the disk: no server, no network, keyboard only, axe."""

import importlib.util
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import page, served
from built_site import names, site

pytest.importorskip("sphinx", reason="Sphinx is not installed: python course.py site brings it")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
STEPPERS = "notebooks/06_computational_graphs.html"
LESSON = "notebooks/03a_sentiment_by_hand.html"

# 1280 pixels at 200 % are 640, a phone has 390, and 1280 at 400 % are 320 (WCAG 2.2, 1.4.10).
WIDTHS = (1280, 640, 390, 320)
ELEMENT = re.compile(r"<\w+ (?:[^>]*?)class=\"[^\"]*\"")
OF_COLOUR = "['color-contrast', 'link-in-text-block']"


def address(name):
    return (site() / name).as_uri()


@contextmanager
def recorded(**size):
    """A page that notes what it asks for and what goes wrong in it."""
    with page(**size) as tab:
        tab.asked, tab.wrong = [], []
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.on("pageerror", lambda error: tab.wrong.append(str(error)))
        tab.on("console", lambda m: tab.wrong.append(m.text) if m.type == "error" else None)
        yield tab


def colours(tab, mode):
    """The page in a mode, as the button in its head would switch it."""
    tab.evaluate("mode => { document.documentElement.dataset.theme = mode }", mode)


def one_of_each_kind():
    """The start page, and of each folder of the site the longest page and the shortest."""
    kinds = {}
    for name in sorted(names(), key=lambda name: (site() / name).stat().st_size):
        kinds.setdefault(name.rpartition("/")[0].split("/rnnlib")[0], []).append(name)
    return sorted({"index.html", *(alike[i] for alike in kinds.values() for i in (0, -1))})


def every_other_page():
    """All the others, but of the source files only those that hold an element of a new class.

    They are one template with thousands of coloured words, each of which axe would measure.
    """
    first, seen, chosen = one_of_each_kind(), set(), []
    for name in [*first, *names()]:
        if name.startswith("_modules/"):
            elements = set(ELEMENT.findall((site() / name).read_text(encoding="utf-8")))
            if elements <= seen and name not in first:
                continue
            seen |= elements
        chosen.append(name)
    return chosen[len(first) :]


@dataclass
class Visit:
    """What a browser saw on one page."""

    name: str
    light: list  # barriers
    dark: list
    widths: dict  # width of the window -> (how wide the page is, what is cut off)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(one_of_each_kind, id="one of each kind"),
        pytest.param(every_other_page, id="every other page", marks=pytest.mark.long),
    ],
)
def tour(request, axe):
    """Each page opened once: the visits, what was asked for, and what went wrong."""
    visits = []
    with recorded() as tab:
        tab.emulate_media(reduced_motion="reduce")
        for name in request.param():
            tab.set_viewport_size({"width": 1280, "height": 720})
            tab.goto(address(name))
            tab.evaluate(axe)
            colours(tab, "light")
            light = barriers(tab)
            colours(tab, "dark")  # nothing but colours is another
            visits.append(Visit(name, light, barriers(tab, OF_COLOUR), made_narrow(tab)))
    return visits, tab.asked, tab.wrong


# --- no server, no network ------------------------------------------------------------------------


def test_from_the_disk_no_page_asks_anything_but_the_disk(tour):
    visits, asked, wrong = tour
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert wrong == []
    assert len(asked) >= len(visits) > 4


def test_from_a_web_server_in_a_folder_of_its_own_it_is_the_same_site():
    with served(site().parent) as host, recorded() as tab:
        tab.goto(f"{host}/{site().name}/{LESSON}")
        assert tab.locator(".rnn-steps").count() >= 1
        search(tab, f"{host}/{site().name}/search.html")
        assert [u for u in tab.asked if not u.startswith((host, "data:"))] == []
        assert tab.wrong == []


def search(tab, form):
    tab.goto(f"{form}?q=gradient")
    tab.locator("#search-results li a").first.wait_for()
    found = tab.locator("#search-results li a").all_inner_texts()
    assert any("06" in title for title in found) and len(found) > 5, found


def test_the_search_finds_from_the_disk():
    with recorded() as tab:
        search(tab, address("search.html"))
        tab.goto(f"{address('search.html')}?q=xylophone")
        tab.get_by_text("did not match any documents").wait_for()


def test_the_search_opens_with_a_key_and_answers():
    with recorded() as tab:
        tab.goto(address("index.html"))
        tab.keyboard.press("Control+k")
        tab.keyboard.type("truncated_bptt")
        tab.keyboard.press("Enter")
        tab.locator("#search-results li a").first.wait_for()
        assert "rnnlib.fast.long.truncated_bptt" in tab.locator("#search-results").inner_text()


# --- the register ---------------------------------------------------------------------------------

REGISTER = "misconceptions.html"
ITEMS = "details.mistakes li"


def test_the_register_is_filtered_by_keyboard_without_a_request_and_without_a_barrier(axe):
    with recorded() as tab:
        tab.goto(address(REGISTER))
        everything = tab.locator(ITEMS).count()
        assert tab.locator(f"{ITEMS}:visible").count() == 0, "a question is not folded"
        tab.locator("#filter").focus()
        asked = len(tab.asked)
        tab.keyboard.type("e03 THE v")
        tab.locator(".course-filter [role=status]", has_text="shown").wait_for()
        shown = [text.lower() for text in tab.locator(f"{ITEMS}:visible").all_inner_texts()]
        assert 0 < len(shown) < everything / 20
        assert all("the" in text and re.search(r"\bv\b", text) for text in shown)
        (heading,) = tab.locator("section section:visible h2").all_inner_texts()
        assert heading.startswith("E03 · A run over a sentence")
        tab.evaluate(axe)
        for mode in ("light", "dark"):
            colours(tab, mode)
            assert barriers(tab) == []
        tab.keyboard.press("Escape")
        assert tab.locator("details.mistakes:visible").count() > 50
        assert tab.locator(f"{ITEMS}:visible").count() == 0
        tab.keyboard.type("xylophone (")
        assert tab.locator("details.mistakes:visible").count() == 0
        assert tab.locator(".course-filter [role=status]").inner_text() == "0 shown."
        assert (len(tab.asked), tab.wrong) == (asked, [])


def test_without_scripts_every_mistake_is_shown_and_no_field_that_does_nothing():
    with page() as tab:
        context = tab.context.browser.new_context(java_script_enabled=False)
        plain = context.new_page()
        plain.goto(address(REGISTER))
        assert plain.locator(f"{ITEMS}:visible").count() == plain.locator(ITEMS).count() > 100
        assert not plain.locator("#filter").is_visible()


# --- steppers -------------------------------------------------------------------------------------


def test_every_stepper_of_a_lesson_steps_to_its_end_and_back_by_keyboard_alone():
    with recorded() as tab:
        tab.goto(address(STEPPERS))
        steppers = tab.locator(".rnn-steps").all()
        assert len(steppers) >= 3
        for stepper in steppers:
            slider = stepper.locator("input[type=range]")
            slider.focus()
            last = int(slider.get_attribute("max"))
            spoken = [stepper.locator("[aria-live]").inner_text()]
            for _ in range(last):
                tab.keyboard.press("ArrowRight")
                spoken.append(stepper.locator("[aria-live]").inner_text())
            assert len(set(spoken)) == last + 1, "a step says nothing new"
            assert slider.get_attribute("aria-valuetext") == spoken[-1]
            assert stepper.locator(".rnn-frame:visible").count() == 1
            tab.keyboard.press("Home")
            assert stepper.locator("[aria-live]").inner_text() == spoken[0]
        assert tab.url == address(STEPPERS), "an arrow key turned the page"


def test_the_tab_key_reaches_the_laboratory_and_its_place_is_seen():
    with recorded() as tab:
        tab.goto(address("index.html"))
        for _ in range(60):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.role") == "spinbutton":
                break
        at = "getComputedStyle(document.activeElement)"
        assert tab.evaluate("document.activeElement.closest('.rnn-laboratory') !== null")
        assert tab.evaluate(f"{at}.outlineStyle") != "none"
        assert tab.evaluate(f"parseFloat({at}.outlineWidth)") >= 2
        tab.keyboard.press("ArrowUp")
        tab.locator(".lab-said").get_by_text("→").wait_for()


def test_a_visitor_changes_the_mind_of_the_network_with_three_clicks():
    with recorded() as tab:
        tab.goto(address("index.html"))
        answer = tab.locator(".lab-answer")
        assert "negative" in answer.inner_text()
        tab.get_by_role("button", name="word 2: not").click()
        tab.get_by_role("button", name="Leave it out").click()
        answer.get_by_text("positive").wait_for()
        tab.locator(".lab-met").wait_for()
        tab.get_by_text("Take it home").click()
        link = tab.get_by_label("A link to this").input_value()
        tab.goto("about:blank")
        tab.goto(link)
        assert "positive" in tab.locator(".lab-answer").inner_text()


def test_who_wants_less_motion_gets_none():
    moving = """() => Math.max(...[...document.querySelectorAll('*')].flatMap(e => {
        const s = getComputedStyle(e)
        return (s.transitionDuration + ',' + s.animationDuration).split(',').map(parseFloat) }))"""
    with recorded() as tab:
        tab.clock.install()
        tab.goto(address("index.html"))
        assert tab.evaluate(moving) > 0.01, "nothing moves anyway: this test sees nothing"
        tab.emulate_media(reduced_motion="reduce")
        assert tab.evaluate(moving) < 0.01
        tab.goto(address(STEPPERS))
        slider = tab.locator(".rnn-steps input[type=range]").first
        before = slider.input_value()
        tab.clock.run_for(10_000)
        assert slider.input_value() == before, "it steps by itself"


def test_without_scripts_all_frames_are_there_one_below_the_other():
    with page() as tab:
        context = tab.context.browser.new_context(java_script_enabled=False)
        plain = context.new_page()
        plain.goto(address(STEPPERS))
        stepper = plain.locator(".rnn-steps").first
        assert stepper.locator(".rnn-frame:visible").count() == 4
        assert stepper.locator(".rnn-frame p:visible").count() == 4
        plain.goto(address("index.html"))
        laboratory = plain.locator(".rnn-laboratory")
        assert laboratory.locator("table td:visible").count() == 6 * 6
        laboratory.get_by_text("This is a first look.").wait_for()


# --- everyone -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def axe():
    found = importlib.util.find_spec("axe_playwright_python")
    if not found:
        pytest.skip("axe-core is not installed: python course.py test --setup-only brings it")
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def barriers(tab, rules="undefined"):
    """What axe-core, which fetches nothing, calls serious or critical on the page that is open."""
    options = f"{{resultTypes: ['violations'], preload: false, runOnly: {rules}}}"
    found = tab.evaluate(f"axe.run(document, {options})")["violations"]
    return [
        f"{v['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for v in found
        if v["impact"] in ("serious", "critical")
        for node in v["nodes"]
    ]


def test_axe_sees_a_barrier_that_is_there(axe):
    with page() as tab:
        tab.set_content("<img src='x.png'><p style='color:#aaa;background:#fff'>pale</p>")
        tab.evaluate(axe)
        found = " ".join(barriers(tab))
        assert "image-alt" in found and "color-contrast" in found


def test_no_page_has_a_serious_or_critical_barrier_in_light_or_dark(tour):
    found = {visit.name: visit.light + visit.dark for visit in tour[0]}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize("name", ["index.html", LESSON, "docs/lecture-plan.html"])
def test_on_a_phone_what_scrolls_can_be_scrolled_by_keyboard(axe, name):
    with page(width=390, height=844) as tab:
        tab.emulate_media(reduced_motion="reduce")
        tab.goto(address(name))
        tab.evaluate(axe)
        assert barriers(tab) == []


def test_the_mode_follows_the_system_and_pictures_stay_ink_on_white_paper():
    paper = """() => [...document.querySelectorAll('.course-figure img, .rnn-steps img')]
        .filter(e => e.offsetWidth).map(e => {
            const s = getComputedStyle(e); return s.backgroundColor + ' ' + s.filter })"""
    with page() as tab:
        tab.emulate_media(color_scheme="dark")
        tab.goto(address(LESSON))
        assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(map(int, ground[4:-1].split(","))) < 60, ground
        assert set(tab.evaluate(paper)) == {"rgb(255, 255, 255) none"}


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_lost_when_the_page_is_narrow_or_zoomed(tour, width):
    for visit in tour[0]:
        if not visit.name.startswith("_modules/"):  # lines of code are scrolled
            wide, cut = visit.widths[width]
            assert wide <= width, f"{visit.name} is {wide} wide"
            assert cut == [], visit.name


def made_narrow(tab):
    """How wide the page is in each window, and what is cut off there."""
    found = {}
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 720})
        found[width] = tab.evaluate("document.documentElement.scrollWidth"), cut_off(tab)
    return found


def cut_off(tab):
    """What sticks out of the window and cannot be scrolled to."""
    return tab.evaluate(
        """() => [...document.querySelectorAll('article :is(img, table, pre, math, p, h1, h2)')]
        .filter(e => e.offsetWidth && e.getBoundingClientRect().right > innerWidth + 1)
        .filter(e => { for (let p = e; p; p = p.parentElement)
            if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return false
            return true })
        .map(e => e.outerHTML.slice(0, 120))"""
    )
