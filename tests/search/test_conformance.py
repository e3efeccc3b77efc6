"""Our backend passes all that modelsearch asks of a backend, in a process with the models of its suite."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SUITE = "tests.search.conformance"


@pytest.mark.slow
def test_all_that_modelsearch_asks_of_a_backend():
    command = [sys.executable, "-m", "django", "test", f"{SUITE}.suite", f"--settings={SUITE}.settings", "--noinput"]
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"Ran 120 tests in .*\n\nOK\n", done.stderr), done.stderr
