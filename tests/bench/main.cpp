// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench.h"

#include "core/json/writer.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>

namespace
{

bool isWanted(const bench::Registered &registered, const QStringList &wanted)
{
    const QStringList figures = registered.figures.split(u',');
    return wanted.isEmpty() || std::any_of(figures.begin(), figures.end(), [&wanted](const QString &figure) {
               return wanted.contains(figure);
           });
}

} // namespace

// outcrop_bench [--quick] [FIGURE ...]: one JSON line a figure; exit 1 when a limit is not met.
int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    QStringList wanted = application.arguments().mid(1);
    const bench::Options options{wanted.removeAll(QStringLiteral("--quick")) > 0};

    auto all = bench::registered();
    std::sort(all.begin(), all.end(),
              [](const auto &left, const auto &right) { return left.figures < right.figures; });
    bool ok = true;
    for (const bench::Registered &registered : all) {
        if (!isWanted(registered, wanted))
            continue;
        for (const bench::Figure &figure : registered.function(options)) {
            std::printf("%s\n", outcrop::json::write(figure.toJson()).constData());
            std::fflush(stdout);
            ok = ok && (figure.ok() || options.quick);
        }
    }
    return ok ? 0 : 1;
}
