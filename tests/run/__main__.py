# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Runs the suites and ends with one line: `N passed, N failed, N skipped`. See `--help` and CONTRIBUTING.md."""
import argparse
import concurrent.futures
import os
import subprocess
import sys
import time
from pathlib import Path

import skips
from outcome import Outcome, judge
from suites import Suite, choose, each_function, from_ctest, from_file
from surroundings import Surroundings, end

ROOT = Path(__file__).resolve().parent.parent.parent


def run(suite: Suite, work: Path) -> tuple[Outcome, str]:
    """Runs one suite in surroundings of its own; its whole output is also in work/output.txt."""
    command = suite.command + suite.functions
    if not suite.command or not Path(suite.command[0]).exists():
        return Outcome(died=f"there is no program {suite.command[:1]}; was it built?"), ""
    try:
        with Surroundings(work, suite.labels) as around:
            with open(work / "output.txt", "wb") as output:
                process = subprocess.Popen(
                    command,
                    env=around.environment | suite.environment,
                    cwd=suite.directory or work,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
                timed_out = None
                try:
                    process.wait(suite.timeout)
                except subprocess.TimeoutExpired:
                    timed_out = suite.timeout
                finally:
                    end(process)
    except (OSError, RuntimeError) as problem:
        return Outcome(died=f"its surroundings did not start: {problem}"), ""
    text = (work / "output.txt").read_text(errors="replace")
    return judge(text, suite.language, process.returncode, timed_out), text


def tell(suite: Suite, outcome: Outcome, text: str, seconds: float, log: Path):
    verdict = "ok  " if outcome.ok else "FAIL"
    counts = f"{len(outcome.passed)} passed"
    counts += f", {len(outcome.failed)} failed" if outcome.failed else ""
    counts += f", {len(outcome.skipped)} skipped" if outcome.skipped else ""
    print(f"{verdict} {suite.name:<32} {counts:<32} {seconds:6.1f} s", flush=True)
    for name, why in outcome.skipped.items():
        print(f"       skipped {name}: {why}")
    if outcome.ok:
        return
    if outcome.died:
        print(f"       died: {outcome.died}")
    lines = text.splitlines()
    shown = lines[-60:] if outcome.died else _around_failures(lines)
    for line in shown:
        print(f"       | {line}")
    print(f"       all of it: {log}", flush=True)


def _around_failures(lines: list[str]) -> list[str]:
    """Each failure with its explanation: up to its location in Qt Test, all comment lines in TAP."""
    shown: list[str] = []
    explaining = False
    for line in lines:
        if line.startswith(("FAIL!", "XPASS", "not ok")):
            explaining = True
        elif not line.startswith(("   ", "#")):
            explaining = False
        if explaining:
            shown.append(line)
    return shown[:150]


def run_all(suites: list[Suite], build: Path, jobs: int) -> dict[str, Outcome]:
    results: dict[str, Outcome] = {}

    def one(suite: Suite):
        work = build / "tests" / "work" / suite.name.replace("::", ".")
        begin = time.monotonic()
        outcome, text = run(suite, work)
        tell(suite, outcome, text, time.monotonic() - begin, work / "output.txt")
        results[suite.name] = outcome

    together = [suite for suite in suites if "alone" not in suite.labels]
    # The toolchain first: with a faulty compiler no other result means anything.
    together.sort(key=lambda suite: "toolchain" not in suite.labels)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for done in [pool.submit(one, suite) for suite in together]:
            done.result()
    for suite in suites:
        if "alone" in suite.labels:
            one(suite)
    return results


def conclude(results: dict[str, Outcome], allowed: dict[str, str], in_ci: bool) -> int:
    """Prints the failures, ends with the line of totals, and returns the exit code."""
    suite_of = {name: name.partition("::")[0] for name in results}
    passed = sum(len(outcome.passed) for outcome in results.values())
    failed = sum(len(outcome.failed) + bool(outcome.died) for outcome in results.values())
    skipped = [f"{suite_of[suite]}::{name}" for suite, outcome in results.items() for name in outcome.skipped]
    unlisted = [name for name in skipped if not skips.is_allowed(name, allowed)] if in_ci else []
    for suite, outcome in sorted(results.items()):
        for name in sorted(outcome.failed):
            print(f"failed: {suite_of[suite]}::{name}")
        if outcome.died:
            print(f"died: {suite}: {outcome.died}")
    for name in unlisted:
        print(f"skipped, and not named in tests/allowed-skips.txt: {name}")
    if passed == 0:
        print("nothing passed")
    print(f"{passed} passed, {failed} failed, {len(skipped)} skipped", flush=True)
    return 0 if passed and not failed and not unlisted else 1


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests/run", description=__doc__)
    parser.add_argument("--preset", default="dev", help="whose build folder holds the suites")
    parser.add_argument("--suites", type=Path, help="take the suites from this file instead of from CMake")
    parser.add_argument("--work", type=Path, help="where suites get their homes (default: the build folder)")
    parser.add_argument("--label", help="only suites with this label")
    parser.add_argument("--each", action="store_true", help="run every function of a Qt Test program in a process of its own")
    parser.add_argument("--targets", action="store_true", help="only print the build targets of the suites")
    parser.add_argument("--surround", metavar="LABEL", help="run one program in the surroundings of such a suite")
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 2, 4))
    parser.add_argument("names", nargs="*", metavar="NAME", help="SUITE or SUITE::FUNCTION; * is a wildcard")
    options = parser.parse_args()
    build = options.work or ROOT / "build" / options.preset

    if options.surround:
        with Surroundings(build / "tests" / "work" / "surround", {options.surround}) as around:
            return subprocess.call(options.names, env=around.environment)
    try:
        suites = from_file(options.suites) if options.suites else from_ctest(build)
        chosen = choose(suites, options.names, options.label)
    except ValueError as problem:
        print(f"tests/run: {problem}", file=sys.stderr)
        return 2
    if options.targets:
        print(" ".join(suite.name for suite in chosen))
        return 0
    if options.each:
        chosen = each_function(chosen)
    allowed = skips.read(ROOT / "tests" / "allowed-skips.txt")
    return conclude(run_all(chosen, build, options.jobs), allowed, bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
