"""What a learner sees: right answers of any style pass, the rest is met with words that help."""

import math
from importlib import import_module

import numpy as np
import pytest

from rnnlib.exercises.checks import case, check, hint
from rnnlib.exercises.exercise import Question
from rnnlib.exercises.judge import verdict_on
from rnnlib.exercises.register import all_exercises

QUESTIONS = [q for exercise in all_exercises().values() for q in exercise.questions]


def variants(question):
    page = import_module(f"rnnlib.exercises.{question.exercise.lower()}.variants")
    return page.VARIANTS[question.name]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_right_answers_in_different_styles_are_right(question):
    styles = variants(question)
    assert len(styles) >= 2
    for function in styles:
        verdict = check(question.name, function)
        assert verdict.right, f"{function.__name__}\n{verdict}"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_the_stub_is_not_tried_yet(question):
    def stub(*arguments):
        raise NotImplementedError()

    verdict = check(question.name, stub)
    assert verdict.state == "not tried yet" and not verdict.right
    assert check(question.name, None).state == check(question.name, ...).state == verdict.state
    assert f'hint("{question.name}", 1)' in verdict.experiment  # not those of all questions


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
@pytest.mark.parametrize(
    "nonsense", [None, "text", [], {}, object(), np.nan, {1: 2}, [[1], [2, 3]]]
)
def test_nonsense_is_answered_and_never_right(question, nonsense):
    verdict = check(question.name, lambda *arguments: nonsense)
    assert verdict.state == "not yet" and verdict.found


def right(x, z, W, V, b):
    return np.tanh(z @ V + x @ W + b)


def test_an_error_in_the_learners_code_is_shown_with_its_line():
    def step(x, z, W, V, b):
        return np.tanh(zz @ V)  # noqa: F821

    verdict = check("E02.step", step)
    assert "NameError: name 'zz' is not defined" in verdict.found
    assert "return np.tanh(zz @ V)" in verdict.found


def test_a_function_that_leaves_by_sys_exit_is_an_error_like_any_other():
    def step(*arguments):
        raise SystemExit(0)

    assert "SystemExit" in check("E02.step", step).found


def test_the_first_number_that_differs_is_named_by_row_and_unit():
    def step(x, z, W, V, b):
        state = right(x, z, W, V, b)
        state[1, 1] += 0.5
        return state

    assert check("E02.step", step).found.startswith("z[t] at row = 1, unit = 1: you have")


def test_numbers_that_are_all_off_by_one_factor_are_said_to_be():
    verdict = check("E02.step", lambda *arguments: -2 * right(*arguments))
    assert verdict.mistake == "every number is −2 times the expected one"


@pytest.mark.parametrize("instead", [[], np.zeros(0), np.ones((3, 3)), None])
def test_one_result_in_place_of_two_is_told(instead):
    two = Question("E.two", "", lambda x: (x, x), lambda rng: [(1.0,)], ("x",), {"z": (), "f": ()})
    verdict = verdict_on(two, [(1.0,)], two.outcomes(lambda x: instead, [(1.0,)]))
    assert "expected" in verdict.found and "z, f" in verdict.found


def test_swapped_axes_are_said_to_be():
    verdict = check("E02.step", lambda *arguments: right(*arguments).T)
    assert "are the axes in another order?" in verdict.found


def test_a_mistake_that_ends_in_an_error_is_named_however_the_product_is_written():
    for product in (np.matmul, np.dot):
        verdict = check("E02.step", lambda x, z, W, V, b, by=product: np.tanh(by(x, W.T) + b))
        assert verdict.mistakes == ("W transposed",)


def test_an_error_does_not_name_a_mistake_that_its_line_does_not_show():
    """x @ U stops with the same sizes as x @ W.T."""

    def forward(x, W, b, U, c):
        z = np.tanh(x @ W + b)
        s = c + x @ U
        return z, 1 / (1 + np.exp(-s))

    verdict = check("E01.forward", forward)
    assert verdict.mistakes == () and "4 numbers on the left meet 5 on the right" in verdict.found
    assert "The shapes here: x (3, 4), W (4, 5)" in verdict.found
    assert "the last number on the left" in verdict.experiment


def test_an_index_that_runs_out_is_not_taken_for_another_one():
    def run(x, W, V, b, z_init):
        states = np.full((*x.shape[:2], len(b)), np.nan)
        states[0] = z_init
        for t in range(len(x)):
            states[t + 1] = np.tanh(states[t] @ V + x[t] @ W + b)
        return states

    verdict = check("E03.run", run)
    assert verdict.mistakes == () and "index 6 is out of bounds" in verdict.found


