// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/workbench.h"

#include <QTemporaryDir>
#include <QWidget>

namespace outcrop::testsupport
{

/// The whole program but its main(): services, simulator and window on folders of its own. Acts as a person
/// would: through keys, and controls by their accessible names.
class AppFixture
{
public:
    explicit AppFixture(std::chrono::milliseconds pace = std::chrono::milliseconds(0));
    /// On a folder of somebody else.
    AppFixture(const QString &dataDir, std::chrono::milliseconds pace);
    /// A further start on the folders of this one.
    void restart();
    void start(const QProcessEnvironment &environment = QProcessEnvironment(), const QString &file = {});
    void end() { m_workbench.reset(); }

    app::Workbench &app() { return *m_workbench; }
    ui::shell::Frame &window() { return m_workbench->window(); }
    QWidget *widget();
    const conversation::Conversation &conversation() { return m_workbench->document().conversation(); }
    const ui::models::TranscriptTurn &row(int row) { return m_workbench->transcript().turn(row); }
    int rows() { return m_workbench->transcript().rowCount(); }
    app::AppPaths paths() const { return m_paths; }

    /// The visible control of this name, or null.
    QWidget *control(const QString &accessibleName);
    /// Replaces the draft by typing @p text into the composer.
    void type(const QString &text);
    /// Ctrl+Enter where the keyboard is.
    void pressRun();
    /// Types, runs, and waits until the run has ended; false after @p patience.
    bool ask(const QString &text, std::chrono::milliseconds patience = std::chrono::seconds(20));
    bool waitUntilIdle(std::chrono::milliseconds patience = std::chrono::seconds(20));

private:
    QTemporaryDir m_folder;
    app::AppPaths m_paths;
    std::chrono::milliseconds m_pace;
    std::unique_ptr<app::Workbench> m_workbench;
};

} // namespace outcrop::testsupport
