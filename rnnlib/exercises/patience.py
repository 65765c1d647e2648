"""Code that does not end: after some seconds a sentence says so, and how it can be stopped.

Linux, macOS, Windows   a thread waits and says it. Interrupt raises KeyboardInterrupt in the
                        answer, and `check` turns that into one sentence.
in the browser          there are no threads, and not every page has an Interrupt. So each jump
                        of a loop looks at the clock (`sys.monitoring`, from Python 3.12 on). It
                        says the sentence, and after a minute it stops the answer itself.
"""

import sys
import threading
import time
from contextlib import contextmanager

SECONDS, IN_THE_BROWSER = 5.0, 60.0
STILL = (
    "{name} has been running for {seconds:g} s: perhaps a loop in it does not end. Stop it with "
    "Interrupt, the button ■, or the keys Esc, I, I. (In a terminal: Ctrl+C.)"
)


class Stopped(BaseException):
    """The answer was stopped because nobody else can stop it; `except Exception` keeps out."""


@contextmanager
def patience(name, seconds=SECONDS):
    """While the body runs: say after some seconds that it still does, and how to stop it."""
    text = STILL.format(name=name, seconds=seconds)
    timer = threading.Timer(seconds, print, (text,), {"flush": True})
    timer.daemon = True
    try:
        timer.start()
    except RuntimeError:  # no threads here
        with watched_loops(text, seconds, IN_THE_BROWSER):
            yield
        return
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def watched_loops(text, seconds, limit):
    """The same without a thread: loops look at the clock; after `limit` seconds `Stopped`."""
    monitoring = getattr(sys, "monitoring", None)
    tool = 4  # of the six numbers that tools may take, one that is kept for nobody
    if monitoring is None or monitoring.get_tool(tool):
        yield
        return
    begin, said = time.monotonic(), []

    def look(*_):
        passed = time.monotonic() - begin
        if passed > seconds and not said:
            said.append(text)
            print(text, flush=True)
        if passed > limit:
            monitoring.set_events(tool, 0)  # what clears up after the answer is not stopped
            raise Stopped

    events = monitoring.events.JUMP | monitoring.events.BRANCH
    monitoring.use_tool_id(tool, "rnnlib")
    try:
        for event in (monitoring.events.JUMP, monitoring.events.BRANCH):
            monitoring.register_callback(tool, event, look)
        monitoring.set_events(tool, events)
        yield
    finally:
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
