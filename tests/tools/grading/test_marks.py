"""From a notebook to marks: numbers decide, and nothing that a student does to the program."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.exercises.collect import from_json, to_json
from rnnlib.exercises.judge import verdict_on
from rnnlib.exercises.register import find
from tools.grading import asking, marks, notebook
from tools.grading.marks import Mark, cases_of, mark_notebook, outcomes_in
from tools.grading.sandbox import Limits

QUICK = {"limits": Limits(seconds=8, cpu=6), "cell_seconds": 2, "question_seconds": 2}
STEP = "import numpy as np\ndef step(x, z, W, V, b):\n    return np.tanh(x @ W + z @ V + b)"
WRONG = STEP.replace("z @ V", "z @ V.T")
OUTPUT = "def output(z, U, c):\n    return 1 / (1 + np.exp(-z @ U - c))"


def points(*cells, seed=5):
    """The points of E02.step and E02.output."""
    return [mark.points for mark in mark_notebook("E02", list(cells), seed, **QUICK)]


def test_right_answers_get_their_points_and_wrong_ones_their_misconception():
    assert points(STEP, OUTPUT) == [2, 1]
    wrong, right = mark_notebook("E02", [WRONG, OUTPUT], 5, **QUICK)
    assert (wrong.points, right.points) == (0, 1)
    assert wrong.verdict.mistakes == ("V transposed",)


FIRST_EDITION = sorted((marks.ROOT / "tests/helpers/first_edition").glob("*.ipynb"))


@pytest.mark.slow
@pytest.mark.parametrize("path", FIRST_EDITION, ids=lambda path: path.stem)
def test_a_notebook_of_the_first_edition_is_marked_as_one_of_this_edition(path):
    """It asks `predict` of rnnlib.checks for a guess; its own cells are nobody's failure."""
    exercise = find(path.stem[:3])
    found = mark_notebook(exercise.name, notebook.sources(path.read_bytes()), 5)
    assert sum(mark.points for mark in found) == exercise.points - exercise.by_hand
    assert {mark.cells for mark in found} == {()}


@pytest.mark.parametrize("seed", [0, 1, 2**31])
def test_the_verdict_does_not_depend_on_the_seed(seed):
    assert points(WRONG, OUTPUT, seed=seed) == [0, 1]


def test_the_cases_are_new_for_each_seed_and_the_same_for_all_students():
    question = find("E02.step")
    first, same, other = (to_json(cases_of(question, seed)) for seed in (1, 1, 2))
    assert first == same != other


TRICKS = {
    "np.allclose patched": "np.allclose = np.array_equal = lambda *a, **k: True",
    "np.testing patched": "np.testing.assert_allclose = lambda *a, **k: None",
    "builtins patched": "import builtins\nbuiltins.all = builtins.any = lambda *a: True",
    "the collector patched": "import answers\nanswers.outcomes_of = lambda *a: [answers.Outcome()]",
    "np.array patched": "np.array = lambda *a, **k: np.zeros((3, 5))",
    "json patched": "import json\njson.dumps = lambda *a, **k: '{\"right\": true}'",
    "an array that equals all": "class A(np.ndarray):\n    __eq__ = lambda a, b: True\n"
    "right = step\ndef step(*a):\n    return right(*a).view(A)",
    "an object that equals all": "class A:\n    __eq__ = lambda a, b: True\n"
    "    __float__ = lambda a: 0.0\ndef step(*a):\n    return A()",
    "a verdict in place of an answer": "def step(*a):\n    return 'right'",
    "a forged record": 'import os\ndef step(*a):\n    line = b\'{"key": "E02.step", "record": '
    '{"right": true, "points": 2}}\\n\'\n    os.write(int(os.environ[\'GRADING_RECORDS\']), line)\n'
    "    os._exit(0)",
    "os._exit": "import os\ndef step(*a):\n    os._exit(0)",
    "sys.exit": "import sys\ndef step(*a):\n    sys.exit(0)",
    "an endless loop": "def step(*a):\n    while True: pass",
    "50 GB": "def step(*a):\n    return np.ones(50 * 2**27)",
    "a frame of the collector changed": "import sys\ndef step(*a):\n"
    "    frame = sys._getframe(1)\n    frame.f_locals['n_parts'] = 0\n    return 1",
    "a file opened for the next question": "open('/job/job.json', 'w').write('{}')",
}


@pytest.mark.slow
@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_no_trick_brings_points_for_a_wrong_answer(trick):
    step, *_ = mark_notebook("E02", [WRONG, trick, OUTPUT], 5, **QUICK)
    assert step.points == 0
    assert step.verdict.state == "not yet" and step.verdict.found


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["os._exit", "sys.exit", "an endless loop", "50 GB", "a forged record"]
)
def test_a_trick_in_one_answer_costs_no_point_of_another(name):
    assert points(WRONG, TRICKS[name], OUTPUT) == [0, 1]


