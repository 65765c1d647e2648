"""Hold what an answer gave against the right numbers, and name the mistake that gives the same.

A misconception is a runnable wrong variant of the right answer. If the learner's numbers equal the
variant's numbers on every case, that is the mistake. If no single one fits, each wrong result is
held against the mistakes on its own, then two mistakes at once are tried. A mistake that nobody
planted still gets the first number that differs: its step, row and unit.
"""

import re
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from rnnlib.exercises.advice import experiment_for
from rnnlib.exercises.collect import OTHER, OVERWRITTEN, Unknown
from rnnlib.exercises.compare import about_part, equal_part, in_general
from rnnlib.exercises.errors import about_error, could_stop_at
from rnnlib.exercises.factors import about_factors
from rnnlib.exercises.known import Known
from rnnlib.exercises.verdict import NOT_YET, RIGHT, UNTRIED, Verdict

MOST_AT_ONCE = 4  # mistakes of one answer that are named
UNSTEADY = {
    OTHER: "called again with the same arguments, your function gave something else: does it draw "
    "random numbers, count its calls, or keep a value between them?",
    OVERWRITTEN: "the result of one call was overwritten by a later call: every call has to return "
    "an array of its own",
}


@dataclass(frozen=True)
class Finding:
    """The first thing that is not as expected."""

    sentence: str = ""
    kind: str = ""  # error, count, nothing, kind, shape, numbers, changed, or how it was unsteady
    part: str = ""  # the result that it is about
    case: int = 0  # the number of the case
    mistake: str = ""  # its name, where the question itself says it


@np.errstate(all="ignore")  # an answer may hold any numbers; they are only compared
def verdict_on(question, cases, outcomes, mistakes=(), note="", known=None):
    """The verdict on the outcomes of an answer; `known` spares computing what is known again."""
    if outcomes and all(outcome.untried for outcome in outcomes):
        place = "in place of the line raise NotImplementedError(), and run that cell"
        words = f'write your answer {place}; hint("{question.name}", 1) helps'
        return Verdict(question.name, UNTRIED, experiment=words, note=note)
    known = known or Known(question, cases, tuple(mistakes))
    outcomes = [_as_asked(question, *pair) for pair in zip(cases, outcomes, strict=False)]
    finding = first_difference(known, outcomes)
    if not finding.sentence:
        unchecked = question.unchecked
        return Verdict(question.name, RIGHT, question.checked, unchecked=unchecked, note=note)
    names, says, experiment = _diagnosis(known, outcomes, finding)
    stopped_at = outcomes[finding.case] if finding.case < len(outcomes) else None
    return Verdict(
        question.name,
        NOT_YET,
        question.checked,
        finding.sentence,
        says,
        experiment or experiment_for(question, finding, stopped_at),
        note=note,
        mistakes=names,
        case=finding.case + 1,
        again=_call_of(question, cases[finding.case]),
    )


def _call_of(question, arguments):
    """The call of a case whose arguments are plain numbers: "count(5, 3, 2)  # n_x, n_z, n_f"."""
    if not arguments or not all(isinstance(value, (int, float)) for value in arguments):
        return ""
    numbers = ", ".join(map(repr, arguments))
    return f"{question.function}({numbers})  # {', '.join(question.arguments)}"


def _as_asked(question, arguments, outcome):
    """The outcome with its results in the form that is compared."""
    if question.reads is None or outcome.error:
        return outcome
    return replace(outcome, parts=tuple(question.reads(arguments, outcome.parts)))


def first_difference(known, outcomes):
    """The `Finding` of an answer; its sentence is empty if the answer is right."""
    if len(outcomes) != len(known.cases):
        return Finding(f"{len(outcomes)} of {len(known.cases)} calls gave an answer", "count")
    for number, (mine, right) in enumerate(zip(outcomes, known.right, strict=True)):
        if mine.again:
            return Finding(UNSTEADY[mine.again], mine.again, case=number)
        if (found := _difference(known.question, known.cases[number], mine, right)).sentence:
            return replace(found, case=number)
    return Finding()


def _difference(question, arguments, mine, right):
    if mine.error:
        return Finding(about_error(mine, question.arguments, arguments), "error")
    if len(mine.parts) != len(right.parts):
        return Finding(_about_count(question, mine), _kind_of_count(mine))
    if question.accepts:
        name, sentence = question.accepts(arguments, mine.parts) or ("", "")
        return Finding(sentence, "numbers", mistake=name)
    reveal = bool(arguments)  # a question without arguments would give its answer away
    parts = zip(question.parts.items(), mine.parts, right.parts, strict=True)
    for (name, axes), given, expected in parts:
        own = name in question.probabilities
        tolerance = question.tolerance
        sentence = about_part(name, axes, given, expected, tolerance, reveal, own)
        if sentence:
            return Finding(sentence, _kind_of(given, expected), name)
    if mine.changed:
        names = [name for i, name in enumerate(question.arguments) if i in mine.changed]
        sentence = f"what came back is right, but your function changed {', '.join(names)}"
        return Finding(sentence, "changed")
    return Finding()


def _kind_of(given, expected):
    if given is None:
        return "nothing"
    if isinstance(given, list):
        return "count"
    if not isinstance(given, np.ndarray):
        return "kind"
    return "numbers" if given.size == expected.size and given.ndim == expected.ndim else "shape"


def _kind_of_count(mine):
    return "nothing" if len(mine.parts) == 1 and mine.parts[0] is None else "count"


def _about_count(question, mine):
    names = ", ".join(question.parts)
    if _kind_of_count(mine) == "nothing":
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


# --- which mistake it is ------------------------------------------------------------------------


