// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::models
{
class RunControl;
}

namespace outcrop::ui::widgets
{
class GrowingTextEdit;
class ShortcutButton;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::composer
{

/// Where the next message is written. The text is the document's draft and is saved with it. Enter begins a
/// new line; the button, and Ctrl+Enter wherever the keyboard is, runs; while it runs the button stops.
class Composer : public QWidget
{
    Q_OBJECT

public:
    /// Both must live longer.
    Composer(conversation::ConversationDocument *document, models::RunControl *run,
             QWidget *parent = nullptr);

    void focusText();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void buildTargetStrip(QVBoxLayout *layout);
    void showTarget();
    void buildBar(QVBoxLayout *layout);
    void onEdited();
    void onDraftChanged();
    void onRunChanged();
    void showWhatIsAsked();
    void onButton();
    void estimateRequest();
    void showEstimate();

    conversation::ConversationDocument *m_document;
    models::RunControl *m_run;
    QWidget *m_targetStrip; ///< seen while something else than the next message is written
    widgets::TextLabel *m_target;
    widgets::GrowingTextEdit *m_edit;
    widgets::TextLabel *m_estimate;
    widgets::ShortcutButton *m_button;
    QTimer m_estimateLater;
    qint64 m_requestTokens = 0; ///< of what would be sent besides the draft
};

} // namespace outcrop::ui::composer
