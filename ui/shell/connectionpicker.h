// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/picker.h"

namespace outcrop::ui::shell
{

/// Which connection the document is sent by: a dot for its state, its name and where it leads.
class ConnectionPicker : public Picker
{
    Q_OBJECT

public:
    ConnectionPicker(models::ConnectionsModel *connections, conversation::ConversationDocument *document,
                     QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void follow() override;
    int usualWidth() const override;

private:
    void choose(int row);
};

} // namespace outcrop::ui::shell
