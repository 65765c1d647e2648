"""Recurrent neural networks to read, run and step through.

Reading order
    the network:  functions, cells, output_rnn, bptt, loops, encoder_decoder, runs, trace,
                  generation; untied for lesson 04
    sequences:    words (numbers for one-hot vectors), packed (different lengths), long
    pictures:     views, ink, canvas, drawing, figures, walk, plots, tables
    graphs:       shares, diagram, graphs, operation_graph, wirings, graph_steps
    gradients:    ledger, ledger_pictures
    learning:     text, datasets, reviews, optimisers, training
    real tasks:   sequences, tasks, baselines
    elsewhere:    notations (everybody's letters), convert (weights to PyTorch, Keras, textbooks)
    in notebooks: reading, stepper, checkup
    exercises:    answers, comparing, verdicts, judging, questions (right answers, cases, hints),
                  misconceptions (wrong variants), checks, predictions
What draws is loaded when it is first used, so `import rnnlib` stays quick.
"""

from importlib import import_module

from rnnlib.backprop import bptt, gradient_check
from rnnlib.cells import RNN, DenseNet, count, parameters
from rnnlib.fast.long import checkpointed_bptt, truncated_bptt
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
from rnnlib.inputs.packed import Packed, pack
from rnnlib.networks.encoder_decoder import EncoderDecoder, OneToSequence
from rnnlib.networks.output_rnn import OutputRNN
from rnnlib.text import OneHot, Vocabulary, tokens
from rnnlib.trace import gradient, gradients, record
from rnnlib.views.ledger import ledger

__version__ = "0.1.0"

_LATER = {
    "rnnlib.networks.encoder_decoder": "pad",
    "rnnlib.networks.generation": "continue_run generate only_at_first",
    "rnnlib.data.sentences": "Sentences batches encode generated_sentences review_sentences split",
    "rnnlib.data.reviews": "fetch_reviews",
    "rnnlib.data.small_sets": "divide first_names number_words spelled_digits sunspots surnames "
    "written_dates",
    "rnnlib.data.tasks": "as_words loss_mask next_letters one_answer read_in symbols write_out",
    "rnnlib.data.baselines": "LinearPast NGram rmse",
    "rnnlib.training": "Adam GradientDescent History accuracy clip_by_norm clip_by_value fit "
    "predict",
    "rnnlib.pictures.ink": "style",
    "rnnlib.pictures.canvas": "Picture picture",
    "rnnlib.pictures.heat_map": "heat_map",
    "rnnlib.pictures.plots": "arrow_plot line_plot",
    "rnnlib.views.graph": "folded neurons unfolded",
    "rnnlib.views.one_step": "operations",
    "rnnlib.data.example": "lecture_example three_steps",
    "rnnlib.pictures.figures": "dense_weights hidden_to_hidden one_hot_words "
    "two_views_of_a_dense_net",
    "rnnlib.pictures.graphs": "computational_graph_of_a_dense_net draw folded_graph "
    "one_output_at_the_end output_recurrence unfolded_graph",
    "rnnlib.pictures.operation_graph": "operations_of_one_step",
    "rnnlib.pictures.five_wirings": "wirings",
    "rnnlib.pictures.word_map": "neighbours principal_axes word_map",
    "rnnlib.elsewhere.convert": "from_keras from_notation from_torch to_keras to_notation to_torch "
    "translation",
    "rnnlib.views.gradient_flow": "shares",
    "rnnlib.touch.graph_steps": "fold_and_unfold fork step_backward step_forward",
    "rnnlib.touch.ledger_pictures": "ledger_map step_ledger",
    "rnnlib.pictures.walk": "walkthrough walkthrough_output",
    "rnnlib.pictures.tables": "arithmetic output_arithmetic",
    "rnnlib.touch.stepper": "Frame Stepper own_sentence read_along step_through",
    "rnnlib.self_study.review": "review_round",
    "rnnlib.self_study.doctor": "doctor",
    "rnnlib.exercises.checks": "check hint",
}
_HOME = {name: module for module, names in _LATER.items() for name in names.split()}

__all__ = [
    "RNN",
    "DenseNet",
    "EncoderDecoder",
    "OneHot",
    "OneToSequence",
    "OutputRNN",
    "Packed",
    "Vocabulary",
    "binary_cross_entropy",
    "bptt",
    "checkpointed_bptt",
    "count",
    "cross_entropy",
    "gradient",
    "gradient_check",
    "gradients",
    "identity",
    "ledger",
    "pack",
    "parameters",
    "record",
    "relu",
    "sigmoid",
    "softmax",
    "squared_error",
    "tanh",
    "tokens",
    "truncated_bptt",
    *_HOME,
]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"rnnlib has no {name!r}; it has {', '.join(sorted(__all__))}")
    globals()[name] = value = getattr(import_module(_HOME[name]), name)
    return value


def __dir__():
    return __all__
