"""Lesson 05b: the next sunspot number, by an RNN and by a weighted sum, asked alike."""

from dataclasses import replace
from functools import cache

import numpy as np

from benchmarks.claims import claim
from rnnlib import RNN, Adam, LinearPast, fit, identity, relu, rmse, squared_error, sunspots, tanh
from rnnlib.data.forecasts import CHANGE, ROOT, TEST, VALIDATION, VALUE, windows

YEARS, SPOTS = sunspots()
PARTS = {"validation": (VALIDATION - 1700, TEST - 1700), "test": (TEST - 1700, len(SPOTS))}


@cache
def network(seed, question, first, sigma=tanh, v=1.0, epochs=30, average=0.9):
    """An RNN that learned from the years before place `first`."""
    rng = np.random.default_rng(seed)
    start = RNN.initialise(1, 32, 1, rng=rng, sigma=sigma, tau=identity)
    how = {"optimiser": Adam(0.003), "batch_size": 8, "average": average, "progress": False}
    x, y = windows(question, SPOTS[:first])
    start = replace(start, V=v * start.V)
    return fit(start, x, y, squared_error, read="every", epochs=epochs, rng=rng, **how)[0]


def by_network(question, first, end, *recipe, seed):
    """How far off an RNN is in the years from place `first` to before `end`."""
    model = network(seed, question, first, *recipe)
    answers = model.run(question.numbers(SPOTS[: end - 1])[:, None])[1][:, 0]
    return rmse(question.forecasts(SPOTS[:end], answers)[first - 1 :], SPOTS[first:end])


def by_sum(question, first, end, p):
    """The same for the weighted sum of the last p years."""
    read = question.numbers(SPOTS)
    values = np.diff(read) if question.change else read
    shift = 1 if question.change else 0  # the differences begin a year later
    fitted = LinearPast.fit(values[: first - shift], p)
    answers = fitted.predict(values[: end - shift])
    return rmse(question.forecasts(SPOTS[:end], answers)[first - end :], SPOTS[first:end])


def best_p(question):
    """The number of years that is best on the validation years."""
    return min(range(1, 21), key=lambda p: by_sum(question, *PARTS["validation"], p))


def persistence(first, end):
    """Next year is as this year."""
    return rmse(SPOTS[first - 1 : end - 1], SPOTS[first:end])


@claim(
    "sunspots",
    lesson="05b",
    says="asked alike and chosen on the validation years, the RNN is better than the weighted sum "
    "by little on the test years; with ReLU, which has no ceiling, it is clearly better, but the "
    "validation years could not tell",
    holds=lambda m: (
        m["RNN, square root: validation"] < min(m["RNN, value: validation"], 14.5)
        and abs(m["RNN, square root: test"] - m["weighted sum, square root: test"]) < 1
        and abs(m["RNN, square root, ReLU: validation"] - m["RNN, square root: validation"]) < 1
        and m["RNN, square root, ReLU: test"] < m["weighted sum, square root: test"] - 1
        and m["persistence: test"] > 25
    ),
)
def the_next_year(seed):
    """Off by: the root of the mean squared error, on the validation and on the test years."""
    found = {}
    for part, years in PARTS.items():
        found[f"persistence: {part}"] = persistence(*years)
        for question in (VALUE, CHANGE, ROOT):
            name = f"{question.name}: {part}"
            found[f"weighted sum, {name}"] = by_sum(question, *years, best_p(question))
            found[f"RNN, {name}"] = by_network(question, *years, seed=seed)
        found[f"RNN, square root, ReLU: {part}"] = by_network(ROOT, *years, relu, seed=seed)
    return dict(sorted(found.items(), key=lambda item: item[0].endswith("test")))


