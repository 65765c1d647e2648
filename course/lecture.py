# %% [markdown]
# The whole lecture as one deck: `python course.py slides lecture`. A text cell holds what stands on a
# slide; a cell of type notes, what the lecturer sees. A code cell is not run here: it repeats the
# last statement of a cell of a lesson and shows what that cell put out (tools/slides/lecture.py).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # Recurrent neural networks
#
# An introduction that computes every number it shows

# %% lesson="03a" slideshow={"slide_type": "-"}
walkthrough_output(trace, words)

# %% [markdown] slideshow={"slide_type": "notes"}
# **Say:** every number on these slides comes from the notebooks of the course. If somebody doubts one, run it.
#
# **Keys:** → turns the slide. Enter goes into a stepper, then ← and → step it; Escape leaves it. S opens this
# view with the next slide and a clock. F is full screen, Esc the overview.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## After this lecture you can answer
#
# - Why is a dense net not enough for sentences?
# - What does an RNN compute, number by number?
# - Why may one set of weights serve every step?
# - What is computed from what, and how does a gradient find its way back?
# - Where does an RNN lose?

# %% [markdown] slideshow={"slide_type": "notes"}
# Read the five questions aloud. They come back on the last slide; then the room answers.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Motivation: is this sentence positive?
#
# *Sentiment analysis:* a text comes in, "positive" or "negative" comes out.
#
# - "This is good news."
# - "The film is not good, it is bad."
# - "The film is not bad, it is good."
#
# > **Predict:** the last two sentences have exactly the same words. What must a network be able to see to tell
# > them apart?

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** what must it see? **Answer:** the order of the words.
#
# **Wrong answers:** "the word *not*" (both have it); "grammar" (then ask: what of the grammar? It is the order).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## A dense net, drawn twice
#
# Left: one block for a layer. Right: one circle for a unit.

# %% lesson="01" slideshow={"slide_type": "-"}
two_views_of_a_dense_net(record(net, x))

# %% [markdown] slideshow={"slide_type": "fragment"}
# > **Predict:** five words with five numbers each go in. What happens with a sixth word?

# %% [markdown] slideshow={"slide_type": "notes"}
# Green is a positive value, violet a negative one. The word in the picture is one-hot: a single 1.
#
# **Ask:** what happens with a sixth word? **Answer:** 30 numbers come, W has rows for 25: it cannot be computed.
#
# **Wrong answers:** "it ignores the rest" (who would decide what to ignore?); "only the accuracy suffers" (there is
# no output at all).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Longer sentences need more weights
#
# 1,000 words, 16 units. *Padding* fills short sentences with zeros, up to a longest length L.

