# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.75
# # 05b · Sequence to sequence, aligned: what comes next?
#
# **After this lesson you can**
#
# - train an RNN to predict the next value and the next letter, and compare it with a rival that got the same care,
# - say what *bits per letter* and *perplexity* mean,
# - let a network write, greedily or by chance.
#
# **Time:** 50 minutes. Take a break after the sunspots.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.75
# ## Do you remember?
#
# 1. What is a loss mask, and how do we write it without a mask?
#    <details><summary>Answer</summary>It says at which steps an answer is asked. With cross-entropy, a target row of zeros is a step that does not count.</details>
# 2. Why did the first speller write words that do not exist?
#    <details><summary>Answer</summary>Each letter was trained on its own, and not given the letters before. So the best
#    letters of several words were mixed.</details>
# 3. The RNN had about 0.80 on surnames. Which two numbers do you need beside it?
#    <details><summary>Answer</summary>The share of the largest class, 0.27, and a simple model on pieces of
#    letters, 0.83.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.75
# ## The next value
#
# In the **aligned** wiring an answer is asked at every step. A natural question is: *what comes next?* Then no
# one has to write the answers down, because the sequence is its own answer, moved by one step.
#
# Our first sequence is 309 years long: how many spots the sun showed, year by year.

# %% slideshow={"slide_type": "subslide"} minutes=0.75
import numpy as np

from rnnlib import line_plot, sunspots

years, spots = sunspots()
line_plot(years, {"sunspots": spots}, x_label="year", y_label="sunspots, mean of the year")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.75
# There is a cycle of about eleven years, but it is not a clock, because its length and its height change. We divide the years into three parts:
#
# | years | part | what it is for |
# |---|---|---|
# | 1700–1869 | training | the models learn from it |
# | 1870–1928 | validation | all choices are made on it |
# | 1929–2008 | test | looked at once, at the end |
#
# Do not shuffle the years before the split: a network that knows 1928 and 1930 has an easy task with 1929. A forecast
# always knows all years up to t, and says the value of year t + 1.
#
# > **Predict:** three simple forecasts, without any learning. Which is off by least?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import ask

