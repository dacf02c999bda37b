// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/variablerow.h"

#include "ui/models/variablesmodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/growingtextedit.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

namespace outcrop::ui::editors
{

using namespace widgets;
using conversation::VariableScope;
using models::VariablesModel;

namespace
{

constexpr int mostLines = 6;

VariableScope scopeOf(const QModelIndex &index)
{
    return VariableScope(index.data(VariablesModel::ScopeRole).toInt());
}

} // namespace

VariableRow::VariableRow(VariablesModel *model, const QPersistentModelIndex &index, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_index(index)
    , m_name(new ElidedLabel)
    , m_uses(new TextLabel({}, TextRole::Muted))
    , m_card(new Card)
    , m_value(new GrowingTextEdit(1, mostLines))
    , m_scope(new QComboBox)
    , m_remove(new QToolButton)
    , m_about(new TextLabel({}, TextRole::Muted))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, metrics::gap);
    layout->setSpacing(metrics::gap);
    auto *head = new QHBoxLayout;
    head->setSpacing(metrics::space);
    head->addWidget(m_name, 1);
    head->addWidget(m_uses);
    head->addWidget(m_remove);
    layout->addLayout(head);
    auto *inside = new QVBoxLayout(m_card);
    inside->setContentsMargins(metrics::space, metrics::gap, metrics::space, metrics::gap);
    inside->addWidget(m_value);
    layout->addWidget(m_card);
    layout->addWidget(m_scope, 0, Qt::AlignLeft);
    layout->addWidget(m_about);
    useMonospace(m_name);
    useSmall(m_uses);
    useSmall(m_about);
    m_about->setWordWrap(true);
    m_name->setBuddy(m_value);
    m_value->leaveUndoToWindow();
    m_scope->addItem(tr("this conversation"), int(VariableScope::Conversation));
    m_scope->addItem(tr("all conversations"), int(VariableScope::Library));
    m_scope->setToolTip(tr("Where the value is kept: with this conversation, or in variables.json for all"));
    m_remove->setIcon(icon(QStringLiteral("close")));
    m_remove->setAutoRaise(true);
    m_remove->setFocusPolicy(Qt::StrongFocus);
    m_remove->setToolTip(tr("Take the value back"));
    connect(m_value, &GrowingTextEdit::edited, this, [this] { m_model->setValue(name(), m_value->text()); });
    connect(m_scope, &QComboBox::activated, this,
            [this](int item) { m_model->setScope(name(), VariableScope(m_scope->itemData(item).toInt())); });
    connect(m_remove, &QToolButton::clicked, this, [this] { m_model->unset(name()); });
    refresh();
}

QString VariableRow::name() const
{
    return m_index.data().toString();
}

bool VariableRow::isUnset() const
{
    return scopeOf(m_index) == VariableScope::Unset;
}

void VariableRow::focusValue()
{
    m_value->setFocus(Qt::OtherFocusReason);
}

QList<QWidget *> VariableRow::stops() const
{
    return {m_remove, m_value, m_scope};
}

void VariableRow::refresh()
{
    const QString called = name();
    const bool unset = isUnset();
    const int uses = m_index.data(VariablesModel::UsesRole).toInt();
    m_name->setText(QStringLiteral("{{%1}}").arg(called));
    m_name->setRole(unset ? TextRole::Error : TextRole::Teal);
    m_uses->setText(uses == 0 ? tr("not used") : uses == 1 ? tr("used once") : tr("used %1 times").arg(uses));
    m_value->setText(m_index.data(VariablesModel::ValueRole).toString());
    m_value->setPlaceholderText(unset ? tr("no value yet") : tr("empty"));
    m_value->setAccessibleName(tr("Value of %1").arg(called));
    m_card->setInvalid(unset && uses > 0);
    m_scope->setVisible(m_model->hasShared() && !unset);
    m_scope->setCurrentIndex(scopeOf(m_index) == VariableScope::Library ? 1 : 0);
    m_scope->setAccessibleName(tr("Scope of %1").arg(called));
    m_remove->setVisible(!unset);
    m_remove->setAccessibleName(tr("Remove the value of %1").arg(called));
    const QString hidden = m_index.data(VariablesModel::HiddenRole).toString();
    m_about->setText(unset && uses > 0 ? tr("Not set: the request is not sent without it.")
                     : hidden.isEmpty()
                         ? QString()
                         : tr("Instead of “%1”, the value for all conversations.").arg(hidden));
    m_about->setRole(unset ? TextRole::Error : TextRole::Muted);
    m_about->setVisible(!m_about->text().isEmpty());
}

} // namespace outcrop::ui::editors
