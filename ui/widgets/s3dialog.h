// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attachments/attachedfile.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::widgets
{

/// Asks for an object in S3 that the service fetches itself.
class S3Dialog : public QDialog
{
    Q_OBJECT

public:
    explicit S3Dialog(QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const outcrop::attachments::AttachedFile &file);

private:
    void check();
    void finish();

    QLineEdit *m_uri;
    QLineEdit *m_owner;
    widgets::TextLabel *m_problem;
    QPushButton *m_attach;
};

} // namespace outcrop::ui::widgets
