"""The pages by name, for whoever reads the audit: "Correction of visit" and not "visit-correct"."""

from kith.web.navigation import PAGES
from kith.web.record import SECTIONS

# Names that do not tell what they are: everything else is read from its last part.
OWN = {
    "assessment-authorise": "Authorising of an assessment",
    "assessment-family": "Family’s part of an assessment",
    "assessment-look": "Look at an assessment",
    "assessment-part": "Child’s part of an assessment",
    "assessment-tell": "Telling of an assessment",
    "audit": "Audit",
    "adopters-place": "Placing with adopters",
    "audit-file": "Audit as a file",
    "built-return": "Built return",
    "built-return-files": "Built return as files",
    "card": "Short card",
    "child-return-issues": "Returns: what to put right",
    "care-other": "Something else about care",
    "child-print": "Print of the overview",
    "details": "Details",
    "disposal-carry-out": "Carrying out of a disposal",
    "disposal-propose": "Proposal of a disposal",
    "disposal-withdraw": "Keeping a record after all",
    "document-file": "Document",
    "check-answer": "Answer of a partner",
    "check-new": "Question to a partner",
    "contact-decide": "Decision about a contact",
    "contact-take": "New contact",
    "contact-tell": "Who was told of a contact",
    "duplicates": "Likely duplicates",
    "emergency": "Emergency access",
    "enquiry-clock": "What starts the clock of an enquiry",
    "enquiry-seen": "Child seen in an enquiry",
    "escalation-answer": "Answer to a conference chair",
    "emergency-review": "Review of emergency access",
    "file-check": "Check of files",
    "file-check-children": "Check of files, by child",
    "file-check-file": "Check of files as a file",
    "file-check-issues": "Check of files, issues",
    "file-check-issues-file": "Check of files, issues as a file",
    "file-check-not-read": "Check of files, what was not read",
    "file-check-not-run": "Check of files, rules not run",
    "file-check-remove": "Removing what a check found",
    "file-check-rules": "Check of files, by rule",
    "first-seal": "Sealing of the first record",
    "need-close": "Closing of an episode of need",
    "need-plan-action": "Action of a child in need plan",
    "need-plan-done": "Action of a child in need plan done",
    "need-plan-end": "End of a child in need plan",
    "need-plan-new": "New child in need plan",
    "need-plan-review": "Review of a child in need plan",
    "hold-lift": "Lifting of a legal hold",
    "hold-new": "New legal hold",
    "hold-review": "Review of a legal hold",
    "holds": "Legal holds",
    "interview": "Return interview",
    "keeping": "Keeping records",
    "keeping-disposed": "Records disposed of",
    "keeping-of": "Keeping of a record",
    "keeping-proposed": "Disposals proposed",
    "lateness": "Reason for lateness",
    "load-issues-file": "Load, things to look at as a file",
    "merge": "Two records side by side",
    "merge-of": "Merge of two records",
    "merge-undo": "Undoing of a merge",
    "merges": "Merged records",
    "reason": "Reason for opening the record",
    "reconciliation-file": "Reconciliation as a file",
    "return-asked": "What the data team asks",
    "return-issues": "What is to be put right in a return",
    "return-issues-child": "What is to be put right of a child in a return",
    "return-issues-find": "Finding a child in a return",
    "restriction-allow": "Restriction, letting somebody in",
    "restriction-give": "Restriction, giving it to another owner",
    "restriction-hand-over": "Restriction, handing it over",
    "restriction-of": "Restriction",
    "restriction-review": "Review of a restriction",
    "restriction-stop": "Restriction, letting somebody in no longer",
    "restrictions": "Restrictions",
    "restrictions-all": "All restrictions",
    "sign-off": "Signing a return off",
    "sign-off-check": "Check of a return before it is signed off",
    "sign-off-sign": "Signature under a return",
    "signed-return": "Return signed off",
    "signed-return-differences": "Return signed off, beside the latest build",
    "signed-return-file": "Return signed off as a file",
    "signed-returns": "Returns signed off",
    "schedule": "The council’s own schedule",
    "schedule-set": "Setting of the council’s own schedule",
    "sdq-new": "New questionnaire",
    "sealed-new": "Opening of the sealed record",
    "sign-in": "Sign in",
    "strategy-new": "New strategy discussion",
    "step-back": "Children to look at again",
    "step-back-look": "Looking again at a child",
    "timeline-picture": "Timeline",
}
WORDS = OWN | {name: words for name, words, _ in (*PAGES, *SECTIONS)} | {"child-print": OWN["child-print"]}
LAST = {
    "new": "New {}",
    "add": "Addition to {}",
    "change": "Change of {}",
    "correct": "Correction of {}",
    "end": "End of {}",
    "transfer": "Handing over of {}",
    "finalise": "Finalising of {}",
    "confirm": "Confirming of {}",
    "undo": "Undoing of {}",
}


def in_words(page: str) -> str:
    """ "GET visit-correct" in words; "sent" where a form was."""
    method, _, name = page.rpartition(" ")
    said = WORDS.get(name) or _from_parts(name)
    return f"{said}, sent" if method == "POST" and name != "sign-in" else said


def _from_parts(name: str) -> str:
    rest, _, last = name.rpartition("-")
    if rest and last in LAST:
        return LAST[last].format(rest.replace("-", " "))
    return name.replace("-", " ").capitalize()
