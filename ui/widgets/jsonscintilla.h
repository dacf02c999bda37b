// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/brokenlines.h"
#include "ui/widgets/jsonview.h"

#include <QMimeData>

// Its headers need the keywords this project does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

namespace outcrop::ui::widgets
{

/// Copies what is shown broken as it was, and what stands for something as its owner says.
class JsonScintilla final : public QsciScintilla
{
public:
    JsonScintilla(const BrokenLines &broken, const JsonView::Copied &copied)
        : m_broken(broken), m_copied(copied)
    {
    }

protected:
    QMimeData *toMimeData(const QByteArray &text, bool rectangular) const override
    {
        if (m_broken.isEmpty() || rectangular) // a rectangle is the rows that are seen
            return QsciScintilla::toMimeData(m_copied ? m_copied(text) : text, rectangular);
        const qsizetype from = m_broken.fromShown(SendScintilla(SCI_GETSELECTIONSTART));
        const qsizetype to = m_broken.fromShown(SendScintilla(SCI_GETSELECTIONEND));
        const QByteArray whole = m_broken.text().sliced(from, to - from);
        return QsciScintilla::toMimeData(m_copied ? m_copied(whole) : whole, false);
    }

private:
    const BrokenLines &m_broken;
    const JsonView::Copied &m_copied;
};

} // namespace outcrop::ui::widgets