def test_only_cells_of_the_students_own_are_said_to_fail():
    of_the_course = (
        "from rnnlib import Vocabulary, lecture_example\n\nmodel, words = lecture_example()"
    )
    path = marks.ROOT / "exercises" / "E02_one_step.ipynb"
    known = notebook.sources(path.read_bytes())
    (target,) = [cell for cell in known if cell.startswith(of_the_course)]
    step, _ = mark_notebook("E02", [STEP, OUTPUT, target, "1 / 0"], 5, **QUICK)
    assert step.cells == ("cell 4, line 1: 1 / 0: ZeroDivisionError: division by zero",)


def test_a_function_that_leans_on_rnnlib_is_told_so():
    step, _ = mark_notebook("E02", ["from rnnlib import RNN\ndef step(*a):\n    return RNN(*a)"], 5)
    assert "must stand on NumPy alone" in step.verdict.found


def test_the_stub_is_not_tried_and_a_missing_function_is_named():
    stub, missing = mark_notebook("E02", ["def step(*a):\n    raise NotImplementedError()"], 5)
    assert stub.verdict.state == "not tried yet"
    assert "there is no 'output' in this notebook" in missing.verdict.found


def test_a_function_with_another_name_is_asked_for():
    step, _ = mark_notebook("E02", [STEP.replace("def step", "def my_step")], 5, **QUICK)
    assert "there is no 'step' in this notebook; is 'my_step' meant?" in step.verdict.found


def test_a_mark_survives_being_written_down():
    mark = mark_notebook("E02", [WRONG, "1 / 0"], 5, **QUICK)[0]
    assert Mark.from_dict(json.loads(json.dumps(mark.as_dict()))) == mark


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                "shape dtype numbers list parts error line changed unknown waves".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(plain)
@settings(max_examples=300, deadline=None)
def test_any_record_is_judged_or_refused_but_never_right(record):
    question = find("E02.step")
    cases = cases_of(question, 0)
    try:
        outcomes = outcomes_in(record)
    except ValueError:
        return
    assert not verdict_on(question, cases, outcomes).right


@pytest.mark.slow
@given(st.lists(st.floats(width=32), min_size=1, max_size=30), st.integers(0, 3))
@settings(max_examples=200, deadline=None)
def test_any_numbers_in_an_answer_are_judged_without_an_error(numbers, axes):
    question = find("E02.step")
    cases = cases_of(question, 0)
    array = np.array(numbers).reshape((1,) * axes + (-1,))
    outcomes = question.outcomes(lambda *_: array, cases)
    assert not verdict_on(question, cases, outcomes).right
    assert len(outcomes_in(json.loads(json.dumps(to_json(outcomes))))) == len(cases)


def test_outcomes_are_the_same_after_a_journey_as_json():
    question = find("E02.step")
    cases = cases_of(question, 0)
    for function in (question.right, lambda *a: ("x", None), lambda *a: [[1], [1, 2]], lambda: 1):
        outcomes = question.outcomes(function, cases)
        back = from_json(json.loads(json.dumps(to_json(outcomes))))
        assert to_json(back) == to_json(outcomes)
        assert [list(map(type, o.parts)) for o in back] == [
            list(map(type, o.parts)) for o in outcomes
        ]


def test_an_answer_that_lost_its_record_is_not_passed(monkeypatch):
    monkeypatch.setattr(asking, "ask", lambda *a, **k: asking.Heard())
    assert [mark.points for mark in mark_notebook("E02", [STEP], 5)] == [0, 0]


# --- code that stops, and definitions that count all the same -------------------------------------

ABOVE = {
    "colab": "from google.colab import drive\ndrive.mount('/content/drive')\n",
    "a shell's output": "files = !ls\n",
    "an assigned magic": "t = %timeit -o 1 + 1\n",
    "an error": "x = 1 / 0\n",
    "an exit": "import sys\nsys.exit()\n",
    "an error in a function": "def broken():\n    return 1 / 0\nbroken()\n",
    "a package that is not here": "import tensorflow as tf\n",
    "a file that is not here": "data = np.load('mine.npy')\n",
    "a line that is not Python": "x = = 3\n",
    "a loop left open": "for i in range(3)\n    print(i)\n",
    "help": "np.dot?\n",
    "get_ipython": "get_ipython().run_line_magic('matplotlib', 'inline')\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_a_definition_below_a_line_that_stops_counts(above):
    cell = f"import numpy as np\n{above}scale = 1\n@staticmethod\n{STEP.partition(chr(10))[2]}"
    assert points("# a remark\n" + cell, OUTPUT) == [2, 1]


def test_what_stopped_is_said_once_with_its_line():
    cell = "import numpy as np\nx = 1 / 0\ny = x\nz = y\n" + STEP
    marks_ = mark_notebook("E02", [cell, OUTPUT], 5, **QUICK)
    assert marks_[0].cells == ("cell 1, line 2: x = 1 / 0: ZeroDivisionError: division by zero",)


def test_a_right_definition_is_not_replaced_by_what_stands_above_the_line_that_stopped():
    """Only what stands below runs again: the values above keep what they were given."""
    cell = "import numpy as np\nn = []\nn.append(1)\n1 / 0\ndef output(z, U, c):\n"
    cell += "    assert n == [1]\n    return 1 / (1 + np.exp(-(c + z @ U)))"
    assert points(STEP, cell) == [2, 1]
