"""The command line says what it does, and ends with the code that scripts rely on."""

import errno
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_tools import commands
from tests.conftest import PROJECT


def run(*arguments: str, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, in a pipe."""
    command = [sys.executable, "-m", "build_tools", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_help_names_every_verb() -> None:
    """The help lists the verbs with what they do."""
    done = run("--help")
    assert done.returncode == 0
    for verb in ("build", "check", "new", "serve"):
        assert f"  {verb} " in done.stdout
        assert run(verb, "--help").returncode == 0


def test_a_misspelt_verb_is_told_what_it_is_meant_to_be() -> None:
    """Who writes "chekc" learns of "check"."""
    assert "There is no command 'chekc'. Did you mean 'check'?" in run("chekc").stderr


@pytest.mark.parametrize("arguments", [
    ["chek"],
    ["check", "--rooot", "."],
    ["check", "--root", "no-such-folder"],
    ["new", "sorces", "x"],
    ["new", "sources"],
    ["new", "sources", "Bad Id"],
    ["new", "sources", "../escape"],
    ["new", "sources", "con"],
    ["new", "site", "other"],
])  # fmt: skip
def test_wrong_usage_ends_with_2(arguments: list[str], tmp_path: Path) -> None:
    """Wrong usage is told in a line or two, without a traceback, and writes nothing."""
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_new_does_not_overwrite(topic: Path) -> None:
    """A file that is there stays as it is."""
    before = (topic / "content" / "terms" / "sailor.yml").read_text("utf-8")
    assert run("new", "terms", "sailor", "--root", str(topic)).returncode == 2
    assert (topic / "content" / "terms" / "sailor.yml").read_text("utf-8") == before


def test_problems_end_with_1_and_a_count(topic: Path) -> None:
    """All problems of all files are listed on the standard output, sorted by file, and counted at the end."""
    (topic / "content" / "terms" / "sailor.yml").write_text("term: Sailor\nshrt: x\n", "utf-8")
    (topic / "content" / "actors" / "northtown.yml").write_text("full_name: [\n", "utf-8")
    for verb in ("check", "build"):
        done = run(verb, "--root", str(topic))
        assert done.returncode == 1
        heads = [line for line in done.stdout.splitlines() if re.match(r"content/| {2}\d", line)]
        assert heads == [
            "content/actors/northtown.yml",
            "  1:12 error yaml-syntax",
            "content/terms/sailor.yml",
            "  2:1 error unknown-field",
        ]
        assert done.stdout.endswith("2 problems in 2 files: 2 errors.\n")
        assert not (topic / "site").exists()


def test_problems_of_some_files_alone(topic: Path) -> None:
    """Files and folders that are named have their problems listed, and decide how the check ends."""
    (topic / "content" / "terms" / "sailor.yml").write_text("term: Sailor\nshrt: x\n", "utf-8")
    done = run("check", "content/actors", "content/sources/gazette.yml", cwd=topic)
    assert done.returncode == 0
    assert done.stdout.endswith(" entries checked, nothing wrong in what is named.\n")
    done = run("check", "content/terms", cwd=topic)
    assert done.returncode == 1
    assert done.stdout.endswith("1 problem in 1 file: 1 error.\n")
    assert run("check", ".", cwd=topic).returncode == 1
    (topic / "notes.yml").write_text("term: Sailor\nshrt: x\n", "utf-8")
    done = run("check", "content/actors", "notes.yml", cwd=topic)
    assert done.returncode == 2
    assert "notes.yml is not in content/ or docs/, where what is checked stands." in done.stderr


def test_a_misspelt_folder_is_told_once(topic: Path) -> None:
    """Its files are counted, no reference to them is called wrong, and each file alone has the mistake."""
    (topic / "content" / "sources").rename(topic / "content" / "sorces")
    done = run("check", "--format", "lines", "--root", str(topic))
    assert re.fullmatch(
        r"content/sorces/gazette\.yml:1:1: error: unknown-folder: The folder 'content/sorces' is no kind of entry "
        r"\(2 files\)\. Did you mean 'sources'\? .+\n",
        done.stdout,
    )
    alone = run("check", "--root", str(topic), str(topic / "content" / "sorces" / "pact-text.yml"))
    assert alone.returncode == 1
    assert "1 problem in 1 file: 1 error." in alone.stdout


def test_a_site_that_is_not_made_yet_is_told_how_to(topic: Path) -> None:
    """What is done with a site says how to make one."""
    for verb in ("check-site", "verify"):
        done = run(verb, cwd=topic)
        assert done.returncode != 0
        assert "Make the site first" in done.stderr


def test_a_mistake_leaves_the_published_site(topic: Path) -> None:
    """After a good build, a bad one changes nothing in site/ or build/docs."""
    assert run("build", "--root", str(topic)).returncode == 0
    before = {path: path.read_bytes() for path in (topic / "site").rglob("*") if path.is_file()}
    (topic / "content" / "site.yml").write_text("title: x\n", "utf-8")
    assert run("build", "--root", str(topic)).returncode == 1
    assert {path: path.read_bytes() for path in (topic / "site").rglob("*") if path.is_file()} == before


def test_what_the_surroundings_refuse_ends_with_3(topic: Path) -> None:
    """A file or folder that cannot be written is told in one form by every verb, with a code of its own."""
    for path in (topic / "schemas", topic / "build"):
        path.write_text("in the way", "utf-8")
    for verb, path in (("schema", topic / "schemas"), ("build", topic / "build")):
        done = run(verb, "--root", str(topic))
        assert done.returncode == 3
        assert done.stderr.startswith(f"Error: {path}: File exists.")
    assert "3 the machine, the disk or the" in run("--help").stdout


@pytest.mark.parametrize("arguments", [["--help"], ["check"], ["check", "--format", "json"], ["stats"]])
def test_who_has_read_enough_changes_no_exit_code(arguments: list[str]) -> None:
    """A command whose output nobody reads, as in ``check | head -0``, ends with the code that it has otherwise."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "build_tools", *arguments]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, cwd=PROJECT, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [["--help"], ["check"], ["check", "--format", "json"], ["stats"]])
def test_output_that_cannot_be_written_is_named(arguments: list[str]) -> None:
    """A full disk is told as what it is, with exit code 3."""
    command = [sys.executable, "-m", "build_tools", *arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=PROJECT, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr == "Error: Cannot write the output: No space left on device.\n"


def test_a_python_without_the_packages_ends_with_3() -> None:
    """Who runs it with another Python learns what to write."""
    command = [sys.executable, "-S", "-m", "build_tools", "check"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith("This Python has no 'click'. Run 'make site' once;")


def test_a_python_that_takes_texts_away_ends_with_3() -> None:
    """Without docstrings, descriptions that are published would be others."""
    command = [sys.executable, "-OO", "-m", "build_tools", "check"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "Python's option -OO takes away texts that are published: leave it out.\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_the_signs_is_told_their_numbers(topic: Path, encoding: str) -> None:
    """What a terminal cannot show does not end the program."""
    (topic / "content" / "terms" / "sailor.yml").write_text("term: Моряк\nshort: “Sea”.\nсм: x\n", "utf-8")
    command = [sys.executable, "-m", "build_tools", "check", "--root", str(topic)]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, env=environment)
    assert done.returncode == 1
    assert rb"There is no field '\u0441\u043c' here." in done.stdout
    assert done.stderr == b""


def test_a_file_that_cannot_be_read_hides_no_other(topic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with other files is told beside it, with its lines."""
    (topic / "content" / "terms" / "sailor.yml").write_text("term: Sailor\nshrt: x\n", "utf-8")
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "lifeguard.yml":
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    for verb in ("check", "build"):
        done = CliRunner().invoke(commands.main, [verb, "--root", str(topic)])
        assert done.exit_code == 1
        assert "unreadable" in done.output
        assert "unknown-field" in done.output


def test_build_is_quiet_in_a_pipe(topic: Path) -> None:
    """In a pipe there is one plain line, and no sign that moves a cursor."""
    done = run("build", "--root", str(topic))
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stdout.count("\n") == 1
    assert run("build", "--root", str(topic)).stdout.startswith("Nothing has changed.")


@pytest.mark.parametrize("verb", ["build", "check", "stats"])
def test_ctrl_c_is_told_in_a_line(topic: Path, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    """Whichever command is stopped, it says so, and ends with what shells tell of that signal: nothing is wrong."""

    def stopped(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("build_tools.reading.files._report_beside", stopped)
    done = CliRunner().invoke(commands.main, [verb, "--root", str(topic)])
    assert (done.exit_code, done.output) == (130, "\nStopped. The site that is there stays as it is.\n")


def test_a_process_that_is_stopped_prints_no_more(topic: Path) -> None:
    """Ctrl-C on a terminal reaches all processes of a build; one line is told, wherever in it that was."""
    for wait in (0.3, 1.5):
        command = [sys.executable, "-m", "build_tools", "build", "--root", str(topic)]
        process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True, start_new_session=True)
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=30)[1].strip() == "Stopped. The site that is there stays as it is."
        assert process.returncode == 130


def test_a_full_disk_is_told_with_its_folder(topic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system does not say which file it was writing; the folder tells which disk it is on."""

    def full(*_arguments: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("build_tools.pipeline.build", full)
    done = CliRunner().invoke(commands.main, ["build", "--root", str(topic)])
    assert done.exit_code == 3
    assert f"{topic / 'build'}: No space left on device." in done.output
