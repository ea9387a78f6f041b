"""A procedure as linked data: CPSV-AP 3.2 for catalogues, GovernmentService of schema.org for search engines, DCAT for the data set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation

from motcua.kernel.workdays import Unit
from motcua.procedures.content import AgencyRole, Audience, Channel, ChannelKind, Content, Fee, Limit
from motcua.procedures.content.local import Effective, FeePair, LimitPair
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.queries import shown
from motcua.procedures.queries.words import fee_words, limit_words
from motcua.procedures.reading.channels import CHANNELS

CPSV: dict[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of CPSV-AP 3.2.0 (SEMIC)."""
_LANGUAGE = "http://publications.europa.eu/resource/authority/language/VIE"
_THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_CHANNEL_NAMES: dict[ChannelKind | None, str] = {kind: name for name, kind in CHANNELS.items()}
_PEOPLE = {Audience.CITIZEN, Audience.OVERSEAS, Audience.FOREIGNER, Audience.OFFICER}


def public_service(
    procedure: Procedure, version: ProcedureVersion, content: Content, base: str, effective: Effective
) -> dict[str, Any]:
    """A `cpsv:PublicService` as it holds here: limits and fees that the province settled stand in place of the national ones, with their
    decision. What nobody has structured yet stands in the description of its part, never guessed."""
    page = f"{base}/thu-tuc/{procedure.base_code}"
    held: dict[str, Any] = {
        "@context": CPSV,
        "@id": page,
        "@type": "cpsv:PublicService",
        "dct:identifier": procedure.display_code,
        "dct:title": _vi(content.name),
        "dct:description": _vi(content.description or content.name),
        "dct:language": {"@id": _LANGUAGE},
        "foaf:page": {"@id": page},
        "dct:issued": {"@type": "xsd:date", "@value": version.valid_from.isoformat()},
        "cv:hasCompetentAuthority": [
            {"@type": "cv:PublicOrganisation", "skos:prefLabel": _vi(a.name)}
            for a in content.agencies
            if a.role == AgencyRole.COMPETENT
        ],
        "cv:hasChannel": [
            {"@id": f"{page}#{c.kind.value}", "@type": "cv:Channel", "dct:type": c.kind.value}
            | ({"dct:description": _vi(told)} if (told := _channel_told(c, effective)) else {})
            for c in content.channels
        ],
        "cpsv:hasInput": [
            {"@id": f"{page}#{c.code}", "@type": "cv:Evidence", "dct:identifier": c.code, "dct:title": _vi(c.name)}
            for c in content.components
        ],
        "cpsv:produces": [{"@type": "cv:Output", "dct:title": _vi(r.name)} for r in content.results],
        "cv:hasCost": [
            {"@type": "cv:Cost", "cv:value": _decimal(pair.used.amount), "cv:currency": pair.used.currency}
            | ({"dct:description": _vi(told)} if (told := _joined(_about(pair.used), _fee_told(pair))) else {})
            | ({"cv:ifAccessedThrough": {"@id": f"{page}#{pair.used.channel.value}"}} if pair.used.channel else {})
            for pair in effective.fees
        ],
        "cv:holdsRequirement": [
            {"@type": "cv:Requirement", "dct:description": _vi(c.text)} for c in content.conditions
        ],
        "cpsv:follows": [
            {"@type": "cpsv:Rule", "dct:description": _vi(" ".join(t for t in (s.label, s.text) if t))}
            for s in content.steps
        ],
        "cv:hasLegalResource": [
            {"@type": "eli:LegalResource", "dct:identifier": g.number, "dct:title": _vi(g.title or g.number)}
            for g in content.grounds
        ],
        "dcat:keyword": [_vi(word) for word in (*content.other_names, *content.keywords)],
        "cv:thematicArea": [{"@type": "skos:Concept", "skos:prefLabel": _vi(content.field)}] if content.field else [],
        "cv:processingTime": sorted({duration for pair in effective.limits if (duration := duration_of(pair.used))}),
    }
    return {key: value for key, value in held.items() if value not in ([], "")}


def government_service(procedure: Procedure, content: Content, page: str, effective: Effective) -> dict[str, Any]:
    """A `GovernmentService` for the page itself, with the limits, fees and places that hold here."""
    audiences = set(content.audiences)
    kinds = [
        word
        for word, those in (("người dân", _PEOPLE), ("tổ chức, doanh nghiệp", set(Audience) - _PEOPLE))
        if audiences & those
    ]
    places = [{"@type": "Place", "name": place} for place in shown.places_of(content, effective)]
    held: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": page,
        "url": page,
        "name": content.name,
        "identifier": procedure.display_code,
        "serviceType": content.field,
        "provider": _organisations(content, AgencyRole.COMPETENT),
        "serviceOperator": _organisations(content, AgencyRole.PERFORMING),
        "audience": [{"@type": "Audience", "audienceType": kind} for kind in kinds],
        "availableChannel": [
            {"@type": "ServiceChannel", "name": _CHANNEL_NAMES[c.kind], "availableLanguage": "vi"}
            | (
                {"serviceUrl": content.origin}
                if c.kind == ChannelKind.ONLINE and content.origin.startswith("http")
                else {}
            )
            | ({"serviceLocation": places} if c.kind == ChannelKind.DIRECT and places else {})
            | ({"processingTime": longest} if (longest := _longest(c.kind, effective)) else {})
            for c in content.channels
        ],
        "offers": [
            {"@type": "Offer", "price": str(pair.used.amount), "priceCurrency": pair.used.currency}
            | ({"name": about} if (about := _about(pair.used)) else {})
            | ({"description": told} if (told := _fee_told(pair)) else {})
            for pair in effective.fees
        ],
    }
    return {key: value for key, value in held.items() if value not in ([], "")}


