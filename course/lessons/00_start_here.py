# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# # 00 · Start here
#
# A **recurrent neural network** (RNN) reads a sequence one element at a time and keeps a short
# memory of what it has read. This course builds one, opens it, and trains it.
#
# **After this lesson you can** run a cell, touch a network, read the notation of this course,
# and check that your computer is ready.
#
# **Time:** 15 minutes. **You need:** a little Python, vectors and matrices.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Two minutes: touch a network
#
# Click into the cell below. Press **Shift + Enter** to run it. A network has read a sentence, and the curve shows what it
# thinks after each word. Now change something:
#
# - Click the word **good**, and leave it out.
# - Pull any number up or down, or click it and press ↑ or ↓.
# - Click a number of the state **z**. It tells you why it is so.

# %% slideshow={"slide_type": "subslide"} minutes=1.5
from rnnlib import Vocabulary, explore, lecture_example

model, words = lecture_example()
explore(model, Vocabulary(words), "This is good news.", challenge="one number")

# %% [markdown] slideshow={"slide_type": "notes"}
# You touched a complete RNN. It reads five *tokens*: four words, and `<eos>` for the end. It has three *hidden units*:
# three numbers that it computes anew at each step. Together they are its *state*.
#
# - At each step it reads **one word** and its own **last state**.
# - The same *weights*, the numbers that say how strongly one value counts in another, are used at every step.
# - After the last token, `<eos>` (end of sequence), the state gives the prediction **f**.
#
# Everything is computed in this page, at each of your changes. Lesson 03a computes each number by hand.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.5
# ## How a lesson works
#
# 1. **Predict.** A question asks what the next cell will show. Run the cell below it, and click or type your guess. A wrong
#    guess is fine: guessing before you look helps you remember, also when the guess is wrong.
# 2. **Run.** Shift + Enter runs the next cell. Your guess and the result then stand side by side.
# 3. **Compare.** Open *Why*. It says what happened and for what reason.
#
# Your guesses stay in your browser. They are sent nowhere. Try it once.
#
# > **Predict:** the network above has 5 inputs, 3 hidden units and 1 output. How many numbers does it
# > learn?

# %% slideshow={"slide_type": "subslide"}
from rnnlib import ask

learned = ask("00 numbers that are learned", "18", "31", "155")

# %% slideshow={"slide_type": "fragment"}
from rnnlib import count

n = count(model)
learned.reveal(n < 20, 20 < n < 100, n > 100)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# It learns 31 numbers, its *parameters*: W has 5 · 3 = 15, V has 3 · 3 = 9, U has 3 · 1 = 3, and
# there are 3 + 1 *biases* (numbers that are added, b and c).
#
# If you chose 155, you counted a separate copy for each of the five words: 5 · 31. An RNN has no copies, because it uses
# the same 31 numbers at every step. Lesson 04 shows why that works. If you chose 18, you left out V, b and c.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2.5
# ## Notation
#
# The course keeps the letters of the lecture that it follows. A small n with a letter below says how many numbers something
# has: one input has n_x numbers, one state n_z, one prediction n_f. T is the number of time steps, so the length of the
# sequence. B is the number of sequences that are read side by side, in a *batch*.
#
# | letter | what it is | shape in code |
# |---|---|---|
# | $\mathbf{x}^{[t]}$ | input at time step $t$ | `(n_x,)`, or `(B, n_x)` for a batch of B sequences |
# | $\mathbf{z}^{[t]}$ | state (hidden layer) at time step $t$ | `(n_z,)` or `(B, n_z)` |
# | $\mathbf{f}^{[t]}$ | prediction | `(n_f,)` or `(B, n_f)` |
# | $\mathbf{W}$ | weights input → hidden | `(n_x, n_z)` |
# | $\mathbf{V}$ | weights hidden → hidden, from step $t-1$ to step $t$ | `(n_z, n_z)` |
# | $\mathbf{U}$ | weights hidden → output | `(n_z, n_f)` |
# | $\mathbf{b}$, $\mathbf{c}$ | biases of the hidden layer and of the output | `(n_z,)`, `(n_f,)` |
# | $\sigma$, $\tau$ | *activation* of the hidden layer and of the output | the next section |

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.5
# Three things to know:
#
# - **Time starts at 0.** The first word is $\mathbf{x}^{[0]}$. The state before the first word has a name
#   of its own, `z_init`.
# - **z is the state.** Other books write h and call it the *hidden state*.
# - **Other books permute the letters.** Many use U for input → hidden and W for hidden → hidden. The file
#   [NOTATION.md](../NOTATION.md) translates.
#
# The lecture writes columns, $\mathbf{W}^\top \mathbf{x}$. The code writes rows, `x @ W`. The sign `@` is Python's product
# of matrices: number j of `x @ W` is the sum of `x[i] * W[i, j]` over all i. It is the same product as in the
# lecture, and W is the same matrix.

