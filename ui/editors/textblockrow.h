// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/blockrow.h"
#include "ui/models/systemblocksmodel.h"

QT_BEGIN_NAMESPACE
class QCheckBox;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class Card;
class GrowingTextEdit;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

/// A text block of the system prompt: its text on a card, and what it weighs. A block of a kind that has no
/// editor is shown as its JSON and can be moved and deleted.
class TextBlockRow : public BlockRow
{
    Q_OBJECT

public:
    explicit TextBlockRow(const QPersistentModelIndex &index, QWidget *parent = nullptr);

    models::SystemBlocksModel::Kind kind() const { return m_kind; }

    void refresh() override;
    QWidget *editor() const override;
    void setMark(const RowMark &mark) override;

Q_SIGNALS:
    void textEdited(const QString &text);
    /// Of a guarded text, in the order of the API's documentation.
    void qualifiersChosen(const QStringList &qualifiers);

protected:
    QList<QWidget *> ownStops() const override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeQualifiers();

    widgets::Card *m_card;
    widgets::GrowingTextEdit *m_edit;
    widgets::TextLabel *m_about;
    widgets::TextLabel *m_problem;
    MarkLabel *m_mark;
    models::SystemBlocksModel::Kind m_kind;
    QList<QCheckBox *> m_qualifiers;
};

} // namespace outcrop::ui::editors
