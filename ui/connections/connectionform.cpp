// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionform.h"

#include "core/aws/endpoint.h"
#include "core/base/webaddress.h"
#include "ui/connections/formrows.h"
#include "ui/connections/headerfields.h"
#include "ui/connections/secretfield.h"
#include "ui/connections/senderwords.h"
#include "ui/models/connectioncontrol.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QIntValidator>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace outcrop::ui::connections
{

using namespace widgets;
using outcrop::connections::ConnectionKind;
using outcrop::connections::Field;
using outcrop::connections::PhaseLimits;
using outcrop::connections::ProxyKind;
namespace core = outcrop::connections;

namespace
{

constexpr int regionWidth = 190;
constexpr int limitWidth = 110;
constexpr int longestLimit = 24 * 3600;

/// Regions with Bedrock that are asked for most; any other can be typed (protocol/converse.md, 1).
const QStringList usualRegions{
    QStringLiteral("us-east-1"),    QStringLiteral("us-east-2"),      QStringLiteral("us-west-2"),
    QStringLiteral("ca-central-1"), QStringLiteral("eu-central-1"),   QStringLiteral("eu-west-1"),
    QStringLiteral("eu-west-3"),    QStringLiteral("eu-north-1"),     QStringLiteral("ap-northeast-1"),
    QStringLiteral("ap-south-1"),   QStringLiteral("ap-southeast-1"), QStringLiteral("ap-southeast-2"),
    QStringLiteral("sa-east-1"),    QStringLiteral("us-gov-west-1")};

void setText(QLineEdit *edit, const QString &text)
{
    if (edit->text() != text)
        edit->setText(text);
}

QString numberText(qint64 number)
{
    return number > 0 ? QString::number(number) : QString();
}

/// Where an empty field leads.
QString usualEndpoint(const core::ConnectionSpec &spec)
{
    if (spec.kind == ConnectionKind::Gateway)
        return QStringLiteral("http://localhost:8080/bedrock");
    aws::EndpointQuery query;
    query.region = spec.region;
    query.fips = spec.fips;
    query.dualStack = spec.dualStack;
    const auto url = aws::endpoint(query);
    return url && !spec.region.isEmpty() ? url->toString() : ConnectionForm::tr("that of the region");
}

bool isSigned(core::AuthKind auth)
{
    using core::AuthKind;
    return auth == AuthKind::AwsChain || auth == AuthKind::AwsProfile || auth == AuthKind::AwsKeys;
}

QLineEdit *numberField(int most, const QString &whenEmpty)
{
    auto *field = new QLineEdit;
    useMonospace(field);
    field->setValidator(new QIntValidator(1, most, field));
    field->setPlaceholderText(whenEmpty);
    field->setFixedWidth(limitWidth);
    return field;
}

} // namespace

ConnectionForm::ConnectionForm(core::ConnectionStore *store, models::ConnectionControl *control,
                               QWidget *parent)
    : QWidget(parent), m_store(store), m_control(control), m_rows(new FormRows)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_rows);
    buildPlace();
    m_credentials = new CredentialFields(control, m_rows);
    connect(m_credentials, &CredentialFields::edited, this, &ConnectionForm::apply);
    m_headers = new HeaderFields(control);
    m_rows->addRow(tr("Extra headers"), m_headers, Field::Headers);
    connect(m_headers, &HeaderFields::edited, this, [this](const std::vector<core::ExtraHeader> &headers) {
        apply([&headers](Spec &spec) { spec.headers = headers; });
    });
    buildWay();
    buildLimits();
    connect(store, &core::ConnectionStore::changed, this, [this](int row) {
        if (m_store->at(row).id == m_id)
            follow();
    });
}

