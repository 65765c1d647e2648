"""One unit to touch computes as rnnlib does, knows its resting points, and checks its tasks."""

import numpy as np
import pytest
from browser import page

from rnnlib import identity, one_unit, relu, sigmoid, tanh
from rnnlib.functions import Activation
from rnnlib.touch.single_unit import STEPS

quiet = pytest.mark.filterwarnings("ignore::ResourceWarning")  # playwright's own pipes
HEAD = (
    "<!doctype html><html lang='en'><meta charset='utf-8'><title>one unit</title>"
    "<meta name='viewport' content='width=device-width'><main><h1>one unit</h1>"
)


def test_the_unit_is_an_rnn_with_one_of_each():
    unit = one_unit(v=2.0, w=0.5, b=-0.1, sigma=relu, x=[1, 3])
    z, wanted = 0.0, []
    for x_t in [1, 3] + [0] * (STEPS - 2):
        z = max(0.0, 2 * z + 0.5 * x_t - 0.1)
        wanted.append(z)
    np.testing.assert_allclose(unit.states, wanted)
    assert repr(unit) == "OneUnit(v = 2, w = 0.5, b = -0.1, σ = relu)"


@pytest.mark.parametrize(
    "given, says",
    [
        ({"sigma": Activation("silu", abs, lambda z, dz: dz)}, "silu, expected one of tanh"),
        ({"v": np.nan}, "expected finite numbers"),
        ({"x": [0] * 22}, "expected up to 21 numbers"),
        ({"x": [[1]]}, "expected up to 21 numbers"),
    ],
)
def test_what_the_page_cannot_show_is_refused(given, says):
    with pytest.raises(ValueError, match=says):
        one_unit(**given)


# --- in a browser


