"""The website, built once for all of these tests; they are skipped where its tools are missing."""

from pathlib import Path

import pytest

from helpers.authoring import Course
from helpers.authoring.site import build_site


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The folder of the built pages."""
    for name in ("sphinx", "myst_nb", "sphinx_book_theme"):
        pytest.importorskip(name, reason='needs the tools of: python -m pip install -e ".[site]"')
    return build_site(Course(), tmp_path_factory.mktemp("site")).parent
