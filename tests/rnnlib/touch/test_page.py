"""A piece of a page is whole in itself: first look, data, script."""

import json
import re

import pytest

from rnnlib.touch.page import BUILT_ON, HERE, component

PARTS = {part for parts in BUILT_ON.values() for part in parts}
KINDS = {path.stem for path in HERE.glob("*.js")} - (PARTS - {"steps"})


def test_a_piece_has_its_first_look_its_label_and_its_script():
    html = component("predictions", {"part": "tally", "lesson": "01"}, "<p>first</p>", 'a "b"')
    root = (
        '<div class="rnn-predictions" role="group" aria-label="a &quot;b&quot;"><p>first</p></div>'
    )
    assert f"</style>{root}<script>" in html
    assert html.count("<script>") == html.count("</script>") == 1
    assert not re.search(r"https?://| id=|\bsrc=", html)


def test_data_come_through_as_they_are_and_end_no_script():
    data = {"words": ["</script>", "<!--", "यह", '"', "\\"], "numbers": [0.1, -3]}
    html = component("predictions", data, "", "x")
    found = re.search(r"predictions\(root, (.*)\);\n\}\)\(\);</script></div>$", html)[1]
    assert json.loads(found) == data and "</script>" not in found and "<!--" not in found


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_json_cannot_say_is_refused(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        component("predictions", {"f": value}, "", "bad")


def test_every_script_has_a_function_of_its_name_and_ends_no_script():
    assert set(BUILT_ON) <= KINDS >= {"steps", "predictions"}
    for path in [*HERE.glob("*.js"), *HERE.glob("*.css")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search("</(script|style)|<!--", text), path.name
    for kind in KINDS:
        script = (HERE / f"{kind}.js").read_text(encoding="utf-8")
        assert re.search(rf"^function {kind}\(root", script, flags=re.M), kind


def test_keys_are_asked_for_in_one_place_because_notebook_7_takes_them_first():
    own = [p.name for p in HERE.glob("*.js") if re.search("keydown", p.read_text("utf-8"))]
    assert own == ["keys.js"]
    using = {p.stem for p in HERE.glob("*.js") if "onKeys(" in p.read_text("utf-8")} - {"keys"}
    for kind in KINDS:
        parts = {*BUILT_ON.get(kind, ()), kind}
        assert "keys" in parts or not parts & using, kind
