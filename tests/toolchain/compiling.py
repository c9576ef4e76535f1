# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""A piece of C++ through the build's own compiler, with its options, to see what it refuses."""
import os
import shlex
import subprocess
import tempfile
from pathlib import Path

COMPILER = os.environ["CXX_COMPILER"]
SOURCES = os.environ["SOURCES"]
FLAGS = shlex.split(os.environ["FLAGS"])


def is_clang():
    said = subprocess.run([COMPILER, "--version"], capture_output=True, text=True, check=True).stdout
    return "clang" in said


def compiled(text):
    """The compiler's exit code and words."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "piece.cpp")
        source.write_text(text)
        run = subprocess.run(
            [COMPILER, "-std=c++20", *FLAGS, f"-I{SOURCES}", "-fsyntax-only", str(source)],
            capture_output=True,
            text=True,
            env=os.environ | {"LC_ALL": "C"},
        )
        return run.returncode, run.stderr
