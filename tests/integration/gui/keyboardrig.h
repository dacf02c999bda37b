// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/gui/appfixture.h"
#include "tests/integration/gui/keyboard.h"

#include "core/json/value.h"

// The way by Tab to what is called so, and what is done there; a test that fails says what was met instead.
#define GO(name) QVERIFY2(m_rig.keys.go(name), m_rig.keys.report().constData())
#define GO_BACK(name) QVERIFY2(m_rig.keys.goBack(name), m_rig.keys.report().constData())
#define CHOOSE(item) QVERIFY2(m_rig.keys.choose(item), m_rig.keys.report().constData())
#define PICK(choice) QVERIFY2(m_rig.keys.pick(choice), m_rig.keys.report().constData())
#define COMMAND(name, place) QVERIFY2(m_rig.command(name, place), m_rig.keys.report().constData())

namespace outcrop::testsupport
{

/// The whole program with an empty conversation, and somebody without a mouse before it.
class KeyboardRig
{
public:
    /// Whether dialogs get the keyboard here; says so loudly where they do not.
    static bool canBe();
    /// Starts the program and begins a conversation, by keys; false when it does not come.
    bool start();
    void end() { m_app.reset(); }

    /// Takes a command from the list of commands; false unless the keyboard then arrives at @p place.
    static bool command(const QString &name, const QString &place);
    /// Takes back all that was done, and does it again, by keys; false unless the request is then the same.
    bool undoAndRedo();

    AppFixture &app() { return *m_app; }
    json::Json body();
    /// A member of the request as compact JSON.
    QByteArray member(const QString &name);

    Keyboard keys;

private:
    std::unique_ptr<AppFixture> m_app;
};

} // namespace outcrop::testsupport
