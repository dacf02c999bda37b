// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/lintmodel.h"

#include "core/conversation/conversationdocument.h"
#include "core/converse/tokenestimate.h"

#include <algorithm>

namespace outcrop::ui::models
{

using conversation::Conversation;
using conversation::ConversationDocument;
using conversation::RequestFinding;
using converse::Severity;

namespace
{

using namespace std::chrono_literals;

/// Four times a second while one types.
constexpr auto pause = 250ms;

bool isSameFinding(const RequestFinding &left, const RequestFinding &right)
{
    return left.rule == right.rule && left.severity == right.severity && left.place == right.place;
}

} // namespace

LintModel::LintModel(ConversationDocument *document, Facts facts, QObject *parent)
    : QAbstractListModel(parent), m_document(document), m_facts(std::move(facts))
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, &LintModel::look);
    connect(document, &ConversationDocument::changed, this, &LintModel::lookAgain);
    connect(document, &ConversationDocument::draftChanged, this, &LintModel::lookAgain);
    connect(document, &ConversationDocument::variableChanged, this, &LintModel::lookAgain);
    look();
}

LintModel::~LintModel()
{
    m_pool.waitForDone();
}

void LintModel::lookAgain()
{
    m_again = m_looking;
    if (!m_looking && !m_soon.isActive())
        m_soon.start();
}

void LintModel::look()
{
    m_looking = true;
    m_again = false;
    Conversation snapshot = m_document->conversation();
    converse::LintFacts facts =
        m_facts ? m_facts(snapshot.connectionName, snapshot.modelId) : converse::LintFacts();
    m_pool.start([this, snapshot = std::move(snapshot), facts = std::move(facts)]() mutable {
        std::vector<RequestFinding> findings = conversation::lintRequest(snapshot, facts);
        const json::Json body = conversation::nextRequest(snapshot);
        const qint64 tokens = converse::estimatePromptTokens(body);
        const size_t request = conversation::requestFingerprint(body);
        QMetaObject::invokeMethod(
            this,
            [this, findings = std::move(findings), tokens, request] { take(findings, tokens, request); },
            Qt::QueuedConnection);
    });
}

void LintModel::take(std::vector<RequestFinding> findings, qint64 tokens, size_t request)
{
    m_looking = false;
    m_tokens = tokens;
    m_request = request;
    follow(std::move(findings));
    m_problems =
        static_cast<int>(std::ranges::count(m_findings, Severity::Certain, &RequestFinding::severity));
    if (m_again)
        lookAgain();
    Q_EMIT checked();
}

// Row by row: what is still found stays where it is.
void LintModel::follow(std::vector<RequestFinding> findings)
{
    for (size_t row = 0; row < findings.size(); ++row) {
        const auto begin = m_findings.begin() + static_cast<std::ptrdiff_t>(std::min(row, m_findings.size()));
        const auto known = std::find_if(begin, m_findings.end(), [&](const RequestFinding &one) {
            return isSameFinding(one, findings[row]);
        });
        const int at = static_cast<int>(row);
        if (known == m_findings.end()) {
            beginInsertRows({}, at, at);
            m_findings.insert(begin, findings[row]);
            endInsertRows();
            continue;
        }
        if (known != begin) {
            beginRemoveRows({}, at, at + static_cast<int>(known - begin) - 1);
            m_findings.erase(begin, known);
            endRemoveRows();
        }
        if (m_findings[row] != findings[row]) {
            m_findings[row] = findings[row];
            Q_EMIT dataChanged(index(at), index(at));
        }
    }
    if (m_findings.size() > findings.size()) {
        beginRemoveRows({}, static_cast<int>(findings.size()), rowCount() - 1);
        m_findings.resize(findings.size());
        endRemoveRows();
    }
}

bool LintModel::fix(int row)
{
    if (row < 0 || row >= rowCount())
        return false;
    const RequestFinding mended = m_findings[size_t(row)];
    return conversation::applyFix(*m_document, mended);
}

int LintModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_findings.size());
}

QVariant LintModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RequestFinding &entry = finding(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.message;
    case SeverityRole:
        return static_cast<int>(entry.severity);
    case PathRole:
        return entry.path;
    case RuleRole:
        return entry.rule;
    case FixRole:
        return entry.fixLabel;
    default:
        return {};
    }
}

} // namespace outcrop::ui::models
