# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 08 · Sequence to one
#
# **After this lesson you can**
#
# - draw the network that reads a whole sequence and answers once,
# - measure what the last state still knows of an earlier word, and count how much fits into it,
# - say what decides which words are remembered,
# - compare an RNN with n-grams, a CNN and attention, in what they can read and in what it costs.
#
# **Time:** 55 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## Do you remember?
#
# 1. What does the delay on the loop do?
#    <details><summary>Answer</summary>It hands z[t−1] to step t, and keeps z[t] for the next
#    step.</details>
# 2. In the unfolded graph, two arrows lead away from z[t]. What happens to the gradients that come back?
#    <details><summary>Answer</summary>They add.</details>
# 3. How many parameters does an RNN need for a sequence of 1,000 steps, compared with one of 10?
#    <details><summary>Answer</summary>The same number, because all steps share W, V and b.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## One answer for a whole sequence
#
# The sentiment network of lesson 03b answers once, after the last word. Therefore only the last state is read. Let us see
# which words have a say in that answer: we leave out one of the five words at a time, and compare f.
#
# > **Predict:** on how many of the five words does f depend?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask

depends = ask(
    "08 words behind one output", "one: the last", "three: z has three numbers", "all five"
)

# %% slideshow={"slide_type": "fragment"}
import numpy as np

from rnnlib import Vocabulary, lecture_example

model, words = lecture_example()
x = Vocabulary(words).one_hot(words)
_, f = model.run(x, read="last")
without = [model.run(np.delete(x, t, axis=0), read="last")[1].item() for t in range(5)]
count = sum(not np.isclose(other, f.item()) for other in without)
depends.reveal(count == 1, count == 3, count == 5)

# %% slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import binary_cross_entropy, one_output_at_the_end, record

trace = record(model, x, [1.0], binary_cross_entropy, read="last")
one_output_at_the_end(trace)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Only one arrow leads to f, from the last state. But if you follow the arrows back, each word reaches z[4] on a
# path of its own. Therefore all that f may use has to fit into z[4], which has three numbers here.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### What reaches the last state
#
# > **Predict:** which of these words changes f most when it is left out?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
counts_most = ask("08 the word that counts most", "This", "good", "news", "<eos>: it is the last")

# %% slideshow={"slide_type": "fragment"}
change = dict(zip(words, np.abs(np.array(without) - f.item()), strict=True))
most = max(change, key=change.get)
counts_most.reveal(*(most == word for word in ("This", "good", "news", "<eos>")))

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# "good" says most to the units, and unit 1 hears of it again when "news" comes. So a word two steps back counts more than the
# last one. *Leave each word out* shows all five. Click a state and follow its largest part back to the word.
#
# </details>

# %% slideshow={"slide_type": "subslide"} minutes=4
from rnnlib import explore

explore(model, Vocabulary(words), "This is good news.", challenge="remember")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## A test for memory: the read-out
#
# The last state is often called a **summary** of the sequence, and a summary leaves things out. We measure what. *Can one tell from the
# last state which word came first?* The test has four steps:
#
# 1. Make many sequences of random words, from a vocabulary of 8.
# 2. Run the network, and keep only the last state of each sequence.
# 3. Find the linear formula that best tells the first word from that state (**least squares**).
# 4. Try the formula on new sequences. Which share is right?
#
# In the literature this read-out is called a **linear probe**. Guessing reaches 1/8 = 0.125. The words are random and
# independent, so only memory can do better than that. The functions below do these four steps;
# they are short, and can be read in `rnnlib/learning/last_state.py`.

# %%
from rnnlib import RNN, softmax
from rnnlib.learning.last_state import read_out, remembers

