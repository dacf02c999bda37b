// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <utility>
#include <vector>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;
QT_END_NAMESPACE

namespace outcrop::ui::editors
{

/// A list of words, or of names with words, a line each; lines can be added and deleted.
class PairList : public QWidget
{
    Q_OBJECT

public:
    using Pairs = std::vector<std::pair<QString, QString>>; ///< name and words; no names in a plain list

    /// @p what names an entry to screen readers: "requestMetadata".
    PairList(bool named, const QString &what, QWidget *parent = nullptr);

    /// Lines that say the same already stay as they are.
    void setPairs(const Pairs &pairs);
    /// What the keyboard stops at, in the order of Tab.
    QList<QWidget *> stops() const;

Q_SIGNALS:
    void edited(const outcrop::ui::editors::PairList::Pairs &pairs);
    void stopsChanged();

private:
    struct Line {
        QWidget *row = nullptr;
        QLineEdit *name = nullptr; ///< null in a plain list
        QLineEdit *words = nullptr;
        QToolButton *remove = nullptr;
    };
    void addLine(const QString &name, const QString &words);
    void removeLine(const QWidget *row);
    Pairs pairs() const;
    void tell();

    bool m_named;
    QString m_what;
    QVBoxLayout *m_lines;
    QPushButton *m_add;
    std::vector<Line> m_rows;
};

} // namespace outcrop::ui::editors
