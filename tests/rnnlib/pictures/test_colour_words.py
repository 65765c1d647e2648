"""Where prose names a colour, it is that of `ink`: change an ink, and the sentences are found."""

import colorsys
import re
from pathlib import Path

import pytest
from matplotlib.colors import to_rgb

import rnnlib
from rnnlib.pictures import ink

ROOT = Path(rnnlib.__path__[0]).parent
HUES = {
    "red": 15,
    "orange": 45,
    "yellow": 70,
    "green": 170,
    "blue": 250,
    "violet": 300,
    "pink": 345,
}
WORDS = re.compile(rf"\b(?:{'|'.join([*HUES, 'purple', 'brown', 'magenta', 'gr[ae]y'])})\b", re.I)
PROSE = sorted({*(ROOT / "course").rglob("*.py"), *(ROOT / "docs").glob("*.md"),
                *ROOT.glob("*.md")} - {ROOT / "CHANGELOG.md"})  # fmt: skip

# page, the words around the colour, the ink that they are about
SAID = [
    ("course/lecture.py", "Green is a positive value", ink.POSITIVE),
    ("course/lecture.py", "violet a negative one", ink.NEGATIVE),
    ("course/lecture.py", "The orange term is new: what is remembered", ink.COLOURS["V"]),
    ("course/lessons/01_motivation.py", "Green is positive", ink.POSITIVE),
    ("course/lessons/01_motivation.py", "violet negative", ink.NEGATIVE),
    ("course/lessons/09_learning_through_time.py", "A green edge is", ink.COLOURS["U"]),
    ("course/lessons/09_learning_through_time.py", "an orange edge one that came along V",
     ink.COLOURS["V"]),
    ("docs/teaching.md", "the orange arrow **V**", ink.COLOURS["V"]),
]  # fmt: skip
OTHERS = [  # no ink of ours
    ("docs/teaching.md", "eyes without red, green or blue cones"),
    ("docs/teaching.md", "grey paper"),
]


def called(colour):
    """What people call a colour, by its hue."""
    hue, _, saturation = colorsys.rgb_to_hls(*to_rgb(colour))
    if saturation < 0.1:
        return "grey"
    return next((name for name, end in HUES.items() if 360 * hue < end), "red")


def test_hues_have_the_names_that_people_give_them():
    named = {"#FF0000": "red", "#FFA500": "orange", "#008000": "green", "#0000FF": "blue"}
    named |= {"#EE82EE": "pink", "#8A2BE2": "violet", "#808080": "grey"}
    assert {colour: called(colour) for colour in named} == named


@pytest.mark.parametrize(("page", "words", "colour"), SAID)
def test_a_sentence_names_the_colour_that_the_picture_has(page, words, colour):
    path = ROOT / page
    if not path.exists():
        pytest.skip("this edition has no such page")
    assert words in path.read_text(encoding="utf-8"), "the sentence has changed: change SAID"
    assert WORDS.search(words)[0].lower() == called(colour)


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_every_colour_that_prose_names_is_listed_here(path):
    text, page = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
    for other, words, *_ in (*SAID, *OTHERS):
        text = text.replace(words, "") if other == page else text
    prose = [line for line in text.splitlines() if path.suffix == ".md" or line.startswith("# ")]
    assert not [line for line in prose if WORDS.search(line)]


def test_the_icon_of_the_site_has_the_colours_of_its_letters():
    icon = (ROOT / "tools" / "site" / "static" / "icon.svg").read_text(encoding="utf-8")
    strokes = re.findall(r'stroke="(#\w+)"', icon)
    assert strokes == [ink.COLOURS[letter] for letter in "zVWU"]
