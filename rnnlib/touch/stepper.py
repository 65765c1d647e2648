"""Step through frames: a piece of a page that needs no kernel.

The same HTML is shown by JupyterLab, also when a notebook is opened again, by the site, in slides
and from a file. Where scripts are off, all frames stand one below the other.
"""

from dataclasses import dataclass
from html import escape

from rnnlib.pictures.columns import Walk
from rnnlib.pictures.walk import (
    output_sentence,
    picture_of_output,
    picture_of_step,
    step_sentence,
)
from rnnlib.touch.page import component


@dataclass(frozen=True)
class Frame:
    """One step: what it looks like and the sentence that says what happens."""

    html: str
    sentence: str

    def __post_init__(self):
        if not self.sentence.strip():
            raise ValueError("a frame needs a sentence that says what happens in it")


@dataclass(frozen=True)
class Stepper:
    """Frames to step through, forwards and backwards; a notebook shows it as the last value.

    `kind` names the script that brings them to life, `data` is what it gets.
    """

    frames: tuple
    title: str
    style: str = ""  # CSS that the frames share
    note: str = ""  # a line below the title
    kind: str = "steps"
    data: object = None

    def __post_init__(self):
        object.__setattr__(self, "frames", tuple(self.frames))
        if not self.frames:
            raise ValueError("a stepper needs at least one frame")

    def html(self):
        """A self-contained piece of HTML."""
        frames = "".join(
            f'<div class="rnn-frame"><p>{escape(frame.sentence)}</p>{frame.html}</div>'
            for frame in self.frames
        )
        style = f"<style>{self.style}</style>" if self.style else ""
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        first_look = f"{style}<strong>{escape(self.title)}</strong>{note}{frames}"
        return component(self.kind, self.data, first_look, self.title)

    def __str__(self):
        return "\n".join(frame.sentence for frame in self.frames)

    __repr__ = __str__

    def _repr_html_(self):
        return self.html()


def step_through(trace, words):
    """The walk through a sentence: one frame for each word, and one for the output."""
    walk = Walk.of(trace, words)
    frames = [Frame(picture_of_step(walk, t).img(), step_sentence(walk, t)) for t in range(walk.T)]
    frames.append(Frame(picture_of_output(walk).img(), output_sentence(walk)))
    return Stepper(frames, f"Reading “{' '.join(words)}”")
