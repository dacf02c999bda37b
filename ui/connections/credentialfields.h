// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionspec.h"

#include <QWidget>

#include <functional>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QLineEdit;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class ConnectionControl;
}

namespace outcrop::ui::connections
{

class FormRows;
class SecretField;
class SenderField;
struct SenderWords;

/// The rows that say who sends: where the identity is from, and what belongs to that source.
class CredentialFields : public QObject
{
    Q_OBJECT

public:
    using Spec = outcrop::connections::ConnectionSpec;
    using Change = std::function<void(Spec &)>;

    /// Puts its rows at the end of @p rows.
    CredentialFields(models::ConnectionControl *control, FormRows *rows);

    void show(const Spec &spec);
    /// Who sends, below the choice of the source.
    void showSender(const Spec &spec, const SenderWords &words, const QStringList &notices);

Q_SIGNALS:
    void edited(const outcrop::ui::connections::CredentialFields::Change &change);

private:
    void fillSources(const Spec &spec);
    void chooseSource(int index);

    models::ConnectionControl *m_control;
    FormRows *m_rows;
    QString m_shownId;
    QComboBox *m_source;
    SenderField *m_sender;
    QLineEdit *m_accessKeyId;
    SecretField *m_secretKey;
    QCheckBox *m_hasSessionToken;
    SecretField *m_sessionToken;
    QLineEdit *m_headerName;
    SecretField *m_token;
    QCheckBox *m_metadata;
};

} // namespace outcrop::ui::connections
