"""One network, and one step, as numbers that a pocket calculator can check."""

import numpy as np

from rnnlib.inputs.names import Name
from rnnlib.views.graph import row
from rnnlib.views.one_step import terms
from rnnlib.views.say import number, signed
from rnnlib.views.table import Table


def labelled_weights(model, words):
    """All weights of a small RNN with one output, labelled: a column for each hidden unit.

    A row of W belongs to a word, a row of V to a unit of the last state, b is a bias. The last row
    is U: with which weight the output hears the unit.
    """
    n_x, n_z = model.W.shape
    if len(words) != n_x or model.U.shape[1] != 1:
        raise ValueError(
            f"{len(words)} words for W {model.W.shape} and U {model.U.shape}: expected a word for "
            "each row of W, and one output"
        )
    rows = [(f"W, from “{word}”", *w) for word, w in zip(words, model.W, strict=True)]
    rows += [(f"V, from unit {i}", *v) for i, v in enumerate(model.V)]
    rows += [("b", *model.b), ("U, to f", *model.U[:, 0])]
    head = ("", *(f"to unit {j}" for j in range(n_z)))
    told = tuple((name, *(number(value, 1) for value in values)) for name, *values in rows)
    return Table("All weights", head, told, (f"c = {number(model.c[0], 1)}, the bias of f",))


def arithmetic(trace, t, unit=None):
    """Step t of a recorded run, term by term: Vᵀz[t−1] + Wᵀx[t] + b = a, σ(a) = z[t].

    One row for each unit (or only for `unit`, counted from 0), and below it every product spelled
    out. All numbers come from the record, rounded to three decimals.
    """
    if trace.T is None or not 0 <= t < trace.T:
        raise ValueError(f"t = {t}, expected a step of this trace: 0 to {(trace.T or 1) - 1}")
    return _step(trace, Name("z", t), f"z[{t}]", "a", unit)


def output_arithmetic(trace):
    """The output after the last step, term by term: Uᵀz[T−1] + c = s, τ(s) = f."""
    return _step(trace, Name("f", None if trace.T is None else trace.T - 1), "f", "s", None)


def _step(trace, name, shown, total, unit):
    """The table of one value: a column for each term, their sum, and the activation of it."""
    parts, node = terms(trace, name), trace[name]
    if not parts:
        raise ValueError(
            f"{name} of this {type(trace.model).__name__} is no activation of a sum such as "
            f"Vᵀz[t−1] + Wᵀx[t] + b, which this table spells out; operations_of_one_step shows it"
        )
    n = node.value.shape[-1]
    if unit is not None and not 0 <= unit < n:
        raise ValueError(f"unit = {unit}, expected one of 0 to {n - 1}")
    result = row(trace, name)  # refuses a batch
    called = {k: f"{k}ᵀ{term.factor}" if term.factor else k for k, term in parts.items()}
    numbers = [np.atleast_2d(term.value)[0] for term in parts.values()]
    numbers += [node.parents[0].value[0], result]
    units = range(n) if unit is None else [unit]
    rows = [(f"{i}", *(number(part[i], 3) for part in numbers)) for i in units]
    notes = [
        f"unit {i}, {called[letter]}: {_products(trace, letter, term.factor, i)} = "
        f"{number(term.value[0, i], 3)}"
        for i in units
        for letter, term in parts.items()
        if term.factor
    ]
    head = ("unit", *called.values(), f"{total}, their sum", f"{shown} = {node.operation}({total})")
    caption = f"{shown} = {node.operation}({' + '.join(called.values())})"
    return Table(caption, head, tuple(rows), tuple(notes))


def _products(trace, letter, factor, unit):
    """Weight · value for every input of one unit, as one would type it."""
    weights = getattr(trace.model, letter)[:, unit]
    pairs = zip(weights, row(trace, factor), strict=True)
    return " + ".join(f"{_weight(w)}·{_value(v)}" for w, v in pairs)


def _weight(w):
    """A weight with as many decimals as it needs, at most three: 0.9, (−0.25)."""
    text = number(w, 3).rstrip("0")
    return signed(text + "0" if text.endswith(".") else text)


def _value(v):
    """A value of the network: 0.030, (−0.109); whole numbers, as in one-hot vectors, stay whole."""
    return signed(number(v, 0 if float(v).is_integer() else 3))
