// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/gui/keyboard.h"

#include <QAccessible>
#include <QApplication>
#include <QMenu>
#include <QSet>
#include <QTest>
#include <QTimer>

namespace outcrop::testsupport
{

namespace
{

constexpr int mostChoices = 40;

QAccessibleInterface *spokenOf(QWidget *widget)
{
    QAccessibleInterface *whole = widget ? QAccessible::queryAccessibleInterface(widget) : nullptr;
    QAccessibleInterface *item = whole ? whole->focusChild() : nullptr;
    return item && item->isValid() ? item : whole;
}

QString plain(QString text)
{
    return text.remove(u'&').section(u'\t', 0, 0);
}

} // namespace

QWidget *Keyboard::at()
{
    QWidget *popup = QApplication::activePopupWidget();
    if (popup && popup->focusWidget())
        return popup->focusWidget();
    return popup ? popup : QApplication::focusWidget();
}

QString Keyboard::here()
{
    const QAccessibleInterface *spoken = spokenOf(at());
    return spoken ? spoken->text(QAccessible::Name) : QString();
}

QString Keyboard::value()
{
    QAccessibleInterface *spoken = spokenOf(at());
    const QAccessibleTextInterface *text = spoken ? spoken->textInterface() : nullptr;
    if (text)
        return text->text(0, text->characterCount());
    return spoken ? spoken->text(QAccessible::Value) : QString();
}

bool Keyboard::isOn()
{
    const QAccessibleInterface *spoken = spokenOf(at());
    return spoken && spoken->state().checked;
}

void Keyboard::press(int key, Qt::KeyboardModifiers modifiers)
{
    if (QWidget *there = at())
        QTest::keyClick(there, Qt::Key(key), modifiers);
    QCoreApplication::processEvents(); // no hand is quicker
}

void Keyboard::type(const QString &text)
{
    for (const QChar letter : text) {
        if (QWidget *there = at())
            QTest::keyClicks(there, letter);
    }
}

void Keyboard::replace(const QString &text)
{
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_Delete);
    type(text);
}

bool Keyboard::go(const QString &name, Qt::KeyboardModifiers modifiers)
{
    m_met.clear();
    QSet<std::pair<QWidget *, QString>> met; // one widget may have several stops
    while (QWidget *there = at()) {
        const QString called = here();
        if (called == name)
            return true;
        if (met.contains({there, called}))
            break;
        met.insert({there, called});
        m_met << called;
        press(modifiers & Qt::ShiftModifier ? Qt::Key_Backtab : Qt::Key_Tab, modifiers);
    }
    return false;
}

QStringList Keyboard::round(Qt::KeyboardModifiers modifiers)
{
    go(QStringLiteral("nothing is called so"), modifiers);
    return m_met;
}

// A menu may run a loop of its own: what is done in it is waiting before it opens.
bool Keyboard::choose(const QString &item)
{
    m_met.clear();
    bool taken = false;
    QTimer looking;
    QObject::connect(&looking, &QTimer::timeout, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        if (!menu)
            return;
        looking.stop();
        for (qsizetype tries = 0; tries < menu->actions().size() && !taken; ++tries) {
            QTest::keyClick(menu, Qt::Key_Down);
            const QString name = menu->activeAction() ? plain(menu->activeAction()->text()) : QString();
            m_met << name;
            taken = name == item;
        }
        QTest::keyClick(menu, taken ? Qt::Key_Return : Qt::Key_Escape);
    });
    looking.start(0);
    press(Qt::Key_Space);
    [[maybe_unused]] const bool opened = QTest::qWaitFor([&] { return !looking.isActive(); }, 2000);
    return taken;
}

bool Keyboard::pick(const QString &choice)
{
    m_met.clear();
    press(Qt::Key_Home);
    for (int tries = 0; tries < mostChoices && value() != choice; ++tries) {
        m_met << value();
        press(Qt::Key_Down);
    }
    return value() == choice;
}

QByteArray Keyboard::report() const
{
    const QString met = m_met.join(QStringLiteral(" | "));
    return QStringLiteral("at \"%1\"; met: %2").arg(here(), met).toUtf8();
}

} // namespace outcrop::testsupport
