// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/picker.h"

#include <QPointer>

namespace outcrop::ui::models
{
class ModelSource;
}

namespace outcrop::ui::shell
{

/// The model id: any text. Its list is the popup of what the connection offers (ModelPopup).
class ModelPicker : public Picker
{
    Q_OBJECT

public:
    ModelPicker(models::ConnectionsModel *connections, conversation::ConversationDocument *document,
                models::ModelSource *source = nullptr, QWidget *parent = nullptr);

    /// Takes the keyboard, and opens the popup where there is one.
    void startChoosing();
    /// The popup with the search field; without a source the plain list.
    void showPopup() override;

protected:
    void follow() override;
    int usualWidth() const override;

private:
    void showModel();
    void take();
    void choose(const QString &id);

    models::ModelSource *m_source;
    QPointer<QWidget> m_from; ///< had the keyboard before startChoosing()
};

} // namespace outcrop::ui::shell
