// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QVariant>

#include <optional>

QT_BEGIN_NAMESPACE
class QDBusVariant;
QT_END_NAMESPACE

namespace outcrop::ui::widgets
{

/// Whether the desktop asks for a dark look, now and later. Asks the settings portal
/// (org.freedesktop.appearance color-scheme, XDG desktop portal documentation) without waiting for it;
/// until it answers, and where there is none, the platform's own palette decides.
class DesktopScheme : public QObject
{
    Q_OBJECT

public:
    explicit DesktopScheme(QObject *parent = nullptr);

    bool isDark() const { return m_portalDark.value_or(m_paletteDark); }

    /// Looks at the platform's palette again; it replaces the application palette for the moment.
    void readPlatformPalette();

    /// What a portal value means: 1 dark, 2 light, 0 no wish, nothing for anything else.
    static std::optional<bool> darkFromPortal(const QVariant &value);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void take(std::optional<bool> portalDark);

    std::optional<bool> m_portalDark;
    bool m_paletteDark = false;
};

} // namespace outcrop::ui::widgets