def test_a_mistake_that_stops_is_named_whatever_the_loop_variable_is_called():
    def run(x, W, V, b, z_init):
        states, z = [], z_init
        for i in range(x.shape[1]):
            z = np.tanh(z @ V + x[:, i] @ W + b)
            states.append(z)
        return states

    assert check("E03.run", run).mistakes == ("batch first",)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (lambda s: s ^ 2, "not a power"),
        (lambda s: s + ..., "a place that was left open"),
        (lambda s: 1 if s > 0 else 0, "np.where"),
        (lambda s: math.exp(s), "A function of math"),
    ],
)
def test_errors_of_newcomers_to_python_are_explained(body, says):
    assert says in check("E02.output", lambda z, U, c: body(c + z @ U)).experiment


def test_one_if_for_all_rows_is_named():
    def padded_run(x, lengths, W, V, b, z_init):
        states, z = [], z_init
        for t in range(len(x)):
            if t < lengths:
                z = np.tanh(z @ V + x[t] @ W + b)
            states.append(z)
        return states

    assert check("E10.padded_run", padded_run).mistakes == ("one if for all sentences",)


def test_results_in_another_order_are_told():
    def backward_step(dz, z_t, V):
        da = (1 - z_t**2) * dz
        return da @ V.T, da

    verdict = check("E09.backward_step", backward_step)
    assert verdict.mistake.startswith("right results in another order: to_the_left, da[t] came")


def test_nothing_is_said_of_all_numbers_while_one_result_is_missing():
    """It once said: every number is 1 times the expected one."""

    def one_of_two(dz, z_t, V):
        return (1 - z_t**2) * dz

    def one_and_none(dz, z_t, V):
        return (1 - z_t**2) * dz, None

    assert check("E09.backward_step", one_of_two).mistake == ""
    assert "one array of shape (3, 5) came back" in check("E09.backward_step", one_of_two).found
    assert check("E09.backward_step", one_and_none).mistake == ""


@pytest.mark.parametrize("given", ["b", " B", "(B)", "B.", "line B", "Answer: B"])
def test_a_letter_is_understood_however_it_is_written(given):
    assert check("E01.why", lambda: given).right


@pytest.mark.parametrize("given", ["", "BB", "A or B", "ABCD", 2, None, ["A", "B"]])
def test_what_is_no_single_letter_is_not_right(given):
    assert not check("E01.why", lambda: given).right


@pytest.mark.parametrize("given", ["D", "d", "# D", "Line D", "D."])
def test_a_line_is_understood_by_its_letter(given):
    assert check("E11.which_line_1", lambda: given).right


def test_two_mistakes_at_once_are_both_named():
    verdict = check("E02.step", lambda x, z, W, V, b: np.tanh(z @ V.T + x @ W))
    assert set(verdict.mistakes) == {"V transposed", "bias forgotten"}
    assert verdict.mistake.startswith("two at once")


def test_a_changed_argument_is_told_even_if_the_result_is_right():
    def step(x, z, W, V, b):
        result = right(x, z, W, V, b)
        z[...] = result
        return result

    verdict = check("E02.step", step)
    assert verdict.state == "not yet" and "changed z" in verdict.found


bias_of_the_notebook = np.zeros(3)


def test_data_read_from_the_notebook_are_named():
    def helper(z, V):
        return z @ V + bias_of_the_notebook.sum()

    globals()["helper"] = helper
    exec("def step(x, z, W, V, b): return np.tanh(helper(z, V) + x @ W + b)", globals())
    verdict = check("E02.step", globals()["step"])
    assert verdict.right and "reads bias_of_the_notebook from the notebook" in verdict.note


def test_an_array_that_claims_to_equal_everything_is_compared_by_its_numbers():
    class Yes(np.ndarray):
        def __eq__(self, other):
            return np.ones(self.shape, bool)

        def __sub__(self, other):
            return np.zeros(self.shape)

    verdict = check("E02.step", lambda *arguments: np.zeros_like(right(*arguments)).view(Yes))
    assert not verdict.right and verdict.mistake == "every number is zero"


def test_a_value_in_place_of_the_function_is_told():
    verdict = check("E02.step", np.zeros((3, 5)))
    assert "a ndarray came, expected the function step" in verdict.found


def test_a_verdict_reads_the_same_in_a_notebook_and_in_a_terminal():
    verdict = check("E02.step", lambda x, z, W, V, b: np.tanh(x @ W + b))
    shown = verdict._repr_mimebundle_()
    for text in ("E02.step", "not yet", "the past is left out"):
        assert text in shown["text/plain"] and text in shown["text/html"]
    assert 'role="status"' in shown["text/html"]
    assert [label for label, _ in verdict.lines] == ["checked", "found", "in", "mistake", "try"]


