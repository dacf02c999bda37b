// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/attachmentlook.h"
#include "ui/widgets/card.h"

QT_BEGIN_NAMESPACE
class QAction;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

class ElidedLabel;
class TextLabel;

/// One attachment (an image, document, video or audio block): a small picture, its name, what there is to
/// know about it, what the service would refuse of it with the button that mends that, and a menu. It is
/// looked at on another thread; until then only what the block says at once is shown.
///
/// Alt+Up and Alt+Down move it, Ctrl+Delete removes it, as in the other columns of blocks; F2 renames a
/// document.
class AttachmentCard : public Card
{
    Q_OBJECT

public:
    /// Whether the menu and the keys offer to move and to remove it; a row around it may do so instead.
    enum class RowCommands { Yes, No };

    explicit AttachmentCard(RowCommands commands = RowCommands::Yes, QWidget *parent = nullptr);

    /// For blocks of which the service takes less or more; before the first block.
    void setCheck(AttachmentCheck check) { m_check = check; }
    /// @p fileName is what the file was called, where the block has no name of its own.
    void setBlock(const json::Json &block, const QString &fileName = {});
    const json::Json &block() const { return m_block; }
    /// What was seen; without facts while it is being looked at.
    const AttachmentLook &look() const { return m_look; }
    /// For additions of the owner, behind the card's own.
    QMenu *menu() const { return m_menu; }
    /// What Tab stops at, in order.
    QList<QWidget *> tabStops() const;
    QString title() const;

    void rename();
    void preview();

Q_SIGNALS:
    /// The block as it shall be: renamed or mended.
    void edited(const outcrop::json::Json &block);
    void moveRequested(int by); ///< -1 up, +1 down
    void removeRequested();
    void lookChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void buildMenu(RowCommands commands);
    void onLooked(const AttachmentLook &look);
    void showFacts(const attachments::AttachmentFacts &facts);
    void showPicture();
    void endRename(bool keep);
    void saveAs();
    bool takeRowKey(int key, Qt::KeyboardModifiers modifiers);

    json::Json m_block;
    QString m_fileName;
    AttachmentLook m_look;
    AttachmentCheck m_check = attachments::problemOf;
    quint64 m_asked = 0; ///< counts setBlock(): what is seen of an older block is not shown
    const bool m_rowCommands;
    QLabel *m_picture;
    ElidedLabel *m_name;
    QLineEdit *m_nameEdit;
    TextLabel *m_detail;
    TextLabel *m_problem;
    QPushButton *m_fix;
    QPushButton *m_preview;
    QToolButton *m_more;
    QMenu *m_menu;
    QAction *m_previewAction;
    QAction *m_renameAction;
    QAction *m_copyHashAction;
    QAction *m_saveAction;
};

} // namespace outcrop::ui::widgets