@claim(
    "record years",
    lesson="05b",
    says="in years higher than every learning year a tanh network is far too low, and one with "
    "ReLU is about as the weighted sum",
    holds=lambda m: (
        m["RNN"] < m["weighted sum"] - 5
        and abs(m["RNN, ReLU"] - m["weighted sum"]) < 8
        and m["RNN"] < m["RNN, ReLU"] - 5
    ),
)
def record_years(seed):
    """How far the forecasts are above (+) or below (−) the test years that are record years."""
    first, end = PARTS["test"]
    measured, read = SPOTS[first:end], ROOT.numbers(SPOTS)
    record = measured > SPOTS[:first].max()
    by_weights = LinearPast.fit(read[:first], best_p(ROOT)).predict(read)
    made = {"weighted sum": by_weights}
    for name, sigma in {"RNN": tanh, "RNN, ReLU": relu}.items():
        made[name] = network(seed, ROOT, first, sigma).run(read[:-1, None])[1][:, 0]
    errors = {who: ROOT.back(a)[first - end :] - measured for who, a in made.items()}
    found = {who: error[record].mean() for who, error in errors.items()}
    return found | {
        f"{who}, other years: off by": rmse(e[~record], 0 * e[~record]) for who, e in errors.items()
    }


@claim(
    "sunspots, the recipe",
    lesson="05b",
    says="on the validation years 30 epochs are the best; V times 0.5 at the beginning brings "
    "nothing that fewer epochs do not bring",
    holds=lambda m: (
        m["30 epochs"] < min(m["15 epochs"], m["60 epochs"], m["120 epochs"])
        and m["30 epochs"] < m["30 epochs, V × 0.5"] + 0.3
    ),
)
def the_recipe(seed):
    """The RNN that is asked for the square root, on the validation years only."""
    recipes = {f"{n} epochs": (1.0, n) for n in (15, 30, 60, 120)}
    recipes |= {f"{n} epochs, V × 0.5": (0.5, n) for n in (30, 60)}
    recipes |= {"30 epochs, no average": (1.0, 30, 0.0)}
    years = PARTS["validation"]
    return {name: by_network(ROOT, *years, tanh, *r, seed=seed) for name, r in recipes.items()}


def years_ahead_by(step, answer, memory, h):
    """The answers h years ahead: go on h − 1 times with the own answers."""
    for _ in range(h - 1):
        answer, memory = step(answer, memory)
    return answer


@claim(
    "sunspots, years ahead",
    lesson="05b",
    says="a year ahead both models beat their rivals by far; five and eleven years ahead they are "
    "equally good, and to say the year eleven years before is better than both",
    holds=lambda m: (
        m["RNN, 1 ahead"] < m["RNN, 2 ahead"] < m["as 11 years before"]
        and m["as 11 years before"] < min(m["RNN, 5 ahead"], m["weighted sum, 5 ahead"])
        and m["as 11 years before"] < min(m["RNN, 11 ahead"], m["weighted sum, 11 ahead"])
        and abs(m["RNN, 5 ahead"] - m["weighted sum, 5 ahead"]) < 5
    ),
)
def years_ahead(seed):
    """Off by, on the test years, where each forecast is made h years before."""
    first, end = PARTS["test"]
    read, measured, p = ROOT.numbers(SPOTS), SPOTS[first:end], best_p(ROOT)
    model = network(seed, ROOT, first)
    states, answers = model.run(read[:, None])
    weights = LinearPast.fit(read[:first], p).weights
    pasts = np.lib.stride_tricks.sliding_window_view(read, p)

    def by_rnn(answer, z):
        z = model.step(answer, z)
        return model.output(z), z

    def by_weights(answer, past):
        past = np.column_stack([past[:, 1:], answer])
        return weights[0] + past @ weights[1:], past

    found = {}
    for h in (1, 2, 5, 11):
        known = np.arange(first, end) - h  # the place of the last year that is known
        past = pasts[known - p + 1]
        made = years_ahead_by(by_rnn, answers[known], states[known], h)[:, 0]
        summed = years_ahead_by(by_weights, weights[0] + past @ weights[1:], past, h)
        found[f"RNN, {h} ahead"] = rmse(ROOT.back(made), measured)
        found[f"weighted sum, {h} ahead"] = rmse(ROOT.back(summed), measured)
        if h != 11:
            found[f"as the last known year, {h} ahead"] = rmse(SPOTS[known], measured)
    found["as 11 years before"] = rmse(SPOTS[first - 11 : end - 11], measured)
    found["the mean of the learning years"] = rmse(
        np.full(len(measured), SPOTS[:first].mean()), measured
    )
    return found
