// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QSet>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QComboBox;
class QHBoxLayout;
class QMenu;
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::attachments
{
struct AttachedFile;
}

namespace outcrop::ui::models
{
class TurnBlocksModel;
}

namespace outcrop::ui::widgets
{
class Attaching;
class DropTarget;
class Strip;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class BlockColumn;
class BlockRow;
class EndBar;

/// The blocks of one message, each edited in its place, its role, and what becomes of the changes. It works
/// on the model's document and its undo stack: a copy of the message, which the owner applies.
///
/// Ctrl+Z and Ctrl+Y undo and redo here. Esc asks to be closed.
class TurnEditor : public QWidget
{
    Q_OBJECT

public:
    enum class Outcome {
        InPlace, ///< the message is changed where it stands
        Branch,  ///< the changed message stands beside it
    };

    /// @p model must live longer.
    explicit TurnEditor(models::TurnBlocksModel *model, QWidget *parent = nullptr);

    /// Says what applying will do.
    void setOutcome(Outcome outcome);
    /// Says why the changes could not be applied; empty for nothing.
    void setProblem(const QString &problem);
    /// What would be lost with the editor: a file that is not read yet, or a pasted text nobody has said what
    /// to do with. A sentence; empty for nothing. The forms of some blocks attach by themselves.
    QString whyNotWhole() const;
    /// The buttons at its end, which stay in sight while there is more of the editor below them.
    QWidget *endBar() const;
    /// Gives the keyboard to a block, or to what comes nearest.
    void focusBlock(int row);

Q_SIGNALS:
    void applyRequested();
    void runRequested();
    /// The editor shall go, and what was changed shall wait.
    void closeRequested();
    /// The editor shall go and what was changed with it.
    void discardRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QLayout *makeAddBar();
    void fillMore(QMenu *menu);
    QWidget *makeEndBar();
    BlockRow *makeRow(const QPersistentModelIndex &index);
    BlockRow *makeCardRow(const QPersistentModelIndex &index);
    bool fits(const BlockRow &row) const;
    bool showsAsCachePoint(const QModelIndex &index) const;
    void append(const json::Json &block, bool asJson = false);
    void attach(const attachments::AttachedFile &file);
    void change(const QModelIndex &index, const json::Json &block, bool typing);
    void replace(const QModelIndex &index, const json::Json &block, const QString &fileName);
    void attachGuarded(const attachments::AttachedFile &file);
    void setAsJson(const QModelIndex &index, bool asJson);
    void takeRole();
    void showRole();
    void watchKeys();
    void followRole();
    static bool hasOwnEscape(const QObject *watched);
    bool takeKey(const QKeyEvent &event, bool ownUndo);
    QString idOf(int row) const;

    models::TurnBlocksModel *m_model;
    QSet<QString> m_asJson; ///< ids of the blocks that are shown as JSON
    QComboBox *m_role;
    BlockColumn *m_rows;
    widgets::Attaching *m_attaching;
    widgets::Attaching *m_guarding; ///< for images that a guardrail looks at
    widgets::DropTarget *m_drops;
    QList<QWidget *> m_addButtons;
    widgets::Strip *m_strip; ///< what became of an attachment
    widgets::TextLabel *m_outcome;
    widgets::TextLabel *m_problem;
    EndBar *m_end;
    QList<QWidget *> m_endButtons;
};

} // namespace outcrop::ui::editors
