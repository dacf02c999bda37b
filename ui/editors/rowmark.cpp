// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/rowmark.h"

#include "ui/widgets/fonts.h"

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
    setAccessibleName(mark.text.isEmpty() ? QString()
                      : mark.certain      ? tr("Will be refused: %1").arg(mark.text)
                                          : tr("Depends on the model: %1").arg(mark.text));
    setVisible(!mark.text.isEmpty());
}

} // namespace outcrop::ui::editors
