"""What workflows write to GitHub: the comment and suggestions on a pull request, and the issues of what is run by date.

Run by the workflows of the default branch, never by a change's own. What a change's run left is data
of a stranger: it is limited in size, read by a strict model, shown through the same escaping as all
text, and goes only to the pull request whose newest commit that run was about.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests
from pydantic import ValidationError

sys.path.insert(0, str(Path(__file__).parents[2]))

from build_tools.authoring.fix import fixes
from build_tools.compare.changes import Changes  # the program is beside this script, not installed
from build_tools.compare.comment import GITHUB_LIMIT, MARKER, as_comment
from build_tools.diagnostics import Report
from build_tools.kinds import discover
from build_tools.reading.files import text_file

MAX_BYTES = 20_000_000
MAX_SUGGESTIONS = 20
ISSUES = {
    "links": ("<!-- weekly-link-check -->", "Addresses that need a look"),
    "upgrade": ("<!-- monthly-upgrade -->", "Python packages that cannot be upgraded"),
}
"""The first line by which an issue is found again, and its title."""
_HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class StopError(Exception):
    """What was left cannot be used; the message says why."""


@dataclass(frozen=True)
class GitHub:
    """The repository by GitHub's REST API, with the token of the workflow."""

    repository: str = field(default_factory=lambda: os.environ["GITHUB_REPOSITORY"])
    api: str = field(default_factory=lambda: os.environ.get("GITHUB_API_URL", "https://api.github.com"))
    token: str = field(default_factory=lambda: os.environ["GITHUB_TOKEN"], repr=False)

    def ask(self, method: str, path: str, body: object = None, accept: str = "application/vnd.github+json") -> Any:
        """Ask for a path of the repository; return what comes as JSON, or as text if that was asked for."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept": accept, "X-GitHub-Api-Version": "2022-11-28"}
        url = f"{self.api}/repos/{self.repository}/{path}"
        answer = requests.request(method, url, headers=headers, json=body, timeout=30)
        answer.raise_for_status()
        return answer.json() if accept.endswith("json") else answer.text

    def listed(self, path: str) -> Iterator[Any]:
        """Yield every item of a list, page by page."""
        for page in range(1, 31):
            items = self.ask("GET", f"{path}{'&' if '?' in path else '?'}per_page=100&page={page}")
            yield from items
            if len(items) < 100:
                return


def pull_request(folder: Path, github: GitHub) -> int:
    """Return the number of the pull request that a run was about.

    Raises:
        StopError: the run left no number, or one of another pull request.

    """
    number = _read(folder / "number").strip()
    if not re.fullmatch(r"[1-9]\d{0,8}", number):
        raise StopError("The run left no number of a pull request.")
    pull = github.ask("GET", f"pulls/{number}")
    if pull["head"]["sha"] != os.environ["HEAD_SHA"] or pull["state"] != "open":
        raise StopError(f"Pull request {number} is closed, or its newest commit is not the one that was checked.")
    return int(number)


def _read(path: Path) -> str:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_BYTES:
        raise StopError(f"{path.name} is no file, or too large.")
    return path.read_text("utf-8", "replace")


def comment(folder: Path, github: GitHub) -> str:
    """Write the one comment on what a change does, or write it anew."""
    number = pull_request(folder, github)
    try:
        changes = Changes.model_validate_json(_read(folder / "changes.json"))
    except ValidationError:
        raise StopError("What the run left is no list of changes.") from None
    tail = _preview(github)
    text = as_comment(changes, GITHUB_LIMIT - len(tail)) + tail
    return _keep_one(github, f"issues/{number}/comments", MARKER, text)


def _preview(github: GitHub) -> str:
    """Return where the site is with the change, if it could be built."""
    url = _run_url()
    kept = github.ask("GET", f"actions/runs/{url.rpartition('/')[2]}/artifacts?name=site")["artifacts"]
    if any(each["name"] == "site" and not each["expired"] for each in kept):
        return f"\nA preview of the site is the artifact “site” of [the run]({url}).\n"
    return f"\nThe site could not be built, so there is no preview: see [the run]({url}).\n"


def _run_url() -> str:
    url = os.environ["RUN_URL"]
    if not re.fullmatch(r"https://[\w.-]+(?:/[\w.-]+){2}/actions/runs/\d+", url):
        raise StopError("The run has no address.")
    return url


def _keep_one(github: GitHub, path: str, marker: str, text: str) -> str:
    for each in github.listed(path):
        if each["user"]["type"] == "Bot" and each["body"].startswith(marker):
            github.ask("PATCH", f"issues/comments/{each['id']}", {"body": text})
            return "The comment was written anew."
    github.ask("POST", path, {"body": text})
    return "The comment was written."


def suggest(folder: Path, github: GitHub) -> str:
    """Suggest what ``fix`` would write, on the lines of the change; what was suggested before is left out."""
    number = pull_request(folder, github)
    known = {
        (each["path"], each.get("line"), each["body"])
        for each in github.listed(f"pulls/{number}/comments")
        if each["user"]["type"] == "Bot"
    }
    found = [each for each in _suggestions(number, github) if (each["path"], each["line"], each["body"]) not in known]
    if not found:
        return "There is nothing to suggest."
    shown = found[:MAX_SUGGESTIONS]
    left = f" {len(found) - len(shown)} more are not shown." if len(found) > len(shown) else ""
    body = f"`python -m build_tools fix` would write this otherwise; the meaning stays the same.{left}"
    review = {"event": "COMMENT", "commit_id": os.environ["HEAD_SHA"], "body": body, "comments": shown}
    github.ask("POST", f"pulls/{number}/reviews", review)
    return f"{len(shown)} suggestions were written."


def _suggestions(number: int, github: GitHub) -> Iterator[dict[str, Any]]:
    kinds, sha = discover(), os.environ["HEAD_SHA"]
    for changed in github.listed(f"pulls/{number}/files"):
        path = changed["filename"]
        if changed["status"] == "removed" or not re.fullmatch(r"content/[\w./-]+\.yml", path) or ".." in path:
            continue
        text = github.ask("GET", f"contents/{quote(path)}?ref={sha}", accept="application/vnd.github.raw")
        file = text_file(path, text.encode("utf-8", "replace"), Report())
        if file.text is None:  # the check says what is wrong with it
            continue
        better = fixes([file], kinds).texts.get(path)
        if better is not None:
            yield from _of_file(path, text.splitlines(), better.splitlines(), changed.get("patch", ""))


def _of_file(path: str, old: list[str], new: list[str], patch: str) -> Iterator[dict[str, Any]]:
    """Yield a suggestion for each run of lines that differs and lies within the lines of the change."""
    shown = {line for hunk in _HUNK.finditer(patch) for line in range(int(hunk[1]), int(hunk[1]) + int(hunk[2] or 1))}
    for start, end, first, last in _replaced(old, new):
        if start < end and set(range(start + 1, end + 1)) <= shown:
            span: dict[str, Any] = {"line": end, "side": "RIGHT"}
            span |= {"start_line": start + 1, "start_side": "RIGHT"} if end - start > 1 else {}
            yield {"path": path, **span, "body": _suggestion(new[first:last])}


_MOST_LINES = 2000
"""Of a longer file nothing is suggested, for to compare it takes too long; the check still tells of it."""


def _replaced(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the lines that differ, as start and end in both; what is put in takes the line before it along."""
    if max(len(old), len(new)) > _MOST_LINES:
        return
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "insert" and start:
            yield start - 1, end, first - 1, last
        elif tag == "insert":
            yield start, end + 1, first, last + 1
        elif tag != "equal":
            yield start, end, first, last


