// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/variablesdialog.h"

#include "core/conversation/conversationdocument.h"
#include "core/conversation/variables.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QFormLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::shell
{

using namespace widgets;
using conversation::Conversation;
using conversation::ConversationDocument;

namespace
{

constexpr int mostLines = 6;

/// What is used, in the order of the request, then what only has a value.
QStringList namesIn(Conversation conversation)
{
    const json::Json values = std::exchange(conversation.variables, json::Json::object());
    QStringList names;
    for (const conversation::UnsetVariable &use : conversation::unsetVariables(conversation))
        names.append(use.name);
    for (const conversation::VariableUse &use : conversation::variableUses(conversation.draft))
        names.append(use.name);
    for (qsizetype i = 0; i < values.size(); ++i)
        names.append(values.keyAt(i));
    names.removeDuplicates();
    return names;
}

} // namespace

VariablesDialog::VariablesDialog(ConversationDocument *document, QWidget *parent)
    : QDialog(parent)
    , m_document(document)
    , m_rows(new QFormLayout)
    , m_hint(new TextLabel(tr("Write {{name}} in the system prompt, a message or the description of a tool. "
                              "{{{{ stands for two literal braces."),
                           TextRole::Muted))
{
    setWindowTitle(tr("Variables"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    layout->setSpacing(metrics::margin);
    m_hint->setWordWrap(true);
    layout->addWidget(m_hint);
    m_rows->setHorizontalSpacing(metrics::margin);
    m_rows->setVerticalSpacing(metrics::space);
    m_rows->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    layout->addLayout(m_rows);
    layout->addStretch();
    auto *close = new QPushButton(tr("Close"));
    close->setAutoDefault(false);
    layout->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(document, &ConversationDocument::changed, this, &VariablesDialog::follow);
    setMinimumWidth(460);
    follow();
}

// Rows are made anew only when the names are others: a field that is typed into stays.
void VariablesDialog::follow()
{
    const QStringList names = namesIn(m_document->conversation());
    if (names != m_names || m_edits.isEmpty()) {
        while (m_rows->rowCount() > 0)
            m_rows->removeRow(0);
        m_edits.clear();
        m_names = names;
        for (const QString &name : names)
            addRow(name);
    }
    showValues();
}

void VariablesDialog::addRow(const QString &name)
{
    auto *label = new TextLabel(QStringLiteral("{{%1}}").arg(name));
    useMonospace(label);
    auto *edit = new GrowingTextEdit(1, mostLines);
    edit->setAccessibleName(tr("Value of %1").arg(name));
    edit->leaveUndoToWindow();
    label->setBuddy(edit);
    connect(edit, &GrowingTextEdit::edited, this, [this, name, edit] {
        m_document->setVariable(name, edit->text(), ConversationDocument::Typing::Yes);
    });
    auto *card = new Card;
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(metrics::space, metrics::gap, metrics::space, metrics::gap);
    inside->addWidget(edit);
    m_rows->addRow(label, card);
    m_edits.append(edit);
}

void VariablesDialog::showValues()
{
    const json::Json &values = m_document->conversation().variables;
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        const auto value = values.find(m_names.at(i));
        m_edits.at(i)->setText(value ? value->toString() : QString());
        m_edits.at(i)->setPlaceholderText(value ? tr("empty") : tr("no value yet"));
    }
}

void VariablesDialog::focusUnset()
{
    for (qsizetype i = 0; i < m_names.size(); ++i) {
        if (!m_document->conversation().variables.contains(m_names.at(i))) {
            m_edits.at(i)->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace outcrop::ui::shell