# %% slideshow={"slide_type": "fragment"}
import numpy as np

x = Vocabulary(words).one_hot(words)
column = model.W.T @ x[0]
row = x[0] @ model.W
print(column, row, np.array_equal(column, row))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Two curves: tanh and sigmoid
#
# A unit adds up what it hears, and sends the sum a through an activation. An activation is a function that bends
# the sum. Two of them are used most in this course, and both keep the result small:
#
# $$\tanh(a) = \frac{e^a - e^{-a}}{e^a + e^{-a}}, \qquad \text{sigmoid}(a) = \frac{1}{1 + e^{-a}}$$
#
# - **tanh** lies between −1 and 1. We use it for σ, in the hidden layer. Lesson 02 says why.
# - **The sigmoid** lies between 0 and 1. We use it for τ where the answer is yes or no.
#
# In the lecture σ stands for *any* activation, not for the sigmoid. In this course σ = tanh unless the text says otherwise.

# %% slideshow={"slide_type": "subslide"} minutes=1.5
from rnnlib import line_plot, sigmoid, tanh

a = np.linspace(-4, 4, 161)
line_plot(a, {"tanh": tanh(a), "sigmoid": sigmoid(a)}, x_label="sum a", y_label="activation")

# %% [markdown]
# ## Your way through the course
#
# There are two ways.
#
# - **The short way, one evening:** lessons 00, 01 and 02, exercises E02, E16 and E03, then the three parts of lesson 03. After
#   it you can write an RNN, and you have seen one learn. It is marked with ●.
# - **The long way:** all lessons in their order. A lesson that has an exercise ends with a link to it, and each exercise
#   begins with a link to its lesson.
#
# The next cell looks at your saved notebooks. It says what is done and what comes next. Run it again whenever you
# come back here.

# %% tags=["not-stored", "nbval-ignore-output"]
from rnnlib import my_way

my_way()

# %% [markdown]
# ## The lessons
#
# | lesson | question | minutes | exercises |
# |---|---|---|---|
# | ● 00 start here | does everything run? | 15 | – |
# | ● [01 motivation](01_motivation.ipynb) | why is a dense net not enough for sentences? | 45 | [E01](../exercises/E01_dense_net.ipynb) |
# | ● [02 recurrence](02_recurrence.ipynb) | what does the loop add? | 50 | ● [E02](../exercises/E02_one_step.ipynb), ● [E16](../exercises/E16_a_loop_in_order.ipynb), ● [E03](../exercises/E03_run.ipynb), [E17](../exercises/E17_weights_by_hand.ipynb) |
# | ● [03a sentiment by hand](03a_sentiment_by_hand.ipynb) | what happens at each word, number by number? | 40 | – |
# | ● [03b sentiment learned](03b_sentiment_learned.ipynb) | what does it learn, and for which reason is it right? | 30 | [E18](../exercises/E18_what_a_reader_can_tell.ipynb), [E04](../exercises/E04_prediction_and_loss.ipynb), [E19](../exercises/E19_a_first_training.ipynb) |
# | ● [03c real sentences](03c_real_sentences.ipynb) | what is gained on sentences that people wrote? | 25 | – |
# | [04 parameter sharing](04_parameter_sharing.ipynb) | why is one set of weights enough for every step? | 35 | [E05](../exercises/E05_sharing.ipynb) |
# | [05a one answer or one input](05a_one_answer_or_one_input.ipynb) | one wiring for each task: which, and what can it do? | 55 | [E06](../exercises/E06_wirings.ipynb) |
# | [05b what comes next](05b_what_comes_next.ipynb) | the next value, the next letter: who wins? | 50 | [E10](../exercises/E10_batches.ipynb), [E20](../exercises/E20_masks_bits_temperature.ipynb) |
# | [05c read then write](05c_read_then_write.ipynb) | why is a translation first read, then written? | 35 | – |
# | [06 computational graphs](06_computational_graphs.ipynb) | what is computed from what, and how does a gradient find its way back? | 55 | [E21](../exercises/E21_a_way_back_in_order.ipynb), [E07](../exercises/E07_graph_by_hand.ipynb) |
# | [07 output recurrence](07_output_recurrence.ipynb) | what if only the output is fed back? | 60 | [E08](../exercises/E08_output_recurrence.ipynb) |
# | [08 sequence to one](08_sequence_to_one.ipynb) | what does the last state still know of the sequence? | 55 | [E22](../exercises/E22_what_follows.ipynb) |
# | [09 learning through time](09_learning_through_time.ipynb) | what does each step add to the gradient of each loss? | 55 | [E12](../exercises/E12_ordering.ipynb), [E09](../exercises/E09_bptt.ipynb) |
# | [10a vanishing](10a_vanishing.ipynb) | why does a gradient not arrive, and is that forgetting? | 50 | – |
# | [10b how far back](10b_how_far_back.ipynb) | how far back can it learn, and what helps? | 45 | [E11](../exercises/E11_planted_bug.ipynb) |
# | [11 embeddings](11_embeddings.ipynb) | what is a word to the network, and who is its neighbour? | 40 | – |
# | [12 on to PyTorch](12_on_to_pytorch.ipynb) | the same network in PyTorch, Keras and other books: same numbers? | 50 | [E13](../exercises/E13_project.ipynb) |
# | [13 review](13_review.ipynb) | what do you still know, and which mistakes run without an error? | 25 | – |
# | [14 glossary](14_glossary.ipynb) | which word means what, and where is it explained? | – | – |
# | [15 gates](15_gates.ipynb) | beyond the lecture: what does a gate do, and what does it not cure? | 60 | [E14](../exercises/E14_gru.ipynb) |
# | [16 recurrence is back](16_recurrence_is_back.ipynb) | beyond the lecture: what can a recurrence without σ do, and what not? | 55 | [E15](../exercises/E15_scan.ipynb) |
#
# Your copy of each lesson and exercise is yours. Change it and save it as you like. An update of the course never
# overwrites a notebook that you changed. To start one afresh, delete your copy and start the course again.

