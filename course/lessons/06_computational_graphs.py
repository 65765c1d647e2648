# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.5
# # 06 · Computational graphs
#
# **After this lesson you can**
#
# - read a computational graph, folded and unfolded, and draw one from a formula,
# - say what the loop in the folded graph means, and why it is not a circle,
# - follow a gradient back through the graph, and add where two arrows meet.
#
# **Time:** 55 minutes.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=3.75
# ## Do you remember?
#
# 1. Which term does the RNN have that the dense net lacks?
#    <details><summary>Answer</summary>Vᵀz[t−1], the weights V times the state one step earlier.</details>
# 2. How many different matrices V are there in a run over five tokens?
#    <details><summary>Answer</summary>One. It is used five times.</details>
# 3. One weight is used at several steps. How is its gradient made from the steps?
#    <details><summary>Answer</summary>It is the sum of what each step adds.</details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.75
# ## A graph is a list of what was computed from what
#
# We start with a dense net. It reads one input x, computes z, then f. The **loss** L says how far f is from
# the target y.
#
# `record` runs the network and writes down every operation. Here is the list, nothing left out.

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import DenseNet, binary_cross_entropy, lecture_example, record

model, words = lecture_example()
net = DenseNet(model.W, model.b, model.U, model.c)
dense = record(net, [0.0, 0.0, 1.0, 0.0, 0.0], y=[1.0], loss=binary_cross_entropy)

