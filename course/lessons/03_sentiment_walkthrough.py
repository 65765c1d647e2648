# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 03 · Sentiment, word by word
#
# **After this lesson you can**
#
# - compute every number of an RNN that reads "This is good news." with a pocket calculator,
# - train an RNN that reads negation and contrast, choose its recipe on validation data, and test it once,
# - find out for which reason it is right, and when to doubt it,
# - say honestly what it gains on real sentences.
#
# **Time:** 80 minutes. Take a break after each part.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=4
# ## Do you remember?
#
# 1. Which term does an RNN have that a dense net lacks?
#    <details><summary>Answer</summary>Vᵀz[t−1]: the hidden layer reads its own last state.</details>
# 2. A sentence has T = 5 tokens, the model n_z = 3. How many numbers is one state?
#    <details><summary>Answer</summary>3. The state has the size n_z, whatever the length of the
#    sentence.</details>
# 3. A linear model on a bag of words is at chance with "not good" and "not bad". Is the answer missing in the bag?
#    <details><summary>Answer</summary>No: it is XOR, and one hidden layer solves it. What is missing is the order of two
#    clauses.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# ## Part 1: by hand
#
# We follow one sentence through one small network, and compute every number.
#
# ### Five tokens, five vectors
#
# Each token becomes a **one-hot** vector: all zeros, and a single 1 at the place of the word. The
# vocabulary of this example has only five words, in the order in which they appear.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import Vocabulary, lecture_example, one_hot_words

model, words = lecture_example()
five_words = Vocabulary(words)
one_hot_words(words, five_words)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# One-hot vectors are one way to write words as numbers. Large systems use *embeddings*, short vectors that
# are learned. They are closer to one-hot vectors than it seems: a one-hot vector picks one row of W, and that
# row is a short vector that is learned.
#
# ### The network
#
# This network was not trained. Its weights were set by hand, with one decimal place, so that you can follow
# it. Row i of W belongs to word i, column j to unit j.

# %% slideshow={"slide_type": "fragment"}
import numpy as np

from rnnlib import labelled_weights

labelled_weights(model, words)

# %% [markdown] slideshow={"slide_type": "notes"}
# Look at the columns. They tell what each unit listens to.
#
# - **Unit 0** reacts to "good" (1.4), and V carries 0.7 of it on to the next step.
# - **Unit 1** reacts to "news" (0.6), and V adds 0.9 times what unit 0 still remembers. So it reacts most
#   to "news" after "good".
# - **Unit 2** gets 0.3 from every word. It grows with each word, more and more slowly.

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### t = 0: "This"
#
# $$\mathbf{z}^{[0]} = \sigma(\mathbf{V}^\top \mathbf{z}_\text{init} + \mathbf{W}^\top \mathbf{x}^{[0]} +
# \mathbf{b})$$
#
# There is no past yet. We say so with a first state of zeros, `z_init`. Then the V term is zero too.
#
# > **Predict:** x[0] has its 1 at place 0. What is Wᵀx[0]?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import ask, record, walkthrough

x = five_words.one_hot(words)
picks = ask(
    "03 what a one-hot vector does to W",
    "the first row of W: (0.1, −0.1, 0.3)",
    "the first column of W, down to “<eos>”",
    "the sum of all rows of W",
)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
product = x[0] @ model.W  # Wᵀx[0]
column, rows = model.W[:, 0], model.W.sum(axis=0)
picks.reveal(*(np.array_equal(product, guessed) for guessed in (model.W[0], column, rows)))

# %% slideshow={"slide_type": "subslide"} minutes=0.5
trace = record(model, x, read="last")
walkthrough(trace, words, t=0)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import arithmetic

