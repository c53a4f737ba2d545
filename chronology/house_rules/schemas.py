"""JSON Schemas of others, read from files: a newsroom's house rules, for instance.

What a schema refers to is looked for in the files given and beside them, never on the network.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path as File
from typing import Any, Final, TypeAlias
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import url2pathname

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match
from jsonschema_specifications import REGISTRY as STANDARD
from referencing import Registry, Resource
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from chronology.findings import SchemaError
from chronology.reading import add_types, content_of, read
from chronology.schema import DIALECT, ID, chronology_schema

Contents: TypeAlias = tuple[tuple[str, bytes], ...]
"""The names of files, and what is in them."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema that can be applied, with all that it refers to.

    `unknown_formats` are the formats in it that nothing checks. `contents` are the names and
    contents of the files from which it can be read again, with those beside it.
    """

    file: str
    validator: Draft202012Validator
    unknown_formats: tuple[str, ...]
    contents: Contents


def read_schemas(files: Sequence[str]) -> tuple[Schema, ...]:
    """The schemas in files, JSON or YAML, each of which may refer to the others by its `$id`.

    Raises SchemaError where one cannot be applied as it stands, and OSError where a file that is
    named here cannot be read.
    """
    return schemas_of(tuple((file, content_of(file, MAX_BYTES)) for file in files))


MAX_BYTES: Final = 16 * 1024 * 1024
"""The largest size of a file with a schema, in bytes."""


def schemas_of(contents: Contents) -> tuple[Schema, ...]:
    """The schemas in files that have been read, by their names; otherwise as `read_schemas`."""
    homes: dict[str, File] = {}
    roots = [_read_root(file, content, homes) for file, content in contents]
    made: Any = Registry  # whose arguments mypy does not see
    registry = _KNOWN.combine(made(retrieve=cache(partial(_retrieve, homes)))).with_resources(
        (each.contents["$id"], each) for each in roots
    )
    return tuple(
        Schema(
            file,
            Draft202012Validator(root.contents, registry=registry, format_checker=FORMATS),
            tuple(sorted(_follow(file, root, registry) - FORMATS.checkers.keys())),
            contents,
        )
        for (file, _), root in zip(contents, roots, strict=True)
    )


# ------------------------------------------------------------------------------ our own schema

_OURS: Final = chronology_schema()

_KNOWN: Final = STANDARD.with_resource(ID, DRAFT202012.create_resource(_OURS))
"""The schemas that can be referred to without a file: the standard's own, and ours."""


def _identities(schema: Resource[Any]) -> set[int]:
    parts = (each for each in schema.subresources() if isinstance(each.contents, dict))
    return {id(schema.contents)}.union(*map(_identities, parts))


PARTS_OF_OURS: Final = frozenset(_identities(_KNOWN[ID]))
"""The identities of the parts of our own schema, by which an error shows that its rule is ours.

Without `true` and `false`, which Python has only once.
"""


# ------------------------------------------------------------------------------ files


def _read_root(name: str, content: bytes, homes: dict[str, File]) -> Resource[Any]:
    """The schema in a file that was named, which has to ask for something."""
    root = _read(name, content, homes)
    if not isinstance(root.contents, dict):
        is_only = str(root.contents).lower()
        raise SchemaError(f"{name}: no schema with rules: it is only {is_only}")
    if not root.contents.keys() & (Draft202012Validator.VALIDATORS.keys() | {"$defs"}):
        raise SchemaError(f"{name}: the schema asks for nothing: no key of it is a keyword")
    return root


def _read(name: str, content: bytes, homes: dict[str, File]) -> Resource[Any]:
    """The schema in a file, with an absolute `$id`; its folder is noted in `homes`."""
    schema = _parse(name, content)
    _check(name, schema)
    if isinstance(schema, dict):
        file = File(name).absolute()
        uri = urljoin(file.as_uri(), schema.get("$id", ""))
        homes[urljoin(uri, ".") if "/" in uri else ""] = file.parent
        schema = _OURS if schema == _OURS else _without_false({**schema, "$id": uri})
    return DRAFT202012.create_resource(schema)


def _retrieve(homes: dict[str, File], uri: str) -> Resource[Any]:
    """The schema in the file at an address."""
    file = _file_of(uri, homes)
    name = str(file.relative_to(File.cwd()) if file.is_relative_to(File.cwd()) else file)
    try:
        content = content_of(file, MAX_BYTES)
    except OSError as error:
        raise SchemaError(f"{name}: {error.strerror}") from None
    return _read(name, content, homes)


def _file_of(uri: str, homes: dict[str, File]) -> File:
    if urlsplit(uri).scheme == "file":
        return File(url2pathname(urlsplit(uri).path))
    for base, folder in homes.items():
        path = uri.removeprefix(base)
        if uri.startswith(base) and not urlsplit(path).scheme:
            return folder / unquote(path)
    raise SchemaError("it is none of the files given, and nothing is fetched")


