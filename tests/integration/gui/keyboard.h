// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

namespace outcrop::testsupport
{

/// Somebody without a mouse: every key goes to where the keyboard is, and controls are known by nothing but
/// the names that assistive technology reads out.
class Keyboard
{
public:
    /// What the next key goes to: an open menu or list, else the focus.
    static QWidget *at();
    /// Its accessible name; in a list or table that of the current item.
    static QString here();
    /// Its accessible value: the text of a field, the choice of a combo box.
    static QString value();
    /// Checked, pressed in, or open.
    static bool isOn();

    static void press(int key, Qt::KeyboardModifiers modifiers = {});
    static void type(const QString &text);
    /// Selects all that stands there and types over it.
    static void replace(const QString &text);
    /// Presses Tab until the keyboard is at @p name; false when it came round without meeting it.
    bool go(const QString &name, Qt::KeyboardModifiers modifiers = {});
    /// The same backwards.
    bool goBack(const QString &name) { return go(name, Qt::ShiftModifier); }
    /// Opens the menu of the button that has the keyboard, by Space, and takes @p item in it.
    bool choose(const QString &item);
    /// Turns the combo box that has the keyboard to @p choice, by the arrows.
    bool pick(const QString &choice);

    /// All that Tab (with Shift: the other way) meets until it comes round, in its order.
    QStringList round(Qt::KeyboardModifiers modifiers = {});
    /// What was met on the last way, for the message of a test that fails.
    QByteArray report() const;

private:
    QStringList m_met;
};

} // namespace outcrop::testsupport
