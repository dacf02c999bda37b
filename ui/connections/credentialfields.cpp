// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/credentialfields.h"

#include "ui/connections/formrows.h"
#include "ui/connections/secretfield.h"
#include "ui/connections/senderfield.h"
#include "ui/models/connectioncontrol.h"
#include "ui/widgets/fonts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace outcrop::ui::connections
{

using namespace widgets;
using outcrop::connections::AuthKind;
using outcrop::connections::ConnectionKind;
using outcrop::connections::Field;
namespace core = outcrop::connections;

namespace
{

constexpr int profileRole = Qt::UserRole + 1;

QLineEdit *idField(const QString &placeholder, const QString &tip)
{
    auto *edit = new QLineEdit;
    useMonospace(edit);
    edit->setPlaceholderText(placeholder);
    edit->setToolTip(tip);
    return edit;
}

} // namespace

CredentialFields::CredentialFields(models::ConnectionControl *control, FormRows *rows)
    : QObject(rows)
    , m_control(control)
    , m_rows(rows)
    , m_source(new QComboBox)
    , m_sender(new SenderField(control))
    , m_accessKeyId(idField(tr("AKIA…"), tr("The public half of a pair of keys")))
    , m_secretKey(new SecretField(control, tr("Secret access key")))
    , m_hasSessionToken(new QCheckBox(tr("Temporary, with a session token")))
    , m_sessionToken(new SecretField(control, tr("Session token")))
    , m_headerName(idField(tr("x-bf-vk"), tr("The header field the gateway looks for its key in")))
    , m_token(new SecretField(control, tr("API key")))
    , m_metadata(new QCheckBox(tr("Ask the instance metadata service last")))
{
    m_metadata->setToolTip(tr("169.254.169.254: only on EC2; elsewhere it is a stranger's address"));
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    rows->addRow(tr("Credentials"), {m_source, m_sender->signInButton(), m_sender->lookButton()}, true,
                 Field::Profile);
    rows->addRow({}, m_sender);
    rows->addRow({}, {m_metadata}, false);
    rows->addRow(tr("Access key id"), m_accessKeyId, Field::AccessKeyId);
    rows->addRow(tr("Secret access key"), m_secretKey);
    rows->addRow({}, {m_hasSessionToken}, false);
    rows->addRow(tr("Session token"), m_sessionToken);
    rows->addRow(tr("Header"), m_headerName, Field::HeaderName);
    rows->addRow(tr("API key"), m_token);

    connect(m_source, &QComboBox::activated, this, &CredentialFields::chooseSource);
    connect(m_metadata, &QCheckBox::clicked, this,
            [this](bool on) { Q_EMIT edited([on](Spec &spec) { spec.instanceMetadata = on; }); });
    connect(m_accessKeyId, &QLineEdit::editingFinished, this, [this] {
        Q_EMIT edited([id = m_accessKeyId->text().trimmed()](Spec &spec) { spec.accessKeyId = id; });
    });
    connect(m_hasSessionToken, &QCheckBox::clicked, this,
            [this](bool on) { Q_EMIT edited([on](Spec &spec) { spec.hasSessionToken = on; }); });
    connect(m_headerName, &QLineEdit::editingFinished, this, [this] {
        Q_EMIT edited([name = m_headerName->text().trimmed()](Spec &spec) { spec.headerName = name; });
    });
}

void CredentialFields::fillSources(const Spec &spec)
{
    const QSignalBlocker quiet(m_source);
    m_source->clear();
    const auto add = [this](const QString &text, AuthKind kind, const QString &profile = {}) {
        m_source->addItem(text, int(kind));
        m_source->setItemData(m_source->count() - 1, profile, profileRole);
    };
    if (spec.kind == ConnectionKind::Gateway)
        add(tr("None"), AuthKind::None);
    add(tr("API key (bearer)"), AuthKind::BearerStored);
    add(tr("API key of the environment (AWS_BEARER_TOKEN_BEDROCK)"), AuthKind::BearerEnvironment);
    if (spec.kind == ConnectionKind::Gateway)
        add(tr("Key in a header of its own"), AuthKind::Header);
    add(tr("AWS: whatever is found, in the usual order"), AuthKind::AwsChain);
    QStringList profiles = m_control->profiles();
    if (spec.auth == AuthKind::AwsProfile && !profiles.contains(spec.profile))
        profiles.append(spec.profile);
    for (const QString &profile : profiles)
        add(tr("Profile %1").arg(profile), AuthKind::AwsProfile, profile);
    add(tr("Access keys typed in here"), AuthKind::AwsKeys);
    for (int i = 0; i < m_source->count(); ++i) {
        const bool isKind = m_source->itemData(i).toInt() == int(spec.auth);
        if (isKind && (spec.auth != AuthKind::AwsProfile ||
                       m_source->itemData(i, profileRole).toString() == spec.profile))
            m_source->setCurrentIndex(i);
    }
}

void CredentialFields::chooseSource(int index)
{
    const auto kind = AuthKind(m_source->itemData(index).toInt());
    const QString profile = m_source->itemData(index, profileRole).toString();
    Q_EMIT edited([kind, profile](Spec &spec) {
        spec.auth = kind;
        spec.profile = profile;
        if (kind == AuthKind::Header && spec.headerName.isEmpty())
            spec.headerName = QStringLiteral("x-bf-vk");
    });
}

void CredentialFields::showSender(const Spec &spec, const SenderWords &words, const QStringList &notices)
{
    m_sender->showWords(spec.id, words, notices);
    m_rows->setRowVisible(m_sender, m_sender->isNeeded());
}

void CredentialFields::show(const Spec &spec)
{
    fillSources(spec);
    if (m_accessKeyId->text() != spec.accessKeyId)
        m_accessKeyId->setText(spec.accessKeyId);
    if (m_headerName->text() != spec.headerName)
        m_headerName->setText(spec.headerName);
    m_metadata->setChecked(spec.instanceMetadata);
    m_hasSessionToken->setChecked(spec.hasSessionToken);
    const bool hasKeys = spec.auth == AuthKind::AwsKeys;
    const bool hasToken = spec.auth == AuthKind::BearerStored || spec.auth == AuthKind::Header;
    // Only what is used is asked for: a keychain that is locked would ask for its password.
    const auto nameOf = [&spec](bool isUsed, const QString &what) {
        return isUsed ? core::secretName(spec.id, what) : QString();
    };
    m_secretKey->setSecretName(nameOf(hasKeys, core::secretKeySecret()));
    m_sessionToken->setSecretName(nameOf(hasKeys && spec.hasSessionToken, core::sessionTokenSecret()));
    m_token->setSecretName(nameOf(hasToken, core::tokenSecret()));
    m_rows->setRowVisible(m_metadata, spec.auth == AuthKind::AwsChain);
    m_rows->setRowVisible(m_accessKeyId, hasKeys);
    m_rows->setRowVisible(m_secretKey, hasKeys);
    m_rows->setRowVisible(m_hasSessionToken, hasKeys);
    m_rows->setRowVisible(m_sessionToken, hasKeys && spec.hasSessionToken);
    m_rows->setRowVisible(m_headerName, spec.auth == AuthKind::Header);
    m_rows->setRowVisible(m_token, hasToken);
}

} // namespace outcrop::ui::connections
