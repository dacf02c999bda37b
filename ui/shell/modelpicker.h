// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/picker.h"

namespace outcrop::ui::shell
{

/// The model id: any text, with those the connection is known to offer as a list.
class ModelPicker : public Picker
{
    Q_OBJECT

public:
    ModelPicker(models::ConnectionsModel *connections, conversation::ConversationDocument *document,
                QWidget *parent = nullptr);

protected:
    void follow() override;
    int usualWidth() const override;

private:
    void showModel();
    void take();
};

} // namespace outcrop::ui::shell
