"""One thing to try that fits what was found: a missing result needs another look than a number."""

from rnnlib.exercises.errors import remedy

NOTHING = (
    "Let your function end with a line return. print shows a result, it does not give it back."
)
SHAPE = "Print the shape of your result in front of return and compare it with the table."
KIND = "Return numbers: a NumPy array, a list of numbers, or one number."
CHANGED = (
    "Work on a copy: name = name.copy(). Besides name[...] = …, also name += … writes into an "
    "array; name = name + … makes a new one."
)
AGAIN = "Call your function twice with the same arguments and compare both results with ==."
KEPT = "Call your function twice, with different arguments, and look at the first result again."


def about_count(question):
    """After the wrong number of results."""
    names = list(question.parts)
    if len(names) > 1:
        return f"Let the last line return all {len(names)} results, in this order or as a dict."
    return "Return it alone. What else was computed on the way stays in the function."


def experiment_for(question, finding, outcome):
    """What to try after a finding that no known mistake explains."""
    if finding.kind == "error":
        return remedy(outcome, question.arguments)
    if finding.kind == "count":
        return about_count(question)
    fixed = {"nothing": NOTHING, "shape": SHAPE, "kind": KIND, "changed": CHANGED}
    fixed |= {"other numbers": AGAIN, "overwritten": KEPT}
    if finding.kind in fixed and not question.accepts:
        return fixed[finding.kind]
    return question.experiments.get(finding.part, question.experiment)
