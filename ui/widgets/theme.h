// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/tokens.h"

#include <QObject>
#include <QPalette>

#include <optional>

namespace outcrop::ui::widgets
{

class DesktopScheme;

enum class ThemeChoice { System, Light, Dark };

/// "system", "light" or "dark" (command line, environment, settings); nothing for anything else.
std::optional<ThemeChoice> themeChoiceFromName(QStringView name);
QString themeChoiceName(ThemeChoice choice);

/// The palette made of a set of tokens.
QPalette paletteOf(const Tokens &tokens);

/// Gives the application its style, font size and palette, and keeps the palette with the desktop's while
/// the choice is System. One for the application, made after QApplication and owned by whoever composes it.
/// Widgets do not ask it anything: tokensOf(this) follows the palette.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(ThemeChoice choice = ThemeChoice::System, QObject *parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    bool isDark() const;

Q_SIGNALS:
    /// After the palette of the application was replaced.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();

    DesktopScheme *m_desktop;
    ThemeChoice m_choice;
};

} // namespace outcrop::ui::widgets
