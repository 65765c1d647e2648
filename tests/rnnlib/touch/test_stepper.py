"""The stepper says what the trace says, steps in the browser, and has a twin without a kernel."""

import re
from html import unescape

import ipywidgets as widgets
import pytest

from rnnlib import (
    Frame,
    Stepper,
    Vocabulary,
    lecture_example,
    own_sentence,
    read_along,
    record,
    step_through,
)
from rnnlib.text import EOS, UNKNOWN
from rnnlib.touch.stepper import PAUSE, _after_a_pause
from rnnlib.views.say import vector

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def stepper():
    model, words = lecture_example()
    return step_through(record(model, Vocabulary(words).one_hot(words), read="last"), words)


def inside(widget, kind):
    found = [widget] if isinstance(widget, kind) else []
    for child in getattr(widget, "children", ()):
        found += inside(child, kind)
    return found


def small_reader():
    """The example network, with room for an unknown word in place of "is"."""
    model, _ = lecture_example()
    return model, Vocabulary(("this", UNKNOWN, "good", "news", EOS))


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


def test_the_bundle_has_widget_twin_and_sentences(stepper):
    data, _ = stepper._repr_mimebundle_()
    assert {WIDGET, "text/html", "text/plain"} <= set(data)
    assert data["text/plain"].splitlines() == [frame.sentence for frame in stepper.frames]


def test_the_live_stepper_is_linked_in_the_browser(stepper, monkeypatch):
    links = []
    monkeypatch.setattr(widgets, "jslink", lambda source, target: links.append((source, target)))
    box = stepper.widget()
    (play,), (slider,), (stack,) = (
        inside(box, kind) for kind in (widgets.Play, widgets.IntSlider, widgets.Stack)
    )
    assert links == [
        ((play, "value"), (slider, "value")),
        ((slider, "value"), (stack, "selected_index")),
    ]
    assert len(stack.children) == 6 and stack.selected_index == 0
    assert slider.max == play.max == 5 and slider.description == "step"
    assert "aria-label" in inside(box, widgets.HTML)[0].value  # names for Play's buttons


def test_every_live_frame_has_its_picture_and_its_sentence(stepper):
    (stack,) = inside(stepper.widget(), widgets.Stack)
    for page, frame in zip(stack.children, stepper.frames, strict=True):
        assert frame.html in page.value and frame.sentence in unescape(page.value)


def test_the_twin_is_self_contained(stepper):
    html = stepper.html()
    assert not re.search(r"https?://(?!www\.w3\.org/)", unescape(html).replace("%3A", ":"))
    assert "src=" in html and set(re.findall(r'src="(\w+:)', html)) == {"data:"}
    assert "import" not in html and " id=" not in html
    assert html.count("<script>") == 1 and "currentScript" in html
    assert 'aria-live="polite"' in html and 'type="range"' in html
    assert "data-lm-suppress-shortcuts" in html


def test_without_scripts_every_frame_is_visible(stepper):
    static = re.sub(r"<script>.*?</script>", "", stepper.html(), flags=re.S)
    assert static.count('class="rnn-frame"') == 6
    assert "hidden" not in static and "<input" not in static and "<button" not in static


def test_the_twin_is_the_same_each_time_and_small(stepper):
    model, words = lecture_example()
    again = step_through(record(model, Vocabulary(words).one_hot(words), read="last"), words)
    assert stepper.html() == again.html()
    assert len(stepper.html()) < 200_000


def test_what_is_shown_is_escaped():
    html = Stepper([Frame("<b>x</b>", 'reads <eos> & "more"')], "<title>").html()
    assert "&lt;eos&gt; &amp;" in html and "&lt;title&gt;" in html and "<title>" not in html


def test_empty_steppers_and_silent_frames_are_refused():
    with pytest.raises(ValueError, match="at least one frame"):
        Stepper([], "nothing")
    with pytest.raises(ValueError, match="sentence"):
        Frame("<p>", " ")


def test_read_along_has_a_frame_for_each_word():
    steps = read_along(*small_reader(), "This plastic good news")
    assert len(steps.frames) == 5
    assert "plastic → &lt;unk&gt;" in steps.frames[1].html
    assert "<style>" in steps.html() and ".rnn-read" in steps.html()


def test_an_own_sentence_is_read_when_it_changes():
    box = own_sentence(*small_reader(), start="good news").widget()
    field, message, player = box.children
    (stack,) = inside(player, widgets.Stack)
    assert len(stack.children) == 3 and stack.selected_index == 2
    field.value = "this good good news"
    assert len(stack.children) == 5 and stack.selected_index == 4
    assert "the sentence is over" in stack.children[4].value
    assert message.value == ""
    field.value = "news"
    assert len(stack.children) == 2 and stack.selected_index == 1


@pytest.mark.parametrize("bad", ["", " ... ", "good " * 50])
def test_bad_input_is_one_friendly_sentence_and_the_picture_stays(bad):
    box = own_sentence(*small_reader(), start="good news").widget()
    field, message, player = box.children
    (stack,) = inside(player, widgets.Stack)
    before = [page.value for page in stack.children]
    field.value = bad
    if bad:
        assert message.value.startswith('<p role="status">')
        assert "Traceback" not in message.value
    assert [page.value for page in stack.children] == before
    field.value = "good"
    assert message.value == ""


def test_a_bad_start_sentence_is_an_error_at_once():
    with pytest.raises(ValueError, match="no word"):
        own_sentence(*small_reader(), start="...")


def test_without_a_kernel_an_own_sentence_says_what_it_needs():
    data, _ = own_sentence(*small_reader(), start="good news")._repr_mimebundle_()
    assert "needs a running kernel" in data["text/html"]
    assert data["text/plain"].count("\n") == 2


def test_typing_is_read_after_a_pause():
    import asyncio

    calls = []

    async def typing():
        read, loop = asyncio.Event(), asyncio.get_running_loop()
        changed = _after_a_pause(lambda key: (calls.append(key), read.set()))
        before = loop.time()
        for key in "abc":
            changed(key)
        await asyncio.wait_for(read.wait(), 60)
        assert loop.time() - before > 0.9 * PAUSE

    asyncio.run(typing())
    assert calls == ["c"]
