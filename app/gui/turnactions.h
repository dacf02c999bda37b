// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/runbridge.h"
#include "app/gui/turnediting.h"
#include "ui/models/foundplace.h"
#include "ui/models/turncontrol.h"

#include <QPointer>

namespace outcrop::ui::transcript
{
class TranscriptView;
}

namespace outcrop::app
{

/// What a person does to messages of the transcript, on the document.
class TurnActions final : public ui::models::TurnControl
{
    Q_OBJECT

public:
    /// All must live longer; @p view may go earlier.
    TurnActions(conversation::ConversationDocument &document, RunBridge &run,
                ui::transcript::TranscriptView *view, QObject *parent = nullptr);

    void apply(ui::models::TurnCommand command, const QString &turnId, int block) override;
    void stepBranch(int step) override;
    void edit() override;
    void find() override;
    void findStep(int direction) override;
    void point(const QString &turnId) override;
    /// Leads the branch to where something was found, and marks it there.
    void showFound(const ui::models::FoundPlace &place);
    void goTo(const QString &turnId, int block) override;
    void mark(const QString &turnId, int block) override;
    /// A run ended with this answer.
    void noteAnswer(const QString &turnId);
    bool isEditing() const override { return m_editing.isOpen(); }
    bool applyEdit() override;
    bool runEdit() override;

private:
    using TurnCommand = ui::models::TurnCommand;

    QString currentTurn() const;
    void mute(const QString &turnId, int block, bool muted);
    void remark(const QString &turnId);
    void insert(TurnCommand command, const QString &turnId);
    void rerun(const QString &turnId);
    void applyAndRun();
    bool isEditMeant() const;

    conversation::ConversationDocument &m_document;
    RunBridge &m_run;
    QPointer<ui::transcript::TranscriptView> m_view;
    TurnEditing m_editing;
};

} // namespace outcrop::app
