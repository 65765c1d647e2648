"""A component is one piece of HTML: it finds itself, nothing in it ends it, it asks for nothing."""

import json
import re

import pytest

from rnnlib.touch.page import HERE, PARTS, component

PIECE = component("steps", {"x": 1}, '<div class="rnn-frame"><p>one</p></div>', 'a "label"')


def test_a_component_needs_no_other_file_and_no_id():
    assert not re.search(r"https?://| id=|\bimport\b|\bsrc=", PIECE)
    assert PIECE.count("<script>") == PIECE.count("</script>") == 1
    assert PIECE.startswith('<div class="rnn-steps" role="group" aria-label="a &quot;label&quot;">')


def test_the_first_look_stands_before_the_script():
    assert PIECE.index("<p>one</p>") < PIECE.index("<script>")


def test_no_text_in_the_data_ends_the_script():
    evil = {"words": ["</script><script>alert(1)</script>", "<!--", "नहीं"]}
    piece = component("steps", evil, "", "evil")
    assert piece.count("</script>") == 1 and "<!--" not in piece
    given = re.search(r"steps\(document.currentScript.parentElement, (.*)\);", piece)[1]
    assert json.loads(given) == evil


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_say_is_refused(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        component("steps", {"f": value}, "", "bad")


def test_an_unknown_kind_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="'stepz' is unknown; there are steps"):
        component("stepz", {}, "", "bad")


def test_every_kind_has_its_function_and_no_file_closes_the_script():
    for kind, parts in PARTS.items():
        script = (HERE / f"{kind}.js").read_text(encoding="utf-8")
        assert re.search(rf"^function {kind}\(root", script, flags=re.M)
        for part in parts:
            assert (HERE / f"{part}.js").is_file() or (HERE / f"{part}.css").is_file()
    for path in [*HERE.glob("*.js"), *HERE.glob("*.css")]:
        assert not re.search("</(script|style)|<!--", path.read_text(encoding="utf-8")), path.name
        assert any(path.stem in parts for parts in PARTS.values()), f"{path.name} is used by nobody"
