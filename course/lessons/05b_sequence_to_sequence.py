# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 05b · Sequence to sequence: aligned, or first read and then write
#
# **After this lesson you can**
#
# - tell the two wirings that share the name *sequence-to-sequence* apart,
# - train an RNN to predict the next value and the next letter, and say what *bits per letter* means,
# - explain why translation needs an encoder and a decoder, and train both.
#
# **Time:** 45 minutes. Take a break after Part 2.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=4
# ## Do you remember?
#
# 1. What is a loss mask, and how do we write it without a mask?
#    <details><summary>Answer</summary>It says at which steps an answer is asked. With cross-entropy, a target row of zeros is a step that does not count.</details>
# 2. Why did the first speller write words that do not exist?
#    <details><summary>Answer</summary>It was not told which letter had been chosen. So it mixed two
#    words.</details>
# 3. The RNN had about 0.80 on surnames. Which two numbers do you need beside it?
#    <details><summary>Answer</summary>The share of the largest class, 0.27, and a simple model on pieces of
#    letters, 0.84.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Part 1: the next value
#
# In the **aligned** wiring an answer is asked at every step. A natural question is: *what comes next?* Then no
# one has to write the answers down. The sequence is its own answer, moved by one step.
#
# Our first sequence is 309 years long: how many spots the sun showed, year by year.

# %% slideshow={"slide_type": "subslide"} minutes=1
import numpy as np

from rnnlib import line_plot, sunspots

years, spots = sunspots()
line_plot(years, {"sunspots": spots}, x_label="year", y_label="sunspots, mean of the year")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# A cycle of about eleven years, but no clock: its length and its height change. The network learns from 1700 to
# 1928 and is tested on 1929 to 2008. It always knows all years up to t, and says the value of year t + 1.
#
# Do not shuffle the years before the split. A network that knows 1928 and 1930 has an easy task with 1929.
#
# > **Predict:** what could be the simplest forecast for next year?

# %% slideshow={"slide_type": "fragment"}
from rnnlib import LinearPast, rmse


def rivals(first, end):
    """How far off the simple forecasts are in the years from place `first` to before `end`."""
    measured, known = spots[first:end], spots[:end]
    off = {0: rmse(spots[first - 1 : end - 1], measured)}  # next year = this year
    for p in range(1, 31):
        predicted = LinearPast.fit(spots[:first], p).predict(known)
        off[p] = rmse(predicted[first - p :], measured)
    return off


first, end = 1929 - 1700, len(years)
simple = rivals(first, end)
print(f"next year = this year:             off by {simple[0]:.1f}")
for p in (2, 9, 20):
    print(f"weighted sum of the last {p:2} years: off by {simple[p]:.1f}")
print("best of all:", min(simple, key=simple.get))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# "Off by" is the root of the mean squared error, in sunspots. The first rival is called **persistence**. The
# second is a weighted sum of the last p values. *Least squares* finds the weights: those with the smallest mean squared error on the learning years. Statisticians call it AR(p).
# It is strong, and we even choose p in its favour: p = 9 is the best of 30 on the test years.
#
# Now the RNN. It reads one number at each step. We cut the learning years into overlapping windows of 60 years,
# and ask for the answer at every step: the loss mask is 1 everywhere.
#
# > **Predict:** does it beat persistence? Does it beat the weighted sum with p = 9?

# %%
from dataclasses import replace

from rnnlib import RNN, Adam, fit, identity, squared_error

level = spots / 100  # numbers about 1 are easier to learn


def forecaster(seed, targets, first):
    """An RNN that learns targets[t] from level[0 … t], for all t before `first`."""
    rng = np.random.default_rng(seed)
    start = RNN.initialise(1, 32, 1, rng=rng, tau=identity)
    start = replace(start, V=0.5 * start.V)  # begins with a short memory
    windows = range(0, first - 61, 7)
    x = [level[i : i + 60, None] for i in windows]
    y = [targets[i : i + 60, None] for i in windows]
    small = {"optimiser": Adam(0.003), "batch_size": 8, "average": 0.9}
    return fit(start, x, y, squared_error, read="every", epochs=60, rng=rng, **small)[0]