arithmetic(trace, t=0)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# A one-hot vector picks one row of W: here the row of "This". Add b, take tanh, and you have z[0]. The
# table shows the three terms for each unit. Check one line with a calculator. (Shown numbers are rounded; your
# last digit may differ by one.)
#
# ### t = 1: "is"
#
# $$\mathbf{z}^{[1]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[0]} + \mathbf{W}^\top \mathbf{x}^{[1]} +
# \mathbf{b})$$
#
# > **Predict:** "is" adds nothing to units 0 and 1: its row of W has zeros there. Will z[1] be zero in
# > unit 0?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
nothing_added = ask(
    "03 a word that adds nothing",
    "yes, because the word adds nothing",
    "no, because the last state adds something",
    "no, because the bias adds something",
)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
past, bias = (trace.value("z[0]")[0] @ model.V)[0], model.b[0]
nothing_added.reveal(past + bias == 0, past != 0 == bias, bias != 0)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
walkthrough(trace, words, t=1)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
arithmetic(trace, t=1, unit=0)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# The word adds nothing, but the past does: the V term is 0.7 · 0.10 + 0.2 · (−0.20). The state after a word also
# depends on the words before it.
#
# </details>
#
# ### t = 2: "good"
#
# > **Predict:** what is z[2] in unit 0? First the sum: the V term is close to zero, and W gives 1.4. Then the
# > activation, tanh, which never leaves the range from −1 to 1.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
good = ask("03 tanh of a sum", "below one half", "between one half and 1", "a little more than 1.4")

# %% slideshow={"slide_type": "subslide"} minutes=0.5
z_good = trace.value("z[2]")[0, 0]
good.reveal(z_good < 0.5, 0.5 < z_good < 1, z_good > 1.4)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
walkthrough(trace, words, t=2)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
arithmetic(trace, t=2)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# <details><summary>Why</summary>
#
# tanh is steep around 0 and flat far from it. A sum of 1 gives 0.76, and one of 1.4 gives a little less than 0.9.
#
# </details>
#
# ### t = 3: "news"
#
# Now unit 1 gets 0.6 from the word, and 0.9 · 0.89 from unit 0, which has just read "good". Unit 1 itself, at −0.02,
# adds nearly nothing.
#
# > **Predict:** add them up, with b = −0.1. What is the sum a[3] of unit 1, before tanh?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
news = ask("03 the sum at news", numbers=["a[3] of unit 1"])

# %% slideshow={"slide_type": "subslide"} minutes=0.5
sums = trace.value("z[2]")[0] @ model.V + x[3] @ model.W + model.b
news.reveal(sums[1], within=0.1)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
walkthrough(trace, words, t=3)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
arithmetic(trace, t=3, unit=1)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### t = 4: the end of the sentence
#
# `<eos>` is a token like the others. It has its own one-hot vector, its own row of W, and it makes one more
# step. The prediction is read from **this** state, z[4].
#
# > **Predict:** unit 0 holds "good" since t = 2. `<eos>` adds nothing to it: its weight is 0. Unit 0 keeps 0.7 of
# > itself at each step, and gets 0.2 of unit 1. Is "good" forgotten at z[4]?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
forgotten = ask(
    "03 does it forget",
    "yes: less than a tenth is left",
    "partly: between a third and two thirds are left",
    "no: more than nine tenths are left",
)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
left = trace.value("z[4]")[0, 0] / trace.value("z[2]")[0, 0]
forgotten.reveal(left < 0.1, 1 / 3 < left < 2 / 3, left > 0.9)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
walkthrough(trace, words, t=4)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
arithmetic(trace, t=4)

# %% [markdown] slideshow={"slide_type": "notes"}
# A fading memory: what is kept at each step is multiplied by a factor below 1. Count once more. Five tokens make five
# states, z[0] to z[4]:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
print(f"{'t':>2}  {'reads':6}  state after it")
print("     (none)  z_init =", trace.value("z_init")[0])
for t, word in enumerate(words):
    print(f"{t:2}  {word:6}  z[{t}]   =", trace.value(f"z[{t}]")[0].round(2))

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### From the last state to the prediction
#
# $$\mathbf{f} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z}^{[4]})$$
#
# What stands in the brackets is the *score*. τ is the sigmoid here, 1 / (1 + exp(−score)): it turns the score into a
# number between 0 and 1, and a score of 0 into one half. If f is above one half, we say *positive*.
#
# > **Predict:** U is (0.8, 1.9, −0.3), c is 0.1 and z[4] is about (0.54, 0.65, 0.68). What is the score?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
score = ask("03 the score", numbers=["score"])

# %% slideshow={"slide_type": "subslide"} minutes=0.5
score.reveal((trace.value("z[4]")[0] @ model.U + model.c)[0], within=0.05)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import output_arithmetic, walkthrough_output

walkthrough_output(trace, words)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
output_arithmetic(trace)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# The score is above 0, so f is above one half, and the network says *positive*.
#
# ### All of it, step by step
#
# Here is the whole run. Use the slider, or click it and press the arrow keys.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import step_through

