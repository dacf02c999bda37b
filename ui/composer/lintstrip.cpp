// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/lintstrip.h"

#include "core/conversation/requestlint.h"
#include "core/converse/lintsource.h"
#include "ui/widgets/tokens.h"

#include <QKeyEvent>
#include <QPainter>

namespace outcrop::ui::composer
{

using namespace widgets;
using conversation::RequestFinding;
using conversation::RequestPlace;

namespace
{

/// Where lists are counted, which one is meant: "messages.2", "tools.0"; elsewhere the words say it.
QString whichOne(const RequestFinding &finding)
{
    const QStringList steps = finding.path.split(u'.');
    switch (finding.place.kind) {
    case RequestPlace::Kind::Message:
    case RequestPlace::Kind::System:
        return steps.mid(0, 2).join(u'.');
    case RequestPlace::Kind::Tool:
        return steps.mid(1, 2).join(u'.');
    default:
        return {};
    }
}

} // namespace

LintStrip::LintStrip(const RequestFinding &finding, QWidget *parent) : Banner(Severity::Warning, parent)
{
    setFocusPolicy(Qt::TabFocus);
    show(finding);
}

void LintStrip::show(const RequestFinding &finding)
{
    const bool certain = finding.severity == converse::Severity::Certain;
    const QString which = whichOne(finding);
    setSeverity(certain ? Severity::Error : Severity::Warning);
    setMessage(certain ? tr("Will be refused") : tr("Depends on the model"),
               which.isEmpty() ? finding.message : QStringLiteral("%1: %2").arg(which, finding.message));
    setAction(finding.fixLabel);
    setOtherAction(QStringLiteral("→"), tr("Show %1").arg(finding.path));
    const QString source = converse::lintSource(finding.rule);
    QStringList about{tr("%1 · Enter shows the place").arg(finding.path)};
    if (!source.isEmpty())
        about << tr("From: %1").arg(source);
    setToolTip(about.join(u'\n').toHtmlEscaped());
}

void LintStrip::keyPressEvent(QKeyEvent *event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        Q_EMIT otherActionTriggered();
    else
        Banner::keyPressEvent(event);
}

void LintStrip::focusInEvent(QFocusEvent *event)
{
    Banner::focusInEvent(event);
    update();
}

void LintStrip::focusOutEvent(QFocusEvent *event)
{
    Banner::focusOutEvent(event);
    update();
}

void LintStrip::paintEvent(QPaintEvent *event)
{
    Banner::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setPen(QPen(tokensOf(this).accent, 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

} // namespace outcrop::ui::composer
