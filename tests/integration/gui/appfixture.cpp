// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/gui/appfixture.h"

#include "ui/shell/frame.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QTest>

namespace outcrop::testsupport
{

AppFixture::AppFixture(std::chrono::milliseconds pace) : m_pace(pace)
{
    m_paths = app::preparePaths(QProcessEnvironment(), m_folder.filePath(QStringLiteral("data")));
}

AppFixture::AppFixture(const QString &dataDir, std::chrono::milliseconds pace)
    : m_paths(app::preparePaths(QProcessEnvironment(), dataDir)), m_pace(pace)
{
}

void AppFixture::start(const QProcessEnvironment &environment, const QString &file)
{
    app::WorkbenchSettings settings;
    settings.paths = m_paths;
    settings.environment = environment;
    settings.file = file;
    settings.simulator.pace = m_pace;
    m_workbench = std::make_unique<app::Workbench>(settings);
    window().resize(1280, 800);
    window().show();
    QVERIFY(QTest::qWaitForWindowExposed(&window()));
    window().activateWindow();
    // Without a window manager nothing becomes active; keys go to the controls themselves.
    [[maybe_unused]] const bool active = QTest::qWaitFor([this] { return window().isActiveWindow(); }, 1000);
}

void AppFixture::restart()
{
    end();
    start();
}

QWidget *AppFixture::widget()
{
    return &window();
}

QWidget *AppFixture::control(const QString &accessibleName)
{
    const QList<QWidget *> all = window().findChildren<QWidget *>();
    for (QWidget *candidate : all) {
        if (candidate->accessibleName() == accessibleName && candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

void AppFixture::type(const QString &text)
{
    QWidget *message = control(QStringLiteral("Message"));
    QVERIFY(message);
    message->setFocus();
    QTest::keyClick(message, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(message, Qt::Key_Delete);
    QTest::keyClicks(message, text);
}

void AppFixture::pressRun()
{
    QWidget *at = QApplication::focusWidget() ? QApplication::focusWidget() : widget();
    QTest::keyClick(at, Qt::Key_Return, Qt::ControlModifier);
}

bool AppFixture::ask(const QString &text, std::chrono::milliseconds patience)
{
    type(text);
    pressRun();
    return m_workbench->run().isRunning() && waitUntilIdle(patience);
}

bool AppFixture::waitUntilIdle(std::chrono::milliseconds patience)
{
    return QTest::qWaitFor([this] { return !m_workbench->run().isRunning(); },
                           static_cast<int>(patience.count()));
}

} // namespace outcrop::testsupport
