# %% [markdown]
# # 13 · Review
#
# **After this lesson you can**
#
# - recall the main ideas of all lessons without looking,
# - name the mistake when a network runs and its numbers are wrong,
# - find any formula of the course on one printed page.
#
# **Time:** 25 minutes, and 15 minutes for each further round of questions.

# %% [markdown]
# ## Do you remember?
#
# 1. Which number says how surprised a language model is?
#    <details><summary>Answer</summary>Bits per letter: the mean of −log₂ of the probability it gave to the letter
#    that came.</details>
# 2. Which rows of dW are zero after one sentence?
#    <details><summary>Answer</summary>Those of words that the sentence does not contain.</details>
# 3. In PyTorch, is `output` our z or our f?
#    <details><summary>Answer</summary>Our z, for all steps.</details>

# %% [markdown]
# ## A round of questions
#
# Reading a text again feels like learning, and teaches little. What helps is to recall it, and to wait before you recall
# it again (Roediger and Karpicke 2006; Cepeda et al. 2006). The questions come back three times, always after three rounds. The distances are
# even, because growing ones did no better where both were compared (Karpicke and Bauernschmidt 2011). Do one round a day, for example.
#
# 1. Choose a seed of your own and keep it. Other seeds give other orders.
# 2. Answer each question before you open the answer. Say it aloud or write it down.
# 3. Next time, write 2 for the 1. The rounds need no file: they are computed from the seed.

# %%
from rnnlib import review_round

my_seed = 2026
review_round(my_seed, 1)

# %% [markdown]
# Each round has 4 new questions, and those that are due again.
#
# > **Predict:** how many questions has round 3? How many has round 7?

# %%
from rnnlib import ask

how_many = ask("13 questions in a round", numbers=["round 3", "round 7"])

# %%
how_many.reveal(*(len(review_round(my_seed, number).questions) for number in (3, 7)))

# %% [markdown]
# <details><summary>Why</summary>
#
# In round 3 nothing is due yet. In round 7 those of round 4 come back, and those of round 1 for the second time. From round 10 on there are
# about 16.
#
# </details>

# %% [markdown]
# If you have read only a part of the course, leave out the rest:

# %%
review_round(my_seed, 2, up_to="04")

# %% [markdown]
# ## One page
#
# In a terminal, `python course.py sheet` makes one page with all formulas, shapes and pictures: `build/sheet.pdf`, or
# `build/sheet.html` to be printed from a browser. The words of the course are in the
# [glossary](14_glossary.ipynb).
#
# ## A register of mistakes
#
# Eight mistakes that *run*. There is no error message, or not the right one. Each cell shows the failure and how one
# sees it. Cover the text, run the cell, and say what is wrong.

# %%
import numpy as np

from rnnlib import RNN, Vocabulary, lecture_example

model, words = lecture_example()
vocabulary = Vocabulary(words)
x = vocabulary.one_hot(words)
rng = np.random.default_rng(0)

# %% [markdown]
# ### 1. z[t − 1] at t = 0
#
# A loop of one's own. At t = 0 it reads `z[-1]`, and in NumPy that is the **last** row.


# %%
def own_run(model, x, fill):
    z = np.full((len(x), 3), fill)
    for t in range(len(x)):
        z[t] = model.sigma(z[t - 1] @ model.V + x[t] @ model.W + model.b)
    return z


# %% [markdown]
# > **Predict:** the array begins with zeros, or with NaN. What comes out?

# %%
first_state = ask(
    "13 z[t − 1] at t = 0",
    "both times the right states",
    "with zeros the right ones, with NaN only NaN",
    "with NaN the right ones, with zeros wrong ones",
    "both times wrong numbers",
)

# %%
right = model.run(x)[0]
zeros, nan = (np.allclose(own_run(model, x, fill), right) for fill in (0.0, np.nan))
first_state.reveal(zeros and nan, zeros and not nan, nan and not zeros, not zeros and not nan)

