"""Time the preview: from an edit of a file to the new words in an open browser, on the real content.

Run ``python -m benchmarks.serve``. A copy of the project is previewed in Chromium; each line gives
the median and the slowest of ten edits of one sort, in milliseconds.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.chromium import launched
from tests.conftest import PROJECT
from tests.previewing import copy_program, previewing

RUNS = 10


def _yaml(root: Path, word: str) -> None:
    path = root / "content" / "provisions" / "alliances.yml"
    first, rest = (PROJECT / "content" / "provisions" / "alliances.yml").read_text("utf-8").split("one_line: ", 1)
    path.write_text(f"{first}one_line: {word} {rest}", "utf-8")


def _prose(root: Path, word: str) -> None:
    (root / "docs" / "about.md").write_text((PROJECT / "docs" / "about.md").read_text("utf-8") + f"\n{word}\n", "utf-8")


def _template(root: Path, word: str) -> None:
    original = PROJECT / "build_tools" / "theme" / "partials" / "footer.html"
    copy = root / "build_tools" / "theme" / "partials" / "footer.html"
    copy.write_text(f"<p>{word}</p>{original.read_text('utf-8')}", "utf-8")


EDITS: dict[str, tuple[str, Callable[[Path, str], None]]] = {
    "YAML": ("provisions/alliances.html", _yaml),
    "prose": ("about.html", _prose),
    "template": ("index.html", _template),
}


def _measure(root: Path, page: Page, edit: Callable[[Path, str], None]) -> float:
    """Return the milliseconds until a word that no page has shows in the open one."""
    word = f"Qx{time.monotonic_ns()}"
    start = time.perf_counter()
    edit(root, word)
    page.wait_for_function(f"document.body && document.body.textContent.includes('{word}')", polling=10)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Print one line for each sort of edit."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, launched(playwright) as browser:
        root = Path(folder)
        for part in ("content", "docs"):
            shutil.copytree(PROJECT / part, root / part)
        copy_program(root)
        with previewing(root) as preview:
            for name, (address, edit) in EDITS.items():
                page = browser.new_context(bypass_csp=True).new_page()  # to look for words in it
                page.goto(preview.url + address)
                times = [_measure(root, page, edit) for _ in range(RUNS)]
                print(f"{name:>9}  median {statistics.median(times):5.0f} ms  slowest {max(times):5.0f} ms")
                page.close()


if __name__ == "__main__":
    main()