def same(question, mine, theirs):
    """Whether two lists of outcomes cannot be told apart."""
    return len(mine) == len(theirs) and all(
        map(_same_outcome, [question] * len(mine), mine, theirs)
    )


def _same_outcome(question, a, b):
    if _kind(a.error) != _kind(b.error) or a.changed != b.changed or a.again != b.again:
        return False
    if len(a.parts) != len(b.parts):
        return False
    named = list(question.parts.items())
    axes = named if len(a.parts) == len(named) else [("", ())] * len(a.parts)
    return all(
        equal_part(x, y, names, question.tolerance, name in question.probabilities)
        for x, y, (name, names) in zip(a.parts, b.parts, axes, strict=True)
    )


def _kind(error):
    """Two sizes that do not meet in a product are one error, whether told by @ or by np.dot."""
    if sizes := re.search(r"size (\d+) is different from (\d+)", error):
        return sizes[2], sizes[1]
    sizes = re.search(r"not aligned: (\d+) \(dim \d\) != (\d+) \(dim \d\)", error)
    return sizes.groups() if sizes else error


def _diagnosis(known, outcomes, finding):
    """(names, what to say, what to try) for the mistakes that are known, or in general."""
    for mistake in known.mistakes:
        if mistake.name == finding.mistake or explains(known, mistake, outcomes):
            return (mistake.name,), f"{mistake.name}. {mistake.says}", mistake.experiment
    complete = len(outcomes) == len(known.cases) and bool(known.cases[0])
    if finding.kind in UNSTEADY or finding.kind == "error" or not complete:
        return (), "", ""
    for several in (_part_by_part, _two_at_once):
        if found := several(known, outcomes):
            names = tuple(mistake.name for mistake in found)
            says = " ".join(f"{mistake.name}: {mistake.says}" for mistake in found)
            many = {1: "", 2: "two at once. ", 3: "three at once. ", 4: "four at once. "}
            return names, many[len(found)] + says, found[0].experiment
    return (), _in_general(known, outcomes), ""


def explains(known, mistake, outcomes):
    """Whether a mistake gives the same numbers or, where there are none, stops for this reason."""
    theirs = known.wrong[mistake]
    if not same(known.question, outcomes, theirs):
        return False
    stopped = [(a, b) for a, b in zip(outcomes, theirs, strict=True) if a.error]
    return all(could_stop_at(a.line, b.line, mistake.edits) for a, b in stopped[:1])


def _part_by_part(known, outcomes):
    """The fewest mistakes that, each by itself, explain all results that are wrong; () if none."""
    wrong = known.wrong_parts(outcomes)
    if not wrong or len(known.question.parts) < 2:
        return ()
    explains = {}
    for mistake, places in known.touched.items():
        pairs = list(zip(outcomes, known.wrong[mistake], strict=True))
        if places and places <= wrong and all(known.equal(i, *p) for i in places for p in pairs):
            explains[mistake] = places
    found, left = [], set(wrong)
    while left and explains:
        best = max(explains, key=lambda mistake: len(explains[mistake] & left))
        if not explains[best] <= left or len(found) == MOST_AT_ONCE:
            return ()
        found.append(best)
        left -= explains.pop(best)
    return tuple(found) if not left else ()


def _two_at_once(known, outcomes):
    """Two mistakes that together give the same numbers; () if there are none."""
    wrong, question = known.wrong_parts(outcomes), known.question
    for pair in combinations([m for m in known.mistakes if not m.alone], 2):
        touched = [known.touched[mistake] for mistake in pair]
        if wrong is None and None not in touched:
            continue
        if wrong is not None and None not in touched and set.union(*touched) != wrong:
            continue  # a mistake does not mend what another one breaks
        variant = pair[0].together_with(pair[1])
        if variant is None:
            continue
        first = question.once(variant, known.cases[:1])  # most pairs differ at once
        if same(question, outcomes[:1], first) and same(
            question, outcomes, question.once(variant, known.cases)
        ):
            return pair
    return ()


def _in_general(known, outcomes):
    """What can be said without a known mistake, if all results came."""
    question, right = known.question, known.right
    if [len(mine.parts) for mine in outcomes] != [len(theirs.parts) for theirs in right]:
        return ""
    if one_of_them := _one_of_several(known, outcomes):
        return one_of_them
    if exchanged := _exchanged(question, outcomes, right):
        return exchanged
    both = zip(outcomes, right, strict=True)
    pairs = [pair for a, b in both for pair in zip(a.parts, b.parts, strict=True)]
    if not all(isinstance(part, np.ndarray) for pair in pairs for part in pair):
        return ""
    said = in_general(pairs, question.tolerance)
    alike = all(a.shape == b.shape for a, b in pairs)
    return said or (about_factors(question, known.cases, outcomes, right) if alike else "")


def _one_of_several(known, outcomes):
    """Whether more than one result came, and one of them is the right one."""
    if len(known.question.parts) > 1:
        return ""
    (axes,) = known.question.parts.values()
    for place, word in ((0, "first"), (1, "second"), (-1, "last")):
        if all(
            _is_several(mine.parts[0], place)
            and equal_part(_item(mine.parts[0], place), right.parts[0], axes, 1e-4)
            for mine, right in zip(outcomes, known.right, strict=True)
        ):
            return f"more came back than was asked for; the {word} of your results is right"
    return ""


def _is_several(part, place):
    whole = isinstance(part, list) or (isinstance(part, np.ndarray) and part.ndim > 0)
    return whole and 1 < len(part) <= 4 and place < len(part)


def _item(part, place):
    return part[place] if isinstance(part[place], list) else np.asarray(part[place])


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
