// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionstore.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QListWidget;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ConnectionControl;
}

namespace outcrop::ui::connections
{

/// The connections there are, and how to get more: a new one, or one for each AWS profile.
class ConnectionList : public QWidget
{
    Q_OBJECT

public:
    ConnectionList(outcrop::connections::ConnectionStore *store, models::ConnectionControl *control,
                   QWidget *parent = nullptr);

    void select(const QString &id);
    QString currentId() const;
    /// Tells again who sends over each connection.
    void followSenders();

Q_SIGNALS:
    void currentChanged(const QString &id);
    /// What came of importing, in a sentence.
    void told(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void insert(int row);
    void describe(int row);
    void addConnection(outcrop::connections::ConnectionKind kind);
    void importProfiles();

    outcrop::connections::ConnectionStore *m_store;
    models::ConnectionControl *m_control;
    QListWidget *m_list;
};

} // namespace outcrop::ui::connections
