"""A piece of a page is whole in itself: first look, data, script."""

import json
import re

from rnnlib.touch.page import component


def test_a_piece_has_its_first_look_its_label_and_its_script():
    html = component("predictions", {"part": "tally", "lesson": "01"}, "<p>first</p>", 'a "b"')
    assert html.startswith(
        '<div class="rnn-predictions" role="group" aria-label="a &quot;b&quot;">'
    )
    assert "<div><p>first</p></div><script>" in html
    assert html.count("<script>") == html.count("</script>") == 1


def test_data_come_through_as_they_are_and_end_no_script():
    data = {"words": ["</script>", "यह", '"', "\\"], "numbers": [0.1, -3]}
    html = component("predictions", data, "", "x")
    found = re.search(r"predictions\(root, (.*)\);\n\}\)\(\);</script></div>$", html)[1]
    assert json.loads(found) == data and "</script>" not in found
