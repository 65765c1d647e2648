# %% [markdown]
# # {{ title }}
#
# **You will** write the forward pass of a dense net, count its parameters, and say why a longer sentence breaks it.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lesson:** [01 · Why not just a dense net?](../notebooks/01_motivation.ipynb)
#
# **How an exercise works.** Each answer is a function. Write it in place of the line
# `raise NotImplementedError()`, run the cell, then run the check below it. The check tries your function on
# numbers of its own and says what it found. You can run it as often as you like. `hint("E01", 1)` helps a
# little, `hint("E01", 2)` more.

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## The target
#
# A dense net reads the five tokens of "This is good news." side by side: five one-hot vectors of five numbers
# each. It has 3 hidden units and 1 output. You will write what `run` does, and count what `count` counts.
#
# First a guess. Replace `None` by a number.

# %%
my_guess = guess("25 inputs, 3 hidden units, 1 output. How many parameters?", None)
my_guess

# %% tags=["target"]
from rnnlib import DenseNet, Vocabulary, count, tokens

words = tokens("This is good news.")
vocabulary = Vocabulary(words)
net = DenseNet.initialise(25, 3, 1, rng=np.random.default_rng(1))
z, f = net.run(vocabulary.one_hot(words).ravel())
print("z", z.round(3), "  f", f.round(3), "  parameters", count(net))
try:
    net.run(vocabulary.one_hot(tokens("This is good good news.")).ravel())
except ValueError as error:
    print("a longer sentence:", error)

# %%
my_guess.compare(count(net))

# %% [markdown]
# ## Worked example: the hidden layer
#
# The lecture writes columns, the code writes rows. For a batch `x` of shape `(B, n_x)`, with $\sigma = \tanh$:
#
# $$\mathbf{z} = \sigma(\mathbf{W}^\top \mathbf{x} + \mathbf{b})$$


# %%
def hidden(x, W, b):
    return np.tanh(x @ W + b)


# %% [markdown]
# ## Part 1: the whole net ({{ points of forward }})
#
# The output layer has the same pattern, with $\tau$ = sigmoid, $\tau(s) = 1 / (1 + e^{-s})$:
#
# $$\mathbf{z} = \sigma(\mathbf{W}^\top \mathbf{x} + \mathbf{b}), \qquad
# \mathbf{f} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z})$$
#
# | name | meaning | shape |
# |---|---|---|
# | `x` | one input in each row | `(B, n_x)` |
# | `W`, `b` | input → hidden | `(n_x, n_z)`, `(n_z,)` |
# | `U`, `c` | hidden → output | `(n_z, n_f)`, `(n_f,)` |
# | first result | hidden layer z | `(B, n_z)` |
# | second result | prediction f | `(B, n_f)` |
#
# The line for the score is missing.


# %%
def forward(x, W, b, U, c):
    z = np.tanh(x @ W + b)
    ### BEGIN SOLUTION
    s = c + z @ U
    ### END SOLUTION
    return z, 1 / (1 + np.exp(-s))


# %%
check("E01.forward", forward)

# %% [markdown]
# ## Part 2: how many parameters? ({{ points of count_parameters }})
#
# A *parameter* is a number that is learned. The net learns `W`, `b`, `U` and `c`. Return how many numbers
# they hold together. From here on the whole function is yours.


# %%
def count_parameters(n_x, n_z, n_f):
    ### BEGIN SOLUTION
    number = n_x * n_z + n_z + n_z * n_f + n_f
    ### END SOLUTION
    return number


# %%
check("E01.count_parameters", count_parameters)

# %% [markdown]
# ## Part 3: the padded net ({{ points of padded_parameters }})
#
# Now the net is to read sentences. We choose the length of the longest one, `longest`, and fill shorter
# sentences with zeros. All words stand side by side: each place has a one-hot vector of `n_words` numbers.
# Return the number of parameters.


# %%
def padded_parameters(longest, n_words, n_z, n_f):
    ### BEGIN SOLUTION
    n_x = longest * n_words
    number = n_x * n_z + n_z + n_z * n_f + n_f
    ### END SOLUTION
    return number


# %%
check("E01.padded_parameters", padded_parameters)

# %% [markdown]
# ## Part 4: why does a longer input break it? ({{ points of why }})
#
# Under *The target*, "This is good good news." stopped with an error. Which statement says why?
#
# - **A** The longer sentence has a word that is not in the vocabulary.
# - **B** W has one row for each input number. For the additional numbers it has no rows.
# - **C** The hidden layer has too few units for a sentence of that length.
# - **D** b has one number for each word. For the additional word it has none.
#
# Return the letter as text, for example `"A"`.


# %%
def why():
    ### BEGIN SOLUTION
    letter = "B"
    ### END SOLUTION
    return letter


# %%
check("E01.why", why)

# %% [markdown]
# ## What you can do now
#
# You can compute a dense net for a batch, and count what it learns. You can say which of its arrays has a size
# that depends on the length of the sentence.
#
# **Next:** {{ next }}
