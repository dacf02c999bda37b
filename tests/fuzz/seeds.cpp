// SPDX-License-Identifier: GPL-3.0-or-later
// Writes each body described in a folder of cases as a file: FOLDER_OF_CASES FOLDER_FOR_BODIES.
#include "cases.h"

#include "core/eventstream/frameencoder.h"

#include <QDir>
#include <QFile>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const QDir from(QString::fromLocal8Bit(argv[1]));
    const QDir to(QString::fromLocal8Bit(argv[2]));
    if (!to.mkpath(QStringLiteral(".")))
        return 1;
    const auto write = [&to](const QString &name, const QByteArray &body) {
        QFile file(to.filePath(name));
        // The first byte tells the targets how to cut the body.
        return file.open(QIODevice::WriteOnly) && file.write(QByteArray(1, '\0') + body) == body.size() + 1;
    };
    bool ok = true;
    for (const QString &name : from.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        const auto description = outcrop::json::parse(cases::readFile(from.filePath(name)));
        ok = ok && description && write(name.chopped(5), cases::bodyOf(*description));
    }
    using outcrop::eventstream::HeaderType;
    const QByteArray everyHeader =
        outcrop::eventstream::encodeFrame({{"t", HeaderType::BoolTrue, 0, {}},
                                           {"f", HeaderType::BoolFalse, 0, {}},
                                           {"b", HeaderType::Byte, -1, {}},
                                           {"s", HeaderType::Short, -2, {}},
                                           {"i", HeaderType::Integer, -3, {}},
                                           {"l", HeaderType::Long, -4, {}},
                                           {"y", HeaderType::ByteArray, 0, "bytes"},
                                           {"x", HeaderType::String, 0, "text"},
                                           {"d", HeaderType::Timestamp, 5, {}},
                                           {"u", HeaderType::Uuid, 0, "0123456789abcdef"}},
                                          "payload");
    return ok && write(QStringLiteral("every-header"), everyHeader + everyHeader) ? 0 : 1;
}
