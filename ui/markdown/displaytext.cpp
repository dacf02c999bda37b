// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/displaytext.h"

#include "ui/markdown/leaf.h"

namespace outcrop::ui::markdown
{

namespace
{

constexpr char16_t zeroWidthSpace = u'\u200b';

char16_t visible(char16_t unit)
{
    switch (unit) {
    case u'\n':
    case u'\r':
    case u'\u2029':
    case u'\u0085':
        return u'\u2028';
    case u'\t':
        return unit;
    case 0x7f:
        return u'\u2421';
    default:
        return unit < 0x20 ? char16_t(0x2400 + unit) : unit;
    }
}

bool isMark(char32_t code)
{
    return QChar::isMark(code) || code == 0x200d;
}

} // namespace

QString displayText(QStringView text)
{
    QString shown = text.toString();
    int marks = 0;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const char16_t unit = shown[i].unicode();
        if (unit < 0x300) {
            marks = 0;
            if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0))
                shown[i] = QChar(visible(unit));
            continue;
        }
        const bool pair =
            QChar::isHighSurrogate(unit) && i + 1 < shown.size() && shown[i + 1].isLowSurrogate();
        const char32_t code = pair ? QChar::surrogateToUcs4(unit, shown[i + 1].unicode()) : unit;
        marks = isMark(code) ? marks + 1 : 0;
        if (marks > limits::combiningRun) {
            shown[i] = QChar(zeroWidthSpace);
            if (pair)
                shown[i + 1] = QChar(zeroWidthSpace);
        } else if (QChar::isSurrogate(unit) && !pair) {
            shown[i] = QChar(QChar::ReplacementCharacter);
        } else if (!pair) {
            shown[i] = QChar(visible(unit));
        }
        i += pair ? 1 : 0;
    }
    return shown;
}

} // namespace outcrop::ui::markdown
