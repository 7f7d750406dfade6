"""Sets of nginx, replicas and public pages that tests share."""

import pytest
from whole_set import serving_all, small_disk


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """A set that tests share, and leave as it is."""
    with serving_all(tmp_path_factory.mktemp("shared")) as one:
        yield one


@pytest.fixture(scope="module")
def shaken(tmp_path_factory):
    """A set of the tests of one file, which may do harm to it.

    Its folder is a small disk of its own where this machine lets a test have one.
    """
    base = tmp_path_factory.mktemp("shaken")
    with small_disk(base / "serve") as has_disk, serving_all(base) as one:
        one.has_disk = has_disk
        yield one
