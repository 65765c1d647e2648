"""A slip: what stands in place of a right fragment, whatever the names are there."""

from dataclasses import dataclass

from rnnlib.exercises.mistake import Mistake


@dataclass(frozen=True)
class Slip:
    """A mistake before it is planted into a question."""

    name: str  # short, in words of the course: "V transposed"
    wrong: str  # what stands there instead, with {names}: "{z} @ {V}.T"
    says: str
    experiment: str
    alone: bool = False  # seldom, so it is not tried together with another one


def planted(question, slips, places, but=()):
    """A `Mistake` for each slip but those named, made at all its places at once.

    places: {fragment of the right source: {name in the template: text there}}.
    """
    return tuple(
        Mistake(
            question,
            slip.name,
            {right: slip.wrong.format(**names) for right, names in places.items()},
            slip.says,
            slip.experiment,
            slip.alone,
        )
        for slip in slips
        if slip.name not in but
    )


def joined(*groups):
    """All mistakes in order; of two with one name in one question the first, written for it."""
    found = {}
    for mistake in (mistake for group in groups for mistake in group):
        found.setdefault((mistake.question.name, mistake.name), mistake)
    return tuple(found.values())
