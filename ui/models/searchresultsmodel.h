// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/searchservice.h"
#include "ui/models/conversationsmodel.h"
#include "ui/models/foundplace.h"

#include <QAbstractListModel>

namespace outcrop::ui::models
{

/// What a search in the texts of all conversations found: a row for each conversation, and below it one for
/// each place. Rows come as they are found; those of the search before stay until then. Meaning only.
class SearchResultsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PathRole = ConversationsModel::PathRole, ///< QString, of the conversation's file
        RowKindRole = Qt::UserRole + 100,        ///< RowKind
        MarksRole,                               ///< std::vector<search::TextRange> of the display text
        PlaceRole,                               ///< FoundPlace; of Place rows
    };
    enum class RowKind { Conversation, Place };
    Q_ENUM(RowKind)

    /// @p service must live longer; null: nothing is ever found.
    explicit SearchResultsModel(search::SearchService *service, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    /// Display: the conversation's title, or the text around what was found.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// Searches for what was typed; nothing for a blank text.
    void setText(const QString &typed);
    /// The same once more: the index knows more now.
    void searchAgain();
    bool isSearching() const { return m_search && m_search->isRunning(); }
    /// Why not everything could be searched.
    const std::optional<base::Error> &problem() const { return m_problem; }
    int placeCount() const { return static_cast<int>(m_rows.size()) - m_conversations; }

Q_SIGNALS:
    /// isSearching(), problem() or placeCount() changed.
    void stateChanged();

private:
    struct Row {
        RowKind kind = RowKind::Conversation;
        search::SearchHit hit;
    };
    void onFound(const std::vector<search::SearchHit> &hits);
    void onFinished(const std::optional<base::Error> &problem);
    void forgetOld();
    void insert(int row, const std::vector<Row> &rows);
    int endOfConversation(const QString &path) const;

    std::unique_ptr<search::Search> m_search;
    QStringList m_terms;
    std::vector<Row> m_rows;
    int m_conversations = 0;
    bool m_old = false; ///< the rows are of the search before
    std::optional<base::Error> m_problem;
};

} // namespace outcrop::ui::models

Q_DECLARE_METATYPE(std::vector<outcrop::search::TextRange>)
