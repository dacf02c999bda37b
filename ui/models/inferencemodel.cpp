// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/inferencemodel.h"

#include "core/conversation/conversationdocument.h"

#include <array>

namespace outcrop::ui::models
{

using conversation::ConversationDocument;

namespace
{

constexpr std::array<QLatin1StringView, InferenceModel::RowCount> keys{
    QLatin1StringView("maxTokens"), QLatin1StringView("temperature"), QLatin1StringView("topP"),
    QLatin1StringView("stopSequences")};

/// "1", "0.20", "1e-1" are numbers of JSON; ".5" and "1," are not, but ".5" is understood.
json::Json numberOf(QStringView text)
{
    QByteArray lexeme = text.trimmed().toUtf8();
    if (lexeme.startsWith('.'))
        lexeme.prepend('0');
    return json::Json::number(lexeme);
}

QStringList listOf(const json::Json &value)
{
    QStringList list;
    for (qsizetype i = 0; i < value.size(); ++i)
        list.append(value.at(i).toString());
    return list;
}

} // namespace

InferenceModel::InferenceModel(ConversationDocument *document, QObject *parent)
    : QAbstractListModel(parent), m_document(document)
{
    connect(document, &ConversationDocument::inferenceChanged, this, &InferenceModel::onChanged);
}

InferenceModel::Problem InferenceModel::check(Row row, QStringView text)
{
    const json::Json number = numberOf(text);
    const std::optional<double> value = number.toDouble();
    if (!value)
        return Problem::NotANumber;
    if (row == MaxTokens) {
        const std::optional<qint64> whole = number.toInt();
        // The service reads a 32-bit integer, and wants it spelled like one.
        if (!whole || number.numberText().contains('.') || number.numberText().toLower().contains('e'))
            return Problem::NotWhole;
        return *whole >= 1 && *whole <= std::numeric_limits<qint32>::max() ? Problem::None
                                                                           : Problem::OutOfRange;
    }
    return *value >= 0 && *value <= 1 ? Problem::None : Problem::OutOfRange;
}

bool InferenceModel::setNumber(Row row, const QString &text)
{
    if (text.trimmed().isEmpty()) {
        unset(row);
        return true;
    }
    if (check(row, text) != Problem::None)
        return false;
    m_document->setInference(QString(keys[size_t(row)]), numberOf(text), ConversationDocument::Typing::Yes);
    return true;
}

void InferenceModel::unset(Row row)
{
    m_document->setInference(QString(keys[size_t(row)]), std::nullopt);
}

void InferenceModel::setStopSequences(const QStringList &sequences)
{
    if (sequences.isEmpty())
        return unset(StopSequences);
    json::Json list = json::Json::array();
    for (const QString &sequence : sequences)
        list.append(json::Json(sequence));
    m_document->setInference(QString(keys[StopSequences]), list);
}

int InferenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(RowCount);
}

QVariant InferenceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QLatin1StringView key = keys[size_t(index.row())];
    const std::optional<json::Json> value = m_document->conversation().inference.find(key);
    switch (role) {
    case KeyRole:
        return QString(key);
    case IsSetRole:
        return value.has_value();
    case Qt::DisplayRole:
        return value ? QString::fromUtf8(value->numberText()) : QString();
    case ListRole:
        return value ? listOf(*value) : QStringList();
    default:
        return {};
    }
}

void InferenceModel::onChanged(const QString &key)
{
    for (int row = 0; row < RowCount; ++row) {
        if (key == keys[size_t(row)])
            Q_EMIT dataChanged(index(row), index(row));
    }
}

} // namespace outcrop::ui::models
