"""The JSON API: its files, their links, and the schema that all of them are valid against."""

import json
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chronology import Chronology, load, model
from chronology.formats import api
from chronology.loading import check_text

HERE = Path(__file__).parent
COMPLETE = HERE / "sites" / "complete.yaml"
SCHEMA: dict[str, Any] = json.loads(api.schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)
REGISTRIES = ("people", "parties", "places", "sources", "kinds", "topics")


def files(made: Chronology) -> dict[str, Any]:
    """The files of a chronology's API, read, by their paths."""
    return {path: json.loads(text) for path, text in api.files(made)}


@pytest.fixture(scope="module")
def complete() -> dict[str, Any]:
    """The files of the complete chronology."""
    return files(load(COMPLETE))


def values(data: Any, name: str) -> Iterator[Any]:
    """Everything that stands under a name anywhere in data."""
    if isinstance(data, dict):
        yield from (value for key, value in data.items() if key == name)
        for value in data.values():
            yield from values(value, name)
    elif isinstance(data, list):
        for each in data:
            yield from values(each, name)


def test_the_committed_schema_is_fresh(repository: Path) -> None:
    """The committed schema of the API is what its parts make, byte for byte."""
    committed = repository / "schema" / "api.schema.json"
    assert committed.read_bytes() == api.schema_text().encode()


def test_the_schema_is_one() -> None:
    """The schema is a valid one, names itself by a URN, and describes every field."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"].startswith("urn:")
    for name, definition in SCHEMA["$defs"].items():
        assert definition["description"], name
        assert definition.get("additionalProperties", False) is False, name
        for field, schema in definition.get("properties", {}).items():
            assert schema.get("description") or "$ref" in schema, f"{name}.{field}"


@pytest.mark.parametrize(
    ("shape", "part", "added", "left_out"),
    [
        (
            *("EventFile", model.Event),
            "type page date_in_words earliest latest inferred latitude longitude",
            "",
        ),
        ("Participant", model.Participation, "id name type party", ""),
        ("Outcome", model.Outcome, "key", ""),
        ("Citation", model.Citation, "source url", ""),
        ("Person", model.Person, "id name page calendar events", ""),
        ("Party", model.Party, "id name page events", ""),
        ("Place", model.Place, "id name page events", ""),
        ("Source", model.Source, "id name page events", ""),
        ("Kind", model.Kind, "id name page events", "label"),
        ("Topic", model.Topic, "id name page events", "label"),
        (
            *("IndexFile", model.Record, "type version json_schema files"),
            "period highlights rules sources parties people places kinds topics events",
        ),
    ],
)
def test_every_field_of_the_model_is_in_the_api(
    shape: str, part: type[model.Part], added: str, left_out: str
) -> None:
    """A shape of the API has every field of the model's part but those that are named here."""
    fields = set(part.model_fields)
    assert set(left_out.split()) <= fields
    kept = fields - set(left_out.split())
    assert set(SCHEMA["$defs"][shape]["properties"]) == kept | set(added.split())


def test_every_field_of_an_event_is_written() -> None:
    """All fields that an event of the model has are in its file."""
    everything = load(HERE / "good" / "everything.yaml")
    made, given = files(everything), set[str]()
    for event in everything.record.events:
        given |= event.model_fields_set
        assert event.model_fields_set <= made[f"events/{event.id}.json"].keys()
    missing = set(model.Event.model_fields) - given
    assert not missing, f"give an event of tests/good/everything.yaml a value of {missing}"


@pytest.mark.parametrize("file", [None, COMPLETE, HERE / "good" / "everything.yaml"])
def test_every_file_is_valid(file: Path | None) -> None:
    """Every file is valid against the schema, of our record as of others."""
    for path, data in files(load(file)).items():
        if path != api.SCHEMA:
            assert [each.message for each in VALIDATOR.iter_errors(data)] == [], path


def test_hostile_files_are_valid(hostile: Chronology) -> None:
    """Whatever texts a chronology has, the files are valid, and hold nothing a terminal obeys."""
    for path, text in api.files(hostile):
        assert not set("\x1b\x07\u202e\u2067\u2028") & set(text), path
        if path != api.SCHEMA:
            assert VALIDATOR.is_valid(json.loads(text)), path


def test_the_schema_refuses_other_files(complete: dict[str, Any]) -> None:
    """A file with a field too many, or one too few, or of no known type is not valid."""
    event = complete["events/bridge-talks.json"]
    assert VALIDATOR.is_valid(event)
    assert not VALIDATOR.is_valid({**event, "tilte": "x"})
    assert not VALIDATOR.is_valid({key: event[key] for key in event if key != "status"})
    assert not VALIDATOR.is_valid({**event, "type": "events"})


def test_links_lead_to_files(complete: dict[str, Any]) -> None:
    """Every relative link between the files leads to one of them."""
    found = 0
    for path, data in complete.items():
        if path == api.SCHEMA:
            continue
        for url in [*values(data, "url"), *values(data, "json_schema")]:
            if not url.startswith("https://"):
                found += 1
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), url)) in complete
    assert found > 30


