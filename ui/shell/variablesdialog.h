// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QPointer>
#include <QStringList>

QT_BEGIN_NAMESPACE
class QFormLayout;
QT_END_NAMESPACE

namespace outcrop::conversation
{
class ConversationDocument;
}

namespace outcrop::ui::widgets
{
class GrowingTextEdit;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::shell
{

/// The variables of a conversation and their values: those that its texts use, found while one types, and
/// those that have a value. Values are saved with the conversation; each change is a step of undo.
class VariablesDialog : public QDialog
{
    Q_OBJECT

public:
    /// @p document must live longer.
    explicit VariablesDialog(conversation::ConversationDocument *document, QWidget *parent = nullptr);

    /// The keyboard goes to the first one without a value.
    void focusUnset();

private:
    void follow();
    void addRow(const QString &name);
    void showValues();

    conversation::ConversationDocument *m_document;
    QFormLayout *m_rows;
    widgets::TextLabel *m_hint;
    QStringList m_names;
    QList<QPointer<widgets::GrowingTextEdit>> m_edits; ///< in the order of m_names
};

} // namespace outcrop::ui::shell
