// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace outcrop::ui::widgets
{
class GrowingTextEdit;
}

namespace outcrop::ui::editors
{

/// A field as high as its text, up to so many lines, whose text can be read and copied only.
widgets::GrowingTextEdit *readOnlyText(int mostLines);

} // namespace outcrop::ui::editors
