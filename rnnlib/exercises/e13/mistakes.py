"""What goes wrong when the results of several seeds are summed up."""

from rnnlib.exercises.e13.questions import SUMMARY
from rnnlib.exercises.mistake import Mistake

MEAN, SPREAD = "mean = np.mean(accuracies)", "np.std(accuracies, ddof=1)"

MISTAKES = (
    Mistake(
        SUMMARY,
        "the medians of both",
        {
            "np.mean(accuracies)": "np.median(accuracies)",
            "np.mean(baseline)": "np.median(baseline)",
        },
        "This is the median, which forgets a seed that failed. All seeds count: asked is the mean.",
        "Try 0.9, 0.9 and 0.3. The mean is 0.7.",
    ),
    Mistake(
        SUMMARY,
        "divided by n",
        {", ddof=1": ""},
        "Your spread divides by n. It is measured from the mean of the same few numbers, to which "
        "they are nearer than to the true one. So it comes out too small; the formula divides by "
        "n − 1.",
        "Try 0.9, 0.8 and 1.0. The spread by hand: the root of (0.01 + 0.01) / 2.",
    ),
    Mistake(
        SUMMARY,
        "the best seed",
        {MEAN: "mean = np.max(accuracies)"},
        "You report the best seed. Nobody who uses the network can know which seed would be best "
        "on new data, and with more seeds the best only gets better.",
        "Add a very bad seed to the list. Your result should change.",
    ),
    Mistake(
        SUMMARY,
        "the last seed",
        {MEAN: "mean = accuracies[-1]"},
        "You report one seed, the last. With another order of the seeds another number would come.",
        "Turn the list of accuracies round. Your result should stay.",
    ),
    Mistake(
        SUMMARY,
        "the median",
        {MEAN: "mean = np.median(accuracies)"},
        "This is the median, the seed in the middle. It hides a seed that failed. It can be "
        "reported beside the mean, but asked is the mean.",
        "Let the worst seed fall to 0. Does your number move?",
    ),
    Mistake(
        SUMMARY,
        "failed seeds are left out",
        {MEAN: "accuracies = accuracies[accuracies > 0.7]\n    mean = np.mean(accuracies)"},
        "Seeds that did not learn are left out. But they belong to the result: whoever repeats "
        "your training will meet them too.",
        "Print how many numbers your mean is taken over.",
    ),
    Mistake(
        SUMMARY,
        "the variance",
        {SPREAD: "np.var(accuracies, ddof=1)"},
        "This is the variance, the square of the spread. It is not in units of accuracy.",
        "Try 0.9, 0.8 and 1.0. Most of them lie 0.1 beside the mean; does your spread say so?",
    ),
    Mistake(
        SUMMARY,
        "from the worst to the best",
        {SPREAD: "np.max(accuracies) - np.min(accuracies)"},
        "This is the distance from the worst seed to the best. It grows with the number of seeds, "
        "so two projects cannot be compared by it.",
        "Try 0.9, 0.8 and 1.0. Asked is 0.1.",
    ),
    Mistake(
        SUMMARY,
        "the error of the mean",
        {SPREAD: "np.std(accuracies, ddof=1) / np.sqrt(len(accuracies))"},
        "You divided the spread by the root of n. That tells how well the mean is known. Asked is "
        "how far single seeds lie apart.",
        "Try 0.9, 0.8 and 1.0. Asked is 0.1.",
    ),
    Mistake(
        SUMMARY,
        "baseline minus network",
        {"mean - np.mean(baseline)": "np.mean(baseline) - mean"},
        "The sign is turned round. The difference is positive where the network is better.",
        "Try a network with 0.9 and a baseline with 0.7. Is your difference positive?",
    ),
    Mistake(
        SUMMARY,
        "against the best of the baseline",
        {"np.mean(baseline)": "np.max(baseline)"},
        "You compare the mean of the network with the best seed of the baseline. Both sides have "
        "to be treated alike.",
        "Give both the same numbers. Is the difference 0?",
    ),
    Mistake(
        SUMMARY,
        "the best against the mean",
        {"mean - np.mean(baseline)": "np.max(accuracies) - np.mean(baseline)"},
        "You compare the best seed of the network with the mean of the baseline. Both sides have "
        "to be treated alike.",
        "Give both the same numbers. Is the difference 0?",
    ),
    Mistake(
        SUMMARY,
        "the difference as a share",
        {"mean - np.mean(baseline)": "mean / np.mean(baseline) - 1"},
        "You divided by the baseline. A growth in percent sounds larger than it is. Asked is the "
        "plain difference of the two means.",
        "Try a network with 0.9 and a baseline with 0.7. Asked is 0.2.",
    ),
)
