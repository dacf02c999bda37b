// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QSyntaxHighlighter>

#include <functional>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// Marks `{{name}}` in a text: teal on a teal ground where the name has a value, red and underlined where it
/// has none. Follows the theme.
class VariableHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    /// @p isSet: whether a name has a value. @p themed: whose colours count.
    VariableHighlighter(QTextDocument *document, QWidget *themed,
                        std::function<bool(const QString &name)> isSet);

    void setActive(bool active);

protected:
    void highlightBlock(const QString &text) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QPointer<QWidget> m_themed;
    std::function<bool(const QString &)> m_isSet;
    bool m_active = true;
};

} // namespace outcrop::ui::widgets
