// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

QT_BEGIN_NAMESPACE
class QKeyEvent;
class QListWidget;
class QPoint;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::widgets
{

class GrowingTextEdit;
class VariableHighlighter;

/// Variables in a text field, while one types: `{{name}}` is marked, teal with a value and red without one;
/// over one the pointer shows the value; `{{` offers the names there are (Up, Down, Enter or Tab take one,
/// Esc closes the list).
class VariableAssist : public QObject
{
    Q_OBJECT

public:
    /// Goes with @p edit. @p document must live longer.
    VariableAssist(GrowingTextEdit *edit, conversation::ConversationDocument *document);
    ~VariableAssist() override;

    /// Whether variables count in the text; else nothing is marked or offered.
    void setActive(bool active);
    /// Names are being offered, so that Esc is for their list.
    bool isOffering() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What was typed of a name since the braces; nothing where no name is being typed.
    std::optional<QString> typedName() const;
    void offer();
    void take();
    bool takeKey(const QKeyEvent &event);
    void placeList();
    void showValue(const QPoint &pos, const QPoint &globalPos);

    GrowingTextEdit *m_edit;
    conversation::ConversationDocument *m_document;
    VariableHighlighter *m_highlighter;
    QListWidget *m_list = nullptr; ///< a child of the window, made when it is first wanted
    bool m_active = true;
    bool m_dismissed = false; ///< by Esc, until the caret is elsewhere
};

} // namespace outcrop::ui::widgets
