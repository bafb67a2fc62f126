"""Talk to the real YAML language server, as an editor does: JSON-RPC over its standard input and output."""

import json
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.conftest import PROJECT

NODE = shutil.which("node") or "node"
SERVER = PROJECT / "tests/tools/node_modules/yaml-language-server/bin/yaml-language-server"

SETTINGS = ".vscode/settings.json"


class LanguageServer:
    """A running server that knows a project's ``.vscode/settings.json``; a context manager."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.roots = [root]
        self.last = self.opened = 0
        self.said: dict[str, list[dict[str, Any]]] = {}

    def __enter__(self) -> Self:
        """Start the server and tell it what editors tell it."""
        self.process = subprocess.Popen(
            [NODE, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        markup = {"documentationFormat": ["markdown", "plaintext"], "snippetSupport": True}
        capabilities = {
            "textDocument": {"completion": {"completionItem": markup}, "hover": {"contentFormat": ["markdown"]}},
            "workspace": {"configuration": True},
        }
        folder = {"uri": self.root.as_uri(), "name": "project"}
        self.request("initialize", processId=None, rootUri=folder["uri"], capabilities=capabilities,
                     workspaceFolders=[folder])  # fmt: skip
        self._send(method="initialized", params={})
        self._send(method="workspace/didChangeConfiguration", params={"settings": self._yaml_settings()})
        self.diagnose(("none.yml", "is: ready"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server."""
        self.process.kill()
        self.process.communicate()

    def _yaml_settings(self) -> dict[str, Any]:
        """Return the settings of the YAML extension, which makes paths of schemas and files absolute."""
        known = {
            (root / schema).resolve().as_uri(): str(root / files)
            for root in self.roots
            for schema, files in json.loads((root / SETTINGS).read_text("utf-8"))["yaml.schemas"].items()
        }
        return {"yaml": {"schemas": known, "validate": True, "hover": True, "completion": True,
                         "schemaStore": {"enable": False}}}  # fmt: skip

    def _send(self, **message: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        """Return the next message; what the server asks is answered."""
        out = self.process.stdout
        assert out
        length = 0
        while (line := out.readline()) != b"\r\n":
            assert line, "the language server ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        message: dict[str, Any] = json.loads(out.read(length))
        if "method" in message and "id" in message:
            asked = message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
            answer = [self._yaml_settings().get(item["section"]) for item in asked] if asked else None
            self._send(id=message["id"], result=answer)
        elif message.get("method") == "textDocument/publishDiagnostics":
            self.said[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def request(self, method: str, **params: Any) -> Any:
        """Return the answer to a request."""
        self.last += 1
        self._send(id=self.last, method=method, params=params)
        while True:
            message = self._read()
            if message.get("id") == self.last and "method" not in message:
                assert "error" not in message, message
                return message.get("result")

    def add(self, *roots: Path) -> None:
        """Open more folders with a project in each."""
        self.roots += roots
        self._send(method="workspace/didChangeConfiguration", params={"settings": self._yaml_settings()})

    def diagnose(self, *files: tuple[str, str]) -> list[list[tuple[int, int, str]]]:
        """Return, for each path and text, line, column (from 1) and message of all that is wrong in the editor."""
        addresses = [self.open(path, text) for path, text in files]
        while not set(addresses) <= set(self.said):
            self._read()
        return [sorted(map(_problem, self.said[uri])) for uri in addresses]

    def open(self, path: str, text: str) -> str:
        """Open a new file beside one of the project, with a text, and return its address."""
        self.opened += 1
        uri = (self.root / path).with_stem(f"{Path(path).stem}-{self.opened}").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        return uri

    def complete(self, path: str, text: str) -> dict[str, str]:
        """Return what is offered at the sign ``‸`` of a text, with what is said of each."""
        uri, position = self._at_caret(path, text)
        found = self.request("textDocument/completion", textDocument={"uri": uri}, position=position)
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: _words(item.get("documentation")) for item in items}

    def hover(self, path: str, text: str) -> str:
        """Return what is shown over the spot at the sign ``‸`` of a text."""
        uri, position = self._at_caret(path, text)
        found = self.request("textDocument/hover", textDocument={"uri": uri}, position=position)
        return _words(found["contents"]) if found else ""

    def _at_caret(self, path: str, text: str) -> tuple[str, dict[str, int]]:
        before = text.partition("‸")[0]
        uri = self.open(path, text.replace("‸", ""))
        return uri, {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}


def _problem(said: dict[str, Any]) -> tuple[int, int, str]:
    start = said["range"]["start"]
    return start["line"] + 1, start["character"] + 1, said["message"]


def _words(markup: Any) -> str:
    return str(markup["value"]) if isinstance(markup, dict) else str(markup or "")
