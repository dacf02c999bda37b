// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/s3dialog.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::widgets
{

using namespace Qt::StringLiterals;

S3Dialog::S3Dialog(QWidget *parent)
    : QDialog(parent)
    , m_uri(new QLineEdit)
    , m_owner(new QLineEdit)
    , m_problem(new TextLabel({}, TextRole::Error))
    , m_attach(new QPushButton(tr("Attach")))
{
    setWindowTitle(tr("Attach an S3 object"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    layout->setSpacing(metrics::margin);
    auto *hint = new TextLabel(
        tr("The service fetches the object; Outcrop does not. Not every model takes it."), TextRole::Muted);
    hint->setWordWrap(true);
    layout->addWidget(hint);
    auto *rows = new QFormLayout;
    rows->setHorizontalSpacing(metrics::margin);
    rows->setVerticalSpacing(metrics::space);
    rows->addRow(tr("Object"), m_uri);
    rows->addRow(tr("Bucket owner"), m_owner);
    layout->addLayout(rows);
    m_uri->setAccessibleName(tr("S3 object"));
    m_uri->setPlaceholderText(u"s3://bucket/folder/file.png"_s);
    m_uri->setToolTip(u"s3Location.uri"_s);
    m_owner->setAccessibleName(tr("Bucket owner"));
    m_owner->setPlaceholderText(tr("optional: the account, twelve digits"));
    m_owner->setToolTip(u"s3Location.bucketOwner"_s);
    for (QLineEdit *field : {m_uri, m_owner})
        field->setFont(monospaceFont(field->font()));
    useSmall(m_problem);
    m_problem->setWordWrap(true);
    layout->addWidget(m_problem);
    layout->addStretch();
    auto *buttons = new QHBoxLayout;
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_attach->setDefault(true);
    setButtonKind(m_attach, ButtonKind::Primary);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_attach);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_attach, &QPushButton::clicked, this, &S3Dialog::finish);
    connect(m_uri, &QLineEdit::textChanged, this, &S3Dialog::check);
    connect(m_owner, &QLineEdit::textChanged, this, &S3Dialog::check);
    setMinimumWidth(480);
    check();
}

/// What is wrong is said once something was typed.
void S3Dialog::check()
{
    const auto file = attachments::attachS3Object(m_uri->text().trimmed(), m_owner->text().trimmed());
    m_attach->setEnabled(file.ok());
    const bool said = !file && !m_uri->text().isEmpty();
    m_problem->setText(said ? file.error().message + u' ' + file.error().advice : QString());
}

void S3Dialog::finish()
{
    const auto file = attachments::attachS3Object(m_uri->text().trimmed(), m_owner->text().trimmed());
    if (!file)
        return;
    Q_EMIT chosen(*file);
    accept();
}

} // namespace outcrop::ui::widgets