def _suggestion(lines: list[str]) -> str:
    """Return a suggestion in a fence that is longer than any within it (GitHub Flavored Markdown, section 4.5)."""
    text = "\n".join(lines)
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 3)
    return f"{fence}suggestion\n{text}\n{fence}" if lines else f"{fence}suggestion\n{fence}"


def issue(name: str, text: str, found: bool, github: GitHub) -> str:
    """Keep one issue of a name: open or update it when there is something to tell, and close it when there is not."""
    marker, title = ISSUES[name]
    listed = github.listed("issues?state=open&creator=github-actions%5Bbot%5D")
    kept = next((each for each in listed if (each.get("body") or "").startswith(marker)), None)
    body = f"{marker}\n{text}"[:GITHUB_LIMIT]
    if found and kept:
        github.ask("PATCH", f"issues/{kept['number']}", {"body": body})
        return "The issue was updated."
    if found:
        github.ask("POST", "issues", {"title": title, "body": body})
        return "The issue was opened."
    if kept:
        github.ask("PATCH", f"issues/{kept['number']}", {"body": body, "state": "closed"})
        return "The issue was closed."
    return "There is nothing to tell."


def main(verb: str, *arguments: str) -> int:
    """Do what a workflow asks for; a change that left nothing usable is told, and nothing is written."""
    github = GitHub()
    try:
        if verb == "issue":
            name, file, found = arguments
            print(issue(name, Path(file).read_text("utf-8"), found == "1", github))
        else:
            print({"comment": comment, "suggest": suggest}[verb](Path(arguments[0]), github))
    except StopError as stop:
        print(f"::notice::{stop}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