def catalogue(
    base: str, modified: datetime, titles: Mapping[str, str], *, publisher: str, licence: str
) -> dict[str, Any]:
    """The registry as a `dcat:Catalog` with one data set and its files: what DCAT-AP 3.0 demands, and of what it recommends all that is
    known here. `titles`: of the catalogue and of the data set. `licence` is an address; "" where the province has set none.
    """
    files = (
        (f"{base}/thu-tuc/tai/thu-tuc.csv", "text/csv", "CSV", True),
        (f"{base}/thu-tuc/tai/thu-tuc.jsonl", "application/x-ndjson", "JSON Lines", True),
        (f"{base}/api/v1/procedures", "application/json", "REST", False),
    )
    licensed = {"dct:license": {"@id": licence}} if licence else {}
    common: dict[str, Any] = {
        "dct:publisher": {"@id": f"{base}/#co-quan", "@type": "foaf:Agent", "foaf:name": _vi(publisher)},
        "dct:modified": {"@type": "xsd:dateTime", "@value": modified.isoformat(timespec="seconds")},
        "dct:language": {"@id": _LANGUAGE},
    }
    data_set = {
        "@id": f"{base}/thu-tuc/#danh-muc",
        "@type": "dcat:Dataset",
        "dct:title": _vi(titles["data_set"]),
        "dct:description": _vi(titles["description"]),
        **common,
        "dcat:keyword": [_vi(titles["keyword"])],
        "dcat:theme": [{"@id": _THEME}],
        "dcat:landingPage": {"@id": f"{base}/thu-tuc/"},
        "dcat:distribution": [
            {"@type": "dcat:Distribution", "dct:title": name, "dcat:accessURL": {"@id": url}, "dcat:mediaType": media}
            | ({"dcat:downloadURL": {"@id": url}} if whole else {})
            | licensed
            for url, media, name, whole in files
        ],
    }
    return {
        "@context": CPSV,
        "@id": f"{base}/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _vi(titles["catalogue"]),
        "dct:description": _vi(titles["catalogue_description"]),
        **common,
        **licensed,
        "foaf:homepage": {"@id": f"{base}/"},
        "dcat:dataset": [data_set],
    }


def duration_of(limit: Limit) -> str:
    """As `xsd:duration`; working days and hours have no such form and are left out rather than told wrongly."""
    if limit.value != limit.value.to_integral_value():
        return ""
    match limit.unit:
        case Unit.DAY:
            return f"P{int(limit.value)}D"
        case Unit.MONTH:
            return f"P{int(limit.value)}M"
        case Unit.SAME_DAY:
            return "P1D"
        case _:
            return ""


def _about(entry: Limit | Fee) -> str:
    """For which channel and case an amount or a time is asked."""
    return ": ".join(one for one in (_CHANNEL_NAMES.get(entry.channel, ""), entry.case) if one)


def _organisations(content: Content, role: AgencyRole) -> list[dict[str, str]]:
    return [{"@type": "GovernmentOrganization", "name": a.name} for a in content.agencies if a.role == role]


def _holding(kind: ChannelKind, effective: Effective) -> list[LimitPair]:
    """The limits of one way of filing: in each case its own, else those of every way."""
    own = {pair.used.case for pair in effective.limits if pair.used.channel == kind}
    return [
        pair
        for pair in effective.limits
        if pair.used.channel == kind or (pair.used.channel is None and pair.used.case not in own)
    ]


def _longest(kind: ChannelKind, effective: Effective) -> str:
    """schema.org has one time for a channel: given where it is one and can be told as a duration."""
    found = {duration_of(pair.used) for pair in _holding(kind, effective)}
    return found.pop() if len(found) == 1 else ""


def _channel_told(channel: Channel, effective: Effective) -> str:
    """How to file this way, and its limits: the vocabulary has a time for the whole service alone, and none in working days."""
    with translation.override("vi"):  # as all that the registry tells of a procedure
        times = [
            _joined(
                ": ".join(one for one in (pair.used.case, limit_words(pair.used)) if one),
                shown.kept_by(pair, limit_words),
            )
            for pair in _holding(channel.kind, effective)
        ]
    return _joined(channel.description, f"Thời hạn: {'; '.join(times)}." if times else "")


def _fee_told(pair: FeePair) -> str:
    """Who is exempt, and by which decision the province set it."""
    with translation.override("vi"):
        return shown.beside(pair, fee_words)


def _joined(*texts: str) -> str:
    return " ".join(one for one in texts if one)


def _vi(text: str) -> dict[str, str]:
    return {"@language": "vi", "@value": text}


def _decimal(amount: Decimal) -> dict[str, str]:
    return {"@type": "xsd:decimal", "@value": str(amount)}
