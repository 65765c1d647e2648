# %% [markdown]
# # {{ title }}
#
# **You will** decide whether information is gone from a state, and which of four sentences a plot supports.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [08 · Sequence to one](../notebooks/08_sequence_to_one.ipynb)

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## Worked example: a read-out
#
# Lesson 08 asks a state what it knows with a **read-out** (elsewhere: linear probe): a weighted sum of its numbers and
# a threshold, fitted to many states with known labels. Here are four states of two units, with labels, and the best
# weighted sum for them.

# %%
states = np.array([[0.0, 0.2], [0.1, 0.3], [0.8, 0.2], [0.9, 0.4]])
labels = np.array([0, 0, 1, 1])
rows = np.column_stack([states, np.ones(4)])
weights = np.linalg.lstsq(rows, labels, rcond=None)[0]
print("right:", ((rows @ weights > 0.5) == labels).sum(), "of 4")

# %% [markdown]
# ## The target
#
# Now three other sets of four states, read in the same way. The labels are 0, 1, 1, 0 in each set.

# %%
my_guess = guess("In how many of the three sets can some reader, no matter which, be right?", None)
my_guess

# %% tags=["target"]
sets = {
    "corners": [[-0.7, -0.7], [-0.7, 0.7], [0.7, -0.7], [0.7, 0.7]],
    "nearly equal": [[0.5, 0.5], [0.5, 0.500001], [0.5, 0.500001], [0.5, 0.5]],
    "equal": [[0.5, 0.5], [0.5, 0.5], [0.2, 0.1], [0.3, 0.9]],
}
asked = np.array([0, 1, 1, 0])
for name, found in sets.items():
    rows = np.column_stack([found, np.ones(4)])
    weights = np.linalg.lstsq(rows, asked, rcond=None)[0]
    print(f"{name:13} a weighted sum: {((rows @ weights > 0.5001) == asked).sum()} of 4 right")

# %% [markdown]
# ## Part 1: is the information gone? ({{ points of is_gone }})
#
# A read-out that fails shows that *this reader* fails. When is the label **gone**, so that no reader at all, however
# clever, can be right about all of these states?
#
# | name | meaning | shape |
# |---|---|---|
# | `states` | the state after each of n pasts | `(n, n_z)` |
# | `labels` | what is asked about each past, 0 or 1 | `(n,)` |
# | result | True if the label is gone, else False | |


# %%
def is_gone(states, labels):
    ### BEGIN SOLUTION
    same = (states[:, None] == states[None]).all(axis=-1)
    differ = labels[:, None] != labels[None]
    gone = (same & differ).any()
    ### END SOLUTION
    return gone


# %%
check("E22.is_gone", is_gone)

# %%
try:
    can = [not is_gone(np.array(found), asked) for found in sets.values()]
    print(my_guess.compare(int(sum(can))))
except NotImplementedError:
    print("is_gone is not written yet")

# %% [markdown]
# ## Part 2: one plot, four sentences ({{ points of forgetting }})
#
# A network with 16 units and random weights reads two sequences that differ in the first word only. The plot shows how
# far its two states are apart after each further word.

# %% tags=["target"]
from rnnlib import RNN, line_plot

rng = np.random.default_rng(4)
random_one = RNN.initialise(4, 16, 1, rng=rng)
words = np.eye(4)[rng.integers(4, size=31)]
other = np.vstack([np.eye(4)[(words[0].argmax() + 1) % 4], words[1:]])
apart = np.linalg.norm(random_one.run(words)[0] - random_one.run(other)[0], axis=1)
line_plot(np.arange(31), {"distance": apart}, x_label="words later", y_label="distance", y_log=True)

# %% [markdown]
# Which of the sentences does this plot support?
#
# - **A** An RNN cannot remember a word for more than 30 steps.
# - **B** In this network a difference shrinks, over some words, by about the same factor again and again.
# - **C** After 30 words the state holds no information about the first word.
# - **D** Training would not change this.
#
# Return the letter as text.


# %%
def forgetting():
    ### BEGIN SOLUTION
    letter = "B"
    ### END SOLUTION
    return letter


# %%
check("E22.forgetting", forgetting)

# %% [markdown]
# ## Part 3: two settings ({{ points of two_settings }})
#
# The sunspots of lesson 05b were forecast by networks that learned for 30 epochs, with two kinds of first V. Each
# setting was trained from five random starts. The plot shows the error on the validation years; less is better. The starts have no
# order: the lines only join the runs of one setting.

# %% tags=["target"]
from rnnlib import measured

recipe = measured("sunspots, the recipe").values
errors = {
    "V as drawn": recipe["30 epochs"],
    "V × 0.5": recipe["30 epochs, V × 0.5"],
}
for name, values in errors.items():
    print(f"{name:11} mean {np.mean(values):.2f}, from {min(values):.2f} to {max(values):.2f}")
line_plot(np.arange(1, 6), errors, x_label="random start", y_label="error")

# %% [markdown]
# Which of the sentences does this plot support?
#
# - **A** One setting has the smallest error of all ten runs, so it is the better one.
# - **B** Both settings are equally good.
# - **C** The first start shows which setting is better.
# - **D** The runs of one setting differ among each other more than the means of the two settings do.


# %%
def two_settings():
    ### BEGIN SOLUTION
    letter = "D"
    ### END SOLUTION
    return letter


# %%
check("E22.two_settings", two_settings)

# %% [markdown]
# ## Part 4: two losses ({{ points of two_losses }})
#
# A network learns from 60 sequences for 40 epochs. Its loss is measured on them, and on 150 others.

# %% tags=["target", "nbval-ignore-output"]
from rnnlib import Adam, binary_cross_entropy, fit

rng = np.random.default_rng(7)
x = rng.normal(size=(210, 8, 1))
y = (x[:, :, 0] @ 0.8 ** np.arange(7, -1, -1) + rng.normal(size=210) > 0)[:, None].astype(float)
start = RNN.initialise(1, 12, 1, rng=rng)
how = {"epochs": 40, "optimiser": Adam(0.02), "progress": False}
others = list(x[60:]), y[60:]
_, history = fit(
    start, list(x[:60]), y[:60], binary_cross_entropy, rng=rng, validation=others, **how
)
history.plot()

# %% [markdown]
# Which of the sentences does this plot support?
#
# - **A** From some epoch on, the network learns its 60 sequences by heart, and does worse on others.
# - **B** The network becomes better to the last epoch, because its loss falls to the last epoch.
# - **C** At the end the second loss is high, so the network has learned nothing that holds for other sequences.
# - **D** If we stop at the lowest point of the second curve, the loss on new data will be as low as this point.


# %%
def two_losses():
    ### BEGIN SOLUTION
    letter = "A"
    ### END SOLUTION
    return letter


# %%
check("E22.two_losses", two_losses)

# %% [markdown]
# ## What you can do now
#
# You can say when information is really gone, and you ask of a plot how many networks, how many starts and which data
# it comes from.
#
# **Next:** {{ next }}