step_through(trace, words)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### Change the sentence, keep the weights
#
# > **Predict:** "This is news good." has the same words in another order. Is the state after "news" the same as
# > before?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
in_context = ask(
    "03 news in another place",
    "the same: it is the same word",
    "another: other words came before it",
    "another: it is the third word now",
)

# %% slideshow={"slide_type": "fragment"}
after_news = model.run(five_words.one_hot(["This", "is", "news"]))[0][-1]
after_good_news = trace.value("z[3]")[0]
third = model.run(five_words.one_hot(["This", "good", "news"]))[0][-1]
same = np.allclose(after_news, after_good_news)
in_context.reveal(same, not same and not np.allclose(third, after_news), False)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# A step knows its word and the last state, and no number of its place. "This good news" has "news" at the same place and
# ends in another state, because another word came before.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### Three sentences, one network

# %% slideshow={"slide_type": "fragment"}
for text in (words, ["This", "is", "news", "<eos>"], ["This", "is", "news", "good", "<eos>"]):
    states, f = model.run(five_words.one_hot(text), read="last")
    t = text.index("news")
    print(f"{' '.join(text):29} f = {f[0]:.3f}   unit 1 at 'news': {states[t, 1]:.2f}")

# %% [markdown] slideshow={"slide_type": "notes"}
# Without "good", f falls to 0.56. With the order turned round, f is nearly the same here. But the state at
# "news" is not: unit 1 is 0.86 after "good" and 0.44 before it. The state shows **the word in its context**. The sentences had four and five tokens, and
# the network did not need to be changed for that.
#
# One more thing to see: f is only as good as the weights. This network has never heard of "not".

# %% slideshow={"slide_type": "subslide"} minutes=0.5
try:
    five_words.one_hot(["This", "is", "not", "good", "news", "<eos>"])
except ValueError as error:
    print(error)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### Break
#
# You have computed an RNN by hand. Before you go on, close your eyes and say the formula of one step, with
# all letters. Then say which term is zero at t = 0.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Part 2: learned
#
# The weights above were set by hand for one sentence. Now a network finds its own, from sentences with labels. They
# come from the small grammar of lesson 01. What decides is known, because we wrote it down:
#
# | form | what decides |
# |---|---|
# | one clause | its word, turned round by a negation |
# | A and B | both say the same |
# | A but B | B, whatever A says |
# | Although A, B · B although A | B, the main clause, whatever A says |
#
# Nothing else goes together with the label: no single word, no length, no other clause (a test of the course looks
# for such short cuts in ten corpora).
#
# ### Three parts: to learn, to choose, to report
#
# - **Training** sentences: the weights are fitted to them. So a network can know them by heart.
# - **Validation** sentences: we compare recipes on them, such as the number of units or of epochs. So our choice fits them
#   a little too well.
# - **Test** sentences: looked at once, at the end, after all choices. Only this number says what to expect from new ones.
#
# The three are also called the *training set*, the *validation set* and the *test set*.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import Vocabulary, encode, generated_sentences, split, tokens

corpus = generated_sentences(10_000, np.random.default_rng(3))
rest, test = split(corpus, 0.1, np.random.default_rng(0))
train, valid = split(rest, 1 / 9, np.random.default_rng(0))
print(train, valid, test, sep="\n")
for text, label in train[:6]:
    print("   positive" if label else "   negative", text)

