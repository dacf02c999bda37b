// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/transcriptturn.h"

#include <QAbstractListModel>

#include <vector>

namespace outcrop::ui::models
{

/// The messages of one branch, one row a turn. Meaning only: views decide on colours and layout.
///
/// Every change is announced precisely; there is no reset. The streaming path, appendText(), costs O(new
/// text) and is announced both as dataChanged({ReadableTextRole}) and, for views that must not look at the
/// whole turn again, as textAppended().
class TranscriptModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString, TranscriptTurn::id
        MessageRole,               ///< QString, "user" or "assistant"
        StateRole,                 ///< TurnState
        ReadableTextRole,          ///< QString, readableText(); also Qt::DisplayRole
        ErrorMessageRole,          ///< QString, empty without an error
    };

    explicit TranscriptModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    const std::vector<TranscriptTurn> &turns() const { return m_turns; }
    /// @p row must be in [0, rowCount()).
    const TranscriptTurn &turn(int row) const;
    /// The row of a turn, searched from the end; -1 when there is none.
    int rowOf(QStringView turnId) const;

    /// @p row in [0, rowCount()].
    void insertTurn(int row, TranscriptTurn turn);
    void appendTurn(TranscriptTurn turn);
    void appendTurns(std::vector<TranscriptTurn> turns);
    void removeTurn(int row);
    void removeAllTurns();
    /// Blocks that are equal keep their layout in views; replacing a turn by itself announces nothing.
    void replaceTurn(int row, TranscriptTurn turn);

    /// The streaming path. @p block must exist; O(@p text).
    void appendText(int row, int block, QStringView text);
    void appendBlock(int row, TranscriptBlock block);
    void replaceBlock(int row, int block, TranscriptBlock value);
    /// Ends the growth of a block.
    void closeBlock(int row, int block);

    void setState(int row, TurnState state, const QString &note = {});
    void setFooter(int row, const TranscriptFooter &footer);
    void setError(int row, const std::optional<base::Error> &error);

Q_SIGNALS:
    /// The last @p added UTF-16 units of the block's text are new.
    void textAppended(int row, int block, qsizetype added);
    /// The block was added, replaced or closed.
    void blockChanged(int row, int block);
    /// Role, state, note, footer or error changed; the blocks did not.
    void frameChanged(int row);
    /// Anything of the turn may have changed.
    void turnReplaced(int row);
    /// For those who announce progress to a person: the turn left Waiting or Streaming.
    void turnFinished(int row);

private:
    void announce(int row, const QList<int> &roles);

    std::vector<TranscriptTurn> m_turns;
};

} // namespace outcrop::ui::models
