# %% [markdown]
# # {{ title }}
#
# **You will** put sentences of different length into one batch, run an RNN over it, and make sure that padding
# changes nothing.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [02 · Recurrence](../notebooks/02_recurrence.ipynb), batches; [05a](../notebooks/05a_one_answer_or_one_input.ipynb), padding

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## Worked example: same shape, wrong sentence
#
# Two sentences of three words, one in each row. The course puts **time first**: one row for each step. So a table
# of 2 × 3 words should become one of 3 × 2. Here are two ways to do that.

# %%
sentences = np.array([["this", "is", "good"], ["it", "was", "bad"]])  # (B = 2, T = 3)
reshaped = sentences.reshape(3, 2)
turned = sentences.T
reshaped.shape, turned.shape

# %% [markdown]
# Both have the shape (3, 2). The first column should be the first sentence.
#
# > **Predict:** how many of the two first columns read *this is good* from top to bottom?

# %%
my_guess = guess("How many of the two read 'this is good'?", None)
my_guess

# %%
print("reshape, first column  ", *reshaped[:, 0])
print("turned,  first column  ", *turned[:, 0])

# %%
found = [" ".join(table[:, 0]) for table in (reshaped, turned)]
my_guess.compare(found.count("this is good"))

# %% [markdown]
# `reshape` reads the words row by row, as one line of six words, and cuts this line anew. Its first column is mixed
# from both sentences. No error comes, since the shape is right. A network learns from it, badly, and nobody knows
# why.
#
# ## The target
#
# Three sentences of 2, 4 and 1 words. Each word is one number here, so n_x = 1. A batch has room for four words, so
# two sentences are padded with zeros. This table shows the states of the first unit, in the way that you will
# compute them. After its end a sentence keeps its last state.

# %% tags=["target"]
from rnnlib import RNN

model = RNN.initialise(1, 2, 1, rng=np.random.default_rng(3))
numbers = ([0.2, -0.4], [0.2, -0.4, 0.1, 0.6], [0.3])
texts = [np.array(row)[:, None] for row in numbers]  # (T_i, n_x = 1) each
print("step      0      1      2      3")
for text in texts:
    z = model.run(text)[0][:, 0]
    z = np.concatenate([z, np.full(4 - len(z), z[-1])])
    print(f"T = {len(text)} ", *(f"{value:6.3f}" for value in z))

# %% [markdown]
# ## Part 1: time first ({{ points of to_time_first }})
#
# Now with word vectors: a batch has three axes.
#
# | name | meaning | shape |
# |---|---|---|
# | `batch` | sentence by sentence | `(B, T, n_x)` |
# | result | step by step; `x[t, i]` is word t of sentence i | `(T, B, n_x)` |
#
# One line is enough.


# %%
def to_time_first(batch):
    ### BEGIN SOLUTION
    x = batch.transpose(1, 0, 2)
    ### END SOLUTION
    return x


# %%
check("E10.to_time_first", to_time_first)

# %% [markdown]
# ## Part 2: padding ({{ points of pad }})
#
# `sequences` holds B arrays, one for each sentence. Their lengths $T_i$ differ.
#
# | name | meaning | shape |
# |---|---|---|
# | `sequences[i]` | the words of sentence i | `(T_i, n_x)` |
# | first result | the batch, time first, zeros after the end of each sentence | `(T, B, n_x)`, T is the largest of the T_i |
# | second result | the lengths T_0, T_1, … | `(B,)` |
#
# One line is missing. It copies sentence i to its place.


# %%
def pad(sequences):
    lengths = np.array([len(s) for s in sequences])
    x = np.zeros((max(lengths), len(sequences), sequences[0].shape[1]))
    for i in range(len(sequences)):
        ### BEGIN SOLUTION
        x[: lengths[i], i] = sequences[i]
        ### END SOLUTION
    return x, lengths


# %%
check("E10.pad", pad)