# %% [markdown] slideshow={"slide_type": "notes"}
# A vocabulary collects the words of the **training** sentences. It begins with `<unk>`, a place for every word
# that it does not know.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
vocabulary = Vocabulary.of([tokens(text) for text in train.texts])
x_train, y_train = encode(train, vocabulary)
x_valid, y_valid = encode(valid, vocabulary)
x_test, y_test = encode(test, vocabulary)
print(len(vocabulary), "words:", ", ".join(vocabulary.words[:12]), "…")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=2
# ### The RNN
#
# It has 16 hidden units and one output. *Training* repeats three things: run a batch of sentences, measure
# how wrong the outputs are (the *loss*), and move every weight a little in the direction that makes the loss
# smaller. The *gradient* tells the direction: for each weight, how the loss changes if the weight grows. How it
# is found is called *backpropagation through time*. How far a weight moves is the *step size* (elsewhere: learning rate).
#
# With `validation=`, `fit` measures the validation sentences after each epoch and returns the model of the best one.
# The rivals of lesson 01, on such sentences: a bag with a linear model 0.51, a bag with a hidden layer 0.76.
#
# > **Predict:** what share of the validation sentences will the RNN get right?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
reaches = ask(
    "03 what the RNN reaches",
    "about half",
    "about as much as the bag with a hidden layer",
    "nearly all",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from rnnlib import RNN, Adam, accuracy, binary_cross_entropy, fit

rng = np.random.default_rng(1)
start = RNN.initialise(len(vocabulary), 16, 1, rng=rng)
how = {"epochs": 24, "optimiser": Adam(0.006), "validation": (x_valid, y_valid)}
rnn, history = fit(start, x_train, y_train, binary_cross_entropy, rng=rng, **how)
share = accuracy(rnn, x_valid, y_valid)
reaches.reveal(share < 0.6, 0.6 < share < 0.9, share > 0.9)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
history.plot("accuracy")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# For some epochs nothing seems to happen. As long as the network has no idea of negation, the words "good" and "not"
# tell nothing, each for itself, so no small step helps much. Then both are found together.

# %% [markdown] slideshow={"slide_type": "skip"}
# ### Watch it learn
#
# Here are 2,000 sentences of a smaller grammar: one clause, or "A but B", with twenty adjectives. From them a network learns in
# half a second.
#
# > **Predict:** the same training with a single unit in place of 16. What share of the held-out sentences will it get right?

# %% slideshow={"slide_type": "skip"}
single = ask("03 a single unit", "less than 0.7", "0.7 to 0.9", "more than 0.9")

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "skip"}
chance = np.random.default_rng(0)
few, held_out = split(generated_sentences(2400, chance, small=True), 1 / 6, chance)
few_words = Vocabulary.of([tokens(text) for text in few.texts])
x_few, y_few = encode(few, few_words)
one = RNN.initialise(len(few_words), 1, 1, rng=chance)
short = {"epochs": 15, "optimiser": Adam(0.006)}
one, _ = fit(one, x_few, y_few, binary_cross_entropy, rng=chance, **short)
share = accuracy(one, *encode(held_out, few_words))
single.reveal(share < 0.7, 0.7 <= share <= 0.9, share > 0.9)

# %% [markdown] slideshow={"slide_type": "skip"}
# <details><summary>Why</summary>
#
# One number would have to hold what the sentence says so far, and whether a negation is waiting for its word. With 16 units there
# is room for both.
#
# </details>

# %% [markdown] slideshow={"slide_type": "skip"}
# Below, the page itself trains, with what you choose. The dashed lines are bags of words on such sentences. First watch 16 units,
# and type a sentence of your own. Then a challenge: **find a seed with which two units learn it.** Most seeds fail.

# %% slideshow={"slide_type": "skip"}
from rnnlib import train_in_page

train_in_page(few, held_out)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Where does the recipe come from?
#
# 16 units, steps of 0.006, 24 epochs: these are *hyperparameters*, numbers that training does not learn. We tried some on
# the validation sentences, each from five random starts on five corpora:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import measured

measured("a recipe")

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# With other steps or sizes some starts get stuck before they find negation. One lucky run would not have shown that: *spread* and
# *least* are as important as the mean. Now the choice is made, and the test sentences may be opened. Once.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
rnn_accuracy = accuracy(rnn, x_test, y_test)
print(f"before training: {accuracy(start, x_test, y_test):.2f}")
print(f"after training:  {rnn_accuracy:.2f}   ({history.seconds:.1f} s)")

# %% tags=["holds"]
assert rnn_accuracy >= 0.97

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### What does "new" mean?
#
# New sentences of the same grammar are one meaning of *new*. Two harder ones: **templates** (a sentence without its
# nouns, verbs and adjectives) that never occurred in training, and **pairs** of a negation and a word, such as "isn't good",
# that never stood together there. Five corpora each, networks trained by the same recipe:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
new = measured("what new means")
new

# %% tags=["holds"]
assert new.means["new sentences"] > 0.97 and min(new.means.values()) > 0.9

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### Right for the wrong reason
#
# The first two editions of this lesson had another grammar, and its network, too, was right on every new sentence. In its "A
# but B" the halves always had opposite polarities. So "the opposite of A" was as good an answer as "B", and it comes earlier. Asked
# "The food is awful but the film is awful.", that network said: positive. The measurement, over five corpora:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
short_cut = measured("a short cut")
short_cut

