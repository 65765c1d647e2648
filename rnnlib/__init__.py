"""Recurrent neural networks to read, run and step through.

Reading order: functions, cells, bptt, trace, views, drawing, figures, text, datasets, training,
stepper. The names below are the public ones; those that draw are loaded when first used.
"""

from rnnlib.bptt import bptt, gradient_check
from rnnlib.cells import RNN, DenseNet, count, parameters
from rnnlib.functions import (
    binary_cross_entropy,
    cross_entropy,
    identity,
    relu,
    sigmoid,
    softmax,
    squared_error,
    tanh,
)
from rnnlib.text import OneHot, Vocabulary, tokens
from rnnlib.trace import gradient, gradients, record