void ConnectionForm::buildPlace()
{
    m_name = new QLineEdit;
    m_name->setToolTip(tr("What conversations call it by"));
    m_kind = new Segments({tr("AWS"), tr("Gateway")});
    m_region = new QComboBox;
    m_region->setEditable(true);
    m_region->setInsertPolicy(QComboBox::NoInsert);
    m_region->addItems(usualRegions);
    m_region->setFixedWidth(regionWidth);
    useMonospace(m_region);
    m_region->lineEdit()->setFont(m_region->font());
    m_region->lineEdit()->setPlaceholderText(tr("of the profile"));
    m_region->setToolTip(tr("Empty: the region of the profile or the environment"));
    m_fips = new QCheckBox(tr("FIPS"));
    m_dualStack = new QCheckBox(tr("Dual stack"));
    m_fips->setToolTip(tr("bedrock-runtime-fips: validated cryptography, not in every region"));
    m_dualStack->setToolTip(tr("IPv4 and IPv6: the api.aws names"));
    m_endpoint = new QLineEdit;
    useMonospace(m_endpoint);
    m_plainHttp = new QCheckBox(tr("Send over http all the same; anyone on the way can read it"));

    m_rows->addRow(tr("Name"), m_name, Field::Name);
    m_rows->addRow(tr("Kind"), {m_kind}, false);
    m_rows->addRow(tr("Region"), {m_region, m_fips, m_dualStack}, false, Field::Region);
    m_rows->addRow(tr("Endpoint"), m_endpoint, Field::Endpoint);
    m_rows->addRow({}, {m_plainHttp}, false);

    connectText(m_name, &Spec::name);
    connectText(m_endpoint, &Spec::endpointUrl);
    connectText(m_region->lineEdit(), &Spec::region);
    connect(m_region, &QComboBox::textActivated, this,
            [this](const QString &region) { apply([&region](Spec &spec) { spec.region = region; }); });
    connectFlag(m_fips, &Spec::fips);
    connectFlag(m_dualStack, &Spec::dualStack);
    connectFlag(m_plainHttp, &Spec::allowPlainHttp);
    connect(m_kind, &Segments::currentChanged, this, [this](int index) {
        apply(
            [index](Spec &spec) { spec.kind = index == 1 ? ConnectionKind::Gateway : ConnectionKind::Aws; });
    });
}

void ConnectionForm::buildWay()
{
    m_proxy = new QComboBox;
    m_proxy->addItems({tr("System"), tr("By hand"), tr("None")});
    m_proxy->setToolTip(tr("System: HTTPS_PROXY and its kin, else the desktop's setting"));
    m_proxyUrl = new QLineEdit;
    useMonospace(m_proxyUrl);
    m_proxyUrl->setPlaceholderText(QStringLiteral("http://proxy.example:3128"));
    m_proxyUrl->setAccessibleName(tr("Address of the proxy"));
    m_route = new TextLabel({}, TextRole::Muted);
    useSmall(m_route);
    m_route->setToolTip(tr("The proxy that requests of this connection take"));
    m_proxyUser = new QLineEdit;
    m_proxyUser->setPlaceholderText(tr("none is asked for"));
    m_proxyUser->setToolTip(tr("Empty: the proxy wants no password"));
    m_proxyPassword = new SecretField(m_control, tr("Proxy password"), SecretField::Content::Text);
    m_caFile = new QLineEdit;
    useMonospace(m_caFile);
    m_caFile->setPlaceholderText(tr("the system's certificates only"));
    m_caFile->setToolTip(tr("A PEM file of certificates to trust beside the system's"));
    auto *browse = new QPushButton(tr("Choose …"));
    browse->setAutoDefault(false);
    browse->setAccessibleName(tr("Choose a PEM file"));
    m_caBrowse = browse;
    m_plainPath = new QCheckBox(tr("Leave : and / of model ids as they are"));
    m_plainPath->setToolTip(
        tr("For gateways whose router decodes nothing; the signature covers what is sent"));

    m_rows->addRow(tr("Proxy"), {m_proxy, m_route}, false);
    m_rows->addRow({}, m_proxyUrl, Field::Proxy);
    m_rows->addRow(tr("Proxy user"), m_proxyUser);
    m_rows->addRow(tr("Proxy password"), m_proxyPassword);
    m_rows->addRow(tr("Extra CA"), {m_caFile, m_caBrowse}, true, Field::CaFile);
    m_rows->addRow(tr("Path"), {m_plainPath}, false);

    connect(m_proxy, &QComboBox::activated, this,
            [this](int index) { apply([index](Spec &spec) { spec.proxy = ProxyKind(index); }); });
    connectText(m_proxyUrl, &Spec::proxyUrl);
    connectText(m_proxyUser, &Spec::proxyUser);
    connectText(m_caFile, &Spec::caFile);
    connectFlag(m_plainPath, &Spec::plainModelPath);
    connect(browse, &QPushButton::clicked, this, &ConnectionForm::chooseCaFile);
}

void ConnectionForm::buildLimits()
{
    QLineEdit *connecting = addLimit(tr("connect"), tr("Name, TCP, proxy and TLS"), &PhaseLimits::connect);
    QLineEdit *head = addLimit(tr("first byte"), tr("From the last byte sent"), &PhaseLimits::head);
    QLineEdit *idle = addLimit(tr("silence"), tr("Without any byte of a stream"), &PhaseLimits::idle);
    m_rows->addRow(tr("Time-outs, s"), {connecting, head, idle}, false, Field::Limits);
    m_concurrency = numberField(core::mostConcurrency, tr("no limit"));
    m_concurrency->setToolTip(tr("Most requests on their way at a time; further ones wait"));
    m_rows->addRow(tr("At a time"), {m_concurrency}, false, Field::Concurrency);
    connect(m_concurrency, &QLineEdit::editingFinished, this, [this] {
        apply([most = m_concurrency->text().toInt()](Spec &spec) { spec.concurrency = most; });
    });
}

