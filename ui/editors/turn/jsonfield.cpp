// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/jsonfield.h"

#include "core/conversation/block.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QLocale>
#include <QVBoxLayout>

namespace outcrop::ui::editors
{

using namespace widgets;

namespace
{

constexpr int leastLines = 2;
constexpr int mostLines = 18;

/// Longer ones are read here, and changed elsewhere: laying them out anew at each letter takes too long.
constexpr qsizetype mostEdited = 512 * 1024;

} // namespace

JsonField::JsonField(QWidget *parent)
    : QWidget(parent), m_view(new JsonView({})), m_problem(new TextLabel({}, TextRole::Error))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap);
    layout->addWidget(m_view);
    layout->addWidget(m_problem);
    useSmall(m_problem);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_view->setReadOnly(false);
    m_view->setLineNumbers(false);
    m_view->setGrowing(leastLines, mostLines);
    connect(m_view, &JsonView::edited, this, &JsonField::take);
}

bool JsonField::isUnfinished() const
{
    return conversation::unfinishedText(m_value).has_value();
}

void JsonField::setName(const QString &name)
{
    m_view->setName(name);
}

void JsonField::setBare()
{
    m_view->setBare(true);
}

QWidget *JsonField::stop() const
{
    return m_view->focusProxy();
}

void JsonField::setValue(const json::Json &value)
{
    const bool same = value == m_value && !m_view->bytes().isEmpty();
    m_value = value;
    if (same)
        return;
    const auto text = conversation::unfinishedText(value);
    const QByteArray bytes = text ? text->toUtf8() : json::write(value, json::Layout::Pretty);
    if (bytes != m_view->bytes())
        m_view->setBytes(bytes);
    m_view->setReadOnly(bytes.size() > mostEdited);
    showFault();
}

void JsonField::take()
{
    const QByteArray text = m_view->bytes();
    const auto parsed = json::parse(text);
    m_value = parsed ? *parsed : conversation::unfinishedJson(QString::fromUtf8(text));
    showFault();
    Q_EMIT edited(m_value);
}

void JsonField::showFault()
{
    const auto text = conversation::unfinishedText(m_value);
    m_view->setInvalid(text.has_value());
    m_problem->setVisible(text || m_view->bytes().size() > mostEdited);
    if (!text) {
        m_view->markError(std::nullopt);
        m_problem->setRole(TextRole::Muted);
        m_problem->setText(tr("%1 of JSON: too long to be typed here")
                               .arg(QLocale().formattedDataSize(m_view->bytes().size())));
        return;
    }
    m_problem->setRole(TextRole::Error);
    const auto fault = json::parse(text->toUtf8());
    if (fault) // somebody wrote the mark into a file by hand
        return;
    m_view->markError(fault.error().offset);
    m_problem->setText(tr("Line %1, column %2: %3. What you typed is kept; it is applied once it is JSON.")
                           .arg(fault.error().line)
                           .arg(fault.error().column)
                           .arg(fault.error().message));
}

} // namespace outcrop::ui::editors
