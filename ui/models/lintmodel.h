// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/requestlint.h"

#include <QAbstractListModel>
#include <QThreadPool>
#include <QTimer>

#include <functional>

namespace outcrop::ui::models
{

/// What is, or may be, wrong with the request that a run would send now, one row a finding: certain problems
/// first. Follows the document a moment behind it, a few times a second at most; the request is looked
/// through on a thread of its own.
///
/// Roles: Qt::DisplayRole QString (the message); SeverityRole int (converse::Severity); PathRole QString
/// ("messages.2.content.0"); RuleRole QString; FixRole QString (what the fix does; empty for none).
class LintModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { SeverityRole = Qt::UserRole + 1, PathRole, RuleRole, FixRole };
    /// What is known about a model of a connection.
    using Facts = std::function<converse::LintFacts(const QString &connection, const QString &modelId)>;

    /// @p document must live longer. Without @p facts nothing is known about models.
    explicit LintModel(conversation::ConversationDocument *document, Facts facts = {},
                       QObject *parent = nullptr);
    ~LintModel() override;

    conversation::ConversationDocument *document() const { return m_document; }
    const conversation::RequestFinding &finding(int row) const { return m_findings[size_t(row)]; }
    /// How many are certain, and how many depend on the model.
    int problems() const { return m_problems; }
    int warnings() const { return rowCount() - m_problems; }
    /// Estimated tokens of the request, what stands in the composer included.
    qint64 tokens() const { return m_tokens; }
    /// Tells that request from others (conversation::requestFingerprint()).
    size_t request() const { return m_request; }
    /// Whether everything in the document was looked at.
    bool isCurrent() const { return !m_soon.isActive() && !m_looking; }

    /// Mends a finding in one undoable step; false when its place is gone.
    bool fix(int row);
    /// What is known about the model may be different.
    void lookAgain();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// The request was looked through; rows and tokens are those of that moment.
    void checked();

private:
    void look();
    void take(std::vector<conversation::RequestFinding> findings, qint64 tokens, size_t request);
    void follow(std::vector<conversation::RequestFinding> findings);

    conversation::ConversationDocument *m_document;
    Facts m_facts;
    std::vector<conversation::RequestFinding> m_findings;
    int m_problems = 0;
    qint64 m_tokens = 0;
    size_t m_request = 0;
    QTimer m_soon;
    bool m_looking = false;
    bool m_again = false;
    QThreadPool m_pool; ///< one thread
};

} // namespace outcrop::ui::models
