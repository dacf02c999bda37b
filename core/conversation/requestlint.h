// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/catalog/learnedrules.h"
#include "core/catalog/modelcatalog.h"
#include "core/conversation/requestplace.h"
#include "core/converse/lint.h"

namespace outcrop::conversation
{

class ConversationDocument;

/// One edit of a fix, where it is made in the conversation.
struct PlacedEdit {
    converse::LintEdit::Kind kind = converse::LintEdit::Kind::Set;
    RequestPlace place;
    json::Json value;

    friend bool operator==(const PlacedEdit &, const PlacedEdit &) = default;
};

/// What is, or may be, wrong with the next request, by the places of the conversation.
struct RequestFinding {
    QString rule; ///< stable name: "prefill"
    converse::Severity severity = converse::Severity::Certain;
    QString message; ///< for a person
    QString path;    ///< in the request, as services write it: "messages.2.content.0"
    RequestPlace place;
    QString fixLabel; ///< what a button says; empty: nothing mends it
    std::vector<PlacedEdit> edits;

    friend bool operator==(const RequestFinding &, const RequestFinding &) = default;
};

/// What is known about a model for the lint: facts that a source confirmed, and what the connection refused.
converse::LintFacts lintFacts(const catalog::ModelCatalog &catalog, const QString &modelId,
                              const std::vector<catalog::LearnedRule> &refused);

/// What converse::lint() finds in the request that a run would send now, with the draft. Problems first, each
/// in the order of the request. Linear in the conversation; touches nothing but its argument, so it may run
/// on any thread.
std::vector<RequestFinding> lintRequest(const Conversation &conversation, const converse::LintFacts &facts);

/// The request that a run would send now, with the draft; nothing stands for a draft that is blank.
json::Json nextRequest(const Conversation &conversation);
/// Tells requests apart while the program runs.
size_t requestFingerprint(const json::Json &body);

/// Mends a finding in one undoable step. False when its place is gone or the document takes no change.
bool applyFix(ConversationDocument &document, const RequestFinding &finding);

} // namespace outcrop::conversation
