# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""The files that every object file was really made from: the compiler's dependency lists, kept by Ninja."""
import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_TARGET = re.compile(r"CMakeFiles/([^/]+)\.dir/")


@dataclass(frozen=True)
class Object:
    target: str  # the CMake target that it belongs to
    source: str  # relative to the tree, or absolute when generated
    files: frozenset[str]  # the source and all files it includes: relative to the tree, absolute outside of it


def _all_lists(build: Path) -> dict[str, list[str]]:
    said = subprocess.run(["ninja", "-C", str(build), "-t", "deps"], check=True, capture_output=True, text=True).stdout
    lists: dict[str, list[str]] = {}
    current: list[str] = []
    for line in said.splitlines():
        if line.startswith("    "):
            current.append(line.strip())
        elif ": #deps" in line:
            current = lists.setdefault(line.partition(": #deps")[0], [])
    return lists


def _place(path: str, build: Path) -> str:
    absolute = os.path.normpath(build / path)
    inside = os.path.relpath(absolute, ROOT)
    return absolute if inside.startswith("..") or inside.startswith("build/") else inside


def objects(build: Path) -> list[Object]:
    """The compiled objects of the build's compile commands, with precompiled headers unfolded."""
    lists = _all_lists(build)
    found = []
    for command in json.loads((build / "compile_commands.json").read_text()):
        match = re.search(r" -o (\S+)", command["command"])
        output = command.get("output") or match.group(1)
        target = _TARGET.search(output)
        if output not in lists or target is None:
            continue
        files = list(lists[output])
        for each in list(files):
            if each.endswith(".pch"):
                files += lists.get(os.path.relpath(build / each, build), [])
        found.append(
            Object(target.group(1), _place(command["file"], build), frozenset(_place(each, build) for each in files))
        )
    return found
