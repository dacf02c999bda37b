// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QToolButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

class TextLabel;

/// A line to search with: what is sought, how many there are, previous, next, close. Enter finds the next,
/// Shift+Enter the one before, Esc closes. It searches nothing itself.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    QString needle() const;
    void setNeedle(const QString &needle);
    /// What is searched, for people: "Find in the conversation".
    void setScope(const QString &name);
    /// Lets the user choose that capitals count; needleChanged() follows.
    void offerCase();
    bool isCaseSensitive() const;
    /// Shows the bar with @p needle selected, ready to be typed over; an empty one keeps the last.
    void open(const QString &needle);
    /// Which hit of how many is shown; 0 of 0 is "no match". @p more: there may be more, the search goes on.
    void setHits(int current, int count, bool more = false);

Q_SIGNALS:
    void needleChanged(const QString &needle);
    void nextRequested();
    void previousRequested();
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void close();

    QLineEdit *m_edit;
    QToolButton *m_case;
    TextLabel *m_hits;
};

} // namespace outcrop::ui::widgets