name_of = {node: name for name, node in dense.names.items()}
for node in dense.nodes:
    used = ", ".join(name_of.get(parent, "(unnamed)") for parent in node.parents)
    print(f"{name_of.get(node, '(unnamed)'):9} {node.operation:20} {used}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.75
# Each line is one value: its name, the operation that made it, and the values it was made from. Draw each
# value as a box, and an arrow from what was used to what was made. That is a **computational graph**.
#
# > **Predict:** draw it on paper. Which arrows end at L?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import ask

at_the_loss = ask(
    "06 arrows that end at L",
    "one: from f",
    "two: from f and from y",
    "two: from z and from f",
    "three: from x, z and f",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import unfolded

ends = {arrow.tail.letter for arrow in unfolded(dense).arrows if arrow.head.letter == "L"}
at_the_loss.reveal(ends == {"f"}, ends == {"f", "y"}, ends == {"z", "f"}, ends == {"x", "z", "f"})

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import computational_graph_of_a_dense_net

computational_graph_of_a_dense_net(dense)

# %% [markdown] slideshow={"slide_type": "notes"}
# The graph is on the left, and the network that it describes on the right. A box stands for a whole layer. Two arrows
# end at L, because the loss compares the output f with the target y. Of the boxes, only x and y come from outside. W
# and U are written at their arrows; b and c are not drawn.
#
# (The picture hides the small steps. The loss is really computed from the score s, that is f before τ, because the
# numbers stay exact that way. s and f share the box f.)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.75
# ## From the dense net to the RNN
#
# Compare the two formulas:
#
# | | formula |
# |---|---|
# | dense net | $f = \tau(c + \mathbf{U}^\top \sigma(\mathbf{b} + \mathbf{W}^\top \mathbf{x}))$ |
# | RNN | $f^{[t]} = \tau(c + \mathbf{U}^\top \sigma(\mathbf{b} + \mathbf{V}^\top \mathbf{z}^{[t-1]} + \mathbf{W}^\top \mathbf{x}^{[t]}))$ |
#
# One term is new, and every letter that changes over time has got a [t]. So the graph should get one new
# arrow.
#
# From here on the network has **one** unit and reads **three** inputs. It has a target at every step. Every
# value is one number, so you can check all of it with a calculator.

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import folded_graph, squared_error, three_steps

small, x, y = three_steps()
print("W, V, b, U, c =", *(getattr(small, letter).item() for letter in "WVbUc"))
trace = record(small, x, y, squared_error)
folded_graph(trace)

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.75
# This is the **folded** graph: what repeats at every step is drawn once. The new arrow, V, leads from z to z.
#
# > **Predict:** an arrow from z to z. Does z need itself before it can be computed?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
itself = ask(
    "06 the loop",
    "yes, so the net guesses z and corrects it until it fits",
    "no: each z is computed from the z of the step before",
    "no: each z is computed from x alone, the loop is only drawn",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
loops = [arrow for arrow in unfolded(trace).arrows if arrow.letter == "V"]
print("arrows V:", *(f"{arrow.tail} → {arrow.head}," for arrow in loops))
from_before = all(arrow.tail.t == arrow.head.t - 1 for arrow in loops)
itself.reveal(not from_before, loops and from_before, not loops)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# The loop leads through a **delay**. At step t, the delay gives out z[t−1], which is already known, and
# takes in z[t] for the next step. Many books draw the loop without the delay. Think of it there too.
#
# </details>


# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.75
# ## Unfolded: one column for each step
#
# If we draw every step on its own, there is no loop any more.
#
# > **Predict:** T = 3. How many boxes z[0], z[1], … will there be, and how many arrows labelled V? The state before the
# > first step has a box of its own: do not count it.

# %% slideshow={"slide_type": "subslide"} minutes=0.75
boxes_and_arrows = ask("06 unfolded", numbers=["boxes z", "arrows V"])

# %% slideshow={"slide_type": "fragment"} minutes=0.5
graph = unfolded(trace)
boxes = [box for box in graph.boxes if box.letter == "z" and not box.initial]
boxes_and_arrows.reveal(len(boxes), sum(arrow.letter == "V" for arrow in graph.arrows))

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import fold_and_unfold

fold_and_unfold(trace)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# There is one box for each step, and one arrow V into each of them: the first comes from the state before the first
# step. All arrows V stand for the same matrix, as in lesson 04. We call z[t] the **state** of the network at time t; the
# literature says *hidden state*.
#
# </details>
#
# Both pictures come from the same record. The folded one is short. The unfolded one shows the order of the
# work: an arrow never leads to the left, so nothing has to wait for its own result.

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.25
# ### A part of a long graph
#
# Long sequences do not fit on a page. Then we show a step with its two neighbours:

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import unfolded_graph

long = record(small, [[1.0], [0.0], [0.0], [0.5], [0.0], [1.0]])
unfolded_graph(long, t=3)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.75
# ## Forward, step by step
#
# > **Predict:** what can be computed before x[1] is known?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
before_the_word = ask(
    "06 before x[1] is known",
    "f[0] and z[1]",
    "f[0], not z[1]",
    "z[1], not f[0]",
    "neither of them",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
other = record(small, [x[0], [5.0], x[2]], y, squared_error)  # another x[1]
f_waits, z_waits = ((trace.value(n) != other.value(n)).any() for n in ("f[0]", "z[1]"))
before_the_word.reveal(
    not f_waits and not z_waits,
    not f_waits and z_waits,
    f_waits and not z_waits,
    f_waits and z_waits,
)

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import step_forward

step_forward(trace)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# f[0] needs no later input, whereas z[1] needs x[1]. **A value can be computed as soon as all arrows that end at it
# start at known values.** A computer has to know no more than that to run a graph.
#
# </details>
#
# The loss of the whole sequence is the sum of the losses of its steps.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.25
# ## One step under the magnifying glass
#
# One box z is really several operations. Here is one step of the example network from lesson 03a, with three
# units and five words. The small text at each arrow is the **shape** of what flows there.
#
# > **Predict:** z[0] has shape 1×3. What shape has V, and what shape has the product `z[0] @ V`?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
shapes = ask("06 shapes in one step", shapes=["V", "z[0] @ V"])

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import Vocabulary

sentence = record(model, Vocabulary(words).one_hot(words))
shapes.reveal(model.V, sentence.value("z[0]") @ model.V)

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import operations_of_one_step

operations_of_one_step(sentence, t=1)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# The product has the same shape as the product with W. It has to be, because the two are added. V leads from three units
# to the same three units, so it is square.
#
# </details>
#
# Read from below, the picture is the formula of the RNN from the inside out.
#
# The shapes are those of the code, which writes a vector as a row. 1×3 is a batch of one row.

# %% [markdown] slideshow={"slide_type": "slide"} minutes=0.75
# ## Backward: the gradients
#
# Training asks: if I change this number a little, how does the loss change? The answer is a **gradient**. We
# write dz[1] for the gradient of the loss with respect to z[1].
#
# A gradient goes from the loss back along the arrows. We begin with the smallest case, by hand. At the last
# step only one arrow leads away from z[2], to f[2]:
#
# - the loss is ½ (f[2] − y[2])², so its slope in f[2] is f[2] − y[2],
# - f[2] = U · z[2] + c, so moving z[2] by 1 moves f[2] by U.

# %% slideshow={"slide_type": "fragment"} minutes=0.5
f, z = (float(trace.value(name).item()) for name in ("f[2]", "z[2]"))
W, V, U = 0.4, 0.7, 2.0
df_2 = f - 1.0  # the target y[2] is 1
dz_2 = U * df_2
print(f"f[2] − y[2] = {df_2:.2f},   dz[2] = U · ({df_2:.2f}) = {dz_2:.2f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.25
# Now z[1]. Two arrows lead away from it: one up to f[1], one right to z[2]. A small change of z[1] changes
# the loss in **two ways**.
#
# We compute the slope of each way alone.

# %% slideshow={"slide_type": "fragment"} minutes=0.5
through_f = U * (float(trace.value("f[1]").item()) - 0.0)  # the target y[1] is 0
through_z = V * (1 - z**2) * dz_2  # tanh has the slope 1 − z²
print(f"through f[1]: {through_f:5.2f}")
print(f"through z[2]: {through_z:5.2f}")

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.75
# ### Two ways back
#
# What comes next can be measured: we move z[1] by a tiny amount, and see how the loss
# of what follows changes.
#
# > **Predict:** what slope will be measured? It is dz[1].

# %% slideshow={"slide_type": "subslide"} minutes=0.75
fork = ask(
    "06 two ways back",
    "the one through f[1]: it is the larger one",
    "the one through z[2]: the future comes last",
    "the product of the two",
    "the sum of the two",
)


# %% slideshow={"slide_type": "fragment"} minutes=0.75
import numpy as np


def loss_from(z_1):
    """The loss of steps 1 and 2, if the state at step 1 is z_1."""
    z_2 = np.tanh(V * z_1 + W * 0.0)
    return 0.5 * (U * z_1 - 0.0) ** 2 + 0.5 * (U * z_2 - 1.0) ** 2


z_1, tiny = trace.value("z[1]").item(), 1e-5
slope = (loss_from(z_1 + tiny) - loss_from(z_1 - tiny)) / (2 * tiny)
print(f"measured slope: {slope:.6f}")
ways = (through_f, through_z, through_f * through_z, through_f + through_z)
fork.reveal(*(bool(np.isclose(slope, value, rtol=1e-6)) for value in ways))

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# Both ways act at once, so their effects add: **where a value was used twice, two gradients come back, and they add.**
# No new rule is needed, because this is the chain rule for a function of several variables. Where code adds two gradients,
# one from f and one from the next step, it means this fork.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1.25
# ### The whole way back
#
# Now we go back step by step. In the stepper, watch z[1] and z[0], where two dashed arrows meet. (The box f shows ds,
# the gradient of the score. Here τ does nothing, so df and ds are the same number.)
#
# > **Predict:** in which order do the gradients of z[0], z[1] and z[2] become known?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
order = ask(
    "06 order of the gradients",
    "z[0], z[1], z[2], as in the forward run",
    "z[2], z[1], z[0]",
    "all three at once, since the loss is known",
)

# %% slideshow={"slide_type": "fragment"} minutes=0.5
walked = [name for name in reversed(list(trace.names)) if name in ("z[0]", "z[1]", "z[2]")]
print("the record, read from its end:", *walked)
first, middle, last = (walked.index(f"z[{t}]") for t in range(3))
order.reveal(first < middle < last, first > middle > last, first == middle == last)

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import step_backward

step_backward(trace)

# %% [markdown] slideshow={"slide_type": "notes"}
# <details><summary>Why</summary>
#
# dz[1] needs dz[2], since one of its two ways leads through z[2]; and dz[0] needs dz[1]. Forward, the state carries the
# past to the right. Backward, the gradient carries the later losses to the left. This is **backpropagation through time**
# (BPTT).
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=1
# ### The way back of a sentence
#
# The network of lesson 03 has read "This is good news.", and says 0.83. The target is 1, so f should grow. Its weights to the
# output are U = (0.8, 1.9, −0.3).
#
# > **Predict:** which unit of the last state should become **smaller**?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
smaller = ask("06 a unit that should shrink", "unit 0", "unit 1", "unit 2", "none of them")

# %% slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import gradients

x_words = Vocabulary(words).one_hot(words)
told = record(model, x_words, [1.0], binary_cross_entropy, read="last")
slope = gradients(told)[told["z[4]"]][0]
print("dz[4] =", slope.round(2))
smaller.reveal(*(slope > 0), not (slope > 0).any())

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# The slope of the loss in f's score is f − y = −0.17: a larger score, a smaller loss. U brings it to the units. Only U[2] is
# negative, so only there the slope is positive: a larger unit 2 would make the loss larger.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.5
# ### See it yourself
#
# Press *Go back*, and step from the last word to the first. Click a slope: it is a sum as well. Which one number
# would you change to turn the answer round? The slopes tell.

# %% slideshow={"slide_type": "-"} minutes=2
from rnnlib import explore

explore(model, Vocabulary(words), "This is good news.", challenge="one number")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.25
# ## The gradient of V
#
# The last frame added up dV from three uses of V. Let us check that as well. We give each step a copy of V of
# its own, as in lesson 04, and move one copy at a time.
#
# > **Predict:** what does the first copy add to dV? Look at what it is multiplied with.

# %% slideshow={"slide_type": "subslide"} minutes=0.75
first_copy = ask(
    "06 the first copy of V",
    "the largest part, because all later states depend on it",
    "as much as each of the others",
    "nothing",
)


# %% slideshow={"slide_type": "fragment"} minutes=0.5
def loss_with(copies):
    """The loss of all three steps, if step t uses its own copy of V."""
    z, loss = 0.0, 0.0
    for x_t, y_t, V_t in zip([1.0, 0.0, 0.0], [1.0, 0.0, 1.0], copies, strict=True):
        z = np.tanh(V_t * z + W * x_t)
        loss = loss + 0.5 * (U * z - y_t) ** 2
    return loss


def slope_when_moving(copies):
    """How the loss changes when the chosen copies move together."""
    step = tiny * np.array(copies)
    return (loss_with(V + step) - loss_with(V - step)) / (2 * tiny)


slopes = [slope_when_moving(one) for one in ([1, 0, 0], [0, 1, 0], [0, 0, 1])]
print("one copy at a time:", *(f"{slope:.2f}" for slope in slopes))
print("all together:      ", f"{slope_when_moving([1, 1, 1]):.2f}")
largest = np.argmax(np.abs(slopes)) == 0
first_copy.reveal(largest, not largest and slopes[0] != 0, slopes[0] == 0)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# The first copy is multiplied with the state before the first step, which is zero. The sum of the three is what one gets
# by moving all copies together. It is the dV of the stepper.
#
# </details>

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.25
# ## Three ways to the same gradient
#
# 1. walk back through the recorded graph (`gradient`),
# 2. use formulas derived by hand (`bptt`, which is faster),
# 3. move V a little and measure the slope.
#
# > **Predict:** which of the three does not give the exact gradient, even if we leave rounding aside?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
inexact = ask(
    "06 three ways to the gradient",
    "the graph",
    "the formulas",
    "the measured slope",
    "none: all three are exact",
)

# %% tags=["nbval-ignore-output"] slideshow={"slide_type": "fragment"} minutes=0.5
from rnnlib import bptt, gradient

by_graph = gradient(trace).V.item()
by_formula = bptt(small, x, y, squared_error)[1].V.item()
by_slope = sum(slopes)
print(f"graph    {by_graph:.13f}\nformulas {by_formula:.13f}\nmeasured {by_slope:.13f}")
rounding = 1e-14
apart = {
    "the graph": abs(by_graph - by_formula) > rounding and abs(by_graph - by_slope) > rounding,
    "the formulas": abs(by_formula - by_graph) > rounding and abs(by_formula - by_slope) > rounding,
    "the slope": abs(by_slope - by_graph) > rounding and abs(by_slope - by_formula) > rounding,
}
inexact.reveal(*apart.values(), not any(apart.values()))

# %% tags=["holds"]
assert np.isclose(by_graph, by_formula, rtol=1e-12, atol=0)
assert np.isclose(by_graph, by_slope, rtol=1e-7, atol=0)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.25
# <details><summary>Why</summary>
#
# All three values agree to ten decimals. Beyond that only the graph and the formulas agree, because the measured slope is
# an approximation: it moves V by a small amount, and not by an infinitely small one.
#
# </details>

# %% [markdown] slideshow={"slide_type": "subslide"} minutes=0.25
# ### The same check for every parameter

# %% slideshow={"slide_type": "subslide"} minutes=0.75
from rnnlib import gradient_check

gradient_check(small, x, y, squared_error, gradient=gradient(trace))

# %% [markdown] slideshow={"slide_type": "slide"} minutes=1.25
# ## A loss only at the end
#
# In lesson 03a there was one output, after the last word. We run our small network like that, too: still three steps,
# and a loss at the last one only.
#
# > **Predict:** how many gradients meet at z[1] now?

# %% slideshow={"slide_type": "subslide"} minutes=0.75
meeting = ask("06 a loss at the end", numbers=["gradients that meet at z[1]"])

# %% slideshow={"slide_type": "fragment"} minutes=0.5
at_the_end = record(small, x, [1.0], squared_error, read="last")
away = [arrow for arrow in unfolded(at_the_end).arrows if str(arrow.tail) == "z[1]"]
meeting.reveal(len(away))

# %% slideshow={"slide_type": "subslide"} minutes=0.75
step_backward(at_the_end)

# %% [markdown] slideshow={"slide_type": "notes"} minutes=0.5
# <details><summary>Why</summary>
#
# z[1] was used once, for z[2]. Therefore one gradient comes back. All that the first steps learn comes back along the
# chain of V, one step at a time. At each step it is multiplied by V and by a slope of tanh, and here it shrinks each time. What that means for
# long sequences is a topic of its own (lesson 10a).
#
# </details>

# %% slideshow={"slide_type": "skip"}
from rnnlib import tally

tally("06")

# %% [markdown] slideshow={"slide_type": "slide"} minutes=5
# ## Key points
#
# - A computational graph records what was computed from what. Any order that respects the arrows is a run.
# - The loop of the folded graph has a delay of one step. Unfolded, there is no circle.
# - Gradients go back along the arrows. Where a value was used twice, two gradients add.
# - A shared weight is used at every step, so its gradient is a sum over the steps.
#
# ## Common mistakes
#
# - *"The loop means that z depends on itself."* z[t] depends on z[t−1].
# - *"The unfolded network has more weights."* It has more boxes. The weights are the same ones.
# - *"At the fork, the gradient from the loss replaces the one from the future."* They add. Writing `=` where
#   `+=` is needed loses one of the two.
# - *"The gradient of x is of no use, because nobody changes the input to learn."* Here it is not needed. But where
#   another network computed x, its gradient is what trains that network: the layer below in a stacked RNN, the
#   embedding of lesson 11, the encoder of lesson 05c.
#
# ## Your turn
#
# 1. Give `small` the weight V = −0.7: `replace(small, V=-small.V)` (`from dataclasses import replace`).
#    Predict the sign of the share that z[1] gets from z[2]. Then step backward.
#    <details><summary>Solution</summary>`step_backward(record(replace(small, V=-small.V), x, y, squared_error))`.
#    Plus: 0.87 in place of −0.87, because it is multiplied by V. dz[1] = −1.04 + 0.87 = −0.17.</details>
# 2. Step forward and backward through a run with `z_init=[1.0]`. Which share of dV is not zero any more?
#    <details><summary>Solution</summary>`again = record(small, x, y, squared_error, z_init=[1.0])`, then
#    `step_forward(again)` and `step_backward(again)`. The first: dV = 0.74 + 0.97 + (−0.28) = 1.43. It is
#    multiplied by z_init, which is 1 now.</details>
# 3. Draw the operations of one step for a network with two outputs. Which shapes change?
#    <details><summary>Solution</summary>`from rnnlib import RNN`,
#    `two = RNN.initialise(5, 3, 2, rng=np.random.default_rng(0))`,
#    `operations_of_one_step(record(two, Vocabulary(words).one_hot(words)), t=1)`. U becomes 3×2, c 2, and Uᵀz, s
#    and f 1×2. Nothing below z changes.</details>
#
# **Exercises:** [E21 · A way back in order](../exercises/E21_a_way_back_in_order.ipynb) and [E07 · A computational graph by hand](../exercises/E07_graph_by_hand.ipynb).
#
# **Words:** [chain rule](14_glossary.ipynb#chain-rule), [computational graph](14_glossary.ipynb#computational-graph), [delay](14_glossary.ipynb#delay), [folded graph](14_glossary.ipynb#folded-graph), [unfolded graph](14_glossary.ipynb#unfolded-graph)
#
# **Next:** [07 · Output recurrence](07_output_recurrence.ipynb)
