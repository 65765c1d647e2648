# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # 03a · Sentiment by hand, word by word
#
# **After this lesson you can**
#
# - compute every number of an RNN that reads "This is good news." with a pocket calculator,
# - say from which state a prediction is made, and how,
# - show that a state holds a word in its context.
#
# **Time:** 40 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=4
# ## Do you remember?
#
# 1. Which term does an RNN have that a dense net lacks?
#    <details><summary>Answer</summary>Vᵀz[t−1]: the hidden layer reads its own last state.</details>
# 2. A sentence has T = 5 tokens, the model n_z = 3. How many numbers is one state?
#    <details><summary>Answer</summary>3. The state has the size n_z, whatever the length of the
# 3. Between which two numbers does tanh lie, and what is tanh(0)?
#    <details><summary>Answer</summary>Between −1 and 1, and tanh(0) = 0 (lesson 00).</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# ## One sentence, one small network
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
# Look at the columns. They show what each unit listens to.
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
    "03a what a one-hot vector does to W",
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
# <details><summary>Why</summary>
#
# A one-hot vector picks one row of W: here the row of "This". Add b, take tanh, and you have z[0]. The
# table shows the three terms for each unit. Check one line with a calculator. (Shown numbers are rounded; your
# last digit may differ by one.)
#
# </details>
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
    "03a a word that adds nothing",
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
good = ask(
    "03a tanh of a sum", "below one half", "between one half and 1", "a little more than 1.4"
)

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
# Now unit 1 gets 0.6 from the word, and 0.9 · 0.89 from unit 0, which has just read "good". Unit 1 itself, at −0.03,
# adds nearly nothing.
#
# > **Predict:** add them up, with b = −0.1. What is the sum a[3] of unit 1, before tanh?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
news = ask("03a the sum at news", numbers=["a[3] of unit 1"])

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
    "03a does it forget",
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
# <details><summary>Why</summary>
#
# This is a fading memory, because what is kept at each step is multiplied by a factor below 1.
#
# </details>
#
# Count once more. Five tokens make five states, z[0] to z[4]:

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
score = ask("03a the score", numbers=["score"])

# %% slideshow={"slide_type": "subslide"} minutes=0.5
score.reveal((trace.value("z[4]")[0] @ model.U + model.c)[0], within=0.05)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import output_arithmetic, walkthrough_output

walkthrough_output(trace, words)

# %% slideshow={"slide_type": "subslide"} minutes=0.5
output_arithmetic(trace)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# <details><summary>Why</summary>
#
# The score is above 0, so f is above one half, and the network says *positive*.
#
# </details>
#
# ### All of it, step by step
#
# Here is the whole run. Use the slider, or click it and press the arrow keys.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from rnnlib import step_through

step_through(trace, words)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### Touch it
#
# Before you change something, one more guess. At "news" each unit adds up two parts: what comes from the word, and what
# comes from the state before, $\mathbf{V}^\top \mathbf{z}^{[2]}$.
#
# > **Predict:** which unit gets most from the state before? V and z[2] are printed above.

# %% slideshow={"slide_type": "subslide"} minutes=0.5
from_before = ask("03a most from the state before", "unit 0", "unit 1", "unit 2")

# %% slideshow={"slide_type": "subslide"} minutes=0.5
parts = np.abs(trace.value("z[2]")[0] @ model.V)
from_before.reveal(*(part == max(parts) for part in parts))

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# Entry V[i, j] is multiplied by unit i of the state before, and its product goes to unit j. So one column of V has to be
# added up for each unit. In the laboratory a click on a state shows this sum, with arrows as thick as its parts.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### The same network, to change
#
# Click a state, and its sum opens. Drag a number up or down, or give it the arrow keys.

# %% slideshow={"slide_type": "-"} minutes=2
from rnnlib import explore

explore(model, five_words, "This is good news.", challenge="count")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# ### Change the sentence, keep the weights
#
# > **Predict:** "This is news good." has the same words in another order. Is the state after "news" the same as
# > before?

# %% slideshow={"slide_type": "subslide"} minutes=0.5
in_context = ask(
    "03a news in another place",
    "the same: it is the same word",
    "another: other words came before it",
    "another: it is the third word now",
)

# %% slideshow={"slide_type": "fragment"}
after_news = model.run(five_words.one_hot(["This", "is", "news"]))[0][-1]
after_good_news = trace.value("z[3]")[0]
third = model.run(five_words.one_hot(["This", "good", "news"]))[0][-1]
same = np.allclose(after_news, after_good_news)
same_place = np.allclose(after_news, third)  # "news" is the third word in both
in_context.reveal(same, not same and not same_place, not same and same_place)

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
# Without "good", f falls to 0.56. With "good" after "news", f is nearly the same here. But the state at
# "news" is not: unit 1 is 0.86 after "good" and 0.44 before it. The state shows **the word in its context**. The sentences had four and five tokens, and
# the network did not need to be changed for that.
#
# f is only as good as the weights. This network, for example, has no row of W for "not".

# %% slideshow={"slide_type": "subslide"} minutes=0.5
try:
    five_words.one_hot(["This", "is", "not", "good", "news", "<eos>"])
except ValueError as error:
    print(error)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# Close your eyes and say the formula of one step, with all letters. Then say which term is zero at t = 0.

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("03a")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Key points
#
# - Five tokens make five steps and five states. The last state, z[4], gives the prediction.
# - z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b): what is remembered, what is read, a bias.
# - A one-hot vector picks one row of W.
# - The state after a word depends on the words before it too: it holds the word in its context.
#
# ## Common mistakes
#
# - *"The prediction comes from z[3], the last word."* `<eos>` is a token too. It makes one more step.
# - *"A word whose row of W is zero leaves the state at zero."* The last state is added as well, through V.
# - *"A longer sentence needs more weights."* It needs more steps. The weights are the same at each of them.
#
# ## Your turn
#
# 1. Compute z[1] in unit 2 with a calculator: which numbers do you need?
#    <details><summary>Solution</summary>`arithmetic(trace, t=1, unit=2)` shows them: the row of "is" gives 0.3, and V carries
#    a part of z[0] on.</details>
# 2. Change one number of W so that f for "This is news." falls below 0.5. Find it by hand first. The
#    score is 0.24 and must fall below 0. Start at the end: which row of W is read last, and which unit has the
#    largest weight in U?
#    <details><summary>Solution</summary>The row of `<eos>`, unit 1: −0.1 becomes −0.3. `from dataclasses import replace`,
#    `W = model.W.copy()`, `W[4, 1] = -0.3`, `replace(model, W=W).run(five_words.one_hot(["This", "is", "news", "<eos>"]),
#    read="last")[1]` gives 0.46.</details>
#
# **Source.** The walkthrough follows the lecture's example.
#
# **Words:** [embedding](14_glossary.ipynb#embedding)
#
# **Next:** [03b · Sentiment, learned](03b_sentiment_learned.ipynb)
