// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editors/turn/blockform.h"

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{
class GrowingTextEdit;
class TextLabel;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

class ContentItems;

/// A text with its sources: the text piece by piece, the sources to be read. They are changed as JSON.
class CitationsForm : public BlockForm
{
    Q_OBJECT

public:
    explicit CitationsForm(QWidget *parent = nullptr);

    void showBlock(const json::Json &block) override;
    void setPlace(const QString &place) override;
    QList<QWidget *> stops() const override;
    QString about() const override { return QStringLiteral("citationsContent"); }

private:
    void takeContent(const json::Json &items, bool typing);

    ContentItems *m_content;
    QPushButton *m_add;
    widgets::TextLabel *m_count;
    widgets::GrowingTextEdit *m_sources;
    json::Json m_block;
};

/// A citation in a line, and below it what is cited: "Rules 2026 · rules.pdf · document 1, pages 2–3".
QString citationWords(const json::Json &citation);

} // namespace outcrop::ui::editors