class Unit:
    """The piece on a page, as a reader touches it."""

    def __init__(self, tab):
        self.tab, self.errors = tab, []
        tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.said, self.verdict = (tab.get_by_role("status").nth(i) for i in (0, 1))

    def be(self, sigma, **numbers):
        """Choose σ and set v, w, b, in one go."""
        fields = {f"{letter} as a number": str(value) for letter, value in numbers.items()}
        self.tab.evaluate(
            """([sigma, fields]) => {
                const change = (field, value) => {
                  field.value = value;
                  field.dispatchEvent(new Event("change"));
                };
                change(document.querySelector("select"), sigma);
                for (const [label, value] of Object.entries(fields)) {
                  change(document.querySelector(`[aria-label="${label}"]`), value);
                }
            }""",
            [sigma, fields],
        )
        return self

    def button(self, name):
        return self.tab.get_by_role("button", name=name)

    def states(self):
        label = self.tab.get_by_role("img", name="the states").get_attribute("aria-label")
        return label.removeprefix("the states: ").replace("−", "-").split(", ")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("unit") / "page.html"
    path.write_text(HEAD + one_unit().html(), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def opened(file):
    with page() as tab:
        yield Unit(tab)


@pytest.fixture
def unit(opened, file):
    opened.tab.goto(file)
    yield opened
    assert opened.errors == []


@quiet
@pytest.mark.browser
def test_the_states_are_those_of_python(unit):
    for sigma in (tanh, sigmoid, relu, identity):
        unit.be(sigma.name, v=-0.9, w=1.5, b=0.25)
        wanted = one_unit(-0.9, 1.5, 0.25, sigma).states
        assert [float(text) for text in unit.states()] == pytest.approx(wanted, abs=0.0051)
        assert f"In the end z = {wanted[-1]:.2f}." in unit.said.inner_text().replace("−", "-")


RESTING = [
    ("tanh", 2, 0, "it rests at −0.96 (stable), 0 (not stable), 0.96 (stable)."),
    ("tanh", 2, 1, "it rests at 0.99 (stable)."),
    ("tanh", 1, 0, "it rests at 0 (stable)."),
    ("tanh", -2, 0, "it rests at 0 (not stable)."),
    ("sigmoid", 0, 0, "it rests at 0.5 (stable)."),
    ("identity", 0.5, 1, "it rests at 2 (stable)."),
    ("identity", 1.5, 1, "it rests at −2 (not stable)."),
    ("identity", 1, 0, "every state stays where it is."),
    ("identity", 1, 1, "it comes to rest nowhere."),
    ("relu", 1, 0, "every state from 0 on stays where it is."),
    ("relu", 2, -1, "it rests at 0 (stable), 1 (not stable)."),
    ("relu", 0.5, 1, "it rests at 2 (stable)."),
    ("relu", 2, 1, "it comes to rest nowhere."),
]


@quiet
@pytest.mark.browser
def test_resting_points_are_found_and_told_apart(unit):
    for sigma, v, b, says in RESTING:
        unit.be(sigma, v=v, b=b)
        assert unit.said.inner_text().endswith(f"Without an input, {says}"), (sigma, v, b)


SOLUTIONS = {
    "running sum": ("identity", 1, 1, 0),
    "leaky sum": ("identity", 0.9, 1, 0),
    "Remember": ("tanh", 2, 1, 0),
    "two stable": ("sigmoid", 10, 1, -5),
    "Saturate": ("tanh", 1, 0.5, 3),
    "explode": ("identity", -2, 1, 0),
}
NEARLY = {
    "running sum": [("relu", 1, 1, 0), ("identity", 1, 1, 0.1), ("identity", 1, 2, 0)],
    "leaky sum": [("identity", 0.89, 1, 0), ("relu", 0.9, 1, 0), ("tanh", 0.9, 1, 0)],
    "Remember": [("identity", 1, 1, 0), ("tanh", 0.9, 1, 0), ("tanh", 2, 1, 1), ("tanh", 2, 8, 0)],
    "two stable": [("tanh", 1, 1, 0), ("tanh", 2, 1, 1), ("relu", 2, 1, -1), ("identity", 1, 1, 0)],
    "Saturate": [("identity", 0, 0, 2), ("tanh", 1, 3, 1), ("tanh", -3, 0.5, 3)],
    "explode": [("tanh", 3, 1, 0), ("identity", 1.2, 1, 0)],
}


@quiet
@pytest.mark.browser
def test_a_task_is_solved_by_what_solves_it_and_by_nothing_that_looks_like_it(unit):
    for name, (sigma, v, w, b) in SOLUTIONS.items():
        task = unit.button(name)
        task.click()
        assert task.get_attribute("aria-pressed") == "true"
        for other in NEARLY[name]:
            unit.be(other[0], **dict(zip("vwb", other[1:], strict=True)))
            assert unit.verdict.inner_text().startswith("Not yet."), (name, other)
        unit.be(sigma, v=v, w=w, b=b)
        assert unit.verdict.inner_text().startswith("✓ Done."), name
        assert ("All tasks are solved." in unit.verdict.inner_text()) == (name == "explode")
        unit.button("Reset").click()
        assert task.inner_text().startswith("✓"), name
        assert unit.verdict.inner_text().startswith("Not yet."), name


@quiet
@pytest.mark.browser
def test_everything_is_done_by_keyboard_and_the_page_around_hears_nothing(unit):
    tab = unit.tab
    tab.evaluate("() => { window.heard = []; document.onkeydown = (e) => heard.push(e.key); }")
    slider = tab.get_by_role("slider", name="v, weight of its own last state")
    slider.press("ArrowRight")
    assert slider.input_value() == "0.55" and "0.55" in tab.locator(".formula").inner_text()
    for key in ("End", "ArrowUp", "ArrowUp", "ArrowLeft", "ArrowDown"):
        tab.locator(".bar[tabindex='0']").press(key)
    assert [
        tab.get_by_role("slider", name=f"x[{t}]").get_attribute("aria-valuetext") for t in (19, 20)
    ] == ["−0.5", "1"]
    assert float(unit.states()[-1]) != 0
    unit.button("explode").press("Enter")
    assert unit.verdict.inner_text().startswith("Not yet.")
    assert tab.evaluate("window.heard") == []
    slider.press("Shift+Enter")
    slider.press("PageDown")
    assert "Shift" in tab.evaluate("window.heard")


@quiet
@pytest.mark.browser
def test_an_input_is_dragged_and_one_undo_takes_it_back(unit):
    bar = unit.tab.get_by_role("slider", name="x[4]")
    box = bar.bounding_box()
    mouse, x = unit.tab.mouse, box["x"] + box["width"] / 2
    mouse.move(x, box["y"] + box["height"] / 2)
    mouse.down()
    for share in (0.4, 0.2, 0.01):
        mouse.move(x, box["y"] + share * box["height"])
    mouse.up()
    assert bar.get_attribute("aria-valuetext") == "2"
    unit.button("Undo").click()
    assert bar.get_attribute("aria-valuetext") == "0" and unit.button("Undo").is_disabled()


@quiet
@pytest.mark.browser
def test_too_large_numbers_are_said_and_undone(unit):
    before = unit.said.inner_text()
    unit.tab.get_by_label("activation σ").select_option("identity")
    field = unit.tab.get_by_label("v as a number")
    field.fill("-1e200")
    field.press("Enter")
    assert "At step 2 the state is too large for a number" in unit.said.inner_text()
    assert "no number" not in unit.tab.locator("body").inner_text()
    field.fill("")
    field.press("Enter")
    assert field.input_value() == "-1e+200"
    for _ in range(2):
        unit.button("Undo").click()
    assert unit.said.inner_text() == before


@quiet
@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_it_fits_the_screen_and_axe_finds_nothing_serious(file, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    with page(*size) as tab:
        tab.goto(file)
        tab.get_by_role("button", name="two stable").click()
        assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
        found = axe.run(tab).response["violations"]
        assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
        letters = tab.locator(".rnn-chart text").all()
        assert min(letter.bounding_box()["height"] for letter in letters) > 11


@quiet
@pytest.mark.browser
def test_two_of_them_live_side_by_side_and_without_scripts_a_table_stays(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(HEAD + 2 * one_unit(x=[2]).html(), encoding="utf-8")
    with page() as tab:
        tab.goto(path.as_uri())
        assert tab.locator("table").count() == 0
        tab.get_by_label("v as a number").first.fill("3")
        tab.get_by_label("v as a number").first.press("Enter")
        formulas = [f.inner_text() for f in tab.locator(".formula").all()]
        assert "3" in formulas[0] != formulas[1]
        other = tab.context.browser.new_context(java_script_enabled=False).new_page()
        other.goto(path.as_uri())
        assert other.locator("table").count() == 2
        assert "0.96" in other.locator("table").first.inner_text()
        other.context.close()