def asked_for_the_value(seed, first):
    """The forecasts for the years 1701 … 2008."""
    _, f = forecaster(seed, level[1:], first).run(level[:-1, None])
    return 100 * f[:, 0]


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
def off_by(forecast, first, end):
    """The mean error of three networks, each from another random start."""
    made = [forecast(seed, first)[first - 1 : end - 1] for seed in range(3)]
    return [round(rmse(f, spots[first:end]), 1) for f in made]


values = off_by(asked_for_the_value, first, end)
print("three RNNs, off by", values)
assert max(values) < simple[0] and max(values) > simple[9]

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# Far better than persistence, and **no better than the weighted sum**. Why? Look at the picture again: the test
# years have the highest peaks of all. We look at those years alone that are higher than all years of learning.
#
# > **Predict:** are the forecasts for these years too high or too low?


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
def look(name, forecast):
    error = forecast[-len(spots[first:]) :] - spots[first:]
    high = spots[first:] > spots[:first].max()
    mean, others = error[high].mean(), rmse(error[~high], 0)
    print(
        f"{name:13}{high.sum()} record years: {mean:+.0f} on average   others: off by {others:.1f}"
    )
    return mean, others


by_rnn = look("RNN", asked_for_the_value(0, first))
by_sum = look("weighted sum", LinearPast.fit(spots[:first], 9).predict(spots))
assert by_rnn[0] < by_sum[0] < 0 and by_rnn[1] < by_sum[1]

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# In the other years the RNN is the better one. In the record years it is far too low. A weighted sum grows with its inputs, without an end. The units of the RNN cannot: tanh ends at 1. The units of the RNN cannot: tanh ends at 1.
#
# ## Asking a better question
#
# The value of next year is the value of this year plus a change. The first part is given; why should the network
# learn it? We ask for the **change** only, and add it.
#
# > **Predict:** how much does this help?


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
def asked_for_the_change(seed, first):
    _, f = forecaster(seed, np.diff(level), first).run(level[:-1, None])
    return 100 * (level[:-1] + f[:, 0])


changes = off_by(asked_for_the_change, first, end)
print("asked for the value: ", values)
print("asked for the change:", changes)
print(f"best weighted sum:    {simple[9]:.1f}")
assert max(changes) < min(simple.values())

# %% [markdown] slideshow={"slide_type": "notes"}
# Now all three are better than the weighted sum. The network is the same; the question is better. (The weighted
# sum needs no such help: one of its weights belongs to this year.)
#
# Is this honest? We tried two questions and kept the one that did better on the test years. So we must test it
# on years that had no part in the choice: learn from the years before 1870, test on 1870 to 1928.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
earlier, simple_2 = 1870 - 1700, rivals(1870 - 1700, first)
changes_2 = off_by(asked_for_the_change, earlier, first)
print(f"1870-1928: persistence {simple_2[0]:.1f}, best weighted sum", end=" ")
print(f"{min(simple_2.values()):.1f}, RNN asked for the change {changes_2}")
assert max(changes_2) < min(simple_2.values())

# %% [markdown] slideshow={"slide_type": "notes"}
# There too the RNN is better, by a little.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Part 2: the next letter
#
# The same wiring with letters makes a **language model**: it reads a name letter by letter and says, at every
# step, how likely each letter is as the next one.

# %% slideshow={"slide_type": "fragment"}
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
# > **Predict:** why do we ask for *every* next letter, and not only for the last one? Compute how many
# > answers we would have in each case. What would the last answer always be?