# %% [markdown]
# ## Is this computer ready?
#
# `doctor()` looks at Python, the packages, the mathematics and the data. Each line begins with `ok`, or
# with `??` and a remedy. If you ask somebody for help, paste this report.

# %% tags=["nbval-ignore-output"]
from rnnlib import doctor

doctor()

# %% [markdown]
# ## If something goes wrong
#
# - **A cell does nothing:** an earlier cell may still run. Its number shows as `[*]`. Wait, or choose
#   *Kernel → Interrupt*.
# - **A name is not defined:** an earlier cell was not run. Choose *Run → Run All Above Selected Cell*.
# - **Everything is confused:** choose *Kernel → Restart Kernel and Run All Cells*. Every lesson takes
#   less than a minute.
# - **An error message of this course** says what came in, what was expected, and what to do. Here is one.

# %%
try:
    model.run(x[:3].T)  # three words, rows and columns swapped
except ValueError as error:
    print(error)

# %% [markdown]
# ## A map: from the lecture to this course
#
# <details><summary>For lecturers, and for all who know the lecture: which part is where</summary>
#
# Each part of the lecture, the lesson, and the heading there.
#
# | lecture | lesson | heading |
# |---|---|---|
# | Motivation: fixed input size, weights grow with the length | [01](01_motivation.ipynb) | Problem 1: the input has one fixed size |
# | Motivation: order and length of sequence data | [01](01_motivation.ipynb) | What we need |
# | Introduction: sentiment analysis, the dense net, $\mathbf{z} = \sigma(\mathbf{W}^\top \mathbf{x} + \mathbf{b})$ | [01](01_motivation.ipynb) | A dense net |
# | Introduction: reading word by word, short-term memory | [02](02_recurrence.ipynb) | Step 1: a running sum reads any length |
# | Introduction: inputs that depend on each other | [05b](05b_what_comes_next.ipynb) | The next letter |
# | Introduction: one-hot vectors, `<eos>` | [03a](03a_sentiment_by_hand.ipynb) | Five tokens, five vectors |
# | Introduction: W, U and the new V, $\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$ | [02](02_recurrence.ipynb) | Step 5: many units |
# | Introduction: the state as a summary of all inputs | [02](02_recurrence.ipynb) | The state knows the past |
# | Examples: $\mathbf{z}^{[0]}$ and the first state | [03a](03a_sentiment_by_hand.ipynb) | t = 0: "This" |
# | Examples: $\mathbf{z}^{[1]}$ | [03a](03a_sentiment_by_hand.ipynb) | t = 1: "is" |
# | Examples: $\mathbf{z}^{[2]}$ | [03a](03a_sentiment_by_hand.ipynb) | t = 2: "good" |
# | Examples: $\mathbf{z}^{[3]}$ | [03a](03a_sentiment_by_hand.ipynb) | t = 3: "news" |
# | Examples: the step that the lecture leaves out, $\mathbf{z}^{[4]}$ | [03a](03a_sentiment_by_hand.ipynb) | t = 4: the end of the sentence |
# | Examples: $f = \tau(\mathbf{U}^\top \mathbf{z}^{[4]} + c)$ | [03a](03a_sentiment_by_hand.ipynb) | From the last state to the prediction |
# | Parameter sharing | [04](04_parameter_sharing.ipynb) | One matrix, used T times |
# | Use cases: which wiring for which task | [05a](05a_one_answer_or_one_input.ipynb) | Two questions |
# | Use cases: one-to-sequence | [05a](05a_one_answer_or_one_input.ipynb) | One-to-sequence: an image, a word |
# | Use cases: sequence-to-one | [05a](05a_one_answer_or_one_input.ipynb) | Sequence-to-one: a surname, a country |
# | Use cases: sequence-to-sequence, aligned | [05b](05b_what_comes_next.ipynb) | The next value |
# | Use cases: sequence-to-sequence, encoder–decoder | [05c](05c_read_then_write.ipynb) | From English to German |
# | Computational graph: the loss, abstract and by neurons | [06](06_computational_graphs.ipynb) | A graph is a list of what was computed from what |
# | Computational graph: the loop, $f = \tau(c + \mathbf{U}^\top \sigma(\mathbf{b} + \mathbf{W}^\top \mathbf{x}))$ becomes $f^{[t]}$ | [06](06_computational_graphs.ipynb) | From the dense net to the RNN |
# | Computational graph: unfolded, the state | [06](06_computational_graphs.ipynb) | Unfolded: one column for each step |
# | Computational graph: the operations of one step | [06](06_computational_graphs.ipynb) | One step under the magnifying glass |
# | Recurrent output–hidden connections | [07](07_output_recurrence.ipynb) | Another way back |
# | Seq-to-one mappings | [08](08_sequence_to_one.ipynb) | One answer for a whole sequence |
#
# Each figure of the lecture is one function of `rnnlib`. It draws a recorded run.
#
# | figure | function | lesson |
# |---|---|---|
# | F1 | `two_views_of_a_dense_net` | [01](01_motivation.ipynb) |
# | F2 | `one_hot_words` | [03a](03a_sentiment_by_hand.ipynb) |
# | F3 | `dense_weights` | [02](02_recurrence.ipynb) |
# | F4 | `hidden_to_hidden` | [02](02_recurrence.ipynb) |
# | F5–F8, and the missing frame t = 4 | `walkthrough` | [03a](03a_sentiment_by_hand.ipynb) |
# | F9 | `walkthrough_output` | [03a](03a_sentiment_by_hand.ipynb) |
# | F10 | `wirings` | [05a](05a_one_answer_or_one_input.ipynb) |
# | F11 | `computational_graph_of_a_dense_net` | [06](06_computational_graphs.ipynb) |
# | F12 | `folded_graph` | [06](06_computational_graphs.ipynb) |
# | F13 | `unfolded_graph`, `fold_and_unfold` | [06](06_computational_graphs.ipynb) |
# | F14 | `operations_of_one_step` | [06](06_computational_graphs.ipynb) |
# | F15 | `output_recurrence` | [07](07_output_recurrence.ipynb) |
# | F16 | `one_output_at_the_end` | [08](08_sequence_to_one.ipynb) |
#
# </details>

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("00")

