// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

namespace outcrop::ui::widgets
{
class Banner;
}

namespace outcrop::ui::shell
{

/// What the user has to know about the window's own work, above the transcript: a run that could not start, a
/// document that cannot be saved. Each goes away with its cause or when dismissed.
class Notices : public QWidget
{
    Q_OBJECT

public:
    explicit Notices(const WindowContext &context, QWidget *parent = nullptr);

    /// Something else to know, until dismissed.
    void show(const base::Error &error);
    /// Good to know, and no error: in quiet colours. Dismissed under the name @p dismissedAs it is never
    /// shown again, in no window and at no later start; without one it is gone for now.
    void hint(const base::Error &notice, const QString &dismissedAs = {});

Q_SIGNALS:
    /// The conversation shall be kept in another file.
    void saveElsewhereRequested();

private:
    void dismissHint();
    void showSaving();
    void onSavingAction();
    void onOtherSavingAction();

    conversation::ConversationDocument *m_document;
    models::LibraryControl *m_library;
    QSettings *m_settings;
    widgets::Banner *m_error;
    widgets::Banner *m_saving;
    widgets::Banner *m_hint;
    QString m_hintName; ///< of the hint that is shown; empty for one that may come again
};

} // namespace outcrop::ui::shell
