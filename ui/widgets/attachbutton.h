// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/menubutton.h"

QT_BEGIN_NAMESPACE
class QMenu;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

class Attaching;

/// Adds the ways to attach something to a menu: files, an object in S3, what is on the clipboard.
/// @p attaching must live longer.
void addAttachActions(QMenu *menu, Attaching *attaching);

/// Asks for files; all of them, or one.
enum class FileCount { One, Several };
void chooseFilesToAttach(QWidget *owner, Attaching *attaching, FileCount count = FileCount::Several);

/// The button with these ways. Says while files are being read.
class AttachButton : public MenuButton
{
    Q_OBJECT

public:
    /// @p attaching must live longer.
    explicit AttachButton(Attaching *attaching, QWidget *parent = nullptr);

private:
    void showPending();

    Attaching *m_attaching;
};

} // namespace outcrop::ui::widgets
