// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/secretfield.h"

#include "core/credentials/pastedsecret.h"
#include "ui/models/connectioncontrol.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>

namespace outcrop::ui::connections
{

using namespace widgets;

namespace
{

/// Without the line end that a copied line brings. Nothing else is known to be a mistake.
base::Result<credentials::PastedSecret> readText(const QString &what, const QString &typed)
{
    QString text = typed;
    while (text.endsWith(u'\n') || text.endsWith(u'\r'))
        text.chop(1);
    const bool isUnusable =
        std::any_of(text.begin(), text.end(), [](QChar c) { return c < u' ' || c == QChar(0x7f); });
    if (isUnusable)
        return base::makeError(base::ErrorKind::Credentials,
                               SecretField::tr("%1 cannot be used: it has a control character.").arg(what),
                               SecretField::tr("Copy it again, whole and by itself."));
    return credentials::PastedSecret{base::SecretString(text.toUtf8()), {}};
}

} // namespace

SecretField::SecretField(models::ConnectionControl *control, const QString &accessibleName, Content content,
                         QWidget *parent)
    : QWidget(parent)
    , m_control(control)
    , m_content(content)
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
    say({}, false);
}

bool SecretField::isWanted() const
{
    return !m_name.isEmpty() && m_control->secretState(m_name).kind != models::SecretState::Kind::Kept;
}

void SecretField::save()
{
    const QString typed = m_edit->text();
    if (typed.isEmpty() || m_name.isEmpty())
        return;
    const QString what = m_edit->accessibleName();
    const auto read =
        m_content == Content::Key ? credentials::readPastedSecret(what, typed) : readText(what, typed);
    if (!read) { // what was typed stays, to be corrected
        say(QStringLiteral("%1 %2").arg(read.error().message, read.error().advice), true);
        return;
    }
    m_edit->clear();
    m_control->saveSecret(m_name, read->secret);
    say(read->corrections.join(u' '), false);
    Q_EMIT entered();
}

void SecretField::say(const QString &note, bool isRefused)
{
    m_note = note;
    m_isRefused = isRefused;
    follow();
}

void SecretField::remove()
{
    m_edit->clear();
    m_control->saveSecret(m_name, {});
    say({}, false);
}

void SecretField::follow()
{
    using Kind = models::SecretState::Kind;
    const models::SecretState state =
        m_name.isEmpty() ? models::SecretState() : m_control->secretState(m_name);
    const bool isMissing = state.kind == Kind::Missing;
    const bool mayBeSet = state.kind != Kind::Looking && state.kind != Kind::NotSet;
    const QString where = state.kind == Kind::Looking ? tr("looking …") : state.words;
    m_state->setRole(m_isRefused                                ? TextRole::Error
                     : isMissing || state.kind == Kind::Unknown ? TextRole::Amber
                                                                : TextRole::Muted);
    m_state->setText(m_note.isEmpty() ? where : m_isRefused ? m_note : m_note + u' ' + where);
    setInvalid(m_edit, m_isRefused);
    m_remove->setEnabled(mayBeSet);
    m_remove->setToolTip(isMissing ? tr("Forgets that it was ever kept") : QString());
    m_edit->setPlaceholderText(state.kind == Kind::Kept ? tr("set; type a new one to replace it")
                                                        : tr("paste it here"));
}

} // namespace outcrop::ui::connections
