"""The API: every file fits its schema, the description is valid, and hashes and addresses are right."""

import hashlib
import json
import posixpath
from calendar import monthrange
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rfc8785
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic_core import PydanticCustomError

from build_tools import pipeline
from build_tools.authoring.schema.types import schema_of
from build_tools.diagnostics import Report
from build_tools.exports.api import api
from build_tools.kinds.claims.parts import Status
from build_tools.kinds.parts import Blank
from build_tools.model.dates import EDTF_PATTERN
from build_tools.model.fields import Url
from tests.editing import CLAIM, QUIET, add, library
from tests.exported import Exported, exported

ADDRESS = "https://lake.example/pact/"
BOTH = pytest.mark.parametrize("name", ["project", "topic"])


def _data_files(found: Exported) -> list[str]:
    return [path for path in found.files if path.startswith("api/v1/") and not _is_description(path)]


def _is_description(path: str) -> bool:
    return "/schemas/" in path or path.endswith("/openapi.json")


def _schema_of(found: Exported, path: str) -> str:
    """Return the path of the schema that a file names, found as a browser would find it."""
    address = str(found.json(path)["$schema"])
    url = found.library.home.url
    return address.removeprefix(url) if url else posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


@BOTH
def test_every_file_fits_the_schema_that_it_names(name: str) -> None:
    """Each file is valid under its JSON Schema, a valid one of 2020-12, and has no field that the schema lacks."""
    found = exported(name)

    @cache
    def validator(path: str) -> Any:
        schema = found.json(path)
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(_strict(schema))

    for path in _data_files(found):
        validator(_schema_of(found, path)).validate(found.json(path))


