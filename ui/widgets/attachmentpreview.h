// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/attachmentlook.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// An attachment to look at: an image as large as there is room, a text as text, of anything else what there
/// is to know. Decoded on another thread.
class AttachmentPreview : public QDialog
{
    Q_OBJECT

public:
    AttachmentPreview(const json::Json &block, const QString &title, QWidget *parent = nullptr);

private:
    struct Content {
        AttachmentLook look;
        QString text; ///< of a document that is text
        bool isText = false;
        bool isCut = false;
    };
    static Content read(const json::Json &block, QSize most);
    void showContent(const Content &content);
    QWidget *viewOf(const Content &content);

    QVBoxLayout *m_layout;
    QWidget *m_view;
};

} // namespace outcrop::ui::widgets