# %%
print("zeros:", own_run(model, x, 0.0)[-1].round(3), "  right:", model.run(x)[0][-1].round(3))
print("NaN:  ", own_run(model, x, np.nan)[-1])

# %% [markdown]
# <details><summary>Why</summary>
#
# With zeros the answer is right by luck, because the last row is still zero, and z_init is zero too. With NaN the mistake shows
# at once. Remedy: a name of its own for the first state, and arrays that begin as NaN.
#
# </details>
#
# ### 2. The batch comes first
#
# Two sentences of five words, with the axes (B, T, n).

# %%
batch = np.stack([x, x[::-1]])  # (B, T, n) = (2, 5, 5)
states, _ = model.run(batch)
print("states", states.shape, "last state of sentence 0:", states[-1, 0].round(3))
print("right:                                   ", model.run(x)[0][-1].round(3))

# %% [markdown]
# It read five sentences of two words. Remedy: `np.moveaxis(batch, 1, 0)`. To see such things, choose all sizes different
# when you test.
#
# ### 3. reshape in place of moveaxis
#
# > **Predict:** `batch.reshape(5, 2, 5)` has the right shape. What is sentence 0, `[:, 0]`, now?

# %%
reshaped = ask(
    "13 reshape in place of moveaxis",
    "still “This is good news”",
    "the other sentence",
    "words of both sentences, mixed",
)

# %%
sentence = batch.reshape(5, 2, 5)[:, 0].argmax(axis=1).tolist()
one, other = sentence == [0, 1, 2, 3, 4], sentence == [4, 3, 2, 1, 0]
reshaped.reveal(one, other, not one and not other)

# %%
wrong, right = batch.reshape(5, 2, 5), np.moveaxis(batch, 1, 0)
print("same shape:", wrong.shape == right.shape)
for name, array in (("reshape", wrong), ("moveaxis", right)):
    print(f"{name:9}", " ".join(words[i] for i in array[:, 0].argmax(axis=1)))

# %% [markdown]
# <details><summary>Why</summary>
#
# `reshape` keeps the order in memory and cuts it anew, therefore steps of both sentences stand in one. Remedy: read a sentence back
# from the array, as here.
#
# </details>
#
# ### 4. One buffer, stored T times
#
# To save memory, z is changed in place. The list then holds one array five times.

# %%
z, stored = np.zeros(3), []
for x_t in x:
    z[:] = model.step(x_t, z)
    stored.append(z)
print("stored states equal:", all(np.array_equal(stored[0], s) for s in stored))
print("one object:         ", len({id(s) for s in stored}) == 1)

# %% [markdown]
# All states equal the last one. Remedy: `z = model.step(x_t, z)` makes a new array.
#
# ### 5. A loss from f, not from the score
#
# The network is very sure, and wrong: s = 40, and the target is 0. The loss should be about 40.

# %%
from rnnlib import binary_cross_entropy, sigmoid

s, y = np.array([40.0]), np.array([0.0])
f = sigmoid(s)
with np.errstate(divide="ignore"):
    print("from f:    ", -np.log(1 - f)[0])
print("from score:", binary_cross_entropy.value(s, f, y).round(3))

# %% [markdown]
# f is rounded to exactly 1, and log(0) is −∞. Remedy: compute the loss from the score.
#
# ### 6. A column minus a row
#
# Targets (n,) and outputs (n, 1).

# %%
f, y = np.array([[0.9], [0.1], [0.8]]), np.array([1.0, 0.0, 1.0])
print("shape of f - y:", (f - y).shape, " mean square:", np.mean((f - y) ** 2).round(3))
print(
    "right:         ",
    (f - y[:, None]).shape,
    " mean square:",
    np.mean((f - y[:, None]) ** 2).round(3),
)

