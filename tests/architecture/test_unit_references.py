"""Every column that points at a unit, an officer or a post says what becomes of it when units are merged, split or dissolved.

In a merger nothing is rewritten: the successor reads and acts through the closure of units. In a split, a dissolution or a transfer what
goes on must be movable: it names the entry of `registries.holdings` that moves it. What does not move gives its reason here. A new column
fails until somebody has thought of it.
"""

from __future__ import annotations

from django.apps import apps

from motcua.kernel.registries import holdings

RECORD = "a record of what was: it keeps the name of who did it, was meant or was told then; its readers come through the closure"
STRUCTURE = "the structure itself: written by the reorganisation, with its own undoing"
POSTS = "ends on the date with the posts of the ended unit (`ended_posts`), and is put back by the undoing"
PERSON = "an officer is a person in a unit: people are placed anew by the office, their records keep who they were"
RIGHTS = "a right: over an ended unit it lives on through the closure; the new unit's people are given theirs"
OWN = "set up by each body for itself: the new body makes its own, the old one ends with its unit"
WITH_ITS_WHOLE = "moves with the record it is part of, or is told by it"

COLUMNS = {
    # organisations
    "organisations.UnitVersion.unit": STRUCTURE,
    "organisations.UnitVersion.parent": STRUCTURE,
    "organisations.UnitIdentifier.unit": STRUCTURE,
    "organisations.UnitEventParty.unit": STRUCTURE,
    "organisations.MovedHolding.from_unit": STRUCTURE,
    "organisations.MovedHolding.to_unit": STRUCTURE,
    "organisations.UnitClosure.ancestor": STRUCTURE,
    "organisations.UnitClosure.descendant": STRUCTURE,
    "organisations.Post.unit": POSTS,
    "organisations.Tenure.post": POSTS,
    "organisations.Tenure.officer": POSTS,
    "organisations.Charge.post": POSTS,
    "organisations.Charge.unit": POSTS,
    "organisations.SigningAuthority.post": POSTS,
    "organisations.SigningAuthority.unit": POSTS,
    "organisations.Delegation.giver": POSTS,
    "organisations.Delegation.receiver": POSTS,
    "organisations.Officer.unit": PERSON,
    "organisations.Grant.officer": PERSON,
    "organisations.Grant.unit": RIGHTS,
    "organisations.ApiToken.officer": PERSON,
    "organisations.Calendar.unit": OWN,
    "organisations.UnitAlias.owner": OWN,
    "organisations.UnitAlias.base_unit": "words of a paper mean units of its date; `queries.resolution` follows successors",
    "organisations.UnitAliasMember.unit": "words of a paper mean units of its date; `queries.resolution` follows successors",
    # documents
    "documents.LegalDocument.owner_unit": "holding:legal_documents",
    "documents.Approval.unit": "holding:approvals",
    "documents.Approval.drafting_unit": RECORD,
    "documents.Approval.drafter": PERSON,
    "documents.ApprovalVersion.submitted_by": RECORD,
    "documents.ApprovalHolder.officer": "steps whose holder left are handed on each hour (`documents.unheld_steps`)",
    "documents.ApprovalDecision.officer": RECORD,
    "documents.ApprovalDecision.instead_of": RECORD,
    "documents.ApprovalDecision.to": RECORD,
    "documents.ApprovalSignature.signer": RECORD,
    "documents.ApprovalSignature.recorded_by": RECORD,
    "documents.ApprovalRoute.unit": OWN,
    "documents.OutgoingDocument.unit": RECORD,
    "documents.OutgoingDocument.drafter": RECORD,
    "documents.Citation.unit": WITH_ITS_WHOLE,
    "documents.NumberSeries.unit": "numbers of a body end with it; the new body's books begin at 01",
    # messages
    "messaging.Message.officer": RECORD,
    "messaging.Message.post": RECORD,
    "messaging.Message.stands_for": RECORD,
    # procedures
    "procedures.Assignment.unit": "holding:procedure_assignments",
    "procedures.Assignment.counter": "holding:procedure_assignments",
    "procedures.LocalEntry.unit": "holding:procedure_layer",
    "procedures.PublicationDecision.owner": "holding:publications",
    "procedures.PublicationDecision.issuer": RECORD,
    "procedures.Disclosure.unit": RECORD,
    "procedures.CompetenceTransfer.from_unit": RECORD,
    "procedures.PrintedPaper.unit": RECORD,
    "procedures.RolePost.unit": OWN,
    "procedures.RolePost.post": "a post that ended seats nobody: the role shows as lacking until the unit names another",
    "procedures.ReviewRound.owner": "holding:procedure_reviews",
    "procedures.ReviewItem.unit": "holding:procedure_reviews",
    "procedures.DraftRegulation.owner": "holding:draft_regulations",
    "procedures.DraftRegulation.drafter": RECORD,
    "procedures.RegulationComment.unit": "a question with a date of days: answered by the successor, asked anew where there are several",
    # indicators
    "indicators.Observation.unit": "frozen: figures are read in the old and the new structure",
    "indicators.Release.unit": "what a leader released of a unit's figures ends with the unit; the new unit's are closed until released",
    # records
    "records.Result.unit": RECORD,
    # dossiers
    "dossiers.Dossier.unit": "holding:dossiers",
    "dossiers.Dossier.intake_unit": "holding:dossiers",
    "dossiers.Participant.unit": "holding:dossiers",
    "dossiers.DossierStep.unit": "holding:dossiers",
    "dossiers.DossierStep.officer": "open steps that move fall to whoever can take them; else the head gives them to another",
    "dossiers.DossierStep.closed_by": RECORD,
    "dossiers.SupplementRequest.asked_by": RECORD,
    "dossiers.Opinion.unit": "a question with a date of days: answered by the successor, asked anew where there are several",
    "dossiers.Opinion.asked_by": RECORD,
    "dossiers.Opinion.answered_by": RECORD,
    # plans
    "plans.Plan.owner": "holding:plans",
    "plans.Plan.issuer": RECORD,
    "plans.Reading.owner": "holding:plans",
    "plans.Task.owner": "holding:plans",
    "plans.TaskUnit.unit": "holding:work",
    "plans.Occurrence.unit": "holding:work",
    "plans.Occurrence.officer": "follows its post each hour (`plans.follow_posts`)",
    "plans.Assignee.officer": "the head of the new unit assigns, or hands over (Bàn giao)",
    "plans.UrgedWork.unit": "holding:work",
    "plans.UrgingLetter.owner": "holding:urging_letters",
    "plans.UrgingLetter.signer": RECORD,
    "plans.Difficulty.unit": "holding:work",
    "plans.Difficulty.owner": "answered by whoever was in charge when it was raised, or from above the body that gave the work",
    "plans.Difficulty.leader": RECORD,
    "plans.FundingLine.owner": "holding:funding",
    "plans.FundingLine.unit": RECORD,
    "plans.WorkSource.owner": RECORD,
    "plans.WorkSource.leader": RECORD,
    "plans.Deliverable.unit": RECORD,
    "plans.InputRequest.unit": "a question with a date of days: answered by the successor, asked anew where there are several",
    "plans.Comment.mentions": RECORD,
    "plans.Comment_mentions.officer": RECORD,
    "plans.OutreachEvidence.unit": RECORD,
    "plans.Consulted.unit": "a question with a date of days: answered by the successor, asked anew where there are several",
    "plans.CalendarFeed.officer": PERSON,
    "plans.CalendarFeed.unit": "shows what the unit owes; whoever works elsewhere opens a new one",
    "plans.TargetBinding.unit": "the figure that a paper promised is that of the unit of its date, read in the structure asked for",
    "plans.Scheme.owner": OWN,
    "plans.Round.owner": RECORD,
    "plans.Assessed.unit": RECORD,
    "plans.Assessed.officer": RECORD,
    "plans.Nomination.unit": RECORD,
    "plans.Nomination.officer": RECORD,
    "plans.Initiative.owner": RECORD,
    "plans.Checklist.owner": OWN,
    "plans.Inspection.owner": RECORD,
    "plans.InspectionMember.officer": RECORD,
    "plans.InspectedUnit.unit": RECORD,
}
POINTED_AT = {"organisations.Unit", "organisations.Officer", "organisations.Post"}


def pointing() -> set[str]:
    found = set()
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("motcua."):
            continue
        for field in (*model._meta.fields, *model._meta.many_to_many):
            target = field.related_model
            if field.is_relation and isinstance(target, type) and target._meta.label in POINTED_AT:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def test_every_column_that_points_at_a_unit_an_officer_or_a_post_is_thought_of() -> None:
    assert pointing() - COLUMNS.keys() == set()
    assert COLUMNS.keys() - pointing() == set()


def test_every_holding_that_is_named_is_there_and_each_there_is_named() -> None:
    named = {reason.removeprefix("holding:") for reason in COLUMNS.values() if reason.startswith("holding:")}

    assert named == {key for key, _entry in holdings.items()}
