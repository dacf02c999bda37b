// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/signindialog.h"

#include "ui/widgets/fonts.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::connections
{

using namespace widgets;

namespace
{

constexpr int textWidth = 420;
constexpr double codeScale = 1.6; // it is compared with another screen

QString sentence(const base::Error &error)
{
    return error.advice.isEmpty() ? error.message : QStringLiteral("%1 %2").arg(error.message, error.advice);
}

} // namespace

SignInDialog::SignInDialog(QWidget *parent)
    : QDialog(parent)
    , m_text(new TextLabel)
    , m_code(new QLineEdit)
    , m_address(new TextLabel({}, TextRole::Muted))
{
    setWindowTitle(tr("Sign in"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    layout->setSpacing(metrics::margin);
    for (TextLabel *label : {m_text, m_address}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(textWidth);
    }
    m_code->setReadOnly(true);
    m_code->setAlignment(Qt::AlignCenter);
    m_code->setAccessibleName(tr("Code to compare in the browser"));
    QFont large = monospaceFont(m_code->font());
    large.setPointSizeF(large.pointSizeF() * codeScale);
    large.setBold(true);
    m_code->setFont(large);
    layout->addWidget(m_text);
    layout->addWidget(m_code);
    layout->addWidget(m_address);
    auto *buttons = new QDialogButtonBox;
    m_start = buttons->addButton(tr("Sign in"), QDialogButtonBox::ActionRole);
    m_browser = buttons->addButton(tr("Open browser again"), QDialogButtonBox::ActionRole);
    m_cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    setButtonKind(m_start, ButtonKind::Primary);
    m_browser->setToolTip(tr("Opens the page where the code is confirmed"));
    layout->addWidget(buttons);
    connect(m_start, &QPushButton::clicked, this, &SignInDialog::startRequested);
    connect(m_browser, &QPushButton::clicked, this, &SignInDialog::browserRequested);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void SignInDialog::showOffer(const QString &why)
{
    offer(tr("%1\n\nYour browser opens for it; the request is sent once when you have signed in.").arg(why),
          tr("Sign in"));
}

void SignInDialog::showBeginning()
{
    m_text->setText(tr("Asking the sign-in service for a code…"));
    m_code->hide();
    m_address->hide();
    m_start->hide();
    m_browser->hide();
    m_cancel->setFocus();
}

void SignInDialog::showCode(const QString &code, const QUrl &address)
{
    m_text->setText(tr("Your browser shows a code. If it is this one, confirm it there; this window waits."));
    m_code->setText(code);
    m_code->show();
    // As it goes out: other spellings of a host could look like one that is trusted (reliability.md, R10).
    m_address->setText(QString::fromLatin1(address.toEncoded()));
    m_address->show();
    m_start->hide();
    m_browser->show();
    m_browser->setFocus();
}

void SignInDialog::showFailure(const base::Error &error)
{
    offer(sentence(error), tr("Try again"));
}

void SignInDialog::offer(const QString &text, const QString &action)
{
    m_text->setText(text);
    m_code->hide();
    m_address->hide();
    m_browser->hide();
    m_start->setText(action);
    m_start->show();
    m_start->setDefault(true);
    m_start->setFocus();
}

} // namespace outcrop::ui::connections