# %% [markdown]
# NumPy fills both up to (3, 3) and compares every output with every target. Remedy: `y[:, None]`. `rnnlib` refuses such
# targets:

# %%
from rnnlib import bptt

try:
    bptt(model, np.stack([x, x], axis=1), np.array([1.0, 0.0]), binary_cross_entropy, read="last")
except ValueError as error:
    print(error)

# %% [markdown]
# ### 7. The last state after the padding
#
# Two sentences of different length, filled up with zeros to one length.
#
# > **Predict:** zeros are no word. What do they do to the state?

# %%
padding = ask(
    "13 zeros after a sentence",
    "nothing: x is zero, so nothing is added",
    "they change it: V and b go on working",
    "they set it back to zero",
)

# %%
short = vocabulary.one_hot(["good", "news", "<eos>"])
padded = np.concatenate([short, np.zeros((4, 5))])
before, after = model.run(short)[0][-1], model.run(padded)[0][-1]
padding.reveal(
    np.allclose(after, before), not np.allclose(after, before) and after.any(), not after.any()
)

# %%
from rnnlib import pack

print("alone: ", model.run(short, read="last")[1].round(3))
print("padded:", model.run(padded, read="last")[1].round(3))
print("packed:", model.run(pack([short, x]), read="last")[1][0].round(3))

# %% [markdown]
# <details><summary>Why</summary>
#
# Each zero is a step: Vᵀz and b are added as always, and the state changes. Remedy: `pack`, or batches of equal length.
#
# </details>
#
# ### 8. An array inside a model, changed in place
#
# We want to see the network without V, and compare.

# %%
from dataclasses import replace

first = RNN.initialise(5, 3, 1, rng=rng)
second = first
second.V[:] = 0  # changes the array that both names lead to
print("equal, though one should have lost its V:", np.array_equal(first.V, second.V))
third = RNN.initialise(5, 3, 1, rng=rng)
fourth = replace(third, V=np.zeros((3, 3)))
print("with replace:", third.V.any(), fourth.V.any())

# %% [markdown]
# Remedy: models are values. Make a new one with `replace`.

# %%
from rnnlib import tally

tally("13")

# %% [markdown]
# ## Key points
#
# - Recall before you look. Let time pass. Mix the lessons.
# - A mistake that raises an error is easy to find. So choose sizes that raise one: all different. Begin with NaN, and read the data back.
#
# ## Common mistakes
#
# - *"I have read it twice, so I know it."* Ask yourself a question and see.
# - *"The loss falls, so the code is right."* A wrong gradient often makes the loss fall too, only less. Check it.
# - *"The shapes fit, so the numbers fit."* Six of the eight mistakes above have the right shapes.
#
# ## Your turn
#
# 1. Answer round 1. Then come back tomorrow for round 2.
#    <details><summary>Hint</summary>`print(review_round(my_seed, 1).answers())` prints questions and answers.</details>
# 2. Take mistake 7 and add 10, 30 and 100 zeros in place of four. Where does the output go? And with "This" alone?
#    <details><summary>Solution</summary>0.68, 0.28, 0.20; with "This" alone 0.29, 0.20, 0.20. The state runs towards a fixed
#    point, where z = σ(Vᵀz + b), whatever the sentence was.</details>
# 3. Write down a mistake that you made in this course, with a cell that shows it.
#    <details><summary>Hint</summary>A good cell prints two numbers that should be equal.</details>
#
# **Sources.** Roediger, Karpicke (2006), *Test-enhanced learning*, Psychological Science 17. Cepeda, Pashler, Vul, Wixted,
# Rohrer (2006), *Distributed practice in verbal recall tasks*, Psychological Bulletin 132. Karpicke, Bauernschmidt (2011), *Spaced retrieval:
# absolute spacing enhances learning regardless of relative spacing*, Journal of Experimental Psychology: Learning, Memory, and Cognition 37.
#
# **Next:** [14 · Glossary](14_glossary.ipynb)
