// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/blockform.h"

namespace outcrop::ui::editors
{

class JsonField;

/// Any block as its JSON.
class JsonForm : public BlockForm
{
    Q_OBJECT

public:
    explicit JsonForm(QWidget *parent = nullptr);

    void showBlock(const json::Json &block) override;
    void setPlace(const QString &place) override;
    QList<QWidget *> stops() const override;
    QString about() const override;
    QString problem() const override;

private:
    JsonField *m_field;
};

} // namespace outcrop::ui::editors
