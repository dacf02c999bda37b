// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/requestpart.h"
#include "core/conversation/requesttext.h"

#include <QWidget>

#include <memory>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class ElidedLabel;
class JsonEditor;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::requestdock
{

/// The whole request as JSON, to read and to write: it and the forms follow each other. Below: where the
/// caret is, or why the text is no request. Costs nothing while it is not shown.
class JsonPane : public QWidget
{
    Q_OBJECT

public:
    /// @p document must live longer.
    explicit JsonPane(conversation::ConversationDocument *document, QWidget *parent = nullptr);
    ~JsonPane() override;

    widgets::JsonEditor *editor() const { return m_editor; }
    /// Null while it is not shown.
    conversation::RequestText *text() const { return m_text.get(); }

    /// Shows a part as the one that is worked on elsewhere; nothing while the keyboard is here.
    void point(const conversation::RequestPart &part);
    /// The caret goes to what is wrong.
    void goToProblem();

Q_SIGNALS:
    /// The user moved the caret into a part.
    void partEntered(const outcrop::conversation::RequestPart &part);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void open();
    void close();
    void onCaret(qsizetype offset);
    void showWhere(const json::Pointer &pointer);
    void showProblem();
    void copy(const QByteArray &selection);

    conversation::ConversationDocument *m_document;
    std::unique_ptr<conversation::RequestText> m_text;
    json::Pointer m_where;
    conversation::RequestPart m_part;
    widgets::JsonEditor *m_editor;
    widgets::TextLabel *m_hint;
    widgets::ElidedLabel *m_caret;
    QWidget *m_problem;
    widgets::TextLabel *m_problemText;
    widgets::TextLabel *m_problemHint;
    QPushButton *m_goThere;
    QPushButton *m_discard;
};

} // namespace outcrop::ui::requestdock
