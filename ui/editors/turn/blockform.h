// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "ui/models/blockroles.h"

#include <QWidget>

namespace outcrop::attachments
{
struct AttachedFile;
}

namespace outcrop::ui::models
{
class TurnBlocksModel;
}

namespace outcrop::ui::editors
{

/// What a row of the editor of a message shows of one kind of block: a form over its JSON. It changes only
/// what a person changes in it, everything else of the block stays as it was spelled.
class BlockForm : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What the file of an attachment was called; empty when that is not known. Shown with the next block.
    virtual void setFileName(const QString &name) { Q_UNUSED(name) }
    /// Shows @p block, which is of the form's kind. Nothing is emitted, and a caret stays where it is.
    virtual void showBlock(const json::Json &block) = 0;
    /// Where the block stands ("block 3", "content 2 of block 3"), for accessible names.
    virtual void setPlace(const QString &place) = 0;
    /// What Tab stops at, in order; the first takes the keyboard.
    virtual QList<QWidget *> stops() const = 0;
    /// What the foot of the row says: "text", "toolUse".
    virtual QString about() const = 0;
    /// What the service would refuse; empty when nothing is known.
    virtual QString problem() const { return {}; }
    /// The form draws its own ground.
    virtual bool hasOwnCard() const { return false; }
    /// The form takes files and pictures that are dropped on it or pasted into its fields.
    virtual bool takesFiles() const { return false; }
    /// Drawn as not sent.
    virtual void setMuted(bool muted) { Q_UNUSED(muted) }

Q_SIGNALS:
    /// The block is another one now. @p typing merges with the typing before.
    void edited(const outcrop::json::Json &block, bool typing);
    /// Another file stands in the place of this one.
    void replaced(const outcrop::json::Json &block, const QString &fileName);
    /// Another block shall stand before this one.
    void attachedBefore(const outcrop::attachments::AttachedFile &file);
    void stopsChanged();
};

/// What takes the keyboard of these: the first one that is not hidden, as a button with nothing to do is.
QWidget *firstShown(const QList<QWidget *> &stops);

/// The form for a block of a kind; for BlockKind::Other its JSON. @p model must live longer.
BlockForm *makeBlockForm(models::BlockKind kind, models::TurnBlocksModel *model);

} // namespace outcrop::ui::editors
