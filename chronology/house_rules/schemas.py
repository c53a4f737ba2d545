"""JSON Schemas of others, read from files: a newsroom's house rules, for instance.

What a schema refers to is looked for in the files given and beside them, never on the network.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
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
from chronology.reading import content_of, read, typed
from chronology.schema import ID, chronology_schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


Contents: TypeAlias = tuple[tuple[str, bytes], ...]
"""The names of files, and what is in them."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema that can be applied, with all that it refers to.

    `unknown_formats` are the formats in it that nothing checks. `ours` has the identities of the
    parts that are this project's own schema. `contents` are the names and contents of the files
    from which it can be read again, with those beside it.
    """

    file: str
    validator: Draft202012Validator
    unknown_formats: tuple[str, ...]
    ours: frozenset[int]
    contents: Contents


def read_schemas(files: Sequence[str]) -> tuple[Schema, ...]:
    """The schemas in files, JSON or YAML, each of which may refer to the others by its `$id`.

    Raises SchemaError where one cannot be applied as it stands, and OSError where a file that is
    named here cannot be read.
    """
    return schemas_of(tuple((file, content_of(file, MAX_BYTES)) for file in files))


MAX_BYTES: Final = 16 * 1024 * 1024
"""How large a file with a schema may be, in bytes."""


def schemas_of(contents: Contents) -> tuple[Schema, ...]:
    """The schemas in files that have been read, by their names; otherwise as `read_schemas`."""
    library = _Library()
    roots = [library.read(file, content) for file, content in contents]
    made: Any = Registry  # whose arguments mypy does not see
    registry = STANDARD.combine(made(retrieve=library.retrieve)).with_resources(
        (each.contents["$id"], each) for each in roots
    )
    return tuple(
        _followed(file, root, registry, library, contents)
        for (file, _), root in zip(contents, roots, strict=True)
    )


@dataclass(slots=True)
class _Library:
    """The schemas that were read: where each stands, and which are our own."""

    homes: dict[str, File] = field(default_factory=dict)
    found: dict[str, Resource[Any]] = field(default_factory=dict)
    ours: set[int] = field(default_factory=set)

    def read(self, name: str, content: bytes) -> Resource[Any]:
        """The schema in a file that was named, under a name that leads to its neighbours."""
        contents = _parsed(name, content)
        _check(name, contents)
        if not isinstance(contents, dict):
            raise SchemaError(f"{name}: no schema with rules: it is only {str(contents).lower()}")
        if not contents.keys() & (Draft202012Validator.VALIDATORS.keys() | {"$defs"}):
            raise SchemaError(f"{name}: the schema asks for nothing: no key of it is a keyword")
        return self.shelved(contents, File(name).absolute())

    def shelved(self, contents: dict[str, Any], file: File) -> Resource[Any]:
        """A schema that knows where it stands; its `$id`, if it has one, counts for its folder."""
        name = urljoin(file.as_uri(), contents.get("$id", ""))
        self.homes[urljoin(name, ".") if "/" in name else ""] = file.parent
        placed = _without_false({**contents, "$id": name})
        if contents == chronology_schema():
            self.ours |= _identities(placed)
        return DRAFT202012.create_resource(placed)

    def retrieve(self, uri: str) -> Resource[Any]:
        """The schema at an address: our own, or one that a file holds."""
        if uri not in self.found:
            self.found[uri] = self.own() if uri == ID else self.beside(uri)
        return self.found[uri]

    def own(self) -> Resource[Any]:
        contents = chronology_schema()
        self.ours |= _identities(contents)
        return DRAFT202012.create_resource(contents)

    def beside(self, uri: str) -> Resource[Any]:
        file = self.file_of(uri)
        if file is None:
            raise SchemaError("it is none of the files given, and nothing is fetched")
        name = str(file.relative_to(File.cwd()) if file.is_relative_to(File.cwd()) else file)
        try:
            contents = _parsed(name, content_of(file, MAX_BYTES))
        except OSError as error:
            raise SchemaError(f"{name}: {error.strerror}") from None
        _check(name, contents)
        if not isinstance(contents, dict):
            return DRAFT202012.create_resource(contents)
        return self.shelved(contents, file)

    def file_of(self, uri: str) -> File | None:
        """The file that an address stands for, by the folders of the schemas that were read."""
        if urlsplit(uri).scheme == "file":
            return File(url2pathname(urlsplit(uri).path))
        for base, folder in self.homes.items():
            if uri.startswith(base) and not urlsplit(uri.removeprefix(base)).scheme:
                return folder / unquote(uri.removeprefix(base))
        return None


_NAMED = {"properties", "patternProperties", "dependentSchemas", "$defs"}
_LITERAL = {"const", "enum", "default", "examples"}


def _without_false(schema: Any) -> Any:
    """A schema that says `{"not": {}}` where `false` stands for a field or an item.

    For `false` alone jsonschema does not tell which field or item it is.
    """
    if isinstance(schema, list):
        return [_without_false({"not": {}} if each is False else each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: dict(zip(value, _without_false([*value.values()]), strict=True))
        if key in _NAMED and isinstance(value, dict)
        else value
        if key in _LITERAL
        else _without_false(value)
        for key, value in schema.items()
    }


def _identities(part: Any) -> set[int]:
    """The identities of a schema's parts, by which an error tells where its rule stands."""
    if not isinstance(part, dict | list):
        return set()
    inner = part.values() if isinstance(part, dict) else part
    return {id(part)}.union(*map(_identities, inner))