QLineEdit *ConnectionForm::addLimit(const QString &name, const QString &tip,
                                    std::optional<std::chrono::seconds> PhaseLimits::*member)
{
    QLineEdit *field = numberField(longestLimit, name);
    field->setAccessibleName(tr("Time-out in seconds: %1").arg(name));
    field->setToolTip(tr("%1. Empty: the usual time").arg(tip));
    m_limits.emplace_back(field, member);
    connect(field, &QLineEdit::editingFinished, this, [this, member, field] {
        const int seconds = field->text().toInt();
        apply([member, seconds](Spec &spec) {
            spec.limits.*member = seconds > 0 ? std::optional(std::chrono::seconds(seconds)) : std::nullopt;
        });
    });
    return field;
}

void ConnectionForm::connectText(QLineEdit *edit, QString Spec::*member)
{
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, member] {
        apply([member, text = edit->text().trimmed()](Spec &spec) { spec.*member = text; });
    });
}

void ConnectionForm::connectFlag(QCheckBox *box, bool Spec::*member)
{
    connect(box, &QCheckBox::clicked, this,
            [this, member](bool on) { apply([member, on](Spec &spec) { spec.*member = on; }); });
}

void ConnectionForm::apply(const CredentialFields::Change &change)
{
    const Spec *known = m_store->find(m_id);
    if (!known || known->isBuiltIn())
        return;
    Spec changed = *known;
    change(changed);
    if (changed == *known)
        return;
    m_store->change(changed);
    follow(); // also when the store refused or corrected it
}

void ConnectionForm::chooseCaFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Certificates to trust"), m_caFile->text(),
                                                      tr("PEM files (*.pem *.crt *.cer);;All files (*)"));
    if (!path.isEmpty())
        apply([&path](Spec &spec) { spec.caFile = path; });
}

void ConnectionForm::showConnection(const QString &id)
{
    m_id = id;
    follow();
}

void ConnectionForm::follow()
{
    const Spec *spec = m_store->find(m_id);
    if (!spec)
        return;
    const bool isGateway = spec->kind == ConnectionKind::Gateway;
    setText(m_name, spec->name);
    const QSignalBlocker quietKind(m_kind);
    m_kind->setCurrent(isGateway ? 1 : 0);
    if (m_region->currentText() != spec->region)
        m_region->setEditText(spec->region);
    m_fips->setChecked(spec->fips);
    m_dualStack->setChecked(spec->dualStack);
    // A gateway has a region only where requests to it are signed.
    m_rows->setRowVisible(m_region, !isGateway || isSigned(spec->auth) || !spec->region.isEmpty());
    m_fips->setVisible(!isGateway);
    m_dualStack->setVisible(!isGateway);
    setText(m_endpoint, spec->endpointUrl);
    m_endpoint->setPlaceholderText(usualEndpoint(*spec));
    const QUrl endpoint(spec->endpointUrl);
    const bool isReadable = endpoint.scheme() == u"http" && !base::isLoopback(endpoint);
    m_rows->setRowVisible(m_plainHttp, isReadable);
    m_plainHttp->setChecked(spec->allowPlainHttp);
    m_credentials->show(*spec);
    m_headers->setHeaders(spec->id, spec->headers);
    m_proxy->setCurrentIndex(int(spec->proxy));
    m_route->setText(m_control->proxyRoute(m_id));
    const bool hasLogin = core::hasProxyLogin(*spec);
    m_rows->setRowVisible(m_proxyUrl, spec->proxy == ProxyKind::Manual);
    m_rows->setRowVisible(m_proxyUser, spec->proxy == ProxyKind::Manual);
    m_rows->setRowVisible(m_proxyPassword, hasLogin);
    setText(m_proxyUrl, spec->proxyUrl);
    setText(m_proxyUser, spec->proxyUser);
    m_proxyPassword->setSecretName(hasLogin ? core::secretName(spec->id, core::proxyPasswordSecret())
                                            : QString());
    setText(m_caFile, spec->caFile);
    m_plainPath->setChecked(spec->plainModelPath);
    setText(m_concurrency, numberText(spec->concurrency));
    for (const auto &[field, member] : m_limits)
        setText(field, numberText((spec->limits.*member).value_or(std::chrono::seconds(0)).count()));
    m_rows->showProblems(core::problemsOf(*spec));
    m_rows->setEnabled(!spec->isBuiltIn());
    followSender();
}

void ConnectionForm::followSender()
{
    const Spec *spec = m_store->find(m_id);
    if (!spec || spec->isBuiltIn())
        return;
    const models::Sender sender = m_control->sender(m_id);
    m_credentials->showSender(*spec, senderWords(*spec, sender, m_control->now()), sender.notices);
}

} // namespace outcrop::ui::connections
