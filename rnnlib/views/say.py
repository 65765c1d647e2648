"""Numbers in text as the course writes them: with the minus sign of print, never as "−0.00"."""

import numpy as np


def number(value, digits=2):
    """A number as the course writes it: "0.46", "−0.20", and never "−0.00"."""
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return with_minus(text)


def with_minus(text):
    """A number that Python wrote, with the minus sign of print: "−2" for "-2"."""
    return text.replace("-", "−")


def signed(text):
    """A number as one addend or factor of many: a negative one in brackets, "(−0.20)"."""
    return f"({text})" if text.startswith("−") else text


def short(value):
    """A measured number: three digits, "0.0123", and from a thousand on whole, "−12,345"."""
    return with_minus(f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}")


def vector(values, digits=2):
    """A vector as the course writes it: "(0.46, −0.20, 0.88)"."""
    return "(" + ", ".join(number(v, digits) for v in values) + ")"


def in_words(value):
    """A small vector as text for a box: "0.46", "(0.46, −0.20)"; more than three as a length."""
    value = np.atleast_1d(np.squeeze(value))
    if len(value) == 1:
        return number(value[0])
    if one_hot(value):
        return f"1 at place {value.argmax()}"
    if len(value) > 3:
        return length(value)
    return vector(value)


def length(value):
    """A vector for which there is no room, by its size alone."""
    return f"length {number(np.linalg.norm(value))}"


def one_hot(x):
    """Whether a vector is all zeros but for a single 1."""
    return np.count_nonzero(x) == 1 and x.sum() == 1