# ------------------------------------------------------------------------------ reading


def _parsed(name: str, content: bytes) -> Any:
    """What a text in JSON or, by the ending of its name, in YAML holds."""
    if File(name).suffix in (".yaml", ".yml"):
        document = read(content, name)
        for trouble in document.troubles:
            at = f"{trouble.position.line}:{trouble.position.column}"
            raise SchemaError(f"{name}:{at}: {trouble.message}")
        return typed(document)
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
    dialect = contents.get("$schema", _DIALECT) if isinstance(contents, dict) else _DIALECT
    if dialect not in (_DIALECT, f"{_DIALECT}#"):
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
        reason = error.message
        if error.validator == "format":
            reason = f"{error.instance!r} is no {error.validator_value} here (in Python's syntax)"
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
"""The formats in a schema itself, of which a bad text would raise an error when it is applied."""
_FORMATS_OF_SCHEMAS.checkers = {
    "regex": FORMATS.checkers["regex"],
    "uri-reference": (lambda value: bool(urlsplit(str(value))), ValueError),
}


# ------------------------------------------------------------------------------ following


def _followed(
    file: str, root: Resource[Any], registry: Registry[Any], library: _Library, contents: Contents
) -> Schema:
    """A schema all of whose references lead to schemas, so that applying it cannot fail there."""
    formats: set[str] = set()
    seen: set[int] = set()
    parts = [(registry.resolver_with_root(root), root)]
    references: list[tuple[Any, str]] = []
    while parts or references:
        resolver, part = parts.pop() if parts else _target(file, *references.pop(), seen)
        if id(part.contents) in seen:
            continue
        seen.add(id(part.contents))
        parts += [(resolver.in_subresource(each), each) for each in part.subresources()]
        if isinstance(part.contents, dict):
            wanted = (part.contents.get(key) for key in ("$ref", "$dynamicRef"))
            references += [(resolver, each) for each in wanted if each is not None]
            formats |= {part.contents["format"]} if "format" in part.contents else set()
    validator = Draft202012Validator(root.contents, registry=registry, format_checker=FORMATS)
    unknown = tuple(sorted(formats - FORMATS.checkers.keys()))
    return Schema(file, validator, unknown, frozenset(library.ours), contents)


def _target(file: str, resolver: Any, reference: str, seen: set[int]) -> tuple[Any, Resource[Any]]:
    """The schema that a reference leads to; raises SchemaError where there is none."""
    try:
        resolved = resolver.lookup(reference)
    except Unresolvable as error:
        cause: BaseException | None = error
        while cause is not None and not isinstance(cause, SchemaError):
            cause = cause.__cause__
        reason = f": {cause}" if cause else ", which is not there"
        raise SchemaError(f"{file}: it refers to {reference}{reason}") from None
    if id(resolved.contents) not in seen:
        _check(f"{file}: {reference}", resolved.contents)
    return resolved.resolver, DRAFT202012.create_resource(resolved.contents)
