"""The public names, each with the page where it stands. Type checkers and editors read them here.

`X as X` is how a stub says that a name is public.
"""

# --- the text book

from .functions import (
    binary_cross_entropy as binary_cross_entropy,
    cross_entropy as cross_entropy,
    identity as identity,
    relu as relu,
    sigmoid as sigmoid,
    softmax as softmax,
    squared_error as squared_error,
    tanh as tanh,
)
from .cells import DenseNet as DenseNet, Network as Network, RNN as RNN
from .backprop import bptt as bptt, gradient_check as gradient_check
from .trace import gradient as gradient, gradients as gradients, record as record
from .text import Vocabulary as Vocabulary, tokens as tokens
from .training import fit as fit

# --- what comes in

from .inputs.one_hot import OneHot as OneHot
from .inputs.packed import Packed as Packed, pack as pack
from .inputs.values import count as count, parameters as parameters, weight as weight

# --- the other networks

from .networks.bidirectional import Bidirectional as Bidirectional
from .networks.encoder_decoder import (
    EncoderDecoder as EncoderDecoder,
    OneToSequence as OneToSequence,
    pad as pad,
)
from .networks.generation import (
    continue_run as continue_run,
    generate as generate,
    only_at_first as only_at_first,
)
from .networks.gru import GRU as GRU
from .networks.lstm import LSTM as LSTM
from .networks.linear import ComplexLinearRNN as ComplexLinearRNN, LinearRNN as LinearRNN
from .networks.min_gru import MinGRU as MinGRU
from .networks.output_rnn import OutputRNN as OutputRNN
from .networks.stacked import Stacked as Stacked

# --- without waste

from .fast.long import checkpointed_bptt as checkpointed_bptt, truncated_bptt as truncated_bptt
from .fast.scan import scan as scan

# --- learning

from .learning.history import History as History
from .learning.optimisers import (
    Adam as Adam,
    GradientDescent as GradientDescent,
    clip_by_norm as clip_by_norm,
    clip_by_value as clip_by_value,
)
from .learning.scores import accuracy as accuracy, predict as predict

# --- a trace as data

from .views.gradient_flow import shares as shares
from .views.graph import folded as folded, neurons as neurons, unfolded as unfolded
from .views.ledger import ledger as ledger
from .views.one_step import operations as operations

# --- pictures

from .pictures.canvas import Picture as Picture, picture as picture
from .pictures.dots import dot_plot as dot_plot
from .pictures.figures import (
    dense_weights as dense_weights,
    hidden_to_hidden as hidden_to_hidden,
    one_hot_words as one_hot_words,
    two_views_of_a_dense_net as two_views_of_a_dense_net,
)
from .pictures.five_wirings import wirings as wirings
from .pictures.graphs import (
    computational_graph_of_a_dense_net as computational_graph_of_a_dense_net,
    draw as draw,
    folded_graph as folded_graph,
    one_output_at_the_end as one_output_at_the_end,
    output_recurrence as output_recurrence,
    unfolded_graph as unfolded_graph,
)
from .pictures.heat_map import heat_map as heat_map
from .pictures.ink import style as style
from .pictures.operation_graph import operations_of_one_step as operations_of_one_step
from .pictures.plots import arrow_plot as arrow_plot, line_plot as line_plot
from .pictures.rounds import scan_rounds as scan_rounds
from .pictures.tables import (
    arithmetic as arithmetic,
    output_arithmetic as output_arithmetic,
    labelled_weights as labelled_weights,
)
from .pictures.walk import walkthrough as walkthrough, walkthrough_output as walkthrough_output
from .pictures.word_map import (
    neighbours as neighbours,
    principal_axes as principal_axes,
    word_map as word_map,
)

# --- to step through

from .touch.explore import explore as explore
from .touch.graph_steps import (
    fold_and_unfold as fold_and_unfold,
    fork as fork,
    step_backward as step_backward,
    step_forward as step_forward,
)
from .touch.growing_lag import train_over_lags as train_over_lags
from .touch.ledger_pictures import ledger_map as ledger_map, step_ledger as step_ledger
from .touch.live_training import train_in_page as train_in_page
from .touch.predictions import ask as ask, attempt as attempt, tally as tally
from .touch.reading import own_sentence as own_sentence, read_along as read_along
from .touch.single_unit import one_unit as one_unit
from .touch.stepper import Frame as Frame, Stepper as Stepper, step_through as step_through

# --- data and rivals

from .data.baselines import LinearPast as LinearPast, NGram as NGram, rmse as rmse
from .data.batches import batches as batches, encode as encode
from .data.example import lecture_example as lecture_example, three_steps as three_steps
from .data.measured import measured as measured
from .data.reviews import fetch_reviews as fetch_reviews
from .data.sentences import (
    Sentences as Sentences,
    generated_sentences as generated_sentences,
    hold_out as hold_out,
    review_sentences as review_sentences,
    split as split,
    undecided_sentences as undecided_sentences,
)
from .data.short_cut import sentences_with_a_short_cut as sentences_with_a_short_cut
from .data.small_sets import (
    divide as divide,
    first_names as first_names,
    number_words as number_words,
    spelled_digits as spelled_digits,
    sunspots as sunspots,
    surnames as surnames,
    written_dates as written_dates,
)
from .data.trained import trained_example as trained_example
from .data.tasks import (
    as_words as as_words,
    loss_mask as loss_mask,
    next_letters as next_letters,
    one_answer as one_answer,
    read_in as read_in,
    symbols as symbols,
    write_out as write_out,
)

# --- other people's letters

from .elsewhere.convert import (
    from_keras as from_keras,
    from_notation as from_notation,
    from_torch as from_torch,
    to_keras as to_keras,
    to_notation as to_notation,
    to_torch as to_torch,
    translation as translation,
)

# --- exercises

from .exercises.checks import case as case, check as check, hint as hint
from .exercises.guesses import guess as guess

# --- self-study

from .self_study.doctor import doctor as doctor
from .self_study.my_way import my_way as my_way
from .self_study.review import review_round as review_round
