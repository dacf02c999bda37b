// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/workbench.h"
#include "ui/shell/frame.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFile>

#include <cstdio>
#include <unistd.h>

// The process that figure f starts: shows one window, says when it was first painted and how much memory is
// resident then, and ends. Arguments: the monotonic time of the start in nanoseconds, and the data folder of
// the real window or nothing for an empty one.
namespace
{

using namespace outcrop;

qint64 residentKilobytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.size() > 1 ? fields[1].toLongLong() * ::sysconf(_SC_PAGESIZE) / 1024 : 0;
}

// Hears of the first paint of a window; reports once everything of that moment is on the screen.
class FirstPaint final : public QObject
{
public:
    FirstPaint(QWidget &window, qint64 started) : m_window(window), m_started(started)
    {
        qApp->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_reported && watched->isWidgetType() &&
            static_cast<QWidget *>(watched)->window() == &m_window) {
            m_reported = true;
            QMetaObject::invokeMethod(
                this, [this] { report(); }, Qt::QueuedConnection);
        }
        return false;
    }

private:
    void report() const
    {
        const qint64 now = base::SystemClock().monotonic().count();
        std::printf("%lld %lld\n", static_cast<long long>((now - m_started) / 1000),
                    static_cast<long long>(residentKilobytes()));
        std::fflush(stdout);
        QApplication::quit();
    }

    QWidget &m_window;
    qint64 m_started;
    bool m_reported = false;
};

int show(QWidget &window, qint64 started)
{
    const FirstPaint watch(window, started);
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    const qint64 started = QByteArray(argv[1]).toLongLong();
    QApplication application(argc, argv);
    if (argc < 3) {
        QWidget empty;
        return show(empty, started);
    }
    app::WorkbenchSettings settings;
    settings.paths = app::preparePaths(QProcessEnvironment(), QFile::decodeName(argv[2]));
    ui::widgets::Theme theme(ui::widgets::ThemeChoice::Light);
    settings.theme = &theme;
    app::Workbench workbench(settings);
    return show(workbench.window(), started);
}
