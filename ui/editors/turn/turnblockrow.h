// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/blockrow.h"

#include "core/json/json.h"
#include "ui/models/blockroles.h"

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::models
{
class TurnBlocksModel;
}

namespace outcrop::attachments
{
struct AttachedFile;
}

namespace outcrop::ui::widgets
{
class Card;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class BlockForm;

/// A block of a message on a card: the form of its kind, or its JSON, which every block can be edited as.
/// While JSON is typed that is none yet, the row stays what it is.
class TurnBlockRow : public BlockRow
{
    Q_OBJECT

public:
    TurnBlockRow(models::TurnBlocksModel *model, const QPersistentModelIndex &index, bool asJson,
                 QWidget *parent = nullptr);

    void refresh() override;
    QWidget *editor() const override;
    /// What is dropped on its fields or pasted into them belongs into the block.
    bool takesFiles() const;

Q_SIGNALS:
    void edited(const outcrop::json::Json &block, bool typing);
    void replaced(const outcrop::json::Json &block, const QString &fileName);
    void attachedBefore(const outcrop::attachments::AttachedFile &file);
    void muteRequested(bool muted);
    void jsonRequested(bool asJson);

protected:
    QList<QWidget *> ownStops() const override;
    void paintEvent(QPaintEvent *event) override;

private:
    models::BlockKind wantedForm() const;
    void makeForm();
    void take(const json::Json &block, bool typing);
    void nameTools();
    void showAbout();

    models::TurnBlocksModel *m_model;
    bool m_asJson;
    widgets::Card *m_card;
    QVBoxLayout *m_inside;
    QHBoxLayout *m_foot;
    BlockForm *m_form = nullptr;
    models::BlockKind m_formKind = models::BlockKind::Other;
    widgets::TextLabel *m_about;
    widgets::TextLabel *m_problem;
    QToolButton *m_mute;
    QToolButton *m_json;
};

} // namespace outcrop::ui::editors
