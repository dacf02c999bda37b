// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/decodecommand.h"

#include "app/cli/inputfile.h"
#include "app/cli/output.h"
#include "core/stream/decodereport.h"

namespace outcrop::app
{

ExitCode runDecode(const DecodeOptions &options)
{
    using Mode = stream::DecodeReport::Mode;
    stream::DecodeReport report(options.invoke ? Mode::Invoke : Mode::Converse);
    bool isRead = true; // somebody still reads the output
    const auto read = readPieces(options.file, [&](const QByteArray &bytes) {
        QByteArray lines;
        for (const json::Json &frame : report.feed(bytes))
            lines += json::write(frame) + '\n';
        isRead = Output::write(lines);
        return isRead && report.wantsMore();
    });
    if (!read) {
        Output::error(read.error());
        return exitCodeFor(read.error().kind);
    }
    if (isRead)
        Output::writeLine(report.finish());
    return ExitCode::Ok;
}

} // namespace outcrop::app
