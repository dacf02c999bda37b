// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/rungui.h"

#include "app/gui/datalock.h"
#include "app/gui/processguard.h"
#include "app/gui/signalwatcher.h"
#include "app/gui/workbench.h"
#include "ui/shell/frame.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QMessageBox>

#include <unistd.h>

#include <cstdio>

namespace outcrop::app
{

namespace
{

constexpr int exitLocked = 1;
constexpr int exitBadInput = 2;

void print(const QString &line)
{
    std::fputs(qPrintable(line + u'\n'), stderr);
}

// The command line's word for this start, else what was chosen in the window before.
ui::widgets::ThemeChoice chosenTheme(const QString &option, const QString &settingsFile)
{
    const QSettings settings(settingsFile, QSettings::IniFormat);
    const QString name = option.isEmpty() ? settings.value(QStringLiteral("theme")).toString() : option;
    return ui::widgets::themeChoiceFromName(name).value_or(ui::widgets::ThemeChoice::System);
}

// Qt ends the program with an abort when it finds none.
bool hasDisplay(const QProcessEnvironment &environment)
{
    const QString platform = environment.value(QStringLiteral("QT_QPA_PLATFORM"));
    if (!platform.isEmpty() && !platform.startsWith(QLatin1StringView("xcb")) &&
        !platform.startsWith(QLatin1StringView("wayland")))
        return true; // offscreen, a frame buffer: whoever names one knows
    return !environment.value(QStringLiteral("DISPLAY")).isEmpty() ||
           !environment.value(QStringLiteral("WAYLAND_DISPLAY")).isEmpty();
}

int refuseWithoutDisplay()
{
    print(QStringLiteral("outcrop: The window needs a display, and there is none: neither DISPLAY nor "
                         "WAYLAND_DISPLAY is set."));
    print(QStringLiteral(
        "  Start it from a desktop session, or use \"outcrop run\" and \"outcrop simulate\" in "
        "the terminal; see \"outcrop --help\"."));
    return exitBadInput;
}

int refuseStart(const base::Error &error)
{
    print(error.message + QStringLiteral(". ") + error.advice);
    QMessageBox box(QMessageBox::Warning, QStringLiteral("Outcrop"), error.message, QMessageBox::Close);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(error.advice);
    QObject::connect(&box, &QDialog::finished, qApp, &QCoreApplication::quit);
    box.show();
    QApplication::exec();
    return exitLocked;
}

} // namespace

int runGui(int &argc, char **argv, const GuiOptions &options)
{
    hardenProcess();
    if (!options.theme.isEmpty() && !ui::widgets::themeChoiceFromName(options.theme)) {
        print(QStringLiteral("--theme takes system, light or dark"));
        return exitBadInput;
    }

    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!hasDisplay(environment))
        return refuseWithoutDisplay();

    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("outcrop"));
    QApplication::setApplicationDisplayName(QStringLiteral("Outcrop"));
    QApplication::setDesktopFileName(QStringLiteral("outcrop"));
    SignalWatcher signalWatcher;
    // Not quit(), which asks the windows first. What has to be saved is saved when the workbench ends.
    QObject::connect(&signalWatcher, &SignalWatcher::terminationRequested, qApp,
                     [] { QCoreApplication::exit(0); });

    WorkbenchSettings settings;
    settings.environment = environment;
    settings.file = options.file;
    settings.hintOfUser = noticeOfUser(::geteuid());
    settings.paths = preparePaths(settings.environment, options.dataDir);
    ui::widgets::Theme theme(chosenTheme(options.theme, settings.paths.settingsFile));
    settings.theme = &theme;
    const auto lock = DataLock::take(settings.paths.lockFile);
    if (!lock.ok())
        return refuseStart(lock.error());

    int exitCode = 0;
    {
        Workbench workbench(settings);
        workbench.window().show();
        exitCode = QApplication::exec();
    }
    removeTemporaryPaths(settings.paths);
    return exitCode;
}

} // namespace outcrop::app