# %% tags=["holds"]
assert short_cut.means["the same kind"] > 0.97 and short_cut.means["halves that say the same"] < 0.7

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# **A high test score says that the network does well on data like these. It does not say why.** Such a *short cut* is
# found by sentences in which the reason and the short cut disagree. The new grammar has half of its contrasts like that.
#
# ### Look inside while it reads
#
# The trained network reads "This is not good news." Each column is one word. The rows are the 16 units. What f **would**
# say if the sentence ended there is shown too.
#
# > **Predict:** what does it say after `<eos>`?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
not_good = ask("03 not good news", "positive", "near one half", "negative")

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import predict

f = predict(rnn, [vocabulary.one_hot(tokens("This is not good news."))])[0, 0]
not_good.reveal(f > 0.8, 0.2 < f < 0.8, f < 0.2)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import read_along

read_along(rnn, vocabulary, "This is not good news.")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# At the end f is right. On the way it can be anything, and often very sure of it: after "This" alone there is nothing to be
# sure of. This is no accident. The loss was computed from the **last** output only, so nobody ever told the network what to
# say at "good". It keeps "not" in its state, in a form that U need not read before the end.
#
# Two sentences that differ in one word show it. After "good" both have read the same last word.
#
# > **Predict:** how far apart are the two states after "good", compared with the network before training?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
apart = ask(
    "03 two states after good",
    "not at all: both have just read the same word",
    "about as far as before training",
    "much farther than before training",
)


# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
def distance(network):
    with_not, _ = network.run(vocabulary.one_hot(tokens("This is not good")[:-1]))
    without, _ = network.run(vocabulary.one_hot(tokens("This is good")[:-1]))
    return np.linalg.norm(with_not[-1] - without[-1])


before, after = distance(start), distance(rnn)
print(f"before training {before:.2f}, after training {after:.2f}")
apart.reveal(after < 0.1, 0.1 <= after < 1.5 * before, after >= 1.5 * before)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# The same word leads to another state, because the past was another. That is so in every RNN, also before training.
# Training made the difference large, because the answer depends on it.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### When to doubt it
#
# The network has to say something, even to "This is a film." Nobody ever showed it a sentence without an opinion, so f can be
# anything there. We go on training for four epochs and add 3,000 sentences that say nothing or both, with the target
# 0.5: *I do not know*.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import OneHot, undecided_sentences

undecided = undecided_sentences(3000, rng)
x_none = [OneHot(vocabulary.indices(tokens(text)), len(vocabulary)) for text in undecided]
y_all = np.vstack([y_train, np.full((3000, 1), 0.5)])
how = {"epochs": 4, "optimiser": Adam(0.006), "average": 0.99}
careful, _ = fit(rnn, x_train + x_none, y_all, binary_cross_entropy, rng=rng, **how)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
asked = ["This is a film.", "I like it and I hate it.", "I think so.", "This is not a good film."]
encoded = [vocabulary.one_hot(tokens(text)) for text in asked]
for text, *f in zip(asked, predict(rnn, encoded), predict(careful, encoded), strict=True):
    print(f"{text:26} before {f[0][0]:.2f}   now {f[1][0]:.2f}")
print(f"validation sentences right: {accuracy(careful, x_valid, y_valid):.3f}")

# %% tags=["holds"]
assert accuracy(careful, x_test, y_test) >= 0.97

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Your own sentence
#
# Type a sentence. It is read when you pause. (This needs a running kernel, because the network has to compute.) A doubt is
# said in three cases: at least one word in six is unknown, it is a question, or f lies between 0.1 and 0.9. Try:
#
# - "I love this movie!" and "I don't think it was good."
# - "The food is awful but the film is awful." and "The film is great although the food is awful."
# - "The film was okay I guess", a question, and a sentence in another language
# - and look for one that it gets wrong without a doubt. There are some.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import own_sentence

own_sentence(careful, vocabulary, start="The food is awful but the film is great.")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### Words it has never met
#
# > **Predict:** the network was trained without the word "sushi". What does it read in its place?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
unmet = ask(
    "03 a word it has never met",
    "nothing: the word is left out",
    "the place that all unknown words share",
    "the known word that is most like it",
)

