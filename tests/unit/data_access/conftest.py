"""How hypothesis runs here: no time limit on one example, because a busy machine is not a fault."""

from hypothesis import settings

settings.register_profile("data_access", deadline=None, max_examples=50)
settings.load_profile("data_access")
