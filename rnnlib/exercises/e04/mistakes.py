"""What goes wrong between the last state and the loss."""

import numpy as np

from rnnlib.exercises.e04.questions import CROSS_ENTROPY, LAST_OUTPUT, LOSS
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.output import SCORE, SIGMOID, output_slips
from rnnlib.exercises.slips.slip import joined

_TAU = "np.where(s >= 0, 1, e) / (1 + e)"
_BINARY = "np.logaddexp(0, s) - s * y"
_LOG_F = "shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))"
_SOFTMAX = "np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)"

CUTS = ("1e-7", "1e-8", "1e-10", "1e-12", "1e-15")  # what learners and public code take


def cut_off(question, eps):
    """Probabilities kept away from 0, or log(f + eps), which gives nearly the same numbers."""
    f = f"np.clip(1 / (1 + np.exp(-s)), {eps}, 1 - {eps})"
    edits = {
        LOSS: {_BINARY: f"-(y * np.log({f}) + (1 - y) * np.log(1 - {f}))"},
        CROSS_ENTROPY: {_LOG_F: f"np.log(np.clip({_SOFTMAX}, {eps}, 1))"},
    }
    return Mistake(
        question,
        f"probabilities cut off at {eps}",
        edits[question],
        "You cut f off before taking the logarithm. That is finite, but wrong: no loss of one "
        f"answer can be larger than {-np.log(float(eps)):.0f}, however wrong the score is. Beyond "
        "the cut the gradient is zero, or nearly, and nothing is learned.",
        "Let one answer be wrong by a score of 100, then by 1000. Is the second loss ten times "
        "the first?",
    )


