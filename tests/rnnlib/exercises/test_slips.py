"""A slip that is known in a part is known in the whole."""

import pytest

from rnnlib.exercises.register import find, mistakes_in
from rnnlib.exercises.slips import backward, output, step
from rnnlib.exercises.slips.slip import joined, planted

STEP = step.ACTIVATION + step.SUM + step.MATRICES
SIGMOID = output.SCORE + output.SIGMOID
PLACES = {
    "step": (STEP, "E02.step E03.last_state E03.run E05.run_untied E06.generate E06.encode_decode "
             "E08.run_free E08.run_with_teacher E10.padded_run"),
    "output": (SIGMOID, "E01.forward E02.output E04.last_output E08.run_free E08.run_with_teacher"),
    "softmax": (output.SCORE + output.SOFTMAX, "E06.generate E06.encode_decode"),
    "slope": (backward.SLOPE, "E07.fork E07.backward E09.backward_step E09.bptt"),
}  # fmt: skip
# slips that have a name of the question's own, give right numbers there, or do not fit in shape
OWN_NAME = 11


@pytest.mark.parametrize("place", PLACES)
def test_a_slip_is_known_wherever_its_line_stands(place):
    slips, questions = PLACES[place]
    for name in questions.split():
        known = {mistake.name for mistake in mistakes_in(find(name))}
        missing = [slip.name for slip in slips if slip.name not in known]
        assert len(missing) <= OWN_NAME and len(missing) < len(slips) / 2, (name, missing)


def test_what_goes_wrong_in_the_small_graph_is_known_in_the_large_one():
    small = {m.name for q in ("E07.backward", "E09.backward_step") for m in mistakes_in(find(q))}
    large = {mistake.name for mistake in mistakes_in(find("E09.bptt"))}
    other_words = {
        "tanh' forgotten at step 0",  # only two steps have such a name
        "tanh' taken at the step before",  # tanh' taken at t−1
        "db from one step",  # db assigned instead of accumulated
        "dc from the last step",  # dc from the last step only
        "dz_init is zero",  # dz_init returned as zero
        "dz_init without V",  # dz_init is da[0]
        "tanh' forgotten on the way to z_init",  # tanh' forgotten on the way left
        "the two words are exchanged in dW",  # dW meets x[t−1], and the last word at t = 0
        "cut off at ±1",  # gradients cut off at ±1
        "cut off at ±5",
        *(name for name in small if name.endswith("is a mean over the steps")),
    }
    assert small - large == other_words


def test_of_two_mistakes_with_one_name_the_one_written_for_the_question_stays():
    question = find("E02.step")
    line = {"np.tanh(z @ V + x @ W + b)": {"a": "z @ V + x @ W + b"}}
    first, *_ = own = planted(question, step.ACTIVATION[:1], line)
    again = planted(question, step.ACTIVATION[:2], line)
    assert joined(own, again)[0] is first and len(joined(own, again)) == 2
    assert planted(question, step.ACTIVATION[:1], line, ("sigmoid instead of tanh",)) == ()
