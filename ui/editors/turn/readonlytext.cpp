// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editors/turn/readonlytext.h"

#include "ui/widgets/growingtextedit.h"

namespace outcrop::ui::editors
{

widgets::GrowingTextEdit *readOnlyText(int mostLines)
{
    auto *text = new widgets::GrowingTextEdit(1, mostLines);
    text->setReadOnly(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QPalette quiet = text->palette();
    quiet.setColor(QPalette::Text, quiet.color(QPalette::PlaceholderText));
    text->setPalette(quiet);
    return text;
}

} // namespace outcrop::ui::editors
