"""TIE Break: measure the digital dependence of a collectivité, and plan the way out.

The public names of the core. Plugins import from here and from `tiebreak.testing`, nothing else.
"""

from tiebreak.catalogue.checking import CatalogueReport, check_catalogue
from tiebreak.catalogue.claims import claim_sentence, claims_of, mentions_of
from tiebreak.catalogue.contributions import Contribution, contributions_of
from tiebreak.catalogue.index import Catalogue
from tiebreak.catalogue.searching import search_catalogue
from tiebreak.catalogue.staleness import StaleClaim, stale_claims
from tiebreak.choosing_model import chosen_chat, chosen_embedder, provider_of
from tiebreak.clause_lint import LintFinding, LintRule, lint_clause, load_lint_rules
from tiebreak.comparing_plans import ChangedAction, DroppedAction, PlanDifferences, PlanOutcome, plan_differences
from tiebreak.comparing_words import between, changed_constraints_words, compared_facts, conflict_words, difference_sentences
from tiebreak.constraining import (
    CLASS_WORDS,
    ConstraintsFile,
    Opening,
    SubjectNames,
    constraints_of,
    opening_of,
    read_constraints_file,
    subject_names,
)
from tiebreak.contract_days import last_notice_day, plus_months
from tiebreak.criteria.answers import AnswerBook, AnswerRules, Facts, Subject, answers_to
from tiebreak.criteria.chosen import Chosen
from tiebreak.criteria.gates import ranked, with_required
from tiebreak.criteria.questions import LevelProof, NextQuestion, level_proof, next_question
from tiebreak.criteria.scoring import Scorer, Weighted, aggregated, combined, criteria_score
from tiebreak.errors import (
    CaseFileError,
    FetchError,
    InputError,
    KnowledgeError,
    MappingError,
    MixedAmountsError,
    ModelError,
    PlanningError,
    PluginError,
    RowsError,
    TieBreakError,
    UnreadableFileError,
)
from tiebreak.given import budget_year_of
from tiebreak.grounding import Ledger, PlacedFacts, objections, printed, render, sentences_in, stands_for, unpaired
from tiebreak.knowledge.article_numbers import article_mentions, named_places, named_texts, unknown_articles
from tiebreak.knowledge.checking import KnowledgeReport, check_knowledge
from tiebreak.knowledge.index import KnowledgeBase, article_words
from tiebreak.members import Member, Members, members_of, printable_name, refuse_bomb
from tiebreak.memory import ColumnMemory, Layout
from tiebreak.method import diagnose
from tiebreak.method.axes import Lens, is_free
from tiebreak.method.criteria_of import Answering
from tiebreak.method.facts import state_facts
from tiebreak.method.risk import alternatives_for
from tiebreak.method.sentences import (
    budget_year,
    doubtful_sentences,
    not_counted_sentences,
    nothing_measured,
    plan_sentence,
    reading_sentence,
    unadded_sentences,
)
from tiebreak.method.sentences_beside_money import (
    amount_words,
    conflict_sentences,
    inventory_sentences,
    reconciliation_sentences,
    uses_sentences,
)
from tiebreak.method.shares import dependence_share, share_after
from tiebreak.model.authority import AUTHORITY_KIND_LABELS, UNNAMED, Authority, AuthorityKind, InseeCode
from tiebreak.model.base import Frozen
from tiebreak.model.case_file import (
    CASE_FILE_SUFFIX,
    CaseFile,
    CriticalityDecision,
    Pins,
    RecognitionDecision,
    is_case_file,
    kept_case,
)
from tiebreak.model.catalogue import (
    AXIS_LABELS,
    AmbiguousName,
    Axis,
    CatalogueEntries,
    CatalogueFault,
    Gap,
    Holder,
    Mention,
    Solution,
    Supplier,
    SupplierKind,
)
from tiebreak.model.country import CountryCode, load_country_names
from tiebreak.model.criteria import (
    Aggregation,
    CatalogueFact,
    CriteriaSet,
    CriteriaSubject,
    Criterion,
    CrosswalkRule,
    Dimension,
    Gate,
    Inference,
    Rung,
    WeightProfile,
)
from tiebreak.model.criteria_score import (
    GATE_LABELS,
    AnswerOrigin,
    CriteriaAnswer,
    CriteriaScore,
    DimensionScore,
    GateResult,
    RequiredLevel,
)
from tiebreak.model.dependency import Dependency
from tiebreak.model.diagnosis import (
    QUADRANT_LABELS,
    SOLUTION_CLASS_LABELS,
    Assessment,
    AxisAnswer,
    AxisShare,
    Breakdown,
    Diagnosis,
    FileAccount,
    FunctionUse,
    InventorySummary,
    LeftOutSummary,
    MarginalDiagnosis,
    Perimeter,
    Quadrant,
    Reconciliation,
    ScoreRange,
    SolutionClass,
    UsesDiagnosis,
)
from tiebreak.model.drafting import OBJECTION_LABELS, DraftedSentence, Objection, ObjectionKind
from tiebreak.model.effort import EFFORT_UNIT_LABELS, FIGURES_STATUS_LABELS, EffortUnit, FiguresStatus, Migration
from tiebreak.model.evidence import (
    AccountBalance,
    InventoryItem,
    MarginalCell,
    MarginalDimension,
    MarginalTable,
    ProductUse,
    Provenance,
    PurchaseContract,
    SpendLine,
    UseGround,
)
from tiebreak.model.facts import (
    NO_BREAK_SPACE,
    Fact,
    FactIdentifier,
    FactRegister,
    FactRounding,
    FactUnit,
    agree,
    formatted,
    french_number,
)
from tiebreak.model.interval import Interval, Share, share_interval
from tiebreak.model.knowledge import (
    APPLIES_LABELS,
    CLAUSE_USE_LABELS,
    RECORD_KIND_LABELS,
    Applies,
    Clause,
    ClauseUse,
    HelpEntry,
    KnowledgeDocuments,
    KnowledgeRecord,
    LegalPlace,
    LegalText,
    OutOfScope,
    Passage,
    RecordKind,
    Review,
    known_places,
)
from tiebreak.model.language_model import ChatMessage, ChatPiece, ChatRequest, ChatRole, Finish, ModelSettings, Tool, ToolCall
from tiebreak.model.money import AMOUNT_KIND_LABELS, TAX_BASIS_LABELS, AmountKind, Euros, TaxBasis, parse_euros, to_cents
from tiebreak.model.nomenclature import Criticality, Function, Nomenclature, SpendType, load_nomenclature
from tiebreak.model.planning import (
    AMBITION_LABELS,
    DEFAULT_TEAM,
    Ambition,
    Blackout,
    Deadline,
    OwnFigure,
    PlanningConstraints,
    PlanningWeights,
    Prerequisite,
    PriceChange,
    Target,
    Team,
    YearBudget,
)
from tiebreak.model.prices import AnnouncedPriceChange
from tiebreak.model.reading import ColumnUse, LeftOut, Reading
from tiebreak.model.recognition import Recognition, RecognitionMethod
from tiebreak.model.reference import CLAIM_STATUS_LABELS, Claim, ClaimStatus, HttpAddress, Reference
from tiebreak.model.trajectory import (
    ACTION_KIND_LABELS,
    ACTION_MODE_LABELS,
    Action,
    ActionKind,
    ActionMode,
    Conflict,
    CostRange,
    DaysRange,
    FrontPoint,
    NothingDone,
    Phase,
    Remaining,
    Trajectory,
    YearState,
)
from tiebreak.model.zone import ZonePolicies, ZonePolicy, load_zone_policies
from tiebreak.plan_words import (
    AMBITION_SENTENCES,
    CONFLICTS_ABOVE,
    SAME_TRAJECTORY,
    WITH_WHOM,
    FrontRow,
    front_rows,
    nothing_done_words,
    printed_range,
)
from tiebreak.plugin import (
    ENTRY_POINT_GROUP,
    ChatModel,
    Contributed,
    Embedder,
    Fetcher,
    FetchOptions,
    ModelProvider,
    Planner,
    PlanningProblem,
    PluginFailure,
    Registry,
    Report,
    ReportExporter,
    ReportInputs,
    Source,
    SourceOptions,
    hookimpl,
    load_registry,
)
from tiebreak.recognition import Recogniser, is_middleman
from tiebreak.spelling import normalise
from tiebreak.workflow import Request, Workbench