def test_the_index_counts(complete: dict[str, Any]) -> None:
    """The index says what the chronology is, and how many things each file lists."""
    index = complete["index.json"]
    assert next(iter(complete)) == "index.json"
    assert (index["title"], index["as_of"]) == ("Arland and Borland", "1931-12")
    assert "license" not in index
    assert "id" not in index
    assert files(load(HERE / "good" / "everything.yaml"))["index.json"]["id"] == "two-states"
    assert list(index["files"]) == ["events", *REGISTRIES]
    for name, link in index["files"].items():
        assert link["count"] == len(complete[link["url"]][name])


def test_events_stand_in_time_order(complete: dict[str, Any]) -> None:
    """The list of events has their order, and the ids that a table needs."""
    rows = complete["events.json"]["events"]
    assert [each["id"] for each in rows] == [each.id for each in load(COMPLETE)]
    row = next(each for each in rows if each["id"] == "bridge-talks")
    assert row == {
        "id": "bridge-talks",
        "title": "Delegations meet at the bridge",
        "url": "events/bridge-talks.json",
        "date": "1931-05-01",
        "earliest": "1931-05-01",
        "latest": "1931-05-01",
        "kind": "talks",
        "status": "held",
        "place": "bridge",
        "people": ["ann", "ben", "index"],
        "parties": ["arland", "borland", "league"],
        "topics": ["water", "fish"],
        "sources": ["morning-post", "evening-post", "chronicle", "bulletin", "leaflet"],
    }


def test_an_event_has_names_and_evidence(complete: dict[str, Any]) -> None:
    """The file of an event has everything about it, with names in the place of ids."""
    event = complete["events/bridge-talks.json"]
    assert event["date_in_words"] == "1 May 1931"
    assert event["place"] == {"id": "bridge", "name": "The Bridge"}
    assert (event["latitude"], event["timezone"]) == (48.85, "Europe/Paris")
    assert event["participants"][0] == {
        "id": "ann",
        "name": "Ann Archer",
        "type": "person",
        "capacity": "head",
        "role": "Minister of Rivers",
        "party": {"id": "arland", "name": "Arland"},
    }
    assert event["participants"][3]["type"] == "party"
    assert event["outcomes"][0]["event"]["url"] == "second-talks.json"
    assert event["follows"]["title"] == "The quarrel begins"
    cited = event["citations"][0]
    assert cited["source"]["name"] == "Delegations meet at the bridge"
    assert cited["passage"] == "Delegations met at ... under the bridge"
    assert cited["url"].startswith("https://post.example/bridge#:~:text=")
    assert [each["statements"] for each in cited["when"]] == [
        [{"relation": "weekday", "weekday": "friday"}],
        [
            {
                "relation": "after",
                "event": {
                    "id": "old-quarrel",
                    "title": "The quarrel begins",
                    "url": "old-quarrel.json",
                },
                "by": "6 days",
            }
        ],
        [
            {"relation": "before", "date": "1931-05-02", "by": "1 day"},
            {"relation": "month_of", "date": "1931-05"},
        ],
    ]
    assert event["citations"][2]["differs"]["date"] == "1931-05-02"


def test_what_follows_stands_apart() -> None:
    """Days that a date states and days that follow from others are not mixed."""
    event = files(load())["events/later-irritants-round.json"]
    assert (event.get("earliest"), event["latest"]) == (None, "2025-12-23")
    assert (event["inferred"]["earliest"], event["inferred"]["latest"]) == (
        "2025-04-09",
        "2025-12-23",
    )
    assert event["inferred"]["because"]


def test_a_registry_has_the_events_of_each(complete: dict[str, Any]) -> None:
    """Whoever and whatever stands in a registry has its events, once each, in time order."""
    parties = {each["id"]: each for each in complete["parties.json"]["parties"]}
    assert [each["id"] for each in parties["borland"]["events"]] == ["bridge-talks", "calling-off"]
    kinds = complete["kinds.json"]["kinds"]
    assert kinds[0]["name"] == "Talks"
    assert [each["id"] for each in kinds[0]["events"]] == ["bridge-talks", "second-talks"]
    assert complete["topics.json"]["topics"][2]["events"] == []
    assert complete["places.json"]["places"][0]["geonames"] == 2988507
    assert complete["sources.json"]["sources"][0]["published"] == "1931-05-02"


def test_own_fields_are_kept_with_their_nulls() -> None:
    """A file's own fields are there as they are, and so is what they leave empty."""
    text = "events: [{id: a, title: A, extra: {x: null, y: [1, {z: ~}]}}]"
    made = files(Chronology.of(check_text(text, "x.yaml")[0].record))
    assert made["events/a.json"]["extra"] == {"x": None, "y": ["1", {"z": None}]}


def test_pages_and_calendars_are_linked() -> None:
    """Where addresses of pages and calendars are given, they stand in the files."""
    made = dict(
        api.files(
            load(COMPLETE),
            lambda subject, folder: f"{folder}:{subject.id}",
            lambda person: f"{person.id}.ics",
        )
    )
    ann = json.loads(made["people.json"])["people"][0]
    assert (ann["page"], ann["calendar"]) == ("api/v1:ann", "ann.ics")
    assert json.loads(made["events/until.json"])["page"] == "api/v1/events:until"
    assert json.loads(made["events.json"])["events"][0]["page"] == "api/v1:old-quarrel"


def test_the_same_chronology_makes_the_same_bytes() -> None:
    """Nothing in the files depends on when or where they are made."""
    assert list(api.files(load(COMPLETE))) == list(api.files(load(COMPLETE)))
