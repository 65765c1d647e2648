"""How a choice goes wrong, and a report with it."""

from rnnlib.exercises.e19.questions import CHOOSE
from rnnlib.exercises.mistake import Mistake

MEAN = "mean = validation.mean(axis=1)"
BEST = "best, epoch = np.unravel_index(np.argmin(mean), mean.shape)"
LOSS = "loss = test[best, :, epoch].mean()"
END = "return rates[best], epoch + 1, loss"

MISTAKES = (
    Mistake(
        CHOOSE,
        "chosen on the test data",
        {MEAN: "mean = test.mean(axis=1)"},
        "You chose where the test loss is smallest, and then report this very number. It is too "
        "good: the luck that made it the smallest does not come again.",
        "Let all test losses be random. What do you report? And what would a new test give?",
    ),
    Mistake(
        CHOOSE,
        "chosen on the training data",
        {MEAN: "mean = training.mean(axis=1)"},
        "The training loss mostly falls to the end, also where the network learns its sentences by "
        "heart. It cannot tell when to stop.",
        "Which number of epochs does the training loss choose, whatever the other losses are?",
    ),
    Mistake(
        CHOOSE,
        "the luckiest start decides",
        {MEAN: "mean = validation.min(axis=1)"},
        "You compare the best start of each setting. A setting whose results are spread widely "
        "then wins, although most of its starts are bad.",
        "Compare two rates: losses 0.1, 0.9, 0.9 and losses 0.3, 0.3, 0.3. Which one do you want?",
    ),
    Mistake(
        CHOOSE,
        "the worst start decides",
        {MEAN: "mean = validation.max(axis=1)"},
        "You compare the worst start of each setting. A mean over the starts was asked for.",
        "Change the best start of a setting. Does your choice notice it?",
    ),
    Mistake(
        CHOOSE,
        "only the first start is looked at",
        {MEAN: "mean = validation[:, 0]"},
        "One random start decides for you, although the others were measured too.",
        "Exchange the first and the last start. Does your choice change?",
    ),
    Mistake(
        CHOOSE,
        "the largest loss is chosen",
        {BEST: "best, epoch = np.unravel_index(np.argmax(mean), mean.shape)"},
        "A loss is better the smaller it is; an accuracy is the other way round.",
        "Which setting would you choose for the losses 0.2 and 0.9?",
    ),
    Mistake(
        CHOOSE,
        "always to the last epoch",
        {BEST: "best, epoch = np.argmin(mean[:, -1]), mean.shape[1] - 1"},
        "You compare the rates at the last epoch. A rate that was best earlier, and over-fitted "
        "since, is left out.",
        "Draw one validation loss that falls and then rises. After how many epochs would you stop?",
    ),
    Mistake(
        CHOOSE,
        "the rate is chosen by its mean over all epochs",
        {BEST: "best = np.argmin(mean.mean(axis=1)); epoch = np.argmin(mean[best])"},
        "Nobody uses a mean over the epochs: at the end one epoch counts. A rate that begins badly "
        "may reach the smallest loss.",
        "Compare the losses 0.9, 0.9, 0.1 with the losses 0.5, 0.5, 0.5.",
    ),
    Mistake(
        CHOOSE,
        "epochs counted from 0",
        {END: "return rates[best], epoch, loss"},
        "Entry 0 was measured after the first epoch. So the number of an entry is one less than "
        "the epochs that it took.",
        "How many epochs had there been at the first entry of a history?",
    ),
    Mistake(
        CHOOSE,
        "the number of the rate",
        {END: "return best, epoch + 1, loss"},
        "You give the place of the rate in the list, and not the rate.",
        "Could somebody train with what you return?",
    ),
    Mistake(
        CHOOSE,
        "the validation loss is reported",
        {LOSS: "loss = validation[best, :, epoch].mean()"},
        "You report the loss by which you chose. It is the smallest of many, so it is too good; "
        "the test data had no part in the choice.",
        "Which of the three kinds of data has not been used yet?",
    ),
    Mistake(
        CHOOSE,
        "the best test loss of this rate is reported",
        {LOSS: "loss = test[best].mean(axis=0).min()"},
        "The rate was chosen honestly, but then you look through its test losses for the smallest "
        "one. The epoch was already chosen.",
        "Which epoch does your test loss belong to? And which one do you return?",
    ),
    Mistake(
        CHOOSE,
        "the test loss of the luckiest start",
        {LOSS: "loss = test[best, :, epoch].min()"},
        "You report the best of several starts. Somebody who trains once gets about the mean.",
        "What would you expect of the next start?",
    ),
    Mistake(
        CHOOSE,
        "the test loss at the last epoch",
        {LOSS: "loss = test[best, :, -1].mean()"},
        "You tell one number of epochs and report the loss after another one.",
        "Change the test losses of the last epoch only. Does your result change?",
    ),
)
