"""Start the Chromium that this machine has."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def found() -> str:
    """Return the path of the machine's Chromium."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert path, "No Chromium here: on Debian, 'sudo apt-get install chromium'."
    return path


@contextmanager
def launched(playwright: Playwright) -> Iterator[Browser]:
    """Yield a Chromium without a window, and close it afterwards."""
    browser = playwright.chromium.launch(executable_path=found(), args=FLAGS)
    yield browser
    browser.close()
