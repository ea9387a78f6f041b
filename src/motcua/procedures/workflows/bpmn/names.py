"""Namespaces of BPMN 2.0 (OMG formal/2011-01-03) and of what we say beyond it."""

from __future__ import annotations

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"
OURS = "urn:motcua:workflow:1"
PREFIXES = {None: MODEL, "bpmndi": DI, "dc": DC, "di": DD, "motcua": OURS}


def model(name: str) -> str:
    return f"{{{MODEL}}}{name}"


def ours(name: str) -> str:
    return f"{{{OURS}}}{name}"
