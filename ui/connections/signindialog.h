// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QDialog>
#include <QUrl>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::connections
{

/// A sign-in in the browser: offered, waited for with the code to compare, failed. Says what was pressed;
/// what happens is decided elsewhere. Closing it is cancelling.
class SignInDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SignInDialog(QWidget *parent = nullptr);

    /// Why it is needed (a sentence), with a button to start.
    void showOffer(const QString &why);
    /// That the service is asked for a code.
    void showBeginning();
    /// The code, and a button to open @p address again.
    void showCode(const QString &code, const QUrl &address);
    /// Why it failed, with a button to try again.
    void showFailure(const base::Error &error);

Q_SIGNALS:
    void startRequested();
    void browserRequested();

private:
    void offer(const QString &text, const QString &action);

    widgets::TextLabel *m_text;
    QLineEdit *m_code;
    widgets::TextLabel *m_address;
    QPushButton *m_start;
    QPushButton *m_browser;
    QPushButton *m_cancel;
};

} // namespace outcrop::ui::connections
