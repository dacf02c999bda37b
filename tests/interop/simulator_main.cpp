// SPDX-License-Identifier: GPL-3.0-or-later

// The simulator as a program of its own, for clients in other languages. Prints one JSON line with everything
// a client needs, then runs until its input ends.

#include "core/json/json.h"
#include "core/simulator/simulator.h"

#include <QCoreApplication>

#include <cstdio>
#include <cstdlib>

using namespace Qt::Literals::StringLiterals;
using namespace outcrop;

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    simulator::Options options;
    options.pace = std::chrono::milliseconds(0);
    if (argc > 1)
        options.port = static_cast<quint16>(std::atoi(argv[1]));
    if (argc > 2 && QByteArrayView(argv[2]) == "bearer")
        options.authentication = simulator::Authentication::Bearer;
    if (argc > 2 && QByteArrayView(argv[2]) == "none")
        options.authentication = simulator::Authentication::None;
    simulator::Simulator server(options);
    if (const auto port = server.start(); !port) {
        std::fputs(qPrintable(port.error().message + u'\n'), stderr);
        return 1;
    }
    const auto text = [](const QByteArray &bytes) { return json::Json::string(bytes); };
    const json::Json line =
        json::Json::object({{"endpoint"_L1, json::Json(server.url().toString())},
                            {"region"_L1, json::Json(server.options().region)},
                            {"accessKeyId"_L1, text(server.options().accessKeyId)},
                            {"secretAccessKey"_L1, text(server.options().secretAccessKey.reveal())},
                            {"bearerToken"_L1, text(server.options().bearerToken.reveal())}});
    std::puts(json::write(line).constData());
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    server.stop();
    return 0;
}
