// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/gui/keyboardrig.h"

#include <QGuiApplication>
#include <QTest>
#include <QUndoStack>

#include <cstdio>

namespace outcrop::testsupport
{

using json::Json;

namespace
{

bool arrivesAt(const QString &place)
{
    return QTest::qWaitFor([&] { return Keyboard::here() == place; });
}

} // namespace

bool KeyboardRig::canBe()
{
    if (QGuiApplication::platformName() != QStringLiteral("offscreen"))
        return true;
    std::printf("SKIPPED: the window by keyboard alone needs a display with a window manager\n");
    return false;
}

bool KeyboardRig::start()
{
    m_app = std::make_unique<AppFixture>();
    m_app->start();
    if (!QTest::qWaitFor([] { return Keyboard::at() != nullptr; }))
        return false;
    Keyboard::press(Qt::Key_N, Qt::ControlModifier);
    return QTest::qWaitFor([this] { return !body().contains(u"system"); }); // the example has one
}

bool KeyboardRig::command(const QString &name, const QString &place)
{
    Keyboard::press(Qt::Key_K, Qt::ControlModifier);
    if (!arrivesAt(QStringLiteral("Command")))
        return false;
    Keyboard::type(name);
    Keyboard::press(Qt::Key_Return);
    return arrivesAt(place);
}

bool KeyboardRig::undoAndRedo()
{
    const QUndoStack &steps = m_app->app().document().undoStack();
    const Json written = body();
    const int count = steps.index();
    Keyboard::press(Qt::Key_L, Qt::ControlModifier);
    // Fields of JSON and the composer have a history of their own.
    if (!keys.go(QStringLiteral("Menu")))
        return false;
    for (int step = 0; step < count; ++step)
        Keyboard::press(Qt::Key_Z, Qt::ControlModifier);
    if (steps.index() != 0)
        return false;
    for (int step = 0; step < count; ++step)
        Keyboard::press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    return count > 0 && steps.index() == count && body() == written;
}

Json KeyboardRig::body()
{
    return *json::parse(m_app->app().document().requestBody());
}

QByteArray KeyboardRig::member(const QString &name)
{
    return json::write(body().value(name), json::Layout::Compact);
}

} // namespace outcrop::testsupport
