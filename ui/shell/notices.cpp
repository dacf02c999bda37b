// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notices.h"

#include "core/conversation/conversationdocument.h"
#include "ui/models/librarycontrol.h"
#include "ui/models/runcontrol.h"
#include "ui/widgets/banner.h"

#include <QFileInfo>
#include <QSettings>
#include <QVBoxLayout>

namespace outcrop::ui::shell
{

using conversation::DocumentSaver;
using models::RunControl;
using widgets::Banner;

namespace
{

QString sentence(const base::Error &error)
{
    if (error.advice.isEmpty())
        return error.message;
    const bool ends =
        error.message.endsWith(u'.') || error.message.endsWith(u'!') || error.message.endsWith(u'?');
    return (ends ? QStringLiteral("%1 %2") : QStringLiteral("%1. %2")).arg(error.message, error.advice);
}

QString dismissedKey(const QString &name)
{
    return QStringLiteral("dismissed/%1").arg(name);
}

} // namespace

Notices::Notices(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_document(context.document)
    , m_library(context.library)
    , m_settings(context.settings)
    , m_error(new Banner(Banner::Severity::Error))
    , m_saving(new Banner(Banner::Severity::Warning))
    , m_hint(new Banner(Banner::Severity::Hint))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    for (Banner *banner : {m_error, m_saving, m_hint}) {
        layout->addWidget(banner);
        banner->hide();
    }
    m_error->setAction(tr("Dismiss"));
    connect(m_hint, &Banner::actionTriggered, this, &Notices::dismissHint);
    connect(m_error, &Banner::actionTriggered, m_error, &QWidget::hide);
    connect(m_saving, &Banner::actionTriggered, this, &Notices::onSavingAction);
    connect(m_saving, &Banner::otherActionTriggered, this, &Notices::onOtherSavingAction);
    connect(context.run, &RunControl::refused, this, &Notices::show);
    connect(context.run, &RunControl::changed, this, [this, run = context.run] {
        if (run->state() == RunControl::State::Running)
            m_error->hide();
    });
    connect(&m_document->saver(), &DocumentSaver::stateChanged, this, &Notices::showSaving);
    showSaving();
}

void Notices::show(const base::Error &error)
{
    m_error->setMessage({}, sentence(error));
    m_error->show();
}

void Notices::hint(const base::Error &notice, const QString &dismissedAs)
{
    if (!dismissedAs.isEmpty() && m_settings && m_settings->value(dismissedKey(dismissedAs)).toBool())
        return;
    m_hintName = dismissedAs;
    m_hint->setMessage({}, sentence(notice));
    m_hint->setAction(dismissedAs.isEmpty() ? tr("Dismiss") : tr("Do not show again"));
    m_hint->show();
}

void Notices::dismissHint()
{
    if (!m_hintName.isEmpty() && m_settings)
        m_settings->setValue(dismissedKey(m_hintName), true);
    m_hint->hide();
}

void Notices::showSaving()
{
    const DocumentSaver &saver = m_document->saver();
    const bool conflict = saver.state() == DocumentSaver::State::Conflict;
    const bool shown = conflict || saver.state() == DocumentSaver::State::Failed;
    if (shown && saver.error())
        m_saving->setMessage(conflict ? tr("Changed by another program") : tr("Not saved"),
                             sentence(*saver.error()));
    m_saving->setAction(conflict ? tr("Keep mine") : tr("Try again"));
    if (!conflict)
        m_saving->setOtherAction(tr("Save elsewhere…"));
    else
        m_saving->setOtherAction(m_library && QFileInfo::exists(saver.path()) ? tr("Reload the file")
                                                                              : QString());
    m_saving->setVisible(shown);
}

void Notices::onSavingAction()
{
    // The outcome is the saver's new state, which is shown.
    if (m_document->saver().state() == DocumentSaver::State::Conflict)
        static_cast<void>(m_document->saver().overwrite());
    else
        static_cast<void>(m_document->saver().saveNow());
}

void Notices::onOtherSavingAction()
{
    if (m_document->saver().state() != DocumentSaver::State::Conflict)
        Q_EMIT saveElsewhereRequested();
    else // later, as this window is gone afterwards
        QMetaObject::invokeMethod(m_library, &models::LibraryControl::reloadCurrent, Qt::QueuedConnection);
}

} // namespace outcrop::ui::shell
