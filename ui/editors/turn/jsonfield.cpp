// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/jsonfield.h"

#include "core/conversation/block.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QLocale>
#include <QVBoxLayout>

#include <utility>

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
    m_view->setCopied([this](const QByteArray &selected) { return m_aside.unfolded(selected); });
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
    const bool same = std::exchange(m_isSet, true) && value == m_value;
    m_value = value;
    if (same)
        return;
    m_aside = {};
    m_damage.clear();
    const auto text = conversation::unfinishedText(value);
    const QByteArray bytes =
        text ? text->toUtf8() : json::write(m_isBlock ? m_aside.folded(value) : value, json::Layout::Pretty);
    const bool readOnly = bytes.size() + m_aside.size() > mostEdited;
    if (readOnly)
        m_view->setReadOnly(true); // before it is shown: only then its long lines are broken
    if (bytes != m_view->bytes())
        m_view->setBytes(bytes);
    m_view->setReadOnly(readOnly); // after what was there, whose lines would come back whole
    showFault();
}

/// Text that is no JSON yet is kept with the bytes in it, so that nothing depends on what is kept aside here.
void JsonField::take()
{
    const QByteArray text = m_view->bytes();
    auto parsed = json::parse(text);
    const auto damage = parsed && m_isBlock ? m_aside.unfoldBlock(*parsed) : std::nullopt;
    m_damage = damage ? damage->message : QString();
    m_value =
        parsed && !damage ? *parsed : conversation::unfinishedJson(QString::fromUtf8(m_aside.unfolded(text)));
    showFault();
    Q_EMIT edited(m_value);
}

void JsonField::showFault()
{
    const bool unfinished = isUnfinished();
    const qsizetype size = m_view->bytes().size() + m_aside.size();
    m_view->setInvalid(unfinished);
    m_problem->setVisible(unfinished || size > mostEdited);
    if (!unfinished) {
        m_view->markError(std::nullopt);
        m_problem->setRole(TextRole::Muted);
        m_problem->setText(
            tr("%1 of JSON: too long to be typed here").arg(QLocale().formattedDataSize(size)));
        return;
    }
    m_problem->setRole(TextRole::Error);
    const auto fault = json::parse(m_view->bytes());
    m_view->markError(fault ? std::nullopt : std::optional(fault.error().offset));
    if (!fault)
        m_problem->setText(
            tr("Line %1, column %2: %3. What you typed is kept; it is applied once it is JSON.")
                .arg(fault.error().line)
                .arg(fault.error().column)
                .arg(fault.error().message));
    else
        m_problem->setText(m_damage);
}

} // namespace outcrop::ui::editors