# %% [markdown]
# ## Key points
#
# - An RNN reads one element at a time. Its state carries what it has read.
# - W, V, U are the weights from input to hidden, hidden to hidden, hidden to output.
# - One-line rule for every lesson: predict, run, compare.
#
# **Words:** [activation](14_glossary.ipynb#activation), [batch](14_glossary.ipynb#batch), [bias](14_glossary.ipynb#bias), [end of sequence](14_glossary.ipynb#end-of-sequence), [hidden layer](14_glossary.ipynb#hidden-layer), [hidden unit](14_glossary.ipynb#hidden-unit), [parameter](14_glossary.ipynb#parameter), [prediction](14_glossary.ipynb#prediction), [state](14_glossary.ipynb#state), [time step](14_glossary.ipynb#time-step), [token](14_glossary.ipynb#token), [weight](14_glossary.ipynb#weight), [sigmoid](14_glossary.ipynb#sigmoid), [tanh](14_glossary.ipynb#tanh), [letter B](14_glossary.ipynb#letter-B), [letter T](14_glossary.ipynb#letter-T), [letters n_x, n_z, n_f](14_glossary.ipynb#letters-n_x,-n_z,-n_f), [letters sigma and tau](14_glossary.ipynb#letters-sigma-and-tau), [matrix product](14_glossary.ipynb#matrix-product)
#
# **Next:** [01 · Why not just a dense net?](01_motivation.ipynb)
