// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/rowmark.h"
#include "ui/models/advancedmodel.h"

#include <QHash>
#include <QWidget>

namespace outcrop::ui::editors
{

class AdvancedRow;
class FoldHeader;

/// The members of the request that are seldom sent, each folded until it is wanted; one that is set says so.
class AdvancedEditor : public QWidget
{
    Q_OBJECT

public:
    /// @p model must live longer.
    explicit AdvancedEditor(models::AdvancedModel *model, QWidget *parent = nullptr);

    /// Gives the keyboard to the first member.
    void focusFirst();
    /// Opens the group of a member of the request and gives it the keyboard.
    void focusMember(const QString &member);
    /// What the lint says, by member of the request.
    void setMarks(const QHash<QString, RowMark> &marks);

private:
    struct Group {
        const models::AdvancedGroup *group = nullptr;
        FoldHeader *heading = nullptr;
        MarkLabel *mark = nullptr;
        QWidget *body = nullptr; ///< made when it is first opened
        std::vector<AdvancedRow *> rows;
    };
    void setOpen(size_t index, bool open);
    /// Each group's fields come after its heading, whenever they were made.
    void orderTabs();
    void refresh();
    void nameHeading(const Group &group);

    models::AdvancedModel *m_model;
    std::vector<Group> m_groups;
};

} // namespace outcrop::ui::editors
