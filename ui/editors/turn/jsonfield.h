// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QWidget>

namespace outcrop::ui::widgets
{
class JsonView;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

/// A JSON value to be typed. What is no JSON yet is kept as text (conversation::unfinishedJson()) and its
/// first wrong place is marked and said.
class JsonField : public QWidget
{
    Q_OBJECT

public:
    explicit JsonField(QWidget *parent = nullptr);

    /// Text that says the same is left as it is typed.
    void setValue(const json::Json &value);
    const json::Json &value() const { return m_value; }
    bool isUnfinished() const;
    void setName(const QString &name);
    /// Without a border: what it stands on has one.
    void setBare();
    QWidget *stop() const;

Q_SIGNALS:
    void edited(const outcrop::json::Json &value);

private:
    void take();
    void showFault();

    widgets::JsonView *m_view;
    widgets::TextLabel *m_problem;
    json::Json m_value;
};

} // namespace outcrop::ui::editors
