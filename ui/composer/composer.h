// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::attachments
{
struct AttachedFile;
}

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::models
{
class DraftBlocksModel;
class LintModel;
class RunControl;
} // namespace outcrop::ui::models

namespace outcrop::ui::widgets
{
class Attaching;
class MessageEdit;
class ShortcutButton;
class Strip;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::composer
{

class DraftBar;
class DraftColumn;
class TokenFigure;

/// Where the next message is written: its text, the attachments and cache points around it and its role. All
/// of it is the document's draft and is saved with it. Enter begins a
/// new line; the button, and Ctrl+Enter wherever the keyboard is, runs; while it runs the button stops.
class Composer : public QWidget
{
    Q_OBJECT

public:
    /// Both must live longer.
    Composer(conversation::ConversationDocument *document, models::RunControl *run,
             QWidget *parent = nullptr);

    void focusText();
    /// Files and pictures dropped on @p widget (such as the transcript) are attached; JSON files are left to
    /// it.
    void takeDropsOf(QWidget *widget);
    /// Why the message cannot be taken yet: a file is still being read, and would be left out. Empty when it
    /// can.
    QString whyNotYet() const;
    /// The keyboard to the button that runs.
    void focusButton();
    /// Says beside the button what is wrong with the request, and "Run anyway" where the service would refuse
    /// it. @p findings must live longer.
    void setFindings(models::LintModel *findings);
    TokenFigure *tokens() const { return m_estimate; }

Q_SIGNALS:
    void runRequested();

private:
    void buildBar(QVBoxLayout *layout);
    void onFocusLeft(const QString &blockId);
    void orderTabs();
    void attach(const attachments::AttachedFile &file);
    void onEdited();
    void onDraftChanged();
    void onRunChanged();
    void showWhatIsAsked();
    void onButton();
    void estimateRequest();
    void showEstimate();
    void showFindings();

    conversation::ConversationDocument *m_document;
    models::RunControl *m_run;
    models::DraftBlocksModel *m_blocks;
    widgets::Attaching *m_attaching;
    DraftColumn *m_before;
    DraftColumn *m_behind;
    widgets::Strip *m_strip;
    widgets::MessageEdit *m_edit;
    DraftBar *m_tools;
    TokenFigure *m_estimate;
    widgets::TextLabel *m_counts; ///< "1 problem, 1 warning"
    models::LintModel *m_findings = nullptr;
    widgets::ShortcutButton *m_button;
    QTimer m_estimateLater;
    qint64 m_requestTokens = 0; ///< of what would be sent besides the text
    bool m_estimating = false;
};

} // namespace outcrop::ui::composer
