// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

#include <optional>

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::models
{

/// The members of inferenceConfig, one row each. A member that is unset is not sent: it has no value here.
///
/// Roles: KeyRole QString ("maxTokens"); IsSetRole bool; Qt::DisplayRole QString (the number as spelled;
/// empty when unset); ListRole QStringList (of stopSequences). Edits go to the document as undo steps.
class InferenceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Row { MaxTokens, Temperature, TopP, StopSequences, RowCount };
    enum Role { KeyRole = Qt::UserRole + 1, IsSetRole, ListRole };

    /// Why a number cannot be sent as the value of a row.
    enum class Problem {
        None,
        NotANumber,
        NotWhole,   ///< maxTokens takes whole numbers only
        OutOfRange, ///< maxTokens >= 1; temperature and topP 0 to 1 (protocol/shapes.md)
    };

    /// @p document must live longer.
    explicit InferenceModel(conversation::ConversationDocument *document, QObject *parent = nullptr);

    static Problem check(Row row, QStringView text);

    /// Sets the number as it is spelled; nothing happens where check() refuses it. An empty text unsets.
    bool setNumber(Row row, const QString &text);
    void unset(Row row);
    void setStopSequences(const QStringList &sequences);

    QString text(Row row) const { return data(index(row), Qt::DisplayRole).toString(); }
    bool isSet(Row row) const { return data(index(row), IsSetRole).toBool(); }
    QStringList stopSequences() const { return data(index(StopSequences), ListRole).toStringList(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void onChanged(const QString &key);

    conversation::ConversationDocument *m_document;
};

} // namespace outcrop::ui::models
