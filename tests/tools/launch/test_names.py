"""Which notebook is meant: the same words, the same answer, whatever command is asked."""

import pytest
from browser import ROOT

from tools.build import notebooks
from tools.grading import grade, progress
from tools.launch import lab, start
from tools.launch.names import find, find_all
from tools.launch.trouble import Trouble
from tools.slides import build as slides

SHEETS = [start.read_sheet(path) for path in start.all_exercises(ROOT)]
# Each takes a word and gives the stems of the notebooks that it means.
OF_ALL = {
    "lab": lambda word: [lab.find_lesson(ROOT, word).removesuffix(".ipynb")],
    "build": lambda word: [notebooks.name_of(source) for source in notebooks.chosen([word])],
    "slides": lambda word: list(slides.chosen([word])),
}
OF_EXERCISES = {
    "start": lambda word: [start.find_sheet(SHEETS, word).path.stem],
    "progress": lambda word: [path.stem for path in progress.chosen([word])],
    "grade": lambda word: [start.find_sheet(SHEETS, e).path.stem for e in grade.choose(word, [])],
}
SHARING, RUN, ONE = "04_parameter_sharing", "E03_run", "05a_one_answer_or_one_input"


@pytest.mark.parametrize("command", OF_ALL)
@pytest.mark.parametrize(
    "word, meant",
    [
        *((word, SHARING) for word in ("4", "04", "004", SHARING, f"{SHARING}.ipynb")),
        *((word, SHARING) for word in (f"my_work/{SHARING}.ipynb", "4_para", "course\\04_p.py")),
        *((word, ONE) for word in ("5a", "05a", "5A")),
        *((word, RUN) for word in ("e3", "E3", "E03", "e03", "E03_run", "exercises/E03_run.ipynb")),
    ],
)
def test_a_word_means_the_same_notebook_for_every_command(command, word, meant):
    assert OF_ALL[command](word) == [meant]


@pytest.mark.parametrize("command", OF_EXERCISES)
@pytest.mark.parametrize("word", ["3", "03", "e3", "E03", "E03_run", "my_work/E03_run.ipynb"])
def test_where_only_exercises_are_meant_a_bare_number_is_one(command, word):
    assert OF_EXERCISES[command](word) == [RUN]


@pytest.mark.parametrize("command", OF_ALL | OF_EXERCISES)
@pytest.mark.parametrize("word", ["99", "E99", "e", "", "..", "x", "E²", "03;ls", "nonsense"])
def test_an_unknown_word_gets_one_sentence(command, word):
    if (command, word) == ("grade", ""):
        return  # --only was not said
    with pytest.raises(Trouble, match=f"^There is no (notebook|exercise) '{word}'; (there|did)"):
        (OF_ALL | OF_EXERCISES)[command](word)


def test_only_slides_know_the_lecture():
    assert OF_ALL["slides"]("lecture") == ["lecture"]
    for command in ("build", "start"):
        with pytest.raises(Trouble, match="'lecture'"):
            (OF_ALL | OF_EXERCISES)[command]("lecture")


NAMES = ["03_sentiment_walkthrough", "05a_one", "05b_many", "E03_run", "E13_project", "lecture"]


@pytest.mark.parametrize(
    "word, near",
    [("sentiment", "03_sentiment"), ("lectrue", "lecture"), ("E31", "E13_project"), ("run", "E03")],
)
def test_names_that_are_near_are_offered_and_no_others(word, near):
    with pytest.raises(Trouble, match=f"'{word}'; did you mean .*{near}") as raised:
        find(word, NAMES)
    assert "05a_one" not in str(raised.value)


def test_a_number_means_all_that_begin_with_it_and_a_whole_name_only_itself():
    assert find("5", NAMES) == ["05a_one", "05b_many"]
    assert find("E03_run", [*NAMES, "E03_run_kept_2026"]) == ["E03_run"]
    assert find("1_mine", ["1_mine", "01_motivation"]) == ["1_mine"]
    assert find("2024", ["2024_my_notes", "lecture"]) == ["2024_my_notes"]


def test_several_words_keep_the_order_of_the_names_and_no_word_means_all():
    assert find_all(["E3", "3", "03"], NAMES) == ["03_sentiment_walkthrough", "E03_run"]
    assert find_all([], NAMES) == NAMES
