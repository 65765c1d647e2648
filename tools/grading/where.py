"""For each question, the lesson's heading to go back to when an answer goes wrong."""

PLACES = {
    "E01.forward": ("01_motivation", "A dense net"),
    "E01.count_parameters": ("01_motivation", "Problem 2: the weights grow with the length"),
    "E01.padded_parameters": ("01_motivation", "Problem 2: the weights grow with the length"),
    "E01.why": ("01_motivation", "Problem 3: what is learned at one place stays there"),
    "E02.step": ("02_recurrence", "Rows and columns"),
    "E02.output": ("02_recurrence", "The output: which activation?"),
    "E03.last_state": ("02_recurrence", "A run is the step, repeated"),
    "E03.run": ("02_recurrence", "A run is the step, repeated"),
    "E04.last_output": ("03_sentiment_walkthrough", "From the last state to the prediction"),
    "E04.loss_from_scores": ("03_sentiment_walkthrough", "Part 2: learned"),
    "E04.cross_entropy_from_scores": (
        "05a_one_answer_or_one_input", "More than two answers: softmax"),
    "E05.count_tied": ("04_parameter_sharing", "One matrix, used T times"),
    "E05.count_untied": ("04_parameter_sharing", "What it costs"),
    "E05.run_untied": ("04_parameter_sharing", "Reason 1: there is no matrix for step T"),
    "E05.examples_per_step": ("04_parameter_sharing", "Is it that late steps see few examples?"),
    "E05.shared_gradient": ("04_parameter_sharing", "The gradient of a shared weight"),
    "E06.generate": ("05a_one_answer_or_one_input", "One-to-sequence: an image, a word"),
    "E06.masked_loss": ("05a_one_answer_or_one_input", "A mask made of zeros"),
    "E06.encode_decode": ("05b_sequence_to_sequence", "Encoder and decoder"),
    "E07.forward": ("06_computational_graphs", "Forward, step by step"),
    "E07.dz1": ("06_computational_graphs", "Backward: the gradients"),
    "E07.fork": ("06_computational_graphs", "Two ways back"),
    "E07.backward": ("06_computational_graphs", "The whole way back"),
    "E08.run_free": ("07_output_recurrence", "Another way back"),
    "E08.run_with_teacher": ("07_output_recurrence", "Teacher forcing"),
    "E08.what_is_lost": ("07_output_recurrence", "What the output cannot carry"),
    "E09.measured_gradient": ("09_learning_through_time", "How to check a gradient"),
    "E09.relative_error": ("09_learning_through_time", "How to check a gradient"),
    "E09.backward_step": ("09_learning_through_time", "The fork"),
    "E09.bptt": ("09_learning_through_time", "Three kinds of sums"),
    "E10.to_time_first": ("12_on_to_pytorch", "Same shape, wrong sentence"),
    "E10.pad": ("02_recurrence", "A run is the step, repeated"),
    "E10.last_states": ("08_sequence_to_one", "One answer for a whole sequence"),
    "E10.padded_run": ("02_recurrence", "A run is the step, repeated"),
    "E10.mean_loss": ("05a_one_answer_or_one_input", "A mask made of zeros"),
    "E11.bug_1": ("09_learning_through_time", "How to check a gradient"),
    "E11.bug_2": ("09_learning_through_time", "How to check a gradient"),
    "E11.bug_3": ("09_learning_through_time", "How to check a gradient"),
    "E11.bug_4": ("09_learning_through_time", "How to check a gradient"),
    "E11.exposing_case": ("09_learning_through_time", "How to check a gradient"),
    "E12.forward_order": ("06_computational_graphs", "Forward, step by step"),
    "E12.backward_order": ("06_computational_graphs", "The whole way back"),
    "E13.summary": ("08_sequence_to_one", "A trained sentiment network"),
}  # fmt: skip


def go_back_to(question: str) -> str:
    """The lesson and its heading, in words: "lesson 02, Rows and columns"."""
    lesson, heading = PLACES[question]
    return f"lesson {lesson.partition('_')[0]}, “{heading}”"
