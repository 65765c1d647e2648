"""The stepper says what the trace says, and is one piece of HTML that needs no kernel."""

import re
from html import unescape

import pytest

from rnnlib import Frame, Stepper, Vocabulary, lecture_example, record, step_through
from rnnlib.views.say import vector


@pytest.fixture(scope="module")
def stepper():
    model, words = lecture_example()
    return step_through(record(model, Vocabulary(words).one_hot(words), read="last"), words)


def without_scripts(html):
    return re.sub(r"<script>.*?</script>", "", html, flags=re.S)


@pytest.mark.slow
def test_one_frame_for_each_word_and_one_for_the_output(stepper):
    assert len(stepper.frames) == 6
    assert all(frame.html.startswith("<img alt=") for frame in stepper.frames)


def test_sentences_are_the_trace_in_words(stepper):
    model, words = lecture_example()
    states, outputs = model.run(Vocabulary(words).one_hot(words), read="last")
    for t, state in enumerate(states):
        assert f"reads ‘{words[t]}’" in stepper.frames[t].sentence
        assert stepper.frames[t].sentence.endswith(f"z[{t}] = {vector(state)}.")
    assert f"f = {outputs[0]:.2f}" in stepper.frames[-1].sentence


def test_a_notebook_stores_html_and_sentences_and_no_widget(stepper):
    from IPython.core.formatters import DisplayFormatter

    data, _ = DisplayFormatter().format(stepper)
    assert set(data) == {"text/html", "text/plain"}
    assert data["text/html"] == stepper.html()
    assert data["text/plain"].splitlines() == [frame.sentence for frame in stepper.frames]


def test_a_stepper_is_self_contained(stepper):
    html = stepper.html()
    assert not re.search(r"https?://(?!www\.w3\.org/)", unescape(html).replace("%3A", ":"))
    assert "src=" in html and set(re.findall(r'src="(\w+:)', html)) == {"data:"}
    assert "import" not in without_scripts(html).replace("!important", "") and " id=" not in html
    assert html.count("<script>") == 1 and "currentScript" in html


def test_no_stepper_keeps_the_keys_of_the_notebook(stepper):
    assert "lm-suppress" not in stepper.html() and "lmSuppress" not in stepper.html()


def test_without_scripts_every_frame_is_visible(stepper):
    static = without_scripts(stepper.html())
    assert static.count('class="rnn-frame"') == 6
    assert " hidden" not in static and "<input" not in static and "<button" not in static


@pytest.mark.slow
def test_a_stepper_is_the_same_each_time_and_small(stepper):
    model, words = lecture_example()
    again = step_through(record(model, Vocabulary(words).one_hot(words), read="last"), words)
    assert stepper.html() == again.html()
    assert len(stepper.html()) < 200_000


def test_a_picture_has_its_size_so_that_nothing_jumps_when_it_is_there(stepper):
    sizes = {re.search(r'width="(\d+)" height="(\d+)"', f.html).groups() for f in stepper.frames}
    assert sizes == {("859", "504")}


def test_what_is_shown_is_escaped():
    html = Stepper([Frame("<b>x</b>", 'reads <eos> & "more"')], "<title>", note="a < b").html()
    assert "&lt;eos&gt; &amp;" in html and "&lt;title&gt;" in html and "<title>" not in html
    assert "<p>a &lt; b</p>" in html


def test_empty_steppers_and_silent_frames_are_refused():
    with pytest.raises(ValueError, match="at least one frame"):
        Stepper([], "nothing")
    with pytest.raises(ValueError, match="sentence"):
        Frame("<p>", " ")
