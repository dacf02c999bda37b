// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connections/connectionstore.h"
#include "ui/connections/credentialfields.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QLineEdit;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class Segments;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::connections
{

class FormRows;
class HeaderFields;
class SecretField;

/// Everything of one connection, each field a command of the store as soon as it is left. What is wrong with
/// a field stands below it.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    ConnectionForm(outcrop::connections::ConnectionStore *store, models::ConnectionControl *control,
                   QWidget *parent = nullptr);

    /// Fields of a built-in connection cannot be changed.
    void showConnection(const QString &id);
    /// Tells again who sends: the time has gone on, or something was found.
    void followSender();

private:
    using Spec = outcrop::connections::ConnectionSpec;

    void buildPlace();
    void buildWay();
    void buildLimits();
    QLineEdit *addLimit(const QString &name, const QString &tip,
                        std::optional<std::chrono::seconds> outcrop::connections::PhaseLimits::*member);
    void connectText(QLineEdit *edit, QString Spec::*member);
    void connectFlag(QCheckBox *box, bool Spec::*member);
    void apply(const CredentialFields::Change &change);
    void follow();
    void chooseCaFile();

    outcrop::connections::ConnectionStore *m_store;
    models::ConnectionControl *m_control;
    QString m_id;
    FormRows *m_rows;
    QLineEdit *m_name;
    widgets::Segments *m_kind;
    QComboBox *m_region;
    QCheckBox *m_fips;
    QCheckBox *m_dualStack;
    QLineEdit *m_endpoint;
    QCheckBox *m_plainHttp;
    CredentialFields *m_credentials;
    HeaderFields *m_headers;
    QComboBox *m_proxy;
    widgets::TextLabel *m_route;
    QLineEdit *m_proxyUrl;
    QLineEdit *m_proxyUser;
    SecretField *m_proxyPassword;
    QLineEdit *m_caFile;
    QWidget *m_caBrowse;
    QCheckBox *m_plainPath;
    QLineEdit *m_concurrency;
    std::vector<
        std::pair<QLineEdit *, std::optional<std::chrono::seconds> outcrop::connections::PhaseLimits::*>>
        m_limits;
};

} // namespace outcrop::ui::connections
