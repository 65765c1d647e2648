"""Different right answers to E21; each must be accepted."""

VARIANTS = {
    "E21.way_back_order": (
        lambda: "D G C A F B",
        lambda: "g, d, c, a, f, b",
        lambda: list("GCDAFB"),
    )
}
