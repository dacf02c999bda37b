// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/textpieces.h"

namespace outcrop::simulator
{

QStringList wordPieces(const QString &text)
{
    QStringList pieces;
    qsizetype begin = 0;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text.at(i - 1).isSpace() && !text.at(i).isSpace()) {
            pieces.append(text.sliced(begin, i - begin));
            begin = i;
        }
    }
    if (begin < text.size())
        pieces.append(text.sliced(begin));
    return pieces;
}

QStringList fixedPieces(const QString &text, qsizetype length)
{
    QStringList pieces;
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = qMin(begin + length, text.size());
        if (end < text.size() && text.at(end).isLowSurrogate())
            ++end;
        pieces.append(text.sliced(begin, end - begin));
        begin = end;
    }
    return pieces;
}

} // namespace outcrop::simulator