start = RNN.initialise(8, 16, 8, rng=np.random.default_rng(1), tau=softmax)
print(f"one word, first word read out: {remembers(start, T=1):.3f} are right")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# `start` has 16 units and random weights, and it was never trained. After a single word the read-out is perfect.
#
# > **Predict:** is the first word still known when 4 words were read? And when 15 were read?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
untrained_memory = ask(
    "08 memory without training",
    "neither: nobody trained it to remember",
    "after 4 words mostly, after 15 hardly",
    "after 4 and after 15: the state holds the past",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
lengths = [1, 2, 4, 6, 10, 15, 20]
untrained = [remembers(start, T) for T in lengths]
four, fifteen = untrained[2] > 0.5, untrained[5] > 0.5
untrained_memory.reveal(not four and not fifteen, four and not fifteen, four and fifteen)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
for T, share in zip(lengths, untrained, strict=True):
    print(f"T = {T:2}: the first word is right in {share:.2f}")

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Every step mixes the old state into the new one, therefore a state contains the past without being told to. But tanh flattens
# what is there, and each new word is added on top of it. So *this* state loses the first word little by little. A trained one
# need not, as we shall see.
#
# </details>

# %% tags=["holds"]
assert untrained[0] == 1.0 and untrained[2] > 0.6 and untrained[-2] < 0.25

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Is there room for ten words?
#
# Sixteen numbers for ten words: perhaps the state is simply full. Let us count.
#
# One word out of eight is a one-hot vector with eight numbers. They always add up to 1, so seven of them tell the
# eighth: a word has **seven directions** in which it can vary. A state with n_z units has n_z directions. If a linear formula is to get a
# word back exactly, no other word may use the same direction.
#
# > **Predict:** how many units does a state need, so that a linear formula can get ten such words back *exactly*?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
room = ask("08 room for ten words", numbers=["units"])

# %% slideshow={"slide_type": "fragment"}
from rnnlib.data.random_words import random_words

ten_words = np.eye(8)[random_words(10, 3000)]  # (10, 3000, 8)
side_by_side = np.moveaxis(ten_words, 0, 1).reshape(3000, 80)
directions = np.linalg.matrix_rank(side_by_side - side_by_side.mean(axis=0))
room.reveal(directions)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Ten times seven. Of the eighty numbers only seventy are free. With fewer units some directions are used twice, so
# different words leave the same trace in some part of the state.
#
# This counts what a *linear* formula can get. Ten words of eight are 30 bits, and one number in the computer has 64. So
# in principle everything fits into one unit. But nothing could read it there, because a tiny error would mix up all words.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# Is the count right? We take tanh away (σ = identity), because then the state is a plain weighted sum of the words, and nothing is
# flattened. *Left over* is the mean square of what the best formula cannot say about the ten words.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}

from rnnlib import identity
from rnnlib.learning.last_state import left_over

left = {}
for n_z in (16, 60, 69, 70, 80):
    linear = RNN.initialise(8, n_z, 8, rng=np.random.default_rng(1), sigma=identity)
    left[n_z] = left_over(linear.run(ten_words, read="last")[0][-1], side_by_side)
    print(
        f"{n_z} units: left over {left[n_z]:.0e}, first word right in {remembers(linear, 10):.2f}"
    )

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# With 69 units something is missing, with 70 only rounding is left. For naming the *likeliest* word an approximate formula is enough, so a
# few units fewer do as well.
#
# Now we put tanh back and give the network 256 units. For ten words that is far more than 70, and for twenty words it is more than 140.
#
# > **Predict:** is the first word known after ten words? After twenty?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
wide_memory = ask(
    "08 room and forgetting",
    "known after 10 and after 20: there is room",
    "known after 10, lost after 20",
    "lost after 10 and after 20",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
wide = RNN.initialise(8, 256, 8, rng=np.random.default_rng(1), tau=softmax)
ten, twenty = remembers(wide, 10), remembers(wide, 20)
wide_memory.reveal(min(ten, twenty) > 0.8, ten > 0.8 > 0.5 > twenty, max(ten, twenty) < 0.5)

# %% slideshow={"slide_type": "fragment"}
from rnnlib import measured

measured("room and forgetting")

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# At T = 10 it is a question of **room**: 64 units are too few under tanh, 256 are enough. At T = 20 it is a question of **forgetting**:
# tanh has flattened the first word twenty times, so its trace is smaller than the disorder that tanh makes of the other words. There, even 512
# units do not help, although without tanh 256 units hold twenty words without a mistake. The table is a mean over five networks.
#
# </details>

# %% tags=["holds"]
assert left[69] > 1e-6 > 1e-20 > left[70]
assert directions == 70 and ten > 0.9 and twenty < 0.45
assert measured("room and forgetting").means["no tanh, T = 20, 256 units"] > 0.99

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## What training does to memory
#
# Now the opposite experiment: again 16 units, but **trained**. One network learns to answer with the *first* word of the
# sequence, another one to answer with the *last* word. Both begin as `start`, and both see sequences of 1 to 8 words.
#
# > **Predict:** after four words, from which state can the first word be read out *worst*?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
worst_memory = ask(
    "08 worst memory",
    "from the random one: it learned nothing",
    "from the one that says the last word",
    "from none: all have 16 units",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import cross_entropy, fit
from rnnlib.data.random_words import word_at


def trained_to_say(place):
    """A copy of `start`, trained to answer with the word at this place."""
    rng = np.random.default_rng(3)
    x, y = word_at(place, 1500, rng)
    return fit(start, x, y, cross_entropy, epochs=20, rng=rng)[0]


says_first, says_last = trained_to_say(0), trained_to_say(-1)
first, last = ([remembers(network, T) for T in lengths] for network in (says_first, says_last))
four = {"random": untrained[2], "last": last[2], "first": first[2]}
worst = min(four, key=four.get) if np.ptp(list(four.values())) > 0.1 else "none"
worst_memory.reveal(worst == "random", worst == "last", worst == "none")

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import line_plot

curves = {
    "trained: say the first word": first,
    "random": untrained,
    "trained: say the last word": last,
    "guessing": [1 / 8] * len(lengths),
}
line_plot(lengths, curves, x_label="length T (words)", y_label="first word read out, share right")

# %% slideshow={"slide_type": "fragment"}
measured("three memories")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# Same size, same start, three different memories.
#
# - Trained to say the **first** word, the state keeps it, even for 20 words, although it never saw more than 8.
# - Trained to say the **last** word, it forgets *faster* than the random network. The past was of no use for its answer, therefore
#   training cleared it away.
#
# **What a state remembers is decided by what it was trained for.** The size only says how much could fit.
#
# The table shows six networks of each kind. The first one pays for its memory: of the *second* word it knows no more than
# guessing tells. How much it still knows of the *last* word differs a lot from network to network (look at the least and the most), because
# nothing in its task decides that.
#
# </details>

# %% tags=["holds"]
assert min(first) > 0.9 and last[2] < 0.45 < untrained[2]

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## How far does the first word reach?
#
# A second test needs no read-out. We change the first word, keep all others, and measure how far apart the two last
# states lie.
#
# > **Predict:** the distance falls with T until it is next to nothing. In which of the three networks?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
fades = ask(
    "08 where the first word fades",
    "in all three: a state forgets step by step",
    "in the random one only: training keeps memories",
    "in the random one and in the one that says the last word",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib.learning.last_state import distance

names = {"says the first": says_first, "random": start, "says the last": says_last}
reach = {name: [distance(network, T) for T in lengths] for name, network in names.items()}
fallen = {name for name, row in reach.items() if row[-1] < 0.1 * row[0]}
fades.reveal(fallen == set(names), fallen == {"random"}, fallen == {"random", "says the last"})

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
line_plot(lengths, reach, x_label="length T (words)", y_label="distance", y_log=True)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# On a logarithmic axis a straight line means that each word multiplies the distance by the same factor. In the random network and in the
# one that says the last word this factor is below 1, so the first word fades. In the one that says the first word the distance stays:
# this is the switch of lesson 02, but here it was learned.
#
# So "a state forgets step by step" is true of many networks, and not of all. And small is not zero: a read-out that is not linear could
# go further than ours.
#
# </details>

# %% tags=["holds"]
assert reach["says the first"][-1] > 1.0 > reach["random"][-1] > reach["says the last"][-1]

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## A trained sentiment network
#
# Back to sentences. A network of 16 units learns the label of generated sentences, from one clause or "A but B".

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import accuracy, encode, generated_sentences, split, tokens

rng = np.random.default_rng(3)
rest, test = split(generated_sentences(3000, rng, small=True), 0.2, rng)
train, valid = split(rest, 0.1, rng)
vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
random = RNN.initialise(len(vocabulary), 16, 1, rng=rng)
how = {"epochs": 12, "validation": encode(valid, vocabulary), "rng": rng}
trained, _ = fit(random, *encode(train, vocabulary), binary_cross_entropy, **how)
print(f"right on the test sentences: {accuracy(trained, *encode(test, vocabulary)):.2f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# We compare it with the random network from which it began, and read two things out of both last states:
#
# - the **label**, which it was trained for,
# - the **last noun** (film, book, news …, ten of them), which does not matter for the label.
#
# > **Predict:** what does training do to these two read-outs?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
label_noun = ask(
    "08 label and noun",
    "both get better: it learned to read",
    "the label gets better, the noun stays",
    "the label gets better, the noun worse",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib.data.halves import last_words
from rnnlib.data.sentences import NOUNS

has_noun, noun = last_words(rest.texts, NOUNS)
known = {}
for name, network in {"random": random, "trained": trained}.items():
    read = [network.run(np.asarray(x_i), read="last")[0][-1] for x_i in encode(rest, vocabulary)[0]]
    ends = np.array(read)
    known[name] = read_out(ends, rest.labels, 2), read_out(ends[has_noun], noun, len(NOUNS))
label_change, noun_change = np.subtract(known["trained"], known["random"])
label_noun.reveal(noun_change > 0.05, abs(noun_change) <= 0.05, noun_change < -0.05)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
for name, (label, last_noun) in known.items():
    print(f"{name:8}  label {label:.2f} (guessing 0.50), last noun {last_noun:.2f} (guessing 0.11)")

# %% slideshow={"slide_type": "fragment"}
measured("label and noun")

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# Training makes the label readable, and much of the noun is lost, because the noun does not help the answer. The random network knows more about
# nouns than the trained one. A trained state is no copy of the sentence. It is an answer in the making.
#
# </details>

# %% tags=["holds"]
assert label_change > 0.3 and noun_change < -0.05

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Two tests of order
#
# In "The food is awful but the film is great." the half after "but" decides. We take such sentences whose halves say the opposite of
# one another, and exchange the halves. The words stay the same, and the right answer becomes the opposite.
#
# > **Predict:** in which share of these sentences does the answer of a bag of words change?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
bag_exchange = ask(
    "08 bag and exchanged halves", "in nearly all", "in about half, by chance", "in none"
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib.data.halves import contrasts, exchanged, opposite, other_first_half

two_halves = contrasts(test)
turned = opposite(two_halves)
other_words = [sorted(tokens(text)) != sorted(tokens(exchanged(text))) for text in turned]
share = np.mean(other_words)  # a bag can change its answer only where its words change
print(turned[0], "→", exchanged(turned[0]))
bag_exchange.reveal(share > 0.9, 0.1 < share <= 0.9, share == 0)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
from rnnlib import predict


def positive(network, texts):
    """What a network says to each text: True for positive."""
    return predict(network, [vocabulary.one_hot(tokens(text)) for text in texts])[:, 0] > 0.5


def changes(network, texts, others):
    """The share of texts in which the answer changes."""
    return np.mean(positive(network, texts) != positive(network, others))


by_exchange = changes(trained, turned, [exchanged(text) for text in turned])
print(f"the trained RNN changes its answer in {by_exchange:.2f} of them")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# <details><summary>Why</summary>
#
# Here "cannot" is proved: the counts of the words are equal before and after, therefore every bag of words gives the same answer
# twice, whatever model is trained on them. The RNN reverses its answer nearly every time, as it should.
#
# </details>
#
# The RNN passes this test.
#
# > **Predict:** does that show that its answer comes from the half *after* "but"?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
passes = ask(
    "08 what the exchange shows",
    "yes: it follows the second half",
    "no: another rule would pass the test as well",
)

# %% slideshow={"slide_type": "fragment"}
from rnnlib.data.halves import says_good


def opposite_of_the_first(text):
    """A wrong rule: answer the opposite of the first half. It never reads the second."""
    return not says_good(text.split(" but ")[0])


wrong_rule = np.mean(
    [opposite_of_the_first(t) != opposite_of_the_first(exchanged(t)) for t in turned]
)
passes.reveal(wrong_rule < 0.9, wrong_rule > 0.9)

# %% [markdown] slideshow={"slide_type": "fragment"}
# <details><summary>Why</summary>
#
# The rule "the opposite of the first half" passes with 1.00 and never reads the second half. We need a test that separates the
# two rules. So we change only the first half: in its place comes one that says the opposite. As the second half decides, the right answer stays.
#
# </details>

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=1
other = other_first_half(two_halves, np.random.default_rng(0))
print(two_halves[0], "→", other[0])
by_first_half = changes(trained, two_halves, other)
print(f"the answer changes in {by_first_half:.3f}")

# %% slideshow={"slide_type": "fragment"}
measured("two tests of order")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# The table has two kinds of networks. The *fair* ones learned from sentences like ours: their answer hardly ever depends on the first half or
# on a noun. The others learned from sentences with a **short cut**: there, the halves always said the opposite of one another. They nearly pass the
# exchange too, but some of them often change their answer with the first half. On sentences of their own kind nobody would notice.
#
# So we may say what we measured, and no more: *on sentences of this grammar, our network answers from the half after "but".* A high share of right
# answers alone does not tell which rule a network follows.

# %% tags=["holds"]
assert share == 0 and by_exchange > 0.9 and wrong_rule == 1.0 and by_first_half < 0.06

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Who else can read a sequence?
#
# The RNN has rivals. Four readers, each trained with the same care (the learning rate is chosen on validation data, five random starts):
#
# - **n-grams**: logistic regression that counts all pieces of one to three words,
# - **CNN** (*convolutional network*): two layers of windows, each five steps wide, then the maximum over time,
# - **attention**: two layers of a small Transformer; each step looks back at *all* steps before it and weighs them (lesson 12),
# - **RNN**: the network of this course, 32 units.
#
# They get three tasks: the sentences of this lesson; *order of two*: which of two words came first, with at least 10 steps between them; and *one
# of 12 words*: twelve words are read, and only then it is asked which word stood at place 7, for example.
#
# > **Predict:** which of the last three readers both can tell which of two far words came first and keeps the same small number of values, however much
# > it has read?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
readers = ask("08 order and constant memory", "CNN", "attention", "RNN", "CNN and RNN", "all three")

# %% slideshow={"slide_type": "fragment"}
right, cost = measured("four readers").means, measured("one more step").means
able = {
    who
    for who in ("CNN", "attention", "RNN")
    if right[f"{who}, order of two"] > 0.9
    and cost[f"{who}, kept after 1000"] == cost[f"{who}, kept after 10"]
}
readers.reveal(
    *(able == {who} for who in ("CNN", "attention", "RNN")), able == {"CNN", "RNN"}, len(able) == 3
)

# %% slideshow={"slide_type": "subslide"} minutes=2
columns = ("n-grams", "CNN", "attention", "RNN")
rows = {f"{task}, right": task for task in ("sentences", "order of two", "one of 12 words")}
rows |= {f"{row} steps": row for row in ("multiplications after 10", "multiplications after 1000")}
rows |= {f"numbers {row} steps": row for row in ("kept after 10", "kept after 1000")}
print(f"{'':32}", *(f"{who:>9}" for who in columns))
for said, row in rows.items():
    numbers = [(right | cost).get(f"{who}, {row}") for who in columns]
    written = ["–" if n is None else f"{n:.2f}" if n <= 1 else f"{n:,.0f}" for n in numbers]
    print(f"{said:32}", *(f"{number:>9}" for number in written))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=3
# <details><summary>Why</summary>
#
# | | n-grams | CNN with maximum | attention | RNN |
# |---|---|---|---|---|
# | sees | pieces of three words | windows of nine steps, and whether each kind of window occurred | all steps | all steps, through one state |
# | cost of one more step | constant | constant | **grows** with the length | constant |
# | memory while it reads | constant | constant | **grows** with the length | constant |
# | path from the first word to the answer | 1 | 2 layers and a maximum | 2 layers | **T steps** |
# | training over time | all steps at once | all steps at once | all steps at once | **one step after the other** |
#
# - The n-grams were asked the sentences only, because pieces of three words cannot hold two words that are further apart.
# - The CNN reads our sentences as well as the RNN does. But if two words lie further apart than its windows, the set of windows is the same in
#   both orders, and the maximum sees only the set. Therefore it guesses. This is a proof, and the number agrees.
# - Attention solves all three tasks, since every step can be looked at again. It pays with memory, because it keeps *all* steps.
# - The RNN keeps 32 numbers, whatever the length. A linear formula cannot get all of twelve words out of them,
#   because that takes 12 · 7 = 84 directions. And
#   what lies far back has to travel through all steps in between, which lessons 09, 10a and 10b are about.
#
# So what an RNN offers is this: **any length, one state of constant size, and a constant cost for each new step.** Where memory may grow, attention
# is the stronger reader.
#
# </details>

# %% tags=["holds"]
assert able == {"RNN"}
assert right["attention, one of 12 words"] > right["RNN, one of 12 words"] + 0.2
assert cost["RNN, kept after 1000"] == 32

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("08")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=4
# ## Key points
#
# - Sequence to one: only the last state is read. All that f may use has to fit into z[T−1].
# - A linear probe measures what can easily be read out of a state. Always compare it with guessing.
# - Ten words of eight vary in 70 directions. A state with fewer units is too small; one with more can still forget.
# - What a state remembers depends on its task. An untrained one usually fades; training can keep a word, or clear it away.
# - A test of understanding must separate the right rule from the wrong ones that would pass as well.
# - n-grams and CNNs see a window, attention sees all and keeps all, an RNN carries one state of constant size.
#
# ## Common mistakes
#
# - *"The state contains the whole past."* It may. What is left of it depends on V, on the room and on the training.
# - *"f is the last word's prediction."* f is read after the last word, but it answers for the whole sequence.
# - *"The read-out fails, so the information is gone."* A linear read-out fails. Another one might not. It
#   shows what is easy to get, and U is linear too.
# - *"It is right on new sentences, so it has understood the rule."* New sentences of the same kind can share a short cut.
#
# ## Your turn
#
# 1. Give `remembers` a network with `V` times 0.5 (`from dataclasses import replace`). At which T is the first word lost?
#    <details><summary>Solution</summary>`short = replace(start, V=0.5 * start.V)`, then
#    `[remembers(short, T) for T in range(1, 11)]`. 1.00, 1.00, 0.83, 0.28, 0.18 …: nearly lost at T = 4, and at
#    guessing from T = 7 on. With the whole V it still has 0.79 at T = 4.</details>
# 2. Train a network to say the word at place 1. It needs sequences of 2 to 8 words. Which places can be read out
#    then?
#    <details><summary>Solution</summary>In `trained_to_say` write `word_at(place, 1500, rng, range(2, 9))` and `epochs=60`, then
#    `[remembers(trained_to_say(1), 10, place) for place in range(10)]`. Place 1 is known nearly always, the others hardly better than by
#    guessing. After only 20 epochs place 1 is known less well.</details>
# 3. Read "but" out of the two sentiment states: does the sentence contain it? What does guessing reach?
#    <details><summary>Solution</summary>`but = np.array([" but " in text for text in rest.texts]).astype(int)`, then
#    for each network `ends` as above and `read_out(ends, but, 2)`. Guessing reaches 0.60. Whether a network still knows it depends on the
#    start: "but" was needed on the way, not in the answer.</details>
#
# **Exercise:** [E22 · What follows from it](../exercises/E22_what_follows.ipynb).
#
# **Words:** [read-out](14_glossary.ipynb#read-out)
#
# **You have reached the end of the lecture's path.** How gradients travel through time, why they
# vanish, and what helps comes next.
#
# **Next:** [09 · Learning through time](09_learning_through_time.ipynb)
