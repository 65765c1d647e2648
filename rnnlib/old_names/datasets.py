"""The old name of `rnnlib.data.sentences`, for notebooks of edition 0.1."""

import sys

from rnnlib.data.batches import *  # noqa: F403
from rnnlib.data.reviews import main
from rnnlib.data.sentences import *  # noqa: F403

if __name__ == "__main__":
    sys.exit(main())