OWN = (
    Mistake(
        LAST_OUTPUT,
        "the first state",
        {"states[-1]": "states[0]"},
        "You read the state after the first word. The rest of the sentence is not in it.",
        "Change the last state of the array. Does f change?",
    ),
    Mistake(
        LAST_OUTPUT,
        "one state too early",
        {"states[-1]": "states[-2]"},
        "You read the state before the last one. Five tokens make five states: <eos> is a token "
        "too, and the prediction comes from z[4].",
        "Print len(states) and the index that you use.",
    ),
    Mistake(
        LAST_OUTPUT,
        "the last sentence",
        {"states[-1]": "states[:, -1]"},
        "You took the last sentence of the batch, with all its states. Time is the first axis.",
        "Print the shape of what you took. It should be (B, n_z).",
    ),
    Mistake(
        LAST_OUTPUT,
        "an output at every step",
        {"states[-1]": "states"},
        "You read every state. Here one answer is asked, at the end of the sentence.",
        "Compare the shape of your result with the table.",
    ),
    Mistake(
        LAST_OUTPUT,
        "the mean of all states",
        {"states[-1]": "states.mean(axis=0)"},
        "You averaged the states over time. That can be a useful model, but it is not this one: "
        "here the last state has to hold what matters.",
        "Change the first state of the array. Should f change?",
    ),
    Mistake(
        LAST_OUTPUT,
        "the sigmoid of −s",
        {"s >= 0": "s < 0"},
        "The sigmoid falls where it should rise. You get 1 − f.",
        "Try a large positive score. Should f be near 1 or near 0?",
    ),
    Mistake(
        LAST_OUTPUT,
        "exp overflows",
        {_TAU: "np.exp(s) / (1 + np.exp(s))"},
        "For a score of 1000, exp(s) is infinite, and infinite divided by infinite is NaN. The "
        "form is right on paper; the computer needs one whose exponent is never large.",
        "Compute np.exp(710.0). Then write the sigmoid with e^(−s) and try s = 1000 again.",
    ),
    Mistake(
        LAST_OUTPUT,
        "always the fifth state",
        {"states[-1]": "states[4]"},
        "You took z[4]. That is the last state of five tokens; other sentences have other "
        "lengths. The first axis says how many there are.",
        "Give it states of 7 steps. Which index has the last one?",
    ),
    Mistake(
        LOSS,
        "sum over the batch",
        {" / len(s)": ""},
        "You added up the losses of all rows. The loss of a batch is the mean over its rows, so "
        "that it does not grow with the batch.",
        "Give it the same row twice. Should the loss double?",
    ),
    Mistake(
        LOSS,
        "mean over the units too",
        {".sum() / len(s)": ".mean()"},
        "You divided by all numbers. The units of one row are added up; the mean is taken over "
        "the rows alone.",
        "Try one row with two units of score 0. The loss should be 2 log 2.",
    ),
    Mistake(
        LOSS,
        "divided by the units, not by the rows",
        {"len(s)": "s.shape[-1]"},
        "You divided by the number of outputs. The mean is taken over the rows of the batch.",
        "Give it the same row twice. Should the loss double?",
    ),
    Mistake(
        LOSS,
        "one loss for each row",
        {"losses.sum() / len(s)": "losses.sum(axis=-1)"},
        "These are the losses of the rows. One number is asked: their mean.",
        "Compare the shape of your result with the table.",
    ),
    Mistake(
        LOSS,
        "the logarithm of a probability",
        {
            _BINARY: "-(y * np.log(1 / (1 + np.exp(-s))) "
            "+ (1 - y) * np.log(1 - 1 / (1 + np.exp(-s))))"
        },
        "You compute f first, then its logarithm. From a score of about 37 on, f is exactly 1 in "
        "the computer, so 1 − f is 0 and its logarithm is −∞. On paper your formula is right.",
        "Compute f for s = 40, then 1 − f. What is left for the logarithm?",
    ),
    Mistake(
        LOSS,
        "the logarithm of a rounded probability",
        {_BINARY: "-np.log(np.abs(1 - y - 1 / (1 + np.exp(-s))))"},
        "You compute f first, then log f or log(1 − f), whichever y asks for. From a score of "
        "about 37 on, f is exactly 1 in the computer. A wrong answer then costs ∞, not 37.",
        "Compute 1 − f for s = 40. Should the loss for y = 0 be infinite, or 40?",
    ),
    *(cut_off(LOSS, eps) for eps in CUTS),
    Mistake(
        LOSS,
        "log(1 + exp(s)) overflows",
        {"np.logaddexp(0, s)": "np.log(1 + np.exp(s))"},
        "exp(1000) is infinite, and so is its logarithm. But log(1 + e^s) for s = 1000 is 1000.",
        "Write log(1 + e^s) in a way that the exponent is never positive.",
    ),
    Mistake(
        LOSS,
        "the term for y = 0 forgotten",
        {_BINARY: "y * np.logaddexp(0, -s)"},
        "You counted −y log f alone. Where y = 0, the loss is −log(1 − f).",
        "Try y = 0 with a score of 5. The network is wrong; is your loss 0?",
    ),
    Mistake(
        LOSS,
        "0 and 1 exchanged",
        {"s * y": "s * (1 - y)"},
        "Your loss is small where the answer is wrong. A large score should cost little if y = 1.",
        "Try y = 1 with the scores 5 and −5. Which loss should be larger?",
    ),
    Mistake(
        LOSS,
        "sign of s y",
        {"- s * y": "+ s * y"},
        "The term s y has the wrong sign. For y = 1 and a large score the loss should be near 0.",
        "Try y = 1 and s = 10. The network is right; is your loss small?",
    ),
    Mistake(
        LOSS,
        "a negative loss",
        {"return losses": "return -losses"},
        "The sign is wrong. log f is negative, and the minus before it makes the loss positive.",
        "Try s = 0: the loss is log 2 = 0.6931, above zero.",
    ),
    Mistake(
        LOSS,
        "s and y exchanged",
        {"np.logaddexp(0, s)": "np.logaddexp(0, y)"},
        "The two arguments have changed places: the exponential function got the target.",
        "Try s = 5 with y = 0. The loss should be a little more than 5.",
    ),
    Mistake(
        LOSS,
        "logarithm to base 2",
        {"return losses": "return 1 / np.log(2) * losses"},
        "You used the logarithm to base 2. These are bits; the loss is defined with the natural "
        "logarithm.",
        "Try s = 0. The loss should be 0.6931, not 1.",
    ),
    Mistake(
        LOSS,
        "squared error",
        {_BINARY: "0.5 * ((1 + np.tanh(s / 2)) / 2 - y) ** 2"},
        "This is the squared error of f. It is never larger than one half, even for an answer that "
        "is wrong and sure of itself.",
        "Try s = 1000 with y = 0. The cross-entropy should be 1000.",
    ),
    Mistake(
        LOSS,
        "e^1 in place of 1",
        {"np.logaddexp(0, s)": "np.logaddexp(1, s)"},
        "np.logaddexp takes exponents: with a 1 you get log(e + e^s). Which exponent gives the "
        "number 1?",
        "Try s = 0 and y = 0. The loss should be log 2 = 0.6931.",
    ),
    Mistake(
        CROSS_ENTROPY,
        "no largest score taken out",
        {"s - s.max(axis=-1, keepdims=True)": "s"},
        "exp overflows from 710 on. Take the largest score of each row out first; log f stays the "
        "same.",
        "Compute np.exp(710.0). Then add 1000 to all scores of a row: should the loss change?",
    ),
    Mistake(
        CROSS_ENTROPY,
        "one largest score for the whole batch",
        {"s.max(axis=-1, keepdims=True)": "s.max()"},
        "You took out the largest score of the batch. A row far below it becomes exp(−2000) = 0 at "
        "all places, and the logarithm of 0 is −∞. Each row has a largest score of its own.",
        "Try two rows, one with scores about 1000, one with scores about −1000.",
    ),
    Mistake(
        CROSS_ENTROPY,
        "the largest score not put back",
        {"log_f = shifted": "log_f = s"},
        "You took the largest score out below the logarithm, but not before it. Then log f is "
        "wrong by that score.",
        "Look at log f: can the logarithm of a probability be positive?",
    ),
    Mistake(
        CROSS_ENTROPY,
        "softmax first, then the logarithm",
        {_LOG_F: f"np.log({_SOFTMAX})"},
        "Softmax is exact enough, but f becomes 0 if a score is 745 below the largest. Then log f "
        "is −∞. The logarithm of the fraction can be written as a difference, without f.",
        "Compute softmax of (400, −400), then its logarithm. Should it be −800?",
    ),
    Mistake(
        CROSS_ENTROPY,
        "the logarithm of a rounded probability",
        {_LOG_F: f"np.log(np.where(y == 1, {_SOFTMAX}, 1))"},
        "You take the logarithm of f, of the right class alone. But f becomes 0 if its score is "
        "745 below the largest, and its loss infinite. The loss should be about 745.",
        "Compute softmax of (400, −400), then the logarithm of its second number.",
    ),
    *(cut_off(CROSS_ENTROPY, eps) for eps in CUTS),
    Mistake(
        CROSS_ENTROPY,
        "no logarithm",
        {_LOG_F: _SOFTMAX},
        "You multiplied y by f itself. The cross-entropy is made of log f.",
        "Try two equal scores. The loss should be log 2 = 0.6931.",
    ),
    Mistake(
        CROSS_ENTROPY,
        "summed over the batch below the logarithm",
        {".sum(axis=-1, keepdims=True))": ".sum(axis=0, keepdims=True))"},
        "The classes of one row share the probability 1. You added up one class over all rows.",
        "Add up np.exp(log_f) along a row. It should be 1.",
    ),
    Mistake(
        CROSS_ENTROPY,
        "summed over everything below the logarithm",
        {".sum(axis=-1, keepdims=True))": ".sum())"},
        "You added up the exponentials of the whole batch. Each row has a sum of its own.",
        "Add up np.exp(log_f) along a row. It should be 1.",
    ),
    Mistake(
        CROSS_ENTROPY,
        "sigmoid instead of softmax",
        {_LOG_F: "-np.logaddexp(0, -s)"},
        "You took each score by itself, as in a yes-or-no question. Here exactly one class is "
        "right, and the scores of the others count too.",
        "Raise the score of a wrong class. Should the loss grow?",
    ),
    Mistake(
        CROSS_ENTROPY,
        "sum over the batch",
        {" / len(s)": ""},
        "You added up the losses of all rows. The loss of a batch is the mean over its rows.",
        "Give it the same row twice. Should the loss double?",
    ),
    Mistake(
        CROSS_ENTROPY,
        "mean over the classes too",
        {".sum() / len(s)": ".mean()"},
        "You divided by all numbers, also by the number of classes. The mean is taken over the "
        "rows alone.",
        "Try one row with two equal scores. The loss should be log 2, not half of it.",
    ),
    Mistake(
        CROSS_ENTROPY,
        "one loss for each row",
        {".sum() / len(s)": ".sum(axis=-1)"},
        "These are the losses of the rows. One number is asked: their mean.",
        "Compare the shape of your result with the table.",
    ),
    Mistake(
        CROSS_ENTROPY,
        "a negative loss",
        {"return -(": "return ("},
        "The minus is missing. log f is negative, the loss is positive.",
        "Try two equal scores: the loss is log 2 = 0.6931, above zero.",
    ),
    Mistake(
        CROSS_ENTROPY,
        "logarithm to base 2",
        {"return -(": "return -1 / np.log(2) * ("},
        "You used the logarithm to base 2. These are bits; the loss is defined with the natural "
        "logarithm.",
        "Try two equal scores. The loss should be 0.6931, not 1.",
    ),
    Mistake(
        CROSS_ENTROPY,
        "the largest score of each column",
        {"max(axis=-1, keepdims=True)": "max(axis=0)"},
        "You took out the largest score of each class. Then every class of a row is moved by "
        "another number, and that changes the loss. One row needs one number.",
        "Print the shape of what you subtract. It should be (B, 1).",
    ),
)

