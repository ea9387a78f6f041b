"""Tables of the registry, by noun."""

from motcua.procedures.models.bulk import BulkAct, BulkKind, BulkLine, BulkState
from motcua.procedures.models.files import FileKind, ProcedureFile
from motcua.procedures.models.imports import ImportRow, ImportRun, RowState, RunMode
from motcua.procedures.models.life_events import LifeAudience, LifeEvent, LifeEventEntry
from motcua.procedures.models.marks import FlagKind, OnlineLevel, ProcedureFlag
from motcua.procedures.models.pages import LinkState, NationalLink, PageRemark, PageViews
from motcua.procedures.models.papers import PaperKind, PrintedPaper, PrintRun, RunManner
from motcua.procedures.models.places import Assignment, AssignmentRole, CompetenceTransfer, LocalEntry, LocalKind
from motcua.procedures.models.publication import (
    Disclosure,
    ItemAction,
    MatchedBy,
    Place,
    PublicationDecision,
    PublicationItem,
)
from motcua.procedures.models.registry import Field, Origin, Procedure, ProcedureKind, ProcedureVersion, VersionState
from motcua.procedures.models.regulations import (
    CitedGround,
    CommentStand,
    DraftRegulation,
    LawCause,
    LawReview,
    RegulationComment,
    RegulationImpact,
)
from motcua.procedures.models.reviews import (
    CostParameter,
    CostParameterKind,
    HintKind,
    Proposal,
    ProposalKind,
    ReviewGround,
    ReviewHint,
    ReviewItem,
    ReviewRound,
)
from motcua.procedures.models.search import SearchMiss, Synonym
from motcua.procedures.models.workflows import (
    FoundState,
    FoundWorkflow,
    InternalWorkflow,
    RolePost,
    WorkflowLevel,
    WorkflowReading,
    WorkflowState,
)

__all__ = [
    "Assignment",
    "AssignmentRole",
    "BulkAct",
    "BulkKind",
    "BulkLine",
    "BulkState",
    "CitedGround",
    "CommentStand",
    "CompetenceTransfer",
    "CostParameter",
    "CostParameterKind",
    "Disclosure",
    "DraftRegulation",
    "Field",
    "FileKind",
    "FlagKind",
    "FoundState",
    "FoundWorkflow",
    "HintKind",
    "ImportRow",
    "ImportRun",
    "InternalWorkflow",
    "ItemAction",
    "LawCause",
    "LawReview",
    "LifeAudience",
    "LifeEvent",
    "LifeEventEntry",
    "LinkState",
    "LocalEntry",
    "LocalKind",
    "MatchedBy",
    "NationalLink",
    "OnlineLevel",
    "Origin",
    "PageRemark",
    "PageViews",
    "PaperKind",
    "Place",
    "PrintRun",
    "PrintedPaper",
    "Procedure",
    "ProcedureFile",
    "ProcedureFlag",
    "ProcedureKind",
    "ProcedureVersion",
    "Proposal",
    "ProposalKind",
    "PublicationDecision",
    "PublicationItem",
    "RegulationComment",
    "RegulationImpact",
    "ReviewGround",
    "ReviewHint",
    "ReviewItem",
    "ReviewRound",
    "RolePost",
    "RowState",
    "RunManner",
    "RunMode",
    "SearchMiss",
    "Synonym",
    "VersionState",
    "WorkflowLevel",
    "WorkflowReading",
    "WorkflowState",
]
