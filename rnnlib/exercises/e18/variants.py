"""Different right answers to E18; each must be accepted."""


def not_wanders():
    return "This is not bad but good.", "This is bad but not good."


def the_other_way_round():
    return ["It is good but bad.", "It is bad but good."]


def four_with_nothing_else():
    return ("good", "not bad"), ("bad", "not good")


def with_more_than_needed():
    positive = ["This film is great.", "The film isn't awful.", "It is not bad but very good."]
    negative = ["This film isn't great.", "The film is awful.", "This film is never great."]
    return {"positive": positive, "negative": negative}


def longer_ones():
    positive = ("the food is not bad but the story is great", "this is good but it isn't sad.")
    return positive, "There is nothing nice about it but the plan is awful."


VARIANTS = {
    "E18.same_bag": (not_wanders, the_other_way_round),
    "E18.bag_but_no_line": (four_with_nothing_else, with_more_than_needed),
    "E18.exposing": (longer_ones, lambda: [["this is good but nice"], ["this is bad but sad"]]),
}