# %% slideshow={"slide_type": "fragment"}
written = tokens("The sushi is not bad.")
read = vocabulary.known(written)
print("you write:   ", written)
print("it reads:    ", read)
unmet.reveal(len(read) < len(written), read[1] == "<unk>", read[1] in ("food", "fish"))

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# <details><summary>What follows from that</summary>
#
# The shared place is word number 0, with a row of W like any other. It never occurred in training, so that row still has
# its random start. Here the answer hangs on "not bad". If the unknown word is the adjective, the network guesses.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Words, letters, pieces
#
# Words are not the only choice. With **letters** nothing is unknown, but a sentence becomes five times as long. Large
# language models read **pieces**: frequent words whole, rare ones in parts, such as un-pleas-ant (elsewhere: *subwords*,
# *byte pair encoding*). Cutting text into what is read in one step is called *tokenisation*.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
for name, cut in {"words": tokens, "letters": list}.items():
    found = [cut(text.lower()) for text in train.texts]
    kinds, steps = len({part for line in found for part in line}), np.mean([len(p) for p in found])
    print(f"{name:7} {kinds:4} different, {steps:4.1f} steps a sentence")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# ## Part 3: real sentences
#
# Generated sentences show what an RNN **can** learn. Do people write like that? Here are sentences from film
# and product reviews, each rated by about 20 people (Hutto and Gilbert 2014). They were fetched when the
# course was set up. If they are missing, one sentence tells you how to get them, and the lesson goes on with
# generated sentences.

# %% slideshow={"slide_type": "fragment"}
from rnnlib import review_sentences

try:
    reviews, have_reviews = review_sentences(), True
except FileNotFoundError as missing:
    reviews, have_reviews = corpus, False
    print(missing)
    print("Until then, Part 3 runs on generated sentences: its text does not fit its numbers.")
rest_r, test_r = split(reviews, 0.2, np.random.default_rng(0))
train_r, valid_r = split(rest_r, 0.2, np.random.default_rng(0))
print(train_r, valid_r, test_r, sep="\n")

# %% [markdown] slideshow={"slide_type": "notes"}
# Run the next cell to read some. (They belong to their authors, so the course does not store them here.)

# %% tags=["not-stored", "nbval-ignore-output"]
for text, label in train_r[:8]:
    print("positive" if label else "negative", "  ", text)

# %% [markdown] slideshow={"slide_type": "notes"}
# People use many more words than our grammar. We keep the words that occur at least twice. All others
# become `<unk>`.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib.text import UNKNOWN

vocabulary_r = Vocabulary.of([tokens(text) for text in train_r.texts], at_least=2)
read = [word for text in valid_r.texts for word in vocabulary_r.known(tokens(text))]
print(f"{len(vocabulary_r):,} words; {read.count(UNKNOWN) / len(read):.0%} of validation is <unk>")
x_train_r, y_train_r = encode(train_r, vocabulary_r)
x_valid_r, y_valid_r = encode(valid_r, vocabulary_r)
x_test_r, y_test_r = encode(test_r, vocabulary_r)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### A first attempt
#
# We watch both losses while the RNN learns: on the sentences that it learns from, and on the validation sentences.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
rng = np.random.default_rng(2)
start = RNN.initialise(len(vocabulary_r), 16, 1, rng=rng)
how = {"epochs": 6, "validation": (x_valid_r, y_valid_r)}
first, history_r = fit(start, x_train_r, y_train_r, binary_cross_entropy, rng=rng, **how)
history_r

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1.5
# The training loss falls and falls. The validation loss falls for an epoch or two and then rises: from there on the
# network learns its training sentences by heart. This is called **over-fitting**. There are 4,300 sentences for
# thousands of words. `fit` returns the model of the best epoch (elsewhere: *early stopping*).
#
# We change two more things, and judge them on the validation sentences:
#
# - **Start simple.** V begins as 0.5 on the diagonal. Each unit is then the leaky sum of lesson 02: a
#   network that begins as a bag of words with a short memory.
# - **Small steps, averaged.** `Adam(0.005)`, and the model we keep is a running mean of the last models, which trembles less.

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from dataclasses import replace

