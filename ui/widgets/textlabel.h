// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace outcrop::ui::widgets
{

enum class TextRole { Text, Muted, Faint, Teal, Amber, Violet, Ok, Error };

struct Tokens;
QColor textColour(const Tokens &tokens, TextRole role);

/// A label in one of the text colours of the theme; follows the theme. Always plain text, so that no
/// foreign text is ever taken for markup.
class TextLabel : public QLabel
{
    Q_OBJECT

public:
    explicit TextLabel(const QString &text = {}, TextRole role = TextRole::Text, QWidget *parent = nullptr);

    TextRole role() const { return m_role; }
    void setRole(TextRole role);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColour();

    TextRole m_role;
};

/// Upper-case heading of a section: "SYSTEM · 2,312 TOKENS".
class SectionHeader : public TextLabel
{
    Q_OBJECT

public:
    explicit SectionHeader(const QString &text, QWidget *parent = nullptr);
};

/// One line that ends in "…" where there is no room; the whole text is its tool tip then.
class ElidedLabel : public TextLabel
{
    Q_OBJECT

public:
    using TextLabel::TextLabel;

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace outcrop::ui::widgets
