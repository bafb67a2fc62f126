"""Write a topic of any size: the second topic of the tests, with invented questions and sources."""

import shutil
from pathlib import Path

from build_tools.kinds.sources.quoted import fingerprint
from tests.conftest import make_topic

SOURCE = """type: news
class: press
title: Report {n}
publisher: The Lake Post
date: 1999-05-{day:02}
locators: page 1-40
seen: full
excerpts:
  - at: page {page}
    text: The keeper of lamp {n} said that the lake was calm.
    taken: 1999-06-01
    hash: "{hash}"
"""
QUESTION = """q: What did the keeper of lamp {n} say?
short: |
  The lake was calm, the keeper said. [@report-{n}, page {page}, "lake was calm"]
a: |
  The keeper of lamp {n} spoke in May 1999. [@report-{n}, page {page}] She said that “the lake was calm”.
  [@report-{n}, page {page}, "the lake was calm"]

  - The report names the lamp. [@report-{n}; @report-{other}, pages 2-3]
  - Nobody said otherwise. [@report-{other}]
order: {n}
see:
  - lake-pact
terms:
  - lifeguard
"""


def write(root: Path, entries: int) -> Path:
    """Write a topic of about so many entries, half of them sources, half of them questions."""
    shutil.rmtree(root, ignore_errors=True)
    make_topic(root)
    half = entries // 2
    for n in range(1, half + 1):
        hash = fingerprint(f"The keeper of lamp {n} said that the lake was calm.")
        values = {"hash": hash, "n": n, "other": n % half + 1, "day": n % 28 + 1, "page": n % 40 + 1}
        (root / "content" / "sources" / f"report-{n}.yml").write_text(SOURCE.format(**values), "utf-8")
        (root / "content" / "questions" / f"lamp-{n}.yml").write_text(QUESTION.format(**values), "utf-8")
    return root
