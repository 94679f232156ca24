"""Settings of the whole suite."""

import os

from hypothesis import settings

# No deadline, as the first call of a kernel may have to compile it. The same examples every time,
# so that a red run is about the change at hand; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
