"""Summarizes Maven's test reports: counts, failures, the slowest classes. Usage: summary.py FOLDER..."""

import glob
import sys
import xml.etree.ElementTree as ElementTree

suites, broken = [], []
for folder in sys.argv[1:]:
    for report in sorted(glob.glob(folder + "/TEST-*.xml")):
        suite = ElementTree.parse(report).getroot()
        suites.append(suite)
        for case in suite.iter("testcase"):
            for kind in ("failure", "error"):
                if case.find(kind) is not None:
                    message = (case.find(kind).get("message") or "").splitlines()[:1]
                    broken.append(f"{kind}: {case.get('classname')}.{case.get('name')}: {''.join(message)[:200]}")

total = {key: sum(int(suite.get(key) or 0) for suite in suites) for key in ("tests", "failures", "errors", "skipped")}
seconds = {suite.get("name"): float((suite.get("time") or "0").replace(",", "")) for suite in suites}
print("tests: " + ", ".join(f"{count} {key}" for key, count in total.items()) + f", {sum(seconds.values()):.0f} s")
for name, time in sorted(seconds.items(), key=lambda entry: -entry[1])[:10]:
    print(f"{time:8.1f} s  {name}")
print("\n".join(broken))
