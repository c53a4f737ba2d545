"""Pages in the vocabulary of schema.org, as JSON-LD, for search engines and archives.

Nothing is stated there as certain that is not. A date is included only if it is a day, a month or a
year without any qualifier; a clock time only if it is exact. All else is left to the page and to
the API, which have words for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias

from chronology.dates import Edtf, End, Interval, is_certain
from chronology.events import Chronology, Event, Participation, Party, Place, Source
from chronology.formats.moments import moments
from chronology.vocabulary import FORMER, Capacity, Status

Linked: TypeAlias = dict[str, Any]
"""A JSON-LD object."""

Address: TypeAlias = Callable[[Event], str | None]
"""The absolute address of an event's page, if the site's own is known."""

_CONTEXT: Final = "https://schema.org"
_WIKIDATA: Final = "https://www.wikidata.org/entity/{}"
_GEONAMES: Final = "https://sws.geonames.org/{}/"
_LICENSE: Final = "https://spdx.org/licenses/{}.html"
_ISO_8601 = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
# Outside strings JSON has none of these; there a brace is followed by a quotation mark or a brace.
_ACTING = re.compile(r"[<>&\u2028\u2029]|\{(?=[{%#])")
_SPDX = re.compile(r"[A-Za-z0-9.-]+\+?")

# schema.org has no word for what was held, nor for what is disputed.
_STATUSES: Final = {
    Status.PLANNED: "https://schema.org/EventScheduled",
    Status.CANCELLED: "https://schema.org/EventCancelled",
    Status.POSTPONED: "https://schema.org/EventPostponed",
}


def event_data(event: Event, language: str | None, address: Address) -> Linked:
    """An event. Whoever was there is an `attendee`: the record has no organisers or performers."""
    start, end = _times(event)
    return {"@context": _CONTEXT} | _thing(
        "Event",
        identifier=event.id,
        name=event.title,
        description=event.summary,
        url=address(event),
        inLanguage=language,
        startDate=start,
        endDate=end,
        eventStatus=_STATUSES.get(event.status),
        location=_place(event.place, event.venue),
        attendee=[
            _attendee(each) for each in event.participants if each.capacity is not Capacity.ABSENT
        ],
        about=[
            _thing("DefinedTerm", name=each.label, description=each.meaning)
            for each in event.topics
        ],
        superEvent=event.part_of and _event_link(event.part_of, address),
        subjectOf=[_source(each) for each in event.sources],
    )


def dataset(
    chronology: Chronology, url: str | None, downloads: Sequence[tuple[str, str]]
) -> Linked:
    """The whole chronology; `downloads` are the addresses and media types of its files."""
    record = chronology.record
    return {"@context": _CONTEXT} | _thing(
        "Dataset",
        name=record.title,
        description=record.description,
        url=url,
        license=_license(record.license),
        inLanguage=record.language,
        temporalCoverage=_coverage(record.period),
        dateModified=_certain(record.as_of),
        keywords=[each.label for each in chronology.topics.values()],
        distribution=[
            _thing("DataDownload", contentUrl=address, encodingFormat=media_type)
            for address, media_type in downloads
        ],
    )


def script(data: Linked) -> str:
    """The element of an HTML page that holds linked data, in one line; nothing in it can act.

    No sign ends the element, and no two begin what plugins take for a template.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = _ACTING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return f'<script type="application/ld+json">{safe}</script>'


def _thing(type_: str, **properties: object) -> Linked:
    """An object of a type of schema.org, with those of its properties that are known."""
    known = {name: value for name, value in properties.items() if value not in (None, [])}
    return {"@type": type_, **known}


# ------------------------------------------------------------------------------ dates


def _times(event: Event) -> tuple[str | None, str | None]:
    """The start and the end of an event, each as far as it is certain."""
    clock = moments(event)
    if clock and not clock.about and (start := _moment(clock.start)):
        return start, _moment(clock.end) if clock.end else None
    if isinstance(event.date, Interval):
        return _certain(event.date.start), _certain(event.date.end)
    return _certain(event.date), None


def _moment(moment: datetime) -> str | None:
    """A moment to the minute; None if its zone kept seconds, for which ISO 8601 has no form."""
    offset = moment.utcoffset()
    if offset is not None and offset.seconds % 60:
        return None
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _certain(date: Edtf | End | None) -> str | None:
    """A day, month or year of four digits that is certain, as ISO 8601 writes it too."""
    return str(date) if is_certain(date) and _ISO_8601.fullmatch(str(date)) else None


def _coverage(period: Edtf | None) -> str | None:
    if not isinstance(period, Interval):
        return _certain(period)
    ends = _certain(period.start), _certain(period.end)
    return "/".join(filter(None, ends)) if all(ends) else None


# ------------------------------------------------------------------------------ parts


def _event_link(event: Event, address: Address) -> Linked:
    return _thing("Event", identifier=event.id, name=event.title, url=address(event))


def _attendee(participation: Participation) -> Linked:
    who = participation.who
    if isinstance(who, Party):
        return _organization(who)
    return _thing(
        "Person",
        name=who.name,
        alternateName=list(who.other_names),
        jobTitle=participation.role,
        affiliation=who.party and _organization(who.party),
        sameAs=who.wikidata and _WIKIDATA.format(who.wikidata),
    )


def _organization(party: Party) -> Linked:
    same = party.wikidata and _WIKIDATA.format(party.wikidata)
    return _thing("Organization", name=party.name, sameAs=same)


def _place(place: Place | None, venue: str | None) -> Linked | None:
    """A place with its building or spot; a building alone has a name and no more."""
    inner = _known_place(place) if place else None
    return _thing("Place", name=venue, containedInPlace=inner) if venue else inner


def _known_place(place: Place) -> Linked:
    # schema.org has no codes of countries but those of ISO 3166-1.
    country = place.country and FORMER.get(place.country, place.country)
    latitude, longitude = place.latitude, place.longitude
    has_point = latitude is not None and longitude is not None
    same = [
        address.format(id_)
        for address, id_ in ((_WIKIDATA, place.wikidata), (_GEONAMES, place.geonames))
        if id_
    ]
    return _thing(
        "Place",
        name=place.name,
        alternateName=list(place.other_names),
        address=country and _thing("PostalAddress", addressCountry=country),
        geo=_thing("GeoCoordinates", latitude=latitude, longitude=longitude) if has_point else None,
        sameAs=same,
    )


def _source(source: Source) -> Linked:
    return _thing(
        "CreativeWork",
        name=source.name,
        publisher=source.publisher and _thing("Organization", name=source.publisher),
        # Bylines name people, offices and agencies; this is their words, and not who they are.
        creditText=", ".join(source.authors) or None,
        datePublished=_certain(source.published),
        inLanguage=source.language,
        url=source.url or next(iter(source.copies), None),
        archivedAt=source.archived,
    )


def _license(name: str | None) -> str | None:
    """The address of a licence, from its SPDX identifier."""
    return _LICENSE.format(name) if name and _SPDX.fullmatch(name) else None
