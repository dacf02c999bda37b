// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/headersmodel.h"

namespace outcrop::ui::models
{

namespace
{

/// Field values are bytes; those that are not UTF-8 are Latin-1 (RFC 9110 5.5).
QString text(const QByteArray &bytes)
{
    return bytes.isValidUtf8() ? QString::fromUtf8(bytes) : QString::fromLatin1(bytes);
}

} // namespace

void HeadersModel::setHeaders(const QList<QPair<QByteArray, QByteArray>> &headers)
{
    if (headers == m_headers)
        return;
    if (!m_headers.isEmpty()) {
        beginRemoveRows({}, 0, rowCount() - 1);
        m_headers.clear();
        endRemoveRows();
    }
    if (!headers.isEmpty()) {
        beginInsertRows({}, 0, int(headers.size()) - 1);
        m_headers = headers;
        endInsertRows();
    }
}

int HeadersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_headers.size());
}

int HeadersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HeadersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &field = m_headers.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.column() == Name ? field.first : field.second);
    // A tool tip may be taken for markup, a header must not be.
    case Qt::ToolTipRole:
        return text(field.second).toHtmlEscaped();
    default:
        return {};
    }
}

QVariant HeadersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? QStringLiteral("header") : QStringLiteral("value");
}

} // namespace outcrop::ui::models
