// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/attachments/attachedfile.h"

#include <QStringList>

#include <functional>

class QWidget;

namespace outcrop::ui::editors
{

using TakeFile = std::function<void(const attachments::AttachedFile &file)>;

/// Reads files on another thread, and gives each as a content block, in any order, while @p owner is there.
/// What cannot be taken is said in a dialog that waits for nobody.
void attachFiles(QWidget *owner, const QStringList &paths, TakeFile take);
/// Asks for files first.
void openAttachDialog(QWidget *owner, TakeFile take);

} // namespace outcrop::ui::editors