def test_code_in_a_message_cannot_become_html():
    def step(*arguments):
        raise ValueError("<script>alert(1)</script>")

    assert "<script>" not in check("E02.step", step).html()


@pytest.mark.parametrize("name", ["E2", "E02.stepp", "", 3, "E99"])
def test_an_unknown_question_is_answered_with_the_nearest(name):
    with pytest.raises(ValueError, match="there is no"):
        check(name, right)


def test_an_exercise_is_no_question():
    with pytest.raises(ValueError, match=r"expected one of its questions: \"E02.step\""):
        check("E02", right)


def test_hints_come_in_steps_and_end():
    first, second = str(hint("E02.step")), str(hint("E02.step", 2))
    assert "hint 1 of 3" in first and "hint 2 of 3" in second and first != second
    assert "solutions" in str(hint("E02.step", 9))
    assert len(hint("E02", 1).lines) == 2
    with pytest.raises(ValueError, match="step = 0"):
        hint("E02", 0)


def wrong_counts(n_x, n_z, n_f):
    return n_x * n_z + n_z**2 + 40


def test_a_finding_says_in_which_case_so_that_it_can_be_seen_again():
    verdict = check("E01.count_parameters", wrong_counts)
    assert verdict.again == "count_parameters(5, 3, 2)  # n_x, n_z, n_f"
    assert verdict.found == f"number of parameters: you have {wrong_counts(5, 3, 2)}, expected 26"


def test_the_arguments_of_a_case_give_the_number_that_was_found():
    def step(x, z, W, V, b):
        return right(x, z, W, V, b) * (x.shape != (4, 3)) + 0.5

    verdict = check("E02.step", step)
    assert verdict.again == 'from rnnlib import case; step(*case("E02.step", 1))'
    names = {"step": step}
    exec(verdict.again.replace("step(", "came = step("), names)
    assert f"you have {names['came'][0, 0]:.4f}" in verdict.found
    case("E02.step", 1)[0][...] = 0  # is a copy
    assert check("E02.step", right).right


@pytest.mark.parametrize("number", [0, 3, -1, "1", 1.5])
def test_a_case_that_is_not_there_is_told(number):
    with pytest.raises(ValueError, match="expected a case from 1 to 2"):
        case("E02.step", number)


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_every_finding_about_a_call_can_be_called_again(question):
    verdict = check(question.name, lambda *arguments: 0.123)
    if question.arguments:
        assert verdict.again.startswith((f"{question.function}(", "from rnnlib import case; "))


def changed_in_place(x, z, W, V, b):
    z += right(x, z, W, V, b) - z
    return z


def with_a_name_of_torch(x, z, W, V, b):
    return torch.tanh(x @ W)  # noqa: F821


FITS = {  # an answer, and what the advice on it must speak of
    "nothing came": (lambda *a: None, "return"),
    "two came": (lambda *a: (right(*a), 3), "Return it alone"),
    "an argument changed": (changed_in_place, "copy"),
    "a name is unknown": (with_a_name_of_torch, "Nothing is called torch"),
    "a misspelled name": (lambda x, z, W, V, b: np.tanh(x @ W + z @ VV), "Is V meant?"),  # noqa: F821
    "another shape": (lambda *a: right(*a)[:, :1], "shape"),
    "a set": (lambda *a: {1, 2}, "Return numbers"),
    "chance": (lambda *a: np.random.default_rng().normal(size=(3, 5)), "twice"),
    "no method": (lambda x, z, W, V, b: x.matmul(W), "in front of the dot"),
    "a None inside": (lambda x, z, W, V, b: None + b, "None"),
    "sizes": (lambda x, z, W, V, b: right(x, z, W, V, b) + V, "Sizes that meet"),
}


@pytest.mark.parametrize("answer", FITS)
def test_what_to_try_fits_what_was_found(answer):
    function, about = FITS[answer]
    verdict = check("E02.step", function)
    assert about in verdict.experiment, verdict
    assert "Set V and b to zero" not in verdict.experiment


def test_the_experiment_is_about_the_result_that_is_wrong():
    wrong_da = check("E09.backward_step", lambda dz, z_t, V: (dz + 1, ((1 - z_t**2) * dz) @ V.T))
    wrong_left = check("E09.backward_step", lambda dz, z_t, V: ((1 - z_t**2) * dz, dz + 1))
    assert "slope of tanh" in wrong_da.experiment and "single 1" in wrong_left.experiment


@pytest.mark.parametrize("name", ["E02.step", "E03.run", "E09.bptt"])
def test_more_results_than_asked_are_told_in_few_words(name):
    verdict = check(name, lambda *a: (np.ones((3, 5)), {"cache": list(map(np.array, a))}))
    assert len(verdict.found) < 250 and "2 results" in verdict.found