# fmt: off
__all__ = [
    "ACTION_KIND_LABELS", "ACTION_MODE_LABELS", "AMBITION_LABELS", "AMBITION_SENTENCES", "AMOUNT_KIND_LABELS", "APPLIES_LABELS",
    "AUTHORITY_KIND_LABELS", "AXIS_LABELS", "CASE_FILE_SUFFIX", "CLAIM_STATUS_LABELS", "CLASS_WORDS", "CLAUSE_USE_LABELS",
    "CONFLICTS_ABOVE", "DEFAULT_TEAM", "EFFORT_UNIT_LABELS", "ENTRY_POINT_GROUP", "FIGURES_STATUS_LABELS", "GATE_LABELS",
    "NO_BREAK_SPACE", "OBJECTION_LABELS", "QUADRANT_LABELS", "RECORD_KIND_LABELS", "SAME_TRAJECTORY", "SOLUTION_CLASS_LABELS",
    "TAX_BASIS_LABELS", "UNNAMED", "WITH_WHOM", "AccountBalance", "Action", "ActionKind", "ActionMode", "Aggregation",
    "AmbiguousName", "Ambition", "AmountKind", "AnnouncedPriceChange", "AnswerBook", "AnswerOrigin", "AnswerRules", "Answering",
    "Applies", "Assessment", "Authority", "AuthorityKind", "Axis", "AxisAnswer", "AxisShare", "Blackout", "Breakdown",
    "CaseFile", "CaseFileError", "Catalogue", "CatalogueEntries", "CatalogueFact", "CatalogueFault", "CatalogueReport",
    "ChangedAction", "ChatMessage", "ChatModel", "ChatPiece", "ChatRequest", "ChatRole", "Chosen", "Claim", "ClaimStatus",
    "Clause", "ClauseUse", "ColumnMemory", "ColumnUse", "Conflict", "ConstraintsFile", "Contributed", "Contribution",
    "CostRange", "CountryCode", "CriteriaAnswer", "CriteriaScore", "CriteriaSet", "CriteriaSubject", "Criterion", "Criticality",
    "CriticalityDecision", "CrosswalkRule", "DaysRange", "Deadline", "Dependency", "Diagnosis", "Dimension", "DimensionScore",
    "DraftedSentence", "DroppedAction", "EffortUnit", "Embedder", "Euros", "Fact", "FactIdentifier", "FactRegister",
    "FactRounding", "FactUnit", "Facts", "FetchError", "FetchOptions", "Fetcher", "FiguresStatus", "FileAccount", "Finish",
    "FrontPoint", "FrontRow", "Frozen", "Function", "FunctionUse", "Gap", "Gate", "GateResult", "HelpEntry", "Holder",
    "HttpAddress", "Inference", "InputError", "InseeCode", "Interval", "InventoryItem", "InventorySummary", "KnowledgeBase",
    "KnowledgeDocuments", "KnowledgeError", "KnowledgeRecord", "KnowledgeReport", "Layout", "Ledger", "LeftOut",
    "LeftOutSummary", "LegalPlace", "LegalText", "Lens", "LevelProof", "LintFinding", "LintRule", "MappingError",
    "MarginalCell", "MarginalDiagnosis", "MarginalDimension", "MarginalTable", "Member", "Members", "Mention", "Migration",
    "MixedAmountsError", "ModelError", "ModelProvider", "ModelSettings", "NextQuestion", "Nomenclature", "NothingDone",
    "Objection", "ObjectionKind", "Opening", "OutOfScope", "OwnFigure", "Passage", "Perimeter", "Phase", "Pins", "PlacedFacts",
    "PlanDifferences", "PlanOutcome", "Planner", "PlanningConstraints", "PlanningError", "PlanningProblem", "PlanningWeights",
    "PluginError", "PluginFailure", "Prerequisite", "PriceChange", "ProductUse", "Provenance", "PurchaseContract", "Quadrant",
    "Reading", "Recogniser", "Recognition", "RecognitionDecision", "RecognitionMethod", "Reconciliation", "RecordKind",
    "Reference", "Registry", "Remaining", "Report", "ReportExporter", "ReportInputs", "Request", "RequiredLevel", "Review",
    "RowsError", "Rung", "ScoreRange", "Scorer", "Share", "Solution", "SolutionClass", "Source", "SourceOptions", "SpendLine",
    "SpendType", "StaleClaim", "Subject", "SubjectNames", "Supplier", "SupplierKind", "Target", "TaxBasis", "Team",
    "TieBreakError", "Tool", "ToolCall", "Trajectory", "UnreadableFileError", "UseGround", "UsesDiagnosis", "WeightProfile",
    "Weighted", "Workbench", "YearBudget", "YearState", "ZonePolicies", "ZonePolicy", "aggregated", "agree", "alternatives_for",
    "amount_words", "answers_to", "article_mentions", "article_words", "between", "budget_year", "budget_year_of",
    "changed_constraints_words", "check_catalogue", "check_knowledge", "chosen_chat", "chosen_embedder", "claim_sentence",
    "claims_of", "combined", "compared_facts", "conflict_sentences", "conflict_words", "constraints_of", "contributions_of",
    "criteria_score", "dependence_share", "diagnose", "difference_sentences", "doubtful_sentences", "formatted",
    "french_number", "front_rows", "hookimpl", "inventory_sentences", "is_case_file", "is_free", "is_middleman", "kept_case",
    "known_places", "last_notice_day", "level_proof", "lint_clause", "load_country_names", "load_lint_rules",
    "load_nomenclature", "load_registry", "load_zone_policies", "members_of", "mentions_of", "named_places", "named_texts",
    "next_question", "normalise", "not_counted_sentences", "nothing_done_words", "nothing_measured", "objections", "opening_of",
    "parse_euros", "plan_differences", "plan_sentence", "plus_months", "printable_name", "printed", "printed_range",
    "provider_of", "ranked", "read_constraints_file", "reading_sentence", "reconciliation_sentences", "refuse_bomb", "render",
    "search_catalogue", "sentences_in", "share_after", "share_interval", "stale_claims", "stands_for", "state_facts",
    "subject_names", "to_cents", "unadded_sentences", "unknown_articles", "unpaired", "uses_sentences", "with_required",
]
# fmt: on