simplest = ask(
    "05b the simplest forecast",
    "next year is as this year",
    "next year is as eleven years before it",
    "next year is the mean of all years",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import rmse
from rnnlib.data.forecasts import CHANGE, ROOT, TEST, VALIDATION, VALUE, windows

validation = slice(VALIDATION - 1700, TEST - 1700)  # the places of these years
test = slice(TEST - 1700, len(spots))
before = spots[: validation.start]  # the training years
off = [
    rmse(before[10:-1], before[11:]),
    rmse(before[:-11], before[11:]),
    rmse(np.full(len(before) - 11, before.mean()), before[11:]),
]
print("in the training years off by", *np.round(off, 1))
simplest.reveal(*(each == min(off) for each in off))

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# The numbers move slowly from year to year, and the length of a cycle is not always eleven: a cycle of ten or twelve years
# has its peak where the one before had none. The first forecast is called **persistence**.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.25
# ### The rival
#
# "Off by" is the root of the mean squared error, in sunspots. The rival is a weighted sum of the last p values. *Least
# squares* finds the weights: those with the smallest mean squared error on the learning years. Statisticians call it AR(p),
# for *autoregressive*. p is a hyperparameter, so we choose it on the validation years.
#
# ### Three questions
#
# Before any model learns, we decide what we ask it for. It may be asked for the **value** of next year. It may be asked for
# the **change** to this year, which we then add. Or it may be asked for the **square root** of the value, which it then also
# reads: the square root is the usual remedy for counts, because large numbers of spots vary more than small ones. All three
# are in `rnnlib/data/forecasts.py`. A question is a choice like any other, so **both** models are asked in all three ways.
#
# > **Predict:** does the question about the change make the weighted sum better?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
asked_for_change = ask(
    "05b a weighted sum asked for the change",
    "yes, by far: the level of this year is given then",
    "no: it had a weight for this year before, so it gains nothing",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import LinearPast


def sum_off(question, years, p):
    """How far off the weighted sum of p years is, which learned from all years before."""
    read = question.numbers(spots[: years.stop])
    if question.change:
        read = np.diff(read)
    n = years.stop - years.start
    answers = LinearPast.fit(read[:-n], p).predict(read)[-n:]
    return rmse(question.forecasts(spots[: years.stop], answers), spots[years])


best = {}  # for each question the best p, on the validation years
for question in (VALUE, CHANGE, ROOT):
    best[question] = min(range(1, 21), key=lambda p: sum_off(question, validation, p))
    off = sum_off(question, validation, best[question])
    print(f"asked for the {question.name:11}  best p {best[question]}, off by {off:.1f}")
helped = sum_off(CHANGE, validation, best[CHANGE]) < sum_off(VALUE, validation, best[VALUE]) - 1
asked_for_change.reveal(helped, not helped)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# "As this year, plus something" is a weighted sum too: the one with the weight 1 for this year. So a sum that is asked for
# the change can say nothing that it could not say before, with one year more. The square root is another matter, since it cannot be written as
# a weighted sum. It is the best question for the rival.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.75
# ### The RNN
#
# It reads one number at each step. We cut the learning years into overlapping windows of 60 years, and ask for the answer
# at every step: the loss mask is 1 everywhere. The number of epochs, 30, was chosen on the validation years
# (`measured("sunspots, the recipe")` shows what was tried).

# %%
from rnnlib import RNN, Adam, fit, identity, squared_error, tanh


def forecaster(seed, question, years, sigma=tanh):
    """An RNN that learned from all years before these."""
    rng = np.random.default_rng(seed)
    start = RNN.initialise(1, 32, 1, rng=rng, sigma=sigma, tau=identity)
    x, y = windows(question, spots[: years.start])
    how = {"epochs": 30, "optimiser": Adam(0.003), "batch_size": 8, "average": 0.9, "rng": rng}
    return fit(start, x, y, squared_error, read="every", **how)[0]


def forecasts(model, question, years):
    """What it says about each of these years, from all years before it."""
    known = question.numbers(spots[: years.stop - 1])[:, None]
    answers = model.run(known)[1][-(years.stop - years.start) :, 0]
    return question.forecasts(spots[: years.stop], answers)


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.75
print("validation years, three RNNs from other random starts for each question")
for question in (VALUE, CHANGE, ROOT):
    nets = [forecaster(seed, question, validation) for seed in range(3)]
    made = [forecasts(net, question, validation) for net in nets]
    off = [rmse(each, spots[validation]) for each in made]
    print(f"asked for the {question.name:11}  off by", *np.round(off, 1))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.75
# The square root is the best question for both. The choices are made. Now both models learn again from all years before 1929,
# and the test years are looked at.
#
# > **Predict:** who is better on the test years?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
on_the_test = ask(
    "05b sunspots, test years",
    "the RNN, by more than 2",
    "they are level within 2",
    "the weighted sum, by more than 2",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
net = forecaster(0, ROOT, test)
by_rnn = forecasts(net, ROOT, test)
off_rnn, off_sum = rmse(by_rnn, spots[test]), sum_off(ROOT, test, best[ROOT])
print(f"RNN: off by {off_rnn:.1f}, weighted sum: off by {off_sum:.1f}")
ahead = off_sum - off_rnn
on_the_test.reveal(ahead > 2, abs(ahead) <= 2, ahead < -2)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
line_plot(
    years[test],
    {"measured": spots[test], "RNN, a year before": by_rnn},
    x_label="year",
    y_label="sunspots, mean of the year",
)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.75
# ### The honest table
#
# Here is everything that was tried, also what lost: five random starts, validation years and test years.

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import measured

measured("sunspots")

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# This table could mislead in two ways. Had we only asked the RNN a better question, and not its rival, the RNN would have won
# by 4. And had we chosen p on the test years (p = 9), the weighted sum would have won with 15.9.
#
# One row is still unexplained: ReLU, in the place of tanh.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.75
# ## Where the RNN is wrong
#
# Look at the first plot again: the test years have the highest peaks of all. We look only at the test years that are higher
# than every training and validation year. We call them record years.
#
# > **Predict:** how far are the forecasts of the RNN for these years from what was measured, on average?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
record_years = ask(
    "05b record years",
    "too high by more than 10",
    "about right, within 10",
    "too low by more than 10",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import relu

record = spots[test] > spots[: test.start].max()
too_high = (by_rnn - spots[test])[record].mean()
print(f"{record.sum()} record years, RNN: {too_high:+.0f} on average")
record_years.reveal(too_high > 10, abs(too_high) <= 10, too_high < -10)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
without_ceiling = forecasts(forecaster(0, ROOT, test, relu), ROOT, test)
print(f"the same with ReLU: {(without_ceiling - spots[test])[record].mean():+.0f} on average")

# %% tags=["holds"]
assert too_high < (without_ceiling - spots[test])[record].mean()
assert measured("record years").means["RNN"] < -15

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# <details><summary>Why</summary>
#
# A weighted sum grows with its inputs, without an end. The units of the RNN cannot, because tanh never exceeds 1. ReLU
# (max(0, a), which has no ceiling) shows that this is the reason: with it the same network, trained in the same way, is −8 off in these years
# and not −22 (means of five starts, `measured("record years")`), about as the weighted sum, −5.
#
# So should we have taken ReLU? The validation years could not tell: there both are off by 13.1, because they have no record years.
# **Validation data can only decide about what occurs in them.**
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Several years ahead
#
# A model that forecasts one year can go on: it reads its own forecast as if it had been measured. The literature calls this
# *autoregressive*, as with the letters of lesson 05a. `continue_run` does it. Here the network knows the years up to 1984.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import continue_run

known, steps = ROOT.numbers(spots[: 1985 - 1700])[:, None], 2009 - 1985
alone = ROOT.back(continue_run(net, known, steps)[:, 0])
line_plot(
    years[-steps:],
    {"measured": spots[-steps:], "RNN, alone since 1984": alone},
    x_label="year",
    y_label="sunspots, mean of the year",
)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# We let both models forecast each test year from what was known 1, 2, 5 and 11 years before it. Their rival needs no learning:
# it says the number of eleven years before.
#
# > **Predict:** five years ahead, who is off by least, as a mean over five random starts?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
five_years = ask(
    "05b five years ahead", "the RNN", "the weighted sum", "to say the year eleven years before"
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
far = measured("sunspots, years ahead")
print(far)
five = [far.means[f"{who}, 5 ahead"] for who in ("RNN", "weighted sum")]
five.append(far.means["as 11 years before"])
five_years.reveal(*(each == min(five) for each in five))

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# Each step starts from a forecast, so the errors grow; after some years the models have lost the phase of the cycle. The
# number of eleven years before is always a measured one. One year ahead it is the weakest forecast, and here it is the
# strongest: **the right rival depends on the question.** Without it, one would say that the two models "can forecast eleven
# years ahead", since both are better than the mean of all years.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## The next letter
#
# The same wiring with letters makes a **language model**: it reads a name letter by letter and says, at every
# step, how likely each letter is as the next one.

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import divide, first_names, next_letters, symbols

train, test = divide(first_names(), 0.1, np.random.default_rng(0))
letters = symbols(train)
x, y = next_letters(["anna"], letters)
print("reads: ", *(letters.words[i] for i in x[0].indices))
print("answer:", *(letters.words[i] for i in y[0].argmax(axis=1)))
print(f"{len(train):,} names to learn, {len(test):,} to test, {len(letters)} symbols")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# `<eos>` ends a name and begins the next, so it is also what the network reads first.
#
# > **Predict:** we could ask for the last answer only, as in sequence-to-one. What would the network learn?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
last_only = ask(
    "05b the last answer only",
    "the same, a little slower",
    "to say the last letter of each name",
    "to say <eos>, and nothing else",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
x_train, y_train = next_letters(train, letters, np.float32)
x_test, y_test = next_letters(test, letters, np.float32)
last = {letters.words[y_i[-1].argmax()] for y_i in y_train}
print(f"answers, last step only: {len(y_train):,}, different ones: {len(last)}")
print(f"answers, every step:     {sum(map(len, y_train)):,}")
ends = {name[-1] for name in train}
last_only.reveal(len(last) == len(letters), last == ends, last == {"<eos>"})

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# The target is the name, moved by one, and every name ends with `<eos>`. So the last answer is always the same, whatever
# was read. Asking at every step also gives seven times as many answers to learn from.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### The rivals: counting
#
# How often does "n" follow "an"? A model that counts such things is an **n-gram** model. The trigram looks at the
# last two letters, the 5-gram at the last four.
#
# And how do we judge? By **bits per letter**: the mean of −log₂ of the probability that the model gave to the
# letter that came. A coin has 1 bit. Fewer bits mean less surprise. The literature also gives $2^{\text{bits}}$, the
# **perplexity**: among so many equally likely letters one would have to choose.
#
# > **Predict:** 27 symbols, all equally likely: how many bits? (2 to which power is 27?)

# %% slideshow={"slide_type": "subslide"} minutes=0.75
equal_shares = ask("05b bits of 27 symbols", numbers=["bits per letter"])

# %% slideshow={"slide_type": "fragment"} minutes=0.5
equal_shares.reveal(np.log2(len(letters)), within=0.26)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import NGram

ngrams = {n: NGram.count(train, n).bits(test) for n in (1, 2, 3, 4, 5)}
for n, bits in ngrams.items():
    print(f"{n}-gram: {bits:.2f} bits, perplexity {2**bits:.1f}")

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# The more letters they see, the better, but each step brings less, because long histories are rare:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
fivegram = NGram.count(train, 5)
for n in (2, 4):
    histories = [tuple(name[t : t + n]) for name in test for t in range(len(name) - n + 1)]
    times = [fivegram.seen[history] for history in histories]
    print(f"{n} letters of a test name: {np.median(times):.0f} times in training (median)")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# With so few examples the model leans on the shorter histories.

# %%
from rnnlib import as_words, cross_entropy, generate, softmax
from rnnlib.learning.scores import mean_loss
from rnnlib.text import OneHot

begin = OneHot(np.zeros((1, 10), int), 27)  # ten times <eos>, which is symbol 0


def bits_per_letter(model):
    """The mean loss of a letter; 1 bit is log 2 of the natural logarithm."""
    nats = mean_loss(model, x_test, y_test, cross_entropy, read="every") * len(x_test)
    return nats / np.log(2) / sum(map(len, x_test))


def ten_names(model, **how):
    """What it writes, beginning ten times."""
    return ["".join(name) for name in as_words(generate(model, begin, 12, eos=0, **how), letters)]


# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### The RNN, while it learns
#
# After 0, 1, 4 and 16 epochs we let it write: it reads `<eos>`, we draw a letter with the probabilities that it gives, let
# it read that letter, and so on. (The settings are those that `measured("next letter")` was made with; the number of
# epochs is chosen on validation names there.)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
rng = np.random.default_rng(0)
namer = RNN.initialise(27, 96, 27, rng=rng, tau=softmax, dtype=np.float32)
how = {"optimiser": Adam(0.005), "batch_size": 64, "average": 0.99, "rng": rng}
print("after  0 epochs:", *ten_names(namer, rng=np.random.default_rng(1))[:6])
for epochs, all_epochs in ((1, 1), (3, 4), (12, 16)):
    namer, _ = fit(namer, x_train, y_train, cross_entropy, read="every", epochs=epochs, **how)
    print(f"after {all_epochs:2} epochs:", *ten_names(namer, rng=np.random.default_rng(1))[:6])

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.75
# Before it learns, the letters come in any order. After one epoch, the names have the usual length, and most of them can be
# said aloud. Later epochs mend single letters.
#
# ### RNN or n-gram?
#
# The RNN has no table of histories, but its state may hold something of all letters so far.
#
# > **Predict:** where in the list of the n-grams is it?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
place = ask(
    "05b the RNN among the n-grams",
    "better than the 5-gram, because it reads all letters",
    "between the 3-gram and the 5-gram",
    "worse than the 3-gram",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
bits = bits_per_letter(namer)
print(f"RNN: {bits:.2f} bits per letter, perplexity {2**bits:.1f}")
place.reveal(bits < ngrams[5], ngrams[5] <= bits < ngrams[3], bits >= ngrams[3])

# %% slideshow={"slide_type": "subslide"} minutes=0.5
measured("next letter")

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.25
from rnnlib import count

table = len(fivegram.followed)
print(f"5-gram: {table:,} counts, RNN: {count(namer):,} parameters")

# %% tags=["holds"]
assert bits < ngrams[3] - 0.1
assert bits > ngrams[5] - 0.02 and table > count(namer)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# It is clearly better than the trigram, and **does not beat the 5-gram**. With six thousand names, counting well is hard to
# beat. On five splits, with n and k of the n-grams and the epochs of the RNN chosen on validation names, the best n-gram is
# better by about 0.04 bits. But it stores more numbers.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# ### Let it write
#
# Instead of drawing, we can always take the most likely letter: that is *greedy*.
#
# > **Predict:** we let the network write ten names, greedily. What comes out?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
greedy = ask(
    "05b greedy",
    "ten different names, better ones than by drawing",
    "the same name ten times",
    "ten names of the training list",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
always = ten_names(namer)
print(*always)
one = len(set(always)) == 1
greedy.reveal(not one and not set(always) <= set(train), one, not one and set(always) <= set(train))

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# Every name begins from the same state with the same input. Without chance there is no choice, so all that follows is the
# same.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# The **temperature** is between the two: a number that the scores are divided by before softmax. Below 1 the large shares
# grow, and the network is more careful; near 0 it is greedy. Above 1 the shares come nearer to each other, and it is more
# daring.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
for temperature in (0.5, 1.0, 1.5):
    names = ten_names(namer, rng=np.random.default_rng(1), temperature=temperature)
    print(temperature, *names)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# With a low temperature the names can be said aloud, and many of them are new. With a high one, letters come that do not
# fit.

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("05b")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3
# ## Key points
#
# - *Aligned*: one answer for each step, about that step. The mask is 1 everywhere.
# - Predicting the next value needs no labels: the sequence is its own answer, moved by one step.
# - A rival gets the same care: the same questions, choices on the same validation years, and one look at the test.
# - Validation data can only decide about what occurs in them: record years did not.
# - A language model is judged in bits per letter, or by its perplexity, 2 to the power of the bits. Beside it belong the
#   n-grams.
# - Greedy takes the most likely one; drawing with a temperature gives variety.
#
# ## Common mistakes
#
# - *"The target of a language model is the last letter."* It is the whole name, moved by one.
# - *"Shuffle before you split."* Not with time: the network must not learn from the future.
# - *"It can forecast eleven years ahead."* Compared with what? To say the number of eleven years before is better.
#
# ## Your turn
#
# 1. Give the forecaster windows of 20 years instead of 60. What changes, on the validation years?
#    <details><summary>Solution</summary>`windows(question, spots[: years.start], 20)` in `forecaster`. Nothing that could be
#    told from chance: off by 13.7, 12.8, 12.6. Twenty years hold nearly two cycles. That seems to be enough.</details>
# 2. Draw 1,000 names with temperature 1. How many of them stand in the list?
#    <details><summary>Solution</summary>Give `generate` a thousand columns, `np.zeros((1, 1000), int)`, and a larger
#    number of steps. About 150. The others are new: kanelia, rovan, esbolda …</details>
# 3. Ask for the *change of the square root*: `Question("change of the root", ROOT.there, ROOT.back, change=True)`, from
#    `rnnlib.data.forecasts`. Is it better? On which years do you decide?
#    <details><summary>Solution</summary>On the validation years. The RNN is off by 14.5, 13.4, 13.5, 13.3, 14.5 from five
#    starts, and by 13.1 on average when it is asked for the root. So it is not better, and the test years stay
#    closed.</details>
#
# **Sources.** Sunspots: National Geophysical Data Center, public domain. Names: faker 40.54.0. The first AR model, made for
# sunspots: G. U. Yule, *On a Method of Investigating Periodicities in Disturbed Series*, 1927. N-grams that lean on shorter
# ones: D. MacKay, L. Peto, 1995.
#
# **Exercises:** [E10 · Batches](../exercises/E10_batches.ipynb) and [E20 · Masks, bits, temperature](../exercises/E20_masks_bits_temperature.ipynb).
#
# **Words:** [aligned](14_glossary.ipynb#aligned), [bits per letter](14_glossary.ipynb#bits-per-letter), [language model](14_glossary.ipynb#language-model), [n-gram](14_glossary.ipynb#n-gram), [perplexity](14_glossary.ipynb#perplexity), [persistence](14_glossary.ipynb#persistence), [temperature](14_glossary.ipynb#temperature)
#
# **Next:** [05c · Sequence to sequence: first read, then write](05c_read_then_write.ipynb)
