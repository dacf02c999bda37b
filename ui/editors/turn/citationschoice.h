// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QComboBox>

namespace outcrop::ui::editors
{

/// Whether the model may cite a document or a search result: its `citations`, on, off or not sent.
class CitationsChoice : public QComboBox
{
    Q_OBJECT

public:
    explicit CitationsChoice(QWidget *parent = nullptr);

    /// @p source is what has the member: the value of a document or a searchResult.
    void setSource(const json::Json &source);
    /// @p source with what is chosen; what else `citations` holds stays.
    json::Json chosen(json::Json source) const;
};

} // namespace outcrop::ui::editors
