# %% [markdown] slideshow={"slide_type": "slide"} minutes=1
# # Recurrent neural networks
#
# An introduction

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## t = 0: "This"

# %% lesson="03" slideshow={"slide_type": "-"}
walkthrough(trace, words, t=0)

# %% [markdown] slideshow={"slide_type": "slide"} minutes=2
# ## All of it

# %% lesson="03" slideshow={"slide_type": "-"}
step_through(trace, words)
