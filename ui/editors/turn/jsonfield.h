// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/foldedbytes.h"

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
    /// The value is a block: what stands for its long base64 is shown instead, and copied as what it is.
    void setIsBlock() { m_isBlock = true; }
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
    bool m_isSet = false;
    bool m_isBlock = false;
    conversation::FoldedBytes m_aside;
    QString m_damage; ///< why what stands for bytes is not known; empty when all of it is
};

} // namespace outcrop::ui::editors
