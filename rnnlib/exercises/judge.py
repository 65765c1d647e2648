"""Hold what an answer gave against the right numbers, and name the mistake that gives the same.

A misconception is a runnable wrong variant of the right answer. If the learner's numbers equal the
variant's numbers on every case, that is the mistake; if no single one fits, two at once are tried.
A mistake that nobody planted still gets the first number that differs: its step, row and unit.
"""

import re
from itertools import combinations

import numpy as np

from rnnlib.exercises.collect import Unknown
from rnnlib.exercises.compare import about_part, equal_part, in_general
from rnnlib.exercises.errors import about_error, could_stop_at, remedy
from rnnlib.exercises.verdict import NOT_YET, RIGHT, UNTRIED, Verdict


@np.errstate(all="ignore")  # an answer may hold any numbers; they are only compared
def verdict_on(question, cases, outcomes, mistakes=(), foreign=()):
    """The verdict on the outcomes of an answer; `foreign` names the data it reads from outside."""
    if outcomes and all(outcome.untried for outcome in outcomes):
        place = "in place of the line raise NotImplementedError(), and run that cell"
        words = f'write your answer {place}; hint("{question.name}", 1) helps'
        return Verdict(question.name, UNTRIED, experiment=words)
    note = _about_foreign(foreign) if cases[0] else ""
    found, name = first_difference(question, cases, outcomes)
    if not found:
        unchecked = question.unchecked
        return Verdict(question.name, RIGHT, question.checked, unchecked=unchecked, note=note)
    names, says, experiment = _diagnosis(question, cases, outcomes, mistakes, name)
    return Verdict(
        question.name,
        NOT_YET,
        question.checked,
        found,
        says,
        experiment or question.experiment,
        note=note,
        mistakes=names,
    )


def _about_foreign(names):
    if not names:
        return ""
    return (
        f"your function reads {', '.join(names)} from the notebook, not from its arguments; if "
        "you did not mean to, use the argument"
    )


def first_difference(question, cases, outcomes):
    """(a sentence on the first thing that is not as expected, the mistake's name if known)."""
    if len(outcomes) != len(cases):
        return f"{len(outcomes)} of {len(cases)} calls gave an answer", ""
    expected = question.outcomes(question.right, cases)
    for arguments, mine, right in zip(cases, outcomes, expected, strict=True):
        found = _difference(question, arguments, mine, right)
        if found[0]:
            return found
    return "", ""


def _difference(question, arguments, mine, right):
    if mine.error:
        return about_error(mine, question.arguments, arguments), ""
    if len(mine.parts) != len(right.parts):
        return _about_count(question, mine), ""
    if question.accepts:
        name, sentence = question.accepts(arguments, mine.parts) or ("", "")
        return sentence, name
    reveal = bool(arguments)  # a question without arguments would give its answer away
    parts = zip(question.parts.items(), mine.parts, right.parts, strict=True)
    for (name, axes), given, expected in parts:
        sentence = about_part(name, axes, given, expected, question.tolerance, reveal)
        if sentence:
            return sentence, ""
    if mine.changed:
        names = [name for i, name in enumerate(question.arguments) if i in mine.changed]
        return f"what came back is right, but your function changed {', '.join(names)}", ""
    return "", ""


def _about_count(question, mine):
    names = ", ".join(question.parts)
    if len(mine.parts) == 1 and mine.parts[0] is None:
        return f"nothing came back, expected {names}; does your function end in return?"
    came, n = _came(question, mine.parts[0]), len(question.parts)
    return f"{came} came back, expected {n} results: {names}"


def _came(question, part):
    if isinstance(part, list):
        return f"{len(part)} results"
    if not isinstance(part, np.ndarray):
        return f"a {part.kind}" if isinstance(part, Unknown) else "a text"
    if part.ndim == 1 and not any(question.parts.values()):
        return f"{part.size} numbers"
    return f"one array of shape {part.shape}" if part.ndim else "one number"


def same(question, mine, theirs):
    """Whether two lists of outcomes cannot be told apart."""
    return len(mine) == len(theirs) and all(
        map(_same_outcome, [question] * len(mine), mine, theirs)
    )


def _same_outcome(question, a, b):
    if _kind(a.error) != _kind(b.error) or a.changed != b.changed:
        return False
    if len(a.parts) != len(b.parts):
        return False
    axes = (
        list(question.parts.values())
        if len(a.parts) == len(question.parts)
        else [()] * len(a.parts)
    )
    parts = zip(a.parts, b.parts, axes, strict=True)
    return all(equal_part(x, y, names, question.tolerance) for x, y, names in parts)


def _kind(error):
    """Two sizes that do not meet in a product are one error, whether told by @ or by np.dot."""
    if sizes := re.search(r"size (\d+) is different from (\d+)", error):
        return sizes[2], sizes[1]
    sizes = re.search(r"not aligned: (\d+) \(dim \d\) != (\d+) \(dim \d\)", error)
    return sizes.groups() if sizes else error


def _diagnosis(question, cases, outcomes, mistakes, name):
    """(names, what to say, what to try) for one known mistake, for two, or in general."""
    for mistake in mistakes:
        if mistake.name == name or _explains(mistake, question, cases, outcomes):
            return (mistake.name,), f"{mistake.name}. {mistake.says}", mistake.experiment
    if _stopped(outcomes):
        return (), "", remedy(outcomes[0]) if outcomes else ""
    for first, second in combinations(mistakes, 2):
        variant = first.together_with(second)
        if variant and same(question, outcomes, question.outcomes(variant, cases)):
            says = f"two at once. {first.name}: {first.says} {second.name}: {second.says}"
            return (first.name, second.name), says, first.experiment
    right = question.outcomes(question.right, cases)
    return (), _in_general(question, outcomes, right) if cases[0] else "", ""


def _in_general(question, outcomes, right):
    """What can be said without a known mistake, if all results came."""
    if [len(mine.parts) for mine in outcomes] != [len(theirs.parts) for theirs in right]:
        return ""
    if exchanged := _exchanged(question, outcomes, right):
        return exchanged
    both = zip(outcomes, right, strict=True)
    pairs = [pair for a, b in both for pair in zip(a.parts, b.parts, strict=True)]
    arrays = all(isinstance(part, np.ndarray) for pair in pairs for part in pair)
    return in_general(pairs, question.tolerance) if arrays else ""


def _exchanged(question, outcomes, right):
    """Whether the results are right and stand in another order."""
    names, axes = list(question.parts), list(question.parts.values())
    for order in _orders(len(names)):
        if all(
            equal_part(mine.parts[i], theirs.parts[j], axes[j], question.tolerance)
            for mine, theirs in zip(outcomes, right, strict=True)
            for i, j in enumerate(order)
        ):
            came, expected = (", ".join(names[i] for i in o) for o in (order, range(len(names))))
            return f"right results in another order: {came} came, expected {expected}"
    return ""


def _orders(n):
    """All orders in which two of n results have changed places."""
    for i, j in combinations(range(n), 2):
        order = list(range(n))
        order[i], order[j] = j, i
        yield order


def _explains(mistake, question, cases, outcomes):
    """Whether a mistake gives the same numbers or, where there are none, stops for this reason."""
    theirs = question.outcomes(mistake.variant, cases)
    if not same(question, outcomes, theirs):
        return False
    return not _stopped(outcomes) or could_stop_at(outcomes[0].line, theirs[0].line, mistake.edits)


def _stopped(outcomes):
    return all(outcome.error for outcome in outcomes)