rng = np.random.default_rng(2)
start = RNN.initialise(len(vocabulary_r), 16, 1, rng=rng)
start = replace(start, V=0.5 * np.eye(16))
how |= {"epochs": 4, "optimiser": Adam(0.005), "average": 0.99}
rnn_r, history_r = fit(start, x_train_r, y_train_r, binary_cross_entropy, rng=rng, **how)
for name, model_r in {"first attempt": first, "starts simple": rnn_r}.items():
    print(f"{name}: {accuracy(model_r, x_valid_r, y_valid_r):.2f} of the validation sentences")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### The rival
#
# A bag of words with logistic regression, as in lesson 01, on the same training sentences.
#
# > **Predict:** who wins on real sentences, on the test part?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
real = ask(
    "03 who wins on real sentences",
    "the RNN, by five points or more",
    "they are about level",
    "the bag of words, by five points or more",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

bag_r = make_pipeline(CountVectorizer(analyzer=tokens), LogisticRegression(max_iter=1000))
bag_r.fit(train_r.texts, train_r.labels)
bag_right, rnn_right = bag_r.score(test_r.texts, test_r.labels), accuracy(rnn_r, x_test_r, y_test_r)
print(f"always 'positive': {test_r.labels.mean():.2f}")
print(f"bag of words:      {bag_right:.2f}\nRNN:               {rnn_right:.2f}")
ahead = rnn_right - bag_right
real.reveal(ahead >= 0.05, abs(ahead) < 0.05, ahead <= -0.05)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# In most reviews the words alone give the answer away: "boring" is negative, wherever it stands. The order decides
# rarely, and then there are few examples to learn it from.
#
# </details>

# %% tags=["holds"]
assert rnn_right >= 0.74 or not have_reviews

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Not one split but five
#
# In a single split one or the other is ahead by chance. Five random splits:

# %% slideshow={"slide_type": "subslide"} minutes=0.5
on_reviews = measured("real reviews")
on_reviews

# %% tags=["holds"]
level = on_reviews.means["bag of words"] - on_reviews.means["RNN, starts simple, averaged"]
assert abs(level) < 0.03

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# **The bag of words is not beaten.**
#
# ### Did it learn "not" from the reviews?
#
# A small examination: adjectives, each in "This is … news." and in "This is not … news."
#
# > **Predict:** three candidates. Which of them understands "not bad"?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
not_bad = ask(
    "03 who understands not bad",
    "the bag of words from the reviews",
    "the RNN from the reviews",
    "the RNN from the generated sentences",
)


# %%
def by_rnn(model, words):
    def says_positive(texts):
        return predict(model, [words.one_hot(tokens(t)) for t in texts])[:, 0] > 0.5

    return says_positive


candidates = {
    "bag of words, from reviews": lambda texts: bag_r.predict(texts) == 1,
    "RNN, from reviews": by_rnn(rnn_r, vocabulary_r),
    "RNN, from generated": by_rnn(rnn, vocabulary),
}

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib.data.sentences import NEGATIVE, POSITIVE

result = {name: [] for name in candidates}
for adjectives, negation, right in (
    (POSITIVE, "", True),
    (NEGATIVE, "", False),
    (POSITIVE, "not ", False),
    (NEGATIVE, "not ", True),
):
    texts = [f"This is {negation}{word} news." for word in adjectives]
    for name, says_positive in candidates.items():
        result[name].append(np.mean(says_positive(texts) == right))
best = max(result, key=lambda name: result[name][3])
not_bad.reveal(*(name == best for name in result))

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "subslide"} minutes=0.5
print(f"{'share right':28} good   bad   not good   not bad")
for name, shares in result.items():
    print(f"{name:28}", "{:4.1f}  {:4.1f}   {:8.1f}   {:7.1f}".format(*shares))

# %% tags=["nbval-ignore-output", "holds"]
assert min(result["RNN, from generated"]) > 0.85
assert not have_reviews or max(shares[3] for shares in list(result.values())[:2]) < 0.6

