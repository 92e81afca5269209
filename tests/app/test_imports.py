"""A view's module, with the charts, maps and statistics it brings, is imported when the view is shown."""

import json
import os
import subprocess
import sys

import pytest

from components.registry import PAGES, list_views
from tests.app.reading import ROOT

MODULES = {f"components.views.{entry.topic}.{code}" for entry in PAGES for code in list_views(entry)}
OPEN = """
import json, sys
from tests.app.reading import open_page
at = open_page(sys.argv[1], **json.loads(sys.argv[2]))
assert not at.exception and not at.error, (at.exception, at.error)
print(json.dumps(list(sys.modules)))
"""


@pytest.mark.parametrize(
    ("topic", "params", "shown"),
    [("overview", {}, "overview"), ("casualties", {"view": "profile"}, "profile"), ("threats", {}, "picture")],
)
def test_opening_a_view_imports_no_other_view(topic: str, params: dict[str, str], shown: str, duckdb_app):
    # An interpreter of its own: this one has imported every view by now.
    run = subprocess.run(
        [sys.executable, "-c", OPEN, topic, json.dumps(params)],
        cwd=ROOT,
        env=os.environ | {"STORE_URL": duckdb_app.store_url, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    loaded = set(json.loads(run.stdout.splitlines()[-1]))
    assert loaded & MODULES == {f"components.views.{topic}.{shown}"}
