// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/rowmark.h"

#include "core/converse/lintsource.h"
#include "ui/models/blockroles.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/plaintip.h"
#include "ui/widgets/tokens.h"

#include <QLocale>

namespace outcrop::ui::editors
{

MarkLabel::MarkLabel(QWidget *parent) : TextLabel({}, widgets::TextRole::Error, parent)
{
    widgets::useSmall(this);
    setWordWrap(true);
    hide();
}

void MarkLabel::setMark(const RowMark &mark)
{
    m_mark = mark;
    setRole(mark.certain ? widgets::TextRole::Error : widgets::TextRole::Amber);
    setText(mark.text);
    const QString source = converse::lintSource(mark.rule);
    setToolTip(source.isEmpty() ? QString() : widgets::plainTip(tr("From: %1").arg(source)));
    setAccessibleName(mark.text.isEmpty() ? QString()
                      : mark.certain      ? tr("Will be refused: %1").arg(mark.text)
                                          : tr("Depends on the model: %1").arg(mark.text));
    setVisible(!mark.text.isEmpty());
}

KeptLabel::KeptLabel(QWidget *parent) : TextLabel({}, widgets::TextRole::Amber, parent)
{
    setContentsMargins(0, 0, widgets::metrics::gap, widgets::metrics::gap);
    setWordWrap(true);
    widgets::useSmall(this);
    hide();
}

void KeptLabel::show(const QModelIndex &index)
{
    const QVariant kept = index.data(models::BlockKeptRole);
    const QLocale locale;
    const QString cached = locale.toString(index.data(models::BlockCachedRole).toLongLong());
    setText(!kept.isValid()          ? QString()
            : kept.toLongLong() == 0 ? tr("edited: the next call keeps none of %1 cached tokens").arg(cached)
                                     : tr("edited: the next call keeps ≈ %1 of %2 cached tokens")
                                           .arg(locale.toString(kept.toLongLong()), cached));
    setToolTip(
        tr("The cache keeps what stands before the first difference, up to a cache point, as long as it is "
           "warm"));
    setVisible(kept.isValid());
}

} // namespace outcrop::ui::editors