# %% lesson="01" slideshow={"slide_type": "-"}
line_plot(
    lengths,
    {"padded dense net": dense_size(lengths), "RNN": np.full(50, rnn_size())},
    x_label="longest sentence L (words)",
    y_label="parameters",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask before you show the slide:** how many parameters has the padded net for 10 words, how many for 50?
# **Answer:** 160,033 and 800,033. The RNN has 16,289 for every length.
#
# **Wrong answers:** "ten times the units" (the units stay 16; W gets more rows).
#
# Say that the count is not the whole story: what the net learns about "good" at place 2 it does not know at place 3.
# Lesson 01 measures it: tested at places that it never trained, the padded net is at 0.49, the RNN at 1.00.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## What we wish for
#
# | wish | padded dense net | bag of words | CNN, maximum | RNN |
# |---|---|---|---|---|
# | sentences of any length | no, up to L | yes | yes | yes |
# | as many weights for long ones as for short ones | no | yes | yes | yes |
# | what is learned at one place can hold at others | no | yes | yes | yes |
# | the order of neighbouring words counts | yes | **no** | yes | yes |
# | order at any distance, one state of constant size, constant cost for each new word | no | no | **no** | yes |

# %% [markdown] slideshow={"slide_type": "fragment"}
# New sentences of lesson 01, right: bag and linear model 0.51, bag and hidden layer 0.76, CNN and RNN 0.99 and more.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** a bag of words has a fixed size too. What is it missing? **Answer:** the order. But "not good" and "not bad" are
# no question of order: that is XOR, and a hidden layer on the bag solves it. Exchanging two clauses is one.
#
# **Wrong answers:** "then a bag of words is useless" (on real reviews it is level with the RNN; we come to that); "only an
# RNN reads order" (a CNN does, within its windows: the last row is the difference).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Read one word at a time, and remember
#
# A loop reads any length, if it keeps a **state**. Two sums, and whether they know the order:
#
# | | update | [3, 2, 1] | [1, 2, 3] |
# |---|---|---|---|
# | running sum | $z^{[t]} = z^{[t-1]} + x^{[t]}$ | 6 | 6 |
# | leaky sum | $z^{[t]} = v \, z^{[t-1]} + x^{[t]}$, with v = 0.5 | 2.75 | 4.25 |

# %% [markdown] slideshow={"slide_type": "fragment"}
# > **Predict:** an input of 1, then ten steps of nothing. What is left in the leaky sum with v = 0.5?
# > About 0.5, about 0.05, or about 0.001?

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** which of the two knows the order? Only the leaky sum. Then the question on the slide.
#
# **Answer:** 0.5 ten times multiplied by itself is 0.00098.
#
# **Wrong answers:** "0.05" (0.5 divided by 10: the loss is a factor at each step, not a fixed amount).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## How long a memory lives
#
# The factor v at each step decides it. Below 1 the memory fades, above 1 it explodes.

# %% lesson="02" slideshow={"slide_type": "-"}
line_plot(
    np.arange(11),
    {f"v = {v}": states_of_leaky_sum(impulse, v) for v in (0.5, 0.9, 1.0, 1.2)},
    x_label="step t",
    y_label="state z",
)

# %% [markdown] slideshow={"slide_type": "notes"}
# Keep this picture in mind: later the same thing happens to gradients.
#
# **Ask:** what would keep the state bounded and still remember? **Answer:** an activation such as tanh (lesson 02: a
# single unit with v = 2 becomes a switch).
#
# **Wrong answers:** "v = 1 is the solution" (it keeps everything for ever, and sums up all that comes after).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Words as vectors: one-hot
#
# Five tokens, five vectors. `<eos>` marks the end and is a token like the others.

# %% lesson="03a" slideshow={"slide_type": "-"}
one_hot_words(words, five_words)

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** what does the product of Wᵀ with a one-hot vector do? **Answer:** it picks one row of W.
#
# **Wrong answers:** "it sums up the rows" (only one entry is 1).
#
# Learned short vectors (embeddings) are the usual way. They are these very rows of W.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## The dense net has two sets of weights
#
# **W** from input to hidden, **U** from hidden to output.

# %% lesson="02" slideshow={"slide_type": "-"}
dense_weights(record(net, x[0]))

# %% [markdown] slideshow={"slide_type": "notes"}
# A thick line is a large weight, a dashed line a negative one.
#
# **Ask:** where could a memory go in? Let two or three people answer. **Answer:** the hidden layer has to read
# itself, one step earlier.
#
# **Wrong answers:** "from the output back to the input" (possible too, and weaker: we come to it near the end).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## One more set: V, from hidden to hidden
#
# V leads from the hidden units at step t − 1 to those at step t. (U is left out here.)

# %% lesson="02" slideshow={"slide_type": "-"}
hidden_to_hidden(record(rnn, x))

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** three hidden units. How many numbers has V? **Answer:** 3 · 3 = 9.
#
# **Wrong answers:** "3, each unit remembers itself" (every unit reads every unit); "9 for each pair of steps" (the
# same 9 at every step).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The formula gets one term
#
# | | hidden layer |
# |---|---|
# | dense net | $\mathbf{z} = \sigma(\mathbf{W}^\top \mathbf{x} + \mathbf{b})$ |
# | RNN | $\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$ |
#
# In both, $\mathbf{f} = \tau(\mathbf{c} + \mathbf{U}^\top \mathbf{z})$. Here σ is tanh. In code, with rows for columns:

# %% lesson="02" tags=["hide-input"] slideshow={"slide_type": "-"}
print(inspect.getsource(RNN.step))

# %% [markdown] slideshow={"slide_type": "notes"}
# Read the last line of the code against the formula: same terms, same order. A row vector stands left of its matrix,
# so there is no transpose.
#
# **Ask:** which term is missing at the first word? **Answer:** none is missing; the state before it is zero, so the
# V term is zero.
#
# **Wrong answers:** "σ is the sigmoid" (σ is some activation; here tanh).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## The state is a summary: does it forget?
#
# Only the first word is replaced. How far apart are the states, t steps later? (The axis is logarithmic.)

# %% lesson="02" slideshow={"slide_type": "-"}
line_plot(
    np.arange(60), change, x_label="step t", y_label="difference of the two states", y_log=True
)

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask before:** which states change? **Answer:** all that follow. By recurrence each state depends on every earlier
# word. But three numbers cannot hold everything.
#
# **Wrong answers:** "only the first state"; "every RNN forgets". The three random V do: an even fall on this axis means
# a factor below 1 at each step. With V = 3 I each unit is a switch (two stable fixed points), and keeps its bit for ever.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Example: a network for "This is good news"
#
# Not trained: set by hand, so that you can follow it with a pocket calculator.

# %% lesson="03a" tags=["hide-input"] slideshow={"slide_type": "-"}
labelled_weights(model, words)

# %% [markdown] slideshow={"slide_type": "notes"}
# Row i of W belongs to word i, column j to unit j. Unit 0 reacts to "good" (1.4). Unit 1 reacts to "news", most of
# all after "good" (V: 0.9). Unit 2 gets 0.3 from every word.
#
# **Ask:** how many numbers does it have? **Answer:** 15 + 9 + 3 + 3 + 1 = 31.
#
# **Wrong answers:** "155": that is 5 · 31, a copy for each word. There are no copies.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## t = 0: "This"

# %% lesson="03a" slideshow={"slide_type": "-"}
walkthrough(trace, words, t=0)

# %% [markdown] slideshow={"slide_type": "fragment"}
# > **Predict:** "is" adds 0 to unit 0. Will z[1] be 0 there?

# %% [markdown] slideshow={"slide_type": "notes"}
# Do unit 0 by hand: 0.1 from the row of "This", nothing from the zero state, tanh(0.1) ≈ 0.10.
#
# **Ask:** the question on the slide. **Answer:** no, 0.03: the V term is 0.7 · 0.10 + 0.2 · (−0.20).
#
# **Wrong answers:** "0, because the word adds nothing" (the past adds something); "there is no state before the
# first word, so it cannot be computed" (it is set to zero).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## t = 1: "is"

# %% lesson="03a" slideshow={"slide_type": "-"}
walkthrough(trace, words, t=1)

# %% [markdown] slideshow={"slide_type": "fragment"}
# > **Predict:** "good" brings 1.4 to unit 0. Is z[2] there about 0.45, about 0.9, or 1.4?

# %% [markdown] slideshow={"slide_type": "notes"}
# The orange term is new: what is remembered.
#
# **Ask:** the question on the slide. **Answer:** about 0.9: tanh keeps every state between −1 and 1.
#
# **Wrong answers:** "1.4" (forgot the activation); "0.45" (halved).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## t = 2: "good"

# %% lesson="03a" slideshow={"slide_type": "-"}
walkthrough(trace, words, t=2)

# %% [markdown] slideshow={"slide_type": "fragment"}
# > **Predict:** unit 1 gets 0.6 from "news" and 0.9 · 0.89 from unit 0. Is z[3] nearer to 0.4 or to 0.9?

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** the question on the slide. The bias is −0.1. **Answer:** 0.86.
#
# **Wrong answers:** "0.4" (only the word was counted, not what unit 0 remembers of "good").

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## t = 3: "news"

# %% lesson="03a" slideshow={"slide_type": "-"}
walkthrough(trace, words, t=3)

# %% [markdown] slideshow={"slide_type": "fragment"}
# > **Predict:** the sentence is over. Is the prediction read from z[3]?

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** the question on the slide. **Answer:** no. `<eos>` is a token too and makes one more step. The prediction is
# read from z[4].
#
# **Wrong answers:** "yes, the last word" (five tokens, so five states: z[0] to z[4]).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## t = 4: the end of the sentence

# %% lesson="03a" slideshow={"slide_type": "-"}
walkthrough(trace, words, t=4)

# %% [markdown] slideshow={"slide_type": "fragment"}
# > **Predict:** U = (0.8, 1.9, −0.3), c = 0.1. Is f above 0.5?

# %% [markdown] slideshow={"slide_type": "notes"}
# `<eos>` brings 0 to unit 0, and yet 0.54 of "good" is left: that is V at work.
#
# **Ask:** the question on the slide. **Answer:** yes: the score is positive, and the sigmoid makes 0.83 of it.
#
# **Wrong answers:** "no, there is a negative weight" (compute: 0.43 + 1.24 − 0.20 + 0.1).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## From the last state to the prediction

# %% lesson="03a" slideshow={"slide_type": "-"}
walkthrough_output(trace, words)

# %% [markdown] slideshow={"slide_type": "notes"}
# τ is the sigmoid here: it turns the score 1.57 into 0.83, positive.
#
# **Ask:** how would the drawing look with an output at every step? **Answer:** one more U arrow in each column, the
# same U.
#
# **Wrong answers:** "five different U".

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## All of it, step by step

# %% lesson="03a" slideshow={"slide_type": "-"}
step_through(trace, words)

# %% [markdown] slideshow={"slide_type": "notes"}
# Press Enter, then → word by word. Let the room say each next number first.
#
# **Ask:** which arrow is new at each step, which is the same? **Answer:** the same W and V in each column.
#
# **Wrong answers:** "a longer sentence needs more units" (it needs more steps).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Change the sentence, keep the weights

# %% lesson="03a" tags=["hide-input"] slideshow={"slide_type": "-"}
for text in (words, ["This", "is", "news", "<eos>"], ["This", "is", "news", "good", "<eos>"]):
    states, f = model.run(five_words.one_hot(text), read="last")
    t = text.index("news")
    print(f"{' '.join(text):29} f = {f[0]:.3f}   unit 1 at 'news': {states[t, 1]:.2f}")

# %% [markdown] slideshow={"slide_type": "-"}
# - Four tokens or five: the same network reads both.
# - The state at "news" is 0.86 after "good" and 0.44 before it. A state is **a word in its context**.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask before:** "This is news": does f rise or fall? **Answer:** it falls to 0.56. With "good" after "news", f hardly
# changes here, but the state at "news" does.
#
# **Wrong answers:** "the order never matters, f is nearly the same" (for these weights; look at the state).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## A trained network reads "not good"

# %% lesson="03b" slideshow={"slide_type": "-"}
read_along(rnn, vocabulary, "This is not good news.")

# %% [markdown] slideshow={"slide_type": "notes"}
# 16 units, trained on generated sentences: 0.99 right on new ones (mean of five), a bag with a hidden layer 0.76.
#
# **Ask:** what would f say after "good", what after `<eos>`? **Answer:** on the way it jumps. Only the last output was
# in the loss, so nobody told it what to say earlier.
#
# **Wrong answers:** "f on the way is what the network believes so far".

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Honestly: real sentences
#
# Trained on reviews of films and products, tested on new ones (five splits): bag of words 0.79, RNN 0.79. Negation?

# %% lesson="03c" tags=["hide-input"] slideshow={"slide_type": "-"}
for name, shares in result.items():
    print(f"{name:28}", "{:4.1f}  {:4.1f}   {:8.1f}   {:7.1f}".format(*shares))

# %% [markdown] slideshow={"slide_type": "-"}
# Share of sentences judged positive or negative as they should be. From reviews both learn "not" as a **negative
# word**: "not bad" comes out wrong.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask before:** who wins on real reviews? **Answer:** about level. Among 4,313 reviews "not"
# stands before one of the adjectives only 4 times: the network knows what its data showed it.
#
# **Wrong answers:** "the RNN, it is the better model" (better at what? measured on what?).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Parameter sharing: the same W, V, b, U, c at every step
#
# > **Predict:** one matrix for each step would fit as well, and would read short sentences too. So why share?

# %% [markdown] slideshow={"slide_type": "fragment"}
# 1. There is no matrix for a step that was never trained.
# 2. **What is learned at one step is known at every step.**
#
# *Many say: late steps see few words.* True. But is it the cause?

# %% lesson="04" slideshow={"slide_type": "fragment"}
line_plot(steps, curves, x_label="step t", y_label="words seen in one epoch")

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** the question on the slide; let it hang for half a minute.
#
# **Answer:** without sharing each step must learn each word anew. That late steps see few words is true, but a control
# on the next slide shows that it is not the cause.
#
# **Wrong answers:** "so that the shapes fit", "so that lengths may vary" (an untied RNN reads short sentences too);
# "to save memory" (true, and not the point).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Without sharing: measured
#
# 2,000 sentences to learn from; share of new sentences that are right, five runs each:

# %% lesson="04" tags=["hide-input"] slideshow={"slide_type": "-"}
measured("sharing: new sentences")

# %% [markdown] slideshow={"slide_type": "-"}
# **Control:** only short sentences, so that no step lacks examples. From 400 the tied RNN learns more than the untied one
# from 800.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask before:** which one is better on the training sentences, which on new ones? **Answer:** both know nearly all
# training sentences. On new ones the untied RNN is behind at every length, on long ones most of all.
#
# **Ask:** what would the control show if few examples were the cause? **Answer:** no difference. There is one, so each
# step has to learn each word anew.
#
# **Wrong answers:** "more parameters can only help"; "only the late steps suffer" (short sentences suffer too).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Use cases: five wirings, one recurrence

# %% lesson="05a" slideshow={"slide_type": "-"}
wirings()

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** image captioning, a surname and its country, a translation: which panel is which? **Answer:** one-to-many,
# many-to-one, many-to-many delayed.
#
# The row of cells above the time is the loss mask: at a filled cell an answer is asked.
#
# **Wrong answers:** "translation is the aligned one" (it would have to answer before it has read the sentence); "each
# panel is another kind of network" (only the inputs and the mask differ).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Computational graph: what is computed from what
#
# Each box is a value, each arrow says "is used for". The loss **L** compares f with the target y.

# %% lesson="06" slideshow={"slide_type": "-"}
computational_graph_of_a_dense_net(dense)

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** which arrows end at L? **Answer:** two, from f and from y.
#
# **Wrong answers:** "from x too" (only by way of z and f).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Folded: the loop has a delay
#
# The RNN adds one arrow, from z to z.

# %% lesson="06" tags=["hide-input"] slideshow={"slide_type": "-"}
folded_graph(trace)

# %% [markdown] slideshow={"slide_type": "-"}
# > **Predict:** does z need itself before it can be computed?

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** the question on the slide. **Answer:** no. The delay gives out z[t−1], which is known.
#
# **Wrong answers:** "yes, it is a circle" (many books draw the loop without the delay; think of it there too).
#
# This network has one unit and reads three inputs, W = 0.4, V = 0.7, U = 2, so each value is one number.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## Unfolded: one column for each step

# %% lesson="06" slideshow={"slide_type": "-"}
fold_and_unfold(trace)

# %% [markdown] slideshow={"slide_type": "notes"}
# Step from the folded graph to the unfolded one.
#
# **Ask before:** T = 3. How many boxes z, how many arrows V? **Answer:** three, and one for the state before the first
# step; three arrows, all the same matrix.
#
# **Wrong answers:** "the unfolded network has more weights" (more boxes, the same weights).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## From the dense net to the RNN, in one line
#
# | | formula |
# |---|---|
# | dense net | $f = \tau(c + \mathbf{U}^\top \sigma(\mathbf{b} + \mathbf{W}^\top \mathbf{x}))$ |
# | RNN | $f^{[t]} = \tau(c + \mathbf{U}^\top \sigma(\mathbf{b} + \mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]}))$ |
#
# $\mathbf{z}^{[t]}$ is the **state** at time t: what the past can still tell.
#
# > **Predict:** which letters got a [t], and which did not?

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** the question on the slide. **Answer:** what changes over time: x, z, f. Not W, V, U, b, c: they are the same
# at every step.
#
# **Wrong answers:** "the weights change while the network reads" (only training changes them).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## One step under the magnifying glass
#
# The network of the example: five words, three units. At each arrow stands the shape of what flows.
#
# > **Predict:** z[0] is 1×3. What is V, what is the product?

# %% lesson="06" slideshow={"slide_type": "-"}
operations_of_one_step(sentence, t=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# Read it from below: the formula from the inside out. The shapes are those of the code, which writes rows: 1×3 is a
# batch of one.
#
# **Ask:** the question on the slide. **Answer:** V is 3×3, the product 1×3, as the product with W; they are added.
#
# **Wrong answers:** "V is 5×3" (that is W).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## Backward: gradients take the same arrows

# %% lesson="06" slideshow={"slide_type": "-"}
step_backward(trace)

# %% [markdown] slideshow={"slide_type": "notes"}
# Stop at z[1]: two dashed arrows meet.
#
# **Ask:** 1.04 comes back from f[1] and −0.87 from z[2]. Is dz[1] the larger one, the product, or the sum?
# **Answer:** the sum, 0.17. z[1] was used twice, for f[1] and for z[2]; both ways act at once.
#
# **Wrong answers:** "the gradient from the future replaces the other one" (`=` where `+=` is needed: the most frequent
# error in code). In the last frame dV is a sum over the steps, because V was used at every step.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Another way back: from the output
#
# $\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{f}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$, and V is
# $(n_f, n_z)$.

# %% lesson="07" slideshow={"slide_type": "-"}
output_recurrence(run)

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** which arrows of the RNN are missing, which are new? **Answer:** none from state to state; from f[t−1] to z[t].
# The whole past has to fit into what the network said last.
#
# **Wrong answers:** "it has no memory" (it has n_f numbers of it).
#
# In training f[t−1] can be replaced by the right answer y[t−1]: teacher forcing. Then no step waits for another.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## What the output cannot carry
#
# It reads A or B, waits three steps and must say "–", then it is asked for the letter.
#
# > **Predict:** share right at the question mark, for four random starts each?

# %% lesson="07" tags=["hide-input"] slideshow={"slide_type": "fragment"}
poor = {name for name, shares in letter_right.items() if np.mean(shares) < 0.75}

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** the question on the slide. **Answer:** both RNNs solve it, also the one that reads its last answer; the output RNN guesses,
# because while it waits its only memory is the "–" it must say.
#
# **Wrong answers:** "more training will do" (with a teacher it is proved impossible; free, 1,000 epochs did not help).
#
# There are tasks the other way round: where the answer itself is a good memory, a network that reads it learns faster,
# be it an output RNN or an RNN (lesson 07, the lamp).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Sequence to one: one answer at the end

# %% lesson="08" slideshow={"slide_type": "-"}
one_output_at_the_end(trace)

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** f depends on all words. Through what? **Answer:** through the last state alone; all that f may use has to fit
# in there.
#
# **Wrong answers:** "f is the prediction for the last word" (it answers for the whole sequence).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.5
# ## What does the last state still know of the first word?
#
# Same size, same start, three memories. A linear formula reads the first word out of the last state.

# %% lesson="08" slideshow={"slide_type": "-"}
line_plot(lengths, curves, x_label="length T (words)", y_label="first word read out, share right")

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask before:** at 15 words, which of the three still knows the first word? **Answer:** only the one that was trained
# for it. The one trained for the last word forgets faster than a random network.
#
# **Wrong answers:** "16 units are too few" (the first network has 16 too); "a trained network remembers more" (it
# remembers what it was trained for).

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Where an RNN loses
#
# - On short reviews it is only level with counting words.
# - Surnames to countries: RNN 0.79, below pieces of one to three letters, 0.83.
# - The far past fades in the state, unless training learns to keep it. Its gradient fades as well.
# - The state has a fixed size: attention, which keeps all steps, can look up any of them.
# - Steps have to wait for each other: a long sequence cannot be read all at once.

# %% [markdown] slideshow={"slide_type": "notes"}
# **Ask:** which of these five would more data mend? **Answer:** the first two, perhaps. Not the others, because they are in
# the recurrence itself.
#
# **Wrong answers:** "all of them, with a larger network".

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# ## Your turn to answer
#
# - Why is a dense net not enough for sentences?
# - What does an RNN compute, number by number?
# - Why may one set of weights serve every step?
# - What is computed from what, and how does a gradient find its way back?
# - Where does an RNN lose?
#
# $$\mathbf{z}^{[t]} = \sigma(\mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]} + \mathbf{b})$$

# %% [markdown] slideshow={"slide_type": "notes"}
# Cover the formula with your hand or ask before you show the slide: who can say it, with all letters?
#
# **Ask:** each of the five questions, to five different people.
#
# **Wrong answers to expect:** "because the shapes fit" for the third question; "it multiplies the gradients" for the
# fourth. Sources and all code: lessons 00 to 08 of the course.
