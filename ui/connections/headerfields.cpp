// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/headerfields.h"

#include "ui/connections/secretfield.h"
#include "ui/models/connectioncontrol.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/tokens.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace outcrop::ui::connections
{

using namespace widgets;
using outcrop::connections::ExtraHeader;

namespace
{

constexpr int nameWidth = 150;

QLineEdit *field(const QString &text, const QString &placeholder, const QString &accessibleName)
{
    auto *edit = new QLineEdit(text);
    useMonospace(edit);
    edit->setPlaceholderText(placeholder);
    edit->setAccessibleName(accessibleName);
    return edit;
}

} // namespace

HeaderFields::HeaderFields(models::ConnectionControl *control, QWidget *parent)
    : QWidget(parent), m_control(control), m_rows(new QVBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    m_rows->setSpacing(metrics::gap);
    layout->addLayout(m_rows);
    auto *add = new QPushButton(tr("+ Header"));
    add->setAutoDefault(false);
    add->setAccessibleName(tr("Add a header"));
    add->setToolTip(tr("A header field sent with every request of this connection"));
    layout->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, &HeaderFields::append);
}

void HeaderFields::setHeaders(const QString &connectionId, const std::vector<ExtraHeader> &headers)
{
    if (connectionId == m_connectionId && headers == m_headers)
        return;
    m_connectionId = connectionId;
    m_headers = headers;
    rebuild();
}

void HeaderFields::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *row = item->widget()) {
            row->hide();
            row->deleteLater(); // its own signal may be what is being handled
        }
        delete item;
    }
    for (int row = 0; row < int(m_headers.size()); ++row)
        addRow(row);
}

void HeaderFields::addRow(int row)
{
    const ExtraHeader &header = m_headers[std::size_t(row)];
    auto *holder = new QWidget;
    auto *line = new QHBoxLayout(holder);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics::space);
    auto *name = field(header.name, tr("name"), tr("Name of header %1").arg(row + 1));
    name->setFixedWidth(nameWidth);
    line->addWidget(name, 0, Qt::AlignTop);
    connect(name, &QLineEdit::editingFinished, this, [this, row, name] {
        ExtraHeader changed = m_headers[std::size_t(row)];
        changed.name = name->text().trimmed();
        change(row, changed);
    });
    if (header.isSecret) {
        auto *secret = new SecretField(m_control, tr("Secret value of header %1").arg(row + 1),
                                       SecretField::Content::Text);
        secret->setEnabled(!header.name.isEmpty());
        secret->setSecretName(outcrop::connections::secretName(
            m_connectionId, outcrop::connections::headerSecret(header.name)));
        line->addWidget(secret, 1);
    } else {
        auto *value = field(header.value, tr("value"), tr("Value of header %1").arg(row + 1));
        line->addWidget(value, 1, Qt::AlignTop);
        connect(value, &QLineEdit::editingFinished, this, [this, row, value] {
            ExtraHeader changed = m_headers[std::size_t(row)];
            changed.value = value->text();
            change(row, changed);
        });
    }
    auto *secrecy = new QCheckBox(tr("Secret"));
    secrecy->setChecked(header.isSecret);
    secrecy->setAccessibleName(tr("Header %1 is secret").arg(row + 1));
    secrecy->setToolTip(tr("Its value is kept in the keychain and never in a file"));
    secrecy->setMinimumHeight(name->sizeHint().height()); // on one line with the fields
    line->addWidget(secrecy, 0, Qt::AlignTop);
    connect(secrecy, &QCheckBox::toggled, this, [this, row](bool isSecret) {
        ExtraHeader changed = m_headers[std::size_t(row)];
        changed.isSecret = isSecret;
        changed.value.clear();
        change(row, changed);
    });
    auto *removal = new QToolButton;
    removal->setIcon(icon(QStringLiteral("close")));
    setButtonKind(removal, ButtonKind::Flat);
    removal->setAccessibleName(tr("Remove header %1").arg(row + 1));
    removal->setFocusPolicy(Qt::StrongFocus);
    line->addWidget(removal, 0, Qt::AlignTop);
    connect(removal, &QToolButton::clicked, this, [this, row] { remove(row); });
    m_rows->addWidget(holder);
}

void HeaderFields::change(int row, const ExtraHeader &header)
{
    ExtraHeader &known = m_headers[std::size_t(row)];
    if (known == header)
        return;
    const bool looksOther =
        known.isSecret != header.isSecret || (header.isSecret && known.name != header.name);
    known = header;
    if (looksOther)
        rebuild();
    Q_EMIT edited(m_headers);
}

void HeaderFields::remove(int row)
{
    m_headers.erase(m_headers.begin() + row);
    rebuild();
    Q_EMIT edited(m_headers);
}

// An empty row is not told of until it has a name.
void HeaderFields::append()
{
    m_headers.push_back({});
    addRow(int(m_headers.size()) - 1);
    if (QWidget *last = m_rows->itemAt(m_rows->count() - 1)->widget())
        last->findChild<QLineEdit *>()->setFocus();
}

} // namespace outcrop::ui::connections
