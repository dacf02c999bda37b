// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/theme.h"

#include "ui/widgets/desktopscheme.h"
#include "ui/widgets/outcropstyle.h"

#include <QApplication>
#include <QEvent>
#include <QToolTip>

#include <algorithm>

namespace outcrop::ui::widgets
{

namespace
{

/// Desktops without a theme of their own report 9 pt, which is too small for a page of prose.
constexpr double leastPointSize = 10;

void setApplicationFont()
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0 && font.pointSizeF() < leastPointSize) {
        font.setPointSizeF(leastPointSize);
        QApplication::setFont(font);
    }
}

} // namespace

std::optional<ThemeChoice> themeChoiceFromName(QStringView name)
{
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
        if (name == themeChoiceName(choice))
            return choice;
    }
    return std::nullopt;
}

QString themeChoiceName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::System:
        return QStringLiteral("system");
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    }
    Q_UNREACHABLE();
}

QPalette paletteOf(const Tokens &t)
{
    QPalette palette(t.text, t.raised, t.raised, t.line, t.line, t.text, t.text, t.raised, t.surface);
    palette.setColor(QPalette::Light, t.raised);
    palette.setColor(QPalette::Midlight, t.lineSoft);
    palette.setColor(QPalette::Shadow, t.line);
    palette.setColor(QPalette::AlternateBase, t.surface);
    palette.setColor(QPalette::Highlight, t.selection);
    palette.setColor(QPalette::HighlightedText, t.text);
    palette.setColor(QPalette::Link, t.link);
    palette.setColor(QPalette::LinkVisited, t.violetText);
    palette.setColor(QPalette::PlaceholderText, t.faint);
    palette.setColor(QPalette::ToolTipBase, t.dark ? t.sunken : t.text);
    palette.setColor(QPalette::ToolTipText, t.dark ? t.text : t.raised);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.faint);
    return palette;
}

Theme::Theme(ThemeChoice choice, QObject *parent) : QObject(parent), m_choice(choice)
{
    QApplication::setStyle(new OutcropStyle);
    setApplicationFont();
    m_desktop = new DesktopScheme(this);
    connect(m_desktop, &DesktopScheme::changed, this, &Theme::apply);
    qApp->installEventFilter(this);
    apply();
}

void Theme::setChoice(ThemeChoice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    apply();
}

bool Theme::isDark() const
{
    return m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_desktop->isDark());
}

/// A desktop that changes its theme tells the application by this event only.
bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && watched == qApp) {
        m_desktop->readPlatformPalette();
        apply();
    }
    return QObject::eventFilter(watched, event);
}

void Theme::apply()
{
    const QPalette palette = paletteOf(isDark() ? darkTokens() : lightTokens());
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    Q_EMIT changed();
}

} // namespace outcrop::ui::widgets
