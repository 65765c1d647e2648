"""The decks in a real browser: everything fits, nothing is fetched, steppers step, for everyone."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from browser import ROOT, close, page, served
from once import once

from tools.slides import page as pages
from tools.slides.build import decks
from tools.slides.pdf import print_deck

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # playwright's own pipes
]
SIZES = ((1280, 720), (1920, 1080))
FAILURES = ROOT / "build" / "screenshots"

# What is cut off on the slide that is shown: what sticks out, and what is larger than its box.
# (The inner boxes of a formula, and text that only a screen reader gets, are not looked at; the
# letters of a drawing measure themselves in its own units.)
CUT_OFF = """() => {
  const slide = Reveal.getCurrentSlide().querySelector('.slide');
  const edge = slide.getBoundingClientRect(), found = [];
  for (const e of slide.querySelectorAll('*')) {
    const r = e.getBoundingClientRect(), s = getComputedStyle(e);
    if (!r.width || !r.height || e.closest('math') || s.clipPath != 'none') continue;
    const out = r.left < edge.left - 1 || r.right > edge.right + 1 ||
                r.top < edge.top - 1 || r.bottom > edge.bottom + 1;
    const larger = s.display != 'inline' && e.localName != 'text' && e.clientWidth &&
                   (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 4);
    if (out || larger) found.push(`${e.tagName}.${e.className} ${e.textContent.slice(0, 40)}`);
  }
  return found;
}"""
# The smallest letters on the slide, in pixels of a slide that is 1280 wide. Pictures are not asked.
SMALLEST = """() => {
  const slide = Reveal.getCurrentSlide().querySelector('.slide');
  const walk = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT), sizes = [];
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    const read = walk.currentNode.data.trim() && !e.closest('math, style, script');
    if (read && e.offsetParent) sizes.push(parseFloat(getComputedStyle(e).fontSize));
  }
  return Math.min(...sizes);
}"""

# What axe finds on this slide, and contrasts that it could not measure. A formula, whose letters
# overlap, has the colour of the text around it. The text of drawings and of the laboratory lies on
# lines or in a grid, so it is measured here, against white paper.
ON_THIS_SLIDE = """() => axe.run(Reveal.getCurrentSlide()).then(result => {
  const light = colour => {
    const parts = colour.match(/[0-9.]+/g).slice(0, 3).map(part => part / 255);
    const [r, g, b] = parts.map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const known = node => {
    const e = document.querySelector(node.target), drawn = e.closest('svg');
    if (e.closest('math')) return true;
    if (!drawn && !e.closest('.rnn-laboratory')) return false;
    const style = getComputedStyle(e);
    return 1.05 / (light(drawn ? style.fill : style.color) + 0.05) >= 4.5;
  };
  const unsure = result.incomplete.filter(found => found.id == 'color-contrast');
  for (const found of unsure) found.nodes = found.nodes.filter(node => !known(node));
  return [...result.violations, ...unsure.filter(found => found.nodes.length)];
})"""

# Of each stepper on paper: its frames, how many places they have, what sticks out of them.
FILMSTRIPS = """() => [...document.querySelectorAll('.rnn-steps')].map(stepper => {
  const frames = [...stepper.querySelectorAll('.rnn-frame')];
  const boxes = frames.map(frame => frame.getBoundingClientRect());
  const cut = frames.filter((frame, i) => [...frame.children].some(part => {
    const r = part.getBoundingClientRect(), box = boxes[i];
    return r.width < 20 || r.height < 10 || r.bottom > box.bottom + 2 || r.right > box.right + 12;
  }));
  const controls = [...stepper.querySelectorAll('input, button')].filter(e => e.offsetParent);
  return {frames: frames.length, controls: controls.length, cut: cut.map(e => e.textContent),
          places: new Set(boxes.map(box => `${box.x} ${box.y}`)).size};
})"""


@pytest.fixture(scope="module")
def built():
    """The folder of all decks, built once a run."""
    return once("built-decks", _build)


def _build(folder):
    for deck in decks():
        (folder / f"{deck.name}.html").write_text(pages.page(deck), encoding="utf-8")


@dataclass
class Walk:
    """What a browser saw on the way through one deck."""

    name: str
    slides: int
    poor: dict = field(default_factory=dict)  # window -> slides with something cut off or small
    frames: list = field(default_factory=list)  # frames of steppers with something cut off
    barriers: list = field(default_factory=list)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("lecture.html", id="lecture"),
        pytest.param("[!l]*.html", id="decks of lessons", marks=pytest.mark.long),
    ],
)
def tour(request, built):
    """Each deck opened once and walked through, and all that they asked for and what failed."""
    walks, asked, errors = [], [], []
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with page() as tab:
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: errors.append(str(error)))
        for path in sorted(built.glob(request.param)):
            walk = Walk(path.stem, opened(tab, path.as_uri()))
            problems = axe.run(tab).response["violations"]  # the page around, the first slide
            for size in SIZES:
                tab.set_viewport_size({"width": size[0], "height": size[1]})
                walk.poor[size] = [*_poor_slides(tab, walk, size)]
            tab.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
            for number in range(walk.slides):
                turn_to(tab, number)
                problems += tab.evaluate(ON_THIS_SLIDE)
                walk.frames += _poor_frames(tab, number)
            serious = [p for p in problems if p["impact"] in ("serious", "critical")]
            walk.barriers += [f"{p['id']} {p['nodes'][0]['html'][:120]}" for p in serious]
            walks.append(walk)
    return walks, asked, errors


def _poor_slides(tab, walk, size):
    for number in range(walk.slides):
        turn_to(tab, number)
        found, smallest = tab.evaluate(CUT_OFF), tab.evaluate(SMALLEST)
        if found or smallest < 20:
            FAILURES.mkdir(parents=True, exist_ok=True)
            tab.screenshot(path=FAILURES / f"{walk.name}-{number}-{size[0]}.png")
            yield number, title(tab), smallest, found[:3]


def _poor_frames(tab, number):
    on = tab.locator("section.present:not(.stack) [aria-label='one step on']")
    while on.count() and on.is_enabled():
        on.click()
        if found := tab.evaluate(CUT_OFF):
            yield number, title(tab), found[:3]


def opened(tab, address):
    tab.goto(address)
    tab.wait_for_function("window.Reveal && Reveal.isReady()")
    return tab.evaluate("Reveal.getTotalSlides()")


def turn_to(tab, number):
    """Show a slide with all that key presses bring."""
    tab.evaluate(
        """number => { const at = Reveal.getIndices(Reveal.getSlides()[number]);
                       Reveal.slide(at.h, at.v, 99); }""",
        number,
    )


def title(tab):
    return tab.evaluate("Reveal.getCurrentSlide().querySelector('h1, h2').textContent")


def turn_to_stepper(tab, heading):
    tab.evaluate(
        """heading => { const slide = Reveal.getSlides().find(s =>
             s.textContent.includes(heading) && s.querySelector('.rnn-steps'));
             const at = Reveal.getIndices(slide); Reveal.slide(at.h, at.v); }""",
        heading,
    )
    return tab.locator("section.present .rnn-steps").last


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_and_letters_are_large(tour, size):
    assert {walk.name: walk.poor[size] for walk in tour[0] if walk.poor[size]} == {}


def test_every_frame_of_every_stepper_fits(tour):
    assert {walk.name: walk.frames for walk in tour[0] if walk.frames} == {}


def test_axe_finds_nothing_serious_on_any_slide(tour):
    assert {walk.name: walk.barriers for walk in tour[0] if walk.barriers} == {}


def test_from_the_disk_no_deck_asks_for_anything_but_itself(built, tour):
    walks, asked, errors = tour
    own = {(built / f"{walk.name}.html").as_uri() for walk in walks}
    assert own_and_others(asked, own) == (own, set()) and errors == []


def own_and_others(asked, own):
    """What was asked for, without what lies in the page: of the decks themselves, and the rest."""
    found = {re.sub(r"#.*", "", url) for url in asked if not url.startswith("data:")}
    return found & own, found - own


def test_from_a_web_server_no_deck_asks_for_anything_but_itself(built):
    with served(built) as address, page() as tab:
        asked, errors = [], []
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: errors.append(str(error)))
        names = sorted(path.name for path in built.glob("*.html"))
        assert len(names) > 10
        for name in names:
            turn_to(tab, opened(tab, f"{address}/{name}") - 1)
        own = {f"{address}/{name}" for name in names}
        _, others = own_and_others(asked, own)
        assert others <= {f"{address}/favicon.ico"} and errors == []


def test_keys_in_a_stepper_step_it_and_turn_no_slide(built):
    with page() as tab:
        opened(tab, (built / "lecture.html").as_uri())
        stepper = turn_to_stepper(tab, "step by step")
        here = title(tab)
        tab.keyboard.press("Enter")  # goes into the stepper
        for t in range(1, 5):
            tab.keyboard.press("ArrowRight")
            stepper.locator(f"img[alt*='t = {t}: reads']").wait_for(state="visible")
        tab.keyboard.press("ArrowLeft")
        stepper.locator("img[alt*='t = 3: reads']").wait_for(state="visible")
        assert stepper.locator("img:visible").count() == 1
        assert title(tab) == here
        tab.keyboard.press("Escape")  # leaves it: now the key is the deck's
        assert tab.evaluate("document.activeElement === document.body")
        tab.keyboard.press("ArrowRight")
        assert title(tab) != here
        tab.keyboard.press("ArrowLeft")
        tab.keyboard.press("Enter")
        tab.keyboard.press("PageDown")  # a remote control, while the stepper has the focus
        assert title(tab) != here


def test_a_remote_control_turns_the_slide_also_while_a_guess_is_typed(built):
    where = "JSON.stringify([Reveal.getIndices(), document.activeElement.tagName])"
    with page() as tab:
        opened(tab, (built / "07_output_recurrence.html").as_uri())
        number = """Reveal.getSlides().findIndex(s => s.querySelector('.rnn-predictions input'))"""
        turn_to(tab, tab.evaluate(number))
        tab.keyboard.press("Enter")  # goes into the field
        before = tab.evaluate(where)
        assert "INPUT" in before
        tab.keyboard.press("ArrowRight")
        assert tab.evaluate(where) == before
        tab.keyboard.press("PageDown")
        assert "BODY" in tab.evaluate(where)
        assert tab.evaluate("Reveal.getIndices()") != json.loads(before)[0]


@pytest.mark.parametrize("keys", [("PageDown", "PageUp"), ("ArrowRight", "ArrowLeft")])
@pytest.mark.parametrize("deck", ["lecture", "03a_sentiment_by_hand"])
def test_a_remote_control_and_the_arrow_keys_reach_every_slide_and_go_back(built, deck, keys):
    with page() as tab:
        total = opened(tab, (built / f"{deck}.html").as_uri())
        tab.evaluate(
            """() => { window.seen = new Set([0])
                 Reveal.on("slidechanged", () => seen.add(Reveal.getSlidePastCount())) }"""
        )
        for key, end in zip(keys, ("Reveal.isLastSlide()", "Reveal.isFirstSlide()"), strict=True):
            for _ in range(2 * total):  # with the fragments
                tab.keyboard.press(key)
            assert tab.evaluate(end)
            assert tab.evaluate("seen.size") == total


def test_the_speakers_clock_knows_the_minutes_of_each_slide(built):
    with page() as tab:
        opened(tab, (built / "lecture.html").as_uri())
        seconds = "[...document.querySelectorAll('[data-timing]')].map(s => +s.dataset.timing)"
        assert 42 * 60 <= sum(tab.evaluate(seconds)) <= 48 * 60
        assert tab.evaluate("Reveal.getConfig().defaultTiming") == 0


def test_speaker_view_shows_the_notes_without_a_server(built):
    with page() as tab:
        opened(tab, f"{(built / 'lecture.html').as_uri()}#/3")
        with tab.expect_popup() as popup:
            tab.keyboard.press("s")
        notes = popup.value.locator(".speaker-controls-notes .value")
        notes.get_by_text("Wrong answers").wait_for(state="visible")


def test_on_paper_every_slide_is_a_page_and_a_stepper_is_a_filmstrip(built):
    with page() as tab:
        tab.emulate_media(media="print")
        for deck in decks():
            tab.goto(f"{(built / deck.name).as_uri()}.html?print-pdf")
            tab.wait_for_function("document.querySelectorAll('.pdf-page').length > 0")
            assert tab.locator(".pdf-page").count() == len(deck.slides)
            for strip in tab.evaluate(FILMSTRIPS):
                assert strip["frames"] == strip["places"] > 1, deck.name
                assert strip["cut"] == [] and strip["controls"] == 0, deck.name
    close()  # the command opens a browser of its own
    written = Path(print_deck(built / "lecture.html")).read_bytes()
    counts = [int(n) for n in re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", written, re.DOTALL)]
    assert written.startswith(b"%PDF") and max(counts) == len(deck.slides)


def test_how_fast_the_lecture_is(built, capsys):
    """Measured and printed; only what does not depend on the machine is held."""
    path = built / "lecture.html"
    with page() as tab:
        opened(tab, path.as_uri())
        ready = tab.evaluate("performance.now()")
        turn_to_stepper(tab, "step by step")
        step = tab.evaluate(
            """async () => {
              const range = document.querySelector('section.present .rnn-steps input'), times = [];
              for (let i = 0; i < 60; i++) {
                const start = performance.now();
                range.value = i % 6;
                range.dispatchEvent(new Event('input'));
                document.body.getBoundingClientRect();
                await new Promise(requestAnimationFrame);
                times.push(performance.now() - start);
              }
              return times.sort((a, b) => a - b)[30];
            }"""
        )
    with capsys.disabled():
        print(
            f"\nlecture: {path.stat().st_size / 1e6:.2f} MB, interactive after {ready:.0f} ms, "
            f"a step in {step:.1f} ms (median of 60)"
        )
    assert path.stat().st_size <= 8_000_000