_SHIFTED = "shifted = s - s.max(axis=-1, keepdims=True)"
_F_OF_S = "np.exp(s - s.max(axis=-1, keepdims=True))"
_END = "return -(y * log_f).sum() / len(s)"
_SIGMOID = "((1 + np.tanh(s / 2)) / 2)"
_NOT_A_LOSS = (
    "This is not the cross-entropy. It is never large, even for an answer that is wrong and "
)

MORE = (
    Mistake(
        LOSS,
        "the sigmoid before a loss that has it inside",
        {_BINARY: f"np.logaddexp(0, {_SIGMOID}) - {_SIGMOID} * y"},
        "You made f from s, and gave f to a formula that takes s: the sigmoid is applied twice. No "
        "loss can be below 0.31 then, however right the answer is.",
        "Try y = 1 and s = 20. The network is right and sure; is your loss near 0?",
        alone=True,
    ),
    Mistake(
        CROSS_ENTROPY,
        "softmax before a loss that has it inside",
        {
            _SHIFTED: f"f = {_F_OF_S}\n    f = f / f.sum(axis=-1, keepdims=True)\n"
            "    shifted = f - f.max(axis=-1, keepdims=True)"
        },
        "You made f from s, and gave f to a formula that takes s: the softmax is applied twice. "
        "The loss then never comes near to 0, and hardly anything is learned.",
        "Try the scores (20, 0) with y = (1, 0). The network is right; is your loss near 0?",
        alone=True,
    ),
    *(
        Mistake(
            LOSS,
            f"squared error, {how}",
            {"return losses.sum() / len(s)": f"return {text}"},
            f"This is the squared error of f, {how}. It is never larger than 1 for one output, "
            "even for an answer that is wrong and sure of itself.",
            "Try s = 1000 with y = 0. The cross-entropy should be 1000.",
            alone=True,
        )
        for how, text in (
            ("without ½", f"(({_SIGMOID} - y) ** 2).sum() / len(s)"),
            ("the mean of all", f"(({_SIGMOID} - y) ** 2).mean()"),
            ("of the scores", "((s - y) ** 2).sum() / len(s)"),
            ("the mean of all, of the scores", "((s - y) ** 2).mean()"),
        )
    ),
    *(
        Mistake(
            CROSS_ENTROPY,
            f"squared error, {how}",
            {_END: f"return {text}"},
            f"{_NOT_A_LOSS}sure: the squared error of the outputs, {how}.",
            "Try the scores (100, 0) with y = (0, 1). The cross-entropy should be 100.",
            alone=True,
        )
        for how, text in (
            ("without ½", "((np.exp(log_f) - y) ** 2).sum() / len(s)"),
            ("with ½", "0.5 * ((np.exp(log_f) - y) ** 2).sum() / len(s)"),
            ("the mean of all", "((np.exp(log_f) - y) ** 2).mean()"),
        )
    ),
    Mistake(
        LOSS,
        "the absolute error",
        {"return losses.sum() / len(s)": f"return np.abs({_SIGMOID} - y).sum() / len(s)"},
        "This is the absolute error of f. It is never larger than 1 for one output, even for an "
        "answer that is wrong and sure of itself.",
        "Try s = 1000 with y = 0. The cross-entropy should be 1000.",
        alone=True,
    ),
    Mistake(
        CROSS_ENTROPY,
        "a yes or no for each class",
        {_END: "return (np.logaddexp(0, s) - s * y).sum() / len(s)"},
        "You took the loss of Part 2 for each class. Here exactly one class is right, and the "
        "outputs of a row share one 1.",
        "Add 5 to all scores. Should the loss change?",
        alone=True,
    ),
    Mistake(
        CROSS_ENTROPY,
        "the perplexity",
        {_END: "return np.exp(-(y * log_f).sum() / len(s))"},
        "This is e to the loss, the perplexity. Asked is the loss itself.",
        "Try two equal scores. The loss is 0.6931, its perplexity 2.",
        alone=True,
    ),
    Mistake(
        CROSS_ENTROPY,
        "one minus the accuracy",
        {_END: "return np.mean(log_f.argmax(axis=-1) != y.argmax(axis=-1))"},
        "You counted the wrong answers. The cross-entropy also asks how sure they were.",
        "Double all scores. Should the loss stay the same?",
        alone=True,
    ),
    Mistake(
        CROSS_ENTROPY,
        "the loss of every class, right or wrong",
        {"-(y * log_f).sum()": "-log_f.sum()"},
        "You added up −log f of all classes. Only that of the right class counts: y chooses it.",
        "Change y. Does your loss change?",
        alone=True,
    ),
)

MISTAKES = joined(
    OWN,
    MORE,
    output_slips(LAST_OUTPUT, SCORE, "c + z @ U", z="z", U="U", c="c"),
    output_slips(LAST_OUTPUT, SIGMOID, _TAU, ("sign in the exponent",), s="s"),
)