# %% [markdown]
# ## Part 3: the last state ({{ points of last_states }})
#
# A network that answers once needs the state after the last **real** word of each sentence.
#
# | name | meaning | shape |
# |---|---|---|
# | `states` | z[0], z[1], … of a padded batch, the padded steps as well | `(T, B, n_z)` |
# | `lengths` | the number of real words of each sentence | `(B,)` |
# | result | one state for each sentence | `(B, n_z)` |
#
# From here on the whole function is yours.


# %%
def last_states(states, lengths):
    ### BEGIN SOLUTION
    last = states[lengths - 1, np.arange(len(lengths))]
    ### END SOLUTION
    return last


# %%
check("E10.last_states", last_states)

# %% [markdown]
# ## Part 4: padding changes nothing ({{ points of padded_run }})
#
# Padded steps hold zeros. Does a step with $\mathbf{x}^{[t]} = \mathbf{0}$ leave the state as it is?
#
# > **Predict:** yes or no?

# %%
my_guess = guess("Does an input of zeros leave the state as it is?", None, choices=("yes", "no"))
my_guess

# %%
z = np.array([[0.5, -0.5]])
after = model.step(np.zeros((1, 1)), z)
print("before", z[0], "  after a word of zeros", after[0].round(3))

# %%
my_guess.compare("yes" if np.allclose(z, after) else "no")

# %% [markdown]
# So the run itself must know where a sentence ends. For row i:
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b}) \quad
# \text{for } t = 0 \ldots T_i - 1$$
#
# $$\mathbf{z}^{[t]} = \mathbf{z}^{[t-1]} \quad \text{for every later } t$$
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | a padded batch; after the ends anything may stand | `(T, B, n_x)` |
# | `lengths` | the number of real words of each sentence | `(B,)` |
# | `W`, `V`, `b` | parameters | `(n_x, n_z)`, `(n_z, n_z)`, `(n_z,)` |
# | `z_init` | the state before the first word | `(B, n_z)` |
# | result | all states | `(T, B, n_z)` |


# %%
def padded_run(x, lengths, W, V, b, z_init):
    ### BEGIN SOLUTION
    states, z = [], z_init
    for t in range(len(x)):
        new = np.tanh(z @ V + x[t] @ W + b)
        z = np.where((t < lengths)[:, None], new, z)
        states.append(z)
    ### END SOLUTION
    return np.array(states)


# %%
check("E10.padded_run", padded_run)

# %% [markdown]
# **What you have built is an invariance.** The states of a sentence do not depend on how long the padding is, nor on
# the sentences beside it. And `states[-1]` holds the last state of every sentence. An invariance is the best test of
# code for batches: run each sentence alone, then all in one batch, and compare.
#
# ## Part 5: the loss of a batch ({{ points of mean_loss }})
#
# A network says something at every step, and each step of each sentence has a loss, in a table of shape `(T, B)`.
# After the end of a sentence the table holds numbers, too, but nobody asked for them.
#
# Compute the **mean loss of a real word**: every real word of every sentence counts the same.
#
# > **Predict:** one sentence has 1 word, with the loss 4. Another has 3 words, each with the loss 0. What is the
# > mean loss of a word?

# %%
my_guess = guess("Losses 4 | 0, 0, 0. The mean loss of a word?", None)
my_guess

# %%
my_guess.compare((4 + 0 + 0 + 0) / 4)


# %%
def mean_loss(losses, lengths):
    ### BEGIN SOLUTION
    real = np.arange(len(losses))[:, None] < lengths
    loss = losses[real].mean()
    ### END SOLUTION
    return loss


# %%
check("E10.mean_loss", mean_loss)

# %% [markdown]
# ## What you can do now
#
# You can tell a batch with the right shape from a right batch. You can pad sentences, find their last states, and
# test by invariance that padding changes nothing.
#
# `rnnlib` does it without padding: `pack` puts the sentences side by side, longest first, and each step computes
# only the rows that go on. The numbers are the same.
#
# **Next:** {{ next }}
