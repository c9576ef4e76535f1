# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The suites that CMake registered (castellan_test, castellan_script_test), and the choice among them."""
import dataclasses
import fnmatch
import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

# Run on request only: they need a real peer, or a quiet machine.
BY_REQUEST = {"interop", "bench"}


@dataclass
class Suite:
    name: str
    command: list[str]
    labels: set[str] = field(default_factory=set)
    timeout: float = 600
    environment: dict[str, str] = field(default_factory=dict)
    directory: str | None = None
    functions: list[str] = field(default_factory=list)  # only these; empty: all

    @property
    def language(self) -> str:
        return "tap" if "tap" in self.labels else "qt"


def _as_suite(test: dict) -> Suite:
    properties = {each["name"]: each["value"] for each in test.get("properties", [])}
    return Suite(
        name=test["name"],
        command=test.get("command", []),
        labels=set(properties.get("LABELS", [])),
        timeout=float(properties.get("TIMEOUT", 600)),
        environment=dict(each.split("=", 1) for each in properties.get("ENVIRONMENT", [])),
        directory=properties.get("WORKING_DIRECTORY"),
    )


def from_ctest(build: Path) -> list[Suite]:
    answer = subprocess.run(["ctest", "--test-dir", str(build), "--show-only=json-v1"], check=True, capture_output=True)
    return [_as_suite(test) for test in json.loads(answer.stdout)["tests"]]


def from_file(path: Path) -> list[Suite]:
    """The same list from a file in CTest's JSON format."""
    return [_as_suite(test) for test in json.loads(path.read_text())["tests"]]


def each_function(suites: list[Suite]) -> list[Suite]:
    """The same, with a suite named `suite::function` for each function of a Qt Test program."""
    found = []
    for suite in suites:
        if suite.language != "qt":
            found.append(suite)
            continue
        functions = suite.functions
        if not functions:
            environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
            listed = subprocess.run([*suite.command, "-functions"], capture_output=True, text=True, env=environment)
            functions = [line.removesuffix("()") for line in listed.stdout.split()]
        found += [dataclasses.replace(suite, name=f"{suite.name}::{each}", functions=[each]) for each in functions]
    return found


def choose(suites: list[Suite], names: list[str], label: str | None) -> list[Suite]:
    """Those named (`suite`, `suite::function`, wildcards), or with the label, or all that need no request.

    Raises ValueError for a name that no suite has.
    """
    if label:
        suites = [suite for suite in suites if label in suite.labels]
    if not names:
        return suites if label else [suite for suite in suites if not suite.labels & BY_REQUEST]
    chosen: dict[str, Suite] = {}
    for name in names:
        pattern, _, function = name.partition("::")
        found = [s for s in suites if any(fnmatch.fnmatch(s.name, p) for p in (pattern, f"test_{pattern}"))]
        if not found:
            raise ValueError(f"no suite is called '{pattern}'; there are: {' '.join(s.name for s in suites)}")
        for suite in found:
            if function:
                suite.functions.append(function)
            chosen[suite.name] = suite
    return list(chosen.values())
