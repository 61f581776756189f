"""Speed and answer quality, side by side with simpler ways to do the same."""

import os

from knowledge.cores import one_thread_each

one_thread_each(os.environ)