# %% slideshow={"slide_type": "fragment"}
x_train, y_train = next_letters(train, letters, np.float32)
x_test, y_test = next_letters(test, letters, np.float32)
last = {letters.words[y_i[-1].argmax()] for y_i in y_train}
print(f"answers, last step only: {len(y_train):,}, and they are all {last}")
print(f"answers, every step:     {sum(map(len, y_train)):,}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# With the last step alone the network would learn one thing: to say `<eos>`.
#
# ### The rivals: counting
#
# How often does "n" follow "an"? A model that counts such things is an **n-gram** model. The trigram looks at the
# last two letters, the 5-gram at the last four.
#
# And how do we judge? By **bits per letter**: the mean of −log₂ of the probability that the model gave to the
# letter that came. A coin has 1 bit. Fewer bits mean less surprise.
#
# > **Predict:** 27 symbols, all equally likely: how many bits? (2 to which power is 27?)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import NGram

print(f"all equally likely: {np.log2(len(letters)):.2f}")
ngrams = {n: NGram.count(train, n).bits(test) for n in (1, 2, 3, 4, 5)}
for n, bits in ngrams.items():
    print(f"{n}-gram: {bits:.2f}")

# %% [markdown] slideshow={"slide_type": "notes"}
# The more letters they see, the better, but each step brings less. Why? Long histories are rare.

# %% slideshow={"slide_type": "subslide"} minutes=1
fivegram = NGram.count(train, 5)
for n in (2, 4):
    histories = [tuple(name[t : t + n]) for name in test for t in range(len(name) - n + 1)]
    times = [fivegram.seen[history] for history in histories]
    print(f"{n} letters of a test name: {np.median(times):.0f} times in training (median)")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# With so few examples the model leans on the shorter histories.
#
# > **Predict:** where in this list will the RNN be?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import cross_entropy, softmax
from rnnlib.training import mean_loss


def bits_per_letter(model):
    nats = mean_loss(model, x_test, y_test, cross_entropy, read="every") * len(x_test)
    return nats / np.log(2) / sum(map(len, x_test))  # 1 bit is log 2 nats


rng = np.random.default_rng(0)
start = RNN.initialise(27, 96, 27, rng=rng, tau=softmax, dtype=np.float32)
namer, history = fit(
    start, x_train, y_train, cross_entropy, read="every", epochs=16, rng=rng,
    optimiser=Adam(0.005), batch_size=64, average=0.99,
)  # fmt: skip
bits = bits_per_letter(namer)
print(f"RNN: {bits:.2f} bits per letter   ({history.seconds:.1f} s)")
assert bits < ngrams[3] - 0.1

# %% [markdown] slideshow={"slide_type": "notes"}
# Clearly better than the trigram, about level with the 4-gram. **It does not beat the 5-gram**: it is a few hundredths of a bit behind. With six thousand names, counting well is hard to beat. But compare what they store:

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import count

table = len(fivegram.followed)
print(f"5-gram: {table:,} counts, RNN: {count(namer):,} parameters")
assert bits > ngrams[5] - 0.02 and table > count(namer)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# ### Let it write
#
# To write, the network reads `<eos>`, we draw a letter with the probabilities that it gives, let it read that
# letter, and so on. The **temperature** is a number that the scores are divided by before
# softmax. Below 1 the network is more careful, above 1 more daring.
#
# > **Predict:** what happens if we always take the most likely letter, instead of drawing?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import as_words, generate
from rnnlib.text import OneHot

begin = OneHot(np.zeros((1, 12), int), 27)  # twelve times <eos>, which is symbol 0
for temperature in (0.5, 1.0, 1.5):
    rng = np.random.default_rng(1)
    rows = generate(namer, begin, 12, eos=0, rng=rng, temperature=temperature)
    print(temperature, *("".join(name) for name in as_words(rows, letters)))
always = ["".join(name) for name in as_words(generate(namer, begin, 12, eos=0), letters)]
print("always the most likely:", set(always))
assert len(set(always)) == 1

# %% [markdown] slideshow={"slide_type": "notes"}
# With a low temperature the names can be said aloud, and many of them are new. With a high one, letters come
# that do not fit. The most likely letter gives the same name each time: without chance there is no choice.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Part 3: first read, then write
#
# Now a translation: numbers in English words, and the pieces of the German word.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import number_words

pairs = number_words()
for k in (7, 21, 300, 321):
    english, german = pairs[k]
    print(f"{k:3}  {' '.join(english):32} {' '.join(german)}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# Two things are new. The two sides differ in **length**. And German says the *one* of 21 before the *twenty*:
# "einundzwanzig", one-and-twenty.
#
# > **Predict:** an aligned network reads "twenty" at t = 0 and must say the first German piece at once. What does
# > it not know yet?
#
# It does not know whether *one* or *two* follows, or nothing. No training helps against that: the information
# comes later. So we let it read **everything** before it writes anything. The state after the last word must hold
# the whole number.
#
# - The **encoder** is an RNN without outputs. It reads; its last state is all it passes on.
# - The **decoder** is a second RNN. It begins with that state, and writes.
#
# > **Predict:** five words and `<eos>` are read, then five pieces and `<eos>` are written. Write down the
# > loss mask.

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import loss_mask, pad, read_in, write_out

train, test = divide(pairs, 0.2, np.random.default_rng(0))
words, parts = symbols(pairs.inputs), symbols(pairs.targets)
english, german = pairs[321]
x, y = read_in([english], words)[0], write_out([german], parts)[0]
reading = np.zeros((len(x), len(parts)))  # nothing is asked while it reads
mask = loss_mask(np.concatenate([reading, y]))
print(*english, "<eos> |", *german, "<eos>")
print(*mask.astype(int))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### The rival: a dictionary
#
# The simple way is to translate word by word: one for eins, twenty for zwanzig, and so on, in the English order.
# "and" is left out.
#
# > **Predict:** for which numbers does this work? What share of all numbers below 1,000 is that?

# %% slideshow={"slide_type": "fragment"}
dictionary = {e[0]: g for e, g in pairs if len(e) == len(g) == 1}
dictionary |= {"hundred": ("hundert",), "and": ()}


def word_by_word(english):
    return tuple(part for word in english for part in dictionary[word])


by_dictionary = np.mean([word_by_word(e) == g for e, g in test])
print(f"dictionary: {by_dictionary:.2f} of the numbers exactly right")
print(word_by_word(("twenty", "one")), word_by_word(("two", "hundred")))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# Few. It works where the order is the same in both languages, and where "one" is really "eins" and not "ein".
#
# ### The RNN
#
# It learns from 800 numbers and is tested on the 200 others. While it learns, the decoder reads the *right* last
# piece (teacher forcing). When it is tested, it reads what it wrote itself.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import EncoderDecoder

x_train, y_train = read_in(train.inputs, words), pad(write_out(train.targets, parts))
rng = np.random.default_rng(0)
start = EncoderDecoder.initialise(len(words), 64, len(parts), rng=rng)
translator, history = fit(
    start, x_train, y_train, cross_entropy, read="every", epochs=40, rng=rng,
    optimiser=Adam(0.005), batch_size=16, average=0.99,
)  # fmt: skip


def translate(english):
    rows = generate(translator, read_in([english], words)[0], 8, eos=0)
    return as_words([rows], parts)[0]


exact = np.mean([translate(e) == g for e, g in test])
print(f"dictionary {by_dictionary:.3f}, encoder-decoder {exact:.3f}   ({history.seconds:.1f} s)")
assert exact >= 0.95

# %% [markdown] slideshow={"slide_type": "notes"}
# A number counts as right only if *every* piece is right. And it has never seen these numbers: what it learned
# about "three hundred" in one number works in another.
#
# What are its mistakes?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
for e, g in test:
    if translate(e) != g:
        print(f"{' '.join(e):36} {' '.join(translate(e)):34} right: {' '.join(g)}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# > **Predict:** are the long numbers the difficult ones? Look at the list before you go on.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
missed = [len(e) for e, g in test if translate(e) != g]
print(f"words in a test number: {np.mean([len(e) for e, _ in test]):.1f} on average")
print(f"words in a missed one:  {np.mean(missed):.1f}")
twelve = [e for e in train.inputs if e[-1] == "twelve"]
print(f"training numbers that end in 'twelve': {len(twelve)}, alone: {twelve.count(('twelve',))}")
assert not missed or np.mean(missed) < np.mean([len(e) for e, _ in test])

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# The **short** ones are difficult! Nine of ten numbers begin with "… hundred". The network has read "twelve" behind
# a hundred, but never alone. To us that is the easier number. To the network it is a rare form.
#
# > **Predict:** we now count single pieces instead of whole numbers, and give the decoder the right past, as in
# > training. Is the share higher or lower?

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import accuracy

x_test = read_in(test.inputs, words)
y_test = pad(write_out(test.targets, parts))
pieces = accuracy(translator, x_test, y_test, read="every")
print(f"pieces, with the right past: {pieces:.3f}   whole numbers, on its own: {exact:.3f}")
assert pieces > exact

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# Higher. One wrong piece of five spoils the number, but four pieces are still right. And on its own, the network
# goes on from its own mistake. So always ask of a number like 0.99: *of what*, and *with whose past*?
#
# ### The narrow place
#
# Everything that the decoder knows passes through one state of 64 numbers, whether the sentence has three words
# or three hundred. For numbers below 1,000 that is enough. For long sentences it is not; that was the reason to
# invent *attention* (Bahdanau, Cho, Bengio 2015).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## All tasks at a glance
#
# | wiring | task | simple rival | network |
# |---|---|---|---|
# | one-to-one | digit → class | logistic regression 0.96 | **dense net 0.98** |
# | one-to-sequence | digit → word | dense net, class only 0.98 | 0.98 |
# | sequence-to-one | surname → country | **pieces of letters 0.84** | 0.80 |
# | aligned | next sunspot number, off by | weighted sum 18.1 | **about 17** |
# | aligned | next letter, bits | trigram 3.16, **5-gram 2.91** | 2.95 |
# | encoder–decoder | number words, exact | dictionary 0.27 | **0.97** |
#
# These are the numbers of one run. With five other random starts and splits they moved by about 0.02, the
# letters by 0.03 bits.
#
# The RNN wins clearly where the answer needs an order or a length that the rival cannot give. On the sunspots it wins
# by a little. Where short pieces decide,
# counting wins.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=5
# ## Key points
#
# - *Aligned*: one answer for each step, about that step. The mask is 1 everywhere.
# - *Encoder–decoder*: first read all, then write. The mask is 0 while reading.
# - Predicting the next value needs no labels: the sequence is its own answer, moved by one step.
# - A language model is judged in bits per letter. Beside it belong the n-grams.
# - Teacher forcing: while it learns, the decoder reads the right past. Alone it reads its own.
#
# ## Common mistakes
#
# - *"Sequence-to-sequence is one wiring."* It is two. Only one of them can change the order.
# - *"The target of a language model is the last letter."* It is the whole name, moved by one.
# - *"Shuffle before you split."* Not with time: the network must not learn from the future.
# - *"99 percent of the pieces are right, so 99 percent of the numbers are."* Errors add up along a sequence.
#
# ## Your turn
#
# 1. Give the forecaster windows of 20 years instead of 60. What changes?
#    <details><summary>Solution</summary>Replace 61 by 21 and 60 by 20 in `forecaster` (not the 60 epochs). Very
#    little: off by 16.8, 16.1, 16.5. Twenty years hold nearly two cycles. That seems to be enough.</details>
# 2. Draw 1,000 names with temperature 1. How many of them stand in the list?
#    <details><summary>Solution</summary>Give `generate` a thousand columns, `np.zeros((1, 1000), int)`, and a larger
#    number of steps. About 150. The others are new: kanelia, rovan, esbolda …</details>
# 3. Translate from German to English. Which part of the code changes? Is it easier?
#    <details><summary>Solution</summary>Only who is read and who is written: `inputs` and `targets` change places,
#    in the vocabularies too. It is equally difficult: 0.97.</details>
# 4. Give the two networks 16 units instead of 64, then 32. Where does the narrow place begin to hurt?
#    <details><summary>Solution</summary>With 32 units 0.92 to 0.97 of the new numbers are right. With 16 it is about
#    0.3, and after 40 epochs not even the training numbers are right.</details>
#
# **Sources.** Sunspots: National Geophysical Data Center, public domain. Names: faker 40.54.0. Number words:
# num2words 0.5.14. The first AR model, made for sunspots: G. U. Yule, *On a Method of Investigating Periodicities
# in Disturbed Series*, 1927. N-grams that lean on shorter ones: D. MacKay, L. Peto, 1995.
# Encoder–decoder: Cho et al. 2014; Sutskever, Vinyals, Le 2014. Attention: Bahdanau, Cho, Bengio, *Neural Machine
# Translation by Jointly Learning to Align and Translate*, 2015.
#
# **Exercise:** [E10 · Batches](../exercises/E10_batches.ipynb).
#
# **Words:** [aligned](14_glossary.ipynb#aligned), [attention](14_glossary.ipynb#attention), [bits per letter](14_glossary.ipynb#bits-per-letter), [decoder](14_glossary.ipynb#decoder), [encoder](14_glossary.ipynb#encoder), [language model](14_glossary.ipynb#language-model), [n-gram](14_glossary.ipynb#n-gram), [persistence](14_glossary.ipynb#persistence), [temperature](14_glossary.ipynb#temperature)
#
# **Next:** [06 · Computational graphs](06_computational_graphs.ipynb)
