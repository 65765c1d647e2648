"""Different right answers to E12; each must be accepted."""

VARIANTS = {
    "E12.forward_order": (
        lambda: "G B C E A F",
        lambda: "b,g,c,e,a,f",
        lambda: "  GBCEFA\n",
        lambda: ["B", "G", "C", "E", "F", "A"],
        lambda: "B -> G -> C -> E -> F -> A.",
    ),
    "E12.backward_order": (
        lambda: "F C E D G A",
        lambda: "c f e g d a",
        lambda: "FC, E, GD, A",
        lambda: tuple("CFEDGA"),
    ),
}
