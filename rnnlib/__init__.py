"""Recurrent neural networks to read, run and step through.

The text book, in reading order
    functions     activations and losses, each with its derivative
    cells         a network as a value; the dense net, the RNN
    backprop      backpropagation through time, by hand
    trace         the record of a run; walked back, it is the gradient of every network
    text          words and their numbers
    training      many small steps down the slope

The rooms above it
    inputs        what comes in is checked and brought into one form
    networks      the other networks, one file each
    fast          the same numbers without waste
    learning      optimisers, scores, the history of a training
    views         what a trace looks like, as data
    pictures      what draws
    touch         what one can step through
    data          sentences, small real tasks, honest rivals
    elsewhere     other people's letters, conventions and weights
    exercises     questions, checks, misconceptions
    self_study    a review, a report on the set-up

All public names are listed in `__init__.pyi`. A page is loaded when one of its names is first used,
so `import rnnlib` is quick, and does not draw in Matplotlib.
"""

from pathlib import Path

import lazy_loader

__version__ = "0.1.0"
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
__path__.append(str(Path(__file__).with_name("old_names")))  # what notebooks of 0.1 import
