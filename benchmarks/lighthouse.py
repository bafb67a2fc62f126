"""Lighthouse on a phone: the median of five runs on the pages that readers see first.

Run ``python -m benchmarks.lighthouse [site]``; Chromium is found by itself, or named by CHROME_PATH.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.chromium import FLAGS, found
from tests.server import Gzipped, serving

TOOL = Path(__file__).parent.parent / "tests" / "tools" / "node_modules" / ".bin" / "lighthouse"
PAGES = ("index.html", "provisions/guarantors.html", "dimensions/index.html", "events/index.html")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MEASURES = {
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
    "total-byte-weight": "bytes",
}
RUNS = 5


def run(address: str) -> dict[str, float]:
    """Return the scores (0 to 100) and the measures of one run on a page, with Lighthouse's mobile settings."""
    flags = " ".join(["--headless=new", *FLAGS])
    command = [str(TOOL), address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={"CHROME_PATH": found(), **os.environ}
    )
    report = json.loads(done.stdout)
    scores = {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}
    return scores | {name: report["audits"][id]["numericValue"] for id, name in MEASURES.items()}


def main(site: Path) -> None:
    """Print the median of each score and measure, a page a line."""
    with serving(site, Gzipped) as address:
        for page in PAGES:
            runs = [run(f"{address}/{page}") for _ in range(RUNS)]
            print(page, {name: round(median(each[name] for each in runs), 3) for name in runs[0]}, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "site"))
