// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionspec.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ConnectionControl;
}

namespace outcrop::ui::connections
{

/// The extra header fields of a connection: a row each, name and value; the value of a secret one goes to the
/// keychain.
class HeaderFields : public QWidget
{
    Q_OBJECT

public:
    explicit HeaderFields(models::ConnectionControl *control, QWidget *parent = nullptr);

    /// Rows that are the same stay, so that typing goes on in them.
    void setHeaders(const QString &connectionId,
                    const std::vector<outcrop::connections::ExtraHeader> &headers);

Q_SIGNALS:
    void edited(const std::vector<outcrop::connections::ExtraHeader> &headers);

private:
    void rebuild();
    void addRow(int row);
    void change(int row, const outcrop::connections::ExtraHeader &header);
    void remove(int row);
    void append();

    models::ConnectionControl *m_control;
    QString m_connectionId;
    std::vector<outcrop::connections::ExtraHeader> m_headers;
    QVBoxLayout *m_rows;
};

} // namespace outcrop::ui::connections
