// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/blockform.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class Attaching;
class DropTarget;
class MenuButton;
class Strip;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class ContentItems;

/// The result of a call: of which, whether it went well, and its content piece by piece.
class ToolResultForm : public BlockForm
{
    Q_OBJECT

public:
    explicit ToolResultForm(models::TurnBlocksModel *model, QWidget *parent = nullptr);

    void showBlock(const json::Json &block) override;
    void setPlace(const QString &place) override;
    QList<QWidget *> stops() const override;
    QString about() const override { return QStringLiteral("toolResult"); }
    QString problem() const override;
    bool takesFiles() const override { return true; }

private:
    void buildFields(QVBoxLayout *layout);
    void buildContent(QVBoxLayout *layout);
    void setMember(QLatin1StringView member, const std::optional<json::Json> &value, bool typing);
    void watchDrops();
    void showCall();

    models::TurnBlocksModel *m_model;
    QComboBox *m_call;
    widgets::TextLabel *m_callName;
    QComboBox *m_status;
    ContentItems *m_content;
    widgets::Attaching *m_attaching;
    widgets::DropTarget *m_drops;
    widgets::Strip *m_strip; ///< what became of an attachment
    widgets::MenuButton *m_add = nullptr;
    json::Json m_block;
};

} // namespace outcrop::ui::editors
