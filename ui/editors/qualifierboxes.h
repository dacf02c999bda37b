// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QCheckBox;
QT_END_NAMESPACE

namespace outcrop::ui::editors
{

/// What a guardrail takes a text for: guardContent.text.qualifiers.
class QualifierBoxes : public QWidget
{
    Q_OBJECT

public:
    explicit QualifierBoxes(QWidget *parent = nullptr);

    void choose(const QStringList &qualifiers);
    QList<QWidget *> stops() const;

Q_SIGNALS:
    /// In the order of the API's documentation.
    void chosen(const QStringList &qualifiers);

private:
    QList<QCheckBox *> m_boxes;
};

} // namespace outcrop::ui::editors
