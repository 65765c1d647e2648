"""nbgrader on the hub: one course, one exchange; found through JUPYTER_CONFIG_PATH."""

import os

c = get_config()  # noqa: F821 (nbgrader gives it)

c.CourseDirectory.course_id = "rnn"
c.Exchange.root = os.environ.get("COURSE_EXCHANGE", "/srv/rnn/exchange")
