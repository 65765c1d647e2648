"""Step through frames: live with ipywidgets, and as a page that needs no kernel, its twin.

This is the only module that knows ipywidgets. The live stepper is Play, a slider and a stack of
ready frames, linked in the browser: a step asks no kernel. A notebook that was just opened, an
exported page and slides show the twin: the same frames in plain HTML with one range input; where
scripts are off, all frames one below the other.
"""

import asyncio
from dataclasses import dataclass
from html import escape

import ipywidgets as widgets

from rnnlib.pictures.columns import Walk
from rnnlib.pictures.walk import (
    output_sentence,
    picture_of_output,
    picture_of_step,
    step_sentence,
)
from rnnlib.touch import reading

PAUSE = 0.3  # seconds without a key press until an own sentence is read

_STYLE = (
    ".rnn-steps{background:#fff;color:#1a1a1a;padding:8px;max-width:960px;font-family:sans-serif}"
    ".rnn-steps input{width:min(24em,50%);vertical-align:middle;accent-color:#7B3F98}"
    ".rnn-steps button{min-width:2.4em;min-height:2em;margin:0 4px}"
    ".rnn-steps p{min-height:2.6em;margin:6px 0;font-size:15px;line-height:1.3;color:#1a1a1a}"
    ".rnn-steps table{margin:0}"
)

# Finds its own stepper as the parent of the running script, so copies on one page never clash.
_SCRIPT = """
(function () {
  var root = document.currentScript.parentElement;
  var frames = root.querySelectorAll(".rnn-frame");
  frames[0].insertAdjacentHTML("beforebegin",
    '<div><button type="button" aria-label="one step back">◀</button>' +
    '<input type="range" min="0" aria-label="step">' +
    '<button type="button" aria-label="one step on">▶</button></div><p aria-live="polite"></p>');
  var range = root.querySelector("input"), live = root.querySelector("[aria-live]");
  var buttons = root.querySelectorAll("button");
  range.max = frames.length - 1;
  function show(to) {
    range.value = to;
    frames.forEach(function (frame, i) { frame.hidden = i != range.value; });
    live.textContent = frames[range.value].querySelector("p").textContent;
    range.setAttribute("aria-valuetext", live.textContent);
    buttons[0].disabled = range.value == 0;
    buttons[1].disabled = range.value == frames.length - 1;
  }
  frames.forEach(function (frame) { frame.querySelector("p").hidden = true; });
  range.oninput = function () { show(range.value); };
  buttons[0].onclick = function () { show(+range.value - 1); };
  buttons[1].onclick = function () { show(+range.value + 1); };
  root.onkeydown = function (event) { event.stopPropagation(); };  // arrow keys turn no slide
  show(0);
})();
"""

# ipywidgets gives Play's buttons no names, and JupyterLab takes arrow keys for itself; an image
# that has loaded is the one hook that the content of an HTML widget has.
_HOOK = (
    '<img alt="" width="0" height="0" '
    'src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" onload="'
    "var box = this.closest('.rnn-live'); setTimeout(function () {"
    "box.dataset.lmSuppressShortcuts = true;"
    "box.querySelectorAll('.widget-play button').forEach(function (button, i) {"
    "button.title = ['Play or pause', 'Stop and go back', 'Repeat'][i];"
    "button.setAttribute('aria-label', button.title); }) }, 200)\">"
)


@dataclass(frozen=True)
class Frame:
    """One step: what it looks like and the sentence that says what happens."""

    html: str
    sentence: str

    def __post_init__(self):
        if not self.sentence.strip():
            raise ValueError("a frame needs a sentence that says what happens in it")

    def whole(self):
        """Sentence and picture, one below the other."""
        return f"<p>{escape(self.sentence)}</p>{self.html}"


@dataclass(frozen=True)
class Stepper:
    """Frames to step through, forwards and backwards; a notebook shows it as the last value."""

    frames: tuple
    title: str
    style: str = ""  # CSS that the frames share
    note: str = ""  # a line below the title, in the twin only

    def __post_init__(self):
        object.__setattr__(self, "frames", tuple(self.frames))
        if not self.frames:
            raise ValueError("a stepper needs at least one frame")

    def widget(self):
        """The live stepper, a new one at each call."""
        player = _Player(self.title, self.style)
        player.show(self.frames, at=0)
        return player.box

    def html(self):
        """The twin: a self-contained piece of HTML."""
        frames = "".join(f'<div class="rnn-frame">{frame.whole()}</div>' for frame in self.frames)
        title = escape(self.title)
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        return (
            '<div class="rnn-steps" role="group" data-lm-suppress-shortcuts="true" '
            f'aria-label="{title}"><style>{_STYLE}{self.style}</style><strong>{title}</strong>{note}'
            f"{frames}<script>{_SCRIPT}</script></div>"
        )

    def __str__(self):
        return "\n".join(frame.sentence for frame in self.frames)

    __repr__ = __str__

    def _repr_mimebundle_(self, include=None, exclude=None):
        return _bundle(self.widget(), self)


