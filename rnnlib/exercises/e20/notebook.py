# %% [markdown]
# # {{ title }}
#
# **You will** say at which steps a task asks for an answer, compute by hand how surprised a small model is, and find out
# what temperature does to probabilities.
#
# **Time:** {{ minutes }} minutes. **Points:** {{ points }}. **Lessons:** [05a · One answer, or one input](../notebooks/05a_one_answer_or_one_input.ipynb)
# and [05b · Sequence to sequence, aligned](../notebooks/05b_what_comes_next.ipynb)

# %%
import numpy as np

from rnnlib import check, guess, hint

# %% [markdown]
# ## Worked example: the mask of a weather station
#
# A mask is 1 at the steps whose output is compared with a target, and 0 at all others. A station measures n days, and
# the network is to forecast from every day but the first two the day that follows. The last day has no following one.

# %%
n, T = 5, 7
t = np.arange(T)
print("step    ", *t)
print("measured", *np.where(t < n, 1, 0))
print("asked   ", *np.where((t >= 2) & (t < n - 1), 1, 0))

# %% [markdown]
# ## The target
#
# Here are four tasks in a row of T steps. A sentence of n words is read at steps 0 to n − 1; its last word is `<eos>`.
#
# 1. **label**: one label for the whole sentence, said as soon as it is read. What follows is padding.
# 2. **tags**: a tag for every word, `<eos>` included, said when the word is read. What follows is padding.
# 3. **next word**: at each word the network says the next one, which must be there. What follows is padding.
# 4. **translation**: the sentence is read first. Then, from the next step to the end of the row, a word is written at
#    each step.
#
# The numbers of answers that are asked for, if n = 4 words stand in a row of T = 9 steps:

# %% tags=["target"]
answers = {"label": 1, "tags": 4, "next word": 4 - 1, "translation": 9 - 4}
for task, number in answers.items():
    print(f"{task:12} {number}")

# %% [markdown]
# ## Part 1: which steps are asked? ({{ points of masks }})
#
# Return the four masks in this order, each of T numbers 0 or 1 (or False and True).


# %%
def masks(n, T):
    t = np.arange(T)
    ### BEGIN SOLUTION
    label = t == n - 1
    tags = t < n
    next_word = t < n - 1
    translation = t >= n
    ### END SOLUTION
    return label, tags, next_word, translation


# %%
check("E20.masks", masks)

# %% [markdown]
# ## Part 2: bits by hand ({{ points of bits_by_hand }})
#
# A model has three letters. Each row of the table says what comes next, after the letter in front:
#
# | | a | b | c |
# |---|---|---|---|
# | at the beginning | 1/2 | 1/4 | 1/4 |
# | after a | 1/4 | 1/2 | 1/4 |
# | after b | 1/8 | 1/8 | 3/4 |
# | after c | 1/2 | 1/4 | 1/4 |
#
# Then the text **a b a c** comes. How many bits per letter does the model need for it, and what is its perplexity? Return
# two numbers. Pencil and paper are enough.
#
# > **Predict:** a model that knows nothing gives 1/3 to each letter and needs 1.585 bits for any text. Does this model
# > need fewer?

# %%
my_guess = guess("Does the model need fewer than 1.585 bits here?", None, choices=("yes", "no"))
my_guess


# %%
def bits_by_hand():
    ### BEGIN SOLUTION
    bits = 1.75
    perplexity = 2**1.75
    ### END SOLUTION
    return bits, perplexity


# %%
check("E20.bits_by_hand", bits_by_hand)

# %%
try:
    print(my_guess.compare("yes" if bits_by_hand()[0] < np.log2(3) else "no"))
except NotImplementedError:
    print("bits_by_hand is not written yet")

# %% [markdown]
# A model may be worse than knowing nothing, on a text that it does not expect.
#
# ## Part 3: temperature ({{ points of reheated }})
#
# softmax makes probabilities of scores, $p_i = e^{s_i} / \sum_j e^{s_j}$. With a **temperature** the scores are divided by
# it before softmax. Below 1 the large probabilities become larger, above 1 they become more equal. But now only p is
# given, and the scores are lost. They are not needed.
#
# | name | meaning | shape |
# |---|---|---|
# | `p` | B distributions, each row sums to 1 | `(B, n_f)` |
# | `temperature` | one number above 0 | |
# | result | the distributions at this temperature | `(B, n_f)` |


# %%
def reheated(p, temperature):
    ### BEGIN SOLUTION
    power = p ** (1 / temperature)
    new_p = power / power.sum(axis=-1, keepdims=True)
    ### END SOLUTION
    return new_p


# %%
check("E20.reheated", reheated)

# %% [markdown]
# ## What you can do now
#
# You can read a task from its mask, say what bits per letter measure, and change how daring a model is without its
# scores.
#
# **Next:** {{ next }}
