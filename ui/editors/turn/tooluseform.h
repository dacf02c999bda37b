// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/blockform.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QLineEdit;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class TextLabel;
}

namespace outcrop::ui::editors
{

class JsonField;

/// A call of a tool: which, its id, and its input, checked against the schema of the tool as it is typed.
class ToolUseForm : public BlockForm
{
    Q_OBJECT

public:
    explicit ToolUseForm(models::TurnBlocksModel *model, QWidget *parent = nullptr);

    void showBlock(const json::Json &block) override;
    void setPlace(const QString &place) override;
    QList<QWidget *> stops() const override;
    QString about() const override { return QStringLiteral("toolUse"); }
    QString problem() const override;

private:
    void set(QLatin1StringView member, const json::Json &value);
    void checkInput();

    models::TurnBlocksModel *m_model;
    QComboBox *m_name;
    QLineEdit *m_id;
    JsonField *m_input;
    widgets::TextLabel *m_check;
    json::Json m_block;
};

} // namespace outcrop::ui::editors