def _bundle(widget, twin):
    """The live widget, and for every place without a kernel its twin and its sentences."""
    bundle = widget._repr_mimebundle_()
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    return data | {"text/html": twin.html(), "text/plain": str(twin)}, metadata


class _Player:
    """Play, slider and stack of frames; `show` puts other frames into the same widgets."""

    def __init__(self, title, style):
        self.style = style
        self.play = widgets.Play(interval=1500, tooltip="play the steps")
        self.slider = widgets.IntSlider(
            description="step", tooltip="step", layout=widgets.Layout(width="24em")
        )
        self.stack = widgets.Stack()
        self.pages = []  # grows to the longest sentence, never shrinks
        head = widgets.HTML(
            f"<style>{_STYLE}{style}</style><strong>{escape(title)}</strong>{_HOOK}"
        )
        controls = widgets.HBox([self.play, self.slider])
        self.box = widgets.VBox([head, controls, self.stack])
        self.box.add_class("rnn-live").add_class("rnn-steps")
        widgets.jslink((self.play, "value"), (self.slider, "value"))
        widgets.jslink((self.slider, "value"), (self.stack, "selected_index"))

    def show(self, frames, at):
        while len(self.pages) < len(frames):
            self.pages.append(widgets.HTML())
        for page, frame in zip(self.pages, frames, strict=False):
            page.value = frame.whole()
        if len(self.stack.children) != len(frames):
            self.stack.selected_index = None
            self.stack.children = self.pages[: len(frames)]
            self.slider.max = self.play.max = len(frames) - 1
        self.slider.value = self.play.value = self.stack.selected_index = at


def step_through(trace, words):
    """The walk through a sentence: one frame for each word, and one for the output."""
    walk = Walk.of(trace, words)
    frames = [Frame(picture_of_step(walk, t).img(), step_sentence(walk, t)) for t in range(walk.T)]
    frames.append(Frame(picture_of_output(walk).img(), output_sentence(walk)))
    return Stepper(frames, f"Reading “{' '.join(words)}”")


def read_along(model, vocabulary, sentence):
    """A trained network reads a sentence: its state after each word, and what f would say there.

    For up to 64 units and 40 words; raises ValueError beyond.
    """
    frames = [Frame(*pair) for pair in reading.read(model, vocabulary, sentence)]
    return Stepper(frames, f"Reading “{sentence}”", reading.STYLE)


def own_sentence(model, vocabulary, start="This is good news."):
    """A field for a sentence of your own; the network reads it when you pause or press Enter.

    Needs a running kernel. A page without one shows how `start` is read.
    """
    return OwnSentence(model, vocabulary, start)


@dataclass(frozen=True, eq=False)
class OwnSentence:
    """What `own_sentence` returns: a text field with a stepper below it."""

    model: object
    vocabulary: object
    start: str

    def __post_init__(self):
        self.twin()  # a start sentence that cannot be read is an error here, not later

    def widget(self):
        """The live field and stepper, new ones at each call."""
        field = widgets.Text(
            self.start, description="sentence", layout=widgets.Layout(width="36em")
        )
        message = widgets.HTML()
        player = _Player("Your sentence", reading.STYLE)

        def update(_=None):
            frames, problem = self._read(field.value)
            message.value = f'<p role="status">{escape(problem)}</p>' if problem else ""
            player.box.layout.display = "none" if problem else ""  # no old answer to a new question
            if frames:
                player.show(frames, at=len(frames) - 1)

        field.observe(_after_a_pause(update), "value")
        update()
        return widgets.VBox([field, message, player.box])

    def _read(self, sentence):
        """Frames and no problem, or no frames and one sentence that says what is wrong."""
        try:
            return read_along(self.model, self.vocabulary, sentence).frames, ""
        except (ValueError, TypeError) as error:
            return (), f"{str(error)[0].upper()}{str(error)[1:]}."

    def twin(self):
        """The start sentence as a stepper that needs no kernel."""
        steps = read_along(self.model, self.vocabulary, self.start)
        note = "To type a sentence of your own, run this cell: the field needs a running kernel."
        return Stepper(steps.frames, steps.title, steps.style, note)

    def __repr__(self):
        return str(self.twin())

    def _repr_mimebundle_(self, include=None, exclude=None):
        return _bundle(self.widget(), self.twin())


def _after_a_pause(update):
    """Call `update` once typing has paused; at once where no event loop runs (outside a kernel)."""
    waiting = []

    def changed(change):
        while waiting:
            waiting.pop().cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            update(change)
        else:
            waiting.append(loop.call_later(PAUSE, update, change))

    return changed
