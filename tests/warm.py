"""What a build finds out once and keeps, found out when this is imported: processes that are forked later have it."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from build_tools import pipeline
from build_tools.diagnostics import Report
from tests.conftest import make_topic

with TemporaryDirectory() as folder, patch("os.sched_getaffinity", lambda _process: {0}, create=True):
    pipeline.build(make_topic(Path(folder) / "topic"), Report())
