"""Each module has its tests in `test_<module>.py`, in the folder of tests that mirrors its own."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# No file of their own: the file of tests that holds them to what they promise, with the reason.
# Whoever writes such a file takes the line out.
TESTED_IN = {
    "tools/build/trained": ("rnnlib/data/test_trained", "what it stored reads new sentences"),
    "rnnlib/data/batches": ("rnnlib/data/test_sentences", "sentences are what is stacked"),
    "rnnlib/data/example": ("rnnlib/pictures/test_walk", "the lecture's example is drawn"),
    "rnnlib/data/measured": ("benchmarks/test_claims", "stored there, shown in the lessons"),
    "rnnlib/data/short_cut": ("rnnlib/data/test_grammar", "the old grammar, beside the new one"),
    "rnnlib/data/reviews": ("rnnlib/data/test_sentences", "fetched, unpacked, read in one go"),
    "rnnlib/elsewhere/notations": (
        "rnnlib/elsewhere/test_convert",
        "names and orders, converted",
    ),
    "rnnlib/elsewhere/pytorch_numbers": ("course/test_lesson_12", "beside PyTorch itself"),
    "rnnlib/networks/bidirectional": (
        "rnnlib/networks/test_gated",
        "beside the networks with gates",
    ),
    "rnnlib/networks/gru": ("rnnlib/networks/test_gated", "what gates do, all together"),
    "rnnlib/networks/layers": ("rnnlib/networks/test_gated", "what a layer is, in a stack"),
    "rnnlib/networks/lstm": ("rnnlib/networks/test_gated", "what gates do, all together"),
    "rnnlib/networks/stacked": ("rnnlib/networks/test_gated", "beside the gates"),
    "rnnlib/exercises/advice": ("rnnlib/exercises/test_judge", "fits what was found"),
    "rnnlib/exercises/foreign": ("rnnlib/exercises/test_collect", "data of another library"),
    "rnnlib/exercises/known": ("rnnlib/exercises/test_misconceptions", "what a mistake gives"),
    "rnnlib/exercises/slips/backward": ("rnnlib/exercises/test_slips", "planted, each in turn"),
    "rnnlib/exercises/slips/output": ("rnnlib/exercises/test_slips", "planted, each in turn"),
    "rnnlib/exercises/slips/slip": ("rnnlib/exercises/test_slips", "planted, each in turn"),
    "rnnlib/exercises/slips/step": ("rnnlib/exercises/test_slips", "planted, each in turn"),
    "rnnlib/touch/challenges": ("browser/test_laboratory", "each is met there, and not before"),
    "rnnlib/touch/reading_table": ("rnnlib/touch/test_reading", "the look without scripts"),
    "rnnlib/exercises/exercise": ("rnnlib/exercises/test_checks", "a check shows what it holds"),
    "rnnlib/exercises/fixtures": ("rnnlib/exercises/test_questions", "the cases of all questions"),
    "rnnlib/exercises/mistake": ("rnnlib/exercises/test_misconceptions", "every mistake is run"),
    "rnnlib/exercises/verdict": (
        "rnnlib/exercises/test_checks",
        "its words answer a check",
    ),
    "rnnlib/fast/loops": ("rnnlib/test_contract", "against trace, complex step and PyTorch"),
    "rnnlib/fast/through_time": ("rnnlib/test_contract", "against trace, complex step, PyTorch"),
    "rnnlib/fast/read_out": ("rnnlib/test_contract", "against trace, complex step, PyTorch"),
    "rnnlib/inputs/names": ("rnnlib/views/test_graph", "names of boxes and arrows"),
    "rnnlib/inputs/one_hot": ("rnnlib/inputs/test_words", "word numbers against one-hot vectors"),
    "rnnlib/inputs/shapes": ("rnnlib/test_contract", "every network refuses what does not fit"),
    "rnnlib/inputs/values": ("rnnlib/test_own_networks", "a student's network declares its own"),
    "rnnlib/learning/history": ("rnnlib/test_training", "what fit gives back"),
    "rnnlib/learning/optimisers": ("rnnlib/test_training", "steps are compared by hand there"),
    "rnnlib/learning/scores": ("rnnlib/test_training", "of what was trained"),
    "rnnlib/pictures/canvas": ("rnnlib/pictures/test_heat_map", "what every picture draws on"),
    "rnnlib/pictures/columns": ("rnnlib/pictures/test_walk", "the places of the walk"),
    "rnnlib/pictures/diagram": ("rnnlib/pictures/test_graphs", "boxes and arrows of all graphs"),
    "rnnlib/pictures/five_wirings": ("rnnlib/pictures/test_graphs", "a graph like the others"),
    "rnnlib/pictures/operation_graph": ("rnnlib/pictures/test_graphs", "a graph like the others"),
    "rnnlib/views/say": ("rnnlib/pictures/test_tables", "numbers and vectors as they are shown"),
    "rnnlib/views/table": ("rnnlib/pictures/test_tables", "what a table shows"),
    "tools/build/editions": ("course/test_exercises", "nothing of a solution is left"),
    "tools/build/facts": ("course/test_exercises", "title, minutes and points in each place"),
    "tools/build/notebooks": ("course/test_course", "what is stored is what is built"),
    "tools/build/pytorch_numbers": ("course/test_lesson_12", "written and compared there"),
    "tools/export/fonts": ("tools/slides/test_slides", "cut for the decks"),
    "tools/export/markdown": ("tools/slides/test_slides", "read for the decks"),
    "tools/export/outputs": ("tools/slides/test_slides", "shown on the decks"),
    "tools/grading/asking": ("tools/grading/test_sandbox", "answers come out of the sandbox"),
    "tools/grading/calls": ("tools/grading/test_sandbox", "each refused call is tried there"),
    "tools/grading/child": ("tools/grading/test_sandbox", "runs inside the sandbox only"),
    "tools/grading/entries": ("tools/grading/test_submissions", "folders and zips are one"),
    "tools/grading/notebook": ("tools/grading/test_submissions", "cells of what is handed in"),
    "tools/grading/pages": ("tools/grading/test_grade", "the pages of a whole grading"),
    "tools/grading/platforms": ("tools/grading/test_layouts", "names that platforms give"),
    "tools/grading/rescue": ("tools/grading/test_marks", "runs inside the sandbox only"),
    "tools/grading/results": ("tools/grading/test_grade", "kept and resumed by a grading"),
    "tools/grading/start": ("tools/grading/test_sandbox", "runs inside the sandbox only"),
    "tools/grading/table": ("tools/grading/test_by_hand", "what counts, after every edit"),
    "tools/grading/understood": ("tools/grading/test_grade", "printed by the command"),
    "tools/grading/where": ("tools/grading/test_insight", "each heading is in its lesson"),
    "tools/grading/usage": ("tools/grading/test_sandbox", "who takes too much is ended"),
    "tools/grading/worker": ("tools/grading/test_pool", "what a worker does, here or elsewhere"),
    "tools/grading/walls": ("tools/grading/test_sandbox", "each wall is attacked there"),
    "tools/launch/commands": ("tools/launch/test_launcher", "the command line as typed"),
    "tools/launch/console": ("tools/launch/test_launcher", "what the launcher prints"),
    "tools/launch/environment": ("tools/launch/test_launcher", "found, old or broken"),
    "tools/launch/lab": ("tools/launch/test_launcher", "started by the launcher"),
    "tools/launch/setup": ("tools/launch/test_launcher", "what the first start does"),
    "tools/launch/tests": ("tools/launch/test_launcher", "the parts of `test`"),
    "tools/launch/trouble": ("tools/launch/test_launcher", "the remedies that it names"),
    "tools/sample/arranged": ("tools/sample/test_build", "every layout is read again"),
    "tools/sample/odd": ("tools/sample/test_build", "every kind is found"),
    "tools/lite/in_browser/set_up": ("tools/lite/test_build", "runs where Python is a page's"),
    "tools/site/build": ("tools/site/test_site", "the site is built and looked at as a whole"),
    "tools/site/cards": ("tools/site/test_site", "the lists of lessons and exercises"),
    "tools/site/conf": ("tools/site/test_site", "Sphinx reads it when the site is built"),
    "tools/site/docstrings": ("tools/site/test_site", "the reference pages"),
    "tools/site/mathml": ("tools/site/test_site", "the formulas of all pages"),
    "tools/site/misconceptions": ("tools/site/test_site", "the register of misconceptions"),
    "tools/site/notebooks": ("tools/site/test_site", "the lessons' pages"),
    "tools/site/pages": ("tools/site/test_site", "the other pages"),
    "tools/site/reference": ("tools/site/test_site", "the reference pages"),
    "tools/site/stage": ("tools/site/test_site", "the folder that Sphinx gets"),
    "tools/slides/build": ("tools/slides/test_slides", "which decks there are"),
    "tools/slides/deck": ("tools/slides/test_slides", "what a cell becomes"),
    "tools/slides/lecture": ("tools/slides/test_slides", "the lecture's deck"),
    "tools/slides/page": ("tools/slides/test_slides", "a deck as one file"),
    "tools/slides/pdf": ("tools/slides/test_slides_browser", "a browser prints it"),
}
# Folders whose modules are tested all together, in one file.
TOGETHER = {
    "rnnlib/old_names": "rnnlib/test_rooms",  # doors to what has moved
    "tools/build/exercise_template": "tools/build/test_new_exercise",
    **{
        path.relative_to(ROOT).as_posix(): "rnnlib/exercises/test_misconceptions"
        for path in (ROOT / "rnnlib" / "exercises").glob("e[0-9][0-9]")
    },
}


def modules():
    """All modules of the library and of the tools, as `rnnlib/fast/long`."""
    found = [path for folder in ("rnnlib", "tools") for path in (ROOT / folder).rglob("*.py")]
    names = (path.relative_to(ROOT).with_suffix("").as_posix() for path in found)
    return sorted(name for name in names if not name.endswith("/__init__"))


def own_tests(module):
    """The file where the tests of a module belong."""
    folder, _, name = module.rpartition("/")
    return ROOT / "tests" / folder / f"test_{name}.py"


def folder(module):
    return module.rpartition("/")[0]


def test_every_module_has_a_file_of_tests_of_its_name_or_a_reason():
    without = {m for m in modules() if folder(m) not in TOGETHER and not own_tests(m).exists()}
    assert sorted(without - set(TESTED_IN)) == [], "write the tests of these, or say why not"
    assert sorted(set(TESTED_IN) - without) == [], "these have tests now or are gone: take out"


@pytest.mark.parametrize("test", sorted({file for file, _ in TESTED_IN.values()}))
def test_the_file_that_a_reason_names_is_there(test):
    assert (ROOT / "tests" / f"{test}.py").exists()


def test_the_folders_that_are_tested_together_are_there_and_so_are_their_tests():
    folders = {folder(module) for module in modules()}
    assert set(TOGETHER) <= folders
    assert all((ROOT / "tests" / f"{test}.py").exists() for test in TOGETHER.values())
