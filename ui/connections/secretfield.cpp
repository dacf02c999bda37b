// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/secretfield.h"

#include "ui/models/connectioncontrol.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

namespace outcrop::ui::connections
{

using namespace widgets;

SecretField::SecretField(models::ConnectionControl *control, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_edit(new QLineEdit)
    , m_remove(new QPushButton(tr("Remove")))
    , m_state(new TextLabel({}, TextRole::Muted))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::space);
    grid->setVerticalSpacing(metrics::gap);
    grid->addWidget(m_edit, 0, 0);
    grid->addWidget(m_remove, 0, 1);
    grid->addWidget(m_state, 1, 0, 1, 2);
    m_edit->setAccessibleName(accessibleName);
    m_edit->setEchoMode(QLineEdit::Password);
    m_edit->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_edit->setToolTip(tr("Goes to the keychain; never to a file, a log or an export"));
    m_remove->setAccessibleName(tr("Remove %1").arg(accessibleName));
    m_remove->setAutoDefault(false);
    useSmall(m_state);
    m_state->setWordWrap(true);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::editingFinished, this, &SecretField::save);
    connect(m_remove, &QPushButton::clicked, this, &SecretField::remove);
    connect(control, &models::ConnectionControl::secretChanged, this, [this](const QString &name) {
        if (name == m_name)
            follow();
    });
}

void SecretField::setSecretName(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    m_edit->clear();
    follow();
}

void SecretField::save()
{
    const QString typed = m_edit->text();
    if (typed.isEmpty() || m_name.isEmpty())
        return;
    m_edit->clear();
    m_control->saveSecret(m_name, base::SecretString(typed.toUtf8()));
    follow();
    Q_EMIT entered();
}

void SecretField::remove()
{
    m_edit->clear();
    m_control->saveSecret(m_name, {});
    follow();
}

void SecretField::follow()
{
    const QString state = m_name.isEmpty() ? QString() : m_control->secretState(m_name);
    const bool isSet = !state.isEmpty() && state != tr("not set");
    m_state->setText(state.isEmpty() ? tr("looking …") : state);
    m_remove->setEnabled(isSet);
    m_edit->setPlaceholderText(isSet ? tr("set; type a new one to replace it") : tr("paste it here"));
}

} // namespace outcrop::ui::connections