# %% [markdown] slideshow={"slide_type": "notes"} minutes=1
# - From reviews, neither learns negation. Both have learned that "not" is a **negative word**. Therefore "not good"
#   comes out negative, which is mostly right, and "not bad" comes out even more negative, which is wrong. A word that
#   reverses the next word is not the same thing as a negative word.
# - The RNN could have learned it, because from the generated sentences it did. The reviews have too few examples.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
counted = sum(
    text.lower().count(f"not {word}") for text in train_r.texts for word in (*POSITIVE, *NEGATIVE)
)
print(f"'not' before one of the adjectives: {counted} times in {len(train_r):,} reviews")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### And the other way round
#
# > **Predict:** the network that is nearly perfect on generated sentences reads the test reviews. What is its accuracy?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
foreign = ask(
    "03 generated to real", "nearly all right", "as good as the others", "little above half"
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"}
x_foreign, _ = encode(test_r, vocabulary)
there = accuracy(rnn, x_foreign, y_test_r)
foreign.reveal(there > 0.9, 0.7 < there <= 0.9, there <= 0.7)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# It knows about a hundred words; most of a review is `<unk>` to it. A network knows what its data showed it, and
# nothing else.
#
# </details>

# %% slideshow={"slide_type": "slide"} minutes=0.5
from rnnlib import tally

tally("03")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=5.5
# ## Key points
#
# - Five tokens make five steps and five states. The last state, z[4], gives the prediction.
# - z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b): what is remembered, what is read, a bias.
# - Learn on training data, choose on validation data, report on test data, over several seeds.
# - A high score can have a wrong reason. Ask with sentences in which the reason and the short cut disagree.
# - On short reviews RNN and bag of words are level. The reviews alone teach "not" as a negative word, not as a reversal.
#
# ## Common mistakes
#
# - *"The prediction comes from z[3], the last word."* `<eos>` is a token too. It makes one more step.
# - *"f on the way shows what the network believes."* Only the output that was in the loss was trained.
# - *"98 percent on my data, so it works."* On which data, and for which reason? The same network was near one half on the reviews.
# - *"I tried ten recipes and report the best one on the test part."* Then the test part was a validation part.
# - *"A larger model is the remedy for a bad test result."* Look at the training accuracy first. If it is
#   high, the model has too few data, not too few units.
#
# ## Your turn
#
# 1. In Part 1, change one number of W so that f for "This is news." falls below 0.5. Find it by hand first. The
#    score is 0.24 and must fall below 0. Start at the end: which row of W is read last, and which unit has the
#    largest weight in U?
#    <details><summary>Solution</summary>The row of `<eos>`, unit 1: −0.1 becomes −0.3. `W = model.W.copy()`,
#    `W[4, 1] = -0.3`, `replace(model, W=W).run(five_words.one_hot(["This", "is", "news", "<eos>"]),
#    read="last")[1]` gives 0.46.</details>
# 2. Train on 500 of the generated sentences instead of 8,000 (`x_train[:500]`, `y_train[:500]`). Compare the accuracy on
#    these 500 and on the validation sentences.
#    <details><summary>Solution</summary>After 60 epochs it knows most of the 500 by heart, and is near one half on new
#    ones: over-fitting.</details>
# 3. Find sentences with words of the grammar that the trained network `rnn` gets wrong. Two joints in one sentence
#    ("A but B although C") are a good place to look.
#    <details><summary>Solution</summary>Such sentences never occurred in training, so there is no reason to expect that
#    they come out right. Write a loop over adjectives, and count.</details>
# 4. Train with `sentences_with_a_short_cut(2000, rng)`. How would you find the short cut, if nobody had told you?
#    <details><summary>Solution</summary>Ask the network half a sentence, "The food is awful but": it already has its
#    answer. Or replace the second half by "this is news". Whoever only measures new sentences of the same kind cannot
#    find it.</details>
#
# **Sources.** The walkthrough follows the lecture's example. Reviews: C. Hutto, E. Gilbert, *VADER*, ICWSM
# 2014. RNNs of this kind: J. Elman, *Finding Structure in Time*, Cognitive Science 14, 1990.
#
# **Exercise:** [E04 · From the last state to the loss](../exercises/E04_prediction_and_loss.ipynb).
#
# **Words:** [backpropagation through time](14_glossary.ipynb#backpropagation-through-time), [embedding](14_glossary.ipynb#embedding), [gradient](14_glossary.ipynb#gradient), [hyperparameter](14_glossary.ipynb#hyperparameter), [learning rate](14_glossary.ipynb#learning-rate), [loss](14_glossary.ipynb#loss), [over-fitting](14_glossary.ipynb#over-fitting), [test set](14_glossary.ipynb#test-set), [tokenisation](14_glossary.ipynb#tokenisation), [training set](14_glossary.ipynb#training-set), [validation set](14_glossary.ipynb#validation-set)
#
# **Next:** [04 · Parameter sharing](04_parameter_sharing.ipynb)
