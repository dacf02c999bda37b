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

Q_SIGNALS:
    /// The conversation shall be kept in another file.
    void saveElsewhereRequested();

private:
    void showSaving();
    void onSavingAction();
    void onOtherSavingAction();

    conversation::ConversationDocument *m_document;
    models::LibraryControl *m_library;
    widgets::Banner *m_error;
    widgets::Banner *m_saving;
};

} // namespace outcrop::ui::shell