_NAMED = {"properties", "patternProperties", "dependentSchemas", "$defs"}
_LITERAL = {"const", "enum", "default", "examples"}


def _without_false(schema: Any) -> Any:
    """A schema with `{"not": {}}` in place of `false` for a field or an item.

    For `false` alone jsonschema does not tell which field or item it is.
    """
    if schema is False:
        return {"not": {}}
    if isinstance(schema, list):
        return [*map(_without_false, schema)]
    if not isinstance(schema, dict):
        return schema
    made = dict(schema)
    for key, value in schema.items():
        if key in _NAMED and isinstance(value, dict):
            made[key] = {name: _without_false(each) for name, each in value.items()}
        elif key not in _LITERAL and value is not False:
            made[key] = _without_false(value)
    return made


# ------------------------------------------------------------------------------ reading


def _parse(name: str, content: bytes) -> Any:
    """The data of a text in JSON or, by the ending of its name, in YAML."""
    if File(name).suffix in (".yaml", ".yml"):
        document = read(content, name)
        for trouble in document.troubles:
            at = f"{trouble.position.line}:{trouble.position.column}"
            raise SchemaError(f"{name}:{at}: {trouble.message}")
        return add_types(document)
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        raise SchemaError(f"{name}:{error.lineno}:{error.colno}: not JSON: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"{name}: not JSON: {error}") from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"the key '{key}' stands twice in one object")
        made[key] = value
    return made


def _check(name: str, contents: Any) -> None:
    """Raise SchemaError for what is no schema of Draft 2020-12."""
    dialect = contents.get("$schema", DIALECT) if isinstance(contents, dict) else DIALECT
    if dialect not in (DIALECT, f"{DIALECT}#"):
        raise SchemaError(f"{name}: only Draft 2020-12 is applied, and `$schema` is {dialect}")
    metaschema = Draft202012Validator(
        Draft202012Validator.META_SCHEMA, format_checker=_FORMATS_OF_SCHEMAS
    )
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a later Python may match otherwise
            error = best_match(metaschema.iter_errors(contents))
    except RecursionError:
        raise SchemaError(f"{name}: the schema is too deep") from None
    if error is not None:
        place = f" at {error.json_path}" if error.absolute_path else ""
        is_no = f"{error.instance!r} is no {error.validator_value} here (in Python's syntax)"
        reason = is_no if error.validator == "format" else error.message
        raise SchemaError(f"{name}: not a JSON Schema{place}: {reason}")


# ------------------------------------------------------------------------------ formats

FORMATS: Final = FormatChecker(())
"""The formats that jsonschema checks, some of them only where a library for them is installed.

A check that fails in any way refuses the text: with odd ones, some raise more than they announce.
"""
FORMATS.checkers = {
    name: (check, Exception)
    for name, (check, _) in Draft202012Validator.FORMAT_CHECKER.checkers.items()
}

_FORMATS_OF_SCHEMAS: Final = FormatChecker(())
"""The formats in a schema itself, where a bad text would raise an error when it is applied."""
_FORMATS_OF_SCHEMAS.checkers = {
    "regex": FORMATS.checkers["regex"],
    "uri-reference": (lambda value: bool(urlsplit(str(value))), ValueError),
}


# ------------------------------------------------------------------------------ following


def _follow(file: str, root: Resource[Any], registry: Registry[Any]) -> set[str]:
    """The formats in a schema and in all that it refers to.

    Raises SchemaError for a reference that leads to no schema, so that applying it cannot fail
    there.
    """
    formats: set[str] = set()
    seen: set[int] = set()
    parts = [(registry.resolver_with_root(root), root)]
    references: list[tuple[Any, str]] = []
    while parts or references:
        resolver, part = parts.pop() if parts else _target(file, *references.pop(), seen)
        schema = part.contents
        if id(schema) in seen:
            continue
        seen.add(id(schema))
        parts += [(resolver.in_subresource(each), each) for each in part.subresources()]
        if isinstance(schema, dict):
            references += [(resolver, schema[key]) for key in _REFERENCES if key in schema]
            formats |= {schema["format"]} if "format" in schema else set()
    return formats


_REFERENCES = ("$ref", "$dynamicRef")


def _target(file: str, resolver: Any, reference: str, seen: set[int]) -> tuple[Any, Resource[Any]]:
    """The schema that a reference leads to; raises SchemaError where there is none."""
    try:
        resolved = resolver.lookup(reference)
    except Unresolvable as error:
        cause = error.__cause__ and error.__cause__.__cause__  # what `_retrieve` has raised
        reason = f": {cause}" if isinstance(cause, SchemaError) else ", which is not there"
        raise SchemaError(f"{file}: it refers to {reference}{reason}") from None
    if id(resolved.contents) not in seen:
        _check(f"{file}: {reference}", resolved.contents)
    return resolved.resolver, DRAFT202012.create_resource(resolved.contents)