def _strict(schema: Any) -> Any:
    """Return a schema under which an object has no field but those described."""
    if isinstance(schema, dict):
        closed = {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {}
        return {**{name: _strict(value) for name, value in schema.items()}, **closed}
    return [_strict(each) for each in schema] if isinstance(schema, list) else schema


@BOTH
def test_a_later_version_may_add_fields(name: str) -> None:
    """As the Data page promises, whoever checks by the schemas of today can read what a later version adds."""
    found = exported(name)
    for path in _data_files(found):
        validator = jsonschema.Draft202012Validator(found.json(_schema_of(found, path)))
        assert validator.is_valid(_with_more(found.json(path))), path
    assert 'additionalProperties": false' not in found.text("api/v1/openapi.json")


def _with_more(value: Any) -> Any:
    """Return data with a field more in each object, but for objects whose names are somebody's words."""
    if isinstance(value, dict):
        return {**{name: _with_more(each) for name, each in value.items()}, **({"more": 1} if "url" in value else {})}
    return [_with_more(each) for each in value] if isinstance(value, list) else value


@BOTH
def test_every_schema_refuses_what_does_not_fit(name: str) -> None:
    """No schema is empty: a field too few is an error, in a record as well."""
    found = exported(name)
    for path in _data_files(found):
        if path.count("/") == 2:
            validator = jsonschema.Draft202012Validator(found.json(_schema_of(found, path)))
            data = found.json(path)
            assert not validator.is_valid({key: value for key, value in data.items() if key != "hash"})


@BOTH
def test_files_are_canonical_and_hashes_are_those_of_the_data(name: str) -> None:
    """Each file is canonical JSON to the byte (RFC 8785), and its hash is that of its data."""
    found = exported(name)
    for path in _data_files(found):
        document = found.json(path)
        assert rfc8785.dumps(document) == found.files[path], path
        assert document["hash"] == "sha256:" + hashlib.sha256(rfc8785.dumps(document["data"])).hexdigest()
        assert document["schema_version"] == found.json("api/v1/openapi.json")["info"]["version"]


@pytest.mark.parametrize(
    ("written", "fits"),
    [
        ("2022-03-29", True), ("2022-04~", True), ("2014-02/2014-03", True), ("1999~/2001", True),
        ("[2022-04-06,2022-04-07]", True), ("{2022-03-14..2022-03-17,2022-03-21}", True), ("{2022,2024}", True),
        ("2022-04-06 or 2022-04-07", False), ("[2022-04-06]", False), ("[2022-04-06,2022-04-07}", False),
        ("2022-99", False), ("2022-00", False), ("22", False),
        *((f"2024-{month:02}-{monthrange(2024, month)[1]}", True) for month in range(1, 13)),
        *((f"2024-{month:02}-{monthrange(2024, month)[1] + 1}", False) for month in range(1, 13)),
    ],
)  # fmt: skip
def test_the_schema_of_a_date_knows_the_calendar(written: str, fits: bool) -> None:
    """A date that cannot be is refused by the API's schemas, as it is by the models."""
    date = exported("topic").json("api/v1/schemas/events-record.json")["$defs"]["PublishedEvent"]["properties"]["date"]
    assert jsonschema.Draft202012Validator(date).is_valid(written) == fits


@BOTH
def test_how_dates_are_written_is_told_wherever_one_stands(name: str) -> None:
    """Each field of the API and each column of the tables that holds a date says that ~ means about."""
    found = exported(name)
    dates = [each for each in _objects(found.json("api/v1/openapi.json")) if each.get("pattern") == f"^{EDTF_PATTERN}$"]
    assert len(dates) > 20
    assert all("~ means about" in each["description"] for each in dates), dates
    resources = found.json("data/datapackage.json")["resources"]
    for fields in (each["schema"]["fields"] for each in resources):
        names = {each["name"] for each in fields}
        about = [each["description"] for each in fields if f"{each['name']}_is_about" in names]
        assert all("~ means about" in each for each in about), about


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in some JSON."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _objects(each)


@pytest.mark.parametrize("address", [
    "https://a.b/c_d%20e#f~g", "http://a.b?x", "https://a.b", "https://a b/", "https://a@b/", "https:///x", "https://a/`",
])  # fmt: skip
def test_editors_refuse_the_addresses_that_the_checker_refuses(address: str) -> None:
    """The pattern of an address in the schemas for editors and the type of the field say the same."""
    try:
        fits = bool(Url.parse(address))
    except PydanticCustomError:
        fits = False
    assert jsonschema.Draft7Validator(schema_of(Url, {})).is_valid(address) == fits


def test_a_citation_says_whether_what_it_cites_is_in_doubt(topic: Path) -> None:
    """Each citation of something in doubt is marked so, in prose and in lists; no other is."""
    add(topic, "sources/gazette", "withdrawn: taken back on 1 June 2000\n")
    data = json.loads(dict(api(library(topic)))["api/v1/all.json"])["data"]
    marks = {(each["id"], each["in_doubt"]) for each in _citations(data)}
    assert marks == {("gazette", True), ("pact-text", False), ("boats-stay-ashore", False)}


def _citations(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every citation in some data."""
    if isinstance(value, dict):
        if "locator" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _citations(each)


@BOTH
def test_the_description_is_valid_and_complete(name: str) -> None:
    """The OpenAPI description is valid under OpenAPI 3.1 and names every file there is."""
    found = exported(name)
    description = found.json("api/v1/openapi.json")
    OpenAPIV31SpecValidator(description).validate()
    described = set(description["paths"])
    for path in _data_files(found):
        name_, _, id = path.removeprefix("api/v1/").removesuffix(".json").partition("/")
        assert (f"/{name_}/{{id}}.json" if id else f"/{name_}.json") in described
    for kind in found.library.kinds:
        example = description["paths"][f"/{kind}/{{id}}.json"]["get"]["parameters"][0]["schema"]["examples"][0]
        assert f"api/v1/{kind}/{example}.json" in found.files


@BOTH
def test_the_index_leads_to_every_kind(name: str) -> None:
    """The index names each kind's file with the number of its records and the hash that the file has."""
    found = exported(name)
    for kind in found.json("api/v1/index.json")["data"]["kinds"]:
        document = found.json(f"api/v1/{kind['kind']}.json")
        assert (kind["count"], kind["hash"]) == (len(document["data"]), document["hash"])
        assert document["data"] == found.json("api/v1/all.json")["data"][kind["kind"]]
    url, address = found.library.home.url or "", found.json("api/v1/index.json")["data"]["moved_url"]
    assert set(found.json(address.removeprefix(url))["data"]) == {"former", "retired"}


def _addresses(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [item for key, item in value.items() if key in ("url", "yaml") and item is not None]
        return [*own, *(address for item in value.values() for address in _addresses(item))]
    return [address for item in value for address in _addresses(item)] if isinstance(value, list) else []


@BOTH
def test_addresses_lead_to_files_of_the_site(name: str) -> None:
    """With the base of its file, every address of a record's page, of a citation or of a use leads to a page."""
    found = exported(name)
    base = found.library.home.url or ""
    pages = {base + path.removesuffix(".md") + ".html" for path in found.files if path.endswith(".md")}
    pages |= {base + path for path in found.files}
    for kind in found.library.kinds:
        for record in found.json(f"api/v1/{kind}.json")["data"]:
            own = {**record, "fields": {key: item for key, item in record["fields"].items() if key != "url"}}
            for address in _addresses(own):
                assert address.partition("#")[0] in pages, address
    assert found.json("api/v1/claims.json")["base"] == (base or "../../")


def test_a_claim_tells_status_evidence_and_places() -> None:
    """The record of a claim has its status, each piece of evidence with its source, and where it is used."""
    found = exported("topic")
    claim = found.json("api/v1/claims/boats-stay-ashore.json")["data"]
    assert claim["fields"]["status"] == "documented"
    evidence = claim["fields"]["evidence"][0]
    assert evidence["stance"] == "supports"
    assert evidence["cite"] == [
        {
            "kind": "sources",
            "id": "pact-text",
            "url": "https://lake.example/pact/sources/pact-text.html",
            "number": 1,
            "locator": "article 1",
            "quote": "no boat at night",
            "in_doubt": False,
        }
    ]
    places = {(each["kind"], each["text"]) for each in claim["used_in"]}
    assert ("site", "Boats would have stayed ashore at night.") in places
    assert all("#s-" in each["url"] for each in claim["used_in"])


def test_prose_has_markdown_text_and_citations() -> None:
    """A text comes as Markdown with links, as plain text with numbers, and with what the numbers mean."""
    site = exported("topic").json("api/v1/site.json")["data"][0]["fields"]
    text = site["points"][1]
    url = "https://lake.example/pact/sources/pact-text.html"
    assert text["text"] == "Southtown would have sent a lifeguard if anybody fell in. [1]"
    assert text["markdown"] == f"Southtown would have sent a *lifeguard* if anybody fell in. [\\[1\\]]({url})"
    assert [(each["number"], each["id"], each["locator"]) for each in text["citations"]] == [
        (1, "pact-text", "article 2")
    ]


def test_earlier_ids_lead_to_the_record(topic: Path) -> None:
    """A record that was renamed is found under its earlier id as well, and says its present one."""
    with (topic / "content/terms/sailor.yml").open("a") as file:
        file.write("was:\n  - seaman\n")
    files = dict(api(pipeline.check(topic, Report()).library))
    assert json.loads(files["api/v1/terms/seaman.json"])["data"]["id"] == "sailor"
    url = f"{ADDRESS}terms/sailor.html"
    assert json.loads(files["api/v1/moved.json"])["data"] == {
        "former": [{"kind": "terms", "id": "sailor", "former_id": "seaman", "url": url}], "retired": [],
    }  # fmt: skip


def test_what_is_retired_is_listed_with_its_reason(topic: Path) -> None:
    """A record that is no longer kept is in no list but that of such records, and its own file says so in front."""
    add(topic, "terms/raft", "term: Raft\nshort: A flat boat.\nretired: Nobody says so.\n")
    files = dict(api(library(topic)))
    assert json.loads(files["api/v1/moved.json"])["data"]["retired"] == [
        {"kind": "terms", "id": "raft", "name": "Raft", "reason": "Nobody says so.", "url": f"{ADDRESS}terms/raft.html"}
    ]
    assert "raft" not in {each["id"] for each in json.loads(files["api/v1/terms.json"])["data"]}
    assert json.loads(files["api/v1/terms/raft.json"])["data"]["description"] == "Retired: Nobody says so."


def test_a_change_says_what_it_is_about() -> None:
    """The record of a change has the records that the table of changes has; other records have no such list."""
    found = exported("project")
    told = {(f"changes/{each['id']}", f"{about['kind']}/{about['id']}")
            for each in found.json("api/v1/changes.json")["data"] for about in each["about"]}  # fmt: skip
    lines = found.files["data/csv/changes_about.csv"].decode("utf-8-sig").splitlines()[1:]
    assert told == {tuple(line.split(",")) for line in lines}
    assert "about" not in found.json("api/v1/terms.json")["data"][0]


def test_the_order_of_a_mapping_is_told(topic: Path) -> None:
    """Names are sorted in canonical JSON, so each part of a mapping says its place; the schema asks for it."""
    path = "api/v1/dimensions/duty.json"
    words = json.loads(dict(api(library(topic)))[path])["data"]["fields"]["values"]
    assert list(words) == ["rescue", "watch"]
    assert [(each["no"], each["label"]) for each in words.values()] == [(2, "Rescue"), (1, "Watch")]
    found = exported("project")
    ladder = found.json(path)["data"]["fields"]["values"]
    written = list(vars(found.library.records["dimensions", "duty"].entry)["values"])
    assert sorted(ladder, key=lambda word: ladder[word]["no"]) == written != sorted(written)
    schema = found.json("api/v1/schemas/dimensions-record.json")
    assert "no" in schema["$defs"]["PlacedValue"]["required"]


def test_the_schemas_say_what_each_word_means() -> None:
    """A word of a closed list has its meaning in the JSON Schema; so have the words that a cell may have instead."""
    claim = exported("topic").json("api/v1/schemas/claims-record.json")["$defs"]["PublishedClaim"]["properties"]
    told = {each["const"]: each["description"] for each in claim["status"]["oneOf"]}
    assert told == {each.value: each.meaning for each in Status}
    assert not jsonschema.Draft202012Validator(claim["status"]).is_valid("certain")
    cell = exported("topic").json("api/v1/schemas/history-record.json")["$defs"]["PlacedCell"]["properties"]
    assert all(f"{each.value} ({each.meaning})" in cell["value"]["description"] for each in Blank)


def test_a_claim_tells_how_many_sources_it_has(topic: Path) -> None:
    """The record has the number of its origins, as the page counts them, and the schema says what that is."""
    assert exported("topic").json(f"api/v1/{CLAIM}.json")["data"]["origins"] == 1
    add(topic, CLAIM.replace("boats-stay-ashore", "quiet"), QUIET)
    assert json.loads(dict(api(library(topic)))["api/v1/claims/quiet.json"])["data"]["origins"] == 0
    schema = exported("topic").json("api/v1/schemas/claims-record.json")["$defs"]["ClaimRecord"]
    assert "origins" in schema["required"]
    assert "where its report began" in schema["properties"]["origins"]["description"]
